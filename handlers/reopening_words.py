"""The reason for a reopening in the admin's own words, typed while the card asks for it."""

from __future__ import annotations

from domain.errors import NotYours
from domain.incoming import Words
from domain.message import Message
from domain.orders import read_order
from domain.reopening import LONGEST_REASON, PATIENCE_MS, Reopening, ReopeningState, judge_day
from domain.understanding.chatter import Chatter, small_talk
from handlers.owed import mine, newest_draft, replied_to
from handlers.reopening import of_admin, open_again
from handlers.replies import says_nothing
from handlers.telling import understood_of
from handlers.visit import Visit
from views.words import text

_ASKS = ("?", "？", "吗", "呢")


def typed_reason(visit: Visit, words: Words) -> bool:
    """Whether these words are the reason: the admin chose to type one a moment ago, or opened the
    card that asks for it and has said something else than of a class.
    """
    request = visit.tx.reopenings.named_by(visit.person_id, visit.now_ms - PATIENCE_MS)
    if request is None or not _is_reason(visit, request, words):
        return False
    try:
        at = of_admin(visit, request.round_id)
    except NotYours:
        return False
    if at.round.takes_answers_at(visit.at_ms):
        return False
    judge_day(at.round.day, visit.day)
    reason = " ".join(words.text.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        visit.reply(Message(text(visit.language, "reopening.bad_reason")))
    else:
        open_again(at, reason)
    return True


def _is_reason(visit: Visit, request: Reopening, words: Words) -> bool:
    """Whether nothing else can be meant: no question answered in between, and, where 其他原因 was
    not pressed, no thanks, no question, no button's word and nothing of an own class.
    """
    draft, chosen = newest_draft(visit), request.state is ReopeningState.NAMING
    in_hand = draft is not None and draft.updated_ms > (request.at_ms or 0)
    if draft is not None and in_hand and (draft.step or not chosen):
        return False
    if chosen:
        return True
    raw = words.text.strip()
    polite = small_talk(raw, ()).chatter is Chatter.COURTESY
    if polite or raw.endswith(_ASKS) or read_order(raw) is not None:
        return False
    if replied_to(visit, words) is not None:
        return False
    return all(says_nothing(understood_of(visit, one, raw)) for one in mine(visit))

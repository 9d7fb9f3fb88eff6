"""查看姓名: a reason is asked for and written down; the names go away by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.calendar import Period
from domain.choice import Choice, UnreadableChoice
from domain.errors import NotYours
from domain.incoming import Words
from domain.message import Message
from domain.note import REMOVAL, Edit, Note, Wanted
from domain.reveal import (
    LONGEST_REASON,
    PATIENCE_MS,
    SHOWN_MS,
    RevealReason,
    may_reveal,
    shown_days,
)
from domain.roster import Unit
from handlers.owed import newest_draft
from handlers.visit import Visit
from views import reveal as view
from views.words import say, text

KIND = "names"
"""Notes that ask for the reason; only in their place names are shown."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which names are asked for, by somebody who may see them."""

    visit: Visit
    unit: Unit
    period: Period


def reveal_pressed(visit: Visit, choice: Choice) -> None:
    """查看姓名 under counts: why? Raises NotYours, UnreadableChoice."""
    wish = _wish(visit, choice.subject, shown_days(choice.argument))
    visit.reply(view.why(visit.language, wish.unit, wish.period), kind=KIND)


def reason_pressed(visit: Visit, choice: Choice) -> None:
    """The reason, or that it will be typed. Raises NotYours, UnreadableChoice."""
    days, _, reason = choice.argument.partition(":")
    wish = _wish(visit, choice.subject, shown_days(days))
    message = _question(visit)
    if reason == view.OWN_WORDS:
        visit.tx.reveals.type_reason(
            visit.person_id, wish.unit.id, wish.period, message, visit.now_ms
        )
        visit.edit(message, view.type_reason(visit.language, wish.unit, wish.period), kind=KIND)
    elif reason in set(RevealReason):
        _reveal(wish, reason, message)
    else:
        raise UnreadableChoice


def hide_pressed(visit: Visit, choice: Choice) -> None:
    """不看了 or 收起: the message goes at once. Raises UnreadableChoice."""
    visit.tx.reveals.forget_typing(visit.person_id)
    _take_away(visit, _question(visit), at_ms=0)


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    view.ASK: reveal_pressed,
    view.REASON: reason_pressed,
    view.HIDE: hide_pressed,
}


def typed_reveal(visit: Visit, words: Words) -> bool:
    """Whether these words are the reason that somebody chose to type a moment ago."""
    asked = visit.tx.reveals.typing(visit.person_id, visit.now_ms - PATIENCE_MS)
    if asked is None:
        return False
    draft = newest_draft(visit)
    if draft is not None and draft.step and draft.updated_ms > asked.at_ms:
        return False
    try:
        wish = _wish(visit, asked.unit_id, asked.period)
    except NotYours:
        # Whoever may not any more has said something else: it is no reason, and must not be lost.
        return False
    reason = " ".join(words.text.split())
    if 0 < len(reason) <= LONGEST_REASON:
        _reveal(wish, reason, asked.message)
    else:
        visit.reply(Message(text(visit.language, "reveal.bad_reason", most=LONGEST_REASON)))
    return True


def _wish(visit: Visit, unit_id: int, period: Period) -> Wish:
    unit = visit.tx.roster.unit(unit_id)
    roles = visit.roles_over(unit_id)
    if unit is None or not may_reveal(unit, roles):
        raise NotYours
    return Wish(visit, unit, period)


def _question(visit: Visit) -> str:
    """The message that was pressed, where it is one of ours that may become names: it was protected
    when it was sent, and no other message is to be lost. Raises UnreadableChoice.
    """
    message = visit.message
    note = None if message is None else visit.tx.outbox.note_of_message(visit.chat.id, message)
    if message is None or note is None or note["kind"] != KIND:
        raise UnreadableChoice
    return message


def _reveal(wish: Wish, reason: str, message: str) -> None:
    """Written down, shown in the place of the question, and taken away again: one transaction."""
    visit, unit, period = wish.visit, wish.unit, wish.period
    revealed = visit.tx.reveals.show(
        visit.person_id, unit.id, period, reason, message, visit.now_ms
    )
    detail = f"reveal {revealed.id} {period.first}..{period.last}: {reason}"
    visit.tx.audit.add(visit.now_ms, visit.person_id, "names", unit.id, detail)
    visit.edit(message, Wanted("names", {"reveal": revealed.id}), kind=KIND)
    _take_away(visit, message, at_ms=visit.now_ms + SHOWN_MS)
    visit.toasted(say(visit.language, "reveal.toast"))


def _take_away(visit: Visit, message: str, *, at_ms: int) -> None:
    note = Note(
        kind=REMOVAL,
        subject=message,
        chat_id=visit.chat.id,
        say=view.taken_away(visit.language),
        version=at_ms,
        edit=Edit(reference=message),
        not_before_ms=at_ms,
    )
    visit.tx.outbox.put(note, visit.now_ms)

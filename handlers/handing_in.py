"""Handing in: what is said when an answer is recorded, said twice, out of date, or would lose
something.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.check_in import CheckIn
from domain.errors import Outdated, StillOpen
from domain.message import Message, Text
from domain.note import Wanted
from domain.unsettled import Unsettled
from handlers.desk import Desk
from handlers.filing import Kept, Same, WouldLose, submit
from storage.drafts import Draft
from views.days import clock_time
from views.refusals import sentence
from views.review import Review, sure_less, sure_submit, sure_zero
from views.unsettled import Open
from views.words import say, text


def all_normal(desk: Desk, *, seen: int, sure: bool = False, highest: int | None = None) -> None:
    """全班正常: the whole class is well and nobody travelled; ``highest`` in hundredths.

    Where something abnormal of one's own waits to be submitted, that is shown instead. What was
    said before and is normal (a reading, a highest temperature, a pupil who is well again) stays.
    """
    drafts = desk.drafts
    own = desk.own_of(drafts)
    if own is not None and own.abnormal and not sure and not own.unsettled.is_open:
        desk.show(desk.review(text(desk.visit.language, "check_in.has_draft")))
        return
    said = desk.counted if own is None else own.check_in
    said = said.without_abnormal(desk.round.fever_threshold)
    if highest is not None:
        said = said.model_copy(update={"class_max": highest})
    finish(desk, said, seen=seen, sure=sure, drafts=drafts)


def hand_in(desk: Desk, *, seen: int, mark: str, sure: bool = False) -> None:
    """提交: what the draft says becomes the answer, if it is what the card with this mark shows."""
    check_in = desk.draft.check_in
    if check_in.mark == mark:
        finish(desk, check_in, seen=seen, sure=sure)
        return
    answer = desk.visit.tx.answers.latest(desk.round)
    pressed_twice = (
        answer is not None
        and answer.by_person == desk.visit.person_id
        and answer.revision == seen + 1
        and desk.own_draft is None
    )
    if pressed_twice:
        finish(desk, check_in, seen=desk.round.revision)
    else:
        _refuse(desk, Outdated(), seen)


def finish(
    desk: Desk,
    check_in: CheckIn,
    *,
    seen: int,
    sure: bool = False,
    drafts: Sequence[Draft] | None = None,
) -> None:
    """Record the answer; a stale card, an open pupil or something that is not settled yet is
    answered with what stands now. ``drafts`` are those of the round, where they have been read.
    """
    visit, drafts = desk.visit, desk.drafts if drafts is None else drafts
    if desk.open_in(desk.own_of(drafts)) is not None:
        words = say(visit.language, "unsettled.first")
        visit.toasted(words, alert=True)
        desk.show(desk.review())
        return
    try:
        outcome = submit(desk.filing, check_in, drafts, seen=seen, sure=sure)
    except (StillOpen, Outdated) as error:
        _refuse(desk, error, seen)
        return
    match outcome:
        case Kept(revision=revision):
            key = "toast_recorded" if revision == 1 else "toast_corrected"
            visit.toasted(say(visit.language, f"check_in.{key}"))
        case Same(answer=answer):
            desk.discard()
            time = clock_time(answer.at_ms, visit.zone)
            visit.toasted(say(visit.language, "check_in.toast_same", time=time))
            show_receipt(desk)
        case WouldLose() as lost:
            # What would be submitted is kept, so that being sure submits just that.
            desk.rewrite(check_in)
            desk.show(_sure(desk, check_in, lost))


def _sure(desk: Desk, check_in: CheckIn, would: WouldLose) -> Message:
    threshold = desk.round.fever_threshold
    open_ = Open(Unsettled(matters=would.matters), 0, desk.pupils, threshold)
    names = desk.names_in(would.before)
    lost = Review(would.before, names, threshold, desk.pupils, open=open_)
    if would.drafted and check_in.abnormal_people(threshold):
        return sure_submit(desk.cards, lost, check_in.mark)
    if (lost.abnormal or would.matters) and not check_in.abnormal_people(threshold):
        return sure_zero(desk.cards, lost, check_in, theirs=would.drafted)
    return sure_less(desk.cards, lost, check_in.mark)


def _refuse(desk: Desk, error: StillOpen | Outdated, seen: int) -> None:
    """Say why not, and show what stands now: the answer that counts, or what was said so far."""
    visit = desk.visit
    answered_since = isinstance(error, Outdated) and desk.round.revision != seen
    key = "changed" if isinstance(error, Outdated) and not answered_since else None
    words = say(visit.language, f"check_in.{key}") if key else sentence(visit.language, error)
    visit.toasted(words, alert=True)
    if answered_since:
        show_receipt(desk)
    else:
        desk.show(desk.so_far(None if visit.toast is not None else Text.of(words)))


def asked_otherwise(desk: Desk) -> None:
    """A press on a question whose day has changed: its label said something else. Asked anew."""
    desk.visit.toasted(say(desk.visit.language, "mode.changed"), alert=True)
    if desk.round.revision:
        show_receipt(desk)
    else:
        desk.show(desk.so_far())


def show_receipt(desk: Desk) -> None:
    """The receipt of what counts, where the button was pressed or below what was typed."""
    visit, want = desk.visit, Wanted("receipt", {"round": desk.round.id})
    if visit.toast is not None and visit.message is not None:
        visit.edit(visit.message, want)
    else:
        visit.reply(want, kind="receipt", round_id=desk.round.id)

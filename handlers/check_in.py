"""The check-in by buttons: what each press does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.choice import Choice, UnreadableChoice, base36
from domain.errors import NothingOwed
from domain.message import Message, Text
from domain.note import Note, Wanted
from domain.open_pupil import Outcome
from handlers import settling, steps
from handlers.desk import Desk
from handlers.filing import filing
from handlers.handing_in import all_normal, asked_otherwise, hand_in, show_receipt
from handlers.on_leave import press_leaves, press_until
from handlers.owed import mine, named_in
from handlers.silent import files_from_above, list_silent, rounds_from_above
from handlers.visit import Visit
from storage.rounds import Round
from views.words import say, text

MINUTE_MS = 60_000
MOST = 10
"""Classes of one person that are put at once."""
LONGEST_PAGE = 3
"""Digits of a page number that are read."""


def press(visit: Visit, choice: Choice) -> None:
    """A button of the check-in. Raises NotYours, RoundLocked, NothingOwed, UnreadableChoice."""
    desk = Desk(filing(visit, choice.subject))
    PRESSES[choice.action](desk, choice)


def zero(desk: Desk, choice: Choice) -> None:
    """全班正常 under the question."""
    sure = choice.argument.endswith("sure")
    if choice.argument.removesuffix("sure") != desk.round.mode.mark:
        asked_otherwise(desk)
    else:
        all_normal(desk, seen=choice.revision, sure=sure)


def submit(desk: Desk, choice: Choice) -> None:
    """提交 under the review."""
    mark, _, sure = choice.argument.partition(".")
    hand_in(desk, seen=choice.revision, mark=mark, sure=sure == "sure")


def pick(desk: Desk, choice: Choice) -> None:
    """Whom is it about: fever, absence or travel? The argument is a page."""
    page = choice.argument[:LONGEST_PAGE]
    turned = int(page) if page.isascii() and page.isdecimal() else 0
    desk.show(steps.pick(desk, choice.action, turned))


def pupil(desk: Desk, choice: Choice) -> None:
    """A pupil was chosen: ``f3k`` for fever, ``a3k`` for absence, ``t3k`` for travel."""
    for_what, key = choice.argument[:1], choice.argument[1:]
    desk.show(steps.picked(desk, for_what, f"p{key}"))


def _answered(step: Callable[[Desk, str, str], Message]) -> Callable[[Desk, Choice], None]:
    """A press whose argument is ``who.value``."""

    def pressed(desk: Desk, choice: Choice) -> None:
        who, dot, value = choice.argument.partition(".")
        if not dot or not value:
            raise UnreadableChoice
        desk.show(step(desk, who, value))

    return pressed


def _no_place(desk: Desk, who: str, value: str) -> Message:
    """The place of a journey was skipped; a place is typed, never pressed."""
    if value != "skip":
        raise UnreadableChoice
    return steps.went(desk, who, "")


def myself(desk: Desk, choice: Choice) -> None:
    """我本人不适: the teacher's own state."""
    who = f"s{base36(desk.visit.person_id)}"
    desk.show(steps.ask_temperature(desk, who))


def again(desk: Desk, choice: Choice) -> None:
    """Back to the temperature of somebody."""
    desk.show(steps.ask_temperature(desk, choice.argument))


def open_pupil(desk: Desk, choice: Choice) -> None:
    """A pupil who was unwell or missing last time: how is it today?"""
    key, _, value = choice.argument.partition(".")
    if desk.round.revision:
        desk.show(desk.review())
        return
    desk.show(steps.still_open(desk, f"p{key}", value))
    if value in (Outcome.WELL, Outcome.RECOVERED, Outcome.MEASURED):
        who = desk.name(f"p{key}")
        desk.visit.toasted(say(desk.visit.language, "check_in.toast_well", who=who))


def rest_away(desk: Desk, choice: Choice) -> None:
    """The open pupils who were away last time and whom nobody has spoken for are away still."""
    names = [] if desk.round.revision else steps.still_away(desk)
    desk.show(desk.review())
    if names:
        words = say(desk.visit.language, "carry.toast_rest", count=len(names))
        desk.visit.toasted(words)


def review(desk: Desk, choice: Choice) -> None:
    """Back to what has been said so far, or to the question where nothing was."""
    desk.asked("")
    desk.show(desk.so_far())


def drop(desk: Desk, choice: Choice) -> None:
    """Takes one line back."""
    if choice.argument.startswith(("m", "h")):
        desk.show(settling.drop(desk, choice.argument))
    else:
        desk.show(steps.drop(desk, choice.argument))


def whose(desk: Desk, choice: Choice) -> None:
    """Of whom is it? ``mark`` shows the class, ``mark..2`` a page of it, ``mark.3k`` is a pupil."""
    desk.show(settling.whose(desk, choice.argument))


def what(desk: Desk, choice: Choice) -> None:
    """What is the matter with a pupil? ``p3k`` asks, ``p3k.well`` says that nothing is."""
    who, _, value = choice.argument.partition(".")
    desk.show(settling.what(desk, who, value))


def cancel(desk: Desk, choice: Choice | None = None) -> None:
    """Throws the draft away; nothing was reported by it."""
    visit, answered = desk.visit, desk.round.revision
    desk.discard()
    words = say(visit.language, f"check_in.{'cancelled_fix' if answered else 'cancelled'}")
    visit.toasted(words)
    if answered:
        if visit.toast is None:
            visit.reply(Message(Text.of(words)))
        show_receipt(desk)
    else:
        desk.show(desk.question(None if visit.toast is not None else Text.of(words)))


def correct(desk: Desk, choice: Choice | None = None) -> None:
    """更正: starts from the answer that counts."""
    desk.asked("")
    desk.show(desk.so_far())


def keep(desk: Desk, choice: Choice) -> None:
    """Leaves the fuller answer as it is; what would have emptied it is forgotten."""
    if desk.round.revision:
        desk.discard()
        show_receipt(desk)
    else:
        desk.show(desk.so_far())


def snooze(desk: Desk, choice: Choice) -> None:
    """Ask again in a while, once however often it is pressed; nobody is chased meanwhile."""
    visit, round_ = desk.visit, desk.round
    if round_.revision:
        show_receipt(desk)
        return
    minutes = desk.settings.snooze_minutes
    note = Note(
        kind="snooze",
        subject=f"{round_.id}/{visit.chat.id}",
        chat_id=visit.chat.id,
        say=Wanted("ask", {"round": round_.id, "step": "snooze"}),
        version=visit.incoming.update_id,
        round_id=round_.id,
        not_before_ms=visit.now_ms + minutes * MINUTE_MS,
    )
    visit.tx.outbox.put(note, visit.now_ms)
    visit.tx.outbox.outdate("snooze", note.subject, version_below=note.version)
    visit.toasted(say(visit.language, "check_in.toast_snooze", minutes=minutes))


def on_behalf(desk: Desk, choice: Choice) -> None:
    """代报: the question comes to whoever files for the class, and is the one their words mean."""
    visit, round_ = desk.visit, desk.round
    card: Message | Wanted = Wanted("receipt", {"round": round_.id})
    if not round_.revision:
        desk.asked("")
        card = desk.question()
    elif desk.is_being_corrected:
        card = desk.review(text(visit.language, "check_in.has_draft"))
    visit.reply(card, kind="card", round_id=round_.id)


def checkin(visit: Visit, argument: str) -> None:
    """``/checkin [class]``: the question again, or the receipt to be corrected.

    Whoever files from above (代报) names a class, or gets the list of those outstanding. Raises
    NothingOwed, UnknownUnit.
    """
    rounds: Sequence[Round] = mine(visit)
    if not argument and not rounds and files_from_above(visit):
        list_silent(visit)
        return
    if argument:
        rounds = _named(visit, rounds, argument)
    elif not rounds:
        raise NothingOwed
    for round_ in rounds[:MOST]:
        on_behalf(Desk(filing(visit, round_.id)), Choice("file", round_.id))


def _named(visit: Visit, rounds: Sequence[Round], argument: str) -> Sequence[Round]:
    """The class meant: an own one, or one this person files for from above."""
    named, _ = named_in(visit, rounds, argument)
    if named is not None:
        return [named]
    if files_from_above(visit):
        return rounds_from_above(visit, argument)
    if not rounds:
        raise NothingOwed
    units = say(visit.language, "entry.join").join(one.unit.name for one in rounds[:MOST])
    visit.reply(Message(text(visit.language, "check_in.no_such_class", units=units)))
    return []


PRESSES: dict[str, Callable[[Desk, Choice], None]] = {
    "zero": zero,
    "submit": submit,
    "fever": pick,
    "absent": pick,
    "travel": pick,
    "unmeasured": pick,
    "study": pick,
    "lives": pick,
    "pupil": pupil,
    "temp": _answered(steps.temperature),
    "sym": _answered(steps.symptom),
    "where": _answered(steps.where),
    "absw": _answered(steps.reason),
    "place": _answered(_no_place),
    "day": _answered(steps.travelled),
    "self": myself,
    "again": again,
    "open": open_pupil,
    "rest": rest_away,
    "until": press_until,
    "leaves": press_leaves,
    "review": review,
    "drop": drop,
    "whose": whose,
    "what": what,
    "cancel": cancel,
    "fix": correct,
    "keep": keep,
    "snooze": snooze,
    "file": on_behalf,
}

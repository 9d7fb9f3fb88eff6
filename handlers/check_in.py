"""The check-in by buttons: what each press does."""

from __future__ import annotations

from collections.abc import Callable

from domain.check_in import Absence, CheckIn, Where
from domain.choice import Choice, UnreadableChoice, base36
from domain.errors import NothingOwed, Outdated, StillOpen
from domain.message import Message, Text
from domain.note import Note, Wanted
from domain.roster import FILES_FOR_CLASS, UnitKind
from handlers.filing import Kept, Same, WouldEmpty, filing, submit
from handlers.steps import Desk
from handlers.visit import Visit
from storage.rounds import Round
from views.asking import question
from views.days import clock_time
from views.entry import findings_words
from views.refusals import sentence
from views.words import say, text

MINUTE_MS = 60_000


def press(visit: Visit, choice: Choice) -> None:
    """A button of the check-in. Raises NotYours, RoundLocked, NothingOwed, Outdated ..."""
    desk = Desk(filing(visit, choice.subject))
    PRESSES[choice.action](desk, choice)


def show(desk: Desk, card: Message) -> None:
    """Put a card where the button was pressed, or below what was typed."""
    visit = desk.filing.visit
    if visit.toast is not None and visit.message is not None:
        visit.edit(visit.message, card)
    else:
        visit.reply(card, kind="card", round_id=desk.filing.round.id)


def asked(desk: Desk, *, lead: Text | None = None) -> Message:
    """The question as this person sees it now."""
    visit, round_ = desk.filing.visit, desk.filing.round
    if round_.revision:
        return desk.review(lead)
    return question(
        visit.language,
        desk.class_day,
        zone=visit.zone,
        now_ms=visit.now_ms,
        draft=desk.draft.check_in != CheckIn(),
        snooze_minutes=desk.settings.snooze_minutes,
        lead=lead,
    )


def zero(desk: Desk, choice: Choice) -> None:
    """全班正常: the whole class is well and nobody travelled."""
    visit, round_ = desk.filing.visit, desk.filing.round
    own = visit.tx.drafts.get(round_.id, visit.person_id)
    if own is not None and own.abnormal and choice.argument != "sure":
        show(desk, desk.review(text(visit.language, "check_in.has_draft")))
        return
    finish(desk, CheckIn(), seen=choice.revision, sure=choice.argument == "sure")


def hand_in(desk: Desk, choice: Choice) -> None:
    """提交: what the draft says becomes the answer."""
    finish(desk, desk.draft.check_in, seen=choice.revision)


def finish(desk: Desk, check_in: CheckIn, *, seen: int, sure: bool = False) -> None:
    """Record the answer; a stale card or an open pupil is answered with what stands now."""
    visit, round_ = desk.filing.visit, desk.filing.round
    try:
        outcome = submit(desk.filing, check_in, seen=seen, sure=sure)
    except StillOpen as error:
        refuse(desk, error, asked(desk))
        return
    except Outdated as error:
        refuse(desk, error, Wanted("receipt", {"round": round_.id}))
        return
    match outcome:
        case Kept(revision=revision):
            key = "toast_recorded" if revision == 1 else "toast_corrected"
            visit.toasted(say(visit.language, f"check_in.{key}"))
        case Same(answer=answer):
            visit.tx.drafts.drop(round_.id, visit.person_id)
            time = clock_time(answer.at_ms, visit.zone)
            visit.toasted(say(visit.language, "check_in.toast_same", time=time))
            _show_wanted(visit, round_)
        case WouldEmpty(before=before):
            lines = desk.cards.said_lines(before, desk.names, round_.fever_threshold)
            show(desk, desk.cards.sure_zero(lines))


def refuse(desk: Desk, error: StillOpen | Outdated, then: Message | Wanted) -> None:
    """Say why not, and show what stands now."""
    visit = desk.filing.visit
    words = sentence(visit.language, error)
    visit.toasted(words, alert=True)
    if isinstance(then, Message):
        show(desk, then)
    elif visit.toast is not None and visit.message is not None:
        visit.edit(visit.message, then)
    else:
        visit.reply(Message(Text.of(words)))


def _show_wanted(visit: Visit, round_: Round) -> None:
    want = Wanted("receipt", {"round": round_.id})
    if visit.toast is not None and visit.message is not None:
        visit.edit(visit.message, want)
    else:
        visit.reply(want, kind="receipt", round_id=round_.id)


def pick(desk: Desk, choice: Choice) -> None:
    """Whom is it about: fever, absence or travel?"""
    desk.asked(f"pick:{choice.action}")
    page = int(choice.argument) if choice.argument.isdigit() else 0
    size = desk.settings.show_keyboard_page
    show(desk, desk.cards.pick(choice.action, desk.pupils, page, size))


def pupil(desk: Desk, choice: Choice) -> None:
    """A pupil was chosen: ``f3k`` for fever, ``a3k`` for absence, ``t3k`` for travel."""
    for_what, key = choice.argument[:1], choice.argument[1:]
    show(desk, desk.picked(for_what, f"p{key}"))


def temperature(desk: Desk, choice: Choice) -> None:
    """A key of the keypad."""
    show(desk, desk.temperature(*_who_and_value(choice)))


def symptom(desk: Desk, choice: Choice) -> None:
    """A symptom, or on to the next question."""
    show(desk, desk.symptom(*_who_and_value(choice)))


def where(desk: Desk, choice: Choice) -> None:
    """Where somebody is."""
    show(desk, desk.where(*_who_and_value(choice)))


def reason(desk: Desk, choice: Choice) -> None:
    """Why somebody is absent."""
    show(desk, desk.reason(*_who_and_value(choice)))


def place(desk: Desk, choice: Choice) -> None:
    """The place of a journey was skipped."""
    who, _ = _who_and_value(choice)
    show(desk, desk.went(who, ""))


def travel_day(desk: Desk, choice: Choice) -> None:
    """When somebody travelled."""
    show(desk, desk.travelled(*_who_and_value(choice)))


def myself(desk: Desk, choice: Choice) -> None:
    """我本人不适: the teacher's own state."""
    who = f"s{base36(desk.filing.visit.person_id)}"
    show(desk, desk.ask_temperature(who))


def again(desk: Desk, choice: Choice) -> None:
    """Back to the temperature of somebody."""
    show(desk, desk.ask_temperature(choice.argument))


def open_pupil(desk: Desk, choice: Choice) -> None:
    """A pupil who was unwell or missing last time: how is it today?"""
    key, _, value = choice.argument.partition(".")
    who = f"p{key}"
    found = [p for p in desk.class_day.open_pupils if base36(p.pupil_id) == key]
    if not found:
        raise UnreadableChoice
    match value:
        case "":
            what = findings_words(desk.filing.visit.language, found[0].findings)
            show(desk, desk.cards.open(found[0].pupil_id, found[0].name, what))
        case "still":
            show(desk, desk.ask_temperature(who))
        case "home":
            desk.say_about(who, absence=Absence.SICK, where=Where.HOME)
            show(desk, desk.review())
        case "well":
            desk.say_about(
                who, absence=None, where=None, temperature=None, symptoms=(), unmeasured=False
            )
            visit = desk.filing.visit
            visit.toasted(say(visit.language, "check_in.toast_well", who=found[0].name))
            show(desk, desk.review())
        case _:
            raise UnreadableChoice


def review(desk: Desk, choice: Choice) -> None:
    """Back to what has been said so far, or to the question where nothing was."""
    desk.asked("")
    empty = desk.draft.check_in == CheckIn() and not desk.filing.round.revision
    show(desk, asked(desk) if empty else desk.review())


def drop(desk: Desk, choice: Choice) -> None:
    """Takes one line back."""
    show(desk, desk.drop(choice.argument))


def cancel(desk: Desk, choice: Choice) -> None:
    """Throws the draft away; nothing was reported by it."""
    visit, round_ = desk.filing.visit, desk.filing.round
    desk.discard()
    visit.toasted(say(visit.language, "check_in.cancelled"))
    if round_.revision:
        _show_wanted(visit, round_)
    else:
        show(desk, asked(desk))


def correct(desk: Desk, choice: Choice) -> None:
    """更正: starts from the answer that counts."""
    desk.asked("")
    show(desk, desk.review())


def keep(desk: Desk, choice: Choice) -> None:
    """Leaves the fuller answer as it is."""
    if desk.filing.round.revision:
        _show_wanted(desk.filing.visit, desk.filing.round)
    else:
        show(desk, asked(desk))


def snooze(desk: Desk, choice: Choice) -> None:
    """Ask again in a while; the chases go on as planned."""
    visit, round_ = desk.filing.visit, desk.filing.round
    if round_.revision:
        _show_wanted(visit, round_)
        return
    minutes = desk.settings.snooze_minutes
    note = Note(
        kind="snooze",
        subject=f"{round_.id}/{visit.incoming.update_id}",
        chat_id=visit.chat.id,
        say=Wanted("ask", {"round": round_.id, "step": "snooze"}),
        round_id=round_.id,
        not_before_ms=visit.now_ms + minutes * MINUTE_MS,
    )
    visit.tx.outbox.put(note, visit.now_ms)
    visit.toasted(say(visit.language, "check_in.toast_snooze", minutes=minutes))


def on_behalf(desk: Desk, choice: Choice) -> None:
    """代报: the question comes to whoever files for the class."""
    visit, round_ = desk.filing.visit, desk.filing.round
    card: Message | Wanted = Wanted("receipt", {"round": round_.id})
    if not round_.revision:
        card = asked(desk)
    visit.reply(card, kind="card", round_id=round_.id)


def checkin(visit: Visit, argument: str) -> None:
    """``/checkin [class]``: the question again, or the receipt to be corrected."""
    rounds = [r for r in mine(visit) if argument.strip() in ("", r.unit.name, r.unit.code)]
    if not rounds:
        raise NothingOwed
    for round_ in rounds[:10]:
        on_behalf(Desk(filing(visit, round_.id)), Choice("file", round_.id))


def mine(visit: Visit) -> list[Round]:
    """The rounds of the day that this person answers by a duty on the class itself; those the
    person is asked for go before those of a deputy.
    """
    tx, found = visit.tx, []
    for duty in tx.roster.duties_of(visit.person_id, visit.day):
        if duty.unit.kind is not UnitKind.CLASS or duty.role not in FILES_FOR_CLASS:
            continue
        round_ = tx.rounds.of_class(duty.unit.id, visit.day)
        if round_ is None or round_.state == "not_required":
            continue
        asked_ids = {m.person.id for m in tx.roster.reporters(duty.unit.id, visit.day)}
        found.append((visit.person_id not in asked_ids, round_.unit.id, round_))
    is_asked = [entry for entry in found if not entry[0]]
    chosen = {entry[1]: entry[2] for entry in (is_asked or found)}
    return list(chosen.values())


def _who_and_value(choice: Choice) -> tuple[str, str]:
    who, dot, value = choice.argument.partition(".")
    if not dot or not value:
        raise UnreadableChoice
    return who, value


PRESSES: dict[str, Callable[[Desk, Choice], None]] = {
    "zero": zero,
    "submit": hand_in,
    "fever": pick,
    "absent": pick,
    "travel": pick,
    "pupil": pupil,
    "temp": temperature,
    "sym": symptom,
    "where": where,
    "absw": reason,
    "place": place,
    "day": travel_day,
    "self": myself,
    "again": again,
    "open": open_pupil,
    "review": review,
    "drop": drop,
    "cancel": cancel,
    "fix": correct,
    "keep": keep,
    "snooze": snooze,
    "file": on_behalf,
}

"""The check-in in typed words: plain answers, and the number or name that was just asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.calendar import UnreadableDay, parse_period
from domain.check_in import CheckIn, Travel
from domain.choice import Choice, base36
from domain.incoming import Words
from domain.message import Button, Keyboard, Message, Text
from domain.roster import Pupil
from domain.temperature import (
    Accepted,
    Confirm,
    Doubtful,
    Temperature,
    Unreadable,
    is_fever,
    read_temperature,
)
from domain.typed_answer import AllNormal, Highest, Unclear, read_typed
from handlers.check_in import asked, finish, mine, show
from handlers.filing import filing
from handlers.steps import Desk
from handlers.visit import Visit
from storage.rounds import Round
from views.words import say, text

_AFTER_NAME = re.compile("^[\\s:,、\uff1a\uff0c]+")

LONGEST = 1000
"""Characters of a typed answer that are read at all."""
PLACE_LENGTH = 40
ARGUMENT_BYTES = 36
"""What fits a class button beside the rest of its payload."""


def typed(visit: Visit, words: Words) -> bool:
    """Words that are no command. Gives False where they are nobody's answer to anything."""
    if len(words.text) > LONGEST:
        visit.reply(Message(text(visit.language, "check_in.too_long")))
        return True
    rounds = mine(visit)
    replied = _replied_to(visit, words)
    named, rest = _named(visit, rounds, words.text)
    answer = read_typed(rest)
    if isinstance(answer, Unclear) or (isinstance(answer, Highest) and not answer.no_travel):
        step = _asked_for(visit, replied)
        if step is not None:
            _answer_step(step, words.text)
            return True
    if replied is not None:
        _answer(Desk(filing(visit, replied)), answer, rest)
        return True
    candidates = [named] if named is not None else _owed(rounds)
    if not candidates:
        return False
    if len(candidates) > 1:
        _which_class(visit, candidates, words.text)
        return True
    _answer(Desk(filing(visit, candidates[0].id)), answer, rest)
    return True


def said_for(visit: Visit, choice: Choice) -> None:
    """A class button under words that named no class: the words were meant for this one."""
    desk = Desk(filing(visit, choice.subject))
    _answer(desk, read_typed(choice.argument), choice.argument)


def _owed(rounds: Sequence[Round]) -> list[Round]:
    """The classes a word without a name may mean: those outstanding, else the ones answered."""
    return [round_ for round_ in rounds if not round_.revision] or list(rounds)


def _replied_to(visit: Visit, words: Words) -> int | None:
    if words.reply_to is None:
        return None
    note = visit.tx.outbox.note_of_message(visit.chat.id, words.reply_to)
    return None if note is None else note["round_id"]


def _named(visit: Visit, rounds: Sequence[Round], words: str) -> tuple[Round | None, str]:
    """A class named at the beginning of the words, and the words without it."""
    squeezed = words.strip()
    for round_ in rounds:
        names = (round_.unit.name, *visit.tx.roster.aliases(round_.unit.id))
        for name in sorted(names, key=len, reverse=True):
            if squeezed.startswith(name) and len(squeezed) > len(name):
                return round_, _AFTER_NAME.sub("", squeezed[len(name) :])
    return None, words


def _asked_for(visit: Visit, replied: int | None) -> tuple[Desk, str] | None:
    """The open question of this person's newest draft, if it still may be answered."""
    draft = visit.tx.drafts.newest_of(visit.person_id)
    if draft is None or not draft.step or (replied is not None and replied != draft.round_id):
        return None
    round_ = visit.tx.rounds.get(draft.round_id)
    if round_ is None or round_.state != "open" or round_.day != visit.day:
        return None
    return Desk(filing(visit, draft.round_id)), draft.step


def _answer_step(asked_for: tuple[Desk, str], words: str) -> None:
    desk, step = asked_for
    what, _, who = step.partition(":")
    match what:
        case "temp":
            _temperature(desk, who, words)
        case "pick":
            _name(desk, who, words)
        case "place":
            _place(desk, who, words)
        case "when":
            _when(desk, who, words)


def _temperature(desk: Desk, who: str, words: str) -> None:
    visit, name = desk.filing.visit, desk.name(who)
    raw = words.strip()
    match read_temperature(raw, desk.settings.plausible):
        case Accepted(temperature=value):
            show(desk, desk.reading(who, value.hundredths, raw[:40]))
        case Confirm(temperature=value):
            show(desk, desk.cards.confirm(who, name, raw[:40], value))
        case Doubtful(candidates=candidates):
            show(desk, desk.cards.doubtful(who, name, raw[:40], candidates))
        case Unreadable():
            if raw in ("未测", "没测", "not measured"):
                show(desk, desk.temperature(who, "none"))
                return
            lead = text(visit.language, "check_in.unreadable_reading", raw=raw[:40])
            card = desk.ask_temperature(who)
            show(desk, replace(card, text=Text.of(lead, "\n", card.text)))


def _name(desk: Desk, action: str, words: str) -> None:
    raw = words.strip()
    found = _called(desk.pupils, raw)
    if len(found) == 1:
        show(desk, desk.picked(action[0], f"p{base36(found[0].id)}"))
    elif found:
        show(desk, desk.cards.which(action, raw[:40], found))
    else:
        lead = text(desk.filing.visit.language, "check_in.unknown_name", raw=raw[:40])
        size = desk.settings.show_keyboard_page
        show(desk, desk.cards.pick(action, desk.pupils, 0, size, lead))


def _called(pupils: Sequence[Pupil], raw: str) -> list[Pupil]:
    """Pupils of this name, number or seat; never a guess."""
    exact = [p for p in pupils if raw in (p.name, p.number)]
    return exact or [p for p in pupils if p.seat is not None and raw == str(p.seat)]


def _place(desk: Desk, who: str, words: str) -> None:
    place = " ".join(words.split())
    if not 1 <= len(place) <= PLACE_LENGTH:
        visit = desk.filing.visit
        visit.reply(Message(text(visit.language, "check_in.bad_place")))
        return
    show(desk, desk.went(who, place))


def _when(desk: Desk, who: str, words: str) -> None:
    visit = desk.filing.visit
    try:
        period = parse_period(words, desk.filing.round.day)
    except UnreadableDay:
        lead = text(visit.language, "check_in.unreadable_day", raw=words.strip()[:40])
        card = desk.ask_when(who)
        show(desk, replace(card, text=Text.of(lead, "\n", card.text)))
        return
    place = (desk.about(who).travel or Travel()).place
    desk.say_about(who, travel=Travel(place=place, first=period.first, last=period.last))
    show(desk, desk.review())


def _answer(desk: Desk, answer: AllNormal | Highest | Unclear, words: str) -> None:
    visit, round_ = desk.filing.visit, desk.filing.round
    match answer:
        case AllNormal():
            _finish(desk, CheckIn())
        case Highest(temperature=value) if is_fever(value, Temperature(round_.fever_threshold)):
            desk.asked("pick:fever")
            lead = text(visit.language, "check_in.who_is_it", unit=round_.unit.name, value=value)
            size = desk.settings.show_keyboard_page
            show(desk, desk.cards.pick("fever", desk.pupils, 0, size, lead))
        case Highest(temperature=value, no_travel=True):
            _finish(desk, CheckIn(class_max=value.hundredths))
        case Highest(temperature=value):
            draft = desk.draft
            check_in = draft.check_in.model_copy(update={"class_max": value.hundredths})
            desk.keep(replace(draft, check_in=check_in, step=""))
            show(desk, desk.cards.no_travel(value))
        case Unclear():
            lead = text(visit.language, "check_in.not_understood")
            show(desk, asked(desk, lead=lead))


def _finish(desk: Desk, check_in: CheckIn) -> None:
    """A plain zero report counts at once, unless something abnormal waits in a draft."""
    visit, round_ = desk.filing.visit, desk.filing.round
    own = visit.tx.drafts.get(round_.id, visit.person_id)
    if own is not None and own.abnormal:
        show(desk, desk.review(text(visit.language, "check_in.has_draft")))
        return
    finish(desk, check_in, seen=round_.revision)


def _which_class(visit: Visit, rounds: Sequence[Round], words: str) -> None:
    """Two classes, one sentence: which one is meant?"""
    short = words.strip()
    fits = len(short.encode()) <= ARGUMENT_BYTES
    rows = tuple(
        (
            Button(
                round_.unit.name,
                Choice(
                    "say" if fits else "file", round_.id, round_.revision, short if fits else ""
                ).encode(),
            ),
        )
        for round_ in rounds[:20]
    )
    words_asked = say(visit.language, "check_in.which_class", count=len(rounds))
    visit.reply(Message(Text.of(words_asked), Keyboard(rows)))

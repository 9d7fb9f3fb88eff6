"""A pupil's move (转班), departure (转出) or arrival (插班): asked, read back, made, told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.choice import base36
from domain.message import Button, Keyboard, Message, Text, joined
from domain.pupil_moves import ClassSize, PupilMoveFacts
from domain.roster import Pupil, Unit
from domain.roster_change import ChangeKind
from views.change_cards import MOST, ChangeCards, day_argument, first_days, in_rows
from views.days import day_name
from views.words import say, text


def which_class(
    cards: ChangeCards, kind: ChangeKind, units: Sequence[Unit], verb: str, lead: Text | None
) -> Message:
    """From or to which class? ``verb`` is f | t."""
    language = cards.language
    buttons = [cards.button(unit.name, f"{verb}{base36(unit.id)}") for unit in units[:MOST]]
    ask = text(language, f"roll.ask_{'to' if verb == 't' else 'from'}_{kind}")
    return cards.card([lead, ask], in_rows(buttons, 2))


def pick(
    cards: ChangeCards, kind: ChangeKind, unit: Unit, pupils: Sequence[Pupil], lead: Text | None
) -> Message:
    """Which pupil of the class?"""
    buttons = [_pupil(cards, one) for one in pupils[:MOST]]
    ask = text(cards.language, f"roll.ask_pupil_{kind}", unit=unit.name)
    return cards.card([lead, ask], in_rows(buttons, 3))


def which_pupil(
    cards: ChangeCards, found: Sequence[tuple[Pupil, Unit]], lead: Text | None
) -> Message:
    """Several pupils may be meant by one name."""
    buttons = [
        cards.button(
            say(
                cards.language,
                "roll.pupil_of",
                name=pupil.name,
                unit=unit.name,
                number=pupil.number,
            ),
            f"p{base36(pupil.id)}",
        )
        for pupil, unit in found[:MOST]
    ]
    return cards.card([lead], in_rows(buttons, 1))


def newcomer(cards: ChangeCards, unit: Unit, lead: Text | None) -> Message:
    """Name and number of a pupil who comes are typed."""
    return cards.card([lead, text(cards.language, "roll.ask_newcomer", unit=unit.name)], [])


def seat(cards: ChangeCards, facts: PupilMoveFacts, free: int | None, lead: Text | None) -> Message:
    """Which seat? A number may always be typed."""
    language, unit = cards.language, _name(facts.joins)
    row = [cards.button(say(language, "roll.no_seat"), "s0")]
    if free is not None:
        label = say(language, "roll.seat_number", seat=free)
        row.insert(0, cards.button(label, f"s{base36(free)}"))
    ask = text(language, "roll.ask_seat", name=facts.name, unit=unit)
    return cards.card([lead, ask], [tuple(row)])


def when(
    cards: ChangeCards, kind: ChangeKind, facts: PupilMoveFacts, first: date, lead: Text | None
) -> Message:
    """From which day on? ``first`` is the earliest."""
    language = cards.language
    buttons = [
        cards.button(
            say(language, "roll.from_day", day=day_name(language, day)), f"d{day_argument(day)}"
        )
        for day in first_days(first)
    ]
    ask = text(language, f"roll.ask_day_{kind}", name=facts.name)
    return cards.card([lead, ask], in_rows(buttons, 2))


def review(
    cards: ChangeCards, kind: ChangeKind, facts: PupilMoveFacts, lead: Text | None
) -> Message:
    """Everything read back, before it counts."""
    language = cards.language
    lines = [lead, text(language, f"roll.review_{kind}"), *_lines(language, kind, facts)]
    rows = [
        (cards.button(say(language, "hand_over.confirm"), "o"),),
        (cards.button(say(language, "hand_over.other_days"), "ad"),),
    ]
    return cards.card(lines, rows)


def made(cards: ChangeCards, kind: ChangeKind, facts: PupilMoveFacts) -> Message:
    """It is done; [撤销] takes it back."""
    language = cards.language
    lines = [text(language, f"roll.made_{kind}"), *_lines(language, kind, facts)]
    lines.append(text(language, "roll.all_told"))
    take_back = cards.button(say(language, "hand_over.undo"), "undo")
    return Message(joined("\n", lines), Keyboard(((take_back,),)), protect=True)


def undone(language: str, kind: ChangeKind, facts: PupilMoveFacts) -> Message:
    """It was taken back."""
    lines = [text(language, "roll.undone"), _who(language, kind, facts)]
    return Message(joined("\n", lines), protect=True)


def told(language: str, kind: ChangeKind, facts: PupilMoveFacts, *, undone: bool) -> Message:
    """What the teachers of both classes hear."""
    key = "roll.told_undone" if undone else f"roll.told_{kind}"
    lines = [text(language, key, by=facts.by)]
    lines += [_who(language, kind, facts)] if undone else _lines(language, kind, facts)
    return Message(joined("\n", lines), protect=True)


def _lines(language: str, kind: ChangeKind, facts: PupilMoveFacts) -> list[Text]:
    lines = [_who(language, kind, facts)]
    lines.append(text(language, f"roll.day_{kind}", day=day_name(language, facts.day)))
    if facts.joins is not None and facts.seat is not None:
        lines.append(text(language, "roll.seated", seat=facts.seat))
    lines += [
        text(language, "roll.size", unit=size.unit.name, before=size.before, after=size.after)
        for size in (facts.leaves, facts.joins)
        if size is not None
    ]
    if facts.returning:
        lines.append(text(language, "roll.returning"))
    if facts.away == "isolation" and kind is ChangeKind.DEPARTURE:
        lines.append(text(language, "roll.isolated", name=facts.name))
    return lines


def _who(language: str, kind: ChangeKind, facts: PupilMoveFacts) -> Text:
    return text(
        language,
        f"roll.who_{kind}",
        name=facts.name,
        number=facts.number,
        leaves=_name(facts.leaves),
        joins=_name(facts.joins),
    )


def _name(size: ClassSize | None) -> str:
    return "" if size is None else size.unit.name


def _pupil(cards: ChangeCards, pupil: Pupil) -> Button:
    label = pupil.name if pupil.seat is None else f"{pupil.seat} {pupil.name}"
    return cards.button(label, f"p{base36(pupil.id)}")

"""A teacher comes (任命) or leaves (离任): asked, read back, made, told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.choice import base36
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Duty, Person, Role, Unit, UnitKind
from domain.roster_change import ChangeKind
from domain.staff_turns import StaffTurnFacts
from views.change_cards import MOST, ChangeCards, day_argument, first_days, in_rows, names
from views.days import day_name
from views.duties import role_name
from views.hand_over import duty
from views.words import say, text

_DAY = timedelta(days=1)
_ROLES = tuple(Role)


def duty_of(language: str, duties: Sequence[Duty]) -> str:
    """The first duty of somebody, to tell two of one name apart."""
    return duty(language, duties[0]) if duties else ""


def which_role(cards: ChangeCards, unit: Unit, roles: Sequence[Role], lead: Text | None) -> Message:
    """Which role?"""
    buttons = [
        cards.button(role_name(cards.language, role), f"r{base36(_ROLES.index(role))}")
        for role in roles
    ]
    ask = text(cards.language, "roll.ask_role", unit=unit.name)
    return cards.card([lead, ask], in_rows(buttons, 2))


def which_unit(
    cards: ChangeCards, role: Role | None, units: Sequence[Unit], lead: Text | None
) -> Message:
    """On which unit, or in which class?"""
    language = cards.language
    buttons = [cards.button(unit.name, f"u{base36(unit.id)}") for unit in units[:MOST]]
    if role is None:
        ask = text(language, "roll.ask_unit")
    else:
        classes = {unit.kind for unit in units} == {UnitKind.CLASS}
        key = "roll.ask_class_for" if classes else "roll.ask_unit_for"
        ask = text(language, key, role=role_name(language, role))
    return cards.card([lead, ask], in_rows(buttons, 2))


def who(
    cards: ChangeCards,
    kind: ChangeKind,
    unit: Unit | None,
    role: Role | None,
    people: Sequence[tuple[Person, str]],
    lead: Text | None,
) -> Message:
    """Who? Somebody of the staff by a button; who is new is typed with a phone number."""
    language = cards.language
    values = {
        "unit": "" if unit is None else unit.name,
        "role": "" if role is None else role_name(language, role),
    }
    buttons = [
        cards.button(f"{one.name} · {about}" if about else one.name, f"p{base36(one.id)}")
        for one, about in people[:MOST]
    ]
    ask = text(language, f"roll.ask_who_{kind}", **values)
    return cards.card([lead, ask], in_rows(buttons, 3))


def when(
    cards: ChangeCards, kind: ChangeKind, facts: StaffTurnFacts, today: date, lead: Text | None
) -> Message:
    """From which day on?"""
    language = cards.language
    buttons = [
        cards.button(
            say(language, "roll.from_day", day=day_name(language, day)), f"d{day_argument(day)}"
        )
        for day in first_days(today)
    ]
    ask = text(language, f"roll.ask_day_{kind}", name=facts.name)
    return cards.card([lead, ask], in_rows(buttons, 2))


def review(
    cards: ChangeCards,
    kind: ChangeKind,
    facts: StaffTurnFacts,
    lead: Text | None,
    *,
    beside: bool,
) -> Message:
    """Everything read back, before it counts."""
    language = cards.language
    lines = [lead, text(language, f"roll.review_{kind}"), *_lines(language, facts)]
    lines += _to_do(language, facts)
    if facts.begins is not None and not facts.reached:
        lines.append(text(language, "roll.not_reached", name=facts.name))
    rows: list[tuple[Button, ...]] = [(cards.button(say(language, "hand_over.confirm"), "o"),)]
    if facts.begins is not None and facts.begins.role is Role.HEAD_TEACHER:
        if beside:
            rows.append((cards.button(say(language, "roll.instead"), "b0"),))
        elif facts.ends:
            rows.append((cards.button(say(language, "roll.beside"), "b1"),))
    rows.append((cards.button(say(language, "hand_over.other_days"), "ad"),))
    return cards.card(lines, rows)


def made(cards: ChangeCards, kind: ChangeKind, facts: StaffTurnFacts) -> Message:
    """It is done; [撤销] takes it back."""
    language = cards.language
    lines = [text(language, f"roll.made_{kind}"), *_lines(language, facts)]
    lines += _to_do(language, facts)
    lines.append(text(language, "roll.all_told"))
    take_back = cards.button(say(language, "hand_over.undo"), "undo")
    return Message(joined("\n", lines), Keyboard(((take_back,),)))


def undone(language: str, kind: ChangeKind, facts: StaffTurnFacts) -> Message:
    """It was taken back."""
    return Message(joined("\n", [text(language, "roll.undone"), *_duties(language, facts)]))


def told(language: str, kind: ChangeKind, facts: StaffTurnFacts, *, undone: bool) -> Message:
    """What everybody concerned hears."""
    key = "roll.told_undone" if undone else f"roll.told_{kind}"
    lines = [text(language, key, by=facts.by)]
    lines += _duties(language, facts) if undone else _lines(language, facts)
    return Message(joined("\n", lines))


def _lines(language: str, facts: StaffTurnFacts) -> list[Text]:
    lines = _duties(language, facts)
    if facts.others:
        lines.append(text(language, "roll.with_others", names=names(language, facts.others)))
    day = day_name(language, facts.day)
    for unit, asked in facts.headless:
        key = "roll.headless" if asked else "roll.headless_nobody"
        lines.append(text(language, key, unit=unit, day=day, names=names(language, asked)))
    return lines


def _to_do(language: str, facts: StaffTurnFacts) -> list[Text]:
    """What is left to whoever makes the change."""
    return [text(language, "roll.appoint_soon")] if facts.headless else []


def _duties(language: str, facts: StaffTurnFacts) -> list[Text]:
    """A line for what is taken up, and one for each duty that ends."""
    lines = []
    day, eve = day_name(language, facts.day), day_name(language, facts.day - _DAY)
    if facts.begins is not None:
        begins = duty(language, facts.begins)
        lines.append(text(language, "roll.begins", name=facts.name, duty=begins, day=day))
    for name, held in facts.ends:
        lines.append(text(language, "roll.ends", name=name, duty=duty(language, held), day=eve))
    if not lines:
        lines.append(text(language, "roll.nothing_ends", name=facts.name))
    return lines

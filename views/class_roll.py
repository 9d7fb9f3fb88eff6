"""The roster (花名册) in the chat: the pupils of a class, and the classes of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Pupil, Role, Unit
from views.change_cards import MOST, in_rows, names
from views.days import day_name
from views.duties import role_name
from views.words import say, text

ACTION = "roll"
CHANGES = {"m": "move", "o": "departure", "i": "arrival", "a": "appointment", "z": "resignation"}
"""The changes a button begins, by its argument's first letter."""
_SHOWN_ROLES = (Role.HEAD_TEACHER, Role.DEPUTY, Role.SUBSTITUTE)


def class_roll(
    language: str,
    unit: Unit,
    day: date,
    pupils: Sequence[Pupil],
    teachers: Mapping[Role, Sequence[str]],
    *,
    changes: bool,
) -> Message:
    """Everybody of a class with seat and name, and who answers for it; never to be passed on."""
    lines = [
        text(
            language,
            "roll.title",
            unit=unit.name,
            day=day_name(language, day),
            count=len(pupils),
        )
    ]
    for role in _SHOWN_ROLES:
        if teachers.get(role):
            values = {"role": role_name(language, role), "names": names(language, teachers[role])}
            lines.append(text(language, "roll.teachers", **values))
    if Role.HEAD_TEACHER not in teachers:
        lines.append(text(language, "roll.no_head"))
    entries = [_entry(language, pupil) for pupil in pupils]
    lines += [Text.of("  ".join(entries[at : at + 3])) for at in range(0, len(entries), 3)]
    rows = in_rows(_buttons(language, unit, CHANGES), 3) if changes else []
    return Message(joined("\n", lines), Keyboard(tuple(rows)) if rows else None, protect=True)


def units(
    language: str,
    unit: Unit,
    below: Sequence[tuple[Unit, int]],
    total: int,
    *,
    changes: bool,
) -> Message:
    """What stands right under a unit, each with its number of pupils; no names."""
    title = text(language, "roll.units_title", unit=unit.name, count=total)
    buttons = [
        Button(
            say(language, "roll.unit", unit=one.name, count=count), Choice(ACTION, one.id).encode()
        )
        for one, count in below[:MOST]
    ]
    rows = in_rows(buttons, 2)
    if changes:
        staff = {key: CHANGES[key] for key in ("a", "z")}
        rows += in_rows(_buttons(language, unit, staff), 2)
    return Message(title, Keyboard(tuple(rows)) if rows else None, protect=True)


def _buttons(language: str, unit: Unit, offered: Mapping[str, str]) -> list[Button]:
    return [
        Button(say(language, f"roll.button_{kind}"), Choice(ACTION, unit.id, 0, key).encode())
        for key, kind in offered.items()
    ]


def _entry(language: str, pupil: Pupil) -> str:
    name = pupil.name if pupil.seat is None else f"{pupil.seat} {pupil.name}"
    if pupil.away is None:
        return name
    away = say(language, f"roll.away_{pupil.away}")
    return say(language, "roll.away", name=name, away=away)

"""Those known to be away on leave, and the way to say that one of them is back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.class_day import ClassDay
from domain.leave import EVER
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Away
from views.check_in_cards import Cards
from views.days import day_name
from views.fitting import fitted
from views.open_pupils import Labelled
from views.words import say, text

MOST = 20
"""Pupils on leave with buttons."""


@dataclass(frozen=True, slots=True)
class OnLeave:
    """Who is away, why, and until when."""

    who: str
    name: str
    kind: Away
    last: date


def leaves_row(language: str, class_day: ClassDay, button: Labelled) -> list[tuple[Button, ...]]:
    """The button to those on leave from school; isolation is followed apart."""
    away = class_day.sick + class_day.on_leave + class_day.leaving
    if not away or class_day.mode.at_home:
        return []
    return [(button(say(language, "carry.leaves_button", count=away), "leaves", ""),)]


def leaves_card(cards: Cards, leaves: Sequence[OnLeave]) -> Message:
    """Who is on leave until when; whoever is back earlier is said to be so by one press."""
    language = cards.language
    if not leaves:
        words = text(language, "carry.nobody_on_leave")
        return Message(words, Keyboard((cards.back(),)), protect=True)
    lines = [text(language, "carry.leaves", unit=cards.class_day.class_name)]
    lines += fitted(language, [_line(language, one) for one in leaves])
    rows = [*_rows(cards, leaves[:MOST]), cards.back()]
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def _line(language: str, leave: OnLeave) -> Text:
    what = say(language, f"carry.kind_{leave.kind}")
    if leave.last == EVER:
        return text(language, "carry.leave_open", name=leave.name, what=what)
    day = day_name(language, leave.last)
    return text(language, "carry.leave_line", name=leave.name, what=what, day=day)


def _rows(cards: Cards, leaves: Iterable[OnLeave]) -> Iterable[tuple[Button, ...]]:
    for one in leaves:
        label = say(cards.language, "carry.leave_back", name=one.name)
        row = [cards.labelled(label, "leaves", f"{one.who}.back")]
        if one.kind is not Away.LEAVING:
            label = say(cards.language, "carry.leave_change", name=one.name)
            row.append(cards.labelled(label, "leaves", f"{one.who}.until"))
        yield tuple(row)

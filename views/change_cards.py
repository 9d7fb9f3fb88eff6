"""What the cards of a change of the roster share: its buttons, and days as they are read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Period
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message, Text, joined
from views.days import day_name
from views.words import say

ACTION = "change"
MOST = 90
"""Buttons of people or classes on one card."""
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ChangeCards:
    """The buttons of one change at one revision."""

    language: str
    change_id: int
    revision: int

    def button(self, label: str, argument: str) -> Button:
        """A button of this change."""
        choice = Choice(ACTION, self.change_id, self.revision, argument)
        return Button(label, choice.encode())

    def card(self, lines: Sequence[Text | None], rows: Sequence[tuple[Button, ...]]) -> Message:
        """The lines that there are, the rows, and the way out. A card holds names."""
        cancel = self.button(say(self.language, "hand_over.cancel"), "x")
        words = joined("\n", [line for line in lines if line is not None])
        return Message(words, Keyboard((*rows, (cancel,))), protect=True)


def in_rows(buttons: Sequence[Button], wide: int) -> list[tuple[Button, ...]]:
    """So many buttons side by side."""
    return [tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide)]


def period_words(language: str, period: Period) -> str:
    """``11月24日(周二)至11月27日(周五)，共 4 天``, or the one day."""
    if period.is_day:
        return day_name(language, period.first)
    return say(
        language,
        "hand_over.period",
        first=day_name(language, period.first),
        last=day_name(language, period.last),
        count=len(period),
    )


def is_workday(day: date) -> bool:
    """Monday to Friday: what a button offers without being asked."""
    return day.weekday() < _SATURDAY


def first_days(first: date) -> list[date]:
    """The days a change is likely to begin on: this one, the next workday, and next Monday."""
    monday = first + (7 - first.weekday()) * _DAY
    tomorrow = first + _DAY
    return list(dict.fromkeys((first, tomorrow if is_workday(tomorrow) else monday, monday)))


def day_argument(day: date) -> str:
    """A day as a button bears it."""
    return base36(day.toordinal())


def names(language: str, people: Sequence[str]) -> str:
    """``王芳、李明``."""
    return say(language, "hand_over.comma").join(people)

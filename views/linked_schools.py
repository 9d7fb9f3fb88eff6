"""Schools side by side for a liaison (包校联系人): counts only, what is missing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.figures import ChildCounts, DayFigures
from domain.message import Button, Keyboard, Message
from domain.report_request import STATUS_ACTION
from views.digest import roll_up
from views.words import say, text

ALL_OF_THEM = 0
"""The subject of a button that asks for all the schools one is linked to."""
MOST_SCHOOLS = 20
"""Schools that get a button each."""


def linked_name(language: str, count: int) -> str:
    """``包校 3 所学校``."""
    return say(language, "linked.name", count=count)


def linked_digest(
    language: str,
    figures: DayFigures,
    schools: Sequence[ChildCounts],
    at_ms: int,
    zone: ZoneInfo,
) -> Message:
    """The roll-up over these schools, with a button for each."""
    message = roll_up(language, figures, schools, at_ms=at_ms, zone=zone)
    return replace(message, keyboard=Keyboard(_rows(schools)))


def linked_status(
    language: str,
    figures: DayFigures,
    schools: Sequence[ChildCounts],
    now_ms: int,
    zone: ZoneInfo,
) -> Message:
    """The same as it stands now, to be looked at again."""
    key = "report.status_title"
    message = roll_up(language, figures, schools, at_ms=now_ms, zone=zone, title_key=key)
    again = Choice(STATUS_ACTION, ALL_OF_THEM).encode()
    refresh = Button(say(language, "report.refresh"), again)
    return replace(message, keyboard=Keyboard(((refresh,), *_rows(schools))))


def own_links(language: str, schools: Sequence[str]) -> Message:
    """A liaison hears to which schools the roster links them now."""
    if not schools:
        return Message(text(language, "linked.none_any_more"))
    names = say(language, "digest.list").join(schools)
    return Message(text(language, "linked.yours", count=len(schools), schools=names))


def links_of(language: str, school: str, names: Sequence[str]) -> Message:
    """Those who run a school hear who is linked to it now. Protected: it holds people's names."""
    key = "linked.of_school" if names else "linked.of_school_none"
    who = say(language, "digest.list").join(names)
    return Message(text(language, key, school=school, names=who), protect=True)


def _rows(schools: Sequence[ChildCounts]) -> tuple[tuple[Button, ...], ...]:
    """The state of each school, two in a row."""
    buttons = [
        Button(one.unit.name, Choice(STATUS_ACTION, one.unit.id).encode())
        for one in schools[:MOST_SCHOOLS]
    ]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))

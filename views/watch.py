"""What the admins hear about the program itself: a morning that is late, or was slept through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.message import Message, joined
from views.days import clock_time, day_name, short_day
from views.words import say, text

DAYS = 5
"""Days of a long silence that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Late:
    """What is late: steps with how many units owe them, questions, units without a plan."""

    steps: Mapping[str, int]
    asks: int
    plans: int


@dataclass(frozen=True, slots=True)
class MissedDay:
    """A school day in a silence: steps closed as missed, and those made up for much later."""

    day: date
    missed: Sequence[str]
    made_up: Sequence[str]


def late(
    language: str, day: date, what: Late, *, at_ms: int, minutes: int, zone: ZoneInfo
) -> Message:
    """A morning that should be under way and is not. ``at_ms``: when that was noticed."""
    time = clock_time(at_ms, zone)
    lines = [text(language, "watch.late", day=day_name(language, day), time=time)]
    for step, count in what.steps.items():
        name = say(language, f"watch.step_{step}")
        values = {"step": name, "minutes": minutes, "count": count}
        lines.append(text(language, "watch.late_step", **values))
    if what.asks:
        lines.append(text(language, "watch.late_asks", count=what.asks))
    if what.plans:
        lines.append(text(language, "watch.late_plans", count=what.plans))
    lines.append(text(language, "watch.late_advice"))
    return Message(joined("\n", lines))


def missed(
    language: str, days: Sequence[MissedDay], *, from_ms: int, until_ms: int, zone: ZoneInfo
) -> Message:
    """What a silence of the program has swallowed, by day."""
    span = {
        "from": _moment(language, from_ms, zone),
        "until": _moment(language, until_ms, zone),
    }
    lines = [text(language, "watch.missed", **span)]
    if len(days) > DAYS:
        lines.append(text(language, "watch.missed_rest", count=len(days) - DAYS))
    for one in days[-DAYS:]:
        name = day_name(language, one.day)
        lines.append(text(language, "watch.missed_day", day=name, parts=_parts(language, one)))
    lines.append(text(language, "watch.missed_advice"))
    return Message(joined("\n", lines))


def _parts(language: str, one: MissedDay) -> str:
    parts = []
    for key, steps in (("missed_steps", one.missed), ("made_up_steps", one.made_up)):
        if steps:
            names = [say(language, f"watch.step_{step}") for step in steps]
            listed = say(language, "watch.list").join(names)
            parts.append(say(language, f"watch.{key}", steps=listed))
    return say(language, "watch.join").join(parts)


def _moment(language: str, at_ms: int, zone: ZoneInfo) -> str:
    day = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).date()
    return f"{short_day(language, day)} {clock_time(at_ms, zone)}"

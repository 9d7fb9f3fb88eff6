"""The plain note to health officer and principal: who, class, what, when, reported by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.message import Message, joined
from views.days import clock_time, day_name
from views.fitting import fitted
from views.words import text


@dataclass(frozen=True, slots=True)
class Alarm:
    """What an alert says; ``lines`` are who and what.

    ``stage`` is draft | cancelled (a draft withdrawn) | answer | withdrawn (an answer corrected).
    """

    stage: str
    class_name: str
    day: date
    at_ms: int
    by: str
    lines: Sequence[str]


def alert(language: str, alarm: Alarm, zone: ZoneInfo) -> Message:
    """One alert as school-level people see it, names included."""
    title = text(
        language,
        f"check_in.alert_{alarm.stage}",
        unit=alarm.class_name,
        day=day_name(language, alarm.day),
    )
    note = text(
        language,
        f"check_in.alert_{alarm.stage}_note",
        name=alarm.by,
        time=clock_time(alarm.at_ms, zone),
    )
    said = [text(language, "check_in.review_line", line=line) for line in alarm.lines]
    return Message(joined("\n", [title, *fitted(language, said), note]), protect=True)

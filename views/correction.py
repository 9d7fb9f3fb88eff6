"""更正 v3: what has changed in a digest since it was told, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.class_figures import ClassFigures
from domain.message import Message, Text, joined
from views.days import clock_time, day_name
from views.fitting import fitted
from views.receipt import Change
from views.words import say, text


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class of a correction. ``before`` None: it was outstanding; ``late`` as first answered.

    ``lines`` are who is abnormal in a class that is in now, ``changes`` what was corrected,
    ``unnamed`` how many corrections where nobody is named.
    """

    class_name: str
    late: bool
    before: ClassFigures | None
    now: ClassFigures
    lines: Sequence[str] = ()
    changes: Sequence[Change] = ()
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """A digest's day, the version that says it now, and what is different."""

    school: str
    day: date
    version: int
    at_ms: int
    classes: Sequence[ClassLine]
    silent: bool


def correction(language: str, corrected: Corrected, zone: ZoneInfo) -> Message:
    """``更正 v3``: names stay inside the school, so it is protected as the digest is."""
    title = text(
        language,
        "correction.title",
        version=corrected.version,
        unit=corrected.school,
        day=day_name(language, corrected.day),
        time=clock_time(corrected.at_ms, zone),
    )
    lines = [line for one in corrected.classes for line in _of_class(language, one)]
    foot = text(language, "correction.foot", version=corrected.version)
    return Message(
        joined("\n", [title, *fitted(language, lines), foot]), protect=True, silent=corrected.silent
    )


def _of_class(language: str, one: ClassLine) -> list[Text]:
    if one.before is None:
        key = "now_in_late" if one.late else "now_in"
        lines = [
            text(
                language,
                f"correction.{key}",
                unit=one.class_name,
                present=one.now.present,
                enrolled=one.now.enrolled,
                zero=say(language, "correction.zero") if one.now.zero else "",
            )
        ]
        return lines + [text(language, "correction.line", line=line) for line in one.lines]
    well = say(language, "entry.well")
    lines = [
        text(
            language,
            "correction.change",
            unit=one.class_name,
            name=change.name,
            before=change.before or well,
            now=change.now or well,
        )
        for change in one.changes
    ]
    if one.unnamed:
        lines.append(text(language, "reveal.corrected", unit=one.class_name, count=one.unnamed))
    was, now = one.before.present, one.now.present
    if was != now:
        lines.append(text(language, "correction.present", unit=one.class_name, before=was, now=now))
    return lines

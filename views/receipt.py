"""The receipt of an answer: "received at 07:41", in place of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.check_in import ClassFigures
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, joined
from views.days import clock_time, day_name
from views.entry import reading
from views.words import say, text


@dataclass(frozen=True, slots=True)
class Received:
    """What a receipt says. ``lines`` are who and what, ``by`` and ``for_`` names."""

    round_id: int
    revision: int
    class_name: str
    day: date
    at_ms: int
    late: bool
    figures: ClassFigures
    lines: Sequence[str]
    before: Sequence[str]
    class_max: int | None
    by: str
    for_: str | None


def receipt(language: str, received: Received, zone: ZoneInfo) -> Message:
    """``✅ 07:41 已上报 · 三年级2班`` with the figures and a way to correct them."""
    corrected = received.revision > 1
    key = "receipt_corrected" if corrected else "receipt"
    title = text(
        language,
        f"check_in.{key}",
        time=clock_time(received.at_ms, zone),
        unit=received.class_name,
        day=day_name(language, received.day),
        n=received.revision - 1,
    )
    if received.late:
        title = title + text(language, "check_in.receipt_late")
    figures = received.figures
    if figures.zero:
        counts = text(
            language,
            "check_in.receipt_zero",
            present=figures.present,
            enrolled=figures.enrolled,
        )
    else:
        missing = figures.enrolled - figures.present
        absent = say(language, "check_in.receipt_absent", count=missing) if missing else ""
        counts = text(
            language,
            "check_in.receipt_counts",
            present=figures.present,
            enrolled=figures.enrolled,
            absent=absent,
        )
    lines = [title, counts]
    lines += [text(language, "check_in.review_line", line=line) for line in received.lines]
    if received.class_max is not None:
        lines.append(text(language, "check_in.review_max", value=reading(received.class_max)))
    if corrected and list(received.before) != list(received.lines):
        before = say(language, "entry.join").join(received.before) or say(language, "entry.well")
        lines.append(text(language, "check_in.receipt_old", lines=before))
    by = "receipt_by" if received.for_ is None else "receipt_by_for"
    lines.append(text(language, f"check_in.{by}", name=received.by, other=received.for_))
    fix = Choice("fix", received.round_id, received.revision).encode()
    keyboard = Keyboard(((Button(say(language, "check_in.correct"), fix),),))
    return Message(joined("\n", lines), keyboard, protect=bool(received.lines))

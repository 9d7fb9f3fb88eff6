"""The receipt of an answer: "received at 07:41", in place of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.class_figures import ClassFigures
from domain.message import Button, Keyboard, Message, Text, joined
from domain.mode import Mode
from domain.roster import HeadCount
from views import asking_modes
from views.asking import zero_words
from views.days import clock_time, day_name
from views.entry import reading
from views.figures import ABSENCES
from views.fitting import fitted
from views.mode_figures import home_absences
from views.nudge import Nudged, nudge_button, nudge_lines
from views.words import say, text

ROOM = 1600
"""Characters for who was named, and as many for what a correction changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction changed about one person; None is: nothing was said, so well."""

    name: str
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """What a receipt says. ``lines`` are who and what, ``by`` and ``for_`` names; ``mode`` is how
    the answer was asked for, ``now`` what the calendar says of the day now.

    ``leaving`` counts those who have gone and stand in the roster still.
    """

    round_id: int
    revision: int
    class_name: str
    day: date
    at_ms: int
    late: bool
    time_uncertain: bool
    figures: ClassFigures
    lines: Sequence[str]
    changes: Sequence[Change]
    class_max: int | None
    by: str
    for_: str | None
    mode: Mode = Mode.TERM
    now: Mode = Mode.TERM
    leaving: int = 0
    nudged: Nudged | None = None


def filed_for_you(
    language: str, class_name: str, day: date, by: str, changes: Sequence[Change]
) -> Message:
    """Somebody else has filed for one's class; where that corrected an answer, what it changed."""
    day_ = day_name(language, day)
    words = text(language, "check_in.filed_for_you", unit=class_name, day=day_, name=by)
    return Message(joined("\n", [words, *change_lines(language, changes)]), protect=True)


def change_lines(language: str, changes: Sequence[Change]) -> list[Text]:
    """``更正：陈超 正常 → 病假``, a line each, as many as find room."""
    well = say(language, "entry.well")
    lines = [
        text(
            language,
            "check_in.receipt_change",
            name=change.name,
            before=change.before or well,
            now=change.now or well,
        )
        for change in changes
    ]
    return fitted(language, lines, ROOM)


def receipt(language: str, received: Received, zone: ZoneInfo) -> Message:
    """``✅ 07:41 已上报 · 三年级2班`` with the figures and a way to correct them.

    Always protected: names may come with a correction, in the same message.
    """
    lines = [_title(language, received, zone), _counts(language, received)]
    said = [text(language, "check_in.review_line", line=line) for line in received.lines]
    lines += fitted(language, said, ROOM)
    if received.class_max is not None:
        lines.append(text(language, "check_in.review_max", value=reading(received.class_max)))
    lines += change_lines(language, received.changes)
    by = "receipt_by" if received.for_ is None else "receipt_by_for"
    lines.append(text(language, f"check_in.{by}", name=received.by, other=received.for_))
    if received.now is not received.mode:
        was, now = (asking_modes.mode_name(language, one) for one in (received.mode, received.now))
        lines.append(text(language, "mode.since_changed", was=was, now=now))
    fix = Choice("fix", received.round_id, received.revision).encode()
    buttons = [Button(say(language, "check_in.correct"), fix)]
    if received.nudged is not None:
        lines += nudge_lines(language, received.nudged, received.class_max)
        buttons.append(nudge_button(language, received.nudged, received.round_id))
    return Message(joined("\n", lines), Keyboard((tuple(buttons),)), protect=True)


def _title(language: str, received: Received, zone: ZoneInfo) -> Text:
    title = text(
        language,
        "check_in.receipt_corrected" if received.revision > 1 else "check_in.receipt",
        time=clock_time(received.at_ms, zone),
        unit=received.class_name,
        day=day_name(language, received.day),
        n=received.revision - 1,
    )
    if received.mode.at_home:
        form = asking_modes.form_name(language, received.mode)
        title += text(language, "mode.receipt_form", form=form)
    if received.late:
        title += text(language, "check_in.receipt_late")
    if received.time_uncertain:
        title += text(language, "check_in.receipt_uncertain")
    return title


def _counts(language: str, received: Received) -> Text:
    """How many are there. In a zero report only known absences are away: isolation counts as
    other, as do those who are leaving, and leave as personal.
    """
    figures, mode, leaving = received.figures, received.mode, received.leaving
    if figures.zero:
        known = HeadCount(
            figures.enrolled,
            isolated=figures.other - leaving,
            on_leave=figures.personal,
            sick=figures.sick,
            leaving=leaving,
        )
        normal = asking_modes.zero(language, mode, zero_words(language, known))
        line = text(language, "check_in.receipt_zero", normal=normal)
        return line + _closure_counts(language, figures)
    counts = "mode.receipt_counts" if mode.at_home else "check_in.receipt_counts"
    line = text(language, counts, present=figures.present, enrolled=figures.enrolled)
    if mode.at_home:
        return line + home_absences(language, figures) + _closure_counts(language, figures)
    reasons = [
        say(language, f"digest.absent_{reason}", count=count)
        for reason in ABSENCES
        if (count := getattr(figures, reason))
    ]
    if reasons:
        count = figures.enrolled - figures.present
        words = say(language, "entry.join").join(reasons)
        line += text(language, "check_in.receipt_absent", count=count, reasons=words)
    return line


def _closure_counts(language: str, figures: ClassFigures) -> str:
    """Who takes no part in lessons, who lives in: in a closure."""
    return "".join(
        say(language, f"mode.receipt_{what}", count=count)
        for what in ("not_learning", "lives_in")
        if (count := getattr(figures, what))
    )

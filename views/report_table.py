"""The rows of the report's tables, alike for every spreadsheet format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from zoneinfo import ZoneInfo

from domain.figures import AlertFigures, ClassResult, Counts, DayFigures, Found
from domain.mode import Mode
from views.asking_modes import mode_name
from views.days import clock_time
from views.entry import findings_words
from views.figures import reached_words
from views.words import say

Cell = str | int | None
"""None is an empty cell: nobody has said anything, which is not nought."""

CLASS_COLUMNS = (
    "day", "school", "class", "class_code", "state", "result", "at", "by", "enrolled", "present",
    "sick", "personal", "other", "fever", "symptoms", "travel", "unmeasured", "corrections",
    "mode", "not_learning", "lives_in",
)  # fmt: skip
FINDING_COLUMNS = ("day", "school", "class", "person", "whose", "kind", "detail", "confirmed")
MISSING_COLUMNS = ("day", "school", "class", "teacher", "phone", "reached")
COUNT_COLUMNS = (
    "expected", "answered", "on_time", "late", "outstanding", "zero_reports", "enrolled",
    "present", "sick", "personal", "other", "fever", "symptoms", "travel", "unmeasured",
    "corrections",
)  # fmt: skip
ALERT_COLUMNS = (
    "alerts", "alerts_owned", "alerts_waiting", "alerts_done", "alerts_escalated",
    "minutes_to_owner",
)  # fmt: skip
DAY_COLUMNS = (*COUNT_COLUMNS, "cases_open", "unconfirmed", *ALERT_COLUMNS)


def headings(language: str, columns: Sequence[str]) -> list[str]:
    """The columns' headings."""
    return [say(language, f"report.{column}") for column in columns]


def class_row(language: str, result: ClassResult, *, zone: ZoneInfo, names: bool) -> list[Cell]:
    """A class as CLASS_COLUMNS; while it is outstanding only its roll is known."""
    figures = result.figures
    said: list[Cell] = [None] * 9
    verdict = None
    if figures is not None:
        said = [figures.present, figures.sick, figures.personal, figures.other]
        said += [figures.fever, figures.symptoms, figures.travel, figures.unmeasured]
        said += [result.corrections]
        verdict = say(language, f"report.result_{'zero' if figures.zero else 'abnormal'}")
    return [
        result.day.isoformat(),
        result.school,
        result.unit.name,
        result.unit.code,
        say(language, f"report.state_{result.state}"),
        verdict,
        clock_time(result.at_ms, zone) if result.at_ms is not None else None,
        result.by if names else None,
        result.enrolled,
        *said,
        mode_name(language, result.mode),
        *_closure_cells(result),
    ]


def _closure_cells(result: ClassResult) -> list[Cell]:
    """Asked in a closure only: else nobody has said anything of it."""
    if result.figures is None or result.mode is not Mode.CLOSURE:
        return [None, None]
    return [result.figures.not_learning, result.figures.lives_in]


def finding_rows(language: str, figures: DayFigures, *, names: bool) -> list[list[Cell]]:
    """Each finding as FINDING_COLUMNS, those of unsubmitted drafts after them."""
    rows = [_finding_row(language, figures, found, "yes", names) for found in figures.findings]
    rows += [
        _finding_row(language, figures, found, "no", names)
        for draft in figures.unconfirmed
        for found in draft.found
    ]
    return rows


def missing_rows(language: str, figures: DayFigures, *, names: bool) -> list[list[Cell]]:
    """Each outstanding class as MISSING_COLUMNS."""
    return [
        [
            figures.day.isoformat(),
            one.school,
            one.unit.name,
            one.teacher if names else None,
            one.phone if names else None,
            reached_words(language, one, seen=False),
        ]
        for one in figures.outstanding
    ]


def count_cells(counts: Counts) -> list[Cell]:
    """The counts as COUNT_COLUMNS."""
    known = {field.name: getattr(counts, field.name) for field in fields(counts)}
    known["outstanding"] = counts.missing
    return [known[column] for column in COUNT_COLUMNS]


def day_cells(figures: DayFigures) -> list[Cell]:
    """The figures of a day as DAY_COLUMNS."""
    own = [figures.cases_open, len(figures.unconfirmed)]
    return [*count_cells(figures.counts), *own, *alert_cells(figures.alerts)]


def alert_cells(alerts: AlertFigures) -> list[Cell]:
    """The alerts as ALERT_COLUMNS; where nobody pressed there is no time."""
    minutes = alerts.minutes_to_owner
    return [
        alerts.raised,
        alerts.owned,
        alerts.waiting,
        alerts.done,
        alerts.escalated,
        None if minutes is None else f"{minutes:g}",
    ]


def _finding_row(
    language: str, figures: DayFigures, found: Found, confirmed: str, names: bool
) -> list[Cell]:
    return [
        figures.day.isoformat(),
        found.school,
        found.unit.name,
        found.name if names else None,
        say(language, f"report.{'staff' if found.staff else 'pupil'}"),
        say(language, f"report.kind_{found.finding.kind}"),
        findings_words(language, [found.seen(names=names)]),
        say(language, f"report.confirmed_{confirmed}"),
    ]

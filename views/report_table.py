"""The rows of the report's tables, alike for every spreadsheet format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from zoneinfo import ZoneInfo

from domain.class_figures import ClassFigures
from domain.day_report import ClassResult, Revision
from domain.figures import AlertFigures, ChildCounts, Counts, DayFigures
from domain.mode import Mode
from domain.period_figures import PeriodFigures
from domain.unwell import Found
from views.asking_modes import mode_name
from views.days import clock_time
from views.entry import findings_words
from views.figures import name_words
from views.outstanding import reached_words
from views.words import say

Cell = str | int | None
"""None is an empty cell: nobody has said anything, which is not nought."""
Figure = Cell | float
"""A cell that may hold a share of one, or minutes."""

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
RATES = ("completeness", "punctuality", "attendance", "sickness")
"""Shares of one, which a spreadsheet shows as percentages."""
DAY_COLUMNS = (*COUNT_COLUMNS, *RATES, "cases_open", "unconfirmed", *ALERT_COLUMNS)
PERIOD_COLUMNS = (
    "days", *COUNT_COLUMNS, *RATES, "isolations_begun", "isolations_ended", "cases_opened",
    "cases_released", "unconfirmed",
    *ALERT_COLUMNS,
)  # fmt: skip
DAILY_COLUMNS = ("day", *COUNT_COLUMNS, *RATES)
GRADE_COLUMNS = ("class", "state", "result", "at", "by", *CLASS_COLUMNS[8:18])
HOME_COLUMNS = CLASS_COLUMNS[18:]
"""What stands beside them on a day on which not every class is at school."""
SUM_COLUMNS = (
    "class", "expected", "answered", "on_time", "late", "outstanding", "completeness",
    "punctuality", "zero_reports", "corrections", "enrolled", "present", "attendance", "sick",
    "personal", "other", "sickness", "fever", "symptoms", "travel", "unmeasured",
)  # fmt: skip
PART_COLUMNS = (
    "unit", "expected", "answered", "outstanding", "punctuality", "enrolled", "present",
    "attendance", "sick", "personal", "other", "fever", "symptoms", "travel",
)  # fmt: skip
REVISION_COLUMNS = ("day", "school", "class", "number", "at", "by", "change")
COUNTED = frozenset(
    (*PERIOD_COLUMNS, *COUNT_COLUMNS, "cases_open", "number", "not_learning", "lives_in")
)
"""The columns that hold numbers, where they are known."""


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


def named_cells(counts: Counts, columns: Sequence[str]) -> list[Figure]:
    """The counts and shares that have these names; nothing under any other."""
    known: dict[str, Figure] = dict(zip(COUNT_COLUMNS, count_cells(counts), strict=True))
    known |= {rate: getattr(counts, rate) for rate in RATES}
    return [known.get(column) for column in columns]


def grade_cells(name: str, counts: Counts) -> list[Figure]:
    """A class over some days as SUM_COLUMNS."""
    return [name, *named_cells(counts, SUM_COLUMNS[1:])]


def part_row(part: ChildCounts) -> list[Figure]:
    """A unit right below as PART_COLUMNS."""
    return [part.unit.name, *named_cells(part.counts, PART_COLUMNS[1:])]


def day_cells(figures: DayFigures) -> list[Figure]:
    """The figures of a day as DAY_COLUMNS."""
    counted = named_cells(figures.counts, (*COUNT_COLUMNS, *RATES))
    own = [figures.cases_open, len(figures.unconfirmed)]
    return [*counted, *own, *_alert_figures(figures.alerts)]


def period_cells(figures: PeriodFigures, days: Sequence[DayFigures]) -> list[Figure]:
    """The sums of some days as PERIOD_COLUMNS."""
    counted = named_cells(figures.counts, (*COUNT_COLUMNS, *RATES))
    isolations = figures.isolations
    cases = figures.cases
    followed = [isolations.begun, isolations.ended, cases.opened, cases.released]
    own = [*followed, sum(len(day.unconfirmed) for day in days)]
    return [len(figures.days), *counted, *own, *_alert_figures(figures.alerts)]


def _alert_figures(alerts: AlertFigures) -> list[Figure]:
    return [*alert_cells(alerts)[:-1], alerts.minutes_to_owner]


def revision_row(language: str, one: Revision, *, zone: ZoneInfo, names: bool) -> list[Cell]:
    """A correction as REVISION_COLUMNS."""
    return [
        one.day.isoformat(),
        one.school,
        one.unit.name,
        one.number,
        clock_time(one.at_ms, zone),
        one.by if names else None,
        _change(language, one.before, one.after),
    ]


def _change(language: str, before: ClassFigures, after: ClassFigures) -> str:
    """``病假 0→1、发热 0→1``: the figures that a correction changed."""
    changed = [
        say(language, "period.changed", what=say(language, f"report.{name}"), old=old, new=new)
        for name in ClassFigures.__struct_fields__
        if name != "zero" and (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    if not changed:
        return say(language, "period.same_figures")
    return say(language, "digest.list").join(changed)


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
        name_words(language, found.name, found.finding) if names else None,
        say(language, f"report.{'staff' if found.staff else 'pupil'}"),
        say(language, f"report.kind_{found.finding.kind}"),
        findings_words(language, [found.seen(names=names)]),
        say(language, f"report.confirmed_{confirmed}"),
    ]

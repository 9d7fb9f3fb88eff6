"""The report (上报表) of a week, a month or a term in words; it holds no names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.figures import ChildCounts, Counts, total
from domain.message import Keyboard, Message, Text
from domain.period_figures import PeriodFigures
from domain.report_request import ReportRequest
from domain.roster import UnitKind
from views.days import clock_time, day_name, month_name
from views.figures import absences, alerts_line
from views.report_ways import Around, period_words, ways
from views.sections import Section, fitted
from views.words import say, text

MOST_DAY_LINES = 31
"""A longer time is told month by month."""


def period_report(
    language: str,
    figures: PeriodFigures,
    around: Around,
    *,
    now_ms: int,
    zone: ZoneInfo,
    school: str | None = None,
) -> Message:
    """The sums of a period, of each unit below, and of each day or month. ``school`` is named
    before a grade or a class.
    """
    unit, period = figures.unit, figures.period
    name = unit.name
    if school is not None and school != name:
        name = say(language, "digest.school_unit", school=school, unit=name)
    head = [
        text(
            language,
            "period.title",
            unit=name,
            period=period_words(language, period, around.today),
            time=clock_time(now_ms, zone),
        )
    ]
    if figures.days:
        head += sums_lines(language, figures)
    else:
        head.append(text(language, "period.no_rounds"))
    sections = [_parts(language, figures), _days(language, figures.days, around.today)]
    words, _ = fitted(language, head, sections)
    request = ReportRequest(Period(period.first, period.last))
    buttons = ways(language, unit, request, around, figures.days)
    return Message(words, Keyboard(tuple(buttons)))


def sums_lines(language: str, figures: PeriodFigures) -> list[Text]:
    """Completeness first, then who was there, how they were, and what people did about it."""
    counts = figures.counts
    lines = [_rounds_line(language, figures), _timely_line(language, counts)]
    if counts.answered:
        shares = {"attendance": percent(counts.attendance), "sickness": percent(counts.sickness)}
        pupils = text(
            language, "period.pupils", enrolled=counts.enrolled, present=counts.present, **shares
        )
        pupils += absences(language, counts)
        pupils += text(language, "period.sickness", **shares)
        if counts.silent:
            pupils += text(language, "period.silent", count=counts.silent)
        lines.append(pupils)
        kinds = ("fever", "symptoms", "travel", "unmeasured")
        said = {kind: getattr(counts, kind) for kind in kinds}
        lines.append(text(language, "period.health", **said))
    if figures.alerts.raised:
        lines.append(alerts_line(language, figures.alerts))
    isolations = figures.isolations
    if isolations.begun or isolations.ended:
        said = {"begun": isolations.begun, "ended": isolations.ended}
        lines.append(text(language, "period.isolations", **said))
    cases = figures.cases
    if cases.opened or cases.released:
        said = {"opened": cases.opened, "released": cases.released}
        lines.append(text(language, "period.cases", **said))
    return lines


def percent(share: float | None) -> str:
    """``98.6%``; a dash where there is nothing to take a share of. Only the whole is 100%."""
    if share is None:
        return "—"
    tenths = min(round(share * 1000), 999) if share < 1 else 1000
    return f"{tenths // 10}.{tenths % 10}%" if tenths < 1000 else "100%"


def _rounds_line(language: str, figures: PeriodFigures) -> Text:
    counts = figures.counts
    return text(
        language,
        "period.sums",
        days=len(figures.days),
        expected=counts.expected,
        answered=counts.answered,
        completeness=percent(counts.completeness),
    )


def _timely_line(language: str, counts: Counts) -> Text:
    line = text(
        language,
        "period.timely",
        on_time=counts.on_time,
        punctuality=percent(counts.punctuality),
        late=counts.late,
        zero_reports=counts.zero_reports,
    )
    if counts.missing:
        line += text(language, "period.missing", count=counts.missing)
    if counts.corrections:
        line += text(language, "period.corrections", count=counts.corrections)
    return line


def _parts(language: str, figures: PeriodFigures) -> Section:
    """A line for each unit below that owed anything; above the schools what is missing first."""
    parts = [part for part in figures.parts if part.counts.expected]
    if figures.unit.kind.above_school:
        parts.sort(key=lambda part: (-part.counts.missing, -part.counts.fever))
    heading = "head_parts" if figures.unit.kind.above_school else "head_inside"
    lines = [] if figures.unit.kind is UnitKind.CLASS else [_part(language, one) for one in parts]
    return Section(text(language, f"period.{heading}"), lines)


def _part(language: str, part: ChildCounts) -> Text:
    counts = part.counts
    mark = "child_missing_mark" if counts.missing else "child_all_mark"
    line = text(language, f"digest.{mark}") + text(
        language,
        "period.part",
        unit=part.unit.name,
        answered=counts.answered,
        expected=counts.expected,
    )
    if counts.attendance is not None:
        line += text(language, "period.part_attendance", attendance=percent(counts.attendance))
    for kind in ("sick", "fever"):
        if count := getattr(counts, kind):
            line += text(language, f"period.part_{kind}", count=count)
    return line


def _days(language: str, days: Mapping[date, Counts], today: date) -> Section:
    if len(days) <= MOST_DAY_LINES:
        lines = [_day_line(language, day, counts) for day, counts in days.items()]
        return Section(text(language, "period.head_days"), lines)
    months: dict[date, list[Counts]] = {}
    for day, counts in days.items():
        months.setdefault(day.replace(day=1), []).append(counts)
    lines = [_month_line(language, month, counts, today) for month, counts in months.items()]
    return Section(text(language, "period.head_months"), lines)


def _day_line(language: str, day: date, counts: Counts) -> Text:
    """What came of a day; where nobody is in, nothing is known and nothing is nought."""
    line = text(
        language,
        "period.day_line" if counts.answered else "period.day_silent",
        day=day_name(language, day),
        answered=counts.answered,
        expected=counts.expected,
        present=counts.present,
        absent=counts.absent,
        fever=counts.fever,
    )
    if counts.answered and counts.silent:
        line += text(language, "digest.child_silent", count=counts.silent)
    return line


def _month_line(language: str, month: date, days: list[Counts], today: date) -> Text:
    summed = total(days)
    return text(
        language,
        "period.month_line",
        month=month_name(language, month, today),
        days=len(days),
        answered=summed.answered,
        expected=summed.expected,
        attendance=percent(summed.attendance),
        sick=summed.sick,
        fever=summed.fever,
    )

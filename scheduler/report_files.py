"""The report as a file: the tables of its days read one by one, put together, written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.day_report import DayReport
from domain.message import File
from domain.paper import MATERIAL, PaperFacts
from domain.period_figures import DayCounts, PeriodReport
from domain.report_request import MOST_ROWS, Format, ReportRequest, TableTooLong
from domain.roster import Unit, UnitKind
from scheduler.paper_facts import MATERIAL_LISTS, paper_facts
from storage.templates import Template
from storage.transaction import Transaction
from views.material import material_docx, material_pdf
from views.report_csv import csv_file
from views.report_json import json_file, period_file
from views.report_ways import period_words
from views.report_xlsx import xlsx_file
from views.wall import wall_png
from views.words import say, text

_AWKWARD = r'[\\/:*?"<>|\s]'


def is_detailed(tx: Transaction, unit: Unit, period: Period) -> bool:
    """Whether each class of each day may stand in the tables."""
    return tx.ledger.size(unit, period) <= MOST_ROWS


def tables(
    tx: Transaction, unit: Unit, days: Iterable[date], *, detailed: bool = True
) -> Iterator[DayReport]:
    """The table of each day on which anything was owed."""
    for day in days:
        table = tx.reports.table(unit, day, detailed=detailed)
        if table.figures.counts.expected:
            yield table


def put_together(
    tx: Transaction,
    unit: Unit,
    period: Period,
    read: Sequence[DayReport],
    *,
    detailed: bool = True,
) -> PeriodReport:
    """One report of the tables of its days; that of the first day where there is none."""
    days = [DayCounts(one.figures.day, one.figures.counts, one.parts) for one in read]
    figures = tx.reports.of_days(unit, period, days)
    whole = tuple(read) or (tx.reports.table(unit, period.first, detailed=detailed),)
    return PeriodReport(figures, whole, detailed)


def report_of(
    tx: Transaction, unit: Unit, period: Period, days: Iterable[date] | None = None
) -> PeriodReport:
    """The report read at one go. ``days`` are those of the period, for whoever counts along."""
    detailed = is_detailed(tx, unit, period)
    read = list(tables(tx, unit, period if days is None else days, detailed=detailed))
    return put_together(tx, unit, period, read, detailed=detailed)


def written(
    report: PeriodReport,
    format_: Format,
    *,
    language: str,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
) -> bytes:
    """The report as a file's bytes; never a name for a unit above the schools.

    Raises TableTooLong.
    """
    unit, period = report.figures.unit, report.figures.period
    shown = names and not unit.kind.above_school
    match format_:
        case Format.XLSX:
            return xlsx_file(language, report, as_of_ms=now_ms, zone=zone, names=shown)
        case Format.CSV if not report.detailed:
            raise TableTooLong(most=MOST_ROWS)
        case Format.CSV:
            return csv_file(language, report.tables, zone=zone, names=shown)
        case Format.JSON if period.is_day:
            figures = report.tables[0].figures
            return json_file(figures, as_of_ms=now_ms, zone=zone, names=shown)
        case Format.JSON:
            return period_file(report, as_of_ms=now_ms, zone=zone)
        case other:
            raise ValueError(f"{other} is no file")


def report_file(
    tx: Transaction,
    unit: Unit,
    request: ReportRequest,
    *,
    language: str,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
    days: Iterable[date] | None = None,
) -> bytes:
    """The report of a unit, read and written at one go. Raises TableTooLong."""
    if request.format is Format.PNG:
        return wall_png(language, tx.walls.of(unit, request.period.first, now_ms), zone)
    if request.format.is_material:
        form, lists = material_form(tx, unit, request.format)
        facts = paper_facts(tx, unit, called(tx, unit, language), request.period, lists, days)
        return material(language, facts, request.format, form, now_ms=now_ms, zone=zone)
    report = report_of(tx, unit, request.period, days)
    return written(report, request.format, language=language, now_ms=now_ms, zone=zone, names=names)


def material_form(
    tx: Transaction, unit: Unit, format_: Format
) -> tuple[bytes | None, frozenset[str]]:
    """A unit's own form of the written material, where it has one, and the lists that are asked
    for; what is printed has the program's own form, whatever Word has.
    """
    own = None if format_ is Format.PDF else own_material(tx, unit)
    return (None, MATERIAL_LISTS) if own is None else (tx.templates.content(own.id), own.lists)


def material(
    language: str,
    facts: PaperFacts,
    format_: Format,
    form: bytes | None,
    *,
    now_ms: int,
    zone: ZoneInfo,
) -> bytes:
    """The written material as a file's bytes."""
    if format_ is Format.PDF:
        return material_pdf(language, facts, as_of_ms=now_ms, zone=zone)
    return material_docx(language, facts, as_of_ms=now_ms, zone=zone, template=form)


def own_material(tx: Transaction, unit: Unit) -> Template | None:
    """The template of the written material that a unit has of its own, or one above it."""
    above = {one.id for one in tx.roster.upward(unit.id)}
    kept = (one for one in tx.templates.about(unit.id) if one.unit_id in above)
    return next((one for one in kept if one.kind == "docx" and one.name in MATERIAL), None)


def as_file(language: str, unit_name: str, request: ReportRequest, content: bytes) -> File:
    """The bytes with a name that says what they are."""
    period, what = request.period, "material" if request.format.is_material else "file"
    days = f"{period.first}" if period.is_day else f"{period.first}_{period.last}"
    name = say(language, f"report.{what}_name", unit=unit_name, period=days)
    words = period_words(language, period)
    caption = text(language, f"report.{what}_caption", unit=unit_name, period=words)
    return File(f"{re.sub(_AWKWARD, '_', name)}.{request.format}", content, caption=caption)


def called(tx: Transaction, unit: Unit, language: str) -> str:
    """The unit's name, with its school's for a grade or a class."""
    school = school_name(tx, unit)
    if school is None:
        return unit.name
    return say(language, "digest.school_unit", school=school, unit=unit.name)


def school_name(tx: Transaction, unit: Unit) -> str | None:
    """The name of the school that a grade or a class belongs to."""
    if unit.kind not in (UnitKind.GRADE, UnitKind.CLASS) or unit.school_id is None:
        return None
    school = tx.roster.unit(unit.school_id)
    return None if school is None else school.name

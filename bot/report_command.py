"""``chenjian report``: the report of a unit on the command line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress

from bot.refused import ReportTrouble
from bot.template_form import Form, form_called
from domain.calendar import Period, UnreadableDay
from domain.day_plan import school_day_of
from domain.message import Message
from domain.report_request import (
    Format,
    PeriodTooLong,
    PictureOfManyDays,
    ReportRequest,
    TableTooLong,
)
from domain.roster import Unit, UnitKind
from domain.stretch import read_days
from scheduler.report_files import report_file, school_name
from scheduler.template_renderers import filled
from storage.database import prepare, snapshot
from storage.runner import connect
from storage.transaction import Transaction
from views.period_text import period_report
from views.report_text import day_report
from views.report_ways import Around

FORMATS = (Format.TEXT, Format.PNG, Format.XLSX, Format.DOCX, Format.PDF, Format.CSV, Format.JSON)


@dataclass(frozen=True, slots=True)
class ReportCommand:
    """What was typed. ``day`` and ``format`` as typed, a day or several (``上周``); ``reason`` says
    why names are shown. ``template`` is the name of one that is kept, or a file.
    """

    unit: str
    day: str | None = None
    format: str = "text"
    names: bool = False
    reason: str | None = None
    template: str | None = None


def run_report(
    database: Path, command: ReportCommand, *, now_ms: int, zone: ZoneInfo, language: str
) -> bytes:
    """The report as bytes for standard output or a file.

    Names are shown only with a reason, which is kept in the audit, and never above the school.
    Raises ReportTrouble (one line: unknown unit, bad day or format, no database, names without a
    reason), NewerDatabase, ChangedMigration.
    """
    format_ = _format(command.format)
    today = school_day_of(now_ms, zone)
    request = _request(command.day, today, format_)
    reason = (command.reason or "").strip()
    if command.names and not reason:
        raise ReportTrouble("--names needs --reason: seeing names is written down")
    if not database.is_file():
        raise ReportTrouble(f"there is no database at {database}")
    prepare(database)
    connection = connect(database, read_only=not command.names)
    try:
        unit = snapshot(connection, lambda tx: unit_called(tx, command.unit))
        if command.names and not unit.kind.above_school:
            _write_down(Transaction(connection), unit, request.period, reason, now_ms)
        return snapshot(
            connection,
            lambda tx: _rendered(
                tx,
                unit,
                request,
                today,
                language=language,
                now_ms=now_ms,
                zone=zone,
                names=command.names and not unit.kind.above_school,
                template=form_called(tx, unit, command.template),
            ),
        )
    except TableTooLong as refused:
        most = refused.values["most"]
        raise ReportTrouble(f"more than {most} rows; ask for fewer days or a unit below") from None
    finally:
        connection.close()


def _format(raw: str) -> Format:
    known = {format_.value: format_ for format_ in FORMATS}
    if raw.casefold() not in known:
        raise ReportTrouble(f"unknown format {raw!r}; choose one of {', '.join(known)}")
    return known[raw.casefold()]


def _request(raw: str | None, today: date, format_: Format) -> ReportRequest:
    try:
        period = read_days(raw, today) if raw else Period(today, today)
        return ReportRequest(period, format_)
    except UnreadableDay:
        raise ReportTrouble(f"cannot read the day {raw!r}; write it like 2026-11-23") from None
    except PeriodTooLong as refused:
        raise ReportTrouble(f"{raw!r} is over {refused.values['most']} days") from None
    except PictureOfManyDays:
        raise ReportTrouble(f"a picture shows one day, not {raw!r}") from None


def unit_called(tx: Transaction, code: str) -> Unit:
    """The unit with this code. Raises ReportTrouble."""
    unit = tx.roster.unit_by_code(code)
    if unit is None:
        raise ReportTrouble(f"there is no unit with the code {code!r}")
    return unit


def _write_down(tx: Transaction, unit: Unit, period: Period, reason: str, now_ms: int) -> None:
    """Before anything is shown: a reveal that is not written down does not happen."""
    days = f"{period.first}" if period.is_day else f"{period.first}..{period.last}"
    tx.connection.execute("BEGIN IMMEDIATE")
    tx.audit.add(now_ms, None, "report_names", unit.id, f"{days} {reason}")
    tx.connection.execute("COMMIT")


def _rendered(
    tx: Transaction,
    unit: Unit,
    request: ReportRequest,
    today: date,
    *,
    language: str,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
    template: Form | None = None,
) -> bytes:
    if template is not None:
        return filled(
            tx, template.kind, template.lists, template.content, unit, request.period,
            language=language, now_ms=now_ms, zone=zone, names=names,
        )  # fmt: skip
    if request.format.is_file:
        watched = sys.stderr.isatty()
        with Progress(console=Console(stderr=True), transient=True, disable=not watched) as bar:
            days = bar.track(request.period, total=len(request.period), description=unit.name)
            return report_file(
                tx,
                unit,
                request,
                language=language,
                now_ms=now_ms,
                zone=zone,
                names=names,
                days=days,
            )
    message = _message(tx, unit, request, today, language, now_ms=now_ms, zone=zone, names=names)
    return f"{message.text.plain}\n".encode()


def _message(
    tx: Transaction,
    unit: Unit,
    request: ReportRequest,
    today: date,
    language: str,
    *,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
) -> Message:
    day = request.period.first
    if not request.period.is_day:
        return period_report(
            language,
            tx.reports.period(unit, request.period),
            Around(today),
            now_ms=now_ms,
            zone=zone,
            school=school_name(tx, unit),
        )
    listed = unit.kind in (UnitKind.GRADE, UnitKind.CLASS)
    return day_report(
        language,
        tx.reports.day(unit.id, day),
        tx.reports.classes(unit.id, day) if listed else [],
        Around(day, down=tx.reports.children(unit.id, day)),
        now_ms=now_ms,
        zone=zone,
        names=names,
    )

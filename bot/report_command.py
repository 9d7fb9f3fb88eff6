"""``chenjian report``: the report of a unit on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.calendar import UnreadableDay, parse_day
from domain.day_plan import school_day_of
from domain.errors import ChenjianError
from domain.report_request import Format, ReportRequest
from domain.roster import Unit, UnitKind
from scheduler.report_renderers import report_file
from storage.database import prepare, snapshot
from storage.runner import connect
from storage.transaction import Transaction
from views.report_text import Around, day_report

FORMATS = (Format.TEXT, Format.PNG, Format.XLSX, Format.DOCX, Format.CSV, Format.JSON)


class ReportTrouble(ChenjianError):
    """The command cannot be carried out as it was typed; the message is the one line to print."""


@dataclass(frozen=True, slots=True)
class ReportCommand:
    """What was typed. ``day`` and ``format`` as typed; ``reason`` says why names are shown."""

    unit: str
    day: str | None = None
    format: str = "text"
    names: bool = False
    reason: str | None = None


def run_report(
    database: Path, command: ReportCommand, *, now_ms: int, zone: ZoneInfo, language: str
) -> bytes:
    """The report as bytes for standard output or a file.

    Names are shown only with a reason, which is kept in the audit, and never above the school.
    Raises ReportTrouble (one line: unknown unit, bad day or format, no database, names without a
    reason), NewerDatabase, ChangedMigration.
    """
    format_ = _format(command.format)
    day = _day(command.day, school_day_of(now_ms, zone))
    reason = (command.reason or "").strip()
    if command.names and not reason:
        raise ReportTrouble("--names needs --reason: seeing names is written down")
    if not database.is_file():
        raise ReportTrouble(f"there is no database at {database}")
    prepare(database)
    connection = connect(database, read_only=not command.names)
    try:
        unit = snapshot(connection, lambda tx: _unit(tx, command.unit))
        if command.names and not unit.kind.above_school:
            _write_down(Transaction(connection), unit, day, reason, now_ms)
        return snapshot(
            connection,
            lambda tx: _rendered(
                tx,
                unit,
                ReportRequest.of_day(day, format_),
                language=language,
                now_ms=now_ms,
                zone=zone,
                names=command.names and not unit.kind.above_school,
            ),
        )
    finally:
        connection.close()


def _format(raw: str) -> Format:
    known = {format_.value: format_ for format_ in FORMATS}
    if raw.casefold() not in known:
        raise ReportTrouble(f"unknown format {raw!r}; choose one of {', '.join(known)}")
    return known[raw.casefold()]


def _day(raw: str | None, today: date) -> date:
    try:
        return parse_day(raw, today) if raw else today
    except UnreadableDay:
        raise ReportTrouble(f"cannot read the day {raw!r}; write it like 2026-11-23") from None


def _unit(tx: Transaction, code: str) -> Unit:
    unit = tx.roster.unit_by_code(code)
    if unit is None:
        raise ReportTrouble(f"there is no unit with the code {code!r}")
    return unit


def _write_down(tx: Transaction, unit: Unit, day: date, reason: str, now_ms: int) -> None:
    """Before anything is shown: a reveal that is not written down does not happen."""
    tx.connection.execute("BEGIN IMMEDIATE")
    tx.audit.add(now_ms, None, "report_names", unit.id, f"{day} {reason}")
    tx.connection.execute("COMMIT")


def _rendered(
    tx: Transaction,
    unit: Unit,
    request: ReportRequest,
    *,
    language: str,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
) -> bytes:
    if request.format.is_file:
        return report_file(
            tx, unit, request, language=language, now_ms=now_ms, zone=zone, names=names
        )
    day = request.period.first
    listed = unit.kind in (UnitKind.GRADE, UnitKind.CLASS)
    message = day_report(
        language,
        tx.reports.day(unit.id, day),
        tx.reports.classes(unit.id, day) if listed else [],
        Around(day, down=tx.reports.children(unit.id, day)),
        now_ms=now_ms,
        zone=zone,
        names=names,
    )
    return f"{message.text.plain}\n".encode()

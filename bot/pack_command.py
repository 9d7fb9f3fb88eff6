"""``chenjian pack``: the inspection pack (台账) of a unit's days in one zip."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress

from bot.refused import Refused
from bot.report_command import unit_called
from domain.calendar import Period, UnreadableDay
from domain.day_plan import school_day_of
from domain.ledger import MOST_DAYS, MOST_LINES, PackTooLarge, PackTooLong
from domain.roster import Unit
from domain.stretch import read_days
from scheduler.report_files import called
from storage.database import prepare, snapshot
from storage.runner import Connection, connect
from storage.transaction import Transaction
from views.pack import Pack
from views.words import say


@dataclass(frozen=True, slots=True)
class PackCommand:
    """What was typed. ``days`` as people name them; ``reason`` says why staff are named."""

    unit: str
    days: str
    names: bool = False
    reason: str | None = None


def run_pack(
    database: Path, command: PackCommand, *, now_ms: int, zone: ZoneInfo, language: str
) -> bytes:
    """The zip. Staff are named only with a reason, which is kept in the audit, and never above the
    school. Raises Refused, ReportTrouble, PackTooLong, PackTooLarge.
    """
    try:
        period = read_days(command.days, school_day_of(now_ms, zone))
    except UnreadableDay:
        raise Refused("bad_day", day=command.days) from None
    if len(period) > MOST_DAYS:
        raise PackTooLong(most=MOST_DAYS)
    reason = (command.reason or "").strip()
    if command.names and not reason:
        raise Refused("names_reason")
    if not database.is_file():
        raise Refused("no_database", file=database)
    prepare(database)
    connection = connect(database, read_only=not command.names)
    try:
        unit = snapshot(connection, lambda tx: unit_called(tx, command.unit))
        names = command.names and not unit.kind.above_school
        if names:
            _write_down(Transaction(connection), unit, period, reason, now_ms)
        with tempfile.TemporaryDirectory(prefix="chenjian-pack-") as folder:
            unit_name = snapshot(connection, lambda tx: called(tx, unit, language))
            pack = Pack(
                Path(folder), language, unit, unit_name, period,
                zone=zone, as_of_ms=now_ms, names=names,
            )  # fmt: skip
            try:
                return _made(connection, pack, unit, period, language)
            finally:
                pack.drop()
    finally:
        connection.close()


def _made(connection: Connection, pack: Pack, unit: Unit, period: Period, language: str) -> bytes:
    """Day by day, with a progress bar where somebody watches. Raises PackTooLarge."""
    if snapshot(connection, lambda tx: tx.ledger.size(unit, period)) > MOST_LINES:
        raise PackTooLarge(most=MOST_LINES)
    watched = sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=not watched) as bar:
        for day in bar.track(period, total=len(period), description=say(language, "cli.packing")):
            told = snapshot(connection, lambda tx, day=day: tx.ledger.day(unit, day))  # type: ignore[misc]
            if told is not None:
                pack.add(told)
    alerts = snapshot(connection, lambda tx: tx.reports.alerts(unit, period))
    return pack.finish(alerts, snapshot(connection, lambda tx: tx.ledger.cases(unit.id, period)))


def _write_down(tx: Transaction, unit: Unit, period: Period, reason: str, now_ms: int) -> None:
    """Before anything is shown: a reveal that is not written down does not happen."""
    tx.connection.execute("BEGIN IMMEDIATE")
    tx.audit.add(now_ms, None, "pack_names", unit.id, f"{period.first} {period.last} {reason}")
    tx.connection.execute("COMMIT")

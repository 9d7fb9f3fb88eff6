"""``chenjian understand``: what the bot makes of a teacher's words, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from bot.clock import COMMAND_PATIENCE_S, clock_of
from bot.refused import Refused
from bot.settings import Settings
from domain.calendar import UnreadableDay, parse_day
from domain.day_plan import school_day_of
from domain.roster import UnitKind
from domain.understanding import ClassContext, understand
from handlers.likeness import PinyinLikeness
from storage.class_context import class_context
from storage.database import prepare, snapshot
from storage.runner import connect
from storage.transaction import Transaction
from views.understanding import understood_json


async def understand_lines(
    settings: Settings, unit: str, day: str | None, lines: BinaryIO, out: BinaryIO
) -> None:
    """Answer each line as it comes, in UTF-8. Raises Refused."""
    async with clock_of(settings, COMMAND_PATIENCE_S) as clock:
        today = school_day_of(clock.now_ms(), settings.zone)
    command = UnderstandCommand(unit, day)
    read = (line.decode("utf-8", errors="replace") for line in lines)
    for answer in run_understand(
        settings.database_path, command, read, today=today, language=settings.language
    ):
        out.write(f"{answer}\n".encode())
        out.flush()


@dataclass(frozen=True, slots=True)
class UnderstandCommand:
    """What was typed: a class's code and a day."""

    unit: str
    day: str | None = None


def run_understand(
    database: Path, command: UnderstandCommand, lines: Iterable[str], *, today: date, language: str
) -> Iterator[str]:
    """One line of JSON for each line of input, which holds one message as a JSON string.

    Empty lines are passed over. Raises Refused: unknown class, bad day, no database, a line that
    is no JSON string.
    """
    day = _day(command.day, today)
    class_ = _read(database, command.unit, day)
    likeness = PinyinLikeness()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, str):
            raise Refused("not_a_message", line=number)
        yield understood_json(language, understand(message, class_, likeness))


def _day(raw: str | None, today: date) -> date:
    try:
        return parse_day(raw, today) if raw else today
    except UnreadableDay:
        raise Refused("bad_day", day=raw) from None


def _read(database: Path, code: str, day: date) -> ClassContext:
    if not database.is_file():
        raise Refused("no_roster")
    prepare(database)
    connection = connect(database, read_only=True)
    try:
        return snapshot(connection, lambda tx: _context(tx, code, day))
    finally:
        connection.close()


def _context(tx: Transaction, code: str, day: date) -> ClassContext:
    unit = tx.roster.unit_by_code(code)
    if unit is None or unit.kind is not UnitKind.CLASS:
        raise Refused("unknown_class", unit=code)
    return class_context(tx, unit, day)

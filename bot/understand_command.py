"""``chenjian understand``: what the bot makes of a teacher's words, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from bot.clock import COMMAND_PATIENCE_S, clock_of
from bot.refused import Refused
from bot.settings import Settings
from domain.calendar import DayKind, Period, UnreadableDay, parse_day
from domain.day_plan import school_day_of
from domain.roster import UnitKind
from domain.understanding import ClassContext, understand
from domain.unit_settings import UnitSettings
from handlers.likeness import PinyinLikeness
from storage.calendar_seed import YearUnknown, national_days
from storage.database import prepare, snapshot
from storage.runner import connect
from storage.transaction import Transaction
from views.understanding import understood_json

_DAY = timedelta(days=1)


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
        return snapshot(connection, lambda tx: class_context(tx, code, day))
    finally:
        connection.close()


def class_context(tx: Transaction, code: str, day: date) -> ClassContext:
    """What has to be known of a class to read its teacher's words. Raises Refused."""
    unit = tx.roster.unit_by_code(code)
    if unit is None or unit.kind is not UnitKind.CLASS:
        raise Refused("unknown_class", unit=code)
    pupils = tx.roster.pupils_of(unit.id, day)
    in_force = UnitSettings.resolve(tx.settings.chain(unit.id))
    return ClassContext(
        pupils=pupils,
        enrolled=len(pupils),
        day=day,
        names=(unit.name, unit.code, *tx.roster.aliases(unit.id)),
        fever_threshold=in_force.fever_threshold,
        plausible=in_force.plausible,
        holidays=holidays_before(tx, day),
    )


def holidays_before(tx: Transaction, day: date) -> dict[str, Period]:
    """When each public holiday was last, by its short name (国庆); one that runs now counts."""
    found: dict[str, Period] = {}
    for year in (day.year - 1, day.year):
        for here, name in _public_holidays(tx, year):
            if here > day:
                break
            last = found.get(name)
            running = last is not None and here - last.last <= _DAY
            found[name] = Period(last.first if last and running else here, here)
    return found


def _public_holidays(tx: Transaction, year: int) -> Iterator[tuple[date, str]]:
    """The calendar's holidays of a year in order; the national list where it is not loaded yet."""
    if tx.calendar.year_known(year):
        day = date(year, 1, 1)
        while day.year == year:
            national = tx.calendar.national(day)
            if national is not None and national[0] == DayKind.OFF:
                yield day, _short(national[1])
            day += _DAY
        return
    try:
        days = national_days(year)
    except YearUnknown:
        return
    yield from ((one.day, _short(one.name)) for one in days if one.kind is DayKind.OFF)


def _short(name: str) -> str:
    return "国庆" if name == "国庆节" else name

"""Which holidays a class's teacher may name, and when they were and will be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.calendar import Period
from storage.class_context import holidays_after, holidays_before
from storage.database import Database, opened
from tests.tables import new_tables


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(new_tables(tmp_path / "chenjian.db"), inline=True) as database:
        yield database


async def test_a_holiday_before_today_is_the_last_one(database: Database) -> None:
    found = await database.read(lambda tx: holidays_before(tx, date(2026, 11, 23)))
    assert found["国庆"] == Period(date(2026, 10, 1), date(2026, 10, 7))
    assert found["中秋"] == Period(date(2026, 9, 25), date(2026, 9, 27))
    assert found["春节"] == Period(date(2026, 2, 15), date(2026, 2, 23))


async def test_a_holiday_that_runs_goes_to_today(database: Database) -> None:
    found = await database.read(lambda tx: holidays_before(tx, date(2026, 10, 3)))
    assert found["国庆"] == Period(date(2026, 10, 1), date(2026, 10, 3))


async def test_a_holiday_to_come_is_the_next_one(database: Database) -> None:
    found = await database.read(lambda tx: holidays_after(tx, date(2026, 2, 20)))
    assert found["清明"] == Period(date(2026, 4, 4), date(2026, 4, 6))
    assert found["国庆"] == Period(date(2026, 10, 1), date(2026, 10, 7))
    assert "春节" not in found


async def test_of_a_year_nobody_knows_there_is_none(database: Database) -> None:
    found = await database.read(lambda tx: holidays_after(tx, date(2026, 11, 23)))
    assert found == {}

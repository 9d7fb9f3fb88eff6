from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.calendar import DayKind, NationalDay, judge_day
from storage.calendar_seed import YearUnknown, national_days, seed, years_around
from storage.database import Database, opened
from storage.transaction import Transaction
from tests.tables import new_tables

# The State Council's notices, as FIELD section 4 gives them: (month, day) to (month, day).
OFF = {
    2025: [
        ((1, 1), (1, 1)),
        ((1, 28), (2, 4)),
        ((4, 4), (4, 6)),
        ((5, 1), (5, 5)),
        ((5, 31), (6, 2)),
        ((10, 1), (10, 8)),
    ],
    2026: [
        ((1, 1), (1, 3)),
        ((2, 15), (2, 23)),
        ((4, 4), (4, 6)),
        ((5, 1), (5, 5)),
        ((6, 19), (6, 21)),
        ((9, 25), (9, 27)),
        ((10, 1), (10, 7)),
    ],
}
WORK = {
    2025: [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    2026: [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(new_tables(tmp_path / "chenjian.db"), inline=True) as database:
        yield database


def days(year: int, kind: DayKind) -> set[date]:
    return {day.day for day in national_days(year) if day.kind is kind}


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_lists_are_those_of_the_notices(year: int) -> None:
    off = set()
    for first, last in OFF[year]:
        day = date(year, *first)
        while day <= date(year, *last):
            off.add(day)
            day += timedelta(days=1)
    assert days(year, DayKind.OFF) == off
    assert days(year, DayKind.SCHOOL) == {date(year, *day) for day in WORK[year]}


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_year_of_the_package_is_read_and_every_day_has_a_chinese_name(year: int) -> None:
    listed = national_days(year)
    assert len(listed) > 10
    assert all(not day.name.isascii() for day in listed)
    assert all(day.day.weekday() >= 5 for day in listed if day.kind is DayKind.SCHOOL)


def test_a_year_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(YearUnknown):
        national_days(2099)


async def test_the_years_around_a_day_are_loaded_and_the_unknown_ones_named(
    database: Database,
) -> None:
    unknown = await database.write(lambda tx: seed(tx, years_around(date(2026, 11, 23))))
    assert unknown == (2027,)

    def look(tx: Transaction) -> tuple[object, ...]:
        return (
            tx.calendar.year_known(2025),
            tx.calendar.year_known(2026),
            tx.calendar.year_known(2027),
            tx.calendar.national(date(2026, 10, 10)),
            tx.calendar.national(date(2026, 11, 23)),
            tx.calendar.national(date(2027, 1, 1)),
        )

    known_2025, known_2026, known_2027, make_up, plain, new_year = await database.read(look)
    assert (known_2025, known_2026, known_2027) == (True, True, False)
    assert isinstance(make_up, tuple)
    assert make_up[:2] == ("school", "国庆节")
    assert make_up[2].startswith("chinesecalendar ")
    assert plain is None
    assert new_year is None


async def test_a_second_start_changes_nothing_and_keeps_an_admin_s_correction(
    database: Database,
) -> None:
    await database.write(lambda tx: seed(tx, (2026,)))
    await database.write(
        lambda tx: tx.connection.execute("DELETE FROM calendar_day WHERE day = '2026-10-10'")
    )
    before = await database.read(_rows)
    assert await database.write(lambda tx: seed(tx, (2026,))) == ()
    assert await database.read(_rows) == before


async def test_what_an_admin_put_first_is_kept(database: Database) -> None:
    day = date(2026, 10, 10)

    def both(tx: Transaction) -> tuple[str, str, str] | None:
        tx.calendar.put_national(day, "off", "改放假", "admin")
        seed(tx, (2026,))
        return tx.calendar.national(day)

    assert await database.write(both) == ("off", "改放假", "admin")


async def test_the_seeded_calendar_decides_school_days(database: Database) -> None:
    await database.write(lambda tx: seed(tx, (2026,)))

    def verdict(tx: Transaction, day: date) -> bool:
        row = tx.calendar.national(day)
        national = None if row is None else NationalDay(day, DayKind(row[0]), row[1], row[2])
        return judge_day(day, national).is_school_day

    async def held(day: date) -> bool:
        return await database.read(lambda tx: verdict(tx, day))

    assert await held(date(2026, 10, 10))
    assert not await held(date(2026, 10, 5))
    assert await held(date(2026, 11, 23))
    assert not await held(date(2026, 11, 22))


def _rows(tx: Transaction) -> list[tuple[object, ...]]:
    rows = tx.connection.execute("SELECT day, kind, name, source FROM calendar_day ORDER BY day")
    return [tuple(row) for row in rows]

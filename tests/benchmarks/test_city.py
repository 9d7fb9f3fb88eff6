"""The city that is measured is a true one: its past reads like days that were lived."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from msgspec.structs import replace

from benchmarks.city import CITY, FIRST_DISTRICT, FIRST_SCHOOL, TODAY, City, kept
from domain.figures import total
from storage.database import snapshot
from storage.runner import connect
from storage.transaction import Transaction

SMALL = City(schools=2, classes_of_school=8, pupils=6, days=4)


def _read(path: Path) -> tuple[sqlite3.Connection, Transaction]:
    connection = connect(path, read_only=True)
    return connection, Transaction(connection)


def test_every_past_day_adds_up(tmp_path: Path) -> None:
    connection, tx = _read(kept(SMALL, tmp_path))
    for day in SMALL.past:
        figures, children = tx.reports.with_children(CITY, day)
        counts = figures.counts
        assert counts.expected == counts.answered == SMALL.classes
        assert counts.present + counts.absent == counts.enrolled == SMALL.classes * SMALL.pupils
        assert counts.answered - counts.zero_reports == len(
            {found.unit.id for found in figures.findings}
        )
        assert sum(child.counts.expected for child in children) == counts.expected
    connection.close()


def test_a_district_adds_up_its_schools(tmp_path: Path) -> None:
    connection, tx = _read(kept(SMALL, tmp_path))
    day = SMALL.past[1]
    for number in range(SMALL.schools):
        district, schools = tx.reports.with_children(FIRST_DISTRICT + number, day)
        alone = [tx.reports.day(school.unit.id, day).counts for school in schools]
        assert [school.counts for school in schools] == alone
        assert district.counts == total(alone)
    connection.close()


def test_a_city_and_its_schools_tell_the_same_findings_the_city_without_names(
    tmp_path: Path,
) -> None:
    connection, tx = _read(kept(SMALL, tmp_path))
    day = SMALL.past[0]
    of_schools = [
        replace(found, name="")
        for number in range(SMALL.schools)
        for found in tx.reports.findings(FIRST_SCHOOL + number, day)
    ]
    assert tx.reports.findings(CITY, day) == of_schools
    connection.close()


def test_nobody_is_left_unwell_so_that_one_press_answers_every_class(tmp_path: Path) -> None:
    connection = connect(kept(SMALL, tmp_path), read_only=True)

    def still_open(tx: Transaction) -> list[object]:
        rounds = tx.connection.execute("SELECT id FROM round WHERE day = ?", (str(SMALL.past[-1]),))
        pupils = (one for (id_,) in rounds for one in tx.answers.open_pupils(id_, 1, TODAY))
        return [one for one in pupils if one.bars]

    assert snapshot(connection, still_open) == []
    connection.close()


def test_the_same_numbers_make_the_same_city(tmp_path: Path) -> None:
    dumps = []
    for name in ("first", "second"):
        connection = connect(kept(SMALL, tmp_path / name), read_only=True)
        dumps.append(list(connection.iterdump()))
        connection.close()
    assert dumps[0] == dumps[1]


def test_a_city_is_kept_until_the_tables_change(tmp_path: Path) -> None:
    made = kept(SMALL, tmp_path)
    before = made.stat().st_mtime_ns
    assert kept(SMALL, tmp_path) == made
    assert made.stat().st_mtime_ns == before
    outdated = made.with_name(made.stem[:-12] + "0" * 12 + ".db")
    made.rename(outdated)
    assert kept(SMALL, tmp_path).exists()
    assert not outdated.exists()

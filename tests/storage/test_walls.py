"""The wall as it is read: grades, classes, schools, and the school days before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.check_in import Entry, Symptom, Where
from domain.figures import Counts, total
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from domain.wall import TREND_DAYS, Standing, Wall
from storage.transaction import Transaction
from tests.clock import instant
from tests.morning import DAY, absent, answer, draft, open_rounds, round_of, transaction
from tests.school import a_school, a_unit

A, B, C = "一年级1班", "一年级2班", "二年级1班"
FEVER = Entry(temperature=3820)
COUGH = Entry(symptoms=(Symptom.COUGH,))


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


def unit_of(tx: Transaction, unit_id: int) -> Unit:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    return unit


def wall_of(tx: Transaction, unit_id: int, day: date = DAY) -> Wall:
    return tx.walls.of(unit_of(tx, unit_id), day, instant("09:00"))


def test_grades_are_rows_and_classes_are_tiles(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    answer(tx, school.classes[A], school.people[A])
    answer(tx, school.classes[B], school.people[B], {school.pupils[B][0]: FEVER})
    wall = wall_of(tx, school.id)
    assert [
        (row.name, [(tile.unit.name, tile.standing) for tile in row.tiles]) for row in wall.rows
    ] == [
        ("一年级", [(A, Standing.ZERO), (B, Standing.FEVER)]),
        ("二年级", [(C, Standing.OUTSTANDING)]),
    ]


def test_the_tiles_add_up_to_the_report(tx: Transaction) -> None:
    school = a_school(tx, pupils=5)
    open_rounds(tx, school.id)
    absent(tx, pupil=school.pupils[A][1])
    answer(tx, school.classes[A], school.people[A], {school.pupils[A][0]: FEVER})
    answer(tx, school.classes[A], school.people[A], {school.pupils[A][0]: COUGH}, at="09:30")
    answer(tx, school.classes[B], school.people[B], at="09:10")
    counts = tx.reports.day(school.id, DAY).counts
    assert counts != Counts()
    assert total(tile.counts for tile in wall_of(tx, school.id).tiles) == counts
    assert total(tile.counts for tile in wall_of(tx, school.district).tiles) == counts


def test_a_class_without_school_stands_there_and_owes_nothing(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    tx.rounds.set_state(round_of(tx, school.classes[A]).id, "not_required")
    tiles = wall_of(tx, school.id).tiles
    assert [tile.standing for tile in tiles] == [
        Standing.NOT_REQUIRED, Standing.OUTSTANDING, Standing.OUTSTANDING,
    ]  # fmt: skip
    assert tiles[0].counts == Counts()
    holiday = wall_of(tx, school.id, DAY + timedelta(days=5))
    assert {tile.standing for tile in holiday.tiles} == {Standing.NOT_REQUIRED}


def test_a_class_that_is_no_more_is_gone_once_it_owes_nothing(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    tx.connection.execute(
        "UPDATE unit SET until_day = '2026-11-20' WHERE id = ?", (school.classes[A],)
    )
    assert len(wall_of(tx, school.id).tiles) == 3
    assert len(wall_of(tx, school.id, DAY + timedelta(days=1)).tiles) == 2


def test_classes_without_a_grade_stand_in_one_row_after_the_grades(tx: Transaction) -> None:
    school = a_school(tx)
    a_unit(tx, "hc-fs", "复式班", UnitKind.CLASS, school.id)
    wall = wall_of(tx, school.id)
    assert [row.name for row in wall.rows] == ["一年级", "二年级", None]
    assert [tile.unit.name for tile in wall.rows[-1].tiles] == ["复式班"]


def test_a_draft_with_a_finding_is_marked_and_is_no_answer(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    draft(tx, school.classes[A], school.people[A], {school.pupils[A][0]: FEVER})
    first, second, _ = wall_of(tx, school.id).tiles
    assert (first.unconfirmed, first.standing) == (1, Standing.OUTSTANDING)
    assert second.unconfirmed == 0
    [tile] = wall_of(tx, school.district).tiles
    assert (tile.unconfirmed, tile.counts.fever) == (1, 0)


def test_a_grade_and_a_class_have_walls_of_their_own(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    grade = wall_of(tx, school.grades["一年级"])
    assert [tile.unit.name for tile in grade.tiles] == [A, B]
    assert grade.school == "和川镇中心小学"
    assert [tile.unit.name for tile in wall_of(tx, school.classes[C]).tiles] == [C]


def test_above_the_schools_every_school_is_a_tile_at_whatever_depth(tx: Transaction) -> None:
    first = a_school(tx)
    township = a_unit(tx, "town", "和川镇", UnitKind.TOWNSHIP, first.district)
    far = a_unit(tx, "far", "柳坝村小", UnitKind.SCHOOL, township)
    a_unit(tx, "far-1", "一年级", UnitKind.CLASS, far)
    open_rounds(tx, first.district)
    answer(tx, first.classes[A], first.people[A])
    wall = wall_of(tx, first.district)
    assert [(t.unit.name, t.counts.answered, t.counts.expected) for t in wall.tiles] == [
        ("和川镇中心小学", 1, 3),
        ("柳坝村小", 0, 1),
    ]
    assert [tile.unit.id for tile in wall_of(tx, township).tiles] == [far]


def test_a_roster_without_classes_has_an_empty_wall(tx: Transaction) -> None:
    district = a_unit(tx, "d", "云溪区", UnitKind.DISTRICT, None)
    assert wall_of(tx, district).rows == ()
    school = a_unit(tx, "s", "新学校", UnitKind.SCHOOL, district)
    assert (wall_of(tx, school).rows, wall_of(tx, school).trend) == ((), ())


def test_the_trend_is_of_the_last_fourteen_days_with_rounds(tx: Transaction) -> None:
    school = a_school(tx, pupils=4)
    days = [DAY - timedelta(days=2 * back) for back in range(TREND_DAYS + 3)]
    for day in days:
        open_rounds(tx, school.id, day)
    open_rounds(tx, school.id, DAY + timedelta(days=1))
    sick = {school.pupils[A][0]: FEVER, school.pupils[A][1]: Entry(where=Where.HOME)}
    answer(tx, school.classes[A], school.people[A], sick)
    answer(tx, school.classes[B], school.people[B], at="09:00")
    for unit_id in (school.id, school.district):
        trend = tx.walls.trend(unit_of(tx, unit_id), DAY)
        assert [one.day for one in trend] == days[:TREND_DAYS][::-1]
        newest = trend[-1]
        assert (newest.expected, newest.on_time, newest.fever) == (3, 1, 1)
        assert (newest.present, newest.absent) == (7, 1)
        assert trend[0].attendance is None


def test_a_trend_counts_only_its_own_units_and_no_day_without_duty(tx: Transaction) -> None:
    school, other = a_school(tx), a_school(tx, name="石桥小学", code="sq")
    yesterday = DAY - timedelta(days=1)
    for day in (yesterday, DAY):
        open_rounds(tx, school.district, day)
    for class_id in other.classes.values():
        tx.rounds.set_state(round_of(tx, class_id, yesterday).id, "not_required")
    trend = {one.day: one.expected for one in tx.walls.trend(unit_of(tx, other.id), DAY)}
    assert trend == {DAY: 3}
    grade = unit_of(tx, school.grades["一年级"])
    assert [one.expected for one in tx.walls.trend(grade, DAY)] == [2, 2]
    district = unit_of(tx, school.district)
    assert [one.expected for one in tx.walls.trend(district, DAY)] == [3, 6]


def test_a_tile_knows_how_its_class_spends_the_day(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    tx.connection.execute(
        "UPDATE round SET mode = 'closure' WHERE unit_id = ?", (school.classes[A],)
    )
    modes = [tile.mode for tile in wall_of(tx, school.id).tiles]
    assert modes == [Mode.CLOSURE, Mode.TERM, Mode.TERM]

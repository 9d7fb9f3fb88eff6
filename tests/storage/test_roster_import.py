"""Importing a roster: the file counts from its day on, and the past stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import Period
from domain.case_rules import RULES
from domain.roster import Away, Role, UnitKind
from domain.roster_change import Changed, ChangeKind, ChangeState, HandOver
from domain.roster_difference import Difference, DutyChange, in_chat
from domain.roster_file import (
    AbsenceRow,
    AliasRow,
    MembershipRow,
    PersonRow,
    PupilRow,
    RosterFile,
    SubstituteRow,
    UnitRow,
    judge,
)
from storage import roster_import
from storage.cases import NewCase
from storage.database import prepare
from storage.roster_import import RosterOvertaken
from storage.runner import connect
from storage.sheets import read_roster_file
from storage.transaction import Transaction
from views.roster_changes import changes

T = TypeVar("T")

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY - timedelta(days=1)
TOWNSHIP = Path(__file__).parents[2] / "examples" / "township" / "roster.xlsx"

UNITS = (
    UnitRow("D", "云溪区", UnitKind.DISTRICT, None),
    UnitRow("S", "中心小学", UnitKind.SCHOOL, "D"),
    UnitRow("G1", "一年级", UnitKind.GRADE, "S"),
    UnitRow("C1", "一年级1班", UnitKind.CLASS, "G1"),
    UnitRow("C2", "一年级2班", UnitKind.CLASS, "G1"),
)
SMALL = RosterFile(
    units=UNITS,
    people=(PersonRow("T1", "王丽", "19900000001"), PersonRow("T2", "李秀英", None)),
    memberships=(
        MembershipRow("T1", Role.HEAD_TEACHER, "C1", None, None),
        MembershipRow("T2", Role.HEAD_TEACHER, "C2", None, None),
    ),
    pupils=(
        PupilRow("1001", "张伟", "男", "C1", 1, None, None),
        PupilRow("1002", "𬱖文", "女", "C2", 1, "女201", "19900000002", "2号线", "合唱团、足球"),
    ),
    absences=(AbsenceRow("1002", "pupil", "isolation", date(2026, 11, 15), None),),
    substitutes=(),
    aliases=(AliasRow("C1", "1.1"),),
)

ONE_CLASS = replace(
    SMALL,
    units=UNITS[:4],
    people=SMALL.people[:1],
    memberships=SMALL.memberships[:1],
    pupils=SMALL.pupils[:1],
    absences=(),
)
"""The same without its second class."""


@contextmanager
def a_database(folder: Path) -> Iterator[sqlite3.Connection]:
    """An empty database in a file of its own."""
    prepare(folder / "school.db")
    with closing(connect(folder / "school.db")) as connection:
        yield connection


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to an empty database."""
    with a_database(tmp_path) as connection:
        yield connection


def written(connection: sqlite3.Connection, piece: Callable[[Transaction], T]) -> T:
    """Run a piece in a transaction of its own; what it raises undoes it."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        return piece(Transaction(connection))


def imported(connection: sqlite3.Connection, roster: RosterFile, day: date) -> Difference:
    """Import a roster on a day, and give what that changed."""

    def piece(tx: Transaction) -> Difference:
        difference = roster_import.difference(tx, roster, day)
        roster_import.apply(tx, difference, 0)
        return difference

    return written(connection, piece)


def difference(connection: sqlite3.Connection, roster: RosterFile, day: date) -> Difference:
    """What an import would change."""
    return written(connection, lambda tx: roster_import.difference(tx, roster, day))


def of_class(connection: sqlite3.Connection, code: str, day: date) -> tuple[set[str], set[str]]:
    """The pupils' numbers and the head teachers' codes of a class on a day."""
    roster = Transaction(connection).roster
    unit = roster.unit_by_code(code)
    assert unit is not None
    heads = {m.person.code for m in roster.members(unit.id, day) if m.role is Role.HEAD_TEACHER}
    return {pupil.number for pupil in roster.pupils_of(unit.id, day)}, heads


def test_the_sample_township_is_imported_whole(connection: sqlite3.Connection) -> None:
    roster = judge(read_roster_file(TOWNSHIP)).roster
    assert roster is not None
    imported(connection, roster, MONDAY)
    tx = Transaction(connection)
    classes = tx.roster.of_kind(UnitKind.CLASS, MONDAY)
    assert len(classes) == 58
    assert sum(tx.roster.head_count(unit.id, MONDAY).enrolled for unit in classes) == 2169
    assert {tx.roster.upward(unit.id)[-1].code for unit in classes} == {roster.units[0].code}
    schools = {unit.id for unit in tx.roster.of_kind(UnitKind.SCHOOL, MONDAY)}
    assert {unit.school_id for unit in classes} <= schools
    assert difference(connection, roster, MONDAY).empty
    assert difference(connection, roster, MONDAY + timedelta(days=30)).empty


def test_an_isolation_that_a_case_took_in_is_no_matter_of_the_file(
    connection: sqlite3.Connection,
) -> None:
    ill = AbsenceRow("T1", "person", "isolation", MONDAY, MONDAY + timedelta(days=13))
    roster = replace(SMALL, absences=(*SMALL.absences, ill))
    imported(connection, roster, MONDAY)

    def follow(tx: Transaction) -> None:
        unit, rule = tx.roster.unit_by_code("C2"), RULES["home_isolation"]
        teacher = tx.roster.person_by_code("T1")
        assert unit is not None
        assert unit.school_id is not None
        assert teacher is not None
        (pupil,) = tx.roster.pupils_of(unit.id, MONDAY)
        for pupil_id, person_id in ((pupil.id, None), (None, teacher.id)):
            new = NewCase(
                unit.school_id, unit.id, rule, MONDAY, MONDAY, TUESDAY, 0, None, MONDAY, MONDAY,
                pupil_id=pupil_id, person_id=person_id,
            )  # fmt: skip
            assert tx.cases.open(new) is not None
        assert tx.roster.head_count(unit.id, MONDAY).isolated == 1

    written(connection, follow)
    assert difference(connection, roster, MONDAY).empty
    # The file ends the pupil's isolation: what the case says stays.
    changed = replace(SMALL, absences=(ill,))
    imported(connection, changed, TUESDAY)
    unit = Transaction(connection).roster.unit_by_code("C2")
    assert unit is not None
    assert Transaction(connection).roster.head_count(unit.id, TUESDAY).isolated == 1


def test_a_leave_that_a_class_gave_is_no_matter_of_the_file(
    connection: sqlite3.Connection,
) -> None:
    on_leave = AbsenceRow("1001", "pupil", "leave", MONDAY, MONDAY + timedelta(days=4))
    roster = replace(SMALL, absences=(*SMALL.absences, on_leave))
    imported(connection, roster, MONDAY)

    def answered(tx: Transaction) -> None:
        unit = tx.roster.unit_by_code("C1")
        assert unit is not None
        assert unit.school_id is not None
        tx.rounds.open(
            MONDAY, unit.id, unit.school_id, cut_off_ms=0, lock_ms=0, fever_threshold=3730
        )
        round_ = tx.rounds.of_class(unit.id, MONDAY)
        assert round_ is not None
        (pupil,) = tx.roster.pupils_of(unit.id, MONDAY)
        tx.leaves.cut(pupil.id, MONDAY, round_.id)
        tx.leaves.give(pupil.id, Away.SICK, MONDAY + timedelta(1), MONDAY + timedelta(2), round_.id)

    written(connection, answered)
    assert difference(connection, roster, MONDAY + timedelta(days=1)).empty
    unit = Transaction(connection).roster.unit_by_code("C1")
    assert unit is not None
    away = [
        Transaction(connection).roster.head_count(unit.id, MONDAY + timedelta(days=n)).expected
        for n in range(4)
    ]
    assert away == [0, 0, 0, 1], "on leave, then ill for two days, then back"


def test_open_days_stay_open_at_the_first_import(connection: sqlite3.Connection) -> None:
    imported(connection, SMALL, MONDAY)
    assert of_class(connection, "C1", date(2025, 9, 1)) == ({"1001"}, {"T1"})


def test_a_pupil_in_another_class_is_in_the_old_one_until_the_day_before(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, SUNDAY)
    moved = replace(SMALL.pupils[0], class_code="C2", seat=2)
    change = imported(connection, replace(SMALL, pupils=(moved, SMALL.pupils[1])), MONDAY)
    assert [(one.from_class, one.to_class) for one in change.pupils] == [("C1", "C2")]
    assert of_class(connection, "C1", SUNDAY)[0] == {"1001"}
    assert of_class(connection, "C1", MONDAY)[0] == set()
    assert of_class(connection, "C2", SUNDAY)[0] == {"1002"}
    assert of_class(connection, "C2", MONDAY)[0] == {"1001", "1002"}


def test_who_left_the_file_is_closed_and_comes_back_without_a_second_self(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, SUNDAY)
    without = replace(
        SMALL,
        people=SMALL.people[1:],
        memberships=SMALL.memberships[1:],
        pupils=SMALL.pupils[1:],
    )
    imported(connection, without, MONDAY)
    assert of_class(connection, "C1", MONDAY) == (set(), set())
    assert of_class(connection, "C1", SUNDAY) == ({"1001"}, {"T1"})
    back = imported(connection, SMALL, TUESDAY)
    assert [one.returned for one in back.people] == [True]
    assert of_class(connection, "C1", MONDAY) == (set(), set())
    assert of_class(connection, "C1", TUESDAY) == ({"1001"}, {"T1"})
    assert connection.execute("SELECT COUNT(*) FROM pupil").fetchone()[0] == 2
    assert connection.execute("SELECT COUNT(*) FROM person").fetchone()[0] == 2


def test_a_wrong_file_is_undone_by_the_right_one_on_the_same_day(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, SUNDAY)
    before = list(connection.iterdump())
    imported(connection, ONE_CLASS, MONDAY)
    imported(connection, SMALL, MONDAY)
    kept = ("membership", "enrolment", "unit", "person", "pupil", "unit_tree", "unit_alias")
    rows = [f'INSERT INTO "{table}" ' for table in kept]

    def of(dump: list[str]) -> list[str]:
        return [line for line in dump if line.startswith(tuple(rows))]

    assert of(list(connection.iterdump())) == of(before)


def test_a_unit_with_another_parent_takes_everything_below_along(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, SUNDAY)
    other = UnitRow("S2", "第二小学", UnitKind.SCHOOL, "D")
    moved = replace(SMALL.units[2], parent_code="S2")
    units = (*UNITS[:2], other, moved, *UNITS[3:])
    imported(connection, replace(SMALL, units=units), MONDAY)
    roster = Transaction(connection).roster
    unit = roster.unit_by_code("C1")
    assert unit is not None
    assert [above.code for above in roster.upward(unit.id)] == ["C1", "G1", "S2", "D"]
    school = roster.unit_by_code("S2")
    assert school is not None
    assert unit.school_id == school.id


def test_only_another_order_of_the_file_is_a_change_too(connection: sqlite3.Connection) -> None:
    imported(connection, SMALL, SUNDAY)
    units = (*UNITS[:3], UNITS[4], UNITS[3])
    change = imported(connection, replace(SMALL, units=units), MONDAY)
    assert change.reordered
    assert not change.empty
    classes = Transaction(connection).roster.of_kind(UnitKind.CLASS, MONDAY)
    assert [unit.code for unit in classes] == ["C2", "C1"]


def test_a_difference_that_was_overtaken_is_refused(connection: sqlite3.Connection) -> None:
    shown = difference(connection, SMALL, MONDAY)
    imported(connection, SMALL, MONDAY)
    with pytest.raises(RosterOvertaken):
        written(connection, lambda tx: roster_import.apply(tx, shown, 0))


def test_an_import_that_fails_leaves_nothing(connection: sqlite3.Connection) -> None:
    stranger = SubstituteRow("C1", "T9", MONDAY, None)
    with pytest.raises(sqlite3.IntegrityError):
        imported(connection, replace(SMALL, substitutes=(stranger,)), MONDAY)
    assert connection.execute("SELECT COUNT(*) FROM unit").fetchone()[0] == 0


def test_progress_ends_where_it_said_it_would(connection: sqlite3.Connection) -> None:
    told: list[tuple[int, int]] = []
    change = difference(connection, SMALL, MONDAY)
    written(
        connection,
        lambda tx: roster_import.apply(
            tx, change, 0, lambda done, total: told.append((done, total))
        ),
    )
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_a_new_class_makes_today_be_planned_again(connection: sqlite3.Connection) -> None:
    imported(connection, ONE_CLASS, SUNDAY)
    school = Transaction(connection).roster.unit_by_code("S")
    assert school is not None

    def plan(tx: Transaction) -> None:
        tx.days.plan(school.id, MONDAY, school_day=True, year_known=True)

    written(connection, plan)
    imported(connection, SMALL, MONDAY)
    assert Transaction(connection).days.plan_of(school.id, MONDAY) is None


def test_a_closed_class_owes_nothing_and_owes_again_when_it_is_back(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, SUNDAY)
    tx = Transaction(connection)
    school, unit = tx.roster.unit_by_code("S"), tx.roster.unit_by_code("C2")
    assert school is not None
    assert unit is not None

    def open_round(tx: Transaction) -> None:
        tx.rounds.open(MONDAY, unit.id, school.id, cut_off_ms=1, lock_ms=2, fever_threshold=3730)

    written(connection, open_round)
    imported(connection, ONE_CLASS, MONDAY)
    assert tx.rounds.of_school(school.id, MONDAY) == []
    imported(connection, SMALL, MONDAY)
    assert [owed.state for owed in tx.rounds.of_school(school.id, MONDAY)] == ["open"]


# Any two rosters, one after the other.

CLASSES = ("C1", "C2", "C3")
NUMBERS = ("1001", "1002", "1003", "1004")
PEOPLE = ("T1", "T2", "T3")
ROLES = (Role.HEAD_TEACHER, Role.DEPUTY)
NAMES = st.sampled_from(["王丽", "李秀英", "张伟"])


def days_of(first: st.SearchStrategy[date | None]) -> st.SearchStrategy[tuple[date | None, ...]]:
    """First and last day, either of them open."""
    return st.tuples(first, st.none() | st.integers(0, 9).map(lambda n: MONDAY + timedelta(n))).map(
        lambda ends: ends if None in ends else tuple(sorted(ends))  # type: ignore[type-var]
    )


ANY_DAY = st.none() | st.integers(-9, 9).map(lambda n: MONDAY + timedelta(n))
NOT_PAST = st.none() | st.integers(0, 9).map(lambda n: MONDAY + timedelta(n))


@st.composite
def rosters(draw: st.DrawFn, first: st.SearchStrategy[date | None]) -> RosterFile:
    """A roster of one school; some of its classes stand under a grade."""
    classes = draw(st.lists(st.sampled_from(CLASSES), min_size=1, unique=True))
    units = (
        *UNITS[:3],
        *(
            UnitRow(code, draw(NAMES), UnitKind.CLASS, draw(st.sampled_from(["S", "G1"])))
            for code in classes
        ),
    )
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    duties = draw(
        st.lists(
            st.tuples(st.sampled_from(people), st.sampled_from(ROLES), st.sampled_from(classes)),
            unique=True,
            max_size=4,
        )
    )
    numbers = draw(st.lists(st.sampled_from(NUMBERS), unique=True))
    absent = draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    spans = days_of(first)
    return RosterFile(
        units=units,
        people=tuple(PersonRow(code, draw(NAMES), None) for code in people),
        memberships=tuple(MembershipRow(*duty, *draw(spans)) for duty in duties),
        pupils=tuple(
            PupilRow(
                number,
                draw(NAMES),
                None,
                draw(st.sampled_from(classes)),
                draw(st.none() | st.integers(1, 9)),
                None,
                None,
            )
            for number in numbers
        ),
        absences=tuple(AbsenceRow(number, "pupil", "leave", *draw(spans)) for number in absent),
        substitutes=(),
        aliases=tuple(AliasRow(code, f"{code}班") for code in classes if draw(st.booleans())),
    )


Said = dict[str, tuple[set[tuple[str, bool]], set[tuple[str, Role]]]]


def said_by_file(file: RosterFile, day: date) -> Said:
    """Each class on a day: pupils and whether away, people and roles."""
    away = {row.code for row in file.absences if _covers(row, day)}
    return {
        unit.code: (
            {(p.number, p.number in away) for p in file.pupils if p.class_code == unit.code},
            {
                (row.person_code, row.role)
                for row in file.memberships
                if row.unit_code == unit.code and _covers(row, day)
            },
        )
        for unit in file.units
        if unit.kind is UnitKind.CLASS
    }


def _covers(row: AbsenceRow | MembershipRow, day: date) -> bool:
    return (row.from_day or date.min) <= day <= (row.until_day or date.max)


def said_by_database(connection: sqlite3.Connection, day: date) -> Said:
    """The same, as the bot would read it."""
    roster = Transaction(connection).roster
    return {
        unit.code: (
            {(p.number, p.away is not None) for p in roster.pupils_of(unit.id, day)},
            {(m.person.code, m.role) for m in roster.members(unit.id, day)},
        )
        for unit in roster.of_kind(UnitKind.CLASS, day)
    }


@settings(max_examples=60, deadline=None)
@given(rosters(ANY_DAY), rosters(NOT_PAST))
def test_the_new_file_counts_today_and_the_old_one_counted_yesterday(
    old: RosterFile, new: RosterFile
) -> None:
    with TemporaryDirectory() as folder, a_database(Path(folder)) as connection:
        imported(connection, old, SUNDAY)
        imported(connection, new, MONDAY)
        assert said_by_database(connection, MONDAY) == said_by_file(new, MONDAY)
        yesterday = said_by_database(connection, SUNDAY)
        was = said_by_file(old, SUNDAY)
        assert {code: yesterday[code] for code in was} == was
        new_classes = set(yesterday) - set(was)
        assert all(yesterday[code] == (set(), set()) for code in new_classes)
        assert difference(connection, new, MONDAY).empty
        imported(connection, old, TUESDAY)
        assert said_by_database(connection, TUESDAY) == said_by_file(old, TUESDAY)
        assert difference(connection, old, TUESDAY).empty
        names = {pupil.number: pupil.name for pupil in old.pupils}
        assert {number: name for number, name in _names(connection) if number in names} == names


def _names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in connection.execute("SELECT number, name FROM pupil")]


def test_a_file_that_takes_back_what_was_changed_in_the_chat_says_so(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, MONDAY)
    chat_made(connection)
    shown = difference(connection, SMALL, TUESDAY)
    [duty], [] = shown.taken_back
    assert (duty.person_code, duty.unit_code, duty.after) == ("T2", "C1", ())
    assert any("代班老师" in line for line in changes("zh", shown)[2:3]), (
        "first of all, and by its words"
    )
    imported(connection, SMALL, TUESDAY)
    assert difference(connection, SMALL, TUESDAY).taken_back == ((), ())


def test_a_file_shown_before_a_change_in_the_chat_is_overtaken(
    connection: sqlite3.Connection,
) -> None:
    imported(connection, SMALL, MONDAY)
    shown = difference(connection, ONE_CLASS, TUESDAY)
    chat_made(connection)
    with pytest.raises(RosterOvertaken):
        written(connection, lambda tx: roster_import.apply(tx, shown, 0))


def test_a_file_that_says_the_same_takes_nothing_back(connection: sqlite3.Connection) -> None:
    imported(connection, SMALL, MONDAY)
    chat_made(connection)
    same = replace(SMALL, substitutes=(SubstituteRow("C1", "T2", TUESDAY, TUESDAY),))
    assert difference(connection, same, TUESDAY).empty


def chat_made(connection: sqlite3.Connection) -> None:
    """李秀英 stands in for C1 on Tuesday, as arranged in the chat."""
    duty = DutyChange("T2", Role.SUBSTITUTE, "C1", (), (Period(TUESDAY, TUESDAY),))

    def piece(tx: Transaction) -> None:
        wanted = in_chat(MONDAY, roster_import.version(tx), duties=(duty,))
        school, by = tx.roster.unit_by_code("S"), tx.roster.person_by_code("T1")
        assert school is not None
        assert by is not None
        roster_import.apply_in_chat(tx, wanted, school.id, MONDAY)
        change = tx.roster_changes.begin(ChangeKind.HAND_OVER, by.id, HandOver(), 0)
        assert tx.roster_changes.settle(change, ChangeState.MADE, Changed((duty,)), 0)

    written(connection, piece)

"""An import's difference in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import Period
from domain.known_roster import Enrolled, KnownPerson, KnownPupil, KnownRoster, KnownUnit
from domain.roster import OPEN_FROM, OPEN_UNTIL, Role, UnitKind
from domain.roster_comparison import compare
from domain.roster_file import (
    AbsenceRow,
    AliasRow,
    MembershipRow,
    PersonRow,
    PupilRow,
    RosterFile,
    UnitRow,
)
from views.roster_changes import SHOWN, changes

MONDAY = date(2026, 11, 23)
ALWAYS = Period(OPEN_FROM, OPEN_UNTIL)
SCHOOL = UnitRow("S", "中心小学", UnitKind.SCHOOL, None)
ONE = UnitRow("C1", "一年级1班", UnitKind.CLASS, "S")
TWO = UnitRow("C2", "一年级2班", UnitKind.CLASS, "S")
WANG = PersonRow("T1", "王丽", "19900000001")
PUPIL = PupilRow("1001", "张伟", "男", "C1", 1, None, None)

KNOWN = KnownRoster(
    version=1,
    units={row.code: KnownUnit(row, place, False) for place, row in enumerate((SCHOOL, ONE, TWO))},
    people={"T1": KnownPerson(WANG, left=False)},
    duties={("T1", Role.HEAD_TEACHER, "C1"): (ALWAYS,)},
    pupils={"1001": KnownPupil("张伟", "男", None, None, {"C1": Enrolled((ALWAYS,), 1)})},
    absences={},
    aliases=frozenset(),
)
FILE = RosterFile(
    units=(SCHOOL, ONE, TWO),
    people=(WANG,),
    memberships=(MembershipRow("T1", Role.HEAD_TEACHER, "C1", None, None),),
    pupils=(PUPIL,),
    absences=(),
    substitutes=(),
    aliases=(),
)
NOBODY = KnownRoster(0, {}, {}, {}, {}, {}, frozenset())


def lines(file: RosterFile, known: KnownRoster = KNOWN, language: str = "zh") -> list[str]:
    """What is said of importing a file on Monday."""
    return changes(language, compare(known, file, MONDAY))


def test_no_change_is_said_plainly() -> None:
    assert lines(FILE) == ["无变化"]
    assert lines(FILE, language="en") == ["no change"]


def test_the_first_import_is_counted_and_not_listed() -> None:
    assert lines(FILE, NOBODY) == [
        "首次导入：",
        "新增单位 3",
        "新增人员 1",
        "新增任职 1",
        "新增学生 1",
    ]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            replace(FILE, units=(SCHOOL, replace(ONE, name="二年级1班"), TWO)),
            ["改动单位 1", "  一年级1班 → 二年级1班 (C1)"],
        ),
        (replace(FILE, units=(SCHOOL, ONE)), ["停用单位 1", "  一年级2班 (C2)"]),
        (replace(FILE, units=(SCHOOL, TWO, ONE)), ["单位的先后顺序有调整"]),
        (replace(FILE, people=(replace(WANG, phone=None),)), ["改动人员 1", "  王丽 (T1)：电话"]),
        (replace(FILE, memberships=()), ["结束任职 1", "  王丽 班主任 一年级1班"]),
        (
            replace(
                FILE,
                memberships=(
                    MembershipRow("T1", Role.HEAD_TEACHER, "C1", None, date(2026, 11, 30)),
                ),
            ),
            ["任职改期 1", "  王丽 班主任 一年级1班，至 2026-11-30"],
        ),
        (
            replace(FILE, pupils=(replace(PUPIL, class_code="C2"),)),
            ["转班学生 1", "  1001 一年级1班 → 一年级2班"],
        ),
        (
            replace(FILE, pupils=(replace(PUPIL, dormitory="男101"),)),
            ["改动学生 1", "  1001 一年级1班"],
        ),
        (replace(FILE, pupils=()), ["离校学生 1", "  1001 一年级1班"]),
        (
            replace(FILE, absences=(AbsenceRow("1001", "pupil", "isolation", None, None),)),
            ["新增隔离或请假 1", "  1001 隔离，2026-11-23 起"],
        ),
        (replace(FILE, aliases=(AliasRow("C1", "1.1"),)), ["新增别名 1", "  1.1 = 一年级1班"]),
    ],
)
def test_each_kind_of_change_has_its_words(file: RosterFile, said: list[str]) -> None:
    assert lines(file) == ["自 2026-11-23 起的变动：", *said]


def test_a_long_list_is_cut_and_counted() -> None:
    many = tuple(replace(PUPIL, number=str(2000 + n), seat=None) for n in range(SHOWN + 5))
    said = lines(replace(FILE, pupils=(PUPIL, *many)))
    assert said[1] == f"新增学生 {SHOWN + 5}"
    assert said[-1] == "  ……还有 5 项"
    assert len(said) == SHOWN + 3


def test_no_pupil_is_named() -> None:
    for file in (replace(FILE, pupils=()), replace(FILE, pupils=(replace(PUPIL, seat=2),))):
        assert not any("张伟" in line for line in lines(file))

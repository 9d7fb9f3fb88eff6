"""What is typed of an appointment: name, phone, role and day, in any order."""

from __future__ import annotations

from datetime import date

import pytest

from domain.roster import Role, UnitKind
from domain.staff_turns import offered, read_appointment

MONDAY = date(2026, 11, 23)
FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "王新 13800001111 班主任 12月1日起",
        "12-1 王新 13800001111 班主任",
        "王新 13800001111 12-1 班主任",
        "王新 13800001111 2026-12-01 班主任",
        "王新，电话：13800001111，班主任，2026-12-1",
        "王新老师 138 0000 1111 班主任 下周二",
        "班主任 王新 ＋86 138-0000-1111 12/1",
        "12-1起 班主任 王新 13800001111",
    ],
)
def test_a_day_is_no_part_of_a_phone_number(typed: str) -> None:
    said = read_appointment(typed, MONDAY)
    assert said.name == "王新"
    assert said.phone is not None
    assert "".join(sign for sign in said.phone if sign.isdigit())[-11:] == "13800001111"
    assert said.role is Role.HEAD_TEACHER
    assert said.coming is not None
    assert said.coming.first == FIRST


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("任静 13800001111 班主任", "任静"),
        ("王有为 13800001111 班主任", "王有为"),
        ("王有为 班主任 13800001111", "王有为"),
        ("任命任静为班主任 13800001111", "任静"),
        ("王新任班主任 13800001111", "王新"),
        ("王新担任班主任 13800001111", "王新"),
        ("王新13800001111班主任", "王新"),
        ("王新老师13800001111从下周一起担任 班主任", "王新"),
        ("王新(13800001111)班主任", "王新"),
        ("王新 任 班主任 13800001111", "王新"),
        ("新老师 王新 13800001111 班主任", "王新"),
        ("王新老师 13800001111 班主任", "王新"),
        ("姓名：王新 手机：13800001111 班主任", "王新"),
        ("Anna Li +86 138 0000 1111 as deputy of on 1 December", "Anna Li"),
        ("Anna Li is the new head teacher from Friday, phone 13800001111", "Anna Li"),
        ("name: Chi On To, mobile: 13800001111, deputy for", "Chi On To"),
        ("Mr Newman Isaacs 13800001111 head teacher", "Mr Newman Isaacs"),
    ],
)
def test_a_name_keeps_its_characters(typed: str, name: str) -> None:
    assert read_appointment(typed, MONDAY).name == name


def test_a_day_alone_is_no_phone_number() -> None:
    said = read_appointment("2026-12-01", MONDAY)
    assert (said.name, said.phone) == ("", None)
    assert said.coming is not None
    assert said.coming.first == FIRST


@pytest.mark.parametrize("phone", ["13800001111", "023-68123456", "+86 138 0000 1111", "5123456"])
def test_a_phone_number_is_no_day(phone: str) -> None:
    said = read_appointment(f"王新 {phone}", MONDAY)
    assert (said.name, said.phone, said.coming) == ("王新", phone, None)


def test_what_is_held_further_down_is_offered_with_the_rest() -> None:
    assert offered(UnitKind.CLASS) == (Role.HEAD_TEACHER, Role.DEPUTY, Role.ADMIN)
    assert Role.HEAD_TEACHER not in offered(UnitKind.SCHOOL)
    assert {Role.HEAD_TEACHER, Role.GRADE_LEADER, Role.PRINCIPAL} <= set(
        offered(UnitKind.SCHOOL, below=True)
    )
    assert Role.PRINCIPAL not in offered(UnitKind.CLASS, below=True)

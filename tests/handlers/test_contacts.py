"""Contacts of a confirmed case: class, room, bus and club mates, followed in one press."""

from __future__ import annotations

from datetime import date

import pytest

from domain.case import CaseFile
from domain.choice import Choice, base36
from domain.contact import Link, Mark, clubs_of, suggested
from tests.handlers.desks import CLASS, OTHER, Morning
from tests.handlers.following import OFFICER, cases, opened

FAR = "二年级1班"


async def _shares(morning: Morning, class_name: str, seat: int, column: str, what: str) -> int:
    """A pupil rides a bus, lives in a room, is in a club."""
    pupil = morning.school.pupils[class_name][seat - 1]
    await morning.write(f"UPDATE pupil SET {column} = ? WHERE id = ?", what, pupil)  # noqa: S608
    return pupil


async def _confirmed(morning: Morning) -> CaseFile:
    """张伟 of 一年级1班 is in isolation, and the test is positive."""
    await opened(morning)
    officer = morning.person(OFFICER)
    await officer.press("阳性", "确认阳性")
    return (await cases(morning))[0]


async def _followed(morning: Morning) -> dict[int, str]:
    """The kind of each contact's case, by pupil."""
    return {
        case.pupil_id: case.rule.key
        for case in await cases(morning)
        if case.source_case is not None and case.pupil_id is not None
    }


@pytest.mark.parametrize(
    ("links", "mark"),
    [
        ((Link.CLASS,), Mark.CLOSE),
        ((Link.DORMITORY, Link.CLUB), Mark.CLOSE),
        ((Link.BUS,), Mark.SECONDARY),
        ((Link.CLUB,), Mark.SECONDARY),
    ],
)
def test_what_is_shared_suggests_how_near(links: tuple[Link, ...], mark: Mark) -> None:
    assert suggested(links) is mark


def test_a_pupil_may_be_in_several_clubs() -> None:
    assert clubs_of("合唱团、足球") == {"合唱团", "足球"}
    assert clubs_of(None) == frozenset()
    assert clubs_of("合唱团") & clubs_of("足球,合唱团")


async def test_class_room_bus_and_club_mates_are_listed_once(morning: Morning) -> None:
    source = await _confirmed(morning)
    assert source.pupil_id == morning.school.pupils[CLASS][0]
    for class_name, seat, column, what in (
        (CLASS, 1, "dormitory", "男108"), (CLASS, 2, "dormitory", "男108"),
        (OTHER, 1, "dormitory", "男108"), (CLASS, 1, "bus", "2号线"), (OTHER, 1, "bus", "2号线"),
        (OTHER, 2, "bus", "2号线"), (CLASS, 1, "club", "合唱团、足球"), (FAR, 1, "club", "足球"),
        (FAR, 2, "club", "篮球"),
    ):  # fmt: skip
        await _shares(morning, class_name, seat, column, what)
    officer = morning.person(OFFICER)
    await officer.press("接触者排查")
    assert "密接 5 · 次密接 2 · 不列 0" in officer.sees
    assert {"同班 4：密接", "同宿舍 1：密接", "同校车 1：次密接", "同社团 1：次密接"} <= set(
        officer.labels
    )


async def test_cases_are_opened_in_one_press_after_a_read_back(morning: Morning) -> None:
    source = await _confirmed(morning)
    await _shares(morning, CLASS, 1, "bus", "2号线")
    rider = await _shares(morning, OTHER, 2, "bus", "2号线")
    officer = morning.person(OFFICER)
    await officer.press("接触者排查", "为 5 人开个案")
    assert "密接 4 人、次密接 1 人" in officer.sees
    assert "一年级1班 4 人" in officer.sees
    assert await _followed(morning) == {}
    await officer.press("开 5 个个案")
    mates = morning.school.pupils[CLASS][1:]
    assert await _followed(morning) == {
        **dict.fromkeys(mates, "close_contact"),
        rider: "secondary_contact",
    }
    assert all(one.source_case == source.id for one in (await cases(morning))[1:])
    assert "已为接触者开过 5 个个案" in officer.sees
    assert not any("开个案" in label for label in officer.labels)
    await officer.press("返回", "经过")
    assert "密接 4，次密接 1" in officer.sees


async def test_the_day_of_the_last_contact_may_be_moved(morning: Morning) -> None:
    await _confirmed(morning)
    officer = morning.person(OFFICER)
    await officer.press("接触者排查", "为 4 人开个案", "最后接触改为 11月22日", "开 4 个个案")
    contact = (await cases(morning))[-1]
    assert (contact.anchor, contact.first) == (date(2026, 11, 22), date(2026, 11, 23))
    assert contact.last == date(2026, 12, 6)


async def test_an_officer_marks_one_and_a_whole_group(morning: Morning) -> None:
    await _confirmed(morning)
    officer = morning.person(OFFICER)
    await officer.press("接触者排查", "🔴 刘洋")
    assert "密接 3 · 次密接 1" in officer.sees
    await officer.press("🟡 刘洋")
    assert "不列 1" in officer.sees
    await officer.press("同班 4：不一", "同班 4：密接")
    assert "密接 0 · 次密接 4" in officer.sees
    await officer.press("🟡 刘洋", "为 3 人开个案", "开 3 个个案")
    assert set((await _followed(morning)).values()) == {"secondary_contact"}
    assert morning.school.pupils[CLASS][1] not in await _followed(morning)


async def test_who_has_a_case_already_is_said_and_gets_no_second_one(morning: Morning) -> None:
    await _confirmed(morning)
    officer = morning.person(OFFICER)
    await officer.types("个案 新建 hc-1-2 居家隔离 11-20")
    await officer.press("建档")
    await officer.types("个案 hc-001")
    if not any("接触者" in label for label in officer.labels):
        await officer.forge(Choice("case", 1).encode())
    await officer.press("接触者排查")
    assert "已有个案 1" in officer.sees
    await officer.press("📁 刘洋")
    assert officer.alert
    await officer.press("为 3 人开个案")
    assert "已有个案，不重复开 1 人：刘洋(一年级1班)" in officer.sees
    await officer.press("开 3 个个案")
    assert len(await _followed(morning)) == 3


async def test_what_was_read_back_has_to_be_what_stands(morning: Morning) -> None:
    await _confirmed(morning)
    officer = morning.person(OFFICER)
    await officer.press("接触者排查", "为 4 人开个案")
    _, payload = officer.button("开 4 个个案")
    pupil = base36(morning.school.pupils[CLASS][1])
    await officer.forge(Choice("cnear", 1, argument=f"m{pupil}.none").encode())
    await officer.forge(payload)
    assert officer.alert
    assert await _followed(morning) == {}


async def test_without_a_positive_test_nobody_is_a_contact(morning: Morning) -> None:
    await opened(morning)
    officer = morning.person(OFFICER)
    assert not any("接触者" in label for label in officer.labels)
    await officer.forge(Choice("cnear", 1).encode())
    assert officer.alert
    assert "没有阳性结果" in (officer.toast or "")


@pytest.mark.parametrize("who", [CLASS, OTHER, "district", "liaison"])
async def test_whoever_directs_no_cases_there_sees_no_contacts(morning: Morning, who: str) -> None:
    await _confirmed(morning)
    person = morning.person(who)
    ordinal = base36(morning.day.toordinal())
    for argument in ("", "gclass.none", "o", f"y{ordinal}.4.0"):
        await person.forge(Choice("cnear", 1, argument=argument).encode())
        assert person.alert
    assert await _followed(morning) == {}
    assert await morning.rows("SELECT COUNT(*) FROM contact") == [(0,)]


@pytest.mark.parametrize(
    "argument",
    [
        *("m", "mzz.close", "m1.x", "gx.close", "gclass.x", "ozzzzzz"),
        *("o1", "y1.4.0", "y", "x", "y.9.9"),
    ],
)
async def test_a_forged_button_changes_nothing(morning: Morning, argument: str) -> None:
    await _confirmed(morning)
    officer = morning.person(OFFICER)
    await officer.forge(Choice("cnear", 1, argument=argument).encode())
    assert officer.alert
    assert await _followed(morning) == {}


async def test_a_pupil_of_another_school_is_no_contact(morning: Morning) -> None:
    await _confirmed(morning)
    officer = morning.person(OFFICER)
    far = base36(morning.school.pupils[FAR][0])
    await officer.forge(Choice("cnear", 1, argument=f"m{far}.close").encode())
    assert officer.alert
    assert await morning.rows("SELECT COUNT(*) FROM contact") == [(0,)]


async def test_it_speaks_english(morning: Morning) -> None:
    await _confirmed(morning)
    morning.language = "en"
    officer = morning.person(OFFICER)
    await officer.forge(Choice("cnear", 1).encode())
    assert "close 4 · secondary 0" in officer.sees
    await officer.press("Open cases for 4")
    assert "Last contact on" in officer.sees

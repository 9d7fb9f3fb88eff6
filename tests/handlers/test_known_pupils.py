"""Pupils known to be away, and pupils who were unwell or missing last time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.check_in import Absence, Entry, Where
from domain.choice import Choice
from tests.handlers.desks import CLASS, FRIDAY, OTHER, Morning, a_morning, answers, said_of
from tests.morning import absent

FEVER = Entry(temperature=3820)


@pytest.fixture
async def away(morning: Morning) -> Morning:
    """张伟 is in isolation, 刘洋 on leave."""
    first, second, *_ = morning.school.pupils[CLASS]
    await morning.database.write(lambda tx: absent(tx, pupil=first))
    await morning.database.write(lambda tx: absent(tx, pupil=second, kind="leave"))
    await morning.asks()
    return morning


async def test_they_stand_in_the_question_and_in_the_label(away: Morning) -> None:
    teacher = away.person(CLASS)
    assert "应到 3 人(隔离 1、请假 1，单独随访)。" in teacher.sees
    assert teacher.labels[0] == "✅ 其余正常 3/5(隔离 1、请假 1)"
    await teacher.press("其余正常")
    assert "其余正常 3/5(隔离 1、请假 1)，零报告" in teacher.sees
    row = await away.rows("SELECT enrolled, present, sick, personal, other, zero FROM answer")
    assert row == [(5, 3, 0, 1, 1, 1)]


async def test_absences_that_overlap_count_once_and_isolation_goes_first(away: Morning) -> None:
    first, second, *_ = away.school.pupils[CLASS]
    for pupil, kind in ((first, "leave"), (second, "leave"), (second, "leave")):
        await away.write(
            "INSERT INTO absence (pupil_id, kind, from_day) VALUES (?, ?, '2026-11-16')",
            pupil,
            kind,
        )
    await away.person(CLASS).press("其余正常")
    row = await away.rows("SELECT enrolled, present, personal, other FROM answer")
    assert row == [(5, 3, 1, 1)]


async def test_they_are_marked_in_the_list_of_names(away: Morning) -> None:
    teacher = away.person(CLASS)
    await teacher.press("发热")
    assert teacher.labels[:3] == ["张伟(隔离)", "刘洋(请假)", "陈静"]


async def test_the_rest_counts_neither_them_nor_who_was_named(away: Morning) -> None:
    teacher = away.person(CLASS)
    await teacher.press("发热", "陈静", "38", "38.2", "在家")
    assert "其余 2 人：正常在校，未外出(另有隔离 1、请假 1，单独随访)" in teacher.sees
    assert any("其余 2 人正常" in label for label in teacher.labels)
    await teacher.press("发热", "张伟", "38", "38.6", "跳过", "跳过")
    assert "其余 2 人：正常在校，未外出(另有请假 1，单独随访)" in teacher.sees
    await teacher.press("提交")
    assert "实到 2/5 · 缺勤 3(病假 1、事假 1、隔离 1)" in teacher.sees


@pytest.fixture
async def after_friday(morning: Morning) -> Morning:
    """On Friday 张伟 had a fever at home and 刘洋 was missing."""
    first, second, *_ = morning.school.pupils[CLASS]
    missing = Entry(absence=Absence.OTHER)
    fever = Entry(temperature=3820, where=Where.HOME)
    await morning.was(CLASS, {first: fever, second: missing})
    await morning.asks()
    return morning


async def test_they_are_named_and_the_one_press_is_not_offered(after_friday: Morning) -> None:
    teacher = after_friday.person(CLASS)
    assert "· 张伟 发热 38.2(在家)" in teacher.sees
    assert "· 刘洋 缺勤(其他)" in teacher.sees
    assert teacher.labels[0] == "张伟 今天怎样？"
    assert "刘洋 今天怎样？" in teacher.labels
    assert not any("正常" in label for label in teacher.labels)


async def test_a_forged_all_normal_is_refused(after_friday: Morning) -> None:
    teacher, round_ = after_friday.person(CLASS), await after_friday.round()
    await teacher.forge(Choice("zero", round_.id).encode())
    assert teacher.alert
    assert teacher.toast is not None
    assert "请先逐个说明" in teacher.toast
    assert await answers(after_friday) == []


async def test_each_is_spoken_for_and_then_the_rest_is_submitted(after_friday: Morning) -> None:
    teacher = after_friday.person(CLASS)
    await teacher.press("张伟", "已返校")
    assert teacher.toast == "已记：张伟 正常"
    assert "还需说明：刘洋" in teacher.sees
    assert "其余 3 人" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.press("刘洋", "在家休息")
    assert "· 刘洋 病假(在家)" in teacher.sees
    await teacher.press("提交")
    assert await said_of(after_friday, 1) == {"back": True}
    assert await said_of(after_friday, 2) == {"absence": "sick", "where": "home"}


async def test_who_is_still_unwell_goes_the_way_of_a_fever(after_friday: Morning) -> None:
    teacher = after_friday.person(CLASS)
    await teacher.press("张伟", "仍发热", "37", "37.9", "在家")
    await teacher.press("刘洋", "已返校", "提交")
    assert await said_of(after_friday) == {"temperature": 3790, "where": "home"}


async def test_all_well_again_is_a_zero_report(after_friday: Morning) -> None:
    teacher = after_friday.person(CLASS)
    await teacher.press("张伟", "已返校", "刘洋", "已返校", "提交")
    assert "全班正常 5/5，零报告" in teacher.sees


async def test_a_correction_does_not_ask_for_them_again(after_friday: Morning) -> None:
    teacher = after_friday.person(CLASS)
    await teacher.press("张伟", "已返校", "刘洋", "已返校", "提交")
    await teacher.press("更正", "缺勤", "陈静", "事假")
    assert "还需说明" not in teacher.sees
    await teacher.press("提交")
    assert teacher.toast == "✅ 已更正"


async def test_a_day_of_silence_makes_nobody_well(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "silence", pupils=2) as morning:
        first, _ = morning.school.pupils[CLASS]
        thursday = FRIDAY.replace(day=19)
        await morning.was(CLASS, {first: FEVER}, thursday)
        await morning.was(OTHER, {}, FRIDAY)  # 一年级1班 was owed as well and was silent
        await morning.asks()
        assert "张伟 发热 38.2" in morning.person(CLASS).sees


async def test_who_has_left_the_class_is_asked_about_no_more(after_friday: Morning) -> None:
    first, second, *_ = after_friday.school.pupils[CLASS]
    await after_friday.write(
        "UPDATE enrolment SET until_day = '2026-11-22' WHERE pupil_id IN (?, ?)", first, second
    )
    teacher = after_friday.person(CLASS)
    await teacher.types("晨检")
    assert teacher.labels[0] == "✅ 全班正常 3/3"


@pytest.fixture
async def large(tmp_path: Path) -> AsyncIterator[Morning]:
    """A class of 45, of whom one is in isolation."""
    async with a_morning(tmp_path, pupils=45) as morning:
        pupil = morning.school.pupils[CLASS][0]
        await morning.database.write(lambda tx: absent(tx, pupil=pupil))
        await morning.asks()
        yield morning


async def test_a_count_that_does_not_fit_those_away_is_pointed_out(large: Morning) -> None:
    teacher = large.person(CLASS)
    await teacher.types("今天44个，陈静病假，其余正常")
    assert "❓ 您写实到 44 人，按写出的缺勤算是 43 人，请核对。" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.press("人数写错了", "提交")
    assert await said_of(large, 3) == {"absence": "sick"}


@pytest.mark.parametrize(
    "words", ["今天43个，陈静病假，其余正常", "应到44，陈静病假，其余正常", "今天44个，都正常"]
)
async def test_a_count_that_fits_those_away_is_not_asked_about(large: Morning, words: str) -> None:
    await large.person(CLASS).types(words)
    assert "❓" not in large.person(CLASS).sees

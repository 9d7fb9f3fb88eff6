"""因病缺勤追踪: who is ill stays followed until back, over week-ends, with and without an end."""

from __future__ import annotations

from datetime import date

import pytest

from tests.stories.morning import Morning

CLASS = "三年级2班"


@pytest.mark.long
async def test_a_fever_lasts_from_friday_to_tuesday_over_a_week_end_and_comes_back(
    morning: Morning,
) -> None:
    teacher, name = morning.teacher(CLASS), morning.pupil(CLASS)
    await morning.at("2026-11-27 07:30")
    for label in ("发热", name, "38", "38.2", "跳过", "在家", "提交"):
        await teacher.press(label)

    await morning.at("2026-11-28 12:00")
    assert "11月28日" not in teacher.said[-1]["text"], "nobody is asked at the week-end"

    await morning.at("2026-11-30 07:30")
    question = teacher.said[-1]["text"]
    assert f"{name} 发热 38.2(在家) 11月27日起，第 4 天" in question
    await teacher.type("全班正常")
    assert morning.round(CLASS, "2026-11-30").revision == 0, "who is not spoken for is not well"
    await teacher.press("仍发热")
    for label in ("37", "37.6", "在家", "提交"):
        await teacher.press(label)

    await morning.at("2026-12-01 07:30")
    assert f"{name} 发热 37.6(在家) 11月27日起，第 5 天" in teacher.said[-1]["text"]
    presses = teacher.presses
    await teacher.press("在家")
    await teacher.press("提交")
    assert teacher.presses == presses + 2

    await morning.at("2026-12-02 07:30")
    assert f"{name} 病假(在家) 11月27日起，第 6 天" in teacher.said[-1]["text"]
    await teacher.press("已返校")
    await teacher.press("提交")
    assert await teacher.shows("全班正常 3/3，零报告")

    await morning.at("2026-12-03 07:30")
    assert name not in teacher.said[-1]["text"]
    assert "上次" not in teacher.said[-1]["text"]


async def test_an_absence_with_an_end_counts_by_itself_and_comes_back_as_a_question(
    morning: Morning,
) -> None:
    teacher, name = morning.teacher(CLASS), morning.pupil(CLASS)
    await morning.at("07:30")
    for label in ("缺勤", name, "病假", "请假到哪天", "11月27日", "提交"):
        await teacher.press(label)

    for day in ("24", "25", "26", "27"):
        await morning.at(f"2026-11-{day} 07:30")
        assert name not in teacher.said[-1]["text"]
        await teacher.press("其余正常 2/3(病假 1)")
        await morning.at(f"2026-11-{day} 09:00")
        assert "病假 1" in morning.principal.said[-1]["text"]

    await morning.at("2026-11-30 07:30")
    assert f"{name} 病假已到期 11月23日起，第 8 天" in teacher.said[-1]["text"]
    await teacher.press("已返校")
    await teacher.press("提交")
    assert await teacher.shows("全班正常 3/3，零报告")


async def test_several_who_are_still_away_are_spoken_for_in_two_presses(morning: Morning) -> None:
    teacher, class_id = morning.teacher(CLASS), morning.school.classes[CLASS]
    roll = morning.read(lambda tx: tx.roster.pupils_of(class_id, date(2026, 11, 23)))
    await morning.at("07:30")
    for pupil in roll:
        for label in ("缺勤", pupil.name, "病假"):
            await teacher.press(label)
    await teacher.press("提交")
    await morning.at("2026-11-24 07:30")
    presses = teacher.presses
    await teacher.press("仍未到校(同上次)")
    await teacher.press("提交")
    assert teacher.presses == presses + 2
    assert morning.round(CLASS, "2026-11-24").revision == 1

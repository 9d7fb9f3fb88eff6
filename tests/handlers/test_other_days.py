"""What is said of tomorrow, this afternoon or last night is not counted as this morning's."""

from __future__ import annotations

from datetime import date

import pytest

from domain.check_in import Absence, Entry, Where
from tests.handlers.desks import CLASS, Morning, Teacher, said_of, stored

TOMORROW = "2026-11-24"


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


async def leaves(morning: Morning) -> list[tuple[str, str, str]]:
    """The leaves that answers have given: kind, first and last day."""
    return [
        (str(kind), str(first), str(last))
        for kind, first, last in await morning.rows(
            "SELECT kind, from_day, until_day FROM absence WHERE round_id IS NOT NULL"
        )
    ]


async def test_a_leave_of_tomorrow_is_noted_and_counts_by_itself_then(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋明天请病假，其余正常")
    assert "· 刘洋 正常；11月24日 病假(已记下，到时自动计入)" in teacher.sees
    assert "刘洋 今天到校了吗，一切正常吗？" in teacher.sees
    assert not any("待确认" in shown.text for shown in asked.person("health_officer").screen)
    await teacher.press("✅ 正常", "提交")
    assert await leaves(asked) == [("sick", TOMORROW, TOMORROW)]
    assert "全班正常 5/5" in teacher.sees
    assert "11月24日 病假" in teacher.sees


async def test_a_leave_of_days_to_come_has_its_first_and_last(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋明天起请事假到周五，其余正常")
    await teacher.press("提交")
    assert await leaves(asked) == [("leave", TOMORROW, "2026-11-27")]


async def test_the_one_press_keeps_a_leave_to_come(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋周五请假", "全班正常")
    assert await leaves(asked) == [("leave", "2026-11-27", "2026-11-27")]
    assert (await stored(asked) or {})["pupils"]


async def test_a_correction_takes_the_leave_to_come_back(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋明天请假，其余正常")
    await teacher.press("提交", "更正", "去掉 刘洋", "提交", "确定")
    assert await leaves(asked) == []


async def test_who_is_away_today_as_well_is_absent(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋明天请假，其余正常")
    await teacher.press("缺勤", "病假", "提交")
    assert ((await said_of(asked, 2)) or {})["absence"] == "sick"
    assert await leaves(asked) == [("leave", TOMORROW, TOMORROW)]


async def test_a_leave_to_come_does_not_speak_for_who_was_ill(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][1]
    await morning.was(CLASS, {pupil: Entry(temperature=3820, where=Where.HOME)})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("刘洋周五请假，其余正常")
    assert "还需说明：刘洋" in teacher.sees
    await teacher.types("提交")
    assert await stored(morning) is None


async def test_an_afternoon_off_is_no_absence_of_the_morning(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋下午请假看牙，其余正常")
    assert "· 刘洋 正常；下午请假看牙(只记下，不算今早)" in teacher.sees
    await teacher.press("提交")
    assert await asked.rows("SELECT present, sick, personal FROM answer") == [(5, 0, 0)]
    assert await asked.rows("SELECT * FROM finding") == []


async def test_vomiting_of_last_night_that_is_over_stands_on_the_card(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋昨晚吐了，今早没事，全班正常")
    assert "· 刘洋 已返校；昨晚吐了(只记下，不算今早)" in teacher.sees
    await teacher.press("提交")
    assert await asked.rows("SELECT present, sick, personal FROM answer") == [(5, 0, 0)]
    assert "昨晚吐了" in teacher.sees


async def test_who_is_back_on_a_day_to_come_is_away_now(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("陈静周五回来，其余正常")
    assert "· 陈静 缺勤" in teacher.sees
    assert "陈静 为什么没来？" in teacher.sees


async def test_a_fever_of_last_night_is_told_and_today_is_asked(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟昨晚发烧38.5今早退烧了，其余正常")
    assert "昨晚发烧38.5" in asked.person("health_officer").sees
    assert "张伟 现在体温多少？" in teacher.sees
    assert "发热 38.5" not in teacher.sees
    await teacher.types("36.7")
    await teacher.press("在学校", "提交")
    said = (await said_of(asked)) or {}
    assert (said["temperature"], said["remark"]) == (3670, "昨晚发烧38.5")
    assert "feverish" not in said


async def test_a_figure_of_today_beside_one_of_last_night_is_the_reading(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟昨晚38.5，今早36.8在学校，其余正常")
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3680


async def test_a_leave_of_yesterday_is_over_where_the_pupil_came(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋昨天请假，今天来了，其余正常")
    assert "缺勤" not in teacher.sees.split("填报")[1]
    await teacher.press("提交")
    assert await asked.rows("SELECT present FROM answer") == [(5,)]


async def test_only_a_leave_of_yesterday_is_asked_about(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋昨天请假，其余正常")
    assert "❓ 刘洋：怎么了？" in teacher.sees
    await teacher.types("提交")
    assert await stored(asked) is None


async def test_a_journey_to_come_is_no_finding(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("陈静明天去上海，其余正常")
    assert "；明天去上海(只记下，不算今早)" in teacher.sees
    await teacher.press("提交")
    assert await asked.rows("SELECT travel FROM answer") == [(0,)]


async def test_back_early_from_a_leave_is_back(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][1]
    await morning.was(CLASS, {pupil: Entry(absence=Absence.PERSONAL, until=date(2026, 11, 27))})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("刘洋提前回来了，其余正常")
    assert "· 刘洋 已返校" in teacher.sees
    assert "去了哪里" not in teacher.sees


async def test_in_english_as_well(morning: Morning) -> None:
    morning.language = "en"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("刘洋 is on leave tomorrow, others fine")
    assert "· 刘洋 well; on leave 11/24 (noted" in teacher.sees
    assert "Is 刘洋 at school and well today?" in teacher.sees
    await teacher.types("陈静 has leave this afternoon for the dentist")
    assert "not part of this morning" in teacher.sees

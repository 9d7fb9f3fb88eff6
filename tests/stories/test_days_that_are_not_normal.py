"""Days that are not normal: a make-up Saturday, a closure at night, a staggered return, its log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.mode import Mode
from tests.stories.morning import Morning

FIRST, SECOND, FOURTH = "三年级1班", "三年级2班", "四年级1班"


def modes(morning: Morning, day: str) -> dict[str, Mode]:
    """The classes that owe an answer on a day, and how they are asked."""
    on = date.fromisoformat(day)
    return {
        round_.unit.name: round_.mode
        for round_ in morning.read(lambda tx: tx.rounds.of_school(morning.school.id, on))
    }


async def test_a_make_up_saturday_is_asked_like_any_school_day(morning: Morning) -> None:
    await morning.admin.type("补课 11月28日")
    await morning.admin.press("确认")
    assert await morning.teacher(FIRST).shows("11月28日(周六) 上课")
    await morning.at("2026-11-28 07:30")
    teacher = morning.teacher(FIRST)
    await teacher.press("全班正常 3/3")
    assert morning.round(FIRST, "2026-11-28").revision == 1
    await morning.at("2026-11-29 07:30")
    assert modes(morning, "2026-11-29") == {}


async def test_a_closure_ordered_at_21_00_holds_the_next_morning(morning: Morning) -> None:
    await morning.at("07:30")
    for name in (FIRST, SECOND, FOURTH):
        await morning.teacher(name).press("全班正常")
    await morning.at("21:00")
    await morning.admin.type("11月24日-11月25日 停课 因大雪")
    await morning.admin.press("确认")
    assert await morning.teacher(FIRST).shows("停课(大雪)")
    assert await morning.principal.shows("停课(大雪)")

    await morning.at("2026-11-24 07:30")
    teacher = morning.teacher(FIRST)
    assert await teacher.shows("停课日报")
    await teacher.press("未参加学习")
    await teacher.press(morning.pupil(FIRST))
    await teacher.press("提交")
    await morning.teacher(SECOND).press("都在学习")
    await morning.teacher(FOURTH).type("全班正常")
    assert await morning.principal.shows("停课日报 · 07:30 第1版")
    assert await morning.principal.shows(f"· {FIRST} {morning.pupil(FIRST)}")

    await morning.at("2026-11-26 07:30")
    assert set(modes(morning, "2026-11-26").values()) == {Mode.TERM}


async def test_a_closure_in_the_middle_of_a_morning_keeps_what_was_answered(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    await morning.teacher(FIRST).press("全班正常")
    await morning.admin.type("放假 今天")
    await morning.admin.press("确认")
    assert morning.revisions(FIRST) == 1
    assert await morning.teacher(FIRST).shows("这份上报仍保留")
    assert await morning.teacher(SECOND).shows("今天不用上报")
    await morning.at("08:40")
    assert morning.teacher(SECOND).pinged.count("还没有上报") == 0
    assert morning.leader("三年级").pinged.count("升级") == 0
    await morning.admin.press("撤销")
    assert await morning.teacher(SECOND).shows("请按下面上报")
    await morning.teacher(SECOND).press("全班正常")
    assert morning.revisions(SECOND) == 1


async def _winter(morning: Morning, back: str) -> None:
    """Everybody is at home from today; grade 4 is to be back on a day."""
    await morning.admin.type("寒假 11月23日-12月20日")
    await morning.admin.press("确认")
    await morning.admin.type(f"四年级 返校 {back}")
    await morning.admin.press("登记，待批准")


async def _log(morning: Morning, last: date, *, but: str = "") -> None:
    """Grade 4 answers each day of its log but one, up to the eve."""
    day = date(2026, 11, 23)
    while day <= last:
        await morning.at(f"{day} 08:00")
        if day.isoformat() != but:
            await morning.teacher(FOURTH).press("全班正常")
        day += timedelta(days=1)


async def test_grade_4_is_back_while_grade_3_stays_at_home(morning: Morning) -> None:
    await morning.admin.type("设置 返校前天数 7")
    await _winter(morning, "11月30日")
    assert modes(morning, "2026-11-23")[FOURTH] is Mode.PRE_RETURN
    await morning.admin.press("标为已批准")
    await morning.at("2026-11-30 07:30")
    assert modes(morning, "2026-11-30") == {
        FIRST: Mode.VACATION,
        SECOND: Mode.VACATION,
        FOURTH: Mode.TERM,
    }
    assert await morning.teacher(FOURTH).shows("11月30日(周一) 晨检")
    assert await morning.teacher(FIRST).shows("11月30日(周一) 假期出行")
    await morning.at("2026-12-01 07:30")
    assert modes(morning, "2026-12-01") == {FOURTH: Mode.TERM}


async def test_the_evening_before_a_staggered_return_says_who_is_short_of_days(
    morning: Morning,
) -> None:
    await morning.admin.type("设置 返校前天数 3")
    await _winter(morning, "11月26日")
    await _log(morning, date(2026, 11, 25), but="2026-11-24")
    await morning.at("2026-11-25 19:00")
    assert await morning.teacher(FOURTH).shows("全班缺记录(当天没有上报)：11月24日")
    assert await morning.principal.shows("就是明天")
    assert await morning.principal.shows("四年级1班：全班缺 11月24日")
    assert await morning.leader("四年级").shows("全班缺 11月24日")
    assert not await morning.leader("三年级").shows("返校前记录")
    assert await morning.admin.shows("还没有标为已批准")
    await morning.admin.press("标为已批准")
    await morning.at("2026-11-26 07:30")
    assert modes(morning, "2026-11-26")[FOURTH] is Mode.TERM


@pytest.mark.long
async def test_the_last_day_of_the_log_is_day_14_and_may_be_answered_until_midnight(
    morning: Morning,
) -> None:
    """The boundary: day 1 is 23 November, day 14 the eve, and the day of the return is none."""
    await _winter(morning, "12月7日")
    teacher = morning.teacher(FOURTH)
    await morning.at("07:30")
    assert await teacher.shows("第 1/14 天")
    await teacher.press("全班正常")
    await morning.at("2026-12-06 08:00")
    assert await teacher.shows("第 14/14 天")
    await morning.at("2026-12-06 19:00")
    assert await teacher.shows("24:00 前都可以补报")
    await morning.at("2026-12-06 23:58")
    await teacher.press("现在补报")
    await teacher.press("全班正常")
    assert morning.round(FOURTH, "2026-12-06").revision == 1
    await teacher.press("刷新")
    assert await teacher.shows("全班缺记录(当天没有上报)")
    assert not await teacher.shows("今天还没有上报")
    await morning.at("2026-12-07 00:00")
    assert modes(morning, "2026-12-06")[FOURTH] is Mode.PRE_RETURN
    assert FOURTH not in modes(morning, "2026-12-07") or (
        modes(morning, "2026-12-07")[FOURTH] is not Mode.PRE_RETURN
    )


async def test_a_list_of_holidays_is_sent_read_back_and_loaded(morning: Morning) -> None:
    district = morning.someone("district")
    table = "日期,类别,名称\n2027-01-01,放假,元旦\n2027-01-02,加班,元旦\n"
    await district.phone.file("document", "2027.csv", table.encode())
    await morning.comes(lambda: district.shows("第 3 行：类别“加班”不认识"))
    assert not morning.read(lambda tx: tx.calendar.year_known(2027))

    await district.phone.file("document", "2027.csv", table.replace("加班", "放假").encode())
    await morning.comes(lambda: district.shows("2027 年：放假 2 天，调休上班 0 天"))
    assert not morning.read(lambda tx: tx.calendar.year_known(2027))
    await district.press("确认")
    assert morning.read(lambda tx: tx.calendar.year_known(2027))
    await district.press("撤销")
    assert not morning.read(lambda tx: tx.calendar.year_known(2027))


async def test_a_list_of_holidays_from_below_the_top_is_not_loaded(morning: Morning) -> None:
    await morning.admin.phone.file("document", "2027.csv", b"date,kind,name\n2027-01-01,off,x\n")
    await morning.comes(lambda: morning.admin.shows("由最高一级的管理员导入"))
    assert not morning.read(lambda tx: tx.calendar.year_known(2027))

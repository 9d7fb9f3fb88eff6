"""A leave with an end counts by itself until then, and comes back as a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from domain.choice import Choice, base36
from tests.handlers.desks import CLASS, OTHER, Morning, answers, said_of
from tests.morning import absent, open_rounds

FIGURES = "SELECT present, sick, personal, other, zero FROM answer WHERE round_id = ?"


async def next_day(morning: Morning, day: int, month: int = 11) -> None:
    """It is another morning; the classes owe an answer and 一年级1班 is asked."""
    morning.day, morning.now = date(2026, month, day), "07:31"
    await morning.database.write(lambda tx: open_rounds(tx, morning.school.id, morning.day))
    await morning.asks()


async def figures(morning: Morning) -> Sequence[object]:
    round_ = await morning.round()
    return (await morning.rows(f"{FIGURES} ORDER BY revision DESC", round_.id))[0]


@pytest.fixture
async def given(asked: Morning) -> Morning:
    """On Monday 张伟 is ill until Wednesday."""
    await asked.person(CLASS).press("缺勤", "张伟", "病假", "张伟 请假到哪天", "11月25日", "提交")
    return asked


async def test_it_is_given_under_the_review_and_stands_in_the_receipt(given: Morning) -> None:
    assert "· 张伟 病假(到11月25日)" in given.person(CLASS).sees
    assert await said_of(given) == {"absence": "sick", "until": "2026-11-25"}
    assert await figures(given) == (4, 1, 0, 0, 0)


async def test_until_then_it_counts_by_itself_and_nobody_asks(given: Morning) -> None:
    teacher = given.person(CLASS)
    for day in (24, 25):
        await next_day(given, day)
        assert "应到 4 人(病假 1，单独随访)" in teacher.sees
        assert "张伟" not in teacher.sees
        assert teacher.labels[0] == "✅ 其余正常 4/5(病假 1)"
        await teacher.press("其余正常")
        assert "其余正常 4/5(病假 1)，零报告" in teacher.sees
        assert await figures(given) == (4, 1, 0, 0, 1)


async def test_on_the_first_day_after_it_is_asked_whether_the_pupil_is_back(given: Morning) -> None:
    teacher = given.person(CLASS)
    for day in (24, 25):
        await next_day(given, day)
        await teacher.press("其余正常")
    await next_day(given, 26)
    assert "· 张伟 病假已到期 11月23日起，第 4 天" in teacher.sees
    assert not any("全班正常" in label for label in teacher.labels)
    await teacher.press("已返校", "提交")
    assert await figures(given) == (5, 0, 0, 0, 1)
    await next_day(given, 27)
    assert teacher.labels[0] == "✅ 全班正常 5/5"


async def test_a_class_silent_all_the_while_is_asked_afterwards(given: Morning) -> None:
    await next_day(given, 30)
    assert "病假已到期" not in given.person(CLASS).sees
    assert "· 张伟 病假 11月23日起，第 8 天" in given.person(CLASS).sees


async def test_a_private_leave_that_has_ended_is_named_in_the_one_press(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤", "张伟", "事假", "请假到哪天", "11月24日", "提交")
    await next_day(asked, 24)
    await teacher.press("其余正常 4/5(请假 1)")
    assert await figures(asked) == (4, 0, 1, 0, 1)
    await next_day(asked, 25)
    assert "上次请假或未测：\n· 张伟 请假已到期" in teacher.sees
    await teacher.press("全班正常 5/5(含 张伟)")
    assert await said_of(asked) == {"back": True}


async def test_who_is_back_early_is_said_to_be_so_and_is_asked_about_no_more(
    given: Morning,
) -> None:
    teacher = given.person(CLASS)
    await next_day(given, 24)
    await teacher.press("请假/转出 1 人")
    assert "· 张伟 病假，到 11月25日(周三)" in teacher.sees
    await teacher.press("张伟 已返校", "提交")
    assert "全班正常 5/5，零报告" in teacher.sees
    await next_day(given, 25)
    assert teacher.labels[0] == "✅ 全班正常 5/5"


async def test_of_two_of_a_name_it_is_said_which_is_on_leave(given: Morning) -> None:
    teacher, second = given.person(CLASS), given.school.pupils[CLASS][1]
    await given.write("UPDATE pupil SET name = '张伟' WHERE id = ?", second)
    await next_day(given, 24)
    await teacher.press("请假/转出 1 人")
    assert "· 张伟(1) 病假，到 11月25日(周三)" in teacher.sees
    await teacher.press("张伟(1) 已返校")
    assert "· 张伟(1) 已返校" in teacher.sees


async def test_a_return_that_was_a_mistake_gives_the_leave_back(given: Morning) -> None:
    teacher = given.person(CLASS)
    await next_day(given, 24)
    await teacher.press("请假/转出 1 人", "张伟 已返校", "提交")
    await teacher.press("更正", "去掉 张伟", "提交")
    assert "其余正常 4/5(病假 1)，零报告" in teacher.sees
    await next_day(given, 25)
    assert "应到 4 人(病假 1，单独随访)" in teacher.sees


async def test_a_leave_may_be_changed_while_it_runs(given: Morning) -> None:
    teacher = given.person(CLASS)
    await next_day(given, 24)
    await teacher.press("请假/转出 1 人", "张伟 改到", "11月27日", "提交")
    assert await said_of(given) == {"absence": "sick", "until": "2026-11-27"}
    await next_day(given, 27)
    assert "应到 4 人(病假 1，单独随访)" in teacher.sees


async def test_a_leave_may_be_made_shorter(given: Morning) -> None:
    teacher = given.person(CLASS)
    await teacher.press("更正", "张伟 请假到哪天", "11月24日", "提交")
    await next_day(given, 25)
    assert "· 张伟 病假" in teacher.sees, "asked: nothing has been said since the leave ended"
    assert "应到 5 人" in teacher.sees


async def test_a_correction_takes_a_leave_back(given: Morning) -> None:
    teacher = given.person(CLASS)
    await teacher.press("更正", "去掉 张伟", "提交", "确定")
    await next_day(given, 24)
    assert teacher.labels[0] == "✅ 全班正常 5/5"


async def test_the_last_day_may_be_typed_and_is_asked_again_where_it_cannot_be(
    asked: Morning,
) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤", "张伟", "病假", "请假到哪天")
    await teacher.types("三十八度")
    assert "“三十八度”不像日期" in teacher.sees
    await teacher.types("2026-11-20")
    assert "最后一天要在今天之后" in teacher.sees
    await teacher.types("到下周三")
    assert "· 张伟 病假(到12月2日)" in teacher.sees


async def test_without_an_end_it_is_asked_about_the_next_day(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤", "张伟", "病假", "请假到哪天", "11月25日")
    await teacher.press("请假到哪天", "不定", "提交")
    assert await said_of(asked) == {"absence": "sick"}
    await next_day(asked, 24)
    assert "· 张伟 病假" in teacher.sees


async def test_a_fever_is_given_no_end(asked: Morning) -> None:
    teacher, round_ = asked.person(CLASS), await asked.round()
    await teacher.press("发热", "张伟", "38", "38.2", "在家")
    assert not any("请假到哪天" in label for label in teacher.labels)
    who = f"p{base36(asked.school.pupils[CLASS][0])}"
    await teacher.forge(Choice("until", round_.id, 0, f"{who}.3").encode())
    await teacher.press("提交")
    await next_day(asked, 24)
    assert "· 张伟 发热 38.2(在家) 11月23日起，第 2 天" in teacher.sees


@pytest.mark.parametrize("argument", ["{who}.0x", "{who}.-1", "{who}.999", "{who}.9999", "{other}"])
async def test_a_forged_end_changes_nothing(asked: Morning, argument: str) -> None:
    teacher, round_ = asked.person(CLASS), await asked.round()
    who = f"p{base36(asked.school.pupils[CLASS][0])}"
    other = f"p{base36(asked.school.pupils[OTHER][0])}"
    await teacher.press("缺勤", "张伟", "病假")
    choice = Choice("until", round_.id, 0, argument.format(who=who, other=other))
    await teacher.forge(choice.encode())
    assert teacher.alert
    await teacher.press("提交")
    assert await said_of(asked) == {"absence": "sick"}


async def test_nobody_ends_an_isolation_from_the_class(asked: Morning) -> None:
    pupil = asked.school.pupils[CLASS][0]
    await asked.database.write(lambda tx: absent(tx, pupil=pupil, last=date(2026, 11, 27)))
    teacher, round_ = asked.person(CLASS), await asked.round()
    choice = Choice("leaves", round_.id, 0, f"p{base36(pupil)}.back")
    await teacher.forge(choice.encode())
    assert teacher.alert
    await teacher.press("全班正常")
    await next_day(asked, 24)
    assert "应到 4 人(隔离 1，单独随访)" in teacher.sees


async def test_an_isolation_that_has_ended_is_asked_about(asked: Morning) -> None:
    pupil = asked.school.pupils[CLASS][0]
    await asked.database.write(lambda tx: absent(tx, pupil=pupil))
    teacher = asked.person(CLASS)
    await teacher.press("全班正常")
    await next_day(asked, 24)
    assert "· 张伟 隔离已到期" in teacher.sees
    assert not any("全班正常" in label for label in teacher.labels)


async def test_a_leave_of_the_roster_is_ended_by_a_return_too(asked: Morning) -> None:
    pupil = asked.school.pupils[CLASS][0]
    await asked.database.write(
        lambda tx: absent(tx, pupil=pupil, kind="leave", last=date(2026, 11, 27))
    )
    teacher = asked.person(CLASS)
    await teacher.types("晨检")
    await teacher.press("请假/转出 1 人", "张伟 已返校", "提交")
    await next_day(asked, 24)
    assert teacher.labels[0] == "✅ 全班正常 5/5"
    assert len(await answers(asked)) == 0


async def test_the_card_in_english(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await asked.write("UPDATE chat SET language = 'en'")
    await teacher.types("/checkin")
    await teacher.press("Absent", "张伟", "Sick", "until when", "Wed")
    assert "· 张伟 sick leave (until 11/25)" in teacher.sees

"""A question stays on the card until it is answered or its pupil is taken out."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, Morning, Teacher, said_of, stored


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


async def test_the_next_message_does_not_answer_it(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2，其余正常", "刘洋事假")
    assert "张伟 现在在哪里？" in teacher.sees
    await teacher.press("在家")
    assert "现在在哪里" not in teacher.sees
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["where"] == "home"


async def test_it_stands_on_the_question_when_it_is_called_up_again(teacher: Teacher) -> None:
    await teacher.types("刘洋请假，其余正常", "/checkin")
    await teacher.press("继续填报")
    assert "刘洋 为什么没来？" in teacher.sees


async def test_two_of_them_stand_side_by_side(teacher: Teacher) -> None:
    await teacher.types("张伟38.2，其余正常", "刘洋请假")
    assert "① 张伟 现在在哪里？\n② 刘洋 为什么没来？" in teacher.sees
    assert "② 🤒 病假" in teacher.labels
    await teacher.press("病假")
    assert "\n张伟 现在在哪里？" in teacher.sees
    assert "为什么没来" not in teacher.sees


@pytest.mark.parametrize("reply", ["在家", "张伟在家", "去医院了"])
async def test_it_may_be_answered_in_words(teacher: Teacher, reply: str) -> None:
    await teacher.types("张伟38.2，其余正常", reply)
    assert "现在在哪里" not in teacher.sees


async def test_the_only_one_left_may_be_answered_in_words(teacher: Teacher) -> None:
    await teacher.types("张伟38.2，刘洋咳嗽", "陈静请假")
    await teacher.press("③ 🤒 病假", "① 🏠 在家")
    await teacher.types("在学校")
    assert "· 刘洋 咳嗽(在校)" in teacher.sees
    assert "❓" not in teacher.sees


async def test_it_is_asked_of_who_was_chosen_by_buttons_as_well(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.press("发热", "张伟", "38", "38.2", "返回")
    assert "张伟 现在在哪里？" in teacher.sees
    await teacher.press("在医院", "提交")
    assert ((await said_of(asked)) or {})["where"] == "hospital"


async def test_it_is_not_asked_again_where_it_was_skipped(teacher: Teacher) -> None:
    await teacher.press("发热", "张伟", "38", "38.2", "跳过", "跳过")
    assert "现在在哪里" not in teacher.sees
    await teacher.types("刘洋事假")
    assert "现在在哪里" not in teacher.sees


async def test_it_goes_with_its_pupil(teacher: Teacher) -> None:
    await teacher.types("刘洋请假，张伟咳嗽，其余正常", "把刘洋去掉")
    assert "刘洋 为什么没来" not in teacher.sees
    assert "张伟 现在在哪里？" in teacher.sees


async def test_whatever_is_chosen_answers_it(teacher: Teacher) -> None:
    await teacher.types("刘洋请假，其余正常")
    await teacher.press("其他/不明")
    assert "为什么没来" not in teacher.sees


async def test_it_keeps_nothing_from_being_submitted(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2，其余正常")
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3820


async def test_a_normal_reading_asks_for_no_place(teacher: Teacher) -> None:
    await teacher.types("张伟36.8，其余正常")
    assert "现在在哪里" not in teacher.sees


@pytest.mark.parametrize("late", ["刘洋迟到", "刘洋还在路上", "Liu Yang is on his way"])
async def test_who_is_late_or_on_the_way_is_settled_first(teacher: Teacher, late: str) -> None:
    await teacher.types(f"{late}，其余正常")
    assert "❓ 刘洋：到校了吗？" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)


async def test_who_was_late_is_here_with_one_press(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋迟到，其余正常")
    assert teacher.labels == ["✅ 刘洋 已到校", "🚫 刘洋 未到", "✖ 去掉“刘洋”", "✏️ 修改"]
    await teacher.press("刘洋 已到校")
    assert "✅ 提交：全班正常 5/5" in teacher.labels
    await teacher.press("提交")
    assert await stored(asked) == {}


async def test_who_is_late_and_not_here_is_asked_why(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋还在路上，其余正常")
    await teacher.press("刘洋 未到", "其他/不明", "提交")
    assert await said_of(asked, 2) == {"absence": "other"}


@pytest.mark.parametrize("reply", ["是", "在", "到了", "刚到"])
async def test_that_somebody_is_here_may_be_typed(
    asked: Morning, teacher: Teacher, reply: str
) -> None:
    await teacher.types("刘洋迟到，其余正常", reply)
    assert "到校了吗" not in teacher.sees
    await teacher.press("提交：全班正常")
    assert await stored(asked) is not None


@pytest.mark.parametrize("reply", ["没有", "还没", "还没到"])
async def test_that_somebody_is_not_here_may_be_typed(teacher: Teacher, reply: str) -> None:
    await teacher.types("刘洋迟到，其余正常", reply)
    assert "为什么没来" in teacher.sees
    assert "🤒 病假" in teacher.labels


async def test_of_several_who_are_late_each_has_buttons(teacher: Teacher) -> None:
    await teacher.types("刘洋、陈静迟到，其余正常")
    assert {"✅ 刘洋 已到校", "🚫 陈静 未到"} <= set(teacher.labels)
    await teacher.types("都到了")
    assert "✅ 提交：全班正常 5/5" in teacher.labels


async def test_who_is_late_and_named_only_by_sound_is_asked_the_same(teacher: Teacher) -> None:
    await teacher.types("牛洋迟到，其余正常")
    await teacher.press("刘洋")
    assert "❓ 刘洋：到校了吗？" in teacher.sees


async def test_whether_somebody_is_here_is_asked_in_english(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("/language en", "Liu Yang is late, the rest are fine")
    assert "❓ 刘洋: here by now?" in teacher.sees
    assert teacher.labels[:2] == ["✅ 刘洋: here", "🚫 刘洋: not yet"]
    await teacher.types("not yet")
    assert "Why absent?" in teacher.sees
    await teacher.types("/checkin", "Liu Yang is late", "yes")
    await teacher.press("Submit")
    assert await stored(asked) == {}

"""Words that report nothing get the reply that fits them, before the answer and after it."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, OTHER, Morning, Teacher, stored

THIRD = "二年级1班"


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    for key, name in {CLASS: "李丽", OTHER: "王芳", THIRD: "王磊"}.items():
        person = asked.school.people[key]
        await asked.write("UPDATE person SET name = ? WHERE id = ?", name, person)
    return asked.person(CLASS)


@pytest.mark.parametrize("words", ["wait", "等一下", "等哈儿"])
async def test_a_moment_after_the_answer_needs_no_hurry(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("全班正常", words)
    assert "不急" in teacher.sees
    assert "没看懂" not in teacher.sees
    assert teacher.labels == ["✏️ 更正"]


async def test_a_moment_before_a_correction_is_submitted_shows_it(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("全班正常", "刘洋病假，其余正常", "等一下")
    assert "还没有提交" in teacher.sees
    assert "· 刘洋 正常 → 病假" in teacher.sees
    assert await stored(asked) == {}


async def test_a_correction_that_was_begun_comes_with_the_command(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("全班正常", "刘洋病假，其余正常", "/checkin")
    assert "· 刘洋 正常 → 病假" in teacher.sees
    await teacher.press("提交")
    await teacher.types("/checkin")
    assert "已上报" in teacher.sees


@pytest.mark.parametrize("words", ["撤回", "发错群了", "ignore that"])
async def test_what_is_taken_back_invents_nobody(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert "不作数" in teacher.sees
    await teacher.types("刘洋病假，其余正常", words)
    assert "要撤回，请点“放弃”" in teacher.sees
    assert "· 刘洋 病假" in teacher.sees
    await teacher.press("放弃填报")
    await teacher.types("全班正常", words)
    assert "请点“更正”" in teacher.sees
    assert await stored(asked) == {}


async def test_whether_it_is_a_holiday_is_in_the_calendar(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("放假了吧")
    assert "是上报日" in teacher.sees
    assert "校历" in teacher.sees
    await teacher.types("校历")
    assert "11月" in teacher.sees


@pytest.mark.parametrize("words", ["我请假，问王老师", "我请假，找Wang老师", "我请假，问汪老师"])
async def test_only_those_are_offered_who_may_be_meant(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert [label.split(" ")[0] for label in teacher.labels[:-1]] == ["王芳", "王磊"]


async def test_who_stands_in_tomorrow_is_read_out_of_the_sentence(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("明天王磊替我")
    assert "请核对" in teacher.sees
    assert "王磊" in teacher.sees
    assert "11月24日" in teacher.sees


async def test_what_is_not_understood_beside_a_draft_is_not_told_to_be_all_normal(
    asked: Morning,
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("张伟38.2在家", "重庆")
    assert "已填写的内容没有变" in teacher.sees
    assert "全班正常" not in teacher.sees
    assert "张伟 发热 38.2" in teacher.sees


@pytest.mark.parametrize("words", ["嘟嘟嘟", "谢谢", "等一下"])
async def test_small_talk_after_the_answer_leaves_the_receipt_where_it_is(
    asked: Morning, words: str
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("张伟38.2在家")
    await teacher.press("提交")
    receipt = teacher.screen[-1]
    assert "已上报" in receipt.text
    await teacher.types(words)
    assert "已上报" in receipt.text
    await teacher.press("更正")
    await teacher.types("刘洋事假")
    assert "最新的填报在下面" in teacher.screen[-2].text, "one card at a time"

"""What is sent by itself behind a report is joined to what it belongs to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.desks import CLASS, Morning, Teacher, a_morning


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


@pytest.fixture
async def large(tmp_path: Path) -> AsyncIterator[Teacher]:
    """A class of 45, in which 38 may count heads."""
    async with a_morning(tmp_path, pupils=45) as morning:
        await morning.asks()
        yield morning.person(CLASS)


@pytest.mark.parametrize(
    "reply", ["到周五", "请假到周五", "病假到周五", "一直到周五", "until Friday"]
)
async def test_until_when_the_only_leave_lasts_may_follow(teacher: Teacher, reply: str) -> None:
    await teacher.types("张伟病假，其余正常", reply)
    assert "张伟 病假" in teacher.sees
    assert "11月27日" in teacher.sees
    assert "没看懂" not in teacher.sees


async def test_of_two_leaves_it_is_not_known_which_lasts(teacher: Teacher) -> None:
    await teacher.types("张伟病假，刘洋事假，其余正常", "到周五")
    assert "11月27日" not in teacher.sees


async def test_a_leave_that_ends_before_it_begins_is_refused(teacher: Teacher) -> None:
    await teacher.types("张伟病假，其余正常", "到昨天")
    assert "11月22日" not in teacher.sees


@pytest.mark.parametrize("reply", ["中午", "体温枪坏了，中午补测", "第二节课补测"])
async def test_why_a_class_was_not_measured_is_kept(large: Teacher, reply: str) -> None:
    await large.types("全班没测", reply)
    assert "45 人 未测" in large.sees
    assert reply in large.sees
    await large.press("提交")
    assert "❓" not in large.sees


async def test_thanks_are_no_reason(large: Teacher) -> None:
    await large.types("全班没测", "谢谢")
    assert "谢谢" not in large.sees

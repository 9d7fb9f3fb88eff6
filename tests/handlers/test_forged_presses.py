"""Payloads come from outside and may hold anything."""

from __future__ import annotations

import itertools
import json

from domain.choice import Choice, base36
from tests.handlers.desks import CLASS, OTHER, Morning, answers


async def test_nonsense_changes_nothing_and_is_answered(morning: Morning) -> None:
    await morning.asks()
    teacher, round_ = morning.person(CLASS), await morning.round()
    pupil = base36(morning.school.pupils[CLASS][0])
    stranger = base36(morning.school.pupils[OTHER][0])
    payloads = ["", "x", "1", "2:zero:1:0:", "1:nothing:1:0:", "1:zero:-1:0:", "1::1:0:"]
    for action, argument in itertools.product(
        ("fever", "pupil", "temp", "sym", "where", "absw", "place", "day", "again", "open",
         "rest", "until", "leaves", "drop", "submit"),
        ("", ".", "p", f"p{stranger}.3820", f"f{stranger}", f"a{stranger}", f"z{pupil}",
         f"p0{pupil}.3820", f"p{pupil}.9990", f"p{pupil}.33", f"p{pupil}.-1", f"p{pupil}.²",
         f"p{pupil}.nowhere", "s1.3820", f"s{stranger}.38", f"q{pupil}.38", f"{stranger}.well",
         f"{pupil}.well", f"p{pupil}.back", f"p{pupil}.until", "p-1.38", "²", "99999999999999",
         f"p{pupil}.٣٨"),
    ):  # fmt: skip
        payloads.append(Choice(action, round_.id, 0, argument).encode())
    for payload in payloads:
        await teacher.forge(payload)
    assert await answers(morning) == []
    (draft,) = await morning.rows("SELECT body FROM draft")
    assert json.loads(draft[0]) == {}


async def test_another_class_s_round_is_not_yours(morning: Morning) -> None:
    await morning.asks()
    other = await morning.round(OTHER)
    teacher = morning.person(CLASS)
    for action in ("zero", "fever", "review", "submit", "file", "fix", "snooze"):
        await teacher.forge(Choice(action, other.id).encode())
        assert teacher.toast == "这不是您负责的班级或单位。"
        assert teacher.alert
    assert await answers(morning, OTHER) == []
    assert "应到" in teacher.sees


async def test_a_locked_round_is_refused_with_its_day(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    morning.now = "18:00"
    await teacher.press("全班正常")
    assert teacher.toast is not None
    assert teacher.toast.startswith("一年级1班 11月23日(周一) 的上报已锁定。")
    assert await answers(morning) == []


async def test_yesterdays_question_is_answered_no_more(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    morning.day = morning.day.replace(day=24)
    await teacher.press("全班正常")
    assert teacher.toast is not None
    assert "11月23日(周一) 的上报已锁定" in teacher.toast


async def test_a_round_that_is_not_required_owes_nothing(morning: Morning) -> None:
    await morning.asks()
    round_ = await morning.round()
    await morning.write("UPDATE round SET state = 'not_required' WHERE id = ?", round_.id)
    teacher = morning.person(CLASS)
    await teacher.press("全班正常")
    assert teacher.toast == "一年级1班 11月23日(周一) 不用上报了：校历或班级已有变动。"
    await teacher.types("全班正常")
    assert "没看懂" in teacher.sees


async def test_a_pupil_of_another_class_cannot_be_named(morning: Morning) -> None:
    await morning.asks()
    teacher, round_ = morning.person(CLASS), await morning.round()
    stranger = base36(morning.school.pupils[OTHER][0])
    await teacher.forge(Choice("temp", round_.id, 0, f"p{stranger}.3820").encode())
    assert teacher.toast == "这个按钮已失效，请发送“晨检”重新开始。"
    assert await morning.rows("SELECT * FROM draft") == []

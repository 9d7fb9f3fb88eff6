"""The list of risk areas changes at noon, and at night: who was there surfaces the same minute."""

from __future__ import annotations

import pytest

from scheduler import turns
from tests.stories.morning import Morning
from tests.stories.someone import Someone

CLASS, OTHER = "三年级2班", "三年级1班"
RUILI = "云南省德宏傣族景颇族自治州瑞丽市"


@pytest.fixture(autouse=True)
def living_texts_change_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest that has just changed keeps no story waiting."""
    monkeypatch.setattr(turns, "EDIT_GAP_S", 0.1)


async def _lists(keeper: Someone, typed: str) -> None:
    await keeper.type(f"/areas {typed}")
    await keeper.press("✅ 确认")


async def _reports(morning: Morning, class_name: str, place: str) -> str:
    """A class reports a journey of its first pupil; gives the pupil's name."""
    teacher, name = morning.teacher(class_name), morning.pupil(class_name)
    await teacher.type(f"{name}昨天从{place}回来 其余正常")
    await teacher.press("提交")
    return name


async def _shows(someone: Someone, *words: str) -> bool:
    return any(
        all(word in (message["text"] or "") for word in words)
        for message in (await someone.screen()).messages
    )


async def test_the_list_changes_at_noon(morning: Morning) -> None:
    officer, principal = morning.health_officer, morning.principal
    await morning.at("07:20")
    await _lists(officer, "贵阳市云岩区 高风险 11月10日起")
    await morning.at("07:41")
    name = await _reports(morning, CLASS, "瑞丽")
    await _reports(morning, OTHER, "上海")
    assert officer.pinged.count("异常") == 0
    assert principal.pinged.count("异常") == 0

    await morning.at("12:00")
    await _lists(morning.someone("district"), "云南省瑞丽市 中风险 11月10日起")
    await morning.quiet()
    for hearer in (officer, principal):
        assert await _shows(hearer, "名单有变动", name, f"到过风险地区：{RUILI}")
    district = "\n".join(call["text"] for call in morning.someone("district").said)
    assert name not in district

    await officer.press("我来处理")
    await officer.press("隔离观察")
    assert await _shows(morning.teacher(CLASS), "有结果了", name)
    await _lists(officer, "云南省瑞丽市 高风险 11月8日起")
    await morning.quiet()
    assert sum("名单有变动" in sign for sign in officer.pinged) == 1


async def test_the_quiet_hours_hold_nobody_who_was_there(morning: Morning) -> None:
    officer, principal = morning.health_officer, morning.principal
    await morning.at("07:20")
    await _lists(officer, "贵阳市云岩区 高风险 11月10日起")
    await morning.at("07:41")
    surely = await _reports(morning, CLASS, "瑞丽")
    perhaps = await _reports(morning, OTHER, "四川")
    await morning.at("23:00")
    await _lists(officer, "云南省瑞丽市 高风险 11月10日起\n四川省成都市 高风险 11月10日起")
    await morning.quiet()
    assert await _shows(principal, surely, "到过风险地区")
    assert not await _shows(principal, "请问清是否到过")
    await morning.at("2026-11-24 06:00")
    assert await _shows(principal, perhaps, "请问清是否到过")

"""A sick pupil: few presses, and those who must act hear at once."""

from __future__ import annotations

from tests.stories.morning import Morning
from tests.stories.someone import Someone

CLASS = "三年级2班"


async def _fever(teacher: Someone, pupil: str, reading: str) -> None:
    """Everything but the submitting press."""
    await teacher.press("发热")
    await teacher.press(pupil)
    await teacher.type(reading)
    await teacher.press("跳过")
    await teacher.press("在家")


async def test_one_feverish_pupil_takes_at_most_six_presses_and_a_number(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    await _fever(teacher, name, "38.2")
    assert morning.revisions(CLASS) == 0, "nothing counts before it is submitted"
    await teacher.press("提交")

    assert teacher.presses <= 6
    assert morning.revisions(CLASS) == 1
    assert await teacher.shows(f"{name} 发热 38.2")
    for hearer in (morning.health_officer, morning.principal):
        assert hearer.heard[-1] == "异常"
        assert await hearer.shows(f"{name} 发热 38.2")
    assert morning.someone("district").heard == []


async def test_the_number_may_be_pressed_too(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    for label in ("发热", name, "38", "38.4", "跳过", "在家", "提交"):
        await teacher.press(label)
    assert await teacher.shows(f"{name} 发热 38.4")


async def test_a_draft_nobody_submits_is_told_and_does_not_count(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    await _fever(teacher, name, "38.2")
    assert morning.health_officer.pinged == ["待确认"]
    assert await morning.health_officer.shows(f"{name} 发热 38.2")

    await morning.at("08:00")
    assert "未提交" in teacher.said[-1]["text"]
    await morning.at("09:00")
    digest = morning.principal.said[-1]["text"]
    assert "已报 0" in digest or "尚无班级上报" in digest
    assert "待确认 1" in digest
    assert name in digest


async def test_submitting_resolves_what_was_to_be_confirmed(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    await _fever(teacher, name, "38.2")
    await teacher.press("提交")
    screen = await morning.health_officer.screen()
    assert "待确认" not in screen
    assert "异常" in screen


async def test_a_correction_reaches_the_receipt_and_those_who_were_told(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    await teacher.press("全班正常")
    await morning.at("08:10")
    await teacher.press("更正")
    await _fever(teacher, name, "38.2")
    await teacher.press("提交")

    assert morning.revisions(CLASS) == 2
    assert await teacher.shows("更正第 1 次")
    assert morning.principal.pinged == ["异常"]


async def test_an_emptier_answer_over_a_fuller_one_asks_first(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    await _fever(teacher, name, "38.2")
    await teacher.press("提交")
    await teacher.type("全班正常")
    assert morning.revisions(CLASS) == 1
    await teacher.press("确定")
    assert morning.revisions(CLASS) == 2
    assert morning.principal.heard[-1] == "撤回"


async def test_a_pupil_who_was_ill_yesterday_is_asked_about_today(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    name = morning.pupil(CLASS)
    await _fever(teacher, name, "38.2")
    await teacher.press("提交")
    await morning.at("2026-11-24 07:30")
    question = (await teacher.screen()).newest
    assert f"{name} 发热 38.2" in question["text"]
    assert question["protected"]
    labels = [button["text"] for row in question["keyboard"] for button in row]
    assert not any("正常" in label for label in labels)

    await teacher.press(f"{name} 今天怎样")
    await teacher.press("已返校")
    await teacher.press("提交")
    assert morning.round(CLASS, "2026-11-24").revision == 1

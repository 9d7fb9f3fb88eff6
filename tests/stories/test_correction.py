"""A correction after the cut-off: old and new, one sound for one thing, and the digest follows."""

from __future__ import annotations

from tests.stories.morning import CLASSES, Morning
from tests.stories.someone import Someone

CLASS = "三年级2班"


async def _fever(teacher: Someone, pupil: str, reading: str) -> None:
    await teacher.press("发热")
    await teacher.press(pupil)
    await teacher.type(reading)
    await teacher.press("跳过")
    await teacher.press("在家")


async def test_a_fever_after_the_digest_is_corrected_away_again(morning: Morning) -> None:
    teacher, principal, name = morning.teacher(CLASS), morning.principal, morning.pupil(CLASS)
    await morning.at("07:30")
    for one in CLASSES:
        await morning.teacher(one).press("全班正常")
    assert "版" in principal.pinged

    await morning.at("10:20")
    await teacher.press("更正")
    await _fever(teacher, name, "38.1")
    await teacher.press("提交")
    assert await teacher.shows(f"更正：{name} 正常 → 发热 38.1(在家)")
    assert principal.pinged.count("异常") == 1, "the alert sounds at once"
    await morning.at("10:25")
    assert "更正 v" not in principal.heard, "and nothing sounds twice about the same"
    assert f"{name} 发热 38.1(在家)" in principal.said[-1]["text"] or await principal.shows(
        f"{name} 发热 38.1(在家)"
    )

    await morning.at("10:40")
    await teacher.press("更正")
    await teacher.press(f"去掉 {name}")
    await teacher.press("提交")
    await teacher.press("确定")
    assert await teacher.shows(f"更正：{name} 发热 38.1(在家) → 正常")
    pings = list(principal.pinged)
    assert "更正 v" not in pings, "a moment is waited for what may follow"
    await morning.at("10:42")
    assert principal.pinged == [*pings, "更正 v"]
    told = principal.said[-1]["text"]
    assert f"· {CLASS} {name} 发热 38.1(在家) → 正常" in told
    assert f"· {CLASS} 实到 2 → 3" in told
    assert morning.health_officer.pinged.count("更正 v") == 1
    assert "更正 v" not in morning.admin.heard
    assert not morning.round(CLASS).late, "a correction makes nobody late"


async def test_ten_corrections_are_one_message(morning: Morning) -> None:
    teacher, principal = morning.teacher(CLASS), morning.principal
    class_id = morning.school.classes[CLASS]
    day = morning.round(CLASS).day
    first, second, _ = morning.read(lambda tx: tx.roster.pupils_of(class_id, day))
    await morning.at("07:30")
    for one in CLASSES:
        await morning.teacher(one).press("全班正常")
    await morning.at("10:00")
    for pupil in (first, second):
        for label in ("更正", "缺勤", pupil.name, "事假", "提交"):
            await teacher.press(label)
    await morning.at("10:02")
    assert principal.pinged.count("更正 v") == 1
    told = principal.said[-1]["text"]
    assert f"{first.name} 正常 → 事假" in told
    assert f"{second.name} 正常 → 事假" in told
    assert "实到 3 → 1" in told


async def test_a_class_that_comes_in_late_is_told_without_a_sound(morning: Morning) -> None:
    principal = morning.principal
    await morning.at("07:30")
    for one in CLASSES[1:]:
        await morning.teacher(one).press("全班正常")
    await morning.at("09:00")
    await morning.at("09:30")
    await morning.teacher(CLASSES[0]).press("全班正常")
    assert principal.said[-1]["method"] != "sendMessage", "the digest changes where it stands"
    await morning.at("09:32")
    told = principal.said[-1]
    assert f"· {CLASSES[0]} 已补报(迟报)" in told["text"]
    assert told["disable_notification"]

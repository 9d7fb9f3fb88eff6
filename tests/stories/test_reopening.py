"""A locked day is reopened: yesterday's figures and digest follow, and late stays late."""

from __future__ import annotations

from tests.stories.morning import CLASSES, Morning

CLASS = "三年级2班"


async def test_yesterday_is_reopened_and_its_digest_follows(morning: Morning) -> None:
    teacher, admin, principal = morning.teacher(CLASS), morning.admin, morning.principal
    name = morning.pupil(CLASS)
    await morning.at("07:30")
    for one in CLASSES:
        await morning.teacher(one).press("全班正常")
    await morning.at("18:00")

    await morning.at("2026-11-24 07:30")
    await teacher.type(f"昨天报错了，{name}是38.1")
    assert await teacher.shows("11月23日(周一) 的上报已锁定，可申请重开")
    await teacher.press("申请重开")
    assert await admin.shows(f"请求重开 {CLASS} 11月23日(周一)")
    await admin.press("重开")
    await admin.press("体温或病情报错")
    assert await teacher.shows("已重开，请在 09:30 前更正")
    for label in ("更正", "发热", name, "38", "38.1", "在家", "提交"):
        await teacher.press(label)

    assert morning.round(CLASS, "2026-11-23").revision == 2
    assert not morning.round(CLASS, "2026-11-23").late
    assert morning.round(CLASS, "2026-11-24").revision == 0, "today is another day"
    edited = [said for said in principal.said if said["method"] == "editMessageText"]
    assert "11月23日(周一) 晨检" in edited[-1]["text"]
    assert "准时 3 · 迟报 0 · 零报告 2 · 更正 1" in edited[-1]["text"]
    assert f"{name} 发热 38.1(在家)" in edited[-1]["text"]
    assert principal.pinged.count("异常") == 1, "they hear of the fever, of its own day"

    await morning.at("2026-11-24 09:31")
    await teacher.type("重开")
    notice = await teacher.press("更正")
    assert notice is not None
    assert "已锁定" in notice

"""Who was reached is known before anybody is escalated; the admin rings up and files (代报)."""

from __future__ import annotations

from tests.stories.morning import CLASSES, Morning

FIRST, SECOND, THIRD = CLASSES


async def the_list(morning: Morning) -> str:
    """The admin's list as it looks now."""
    for message in reversed((await morning.admin.screen()).messages):
        words: str = message["text"] or ""
        if "代报" in str(message["keyboard"]) or "名单" in words:
            return words
    raise AssertionError("the admin has no list")


async def test_the_admin_sees_before_the_escalation_who_was_reached(morning: Morning) -> None:
    await morning.teacher(SECOND).phone.block()
    await morning.quiet()
    await morning.at("07:30")
    await morning.teacher(THIRD).press("10 分钟后再问")
    assert morning.admin.heard == []
    await morning.at("08:20")
    assert morning.admin.heard == ["尚未上报"]
    lines = {
        line.split()[1]: line for line in (await the_list(morning)).splitlines() if "·" in line
    }
    assert "已送达，未回复" in lines[FIRST]
    assert "无法送达，请打电话" in lines[SECOND]
    assert "已看到，未回复" in lines[THIRD]
    assert all("1380" in lines[name] for name in CLASSES)
    assert morning.leader("三年级").heard == []


async def test_the_admin_rings_up_and_files_and_the_list_lives_on(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("08:20")
    await morning.admin.press(f"代报 {SECOND}")
    await morning.admin.press("全班正常")
    assert morning.revisions(SECOND) == 1
    assert await morning.teacher(SECOND).shows("代您上报")
    assert SECOND not in await the_list(morning)

    await morning.teacher(FIRST).press("全班正常")
    assert FIRST not in await the_list(morning)
    assert THIRD in await the_list(morning)
    await morning.teacher(THIRD).press("全班正常")
    assert "都已上报" in await the_list(morning)
    assert morning.admin.pinged.count("尚未上报") == 1, "it changes without a sound"


async def test_a_class_that_came_in_meanwhile_is_not_filed_twice(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("08:20")
    payload, message = await morning.admin.button(f"代报 {SECOND}")
    await morning.teacher(SECOND).press("全班正常")
    await morning.admin.forge(payload, message)
    assert morning.revisions(SECOND) == 1
    assert "已上报" in morning.admin.said[-1]["text"]


async def test_the_leaders_list_lives_on_as_well(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("08:40")
    leader = morning.leader("三年级")
    assert await leader.shows("尚未上报")
    await morning.teacher(FIRST).press("全班正常")
    await morning.teacher(SECOND).press("全班正常")
    assert await leader.shows("都已上报")
    assert leader.pinged == ["尚未上报"]


async def test_who_files_from_above_opens_a_class_at_any_time(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.admin.type(f"/checkin {SECOND}")
    await morning.admin.press("全班正常")
    assert morning.revisions(SECOND) == 1
    await morning.leader("三年级").type("晨检")
    assert await morning.leader("三年级").shows(f"代报 {FIRST}") or any(
        FIRST in call["text"] for call in morning.leader("三年级").said
    )
    await morning.leader("三年级").type(f"/checkin {THIRD}")
    assert "没有找到" in morning.leader("三年级").said[-1]["text"], "another grade is not theirs"


async def test_a_list_made_anew_says_what_holds_now(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("08:20")
    await morning.teacher(THIRD).press("10 分钟后再问")
    await morning.admin.press("刷新")
    assert "已看到" in await the_list(morning)


async def test_nobody_is_told_when_all_are_in(morning: Morning) -> None:
    await morning.at("07:30")
    for name in CLASSES:
        await morning.teacher(name).press("全班正常")
    await morning.at("08:20")
    await morning.at("08:40")
    assert "尚未上报" not in morning.admin.heard

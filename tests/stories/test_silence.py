"""Silence is never a zero: chased, escalated, listed, and filed by somebody in the end."""

from __future__ import annotations

from tests.stories.morning import CLASSES, Morning

SILENT = "三年级2班"


async def _others_answer(morning: Morning) -> None:
    for class_name in CLASSES:
        if class_name != SILENT:
            await morning.teacher(class_name).press("全班正常")


async def test_the_second_reminder_reaches_the_deputy_who_may_answer(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("08:00")
    assert morning.deputy(SILENT).heard == []
    await morning.at("08:20")
    assert morning.deputy(SILENT).heard == ["协助"]

    await morning.deputy(SILENT).press("全班正常")
    assert morning.revisions(SILENT) == 1
    copies = [m for m in (await morning.teacher(SILENT).screen()).messages if m["keyboard"]]
    assert copies
    assert all("已上报" in copy["text"] for copy in copies)


async def test_the_grade_leader_files_and_the_teacher_is_told(morning: Morning) -> None:
    await morning.at("07:30")
    await _others_answer(morning)
    await morning.at("08:40")
    leader = morning.leader("三年级")
    assert leader.heard == ["尚未上报"]
    assert SILENT in leader.said[-1]["text"]
    assert "1380" in leader.said[-1]["text"], "a telephone number"
    assert morning.leader("四年级").heard == []

    await leader.press(f"代报 {SILENT}")
    await leader.press("全班正常")
    assert morning.revisions(SILENT) == 1
    assert await leader.shows("代")
    assert (
        "代您上报" in morning.teacher(SILENT).said[-1]["text"] + morning.teacher(SILENT).heard[-1]
    )
    await morning.at("09:00")
    assert await morning.principal.shows("全部已报")


async def test_a_late_answer_changes_the_living_digest_silently(morning: Morning) -> None:
    await morning.at("07:30")
    await _others_answer(morning)
    await morning.at("09:00")
    assert await morning.principal.shows("09:00 第1版")
    assert await morning.principal.shows("未报 1")

    await morning.at("09:04")
    await morning.teacher(SILENT).press("全班正常")
    assert "迟报" in morning.teacher(SILENT).said[-1]["text"]
    digest = morning.principal.said[-1]
    assert digest["method"] == "editMessageText"
    assert "09:04 第2版" in digest["text"]
    assert "迟报 1" in digest["text"]
    assert morning.principal.pinged == ["版"]


async def test_nine_o_clock_sharp_is_late_and_a_second_before_is_not(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("08:59:59")
    await morning.teacher("三年级1班").press("全班正常")
    await morning.at("09:00:00")
    await morning.teacher("三年级2班").press("全班正常")
    assert not morning.round("三年级1班").late
    assert morning.round("三年级2班").late


async def test_who_cannot_be_reached_is_listed_as_such(morning: Morning) -> None:
    await morning.teacher(SILENT).phone.block()
    await morning.quiet()
    await morning.at("07:30")
    await _others_answer(morning)
    await morning.at("09:00")
    assert await morning.principal.shows("无法送达")


async def test_who_lets_the_bot_in_again_is_asked(morning: Morning) -> None:
    teacher = morning.teacher(SILENT)
    await teacher.phone.block()
    await morning.quiet()
    await morning.at("07:30")
    assert teacher.heard == []
    await teacher.phone.unblock()
    await morning.quiet()
    assert teacher.heard == ["晨检"]


async def test_the_district_gets_one_roll_up_without_names(morning: Morning) -> None:
    await morning.at("07:30")
    await _others_answer(morning)
    await morning.at("09:00")
    assert morning.someone("district").heard == []
    await morning.at("09:15")
    assert morning.someone("district").heard == ["汇总"]
    words = morning.someone("district").said[-1]["text"]
    assert SILENT in words
    assert "老师" not in words
    assert "1380" not in words


async def test_after_the_lock_nothing_changes(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("18:00")
    notice = await morning.teacher(SILENT).press("全班正常")
    assert notice is not None
    assert "锁定" in notice
    assert morning.revisions(SILENT) == 0

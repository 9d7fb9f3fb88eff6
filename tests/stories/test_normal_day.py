"""Normal days: what a well class costs, and what nobody has to hear."""

from __future__ import annotations

from tests.stories.morning import CLASSES, Morning


async def test_a_normal_day_costs_one_press_and_the_question_becomes_the_receipt(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    teacher = morning.teacher("三年级2班")
    await morning.at("07:41")
    notice = await teacher.press("全班正常 3/3")

    screen = await teacher.screen()
    assert teacher.presses == 1
    assert notice is not None
    assert "已上报" in notice
    assert teacher.heard == ["晨检", "已上报"]
    assert len(screen.messages) == 1
    assert "07:41" in screen.newest["text"]
    assert "三年级2班" in screen.newest["text"]


async def test_a_teacher_who_answered_is_not_chased(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.teacher("三年级2班").press("全班正常")
    await morning.at("08:00")
    await morning.at("08:20")
    assert morning.teacher("三年级2班").heard == ["晨检", "已上报"]
    assert morning.teacher("三年级1班").heard == ["晨检", "还没有上报", "第二次提醒"]


async def test_typed_words_count_like_a_press(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.teacher("三年级2班").type("全班正常")
    assert morning.revisions("三年级2班") == 1
    assert await morning.teacher("三年级2班").shows("已上报")


async def test_the_digest_comes_as_soon_as_every_class_is_in(morning: Morning) -> None:
    await morning.at("07:30")
    for class_name in CLASSES[:-1]:
        await morning.teacher(class_name).press("全班正常")
    assert morning.principal.heard == []
    await morning.teacher(CLASSES[-1]).press("全班正常")
    assert morning.principal.heard == ["版"]
    await morning.at("09:00")
    await morning.at("09:30")
    assert morning.principal.heard == ["版"]
    assert await morning.principal.shows("第1版")


async def test_an_early_answer_is_welcome_before_the_ask(morning: Morning) -> None:
    await morning.at("06:30")
    await morning.teacher("三年级2班").type("全班正常")
    assert morning.revisions("三年级2班") == 1
    await morning.at("07:30")
    assert morning.teacher("三年级2班").heard == ["已上报"]


async def test_on_a_holiday_nobody_is_asked(morning: Morning) -> None:
    morning.connection.execute(
        "INSERT INTO calendar_day (day, kind, name) VALUES ('2026-11-24', 'off', '校庆')"
    )
    await morning.at("2026-11-24 00:10")
    everybody = [
        *(morning.teacher(name) for name in CLASSES),
        morning.principal,
        morning.leader("三年级"),
    ]
    before = [someone.heard for someone in everybody]
    for when in ("07:30", "08:40", "09:15"):
        await morning.at(f"2026-11-24 {when}")
    assert [someone.heard for someone in everybody] == before


async def test_a_teacher_may_speak_english(morning: Morning) -> None:
    teacher = morning.teacher("三年级2班")
    await teacher.type("/language en")
    await morning.at("07:30")
    await teacher.press("All normal 3/3")
    screen = await teacher.screen()
    assert "morning check" in str([call["text"] for call in teacher.said])
    assert "Reported" in screen.newest["text"]
    assert morning.revisions("三年级2班") == 1


async def test_snoozed_is_asked_again_in_ten_minutes(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher("三年级2班")
    assert "10" in str(await teacher.press("分钟后再问"))
    await morning.at("07:39")
    assert teacher.pinged == ["晨检"]
    await morning.at("07:40")
    assert len(teacher.pinged) == 2
    await teacher.press("全班正常")
    assert morning.revisions("三年级2班") == 1
    assert not [label for label in (await teacher.screen()).buttons if "正常" in label]


async def test_a_moment_please_pauses_one_wave(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher("三年级2班")
    await morning.at("07:55")
    await teacher.type("等一下，还在测")
    assert await teacher.shows("分钟后再问您")
    heard = len(teacher.pinged)
    await morning.at("08:00")
    assert len(teacher.pinged) == heard
    await morning.at("08:05")
    assert len(teacher.pinged) == heard + 1
    assert morning.revisions("三年级2班") == 0
    await morning.at("08:20")
    assert "第二次提醒" in teacher.said[-1]["text"]

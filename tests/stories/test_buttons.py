"""Buttons pressed twice, too late, by others, or never drawn: once, or a helpful refusal."""

from __future__ import annotations

import json

from domain.choice import Choice
from tests.stories.morning import Morning

CLASS = "三年级2班"


async def test_a_double_press_is_one_answer(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    data, message = await teacher.button("全班正常")
    await teacher.phone.forge(data, message)
    notice = await teacher.forge(data, message)
    assert morning.revisions(CLASS) == 1
    assert notice is not None
    assert "上报" in notice
    assert await teacher.shows("已上报")


async def test_an_update_that_comes_twice_takes_effect_once(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.teacher(CLASS).type("全班正常")
    heard = morning.teacher(CLASS).heard
    raw = morning.connection.execute("SELECT raw FROM inbox ORDER BY update_id DESC").fetchone()[0]
    answer = await morning.client.post(f"{morning.address}/control/updates", json=json.loads(raw))
    answer.raise_for_status()
    await morning.quiet()
    assert morning.revisions(CLASS) == 1
    assert morning.teacher(CLASS).heard == heard


async def test_a_colleague_s_button_is_refused_with_a_word(morning: Morning) -> None:
    await morning.at("07:30")
    data, _ = await morning.teacher(CLASS).button("全班正常")
    notice = await morning.teacher("四年级1班").forge(data)
    assert notice is not None
    assert "不是您负责" in notice
    assert morning.revisions(CLASS) == 0


async def test_yesterday_s_button_is_answered_and_changes_nothing(morning: Morning) -> None:
    await morning.at("07:30")
    data, message = await morning.teacher(CLASS).button("全班正常")
    await morning.at("2026-11-24 07:30")
    notice = await morning.teacher(CLASS).forge(data, message)
    assert notice is not None
    assert "锁定" in notice
    assert morning.revisions(CLASS) == 0
    assert morning.round(CLASS, "2026-11-24").revision == 0


async def test_forged_data_is_refused_and_others_go_on(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    theirs = morning.round("四年级1班").id
    for forged in (
        "nonsense",
        "1:zero:zzzzzzzzzzzzzzzz:0:",
        "9:zero:1:0:",
        Choice("zero", theirs).encode(),
        Choice("zero", 10**6).encode(),
        Choice("temp", morning.round(CLASS).id, 0, "p1.9999").encode(),
        Choice("pupil", morning.round(CLASS).id, 0, "fzzz").encode(),
    ):
        assert await teacher.forge(forged), f"{forged} was refused without a word"
    assert morning.revisions("四年级1班") == 0
    await teacher.press("全班正常")
    assert morning.revisions(CLASS) == 1


async def test_a_stale_card_does_not_submit(morning: Morning) -> None:
    await morning.at("07:30")
    teacher, deputy = morning.teacher(CLASS), morning.deputy(CLASS)
    for label in ("缺勤", morning.pupil(CLASS), "病假"):
        await teacher.press(label)
    data, message = await teacher.button("提交")
    await deputy.type("全班正常")
    await deputy.press("确定")
    assert morning.revisions(CLASS) == 1

    notice = await teacher.forge(data, message)
    assert notice is not None
    assert "过时" in notice
    assert morning.revisions(CLASS) == 1


async def test_a_stranger_gets_one_sentence_without_buttons(morning: Morning) -> None:
    await morning.at("07:30")
    data, _ = await morning.teacher(CLASS).button("全班正常")
    await morning.stranger.type("你好")
    screen = await morning.stranger.screen()
    assert len(morning.stranger.heard) == 1
    assert screen.buttons == ()
    assert "三年级" not in screen.as_text()
    assert await morning.stranger.forge(data)
    assert morning.revisions(CLASS) == 0


async def test_nonsense_is_not_an_answer(morning: Morning) -> None:
    await morning.at("07:30")
    for words in ("收到", "好的", "1", "都不正常"):
        await morning.teacher(CLASS).type(words)
    assert morning.revisions(CLASS) == 0

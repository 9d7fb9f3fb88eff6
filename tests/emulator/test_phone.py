"""The phone that other tests hold in their hands."""

import asyncio

import pytest

from emulator.phone import turn_clock
from tests.emulator.conftest import MONDAY_0730_MS, Town


async def test_a_phone_waits_until_the_words_come(town: Town) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(town.wang.until("已上报"))
        await town.bot.send_message(7, "✅ 已上报")
    assert waiting.result().newest["text"] == "✅ 已上报"


async def test_a_phone_waits_until_a_predicate_holds(town: Town) -> None:
    await town.bot.send_message(7, "1")
    shown = await town.wang.until(lambda screen: len(screen.heard) == 1)
    assert shown.heard == ("1",)


async def test_a_phone_that_waits_in_vain_shows_its_screen(town: Town) -> None:
    await town.bot.send_message(7, "请上报")
    with pytest.raises(AssertionError, match="请上报"):
        await town.wang.until("已上报", timeout=0.01)


async def test_a_phone_passes_on_why_something_cannot_be(town: Town) -> None:
    with pytest.raises(AssertionError, match="no button bears"):
        await town.wang.press("正常")


async def test_the_clock_is_turned_by_a_helper(town: Town) -> None:
    told = await turn_clock(town.client, town.address, step_s=60)
    assert told["now_ms"] == MONDAY_0730_MS + 60_000

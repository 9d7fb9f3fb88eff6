"""The tick comes by itself, and soon after something was said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from scheduler.ticking import Ticking
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.scheduler.morning import DAY, Morning
from tests.scheduler.trouble import impatient, locked


@asynccontextmanager
async def _ticking(morning: Morning) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(Ticking(morning.database, morning.clock, ZONE).run())
        yield
        running.cancel()


async def _until(morning: Morning, true: Callable[[Transaction], object]) -> None:
    deadline = time.monotonic() + 10
    while not await morning.database.read(true):
        assert time.monotonic() < deadline, "it did not come"
        await asyncio.sleep(0.02)


def _step_done(morning: Morning, step: str) -> Callable[[Transaction], bool]:
    return lambda tx: tx.days.step_state(morning.school.id, DAY, step) == "done"


async def test_it_ticks_at_once_and_then_each_second(morning: Morning) -> None:
    morning.clock.set("05:00")
    async with _ticking(morning):
        await _until(morning, _step_done(morning, "open"))
        morning.clock.set("07:30")
        await _until(morning, _step_done(morning, "ask"))
    assert len(await morning.said("ask")) == 3


async def test_an_answer_wakes_it(morning: Morning) -> None:
    morning.clock.set("05:00")
    async with _ticking(morning):
        await _until(morning, _step_done(morning, "open"))
        await morning.write(lambda tx: tx.answers.touch(morning.school.id, DAY))
        await _until(morning, lambda tx: not tx.days.touched(1))


async def test_it_remembers_when_it_last_ticked(morning: Morning) -> None:
    await morning.at("06:00")
    noted = await morning.database.read(lambda tx: tx.days.memo("last_tick"))
    assert noted == str(morning.clock.now_ms())


async def test_trouble_with_the_disk_is_left_to_the_next_tick(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    await morning.at("05:00")
    await morning.database.write(impatient)
    with locked(morning.path):
        await morning.at("07:30")
        assert "could not write" in caplog.text
        assert (await morning.steps())["ask"] == "owed"
    await morning.at("07:30")
    assert len(await morning.said("ask")) == 3

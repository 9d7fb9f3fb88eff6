"""The clocks: the machine's, a rehearsal's, and one that an address tells."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import RehearsalClock, SystemClock, UrlClock, clock_of
from bot.settings import SettingRefused, Settings
from emulator.server import Emulator, running
from tests.wire import a_client

MONDAY_7_MS = 1_795_388_400_000


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A served emulator whose clock stands still at 07:00."""
    async with running(Emulator(clock_start_ms=MONDAY_7_MS, speed=0.0), port=0) as address:
        yield address


def rehearsal(address: str, **clock: object) -> Settings:
    """Settings that lead to the emulator."""
    return Settings.model_validate({"telegram_api_base": address, **clock})


async def until_it_is(clock: SystemClock, now_ms: int) -> None:
    """Wait for the clock; the test's own time limit ends a wait in vain."""
    while clock.now_ms() != now_ms:
        await clock.sleep(0.02)


async def test_without_settings_it_is_now() -> None:
    async with clock_of(Settings()) as clock:
        before = time.time_ns() // 1_000_000
        assert before <= clock.now_ms() <= time.time_ns() // 1_000_000


@given(st.integers(0, 10**13), st.floats(0, 1000), st.floats(0, 10**5))
def test_a_rehearsal_goes_on_by_its_speed(start_ms: int, speed: float, seconds: float) -> None:
    flowed = 5.0
    clock = RehearsalClock(start_ms, speed, lambda: flowed)
    assert clock.now_ms() == start_ms
    flowed += seconds
    assert abs(clock.now_ms() - (start_ms + seconds * speed * 1000)) <= 2


async def test_a_frozen_clock_stands_still_while_real_time_flows() -> None:
    start = datetime.fromtimestamp(MONDAY_7_MS / 1000, UTC)
    settings = rehearsal("http://127.0.0.1", clock_start=start, clock_speed=0)
    async with clock_of(settings) as clock:
        before = clock.monotonic()
        await clock.sleep(0.01)
        assert clock.monotonic() > before
        assert clock.now_ms() == MONDAY_7_MS


async def test_a_start_alone_goes_as_fast_as_usual() -> None:
    start = datetime.fromtimestamp(MONDAY_7_MS / 1000, UTC)
    async with clock_of(rehearsal("http://127.0.0.1", clock_start=start)) as clock:
        assert isinstance(clock, RehearsalClock)
        while clock.now_ms() == MONDAY_7_MS:
            await clock.sleep(0.001)


async def test_the_address_wins_and_is_heard_before_the_block_begins(address: str) -> None:
    start = datetime(2030, 1, 1, tzinfo=UTC)
    settings = rehearsal(address, clock_url=f"{address}/control/clock", clock_start=start)
    async with clock_of(settings) as clock:
        assert clock.now_ms() == MONDAY_7_MS


async def test_a_time_that_is_set_needs_no_notice(address: str) -> None:
    settings = rehearsal(address, clock_url=f"{address}/control/clock")
    async with clock_of(settings) as clock, a_client() as client:
        later = MONDAY_7_MS + 3_600_000
        await client.post(f"{address}/control/clock", json={"now_ms": later})
        assert isinstance(clock, UrlClock)
        await until_it_is(clock, later)


async def test_a_missing_answer_is_tolerated() -> None:
    answers = iter(
        [
            (200, f'{{"now_ms": {MONDAY_7_MS}, "speed": 0}}'),
            (503, ""),
            (200, "noon"),
            (200, f'{{"now_ms": {MONDAY_7_MS + 1}, "speed": -1}}'),
            (200, f'{{"now_ms": {MONDAY_7_MS + 5}, "speed": 0}}'),
        ]
    )

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status, body = next(answers)
        head = f"HTTP/1.1 {status} -\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write((head + body).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1")
    async with server, a_client() as client:
        port = server.sockets[0].getsockname()[1]
        clock = UrlClock(client, f"http://127.0.0.1:{port}/clock")
        await clock.first_answer()
        for _ in range(3):
            assert not await clock.read()
            assert clock.now_ms() == MONDAY_7_MS
        assert await clock.read()
        assert clock.now_ms() == MONDAY_7_MS + 5


async def test_a_command_does_not_wait_for_ever() -> None:
    silent = rehearsal("http://127.0.0.1", clock_url="http://127.0.0.1:9/clock")
    with pytest.raises(SettingRefused, match="clock_silent"):
        async with clock_of(silent, patience_s=0.0):
            pass

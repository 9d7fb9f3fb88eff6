"""The hand of the demo's clock: the script waits for it; a headless morning turns it itself."""

from __future__ import annotations

import asyncio

import httpx

from bot.clock import UrlClock
from emulator.phone import turn_clock

READ_EVERY_S = 0.25


class Hand:
    """What the emulator's clock says, read over HTTP, and who waits for it."""

    def __init__(self, client: httpx.AsyncClient, address: str, bots: UrlClock) -> None:
        self._client = client
        self._address = address
        self._bots = bots
        self._now_ms = 0
        self._moved = asyncio.Condition()

    async def turn(self, *, now_ms: int, speed: float = 0.0) -> None:
        """Set the clock; the bot reads it at once and not only at its next look."""
        await turn_clock(self._client, self._address, now_ms=now_ms, speed=speed)
        await self._bots.read()
        await self._show(now_ms)

    async def follow(self) -> None:
        """Keep reading, until cancelled: the visitor turns the clock in the browser."""
        while True:
            answer = await self._client.get(f"{self._address}/control/clock")
            await self._show(answer.json()["now_ms"])
            await asyncio.sleep(READ_EVERY_S)

    async def reached(self, at_ms: int) -> None:
        """Wait until it is this late."""
        async with self._moved:
            await self._moved.wait_for(lambda: self._now_ms >= at_ms)

    async def _show(self, now_ms: int) -> None:
        async with self._moved:
            self._now_ms = now_ms
            self._moved.notify_all()

"""A clock that tests turn by hand."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = "2026-11-23"
"""The school day of most tests: a plain Monday."""


def instant(when: str) -> int:
    """Ms since the epoch of a local time: ``2026-11-23 07:30``, or ``07:30`` of MONDAY."""
    text = when if "-" in when else f"{MONDAY} {when}"
    moment = datetime.fromisoformat(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    return int(local.timestamp() * 1000)


class FakeClock:
    """Civil time stands still until it is set. Fulfils domain.ports.Clock.

    Monotonic time is the real one, or virtual: then it stands too, and ``flow`` lets it pass,
    waking whoever sleeps in order.
    """

    def __init__(self, when: str = "07:00", *, virtual: bool = False) -> None:
        self._now_ms = instant(when)
        self._virtual = virtual
        self._monotonic = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = itertools.count()

    def now_ms(self) -> int:
        return self._now_ms

    def set(self, when: str | int) -> None:
        """Civil time is this now: ``07:30``, ``2026-11-24 07:30`` or ms since the epoch."""
        self._now_ms = when if isinstance(when, int) else instant(when)

    def advance(self, **length: float) -> None:
        """Civil time goes on: ``minutes=5``, ``seconds=1``, ``days=1``."""
        self._now_ms += int(timedelta(**length).total_seconds() * 1000)

    def monotonic(self) -> float:
        return self._monotonic if self._virtual else time.monotonic()

    async def sleep(self, seconds: float) -> None:
        if not self._virtual:
            await asyncio.sleep(seconds)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(
            self._sleepers, (self._monotonic + max(seconds, 0.0), next(self._number), woken)
        )
        await woken

    async def flow(self, seconds: float) -> None:
        """Let virtual monotonic time pass (civil time stands)."""
        assert self._virtual, "only virtual time can be made to flow"
        until = self._monotonic + seconds
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            at, _, woken = heapq.heappop(self._sleepers)
            self._monotonic = max(self._monotonic, at)
            if not woken.done():
                woken.set_result(None)
                await _settle()
        self._monotonic = until


async def _settle() -> None:
    """Let every task that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)

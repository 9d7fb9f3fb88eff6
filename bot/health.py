"""Health: which part of the program has moved when, and the sign of life it leaves on disk."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial

from bot.clock import SystemClock
from domain.errors import StorageTrouble
from domain.ports import Clock
from storage.database import Database
from storage.transaction import Transaction

PARTS = ("tick", "pump", "poller", "writer")
"""What must move; with a webhook the poller is whoever looks after that."""
STILL_S = 30.0
"""A part that has not moved for so long counts as stuck."""
BEAT_EVERY_S = 10.0
ALIVE_MS = 30_000
"""A process without a sign of life for so long has ended."""
END_WITHIN_S = 1.0
FORGET_MS = 24 * 3600 * 1000

log = logging.getLogger(__name__)


class Pulses:
    """When each part has moved last, in unscaled time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._moved: dict[str, float] = {}

    def of(self, part: str) -> Callable[[], None]:
        """What a part calls each time it has moved."""
        return partial(self._beat, part)

    def _beat(self, part: str) -> None:
        self._moved[part] = self._clock.monotonic()

    def ages(self) -> Mapping[str, float | None]:
        """Seconds since each part has moved; None for one that has not begun."""
        now = self._clock.monotonic()
        return {part: now - self._moved[part] if part in self._moved else None for part in PARTS}

    @property
    def well(self) -> bool:
        """Whether every part moves."""
        return all(age is not None and age < STILL_S for age in self.ages().values())


class Heartbeat:
    """Writes a sign of life every ten seconds: proof that the disk takes writes, and a hint for
    whoever starts a second program on the same database.
    """

    def __init__(self, database: Database, clock: Clock, moved: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._moved = moved
        self._process = f"{os.getpid()}/{secrets.token_hex(4)}"
        self._crowded = False

    async def run(self) -> None:
        """Beat until cancelled. Trouble with the disk is said by others; it stops the pulse."""
        while True:
            try:
                others = await self._database.write(self._beat)
            except StorageTrouble as trouble:
                log.warning("no sign of life could be written: %s", type(trouble).__name__)
            else:
                self._moved()
                self._tell_of(others)
            await self._clock.sleep(BEAT_EVERY_S)

    async def end(self) -> None:
        """This process ends in order and leaves no sign behind."""
        await self._database.write(lambda tx: tx.processes.leave(self._process))

    def _beat(self, tx: Transaction) -> int:
        """Leave our sign; gives how many others live. The machine's own time, as ``doctor`` reads
        it, whatever a rehearsal's clock says.
        """
        now_ms = SystemClock().now_ms()
        tx.processes.beat(self._process, now_ms)
        others = 0
        for beat in tx.processes.beats():
            if beat.at_ms < now_ms - FORGET_MS:
                tx.processes.leave(beat.process)
            elif beat.process != self._process and beat.at_ms > now_ms - ALIVE_MS:
                others += 1
        return others

    def _tell_of(self, others: int) -> None:
        if others and not self._crowded:
            log.warning("%d other processes write to this database, or were just killed", others)
        self._crowded = others > 0


@asynccontextmanager
async def beating(
    database: Database, clock: Clock, moved: Callable[[], None]
) -> AsyncIterator[None]:
    """A heart beats while the block runs."""
    heart = Heartbeat(database, clock, moved)
    async with asyncio.TaskGroup() as group:
        beats = group.create_task(heart.run(), name="heartbeat")
        try:
            yield
        finally:
            beats.cancel()
            try:
                async with asyncio.timeout(END_WITHIN_S):
                    await heart.end()
            except (StorageTrouble, TimeoutError):
                log.warning("the sign of life could not be taken back")

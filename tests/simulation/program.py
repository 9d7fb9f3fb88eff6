"""The program as it runs in the simulation: every part of bot/run.py, over a disk and a line."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

from bot.assembly import the_door
from channels.telegram.channel import TelegramChannel, telegram_channel
from channels.telegram.polling import Poller
from domain.ports import Clock, NotConnected, SlowDown, Unsure
from handlers.inbox_worker import InboxWorker, StoredInbox
from scheduler.pump import Pump
from scheduler.renderers import RENDERERS
from scheduler.tick import Tick
from scheduler.ticking import EVERY_S, REST_S
from storage.database import READERS, Database, prepare
from tests.clock import ZONE
from tests.simulation.disk import Disk, Runner
from tests.simulation.life import Life
from tests.simulation.line import API, LineRequest, Wires

TOKEN = "42:simulation"  # noqa: S105 - the emulator's own, worth nothing elsewhere
LANGUAGE = "zh"


@dataclass(frozen=True, slots=True)
class Program:
    """What a life of the program needs."""

    disk: Disk
    wires: Wires
    clock: Clock
    committed: Callable[[sqlite3.Connection], None]

    async def live(self, life: Life) -> None:
        """Run until the life ends, which no part of the program may do by itself."""
        prepare(self.disk.path)
        runners = [
            Runner(self.disk, life, read_only=False, committed=self.committed),
            *(Runner(self.disk, life, read_only=True) for _ in range(READERS)),
        ]
        try:
            await self._run(life, Database(runners[0], list(runners[1:])))
        finally:
            for runner in reversed(runners):
                await runner.close()

    async def _run(self, life: Life, database: Database) -> None:
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            group.create_task(database.writer.serve())
            channel = await self._connected(life, stack)
            away_since_ms = await database.read(lambda tx: tx.days.memo("last_tick"))
            worker = InboxWorker(
                database,
                channel,
                self.clock,
                the_door(ZONE, LANGUAGE),
                None if away_since_ms is None else int(away_since_ms),
            )
            poller = Poller(
                TOKEN,
                API,
                StoredInbox(database, self.clock),
                self.clock,
                request=LineRequest(life, self.wires),
            )
            pump = Pump(
                database,
                {channel.name: channel},
                self.clock,
                RENDERERS,
                zone=ZONE,
                language=LANGUAGE,
                lease=f"life {life.number}",
                chance=random.Random(life.number),  # noqa: S311 - replayed, not secret
            )
            group.create_task(poller.run())
            group.create_task(pump.run())
            tick, rung = Tick(database, self.clock, ZONE), database.wakes("day")
            await tick.tick()
            group.create_task(worker.serve())
            group.create_task(self._ticking(tick, rung))

    async def _connected(self, life: Life, stack: AsyncExitStack) -> TelegramChannel:
        """Ask Telegram who we are until it answers."""
        while True:
            try:
                return await stack.enter_async_context(
                    telegram_channel(TOKEN, API, request=LineRequest(life, self.wires))
                )
            except (NotConnected, SlowDown, Unsure):
                await self.clock.sleep(1.0)

    async def _ticking(self, tick: Tick, rung: asyncio.Event) -> None:
        """What scheduler.ticking does, without the bell: APScheduler reads the real clock."""
        while True:
            await self.clock.sleep(REST_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S - REST_S):
                    await rung.wait()
            rung.clear()
            await tick.tick()

"""Lets the worker make the packs and long reports that were asked for on a morning at the door."""

from __future__ import annotations

import asyncio

from scheduler.packing import PackWorker
from tests.clock import ZONE, FakeClock
from tests.handlers.desks import Morning


async def made(morning: Morning) -> None:
    """Make what is open, and deliver it."""
    worker = PackWorker(morning.database, FakeClock(f"{morning.day} {morning.now}"), ZONE, "zh")
    written = morning.database.wakes("outbox")
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        serving = group.create_task(worker.serve())
        while await morning.database.read(lambda tx: tx.packs.next()):
            await written.wait()
            written.clear()
        serving.cancel()
    await morning.deliver()

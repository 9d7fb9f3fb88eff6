"""How near the pump comes to Telegram's pace, counted at the emulator."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.city import FIRST_CHAT, copied
from benchmarks.emulated import TOKEN, Emulated, emulated
from benchmarks.morning import all_said, standing
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from channels.telegram.channel import telegram_channel
from scheduler.pump import Pump
from scheduler.renderers import RENDERERS
from scheduler.tick import Tick
from storage.database import Database, opened

LATENCY_S = 0.08
ALLOWED_PER_S = 30.0


def pace(sizes: Sizes, folder: Path) -> dict[str, float]:
    """A wave of questions, each to another chat, over a line with a delay of 80 ms.

    ``pace_worst_second`` is the most that came in any window of one second.
    """
    with copied(sizes.classes(sizes.notes), folder) as path:
        calls = asyncio.run(_wave(path, sizes.notes))
    refused = sum(not call["accepted"] for call in calls)
    if len(calls) - refused != sizes.notes:
        raise RuntimeError(f"{len(calls) - refused} of {sizes.notes} questions came")
    instants = sorted(call["mono"] for call in calls)
    rate = (len(instants) - 1) / (instants[-1] - instants[0])
    return {
        "pace_per_s": round(rate, 2),
        "pace_efficiency": round(rate / ALLOWED_PER_S, 3),
        "pace_worst_second": busiest_second(instants),
        "pace_refused": refused,
    }


def busiest_second(instants: Sequence[float]) -> int:
    """The most that fall into any window of one second; the instants in order."""
    window: deque[float] = deque()
    busiest = 0
    for instant in instants:
        window.append(instant)
        while instant - window[0] >= 1.0:
            window.popleft()
        busiest = max(busiest, len(window))
    return busiest


async def _wave(path: Path, notes: int) -> list[dict[str, Any]]:
    async with opened(path) as database, emulated() as telegram:
        await Tick(database, standing("07:30"), ZONE).tick()
        await database.write(
            lambda tx: tx.connection.execute("DELETE FROM outbox WHERE id > ?", (notes,))
        )
        await telegram.people(range(FIRST_CHAT, FIRST_CHAT + notes))
        await telegram.latency(LATENCY_S)
        await _send_all(database, telegram)
        return await telegram.calls("sendMessage")


async def _send_all(database: Database, telegram: Emulated) -> None:
    clock = standing("07:31")
    async with telegram_channel(TOKEN, telegram.address) as channel, asyncio.TaskGroup() as group:
        pump = Pump(database, {channel.name: channel}, clock, RENDERERS, zone=ZONE, language="zh")
        group.create_task(pump.run())
        await all_said(database)
        pump.stop()

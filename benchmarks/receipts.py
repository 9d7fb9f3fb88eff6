"""How long a teacher waits for the receipt: the whole bot against the emulator, pacer and all."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from benchmarks.city import FIRST_CHAT, copied
from benchmarks.emulated import Emulated, emulated, the_bot
from benchmarks.morning import offered
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from storage.runner import connect


def receipts(sizes: Sizes, folder: Path) -> dict[str, float]:
    """From the press to the question that has become the receipt at the emulator (mono times).

    The press goes over the emulator's control API, which is counted too.
    """
    count = round(sizes.receipts_per_s * sizes.receipts_s)
    with copied(sizes.classes(count), folder) as path:
        waits = asyncio.run(_press_all(path, count, sizes.receipts_per_s))
    return {
        "answer_p50_ms": ms(quantile(waits, 0.5)),
        "answer_p99_ms": ms(quantile(waits, 0.99)),
    }


async def _press_all(path: Path, count: int, per_second: float) -> list[float]:
    pressed: dict[int, float] = {}
    async with emulated() as telegram:
        await telegram.people(_enrolled(path))
        async with the_bot(telegram.address, path):
            await _until(telegram, "sendMessage", sent=_classes(path))

            async def press(n: int) -> None:
                pressed[FIRST_CHAT + n] = time.monotonic()
                await telegram.press(FIRST_CHAT + n, "正常")

            await offered(count, per_second, press)
            await _until(telegram, "editMessageText", sent=count)
            calls = await telegram.calls("editMessageText")
    received = {call["chat_id"]: call["mono"] for call in reversed(calls) if call["accepted"]}
    return [received[chat_id] - instant for chat_id, instant in pressed.items()]


async def _until(telegram: Emulated, method: str, *, sent: int) -> None:
    since, seen = 0, 0
    async with asyncio.timeout(60 + sent / 10):
        while seen < sent:
            await asyncio.sleep(0.25)
            calls = await telegram.calls(method, since)
            if calls:
                since = calls[-1]["n"]
            seen += sum(call["accepted"] for call in calls)


def _enrolled(path: Path) -> list[int]:
    """Everybody who hears something before the second chase."""
    return _numbers(
        path,
        "SELECT CAST(c.address AS INTEGER) FROM chat c JOIN membership m"
        " ON m.person_id = c.person_id"
        " WHERE m.role IN ('head_teacher', 'health_officer', 'principal', 'admin') ORDER BY 1",
    )


def _classes(path: Path) -> int:
    return _numbers(path, "SELECT COUNT(*) FROM unit WHERE kind = 'class'")[0]


def _numbers(path: Path, query: str) -> list[int]:
    connection = connect(path, read_only=True)
    try:
        return [row[0] for row in connection.execute(query)]
    finally:
        connection.close()

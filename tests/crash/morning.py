"""A morning with kills: teachers answer all the while, and the program begins again and again."""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from emulator.server import Emulator, running
from storage.database import prepare
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import instant
from tests.crash.count import Count, count
from tests.crash.process import TOKEN, Bot
from tests.crash.teachers import teachers_of
from tests.school import School, a_school
from tests.simulation.disk import Disk
from tests.simulation.town import Town, give_phones

BEGIN = "07:29:55"
WORK_S = 2.5
"""How long the program lives after it has begun to fetch, at most."""
QUIET_S = 1.5
WITHIN_S = 120.0
TRIP = {"kinds": {"latency": 0.9}, "seconds": [0.05, 0.3]}
"""The way to Telegram takes time, so that a kill finds requests under way."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much happens."""

    kills: int
    schools: int
    classes: int


async def crash(size: Size, seed: int) -> Count:
    """Kill the program so often while hundreds answer, then start it once more and count."""
    chance = random.Random(seed)  # noqa: S311 - moments of a test
    with tempfile.TemporaryDirectory(prefix="crash") as folder:
        path = Path(folder) / "chenjian.db"
        schools = found_schools(path, size)
        emulator = Emulator(TOKEN, clock_start_ms=instant(BEGIN), speed=1.0)
        give_phones(Town(tuple(schools), (), ""), emulator)
        emulator.faults.add({**TRIP, "seed": seed})
        # A request that a kill cuts short is no news.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        async with running(emulator) as address:
            bot = Bot(address, path)
            try:
                return await _morning(bot, emulator, schools, size, chance)
            except BaseException:
                tail = bot.log.read_text(encoding="utf-8").splitlines()[-30:]
                sys.stderr.write("\n".join([*tail, ""]))
                raise
            finally:
                if bot.running:
                    await bot.kill()


def found_schools(path: Path, size: Size) -> list[School]:
    """Schools whose people are all enrolled."""
    prepare(path)
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    tx = Transaction(connection)
    schools = [
        a_school(
            tx,
            name=f"第{number}小学",
            code=f"s{number}",
            classes=[f"{'一二三四五六'[i % 6]}年级{i // 6 + 1}班" for i in range(size.classes)],
            deputies=False,
        )
        for number in range(size.schools)
    ]
    connection.execute("COMMIT")
    connection.close()
    return schools


async def _morning(
    bot: Bot, emulator: Emulator, schools: Sequence[School], size: Size, chance: random.Random
) -> Count:
    disk, civil, in_flight = Disk(bot.database), emulator.world.clock, 0
    await bot.start()
    start_s = await _begun(bot, emulator)
    lasts_s = size.kills * (start_s + WORK_S) * 0.6
    teachers = teachers_of(list(schools), emulator, lasts_s, chance)
    async with asyncio.TaskGroup() as answering:
        for teacher in teachers:
            answering.create_task(teacher.answer())
        for _ in range(size.kills):
            await asyncio.sleep(chance.uniform(0.2 * start_s, start_s + WORK_S))
            await bot.kill()
            in_flight += disk.look("SELECT COUNT(*) FROM outbox WHERE state = 'sending'")[0][0]
            await bot.start()
    # The last one lives on.
    await _quiet(bot, emulator, disk)
    for clock in ("09:00:01", "09:15:01"):
        civil.turn(now_ms=instant(clock))
        # The program reads the clock each second.
        await asyncio.sleep(1.5)
        await _quiet(bot, emulator, disk)
    code = await bot.stop()
    assert code == 0, f"it ended with {code}"
    return count(size.kills, in_flight, teachers, schools, emulator, disk)


async def _begun(bot: Bot, emulator: Emulator) -> float:
    """Wait for the first long poll; gives how many seconds that took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not emulator.world.updates.allowed:
        assert bot.running, "it did not start"
        assert loop.time() < began + WITHIN_S, "it does not fetch"
        await asyncio.sleep(0.05)
    return loop.time() - began


async def _quiet(bot: Bot, emulator: Emulator, disk: Disk) -> None:
    """Wait until nothing is left to do."""
    loop = asyncio.get_running_loop()
    until, since = loop.time() + WITHIN_S, loop.time()
    while loop.time() < since + QUIET_S:
        assert bot.running, "it ended by itself"
        await asyncio.sleep(0.2)
        left = disk.left_to_do(emulator.world.clock.now_ms())
        waiting = emulator.world.updates.count
        if left or waiting:
            since = loop.time()
        assert loop.time() < until, f"never quiet: {left}, {waiting} updates"

"""Memory through a city's morning, and what the morning adds to the file."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.answers import ReadOnlyChannel, all_answered
from benchmarks.city import CITY, TODAY, City, copied
from benchmarks.emulated import ROOT
from benchmarks.morning import all_said, at, presses, standing
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from bot.assembly import the_door
from bot.clock import RehearsalClock
from domain.message import File, Message
from domain.note import Note, Wanted
from handlers.inbox_worker import InboxWorker, StoredInbox
from scheduler.pacer import Pacer
from scheduler.pump import Pump
from scheduler.renderers import RENDERERS
from scheduler.tick import Tick
from storage.database import Database, opened
from storage.transaction import Transaction

FETCH = 100


def memory(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Asks, answers, receipts, digests, roll-ups and the city's table, in a process of its own.

    What is sent goes nowhere, and at once; everything else is the whole program's work.
    ``morning_bytes_per_answer`` counts all that a morning adds, the inbox and the outbox too.
    """
    city = City(sizes.morning_schools, pupils=sizes.pupils, days=sizes.days)
    with copied(city, folder) as path:
        ran = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "benchmarks.memory", str(path), str(city.classes)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


class Nowhere(ReadOnlyChannel):
    """Takes everything and sends nothing."""

    def __init__(self, acknowledged: Callable[[str], None]) -> None:
        super().__init__(acknowledged)
        self._sent = 0

    async def send(self, address: str, message: Message) -> str:
        """A new message gets the next number."""
        self._sent += 1
        return str(self._sent)

    async def edit(self, address: str, reference: str, message: Message) -> None:
        """It is changed."""

    async def send_file(self, address: str, file: File) -> str:
        """As ``send``."""
        self._sent += 1
        return str(self._sent)

    async def edit_file(self, address: str, reference: str, file: File) -> None:
        """It is changed."""

    async def edit_caption(self, address: str, reference: str, message: Message) -> None:
        """It is changed."""

    async def ping(self) -> None:
        """It answers."""


async def _morning(path: Path, classes: int) -> None:
    answered = asyncio.Event()
    left = [classes]

    def acknowledged(query: str) -> None:
        left[0] -= 1
        if not left[0]:
            answered.set()

    clock = standing("00:01")
    channel = Nowhere(acknowledged)
    async with opened(path) as database, asyncio.TaskGroup() as group:
        pump = Pump(
            database,
            {channel.name: channel},  # type: ignore[dict-item]
            clock,
            RENDERERS,
            zone=ZONE,
            language="zh",
            pacer=Pacer(clock, per_second=100_000.0),
        )
        worker = InboxWorker(database, channel, clock, the_door(ZONE, "zh"))  # type: ignore[arg-type]
        services = [group.create_task(pump.run()), group.create_task(worker.serve())]
        tick = Tick(database, clock, ZONE)
        for when in ("00:01", "05:00", "07:30"):
            await _pass(tick, clock, when)
        await all_said(database)
        await _press_all(database, StoredInbox(database, clock), classes)
        await answered.wait()
        await all_answered(database, classes)
        for when in ("08:00", "09:00", "09:15"):
            await _pass(tick, clock, when)
        await database.write(_ask_for_table)
        await all_said(database)
        for service in services:
            service.cancel()


async def _pass(tick: Tick, clock: RehearsalClock, when: str) -> None:
    clock.set(at(when), 0.0)
    await tick.tick()


async def _press_all(database: Database, inbox: StoredInbox, classes: int) -> None:
    updates = await database.read(lambda tx: presses(tx, classes))
    for begin in range(0, len(updates), FETCH):
        await inbox.store("telegram", updates[begin : begin + FETCH])


def _ask_for_table(tx: Transaction) -> None:
    """The city's admin asks for the day as xlsx."""
    chat_id = tx.connection.execute(
        "SELECT c.id FROM chat c JOIN membership m ON m.person_id = c.person_id"
        " WHERE m.unit_id = ?",
        (CITY,),
    ).fetchone()[0]
    day = TODAY.isoformat()
    wanted = Wanted("report", {"unit": CITY, "first": day, "last": day, "format": "xlsx"})
    tx.outbox.put(Note("file", "bench", chat_id, wanted), at("09:30"))


def main() -> None:
    """The morning alone; prints its figures as JSON."""
    path, classes = Path(sys.argv[1]), int(sys.argv[2])
    before = path.stat().st_size
    asyncio.run(_morning(path, classes))
    grown = (path.stat().st_size - before) / classes
    print(json.dumps({"rss_mb": round(peak_mb()), "morning_bytes_per_answer": round(grown)}))


def peak_mb() -> float:
    """The most this program has held. What ``getrusage`` says begins with the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()

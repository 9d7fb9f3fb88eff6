"""How long an alert takes through the wave of questions, and the tick among thousands of cases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.city import CITY, FIRST_CHAT, TODAY, City, copied
from benchmarks.memory import Nowhere
from benchmarks.morning import at, offered, standing
from benchmarks.pace import LATENCY_S
from benchmarks.past_day import ZONE
from benchmarks.presses import press_update, words_update
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from bot.assembly import the_door
from bot.clock import RehearsalClock
from domain.case_rules import RULES
from domain.choice import Choice
from domain.message import Message
from domain.ports import RawUpdate
from handlers.inbox_worker import InboxWorker, StoredInbox
from scheduler.pump import Pump
from scheduler.renderers import RENDERERS
from scheduler.tick import Tick
from scheduler.ticking import Ticking
from storage.cases import NewCase
from storage.database import Database, opened
from storage.transaction import Transaction

CASES_ASKED = "07:40"
"""When cases are asked about: before the first chase, so that a tick does nothing else."""
IDLE_TICKS = 30
LONGEST_S = 60.0
"""An alert that takes longer is lost, and the measure fails."""


def alerts(sizes: Sizes, folder: Path) -> dict[str, float]:
    """From an update that is stored to its alert at the channel, while the whole city is asked.

    A class in each of some schools has a fever: what its teacher types is told to the health
    officer, and what is submitted then to the principal. The line takes 80 ms;
    ``alert_wave_left`` is how many questions were still waiting after the last alert.
    """
    city = City(sizes.schools, pupils=sizes.pupils)
    with copied(city, folder) as path:
        return asyncio.run(_morning(path, city, sizes))


async def _morning(path: Path, city: City, sizes: Sizes) -> dict[str, float]:
    clock = standing("00:01")
    async with opened(path) as database:
        await database.write(lambda tx: _open_cases(tx, city, sizes.cases))
        tick = Tick(database, clock, ZONE)
        for when in ("00:01", "05:00", "07:30"):
            await _tick_at(tick, clock, when)
        clock.set(at("07:31"), 0.0)
        waits = await _alarms(database, clock, city, sizes)
        left = await database.read(_asks_left)
        await _tick_at(tick, clock, "07:39")
        idle = [await _tick_at(tick, clock, "07:39") for _ in range(IDLE_TICKS)]
        asking = await _tick_at(tick, clock, CASES_ASKED)
        await database.read(lambda tx: _must_be_asked(tx, sizes.cases))
    return {
        "alert_p50_ms": ms(quantile(waits, 0.5)),
        "alert_p99_ms": ms(quantile(waits, 0.99)),
        "alert_wave_left": left,
        "case_tick_ms": ms(quantile(idle, 0.5)),
        "case_ask_s": round(asking, 2),
    }


async def _tick_at(tick: Tick, clock: RehearsalClock, when: str) -> float:
    clock.set(at(when), 0.0)
    start = time.perf_counter()
    await tick.tick()
    return time.perf_counter() - start


# -- cases -----------------------------------------------------------------------------------------


def _open_cases(tx: Transaction, city: City, count: int) -> None:
    """Pupils of classes all over the city have been isolated since the day before."""
    tx.settings.put(CITY, "case_ask_at", CASES_ASKED, by=None, at_ms=0)
    for n in range(count):
        number = n * city.classes // count
        unit_id, school_id = city.place(number)
        case = NewCase(
            school_id,
            unit_id,
            RULES["home_isolation"],
            anchor=TODAY - timedelta(days=1),
            first=TODAY,
            last=TODAY + timedelta(days=13),
            opened_ms=at("00:00"),
            opened_by=None,
            opened_day=TODAY,
            asked_from=TODAY,
            pupil_id=number * city.pupils,
        )
        tx.cases.open(case)


def _must_be_asked(tx: Transaction, count: int) -> None:
    """Raises RuntimeError where a case was not asked about: nothing was measured then."""
    asked = tx.connection.execute(
        "SELECT COUNT(DISTINCT case_id) FROM case_event WHERE what = 'asked' AND day = ?",
        (TODAY.isoformat(),),
    ).fetchone()[0]
    if asked != count:
        raise RuntimeError(f"only {asked} of {count} cases were asked about")


# -- alarms ----------------------------------------------------------------------------------------


class _Far(Nowhere):
    """Nowhere, at the end of a line that takes its time. Notes when somebody who is listened for is
    sent something, before the line.
    """

    def __init__(self) -> None:
        super().__init__(lambda query: None)
        self.heard: dict[str, asyncio.Future[float]] = {}

    def listen(self, address: str) -> asyncio.Future[float]:
        """The instant (monotonic) at which this address is sent something next."""
        self.heard[address] = asyncio.get_running_loop().create_future()
        return self.heard[address]

    async def send(self, address: str, message: Message) -> str:
        """It takes a while, and gets the next number."""
        listening = self.heard.pop(address, None)
        if listening is not None:
            listening.set_result(time.monotonic())
        await asyncio.sleep(LATENCY_S)
        return await super().send(address, message)

    async def edit(self, address: str, reference: str, message: Message) -> None:
        """It takes a while."""
        await asyncio.sleep(LATENCY_S)


@dataclass(frozen=True, slots=True)
class _Class:
    """One that has a fever: its round, who teaches it, who is told, and what is typed."""

    round_id: int
    teacher: int
    officer: str
    principal: str
    words: str


async def _alarms(
    database: Database, clock: RehearsalClock, city: City, sizes: Sizes
) -> list[float]:
    """What each alert took, two of each class: the draft's, and the answer's."""
    count = min(round(sizes.alarms_per_s * sizes.alarms_s), city.schools)
    classes = await database.read(lambda tx: [_class(tx, city, n) for n in range(count)])
    channel, waits = _Far(), list[float]()
    inbox = StoredInbox(database, clock)

    async def tells(address: str, update: RawUpdate) -> None:
        told = channel.listen(address)
        await inbox.store("telegram", [update])
        stored = time.monotonic()
        async with asyncio.timeout(LONGEST_S):
            waits.append(await told - stored)

    async def arrive(n: int) -> None:
        one, first = classes[n], 10_000 + 2 * n
        chat_id = FIRST_CHAT + one.teacher - 1
        typed = words_update(2 * n, chat_id, one.words)
        await tells(one.officer, RawUpdate(first, typed))
        submit = await database.read(lambda tx: _submit(tx, one))
        pressed = press_update(2 * n + 1, chat_id, one.round_id, 7, submit)
        await tells(one.principal, RawUpdate(first + 1, pressed))

    async with _at_work(database, clock, channel):
        await offered(count, sizes.alarms_per_s, arrive)
    return waits


@asynccontextmanager
async def _at_work(database: Database, clock: RehearsalClock, channel: _Far) -> AsyncIterator[None]:
    """The pump at its real pace, the tick each second, and the inbox."""
    pump = Pump(
        database,
        {channel.name: channel},  # type: ignore[dict-item]
        clock,
        RENDERERS,
        zone=ZONE,
        language="zh",
    )
    worker = InboxWorker(database, channel, clock, the_door(ZONE, "zh"))  # type: ignore[arg-type]
    ticking = Ticking(database, clock, ZONE)
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(pump.run())
        others = [group.create_task(worker.serve()), group.create_task(ticking.run())]
        await ticking.begun.wait()
        yield
        for service in others:
            service.cancel()
        pump.stop()
        await sending


def _class(tx: Transaction, city: City, school: int) -> _Class:
    """The second class of a school, and its third pupil: no case is about that one."""
    number = school * city.classes_of_school + 1
    unit_id, school_id = city.place(number)
    round_ = tx.rounds.of_class(unit_id, TODAY)
    pupil = tx.connection.execute(
        "SELECT name FROM pupil WHERE id = ?", (number * city.pupils + 2,)
    ).fetchone()
    assert round_ is not None
    return _Class(
        round_.id,
        number + 1,
        _address(tx, "health_officer", school_id),
        _address(tx, "principal", school_id),
        f"{pupil[0]}38.6在家 其余正常",
    )


def _address(tx: Transaction, role: str, unit_id: int) -> str:
    found: str = tx.connection.execute(
        "SELECT c.address FROM chat c JOIN membership m ON m.person_id = c.person_id"
        " WHERE m.role = ? AND m.unit_id = ?",
        (role, unit_id),
    ).fetchone()[0]
    return found


def _submit(tx: Transaction, one: _Class) -> Choice:
    """提交, as it stands under what was typed."""
    draft = tx.drafts.get(one.round_id, one.teacher)
    assert draft is not None
    return Choice("submit", one.round_id, 0, draft.check_in.mark)


def _asks_left(tx: Transaction) -> int:
    left: int = tx.connection.execute(
        "SELECT COUNT(*) FROM outbox WHERE kind = 'ask' AND state = 'pending'"
    ).fetchone()[0]
    return left

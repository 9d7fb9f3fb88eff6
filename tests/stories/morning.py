"""A whole morning: the real bot, the real emulator over real HTTP, a real file, a set clock.

::

    await morning.at("07:30")                                   # steps up to then are done
    await morning.teacher("三年级2班").press("全班正常")           # and what follows from it too
    assert morning.teacher("三年级2班").heard == ["晨检", "已上报"]
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import httpx

from bot.run import serve
from bot.settings import Settings, settings_of
from domain.day_plan import school_day_of
from emulator.server import Emulator, running
from storage.database import opened, snapshot
from storage.rounds import Round
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import MONDAY, ZONE, FakeClock, instant
from tests.school import School, a_school
from tests.stories.someone import Someone
from tests.tables import new_tables
from tests.wire import a_client

T = TypeVar("T")

CLASSES = ("三年级1班", "三年级2班", "四年级1班")
QUIET_WITHIN_S = 20.0
LOOK_EVERY_S = 0.005
STRANGER = 99


@dataclass(slots=True)
class Morning:
    """One school's morning. People are found by their keys in tests/school.py."""

    school: School
    emulator: Emulator
    address: str
    client: httpx.AsyncClient
    clock: FakeClock
    settings: Settings
    connection: sqlite3.Connection
    _serving: asyncio.Task[None] | None = None
    _people: dict[str, Someone] = field(default_factory=dict)

    # -- time ------------------------------------------------------------------------------

    async def at(self, when: str) -> None:
        """It is this late, and the bot has done what falls due by then."""
        self.set_clock(when)
        await self.quiet()

    def set_clock(self, when: str) -> None:
        """It is this late; nobody waits for anything."""
        self.clock.set(when)
        self.emulator.world.clock.turn(now_ms=instant(when))

    async def quiet(self) -> None:
        """Wait until nothing is under way: no update open, no step due, no note waiting."""
        for _ in range(round(QUIET_WITHIN_S / LOOK_EVERY_S)):
            under_way = self._under_way()
            if not under_way:
                return
            await asyncio.sleep(LOOK_EVERY_S)
        raise AssertionError(f"the bot is still busy: {under_way}")

    def _under_way(self) -> str:
        if self.emulator.world.updates.count:
            return "updates at the channel"
        now_ms = self.clock.now_ms()
        if self.read(lambda tx: tx.days.unplanned(school_day_of(now_ms, ZONE), 1)):
            return "days to plan"
        for what, question in _UNDER_WAY.items():
            row = self.connection.execute(question, {"now_ms": now_ms}).fetchone()
            if row is not None:
                return f"{what} {tuple(row)}"
        return ""

    async def comes(self, seen: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something is seen: a file is fetched and read beside everything else."""
        for _ in range(round(QUIET_WITHIN_S / 0.1)):
            if await seen():
                await self.quiet()
                return
            await asyncio.sleep(0.1)
        raise AssertionError("it did not come")

    async def notice(self, query_id: str) -> str | None:
        """Wait until a press is answered and all is quiet; gives the words of the answer."""
        for _ in range(round(QUIET_WITHIN_S / LOOK_EVERY_S)):
            if self.emulator.world.queries[query_id].answered:
                break
            await asyncio.sleep(LOOK_EVERY_S)
        else:
            raise AssertionError("the press was not answered")
        await self.quiet()
        person = self.emulator.world.queries[query_id].person
        toasts = [one for one in person.toasts if one["callback_query_id"] == query_id]
        return toasts[-1]["text"] or None if toasts else None

    async def refused(self, method: str) -> None:
        """Wait until the emulator has refused such a call."""
        for _ in range(round(QUIET_WITHIN_S / LOOK_EVERY_S)):
            calls = self.emulator.record.since(method=method)
            if any(not call["accepted"] for call in calls):
                return
            await asyncio.sleep(LOOK_EVERY_S)
        raise AssertionError(f"no {method} was refused")

    # -- people ----------------------------------------------------------------------------

    def someone(self, key: str) -> Someone:
        """Whoever has this key in tests/school.py."""
        if key not in self._people:
            self._people[key] = Someone(self, self.school.address(key))
        return self._people[key]

    def teacher(self, class_name: str) -> Someone:
        """The head teacher of a class."""
        return self.someone(class_name)

    def deputy(self, class_name: str) -> Someone:
        """The deputy of a class."""
        return self.someone(f"deputy {class_name}")

    def leader(self, grade: str) -> Someone:
        """The leader of a grade."""
        return self.someone(f"leader {grade}")

    @property
    def principal(self) -> Someone:
        return self.someone("principal")

    @property
    def health_officer(self) -> Someone:
        return self.someone("health_officer")

    @property
    def admin(self) -> Someone:
        return self.someone("admin")

    @property
    def stranger(self) -> Someone:
        """Nobody of the roster."""
        return self._people.setdefault("", Someone(self, STRANGER))

    # -- what is stored ----------------------------------------------------------------------

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Look into the database."""
        return snapshot(self.connection, work)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Put something into the database from outside, as another process would."""
        self.connection.execute("BEGIN IMMEDIATE")
        done = work(Transaction(self.connection))
        self.connection.execute("COMMIT")
        return done

    def round(self, class_name: str, day: str = MONDAY) -> Round:
        """The round of a class."""
        class_id = self.school.classes[class_name]
        found = self.read(lambda tx: tx.rounds.of_class(class_id, date.fromisoformat(day)))
        assert found is not None, f"{class_name} owes nothing on {day}"
        return found

    def pupil(self, class_name: str) -> str:
        """The name of the first pupil of a class."""
        pupil_id = self.school.pupils[class_name][0]
        found = self.read(lambda tx: tx.roster.pupil(pupil_id))
        assert found is not None
        return found.name

    def revisions(self, class_name: str) -> int:
        """How often a class has answered."""
        return self.round(class_name).revision

    # -- the bot -----------------------------------------------------------------------------

    async def start(self) -> None:
        """Start the bot and wait until it is quiet."""
        ready = asyncio.Event()
        self._serving = asyncio.ensure_future(serve(self.settings, self.clock, ready=ready.set))
        await asyncio.wait_for(ready.wait(), QUIET_WITHIN_S)
        await self.quiet()

    async def stop(self) -> None:
        """Cut the bot off, whatever it is doing."""
        if self._serving is not None:
            self._serving.cancel()
            with suppress(asyncio.CancelledError):
                await self._serving
        self._serving = None

    async def restart(self) -> None:
        """Stop it and start it again."""
        await self.stop()
        await self.start()


_UNDER_WAY = {
    "update": "SELECT update_id FROM inbox WHERE state = 'open'",
    "step": "SELECT unit_id, step FROM day_step WHERE state = 'owed' AND due_ms <= :now_ms",
    "alert": "SELECT id, rung FROM alert WHERE next_ms <= :now_ms OR warn_ms <= :now_ms",
    "case": "SELECT id FROM case_file WHERE next_ms <= :now_ms",
    "school": "SELECT school_id FROM touched",
    "areas": "SELECT school_id FROM area_rematch",
    "change": "SELECT id FROM calendar_change WHERE told = 0",
    "file": "SELECT id FROM sent_file WHERE state = 'open'",
    "note": """SELECT id, kind, state FROM outbox
        WHERE state IN ('claimed', 'sending')
           OR (state = 'pending' AND not_before_ms <= :now_ms)""",
}


@asynccontextmanager
async def a_morning(path: Path, classes: Sequence[str] = CLASSES) -> AsyncIterator[Morning]:
    """A school, its people's phones, and the bot running at 07:00."""
    async with opened(new_tables(path)) as database:
        school = await database.write(lambda tx: a_school(tx, classes=classes))
    emulator = Emulator(clock_start_ms=instant("07:00"), speed=0.0)
    async with (
        running(emulator) as address,
        a_client(timeout=30.0) as client,
    ):
        settings = settings_of(
            {
                "telegram_bot_token": emulator.token,
                "telegram_api_base": address,
                "database_url": f"sqlite:///{path}",
            }
        )
        connection = connect(path)
        morning = Morning(
            school, emulator, address, client, FakeClock("07:00"), settings, connection
        )
        await _phones(morning)
        try:
            await morning.start()
            yield morning
        finally:
            await morning.stop()
            connection.close()


async def _phones(morning: Morning) -> None:
    """A phone for everybody, and one for a stranger; everybody has begun to talk to the bot."""
    names = {morning.school.address(key): key for key in morning.school.people}
    for user_id, name in itertools.chain(names.items(), [(STRANGER, "陌生人")]):
        answer = await morning.client.post(
            f"{morning.address}/control/users", json={"id": user_id, "first_name": name}
        )
        answer.raise_for_status()
        morning.emulator.world.people[user_id].started = user_id != STRANGER

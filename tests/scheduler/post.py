"""The pump at work: a real database, the real Telegram channel, the emulator over HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from channels.telegram.channel import telegram_channel
from domain.message import Message, Text
from domain.note import Edit, Note, Wanted
from domain.ports import Channel
from emulator.phone import Phone, calls
from emulator.server import Emulator, running
from scheduler.delivery import Renderer
from scheduler.pacer import Pacer
from scheduler.pump import Pump
from scheduler.renderers import RENDERERS
from storage.database import Database, opened
from storage.transaction import Transaction
from tests.clock import ZONE, FakeClock
from tests.school import School, a_school
from tests.tables import new_tables
from tests.wire import a_client

T = TypeVar("T")

TOKEN = "42:tests"  # noqa: S105 - the emulator's own, worth nothing elsewhere
PATIENCE_S = 10


class LeapClock(FakeClock):
    """Real monotonic time that a test may let leap ahead; a ``hasty`` one leaps over sleeps."""

    def __init__(self) -> None:
        super().__init__("07:30")
        self.ahead = 0.0
        self.hasty = False

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead

    async def sleep(self, seconds: float) -> None:
        really = min(seconds, 0.05) if self.hasty else seconds
        await asyncio.sleep(really)
        self.ahead += seconds - really


class Post:
    """A school whose people have phones, and a pump that a test starts and stops."""

    def __init__(
        self,
        path: Path,
        database: Database,
        channel: Channel,
        client: httpx.AsyncClient,
        address: str,
        school: School,
    ) -> None:
        self.path = path
        self.database = database
        self.channel = channel
        self.client = client
        self.address = address
        self.school = school
        self.clock = LeapClock()
        self.renderers: dict[str, Renderer] = dict(RENDERERS)
        self._count = 0

    @asynccontextmanager
    async def pumping(
        self, channels: Mapping[str, Channel] | None = None, pacer: Pacer | None = None
    ) -> AsyncIterator[Pump]:
        """A pump runs meanwhile, and is stopped at the end."""
        pump = Pump(
            self.database,
            channels or {"telegram": self.channel},
            self.clock,
            self.renderers,
            zone=ZONE,
            language="zh",
            pacer=pacer,
        )
        async with asyncio.TaskGroup() as tasks:
            running_pump = tasks.create_task(pump.run())
            yield pump
            pump.stop()
            await running_pump

    async def put(self, to: str, words: str | Wanted, kind: str = "reply", **more: Any) -> int:
        """Queue a note to a person of the school; gives its id. ``edit`` takes a note's id."""
        self._count += 1
        edit = more.pop("edit", None)
        reference = more.pop("reference", None)
        if edit is not None or reference is not None:
            more["edit"] = Edit(note_id=edit, reference=reference)
        note = Note(
            kind=kind,
            subject=more.pop("subject", f"test/{self._count}"),
            chat_id=self.school.chats[to],
            say=Message(Text.of(words)) if isinstance(words, str) else words,
            **more,
        )

        def piece(tx: Transaction) -> int:
            assert tx.outbox.put(note, self.clock.now_ms())
            found: int = tx.connection.execute("SELECT MAX(id) FROM outbox").fetchone()[0]
            return found

        return await self.database.write(piece)

    async def row(self, note_id: int) -> Mapping[str, Any]:
        """A note as the outbox holds it."""

        def look(tx: Transaction) -> Mapping[str, Any]:
            row = tx.connection.execute("SELECT * FROM outbox WHERE id = ?", (note_id,)).fetchone()
            return dict(row)

        return await self.database.read(look)

    async def state(self, note_id: int) -> str:
        return str((await self.row(note_id))["state"])

    async def settled(self, *note_ids: int) -> list[str]:
        """The states of notes once none of them waits or is under way any more."""
        await self.until(self._none_waits(note_ids))
        return [await self.state(note_id) for note_id in note_ids]

    def _none_waits(self, note_ids: tuple[int, ...]) -> Callable[[Transaction], bool]:
        marks = ",".join("?" * len(note_ids))
        sql = (
            f"SELECT COUNT(*) FROM outbox WHERE id IN ({marks})"  # noqa: S608
            " AND state IN ('pending', 'claimed', 'sending')"
        )
        return lambda tx: not tx.connection.execute(sql, note_ids).fetchone()[0]

    async def until(self, true: Callable[[Transaction], bool]) -> None:
        """Wait until the database says so. Raises AssertionError with the outbox if it does not."""
        deadline = time.monotonic() + PATIENCE_S
        while not await self.database.read(true):
            if time.monotonic() > deadline:
                raise AssertionError(await self.database.read(lambda tx: tx.outbox.counts()))
            await asyncio.sleep(0.02)

    async def logged(self, caplog: pytest.LogCaptureFixture, words: str) -> None:
        """Wait until the log says so."""
        deadline = time.monotonic() + PATIENCE_S
        while words not in caplog.text:
            assert time.monotonic() < deadline, caplog.text
            await asyncio.sleep(0.02)

    async def reference(self, note_id: int) -> int:
        return int((await self.row(note_id))["reference"])

    def phone(self, who: str) -> Phone:
        return Phone(self.client, self.address, self.school.address(who))

    async def heard(self, who: str) -> list[str]:
        """What a person's screen shows of the bot's words, oldest first."""
        return list((await self.phone(who).screen()).heard)

    async def fault(self, kind: str, **more: Any) -> None:
        """Something goes wrong with the next request."""
        answer = await self.client.post(
            f"{self.address}/control/faults", json={"kind": kind, **more}
        )
        assert answer.status_code == 200, answer.text

    async def weather(self, *, method: str | None = None, **rates: float) -> None:
        """From now on requests go wrong at these rates, by kind; without any, nothing does."""
        faults = f"{self.address}/control/faults"
        (await self.client.delete(faults)).raise_for_status()
        if rates:
            body = {"kinds": {kind.lstrip("_"): rate for kind, rate in rates.items()}}
            await self.client.post(faults, json={**body, "method": method})

    async def sends(self, *, accepted: bool = True) -> list[dict[str, Any]]:
        """The requests on record that say or change something, in order."""
        methods = {
            "sendMessage", "editMessageText", "sendDocument", "sendPhoto", "editMessageMedia",
        }  # fmt: skip
        recorded = await calls(self.client, self.address)
        return [
            call for call in recorded if call["method"] in methods and call["accepted"] is accepted
        ]

    async def texts(self) -> list[str]:
        """What was accepted, in order."""
        return [call["params"]["text"] for call in await self.sends()]


@asynccontextmanager
async def a_post(folder: Path, *, classes: int = 1) -> AsyncIterator[Post]:
    """A school, its people's phones with the bot started, and no pump yet."""
    names = [f"一年级{number}班" for number in range(1, classes + 1)]
    emulator = Emulator(TOKEN, clock_start_ms=LeapClock().now_ms(), speed=0)
    path = folder / "chenjian.db"
    async with (
        opened(new_tables(path)) as database,
        running(emulator) as address,
        a_client() as client,
        telegram_channel(TOKEN, address) as channel,
    ):
        school = await database.write(lambda tx: a_school(tx, classes=names))
        for key in school.people:
            user_id = school.address(key)
            person = {"id": user_id, "first_name": key}
            (await client.post(f"{address}/control/users", json=person)).raise_for_status()
            await Phone(client, address, user_id).start()
        yield Post(path, database, channel, client, address, school)


async def stopped_short(post: Post, channels: Mapping[str, Channel] | None = None) -> None:
    """Run a pump that ends by itself; what it raised comes out of its group."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S), post.pumping(channels):
            await asyncio.Event().wait()

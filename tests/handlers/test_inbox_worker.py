"""The inbox worker: stored updates take effect once, in order, whatever goes wrong.

A real database with its threads, the real Telegram channel, the emulator over HTTP.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.assembly import the_door
from channels.telegram.channel import telegram_channel
from domain.choice import Choice
from domain.errors import StorageTrouble
from domain.ports import Channel, RawUpdate
from emulator.fault import broken_updates
from emulator.phone import Phone
from emulator.server import Emulator, running
from handlers.door import Door
from handlers.inbox_worker import InboxWorker, StoredInbox
from handlers.visit import Visit
from storage.database import Database, opened
from storage.transaction import Transaction
from tests.clock import ZONE, FakeClock
from tests.morning import open_rounds
from tests.scheduler.trouble import impatient, locked
from tests.school import School, a_school
from tests.tables import new_tables
from tests.wire import a_client

CLASS = "一年级1班"
TOKEN = "42:tests"  # noqa: S105 - the emulator's own, worth nothing elsewhere
PATIENCE_S = 10


@dataclass
class Office:
    """A school, its teacher's phone, and what the worker needs."""

    path: Path
    database: Database
    channel: Channel
    client: httpx.AsyncClient
    address: str
    school: School
    clock: FakeClock
    door: Door

    @property
    def phone(self) -> Phone:
        return Phone(self.client, self.address, self.school.address(CLASS))

    async def fetched(self) -> list[RawUpdate]:
        """What waits at the emulator, confirmed there."""
        url = f"{self.address}/bot{TOKEN}/getUpdates"
        updates = (await self.client.post(url, json={"timeout": 0})).json()["result"]
        if updates:
            offset = updates[-1]["update_id"] + 1
            await self.client.post(url, json={"timeout": 0, "offset": offset})
        return [RawUpdate(one["update_id"], json.dumps(one)) for one in updates]

    async def store(self, updates: list[RawUpdate]) -> None:
        await StoredInbox(self.database, self.clock).store("telegram", updates)

    @asynccontextmanager
    async def working(self, away_since_ms: int | None = None) -> AsyncIterator[None]:
        """The worker serves meanwhile."""
        worker = InboxWorker(self.database, self.channel, self.clock, self.door, away_since_ms)
        async with asyncio.TaskGroup() as group:
            serving = group.create_task(worker.serve())
            yield
            serving.cancel()

    async def work(self, away_since_ms: int | None = None) -> None:
        """Work until nothing is open any more."""
        async with self.working(away_since_ms):
            await self.until("SELECT COUNT(*) FROM inbox WHERE state = 'open'", 0)

    async def until(self, statement: str, value: object) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while (found := (await self.rows(statement))[0][0]) != value:
            assert time.monotonic() < deadline, found
            await asyncio.sleep(0.01)

    async def rows(self, statement: str) -> list[tuple[Any, ...]]:
        return await self.database.read(
            lambda tx: [tuple(row) for row in tx.connection.execute(statement)]
        )

    async def states(self) -> list[str]:
        return [row[0] for row in await self.rows("SELECT state FROM inbox ORDER BY update_id")]

    async def said(self) -> list[str]:
        """What was put for anybody, as it stands in the outbox."""
        return [row[0] for row in await self.rows("SELECT body FROM outbox ORDER BY id")]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Monday 07:31; the teacher of 一年级1班 has started the bot and is asked."""
    clock = FakeClock("07:31")
    emulator = Emulator(TOKEN, clock_start_ms=clock.now_ms(), speed=0)
    path = tmp_path / "chenjian.db"
    async with (
        opened(new_tables(path)) as database,
        running(emulator) as address,
        a_client() as client,
        telegram_channel(TOKEN, address) as channel,
    ):

        def piece(tx: Transaction) -> School:
            school = a_school(tx, pupils=2)
            open_rounds(tx, school.id)
            return school

        school = await database.write(piece)
        person = {"id": school.address(CLASS), "first_name": CLASS}
        await client.post(f"{address}/control/users", json=person)
        door = the_door(ZONE, "zh")
        office = Office(path, database, channel, client, address, school, clock, door)
        await office.phone.start()
        await office.fetched()
        yield office


def zero(round_id: int = 1) -> str:
    return Choice("zero", round_id).encode()


async def test_a_stored_press_takes_effect_and_is_acknowledged(office: Office) -> None:
    await office.phone.forge(zero())
    await office.store(await office.fetched())
    async with office.working():
        await office.phone.until(lambda screen: screen.toasts)
    (toast,) = (await office.phone.screen()).toasts
    assert toast["text"] == "✅ 已上报"
    assert await office.states() == ["done"]
    assert await office.rows("SELECT revision FROM answer") == [(1,)]


async def test_the_same_update_twice_has_one_effect(office: Office) -> None:
    await office.phone.text("36.5 无")
    updates = await office.fetched()
    await office.store(updates)
    await office.store(updates)
    await office.work()
    before = await office.said()
    await office.store(updates)
    await office.work()
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]
    assert await office.said() == before


async def test_an_update_handed_over_twice_at_once_has_one_effect(office: Office) -> None:
    """Two workers, as after a restart that came too early."""
    await office.phone.text("36.5 无")
    await office.store(await office.fetched())
    async with office.working(), office.working():
        await office.until("SELECT COUNT(*) FROM inbox WHERE state = 'open'", 0)
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]
    assert len(await office.rows("SELECT id FROM outbox WHERE kind = 'receipt'")) == 1


async def test_what_was_open_when_the_program_ended_is_done_first_and_in_order(
    office: Office,
) -> None:
    for words in ("36.5 无", "36.6 无", "36.7 无"):
        await office.phone.text(words)
    await office.store(await office.fetched())
    await office.work()
    rows = await office.rows("SELECT body FROM answer ORDER BY revision")
    assert [json.loads(row[0])["class_max"] for row in rows] == [3650, 3660, 3670]


async def test_an_unreadable_update_is_kept_told_and_blocks_nothing(office: Office) -> None:
    await office.phone.text("全班正常")
    good = (await office.fetched())[0]
    bad = [RawUpdate(good.update_id - 2, "{"), RawUpdate(good.update_id - 1, '{"update_id": "x"}')]
    await office.store([*bad, good])
    await office.work()
    assert await office.states() == ["unreadable", "unreadable", "done"]
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]
    told = [body for body in await office.said() if "trouble" in body]
    assert told == ['{"want":"trouble","what":"unreadable"}'], "once an hour"


async def test_a_thousand_unreadable_updates_in_a_row_block_nothing(office: Office) -> None:
    await office.phone.text("全班正常")
    good = (await office.fetched())[0]
    broken = itertools.cycle(broken_updates(0)[:4])
    numbers = range(good.update_id - 1000, good.update_id)
    bad = [RawUpdate(number, json.dumps(next(broken))) for number in numbers]
    await office.store([*bad, good])
    await office.work()
    assert Counter(await office.states()) == {"unreadable": 1000, "done": 1}
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]
    aside = await office.database.read(lambda tx: tx.inbox.set_aside_ones())
    assert len(aside) == 1000
    assert all(one.error for one in aside)


async def test_a_text_of_ten_megabytes_blocks_nothing(office: Office) -> None:
    await office.phone.text("全班正常")
    good = (await office.fetched())[0]
    update = json.loads(good.raw)
    update["update_id"] -= 1
    update["message"]["text"] = "全班正常" * (10 << 18)
    await office.store([RawUpdate(update["update_id"], json.dumps(update)), good])
    await office.work()
    assert await office.states() == ["done", "done"]
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]


def _breaks(visit: Visit, choice: Choice) -> None:
    visit.tx.drafts.drop_round(1)
    visit.tx.answers.touch(visit.tx.rounds.get(1).school_id, visit.day)  # type: ignore[union-attr]
    raise RuntimeError("a bug")


async def test_a_failing_handler_is_marked_said_and_told_once_an_hour(office: Office) -> None:
    office.door = replace(office.door, presses={**office.door.presses, "zero": _breaks})
    for _ in range(2):
        await office.phone.forge(zero())
    await office.phone.text("全班正常")
    await office.store(await office.fetched())
    await office.work()
    assert await office.states() == ["failed", "failed", "done"]
    assert await office.rows("SELECT DISTINCT error FROM inbox WHERE error IS NOT NULL") == [
        ("RuntimeError",)
    ]
    said = await office.said()
    assert sum("这一步出了故障" in body for body in said) == 2
    assert sum('"failed"' in body for body in said) == 1
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]
    office.clock.advance(hours=1)
    await office.phone.forge(zero())
    await office.store(await office.fetched())
    await office.work()
    assert sum('"failed"' in body for body in await office.said()) == 2


async def test_one_that_is_refused_undoes_nothing_of_its_batch(office: Office) -> None:
    await office.phone.text("全班正常")
    await office.phone.forge(zero(2))  # another class's round
    await office.phone.text("/help")
    await office.store(await office.fetched())
    await office.work()
    assert await office.states() == ["done", "done", "done"]
    assert await office.rows("SELECT round_id FROM answer") == [(1,)]
    kinds = await office.rows("SELECT kind, COUNT(*) FROM outbox GROUP BY kind ORDER BY kind")
    assert kinds == [("receipt", 1), ("reply", 1)], "the refusal is a word on the button"


async def test_a_press_whose_handler_failed_stops_waiting(office: Office) -> None:
    office.door = replace(office.door, presses={**office.door.presses, "zero": _breaks})
    await office.phone.forge(zero())
    await office.store(await office.fetched())
    async with office.working():
        await office.until("SELECT COUNT(*) FROM inbox WHERE state = 'failed'", 1)
        deadline = time.monotonic() + PATIENCE_S
        while not (calls := await _acknowledgements(office)):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.01)
    assert len(calls) == 1


async def _acknowledgements(office: Office) -> list[Any]:
    answer = await office.client.get(
        f"{office.address}/control/record", params={"method": "answerCallbackQuery"}
    )
    found: list[Any] = answer.json()["calls"]
    return found


async def test_trouble_with_the_database_leaves_it_open_and_it_is_done_later(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.phone.text("全班正常")
    await office.store(await office.fetched())
    await office.database.write(impatient)
    async with office.working():
        with locked(office.path):
            deadline = time.monotonic() + PATIENCE_S
            office.database.writer.submit(lambda tx: None).add_done_callback(
                lambda future: future.exception()
            )
            while "trying again" not in caplog.text:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.01)
            assert await office.states() == ["open"]
        await office.until("SELECT COUNT(*) FROM inbox WHERE state = 'done'", 1)
    assert await office.rows("SELECT COUNT(*) FROM answer") == [(1,)]


async def test_presses_of_the_first_backlog_over_the_cut_off_are_in_doubt(office: Office) -> None:
    away_since_ms = office.clock.now_ms()
    office.clock.set("09:30")
    await office.phone.forge(zero())
    await office.phone.text("一年级1班 36.5 无")
    await office.store(await office.fetched())
    await office.work(away_since_ms)
    rows = await office.rows("SELECT time_uncertain FROM answer ORDER BY revision")
    assert rows == [(1,), (0,)]
    assert await office.rows("SELECT late FROM round WHERE revision > 0") == [(0,)]


async def test_words_count_from_when_the_channel_received_them(office: Office) -> None:
    """Typed at 07:31, stored after the cut-off: not late."""
    await office.phone.text("全班正常")
    office.clock.set("09:30")
    await office.store(await office.fetched())
    await office.work()
    assert await office.rows("SELECT late FROM round WHERE revision > 0") == [(0,)]


async def test_what_came_later_waits_for_what_could_not_be_done_yet(office: Office) -> None:
    """The disk is full for the first of two answers of one person: the last one said counts."""
    office.clock = FakeClock("07:31", virtual=True)
    full = [True]
    press = office.door.presses["zero"]

    def refused_once(visit: Visit, choice: Choice) -> None:
        if full:
            full.clear()
            raise StorageTrouble("disk full")
        press(visit, choice)

    office.door = replace(office.door, presses={**office.door.presses, "zero": refused_once})
    await office.phone.forge(zero())
    await office.phone.text("36.6 无")
    await office.store(await office.fetched())
    async with office.working():
        deadline = time.monotonic() + PATIENCE_S
        while await office.states() != ["done", "done"]:
            assert time.monotonic() < deadline
            await office.clock.flow(1.0)
    bodies = await office.rows("SELECT body FROM answer ORDER BY revision")
    assert [json.loads(body) for (body,) in bodies] == [{}, {"class_max": 3660}]


async def test_what_came_before_an_update_in_trouble_is_done_all_the_same(office: Office) -> None:
    """The third of three answers of one person cannot be written, however often it is tried."""
    office.clock = FakeClock("07:31", virtual=True)

    def refused(visit: Visit, choice: Choice) -> None:
        raise StorageTrouble("disk full")

    office.door = replace(office.door, presses={**office.door.presses, "zero": refused})
    await office.phone.text("36.5 无")
    await office.phone.text("36.6 无")
    await office.phone.forge(zero())
    await office.store(await office.fetched())
    async with office.working():
        deadline = time.monotonic() + PATIENCE_S
        while await office.states() != ["done", "done", "open"]:
            assert time.monotonic() < deadline
            await office.clock.flow(1.0)
    bodies = await office.rows("SELECT body FROM answer ORDER BY revision")
    assert [json.loads(body)["class_max"] for (body,) in bodies] == [3650, 3660]


async def commands_of(office: Office, key: str) -> list[str]:
    """The command menu that somebody's chat shows."""
    scope = {"type": "chat", "chat_id": office.school.address(key)}
    url = f"{office.address}/bot{TOKEN}/getMyCommands"
    answer = await office.client.post(url, json={"scope": scope})
    return [one["command"] for one in answer.json()["result"]]


async def has_menu(office: Office, key: str, *, with_: str = "", without: str = "-") -> None:
    """Wait until a chat's menu offers one command and not another."""
    deadline = time.monotonic() + PATIENCE_S
    while not (with_ in (menu := await commands_of(office, key)) and without not in menu):
        assert time.monotonic() < deadline, menu
        await asyncio.sleep(0.01)


async def test_a_duty_that_begins_or_ends_with_the_day_changes_the_menu(office: Office) -> None:
    school = office.school
    person = {"id": school.address("deputy 一年级2班"), "first_name": "王老师"}
    await office.client.post(f"{office.address}/control/users", json=person)
    await office.database.write(
        lambda tx: tx.connection.execute(
            "UPDATE membership SET role = 'admin', unit_id = ?, from_day = '2026-11-24',"
            " until_day = '2026-11-24' WHERE person_id IN (?, ?)",
            # The channel knows no chat of the one before: that keeps nobody's menu from being set.
            (school.id, school.people["deputy 一年级1班"], school.people["deputy 一年级2班"]),
        )
    )
    async with office.working():
        await office.phone.text("36.5 无")
        await office.store(await office.fetched())
        await office.until("SELECT COUNT(*) FROM inbox WHERE state = 'open'", 0)
        assert await commands_of(office, "deputy 一年级2班") == []
        for at, offers, hides in (
            ("2026-11-24 05:00", "invite", "phone"),
            ("2026-11-25 05:00", "phone", "invite"),
        ):
            office.clock.set(at)
            await office.phone.text("好")
            await office.store(await office.fetched())
            await has_menu(office, "deputy 一年级2班", with_=offers, without=hides)

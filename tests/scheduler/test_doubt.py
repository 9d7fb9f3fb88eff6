"""What becomes of notes that may or may not have come, and of those that wait meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from telegram import Bot

from channels.telegram.channel import TelegramChannel
from channels.telegram.request import Request
from domain.doubt import LEAST_TRIES
from domain.message import Message, Text
from domain.note import Wanted
from scheduler.pump import IN_FLIGHT
from storage.transaction import Transaction
from tests.scheduler.post import TOKEN, Post, a_post

CLASS = "一年级1班"
REPEAT = "可能已收到"
HOUR_S = 3600


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with a_post(tmp_path) as made:
        made.clock.hasty = True
        yield made


async def _tried(post: Post, note: int, tries: int) -> None:
    """Wait until a note has come to no known end so often and rests."""
    sql = "SELECT state = 'pending' AND attempts = ?2 FROM outbox WHERE id = ?1"
    await post.until(lambda tx: bool(tx.connection.execute(sql, (note, tries)).fetchone()[0]))


async def test_a_question_in_doubt_is_asked_again_without_a_word(post: Post) -> None:
    await post.fault("drop_answer", method="sendMessage")
    ask = await post.put(CLASS, "how is everybody?", "ask")
    async with post.pumping():
        assert await post.settled(ask) == ["sent"]
    assert await post.texts() == ["how is everybody?"] * 2


@pytest.mark.parametrize("kind", ["digest", "alert", "roll_up", "news", "escalation", "file"])
async def test_what_is_in_doubt_is_said_until_it_surely_came_and_says_so(
    post: Post, kind: str
) -> None:
    await post.fault("drop_answer", method="sendMessage", count=4)
    note = await post.put("principal", "v1", kind)
    async with post.pumping():
        for tries in range(1, 5):
            await _tried(post, note, tries)
            post.clock.ahead += HOUR_S
        assert await post.settled(note) == ["sent"]
    first, *others = await post.texts()
    assert first == "v1"
    assert len(others) == 4
    assert all(REPEAT in words and words.endswith("v1") for words in others)
    assert (await post.row(note))["repeats"] == 4


async def test_what_surely_did_not_come_is_no_repeat(post: Post) -> None:
    await post.fault("429", method="sendMessage", retry_after=1)
    note = await post.put("principal", "v1", "digest")
    async with post.pumping():
        assert await post.settled(note) == ["sent"]
    assert await post.texts() == ["v1"]


async def test_a_server_error_leaves_doubt_and_is_tried_again(post: Post) -> None:
    await post.fault("5xx", method="sendMessage")
    digest = await post.put("principal", "v1", "digest")
    async with post.pumping():
        assert await post.settled(digest) == ["sent"]
    (words,) = await post.heard("principal")
    assert REPEAT in words


async def test_an_edit_in_doubt_is_simply_made_again(post: Post) -> None:
    async with post.pumping():
        digest = await post.put("principal", "v1", "digest", subject="d")
        await post.settled(digest)
        await post.fault("drop_answer", method="editMessageText")
        edit = await post.put("principal", "v2", "digest", subject="d", version=2, edit=digest)
        assert await post.settled(edit) == ["sent"]
    assert await post.heard("principal") == ["v2"]


async def test_what_stands_in_for_a_vanished_message_says_so_when_in_doubt(post: Post) -> None:
    async with post.pumping():
        digest = await post.put("principal", "v1", "digest", subject="d")
        await post.settled(digest)
        await post.database.write(
            lambda tx: tx.connection.execute("UPDATE outbox SET reference = '999999'")
        )
        await post.fault("drop_answer", method="sendMessage")
        edit = await post.put("principal", "v2", "digest", subject="d", version=2, edit=digest)
        await _tried(post, edit, 1)
        post.clock.ahead += HOUR_S
        assert await post.settled(edit) == ["sent"]
    _, first, second = await post.heard("principal")
    assert first == "v2"
    assert REPEAT in second


async def test_words_in_doubt_let_others_of_their_chat_pass_but_not_their_own_edits(
    post: Post,
) -> None:
    async with post.pumping():
        await post.fault("drop_answer", method="sendMessage", count=2)
        digest = await post.put("principal", "v1", "digest", subject="d")
        await _tried(post, digest, 1)
        post.clock.ahead += 3
        await _tried(post, digest, 2)
        edit = await post.put("principal", "v2", "digest", subject="d", version=2, edit=digest)
        news = await post.put("principal", "news", "news")
        assert await post.settled(news) == ["sent"]
        assert [await post.state(note) for note in (digest, edit)] == ["pending", "pending"]
        post.clock.ahead += HOUR_S
        assert await post.settled(digest, edit) == ["sent", "sent"]
    heard = await post.heard("principal")
    assert [REPEAT in words for words in heard] == [False, True, False, False]
    assert heard[2:] == ["news", "v2"]


async def test_a_newer_version_of_what_was_given_up_is_said_and_says_so(post: Post) -> None:
    digest = await post.put("principal", "v1", "digest", subject="d")
    await post.database.write(
        lambda tx: tx.connection.execute("UPDATE outbox SET state = 'unknown', attempts = 9")
    )
    edit = await post.put("principal", "v2", "digest", subject="d", version=2, edit=digest)
    async with post.pumping():
        assert await post.settled(edit) == ["sent"]
    (words,) = await post.heard("principal")
    assert REPEAT in words
    assert words.endswith("v2")


async def test_words_in_doubt_say_the_newest_figures_when_they_are_said_again(post: Post) -> None:
    def shown(tx: Transaction, *_: object) -> Message:
        return Message(Text.of(tx.days.memo("version") or "v1"))

    post.renderers["shown"] = shown
    await post.fault("drop_answer", method="sendMessage")
    digest = await post.put("principal", Wanted("shown"), "digest")
    async with post.pumping():
        await _tried(post, digest, 1)
        await post.database.write(lambda tx: tx.days.remember("version", "v2"))
        post.clock.ahead += HOUR_S
        await post.settled(digest)
    first, second = await post.texts()
    assert first == "v1"
    assert REPEAT in second
    assert second.endswith("v2")


async def test_what_nobody_needs_any_more_is_given_up_unsaid(post: Post) -> None:
    digest = await post.put("principal", "v1", "digest")
    reply = await post.put("admin", "an answer", "reply")
    young = await post.put("health_officer", "v1", "digest")
    sql = "UPDATE outbox SET attempts = ? WHERE id IN (?, ?)"
    await post.database.write(
        lambda tx: tx.connection.execute(sql, (LEAST_TRIES, digest, reply)).rowcount
    )
    post.clock.advance(hours=12)
    async with post.pumping():
        states = await post.settled(digest, reply, young)
    assert states == ["unknown", "unknown", "sent"]
    assert await post.texts() == ["v1"]


async def test_what_a_killed_process_left_behind_is_taken_up(post: Post) -> None:
    claimed = await post.put(CLASS, "claimed", "digest")
    asking = await post.put("admin", "asking", "ask")
    telling = await post.put("principal", "telling", "alert")
    given_up = await post.put("health_officer", "given up", "alert")
    left = [(claimed, "claimed", 0), (asking, "sending", 1), (telling, "sending", 2)]

    def killed(tx: Transaction) -> None:
        tx.connection.executemany(
            "UPDATE outbox SET state = ?2, lease = 'dead', attempts = ?3 WHERE id = ?1",
            [*left, (given_up, "sending", LEAST_TRIES)],
        )
        tx.connection.execute("UPDATE outbox SET created_ms = 0 WHERE id = ?", (given_up,))

    await post.database.write(killed)
    async with post.pumping():
        states = await post.settled(claimed, asking, telling, given_up)
    assert states == ["sent", "sent", "sent", "unknown"]
    assert await post.heard(CLASS) == ["claimed"]
    assert await post.heard("admin") == ["asking"]
    assert REPEAT in (await post.heard("principal"))[0]
    assert await post.heard("health_officer") == []


# An outage


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Post]:
    """Enough people for a wave."""
    async with a_post(tmp_path, classes=20) as made:
        made.clock.hasty = True
        yield made


async def _wave(post: Post) -> list[int]:
    return [await post.put(who, f"ask {who}", "ask") for who in post.school.chats]


async def _refused(post: Post) -> int:
    return len(await post.sends(accepted=False))


def _repeated(texts: Sequence[str]) -> int:
    return len(texts) - len(set(texts))


async def test_in_an_outage_notes_wait_and_none_of_them_tries_the_line(town: Post) -> None:
    """The channel is asked who we are, which nobody hears of, until it answers."""
    await town.weather(_5xx=1.0)
    ids = await _wave(town)
    async with town.pumping():
        await _asked_who_we_are(town, 4)
        assert await _refused(town) <= IN_FLIGHT
        await town.weather()
        assert set(await town.settled(*ids)) == {"sent"}
    assert await _refused(town) <= IN_FLIGHT
    assert _repeated(await town.texts()) == 0


async def test_where_only_sending_fails_one_note_at_a_time_tries_the_line(town: Post) -> None:
    await town.weather(method="sendMessage", drop_answer=1.0)
    ids = await _wave(town)
    async with town.pumping():
        looks = await _asked_who_we_are(town, 8)
        lost = len(await town.sends())
        assert lost <= IN_FLIGHT + looks
        await town.weather()
        assert set(await town.settled(*ids)) == {"sent"}
    lost = sum(call["fault"] == "drop_answer" for call in await town.sends())
    assert _repeated(await town.texts()) == lost < len(ids)


async def test_one_chats_own_trouble_stops_nobody_else(town: Post) -> None:
    await town.fault(
        "drop_answer", method="sendMessage", count=100, chat_id=town.school.address("principal")
    )
    first = await town.put("principal", "an alert", "alert")
    others = [
        note_id
        for who, note_id in zip(town.school.chats, await _wave(town), strict=True)
        if who != "principal"
    ]
    async with town.pumping():
        assert set(await town.settled(*others)) == {"sent"}
        assert await town.state(first) != "sent"


async def test_without_a_connection_nothing_is_in_doubt(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    digest = await post.put("principal", "v1", "digest")
    async with a_cable(post) as cable, a_channel(cable.address) as channel:
        await cable.pull()
        async with post.pumping({"telegram": channel}):
            await post.logged(caplog, "gives no answer")
            await post.until(lambda tx: tx.outbox.counts().get("sending", 0) == 0)
            assert (await post.row(digest))["attempts"] == 0
            await cable.plug()
            assert await post.settled(digest) == ["sent"]
    assert await post.texts() == ["v1"]
    assert "notes go on" in caplog.text


async def _asked_who_we_are(post: Post, more: int) -> int:
    """Wait until the channel was asked so often more; gives how often it was by now."""

    query = {"method": "getMe"}
    address = f"{post.address}/control/record"
    asked, wanted = 0, None
    deadline = time.monotonic() + 30
    while wanted is None or asked < wanted:
        assert time.monotonic() < deadline, asked
        await asyncio.sleep(0.02)
        asked = len((await post.client.get(address, params=query)).json()["calls"])
        wanted = asked + more if wanted is None else wanted
    return asked


class Cable:
    """A way to the emulator that can be pulled out: then nobody listens there."""

    def __init__(self, to: str) -> None:
        self._to = urlsplit(to)
        self._server: asyncio.Server | None = None
        self._port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def plug(self) -> None:
        self._server = await asyncio.start_server(self._through, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def pull(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _through(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, there = await asyncio.open_connection(self._to.hostname, self._to.port)
        async with asyncio.TaskGroup() as both:
            both.create_task(_pour(near, there))
            both.create_task(_pour(far, back))


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    while some := await source.read(65536):
        into.write(some)
    into.close()


@asynccontextmanager
async def a_cable(post: Post) -> AsyncIterator[Cable]:
    cable = Cable(post.address)
    await cable.plug()
    try:
        yield cable
    finally:
        await cable.pull()


@asynccontextmanager
async def a_channel(address: str) -> AsyncIterator[TelegramChannel]:
    """A channel that has not asked anything yet."""
    request: Any = Request(address, connections=4)
    async with request:
        yield TelegramChannel(Bot(TOKEN, base_url=f"{address}/bot", request=request))

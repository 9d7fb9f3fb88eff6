"""The poller: whatever reached the machine is stored before it is confirmed."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from channels.telegram.polling import LONGEST_PAUSE_S, Poller
from channels.telegram.reading import read
from domain.errors import StorageTrouble
from domain.incoming import UnreadableUpdate
from domain.message import Button, Keyboard, Message, Text
from domain.ports import Inbox, Misconfigured, RawUpdate
from storage.database import Database, opened
from tests.channels.exchange import (
    PATIENCE_S,
    TOKEN,
    Exchange,
    HastyClock,
    an_exchange,
    free_port,
    until,
)
from tests.channels.impostor import (
    EMPTY,
    Answer,
    Asked,
    Impostor,
    Said,
    Silence,
    updates,
)
from tests.clock import instant


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(tmp_path / "chenjian.db") as made:
        yield made


@asynccontextmanager
async def polling(
    address: str, inbox: Inbox, clock: HastyClock | None = None, token: str = TOKEN
) -> AsyncIterator[asyncio.Task[None]]:
    """A poller runs meanwhile and is cut off at the end, wherever it stands."""
    poller = Poller(token, address, inbox, clock or HastyClock())
    async with asyncio.TaskGroup() as group:
        task = group.create_task(poller.run())
        yield task
        task.cancel()


async def kept(database: Database) -> list[RawUpdate]:
    """What the inbox holds, by id."""
    open_updates = await database.read(lambda tx: tx.inbox.open_after("telegram", -(2**62), 1000))
    return [RawUpdate(update.update_id, update.raw) for update in open_updates]


async def kept_ids(database: Database) -> list[int]:
    return [update.update_id for update in await kept(database)]


async def until_kept(database: Database, count: int) -> list[RawUpdate]:
    """Wait until so many updates are kept."""

    async def enough() -> bool:
        return len(await kept(database)) >= count

    await until(enough)
    return await kept(database)


@dataclass(frozen=True)
class Shelf:
    """An inbox on a real database."""

    database: Database

    async def store(self, channel: str, batch: list[RawUpdate]) -> None:
        await self.database.write(lambda tx: tx.inbox.store(channel, batch, instant("07:30")))


def ours(caplog: pytest.LogCaptureFixture, name: str = "channels.") -> list[str]:
    """What was logged on our side, not by the server that plays Telegram."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(name) and not record.name.startswith("uvicorn")
    ]


def offsets(impostor: Impostor) -> list[int | None]:
    """What each request for updates confirmed."""
    return [
        int(asked["offset"]) if "offset" in asked else None
        for asked in impostor.asked["getUpdates"]
    ]


# What comes is stored, and only then confirmed


async def test_what_people_say_is_kept_as_it_came(exchange: Exchange, database: Database) -> None:
    async with polling(exchange.address, Shelf(database)):
        await exchange.wang.text("全班正常 𬱖")
        keys = Keyboard(((Button("全班正常", payload="1:zero:1:0:"),),))
        await exchange.channel.send("7", Message(Text.of("请上报"), keys))
        await exchange.wang.press("全班正常")
        await exchange.wang.block()
        found = await until_kept(database, 3)
    assert [next(k for k in json.loads(update.raw) if k != "update_id") for update in found] == [
        "message",
        "callback_query",
        "my_chat_member",
    ]
    assert json.loads(found[0].raw)["message"]["text"] == "全班正常 𬱖"
    assert [read(update.raw).update_id for update in found] == [
        update.update_id for update in found
    ]


async def test_every_byte_of_an_update_is_kept(impostor: Impostor, database: Database) -> None:
    member = '{ "update_id":5, "new": 1.50, "text":"\\u7532\\ud83d" }'
    impostor.says("getUpdates", updates(member), Silence())
    async with polling(impostor.address, Shelf(database)):
        found = await until_kept(database, 1)
    assert found == [RawUpdate(5, member)]


async def test_an_update_is_confirmed_only_after_it_is_stored(
    exchange: Exchange, database: Database
) -> None:
    confirmed_when_stored: list[list[Any]] = []

    class Watched:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            calls = await exchange.recorded("getUpdates")
            offsets = [call["params"].get("offset", 0) for call in calls]
            first = min(update.update_id for update in batch)
            confirmed_when_stored.append([offset for offset in offsets if int(offset) > first])
            await Shelf(database).store(channel, batch)

    said = [await exchange.wang.text(text) for text in ("一", "二", "三")]
    async with polling(exchange.address, Watched()):
        await until_kept(database, 3)

        async def confirmed() -> bool:
            info = await exchange.call("getWebhookInfo")
            return bool(info["pending_update_count"] == 0)

        await until(confirmed)
    assert confirmed_when_stored == [[]]
    assert await kept_ids(database) == [one["update_id"] for one in said]


async def test_cut_off_before_it_is_stored_nothing_is_lost(
    exchange: Exchange, database: Database
) -> None:
    reached = asyncio.Event()

    class Stuck:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            reached.set()
            await asyncio.Event().wait()

    said = [await exchange.wang.text(text) for text in ("一", "二")]
    async with polling(exchange.address, Stuck()):
        await asyncio.wait_for(reached.wait(), PATIENCE_S)
    assert await kept(database) == []
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 2)
    assert await kept_ids(database) == [one["update_id"] for one in said]


async def test_cut_off_before_it_is_confirmed_nothing_is_kept_twice(
    exchange: Exchange, database: Database
) -> None:
    class Stuck:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            await Shelf(database).store(channel, batch)
            await asyncio.Event().wait()

    first = await exchange.wang.text("一")
    async with polling(exchange.address, Stuck()):
        await until_kept(database, 1)
    second = await exchange.wang.text("二")
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 2)
    assert await kept_ids(database) == [first["update_id"], second["update_id"]]


async def test_no_poller_begins_with_an_offset(impostor: Impostor, database: Database) -> None:
    impostor.says("getUpdates", updates('{"update_id":5}'), Silence())
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: _asked(impostor, 2))
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: _asked(impostor, 3))
    assert offsets(impostor) == [None, 6, None]


async def test_only_what_we_understand_is_asked_for(exchange: Exchange, database: Database) -> None:
    since = len(await exchange.recorded("getUpdates"))
    await exchange.wang.text("无")
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 1)
    asked = (await exchange.recorded("getUpdates"))[since]["params"]
    assert asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert (int(asked["timeout"]), int(asked["limit"])) == (50, 100)


async def test_more_than_one_answer_can_hold_is_kept(
    exchange: Exchange, database: Database
) -> None:
    for number in range(130):
        await exchange.put_update({"message": {"text": str(number)}})
    async with polling(exchange.address, Shelf(database)):
        found = await until_kept(database, 130)
    assert [json.loads(one.raw)["message"]["text"] for one in found] == [str(n) for n in range(130)]


async def test_after_a_quiet_time_a_lower_number_is_not_overlooked(
    impostor: Impostor, database: Database
) -> None:
    impostor.says(
        "getUpdates",
        updates('{"update_id":900}'),
        EMPTY,
        updates('{"update_id":20}'),
        EMPTY,
        Silence(),
    )
    async with polling(impostor.address, Shelf(database)):
        await until_kept(database, 2)
        await until(lambda: _asked(impostor, 5))
    assert offsets(impostor) == [None, 901, None, 21, None]


# What is wrong with one update holds up no other


@pytest.mark.parametrize(
    "junk",
    [
        "text",
        7,
        None,
        [],
        {"update_id": "abc"},
        {"update_id": 5.5},
        {"update_id": True},
        {"update_id": None},
    ],
    ids=str,
)
async def test_an_update_without_a_number_is_passed_over(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture, junk: Any
) -> None:
    await exchange.put_update(junk)
    said = await exchange.wang.text("无")
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 1)

        async def confirmed() -> bool:
            return bool((await exchange.call("getWebhookInfo"))["pending_update_count"] == 0)

        await until(confirmed)
    assert await kept_ids(database) == [said["update_id"]]
    assert ours(caplog) == ["1 updates bear no id and are passed over"]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"message": None},
        {"message": {"text": "\ud83d"}},
        {"message": {"date": "yesterday"}},
        {"callback_query": []},
        {"update_id": -5},
        {"update_id": 0},
        {"update_id": 3, "message": {"text": "old"}},
        {"message": {"text": "长" * 100_000}},
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "replace").decode(),
)
async def test_an_odd_update_with_a_number_is_kept_and_the_next_too(
    exchange: Exchange, database: Database, odd: dict[str, Any]
) -> None:
    await exchange.put_update(odd)
    said = await exchange.wang.text("无")
    async with polling(exchange.address, Shelf(database)):
        found = await until_kept(database, 2)
    assert found[-1].update_id == said["update_id"]
    assert found[0].update_id == odd.get("update_id", said["update_id"] - 1)


async def test_what_can_never_be_confirmed_does_not_make_us_rush(
    impostor: Impostor, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    impostor.says("getUpdates", updates('"junk"'))
    clock = HastyClock()
    async with polling(impostor.address, Shelf(database), clock):
        await until(lambda: _asked(impostor, 6))
    assert clock.pauses[:5] == [1.0] * 5
    assert ours(caplog) == ["1 updates bear no id and are passed over"]


async def test_a_negative_number_never_becomes_an_offset(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", updates('{"update_id":-5}'))
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: _asked(impostor, 3))
    assert offsets(impostor)[:3] == [None, None, None]
    assert await kept_ids(database) == [-5]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"null",
        b'{"ok":true}',
        b'{"ok":true,"result":true}',
        b'{"ok":true,"result":{}}',
        b'{"ok":false,"error_code":500,"description":"?"}',
        b'{"ok":true,"result":[{"upda',
    ],
    ids=str,
)
async def test_an_answer_that_makes_no_sense_is_outlived(
    impostor: Impostor, database: Database, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    nonsense = [Said(body)] * 9
    impostor.says("getUpdates", *nonsense, updates('{"update_id":5}'), Silence())
    with caplog.at_level(logging.INFO):
        async with polling(impostor.address, Shelf(database)):
            await until_kept(database, 1)
            await until(lambda: _asked(impostor, 11))
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


async def test_an_update_that_cannot_be_taken_apart_is_found_and_kept_as_it_came(
    impostor: Impostor, database: Database
) -> None:
    deep = '{"update_id":6,"x":' + "[" * 90_000 + "]" * 90_000 + "}"
    waiting = {5: '{"update_id":5}', 6: deep, 7: '{"update_id":7}', 8: '{"update_id":8}'}

    def hand_out(asked: Asked) -> Answer:
        first, most = int(asked.get("offset", 0)), int(asked["limit"])
        for number in [number for number in waiting if number < first]:
            del waiting[number]
        return updates(*list(waiting.values())[:most])

    impostor.says("getUpdates", hand_out)
    async with polling(impostor.address, Shelf(database)):
        found = await until_kept(database, 4)
        asked_before = impostor.times("getUpdates")
        await until(lambda: _asked(impostor, asked_before + 3))
    assert [update.update_id for update in found] == [5, 6, 7, 8]
    assert found[1].raw == updates(deep).body.decode()
    with pytest.raises(UnreadableUpdate):
        read(found[1].raw)
    assert impostor.asked["getUpdates"][-1]["limit"] == "100"


# Trouble is waited out


async def test_while_storing_fails_nothing_is_confirmed(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tries = 0

    class Flaky:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            nonlocal tries
            tries += 1
            if tries <= 4:
                raise StorageTrouble("disk full")
            calls = await exchange.recorded("getUpdates")
            assert all(int(c["params"].get("offset", 0)) <= said["update_id"] for c in calls)
            await Shelf(database).store(channel, batch)

    said = await exchange.wang.text("无")
    clock = HastyClock()
    with caplog.at_level(logging.INFO):
        async with polling(exchange.address, Flaky(), clock):
            await until_kept(database, 1)
            await until(lambda: _said(caplog, "polling goes on"))
    assert await kept_ids(database) == [said["update_id"]]
    assert len(clock.pauses) == 4
    assert ours(caplog) == [
        "updates cannot be stored, so none is confirmed (StorageTrouble); trying again",
        "polling goes on",
    ]


async def test_an_outage_is_said_once_and_so_is_its_end(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    clock = HastyClock()
    with caplog.at_level(logging.INFO):
        async with polling(f"http://127.0.0.1:{port}", Shelf(database), clock):

            async def given_up_often() -> bool:
                return len(clock.pauses) >= 5

            await until(given_up_often)
            async with an_exchange(port) as exchange:
                await until(lambda: _said(caplog, "polling goes on"))
                first = await exchange.wang.text("一")
                await until_kept(database, 2)
            await until(lambda: _said(caplog, "Telegram gives no answer", 2))
            async with an_exchange(port):
                await until(lambda: _said(caplog, "polling goes on", 2))
    said = [message.partition(" (")[0] for message in ours(caplog)]
    assert said[:4] == ["Telegram gives no answer", "polling goes on"] * 2
    assert first["update_id"] in await kept_ids(database)


async def test_the_pauses_of_an_outage_grow_to_half_a_minute_and_no_further(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Said(b"", 502))
    clock = HastyClock()

    async def tried_for_eight_hours() -> bool:
        return len(clock.pauses) >= 1100

    async with polling(impostor.address, Shelf(database), clock):
        await until(tried_for_eight_hours, patience_s=50)
    assert clock.pauses[0] == 1.0
    for number, pause in enumerate(clock.pauses):
        longest = min(2.0 ** min(number, 20), LONGEST_PAUSE_S)
        assert max(longest / 2, 1.0) <= pause <= longest
    assert len(set(clock.pauses[10:])) > 100


async def test_after_an_outage_nobody_waits_to_learn_that_it_is_over(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Said(b"", 502), Said(b"", 502), EMPTY, Silence())
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: _asked(impostor, 4))
    assert [asked["timeout"] for asked in impostor.asked["getUpdates"]] == ["50", "0", "0", "50"]


async def test_when_telegram_asks_to_slow_down_the_pause_is_no_shorter(
    impostor: Impostor, database: Database
) -> None:
    slow = Said.of(429, ok=False, description="Too Many", parameters={"retry_after": 77})
    impostor.says("getUpdates", slow, Silence())
    clock = HastyClock()
    async with polling(impostor.address, Shelf(database), clock):
        await until(lambda: _asked(impostor, 2))
    assert clock.pauses == [77]


@pytest.mark.parametrize("token", ["42:another-token", "no-token"])
async def test_a_wrong_token_stops_at_once(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    clock = HastyClock()
    with caplog.at_level(logging.DEBUG), pytest.raises(Misconfigured, match="token") as refused:
        await Poller(token, exchange.address, Shelf(database), clock).run()
    assert clock.pauses == []
    assert token not in "".join(traceback.format_exception(refused.value))
    assert token not in "\n".join(ours(caplog, ""))


async def test_a_token_that_is_taken_back_stops_a_running_poller(
    impostor: Impostor, database: Database
) -> None:
    unknown = Said.of(401, ok=False, error_code=401, description="Unauthorized")
    impostor.says("getUpdates", EMPTY, unknown)
    with pytest.raises(Misconfigured):
        await Poller(TOKEN, impostor.address, Shelf(database), HastyClock()).run()


# There is one poller, and no webhook


async def test_a_webhook_is_taken_away_and_what_waits_is_kept(
    exchange: Exchange, database: Database
) -> None:
    await exchange.call("setWebhook", url=f"http://127.0.0.1:{free_port()}/hook")
    said = await exchange.wang.text("无")
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 1)
    assert await kept_ids(database) == [said["update_id"]]
    assert (await exchange.call("getWebhookInfo"))["url"] == ""


async def test_two_pollers_do_not_fight_for_ever(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    pollers = [Poller(TOKEN, exchange.address, Shelf(database), HastyClock()) for _ in range(2)]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_ending(poller)) for poller in pollers]
        done, going_on = await asyncio.wait(
            tasks, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED
        )
        for task in going_on:
            task.cancel()
    assert [type(task.result()) for task in done] == [Misconfigured] * len(done)
    assert done
    assert "another program polls with this token" in caplog.text


async def test_another_poller_that_goes_soon_is_outlived(
    impostor: Impostor, database: Database
) -> None:
    conflict = Said.of(409, ok=False, error_code=409, description="Conflict: terminated")
    impostor.says("getUpdates", *[conflict] * 5, updates('{"update_id":5}'), Silence())
    async with polling(impostor.address, Shelf(database)):
        await until_kept(database, 1)


async def test_another_poller_that_stays_stops_us_with_one_sentence(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Said.of(409, ok=False, error_code=409, description="Conflict"))
    clock = HastyClock()
    with pytest.raises(Misconfigured, match="another program polls") as stopped:
        await Poller(TOKEN, impostor.address, Shelf(database), clock).run()
    assert "\n" not in str(stopped.value)
    assert len(clock.pauses) == 5


# The end


async def test_a_poller_that_waits_ends_when_it_is_told_to(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Silence())
    poller = Poller(TOKEN, impostor.address, Shelf(database), HastyClock())
    async with asyncio.TaskGroup() as group:
        task = group.create_task(poller.run())
        await until(lambda: _asked(impostor, 1))
        task.cancel()
        # Telegram would hold the request for 50 s.
        async with asyncio.timeout(5):
            with suppress(asyncio.CancelledError):
                await task
    assert task.cancelled()


async def test_no_log_of_a_poller_holds_the_token(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await exchange.control("faults", kind="5xx", method="getUpdates")
    await exchange.control("faults", kind="drop_answer", method="getUpdates")
    await exchange.control("faults", kind="429", method="getUpdates")
    await exchange.wang.text("王小明 38.2")
    with caplog.at_level(logging.DEBUG):
        async with polling(exchange.address, Shelf(database)):
            await until_kept(database, 1)
    assert "Telegram gives no answer" in caplog.text
    assert TOKEN not in "\n".join(ours(caplog, ""))
    assert "王小明" not in caplog.text


async def _ending(poller: Poller) -> BaseException | None:
    try:
        await poller.run()
    except Misconfigured as error:
        return error
    return None


async def _asked(impostor: Impostor, times: int) -> bool:
    return impostor.times("getUpdates") >= times


async def _said(caplog: pytest.LogCaptureFixture, words: str, times: int = 1) -> bool:
    return sum(words in message for message in caplog.messages) >= times

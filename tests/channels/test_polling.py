"""The poller: whatever reached the machine is stored before it is confirmed."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from channels.telegram.reading import read
from domain.incoming import UnreadableUpdate
from domain.message import Button, Keyboard, Message, Text
from domain.ports import RawUpdate
from storage.database import Database
from tests.channels.exchange import (
    PATIENCE_S,
    Exchange,
    HastyClock,
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
from tests.channels.shelf import (
    Shelf,
    asked,
    kept,
    kept_ids,
    offsets,
    ours,
    polling,
    until_kept,
)

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
        await until(lambda: asked(impostor, 2))
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: asked(impostor, 3))
    assert offsets(impostor) == [None, 6, None]


async def test_only_what_we_understand_is_asked_for(exchange: Exchange, database: Database) -> None:
    since = len(await exchange.recorded("getUpdates"))
    await exchange.wang.text("无")
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 1)
    asked = (await exchange.recorded("getUpdates"))[since]["params"]
    assert asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert (int(asked["timeout"]), int(asked["limit"])) == (20, 100)


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
        await until(lambda: asked(impostor, 5))
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
        await until(lambda: asked(impostor, 6))
    assert clock.pauses[:5] == [1.0] * 5
    assert ours(caplog) == ["1 updates bear no id and are passed over"]


async def test_a_negative_number_never_becomes_an_offset(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", updates('{"update_id":-5}'))
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: asked(impostor, 3))
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
            await until(lambda: asked(impostor, 11))
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
        await until(lambda: asked(impostor, asked_before + 3))
    assert [update.update_id for update in found] == [5, 6, 7, 8]
    assert found[1].raw == updates(deep).body.decode()
    with pytest.raises(UnreadableUpdate):
        read(found[1].raw)
    assert impostor.asked["getUpdates"][-1]["limit"] == "100"

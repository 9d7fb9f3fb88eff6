"""The webhook: 200 means stored, and whoever does not know the secret learns nothing."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import httpx
import pytest

from bot.web import served
from channels.telegram.webhook import ENDLESS, LARGEST, SECRET_HEADER, Webhook
from domain.errors import StorageTrouble
from domain.message import Button, Keyboard, Message, Text
from domain.ports import Inbox, Misconfigured, RawUpdate
from storage.database import Database
from tests.channels.exchange import TOKEN, Exchange, HastyClock, free_port, until
from tests.channels.impostor import Cut, Impostor, Said
from tests.channels.shelf import Shelf, kept, kept_ids, ours, polling, until_kept
from tests.wire import a_client

SECRET = "a-secret_of-tests"  # noqa: S105 - opens nothing
PATH = "/telegram/晨检"


@asynccontextmanager
async def hooked(
    api: str, inbox: Inbox, *, secret: str | None = SECRET, up: bool = True
) -> AsyncIterator[tuple[str, list[str]]]:
    """A webhook that is served and, where ``up``, put up at the Bot API; gives its address, and a
    list that grows with each time it has moved.
    """
    port, moved = free_port(), list[str]()
    url = f"http://127.0.0.1:{port}{PATH}"
    webhook = Webhook(
        TOKEN, api, inbox, HastyClock(), url=url, secret=secret, moved=lambda: moved.append("")
    )
    async with (
        served(webhook, f"127.0.0.1:{port}", "WEBHOOK_LISTEN"),
        asyncio.TaskGroup() as group,
    ):
        task = group.create_task(webhook.run()) if up else None
        if up:
            await until(lambda: _any(moved))
        yield url, moved
        if task is not None:
            task.cancel()


async def _any(moved: list[str]) -> bool:
    return bool(moved)


async def deliver(url: str, body: bytes, **headers: str) -> httpx.Response:
    """POST as Telegram would, with the right secret unless another is given."""
    async with a_client() as client:
        return await client.post(url, content=body, headers={SECRET_HEADER: SECRET, **headers})


# What comes is stored, and only then taken


async def test_what_people_say_is_delivered_and_kept_in_order(
    exchange: Exchange, database: Database
) -> None:
    said = [await exchange.wang.text("先说的")]
    async with hooked(exchange.address, Shelf(database)):
        keys = Keyboard(((Button("全班正常", payload="1:zero:1:0:"),),))
        await exchange.channel.send("7", Message(Text.of("请上报"), keys))
        said.append(await exchange.wang.press("全班正常"))
        said += [await exchange.wang.text(f"第{n}句 𬱖") for n in range(20)]
        found = await until_kept(database, len(said))
    assert [update.update_id for update in found] == [one["update_id"] for one in said]
    assert json.loads(found[-1].raw)["message"]["text"] == "第19句 𬱖"


async def test_the_webhook_is_put_up_with_what_we_need(
    exchange: Exchange, database: Database
) -> None:
    async with hooked(exchange.address, Shelf(database)) as (url, _):
        info = await exchange.call("getWebhookInfo")
    asked = (await exchange.recorded("setWebhook"))[0]["params"]
    assert info["url"] == url
    assert asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert asked["secret_token"] == SECRET
    assert int(asked["max_connections"]) == 1
    assert str(asked.get("drop_pending_updates", "false")).lower() == "false"


async def test_without_a_secret_of_ours_each_start_makes_a_new_one(
    exchange: Exchange, database: Database
) -> None:
    for _ in range(2):
        async with hooked(exchange.address, Shelf(database), secret=None):
            said = await exchange.wang.text("无")
            await until(partial(_is_kept, database, said["update_id"]))
    first, second = [
        call["params"]["secret_token"] for call in await exchange.recorded("setWebhook")
    ]
    assert first != second
    assert min(len(first), len(second)) >= 32


async def test_an_update_is_taken_only_after_it_is_stored(
    exchange: Exchange, database: Database
) -> None:
    waiting: list[int] = []

    class Watched:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            waiting.append((await exchange.call("getWebhookInfo"))["pending_update_count"])
            await Shelf(database).store(channel, batch)

    async with hooked(exchange.address, Watched()):
        await exchange.wang.text("无")
        await until_kept(database, 1)
    assert waiting == [1]


async def test_what_cannot_be_stored_is_refused_and_comes_again(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[list[int]] = []

    class Full:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            tried.append([update.update_id for update in batch])
            if len(tried) < 3:
                raise StorageTrouble("disk full")
            await Shelf(database).store(channel, batch)

    async with hooked(exchange.address, Full()):
        said = await exchange.wang.text("无")
        await until_kept(database, 1)
    assert tried == [[said["update_id"]]] * 3
    assert ours(caplog).count("updates cannot be stored, so none is confirmed") == 1


async def test_a_503_asks_to_come_again_in_a_second(database: Database, impostor: Impostor) -> None:
    class Full:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            raise StorageTrouble("disk full")

    async with hooked(impostor.address, Full(), up=False) as (url, _):
        answer = await deliver(url, b'{"update_id":5}')
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


async def test_a_delivery_that_comes_twice_is_kept_once(
    impostor: Impostor, database: Database
) -> None:
    async with hooked(impostor.address, Shelf(database), up=False) as (url, _):
        for _ in range(2):
            assert (await deliver(url, b'{"update_id":5}')).status_code == 200
    assert await kept_ids(database) == [5]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (b'{"update_id":5,"message":{"text":"\\ud83d"}}', [5]),
        (b'{"update_id":5,"x":' + b"[" * 90_000 + b"]" * 90_000 + b"}", [5]),
        (b'{"update_id":5,"message":{"text":"cut of', [5]),
        (b'{"update_id":5}\xff', [5]),
        (b"", []),
        (b"null", []),
        (b'{"message":{}}', []),
        (b'{"update_id":"five"}', []),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_an_odd_delivery_is_kept_where_it_has_a_number_and_never_comes_again(
    impostor: Impostor, database: Database, body: bytes, numbers: list[int]
) -> None:
    async with hooked(impostor.address, Shelf(database), up=False) as (url, _):
        answer = await deliver(url, body)
        assert (answer.status_code, answer.content) == (200, b"")
        assert (await deliver(url, b'{"update_id":9}')).status_code == 200
    assert await kept_ids(database) == [*numbers, 9]


# Nobody else learns anything


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "ÿ"])
async def test_a_wrong_secret_is_told_nothing(
    impostor: Impostor, database: Database, secret: str
) -> None:
    header = {SECRET_HEADER.encode(): secret.encode("latin-1")}
    async with (
        hooked(impostor.address, Shelf(database), up=False) as (url, _),
        a_client() as client,
    ):
        answer = await client.post(url, content=b'{"update_id":5}', headers=header)
        elsewhere = await client.post(f"{url}/x", content=b"{}")
    assert (answer.status_code, answer.content) == (404, b"")
    assert sorted(answer.headers) == sorted(elsewhere.headers)
    assert await kept(database) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD", "OPTIONS", "DELETE"])
async def test_only_a_post_to_the_very_path_is_taken(
    impostor: Impostor, database: Database, method: str
) -> None:
    headers = {SECRET_HEADER: SECRET}
    async with (
        hooked(impostor.address, Shelf(database), up=False) as (url, _),
        a_client() as client,
    ):
        wrong_method = await client.request(method, url, headers=headers)
        wrong_path = await client.post(url[:-1], content=b'{"update_id":5}', headers=headers)
    assert (wrong_method.status_code, wrong_path.status_code) == (404, 404)
    assert await kept(database) == []


async def test_of_a_delivery_that_is_too_long_the_beginning_is_kept_and_the_next_comes(
    impostor: Impostor, database: Database
) -> None:
    """A text of ten megabytes: refused, it would come again for ever."""
    text = "发烧" * (5 << 20)
    long = json.dumps({"update_id": 5, "message": {"text": text}}, ensure_ascii=False).encode()
    async with hooked(impostor.address, Shelf(database), up=False) as (url, _):
        assert (await deliver(url, long)).status_code == 200
        assert (await deliver(url, b'{"update_id":9}')).status_code == 200
    assert await kept_ids(database) == [5, 9]
    raw = (await kept(database))[0].raw
    assert len(raw.encode()) > LARGEST // 2
    assert long.startswith(raw[:1000].encode())


async def test_a_delivery_without_an_end_is_not_taken(
    impostor: Impostor, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65_536

    async with (
        hooked(impostor.address, Shelf(database), up=False) as (url, _),
        a_client(headers={SECRET_HEADER: SECRET}) as client,
    ):
        # The connection is hung up, which a client that still sends may meet as an error.
        with suppress(httpx.TransportError):
            assert (await client.post(url, content=endless())).status_code == 413
        with suppress(httpx.TransportError):
            answer = await client.post(url, content=b" " * (ENDLESS + 1))
            assert answer.status_code == 413
        assert (await deliver(url, b'{"update_id":9}')).status_code == 200
    assert await kept_ids(database) == [9]
    assert ours(caplog) == [f"a delivery of more than {ENDLESS} bytes is not taken"] * 2


# The webhook is looked after


async def test_a_webhook_that_was_taken_away_is_put_up_again(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with hooked(exchange.address, Shelf(database)) as (url, _):
        await exchange.call("deleteWebhook")
        said = await exchange.wang.text("无")
        found = await until_kept(database, 1)
        assert (await exchange.call("getWebhookInfo"))["url"] == url
    assert [update.update_id for update in found] == [said["update_id"]]
    assert "the webhook was taken away or changed; it is put up again" in ours(caplog)


async def test_at_the_end_the_webhook_stays_and_polling_takes_it_away(
    exchange: Exchange, database: Database
) -> None:
    async with hooked(exchange.address, Shelf(database)) as (url, _):
        pass
    assert (await exchange.call("getWebhookInfo"))["url"] == url
    said = await exchange.wang.text("趁没人听")
    async with polling(exchange.address, Shelf(database)):
        found = await until_kept(database, 1)
    assert [update.update_id for update in found] == [said["update_id"]]
    assert (await exchange.call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    "trouble", [Said(b"", 502), Cut(), Said.of(429, ok=False, description="?")]
)
async def test_trouble_on_the_way_is_waited_out(
    impostor: Impostor, database: Database, caplog: pytest.LogCaptureFixture, trouble: Any
) -> None:
    fine = Said.of(ok=True, result=True)
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    impostor.says("setWebhook", trouble, trouble, fine)
    impostor.says("getWebhookInfo", Said.of(ok=True, result=info))
    with caplog.at_level(logging.INFO):
        async with hooked(impostor.address, Shelf(database)):
            pass
    assert impostor.times("setWebhook") == 3
    assert len([line for line in ours(caplog) if "trying again" in line]) == 1
    assert "Telegram answers again" in ours(caplog)
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("status", "description"),
    [(401, "Unauthorized"), (400, "Bad Request: bad webhook: An HTTPS URL must be provided")],
)
async def test_a_refused_token_or_address_ends_the_program(
    impostor: Impostor, database: Database, status: int, description: str
) -> None:
    refused = Said.of(status, ok=False, error_code=status, description=description)
    impostor.says("setWebhook", refused)
    webhook = Webhook(
        TOKEN, impostor.address, Shelf(database), HastyClock(), url="http://127.0.0.1:1/x"
    )
    with pytest.raises(Misconfigured):
        await webhook.run()


async def _is_kept(database: Database, number: int) -> bool:
    return number in await kept_ids(database)

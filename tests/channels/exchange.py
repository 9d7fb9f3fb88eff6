"""A telephone exchange for tests: a served emulator, the real channel, people with phones."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from channels.telegram.channel import TelegramChannel, telegram_channel
from emulator.parameters import Json
from emulator.phone import Phone, calls, people
from emulator.server import Emulator, running
from tests.clock import FakeClock, instant
from tests.wire import a_client

TOKEN = "42:tests-of-the-channel"  # noqa: S105 - the emulator's own, worth nothing elsewhere
WANG, LI = 7, 8
PATIENCE_S = 10


class HastyClock(FakeClock):
    """Sleeps for a moment, and remembers how long it was asked to."""

    def __init__(self) -> None:
        super().__init__("07:30")
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.001)


@dataclass(frozen=True)
class Exchange:
    """王丽 has pressed Start, 李强 has not; what they said so far is confirmed."""

    address: str
    client: httpx.AsyncClient
    channel: TelegramChannel
    wang: Phone
    li: Phone

    async def control(self, path: str, **body: Any) -> Json:
        """POST to the control API."""
        return await self._taken(self.client.post(f"{self.address}/control/{path}", json=body))

    async def put_update(self, update: Any) -> None:
        """Queue any JSON value as an update, half surrogate pairs included."""
        body = json.dumps(update)
        await self._taken(self.client.post(f"{self.address}/control/updates", content=body))

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call the Bot API as another program would."""
        answer = await self._taken(
            self.client.post(f"{self.address}/bot{TOKEN}/{method}", json=parameters)
        )
        return answer["result"]

    async def recorded(self, method: str) -> list[Json]:
        """The record of one method."""
        return await calls(self.client, self.address, method=method)

    @staticmethod
    async def _taken(asking: Awaitable[httpx.Response]) -> Json:
        answer = await asking
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        return body


@asynccontextmanager
async def an_exchange(port: int = 0) -> AsyncIterator[Exchange]:
    """An exchange on Monday 07:30, its clock standing still."""
    emulator = Emulator(TOKEN, clock_start_ms=instant("07:30"), speed=0, enforce_pace=False)
    async with (
        running(emulator, port) as address,
        a_client() as client,
        telegram_channel(TOKEN, address) as channel,
    ):
        phones = await people(
            client,
            address,
            [
                {"id": WANG, "first_name": "丽", "last_name": "王", "phone": "+8619900000007"},
                {"id": LI, "first_name": "强", "last_name": "李"},
            ],
        )
        await phones[WANG].start()
        exchange = Exchange(address, client, channel, phones[WANG], phones[LI])
        (begun,) = await exchange.call("getUpdates", timeout=0)
        await exchange.call("getUpdates", timeout=0, offset=begun["update_id"] + 1)
        yield exchange


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def until(wanted: Callable[[], Awaitable[object]], *, patience_s: float = PATIENCE_S) -> None:
    """Look again until it holds. Raises TimeoutError where it never does."""
    async with asyncio.timeout(patience_s):
        while True:
            if await wanted():
                return
            await asyncio.sleep(0.01)

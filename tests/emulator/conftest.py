"""A served emulator, a real Bot of python-telegram-bot, and people with phones."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from telegram import Bot

from emulator.parameters import Json
from emulator.phone import Phone, calls, people
from emulator.server import Emulator, running
from tests.wire import a_client, a_request

TOKEN = "42:tests"  # noqa: S105 - the emulator's own, worth nothing elsewhere
MONDAY_0730_MS = 1_795_390_200_000
WANG = {"id": 7, "first_name": "丽", "last_name": "王", "phone": "+8619900000007"}
LI = {"id": 8, "first_name": "强", "last_name": "李"}


@dataclass(frozen=True)
class Town:
    """The emulator as a bot and its people meet it: over HTTP only."""

    address: str
    client: httpx.AsyncClient
    bot: Bot
    wang: Phone
    li: Phone

    async def call(self, method: str, **parameters: Any) -> httpx.Response:
        """Call the Bot API with JSON, for what python-telegram-bot would not send."""
        return await self.client.post(f"{self.address}/bot{TOKEN}/{method}", json=parameters)

    async def refusal(self, method: str, **parameters: Any) -> tuple[int, str]:
        """The status and the description of a call that is refused."""
        answer = await self.call(method, **parameters)
        body = answer.json()
        assert body["ok"] is False
        assert body["error_code"] == answer.status_code
        return answer.status_code, body["description"]

    async def result(self, method: str, **parameters: Any) -> Any:
        """The result of a call that is accepted."""
        answer = await self.call(method, **parameters)
        assert answer.status_code == 200, answer.text
        assert answer.json()["ok"] is True
        return answer.json()["result"]

    async def updates(self) -> list[Json]:
        """What waits for the bot; nothing is confirmed."""
        listed: list[Json] = await self.result("getUpdates", timeout=0)
        return listed

    async def control(self, path: str, **body: Any) -> Json:
        """POST to the control API."""
        answer = await self.client.post(f"{self.address}/control/{path}", json=body)
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        return told

    async def complaint(self, path: str, **body: Any) -> str:
        """The sentence with which a control call is refused."""
        answer = await self.client.post(f"{self.address}/control/{path}", json=body)
        assert answer.status_code == 400, answer.text
        return str(answer.json()["error"])

    async def recorded(self, method: str) -> list[Json]:
        """The record of one method."""
        return await calls(self.client, self.address, method=method)

    async def faults(self) -> Json:
        """What is on."""
        told: Json = (await self.client.get(f"{self.address}/control/faults")).json()
        return told


class Pauses:
    """A sleep that lasts until the test lets go; ``asked`` holds for how long it should be."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self.go = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.put_nowait(seconds)
        await self.go.wait()


@asynccontextmanager
async def town_of(emulator: Emulator) -> AsyncIterator[Town]:
    """The emulator served; 王丽 has pressed Start, 李强 has not."""
    async with running(emulator) as address, a_client() as client:
        bot = Bot(
            TOKEN,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=a_request(),
            get_updates_request=a_request(),
        )
        phones = await people(client, address, [WANG, LI])
        async with bot:
            await phones[7].start()
            await bot.get_updates(offset=-1, timeout=0)
            await bot.get_updates(offset=100_000_002, timeout=0)
            yield Town(address, client, bot, phones[7], phones[8])


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A stopped clock on Monday 07:30."""
    async with town_of(Emulator(TOKEN, clock_start_ms=MONDAY_0730_MS, speed=0)) as served:
        yield served

"""A poller at work on a real inbox, and what it kept, asked for and logged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from channels.telegram.polling import Poller
from domain.ports import Inbox, RawUpdate
from storage.database import Database
from tests.channels.exchange import (
    TOKEN,
    HastyClock,
    until,
)
from tests.channels.impostor import (
    Impostor,
)
from tests.clock import instant


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
    open_updates = await database.read(lambda tx: tx.inbox.open_updates("telegram", 1000))
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


async def asked(impostor: Impostor, times: int) -> bool:
    return impostor.times("getUpdates") >= times


async def logged(caplog: pytest.LogCaptureFixture, words: str, times: int = 1) -> bool:
    return sum(words in message for message in caplog.messages) >= times

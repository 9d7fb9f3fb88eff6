"""Telegram for measuring: the emulator, and where wanted the bot, in processes of their own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

TOKEN = "1:emulator-token"  # noqa: S105 - the emulator's own
ROOT = Path(__file__).parent.parent
_EVEN = "import gc, sys; gc.disable(); from emulator.__main__ import main; sys.exit(main())"
"""The emulator without Python's collector: what measures must not pause for 40 ms, else what came
evenly is counted as 31 in a second."""


class Emulated:
    """What a measure asks of the emulator, over its control API."""

    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        self._client = client
        self.address = address

    async def people(self, addresses: Iterable[int]) -> None:
        """People who have pressed Start; the updates of it are dropped."""
        for user_id in addresses:
            await self._post("users", {"id": user_id, "first_name": "老师"})
            started = await self._post(f"users/{user_id}/start", {})
        last = started["update_id"]
        url = f"{self.address}/bot{TOKEN}/getUpdates"
        (await self._client.post(url, json={"offset": last + 1})).raise_for_status()

    async def latency(self, seconds: float) -> None:
        """So long until a message is accepted."""
        kinds = {"kinds": {"latency": 1.0}, "seconds": seconds, "method": "sendMessage"}
        await self._post("faults", kinds)

    async def press(self, user_id: int, label: str) -> None:
        """Somebody presses the newest button that bears the label."""
        await self._post(f"users/{user_id}/press", {"label": label})

    async def calls(self, method: str, since: int = 0) -> list[dict[str, Any]]:
        """The calls of a method on record: chat, monotonic instant, accepted or not."""
        asked: dict[str, str | int] = {"method": method, "since": since}
        answer = await self._client.get(f"{self.address}/control/record", params=asked)
        found: list[dict[str, Any]] = answer.raise_for_status().json()["calls"]
        return found

    async def _post(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = await self._client.post(f"{self.address}/control/{path}", json=body)
        return answer.raise_for_status().json()


@asynccontextmanager
async def emulated() -> AsyncIterator[Emulated]:
    """An emulator in a process of its own, at real speed, from 07:30 of the day on."""
    start = "2026-11-23T07:30:00+08:00"
    async with (
        _process("-c", _EVEN, "--port", "0", "--start", start, "--token", TOKEN) as process,
        httpx.AsyncClient(timeout=30.0, trust_env=False) as client,
    ):
        assert process.stdout is not None
        address = (await process.stdout.readline()).decode().strip()
        yield Emulated(client, address)


@asynccontextmanager
async def the_bot(address: str, database: Path) -> AsyncIterator[None]:
    """The whole bot in a process of its own, from 07:30 of the day on."""
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": address,
        "DATABASE_URL": f"sqlite:///{database}",
        "CLOCK_START": "2026-11-23T07:30:00+08:00",
    }
    async with _process("-m", "bot", "run", cwd=database.parent, **environment):
        yield


@asynccontextmanager
async def _process(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()

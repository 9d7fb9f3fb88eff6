"""The real process: SIGTERM in the middle of something, and a webhook from end to end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from domain.message import Message, Text
from domain.note import Note
from emulator.phone import Phone, calls, people
from emulator.server import Emulator, running
from storage.database import snapshot
from storage.runner import connect
from storage.transaction import Transaction
from tests.channels.exchange import free_port, until
from tests.clock import instant
from tests.school import School, a_school
from tests.tables import tables_with
from tests.wire import a_client

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30
T = TypeVar("T")


@dataclass(frozen=True)
class Stage:
    """An emulator, a school in a database, and the program as a process of its own."""

    emulator: Emulator
    address: str
    client: httpx.AsyncClient
    path: Path
    school: School
    more: dict[str, str]

    @asynccontextmanager
    async def program(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """``chenjian run`` until the block ends; killed where it did not end by itself."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run"),
            cwd=self.path.parent,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "TELEGRAM_BOT_TOKEN": self.emulator.token,
                "TELEGRAM_API_BASE": self.address,
                "CLOCK_URL": f"{self.address}/control/clock",
                "DATABASE_URL": f"sqlite:///{self.path}",
                **self.more,
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    def look(self, work: Callable[[Transaction], T]) -> T:
        """Look into the database, beside the program."""
        with closing(connect(self.path, read_only=True)) as connection:
            return snapshot(connection, work)

    def states(self, kind: str) -> list[str]:
        """What became of the notes of a kind."""
        question = "SELECT state FROM outbox WHERE kind = ? ORDER BY id"
        return self.look(
            lambda tx: [row[0] for row in tx.connection.execute(question, (kind,)).fetchall()]
        )


@asynccontextmanager
async def a_stage(path: Path, **more: str) -> AsyncIterator[Stage]:
    school = tables_with(path, a_school)
    emulator = Emulator(clock_start_ms=instant("06:00"), speed=0.0)
    async with running(emulator) as address, a_client() as client:
        users = [{"id": school.address(key), "first_name": key} for key in school.people]
        await people(client, address, users)
        for user in users:
            emulator.world.people[int(str(user["id"]))].started = True
        yield Stage(emulator, address, client, path, school, more)


async def _ended(process: asyncio.subprocess.Process) -> str:
    """SIGTERM; it ends within ten seconds with 0. Gives its log."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        _, said = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


def _holds(check: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def holds() -> bool:
        return check()

    return holds


async def test_a_note_in_flight_at_sigterm_is_said_once_and_recorded(tmp_path: Path) -> None:
    async with a_stage(tmp_path / "chenjian.db") as stage:
        slow = {"kind": "latency", "method": "sendMessage", "count": 1, "seconds": 3}
        (await stage.client.post(f"{stage.address}/control/faults", json=slow)).raise_for_status()
        with closing(connect(stage.path)) as connection:
            Transaction(connection).outbox.put(_news(stage.school.chats["admin"]), 0)
        async with stage.program() as process:
            await until(_holds(lambda: stage.states("news") == ["sending"]), patience_s=PATIENCE_S)
            log = await _ended(process)
        assert stage.states("news") == ["sent"]
        said = await calls(stage.client, stage.address, method="sendMessage")
        assert [call["accepted"] for call in said] == [True]
        assert stage.look(lambda tx: tx.processes.beats()) == []
    assert "stopping" in log
    assert "Traceback" not in log


async def test_a_request_that_never_ends_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with a_stage(tmp_path / "chenjian.db") as stage:
        stuck = {"kind": "latency", "method": "sendMessage", "count": 1, "seconds": 60}
        (await stage.client.post(f"{stage.address}/control/faults", json=stuck)).raise_for_status()
        with closing(connect(stage.path)) as connection:
            Transaction(connection).outbox.put(_news(stage.school.chats["admin"]), 0)
        async with stage.program() as process:
            await until(_holds(lambda: stage.states("news") == ["sending"]), patience_s=PATIENCE_S)
            await _ended(process)
        # Nobody knows whether it came; the next start says so when it says it again.
        assert stage.states("news") == ["sending"]


@pytest.mark.parametrize("secret", ["", "chosen_by_the_school"])
async def test_a_morning_by_webhook(tmp_path: Path, secret: str) -> None:
    port, web = free_port(), free_port()
    more = {
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": secret,
        "WEB_LISTEN": f"127.0.0.1:{web}",
    }
    async with a_stage(tmp_path / "chenjian.db", **more) as stage:
        teacher = Phone(stage.client, stage.address, stage.school.address("一年级1班"))
        other = Phone(stage.client, stage.address, stage.school.address("一年级2班"))
        async with stage.program() as process:
            await until(_holds(lambda: bool(_webhook(stage)["url"])), patience_s=PATIENCE_S)
            await _turn(stage, "07:30")
            await teacher.until("晨检", timeout=PATIENCE_S)
            await other.until("晨检", timeout=PATIENCE_S)
            await teacher.press("正常")
            await teacher.until("已上报", timeout=PATIENCE_S)
            health = await stage.client.get(f"http://127.0.0.1:{web}/healthz")
            assert health.status_code == 200, health.text
            stranger = await stage.client.post(more["TELEGRAM_WEBHOOK_URL"], json={"update_id": 1})
            assert stranger.status_code == 404
            log = await _ended(process)
        assert _webhook(stage)["url"] == more["TELEGRAM_WEBHOOK_URL"], "it stays"
        # What is said while nobody listens is delivered to the next start, whatever its secret.
        await other.press("正常")
        async with stage.program() as process:
            await other.until("已上报", timeout=PATIENCE_S)
            await _ended(process)
        assert await calls(stage.client, stage.address, method="getUpdates") == []
        assert stage.look(lambda tx: [depth.count for depth in tx.vitals.inbox()]) == [0, 0, 0]
    assert "Traceback" not in log
    assert not secret or secret not in log


def _webhook(stage: Stage) -> dict[str, Any]:
    return stage.emulator.world.webhook.as_info()


async def _turn(stage: Stage, when: str) -> None:
    turned = {"now_ms": instant(when)}
    (await stage.client.post(f"{stage.address}/control/clock", json=turned)).raise_for_status()


def _news(chat_id: int) -> Note:
    return Note("news", "test", chat_id, Message(Text.of("一件事")))

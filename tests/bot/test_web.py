"""Health and metrics of a running bot: what moves, what waits, and nothing of anybody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.clock import SystemClock
from bot.health import PARTS, STILL_S, Pulses
from bot.run import serve
from bot.settings import SettingRefused, settings_of
from bot.web import served, watching
from domain.ports import RawUpdate
from storage.transaction import Transaction
from tests.channels.exchange import free_port, until
from tests.clock import FakeClock, instant
from tests.stories.morning import CLASSES, Morning, a_morning
from tests.wire import a_client

SAMPLE = re.compile(r"(?P<name>[a-z_]+)(?:\{(?P<labels>[^}]*)\})? (?P<value>[0-9.e+-]+)")


class Turned(FakeClock):
    """A clock whose unscaled time a test moves too."""

    passed = 1000.0

    def monotonic(self) -> float:
        return self.passed


@asynccontextmanager
async def a_watched_morning(path: Path, **more: str) -> AsyncIterator[tuple[Morning, str]]:
    """A morning whose bot tells how it is; gives where."""
    listen = f"127.0.0.1:{free_port()}"
    async with a_morning(path) as morning:
        await morning.stop()
        values: dict[str, Any] = morning.settings.model_dump(exclude_none=True)
        values["telegram_bot_token"] = morning.emulator.token
        morning.settings = settings_of(values | {"web_listen": listen} | more)
        await morning.start()
        yield morning, f"http://{listen}"


async def figures(client: httpx.AsyncClient, address: str) -> dict[str, float]:
    """The samples of /metrics by name and labels."""
    answer = await client.get(f"{address}/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = {}
    for line in answer.text.splitlines():
        if not line.startswith("#"):
            sample = SAMPLE.fullmatch(line)
            assert sample is not None, line
            found[line.rpartition(" ")[0]] = float(sample["value"])
    return found


def _in_doubt(tx: Transaction) -> None:
    """Nobody knows whether one of the questions came."""
    tx.connection.execute(
        "UPDATE outbox SET state = 'unknown' WHERE id ="
        " (SELECT MAX(id) FROM outbox WHERE kind = 'ask')"
    )


def test_health_is_well_only_while_every_part_moves() -> None:
    clock = Turned()
    pulses = Pulses(clock)
    beats = {part: pulses.of(part) for part in PARTS}
    assert not pulses.well
    for still in PARTS:
        for beat in beats.values():
            beat()
        assert pulses.well
        clock.passed += STILL_S - 1
        for part in PARTS:
            if part != still:
                beats[part]()
        assert pulses.well
        clock.passed += 1
        assert not pulses.well, still
        assert pulses.ages()[still] == STILL_S


async def test_a_running_bot_is_well(tmp_path: Path) -> None:
    async with a_watched_morning(tmp_path / "chenjian.db") as (morning, address):

        async def well() -> bool:
            return (await morning.client.get(f"{address}/healthz")).status_code == 200

        await until(well)
        body = (await morning.client.get(f"{address}/healthz")).json()
    assert body["status"] == "ok"
    assert set(body["seconds_since_moved"]) == set(PARTS)


async def test_health_is_told_while_telegram_cannot_be_reached_yet(tmp_path: Path) -> None:
    async with a_watched_morning(tmp_path / "chenjian.db") as (morning, address):
        await morning.stop()
        fault = {"kind": "5xx", "method": "getMe", "count": 100}
        await morning.client.post(f"{morning.address}/control/faults", json=fault)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(serve(morning.settings, morning.clock, stop=stop))

            async def writes() -> bool:
                try:
                    told = await morning.client.get(f"{address}/healthz")
                except httpx.ConnectError:
                    return False
                return bool(told.json()["seconds_since_moved"]["writer"] is not None)

            await until(writes)
            answer = await morning.client.get(f"{address}/healthz")
            stop.set()
    assert answer.status_code == 503
    assert answer.json()["status"] == "stuck"
    assert answer.json()["seconds_since_moved"]["poller"] is None


async def test_metrics_count_what_waits_and_what_went_wrong(tmp_path: Path) -> None:
    async with a_watched_morning(tmp_path / "chenjian.db") as (morning, address):
        await morning.at("07:30")
        await morning.teacher(CLASSES[0]).press("全班正常")
        broken = RawUpdate(7, '{"update_id":7,"message":"?"}')
        morning.write(lambda tx: tx.inbox.store("telegram", [broken], instant("07:29")))
        morning.write(lambda tx: tx.chats.set_reachable(morning.school.chats["admin"], False))
        morning.write(_in_doubt)
        found = await figures(morning.client, address)

        async def told() -> bool:
            now = await figures(morning.client, address)
            return now['chenjian_inbox_rows{state="unreadable"}'] == 1

        # The row was put in behind the program's back, so it is found with the next update.
        await morning.teacher(CLASSES[1]).press("全班正常")
        await until(told)
        later = await figures(morning.client, address)
    assert found["chenjian_rounds_outstanding"] == 2
    assert found['chenjian_inbox_rows{state="open"}'] == 1
    assert found['chenjian_inbox_oldest_seconds{state="open"}'] == 60
    assert found['chenjian_outbox_rows{state="unknown"}'] == 1
    assert found['chenjian_outbox_oldest_seconds{state="unknown"}'] == 0
    assert found['chenjian_outbox_rows{state="pending"}'] == 0
    assert 'chenjian_outbox_oldest_seconds{state="pending"}' not in found
    assert found['chenjian_chats{state="enrolled"}'] == len(morning.school.chats)
    assert found['chenjian_chats{state="unreachable"}'] == 1
    assert found["chenjian_send_seconds_count"] == found['chenjian_sends_total{outcome="sent"}']
    assert found['chenjian_send_seconds_bucket{le="+Inf"}'] == found["chenjian_send_seconds_count"]
    assert found["chenjian_send_seconds_count"] >= len(CLASSES) + 1
    assert {f'chenjian_last_move_seconds{{part="{part}"}}' for part in PARTS} <= set(found)
    assert any(name.startswith("chenjian_build_info{version=") for name in found)
    assert later["chenjian_rounds_outstanding"] == 1


async def test_metrics_and_health_hold_no_name(tmp_path: Path) -> None:
    async with a_watched_morning(tmp_path / "chenjian.db") as (morning, address):
        await morning.at("07:30")
        await morning.teacher(CLASSES[0]).press("全班正常")
        said = [(await morning.client.get(f"{address}{p}")).text for p in ("/metrics", "/healthz")]
    assert not re.search(r"[^\x00-\x7f]", "".join(said))
    assert "telegram" not in "".join(said)


async def test_a_secret_is_asked_for_once_it_is_set(tmp_path: Path) -> None:
    secret = {"web_secret": "一个口令 a"}
    async with a_watched_morning(tmp_path / "chenjian.db", **secret) as (morning, address):
        for path in ("/healthz", "/metrics"):
            for wrong in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
                answer = await morning.client.get(f"{address}{path}", headers=wrong)
                assert (answer.status_code, answer.content) == (401, b"")
            right = {b"Authorization": "Bearer 一个口令 a".encode()}
            answer = await morning.client.get(f"{address}{path}", headers=right)
            assert answer.status_code in (200, 503)
            assert answer.content


async def test_nothing_else_is_served() -> None:
    async def metrics() -> str:
        return ""

    listen = f"127.0.0.1:{free_port()}"
    app = watching(Pulses(SystemClock()), metrics, None)
    async with served(app, listen, "WEB_LISTEN"), a_client() as client:
        for path in ("/", "/docs", "/healthz/", "/metrics/x"):
            assert (await client.get(f"http://{listen}{path}")).status_code in (404, 307), path
        assert (await client.post(f"http://{listen}/metrics")).status_code == 405


async def test_an_address_that_is_taken_is_one_clear_refusal() -> None:
    async def metrics() -> str:
        return ""

    listen = f"127.0.0.1:{free_port()}"
    app = watching(Pulses(SystemClock()), metrics, None)
    async with served(app, listen, "WEB_LISTEN"):
        with pytest.raises(SettingRefused) as refused:
            async with served(app, listen, "WEBHOOK_LISTEN"):
                pass
    assert refused.value.values == {"name": "WEBHOOK_LISTEN", "address": listen}


def test_beyond_this_machine_a_secret_is_needed() -> None:
    for listen in ("0.0.0.0:8090", "[::]:8090", "192.168.1.4:80"):
        with pytest.raises(SettingRefused, match="web_secret_missing"):
            settings_of({"web_listen": listen})
        assert settings_of({"web_listen": listen, "web_secret": "x"}).web_listen == listen
    for listen in ("127.0.0.1:8090", "[::1]:8090", "localhost:8090"):
        assert settings_of({"web_listen": listen}).web_listen == listen

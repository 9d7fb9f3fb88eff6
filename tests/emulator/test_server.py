"""The Bot API's transport, the page, and the program that serves them."""

import asyncio
import json
import re
import signal
import socket
import sys
from pathlib import Path

import pytest

from emulator.parameters import Parameters
from emulator.server import Emulator, PortBusy, running
from tests.emulator.conftest import Pauses, Town
from tests.wire import a_client

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("bot42:wrong/getMe", 401, "Unauthorized"),
        ("botwrong/getMe", 404, "Not Found"),
        ("bot42:tests/sendGift", 404, "Not Found: method not found"),
    ],
)
async def test_a_wrong_token_or_method_is_refused(
    town: Town, path: str, status: int, description: str
) -> None:
    answer = await town.client.post(f"{town.address}/{path}")
    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


async def test_form_json_multipart_and_query_mean_the_same(town: Town) -> None:
    url = f"{town.address}/bot42:tests/sendMessage"
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    as_text = {"chat_id": "7", "text": "你好", "reply_markup": json.dumps(markup)}
    for answer in (
        await town.client.post(url, data=as_text),
        await town.client.post(url, json={"chat_id": 7, "text": "你好", "reply_markup": markup}),
        await town.client.post(url, data=as_text, files={"unused": b"x"}),
        await town.client.get(url, params=as_text),
    ):
        assert answer.json()["result"]["reply_markup"] == markup
    (first, *others) = await town.recorded("sendMessage")
    assert first["params"]["reply_markup"] == markup
    assert len(others) == 3


async def test_names_of_methods_are_read_without_regard_to_case(town: Town) -> None:
    assert (await town.result("GETME"))["id"] == 42


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
async def test_a_body_that_is_no_object_is_refused(town: Town, body: bytes) -> None:
    answer = await town.client.post(
        f"{town.address}/bot42:tests/getMe",
        content=body,
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 400


async def test_the_page_is_served_and_nothing_beside_it(town: Town) -> None:
    for path in ("/page/absent.js", "/page/..%2Fserver.py", "/page/%2e%2e/server.py"):
        assert (await town.client.get(town.address + path)).status_code == 404
    page = await town.client.get(f"{town.address}/")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"


async def test_another_site_cannot_play_the_people_here(town: Town) -> None:
    answer = await town.client.post(
        f"{town.address}/control/users/7/text",
        json={"text": "x"},
        headers={"origin": "https://example.org"},
    )
    assert answer.status_code == 400
    assert await town.updates() == []


async def test_a_taken_port_is_said_clearly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortBusy, match=str(port)):
            async with running(Emulator(), port):
                pass


async def test_a_failure_inside_leaves_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        async with running(Emulator()):
            raise ZeroDivisionError


@pytest.mark.timeout(20)
async def test_closing_ends_polls_and_streams() -> None:
    emulator = Emulator()
    async with a_client() as client, asyncio.TaskGroup() as group:
        async with running(emulator) as address:
            url = f"{address}/bot{emulator.token}/getUpdates"
            polling = group.create_task(client.get(url, params={"timeout": 50}, timeout=60))
            async with client.stream("GET", f"{address}/control/events") as stream:
                lines = stream.aiter_lines()
                assert json.loads((await anext(lines)).removeprefix("data: "))["type"] == "clock"
        assert (await polling).status_code in {200, 409}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", ["latency", "slow_body"])
async def test_closing_ends_the_waiting_of_faults(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    pauses = Pauses()
    emulator = Emulator(sleep=pauses)
    emulator.faults.add({"kind": kind, "method": "getMe", "seconds": 600})
    async with a_client() as client, asyncio.TaskGroup() as group:
        async with running(emulator) as address:
            called = group.create_task(client.get(f"{address}/bot{emulator.token}/getMe"))
            assert await pauses.asked.get() == 600
        assert (await called).json()["result"]["id"] == 1
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_changes_are_told_to_who_listens(town: Town) -> None:
    async with town.client.stream("GET", f"{town.address}/control/events?user=7") as stream:
        lines = (line async for line in stream.aiter_lines() if line.startswith("data: "))
        await anext(lines)
        await town.bot.send_chat_action(7, "typing")
        await town.bot.send_message(7, "x")
        seen: set[str] = set()
        while not {"typing", "screen", "users"} <= seen:
            event = json.loads((await anext(lines)).removeprefix("data: "))
            assert event.get("user", 7) == 7
            seen.add(event["type"])


async def test_a_simulation_needs_no_server() -> None:
    emulator = Emulator(clock_start_ms=0, speed=0, monotonic=lambda: 0.0)
    answer = await emulator.answer("sendMessage", Parameters({"chat_id": "7", "text": "x"}))
    assert (answer.status, answer.body["description"]) == (400, "Bad Request: chat not found")


async def test_the_program_serves_until_it_is_told_to_stop() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "emulator", "--port", "0", "--start", "2026-11-23T07:30:00+08:00", "--speed", "0"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert program.stdout is not None
    address = (await program.stdout.readline()).decode().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
    async with a_client() as client:
        clock = (await client.get(f"{address}/control/clock")).json()
    program.send_signal(signal.SIGTERM)
    assert await program.wait() == 0
    assert clock["iso"] == "2026-11-23T07:30:00+08:00"


async def test_the_program_refuses_a_bad_time_with_one_line() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "emulator", "--start", "yesterday"),
        cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
    )
    _, error = await program.communicate()
    assert program.returncode == 2
    assert error.decode() == "not an ISO 8601 time: yesterday\n"

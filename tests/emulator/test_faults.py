"""Faults on demand, and the record that judges what was really sent."""

import asyncio
import json

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from emulator.parameters import Parameters
from emulator.server import Emulator
from tests.emulator.conftest import MONDAY_0730_MS, TOKEN, Pauses, Town, town_of


async def test_a_lost_answer_was_sent_and_is_on_record(town: Town) -> None:
    await town.control("faults", kind="drop_answer", method="sendMessage", chat_id=7)
    with pytest.raises(NetworkError):
        await town.bot.send_message(7, "x")
    await town.bot.send_message(7, "x")
    assert (await town.wang.screen()).heard == ("x", "x")
    lost, told = await town.recorded("sendMessage")
    assert (lost["accepted"], lost["fault"], lost["message_id"]) == (True, "drop_answer", 2)
    assert (told["accepted"], told["fault"], told["message_id"]) == (True, None, 3)


async def test_a_cut_connection_sent_nothing_and_looks_like_a_lost_answer(town: Town) -> None:
    for kind in ("cut", "drop_answer"):
        await town.control("faults", kind=kind, count=2)
        with pytest.raises(NetworkError, match="RemoteProtocolError"):
            await town.bot.send_message(7, kind)
        with pytest.raises(httpx.RemoteProtocolError):
            await town.call("sendMessage", chat_id=7, text=kind)
    assert (await town.wang.screen()).heard == ("drop_answer", "drop_answer")
    cut, _, lost, _ = await town.recorded("sendMessage")
    assert (cut["accepted"], cut["status"], cut["message_id"], cut["fault"]) == (
        False,
        None,
        None,
        "cut",
    )
    assert (lost["accepted"], lost["status"], lost["fault"]) == (True, 200, "drop_answer")


async def test_a_server_error_sends_nothing(town: Town) -> None:
    await town.control("faults", kind="5xx", count=2)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await town.bot.send_message(7, "x")
    await town.bot.send_message(7, "y")
    assert (await town.wang.screen()).heard == ("y",)
    assert [c["status"] for c in await town.recorded("sendMessage")] == [502, 502, 200]


async def test_too_many_holds_until_it_has_passed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    await town.control("faults", kind="429", chat_id=7, retry_after=60)
    for _ in range(2):
        answer = await town.call("sendMessage", chat_id=7, text="x")
        assert answer.status_code == 429
        assert answer.json()["parameters"] == {"retry_after": 60}
    with pytest.raises(RetryAfter):
        await town.bot.send_message(7, "x")
    await town.li.start()
    await town.bot.send_message(8, "x")
    assert [c["fault"] for c in await town.recorded("sendMessage")] == ["429", None, None, None]


async def test_a_refused_poll_does_not_hold_what_is_sent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    await town.control("faults", kind="429", method="getUpdates", retry_after=60)
    with pytest.raises(RetryAfter):
        await town.bot.get_updates(timeout=0)
    await town.bot.send_message(7, "x")


async def test_a_block_can_be_feigned(town: Town) -> None:
    await town.control("faults", kind="403", chat_id=7)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await town.bot.send_message(7, "x")
    await town.bot.send_message(7, "x")


async def test_anything_can_be_refused_in_any_words(town: Town) -> None:
    words = "Bad Request: message to edit not found"
    await town.control("faults", kind="refused", description=words)
    assert await town.refusal("sendMessage", chat_id=7, text="x") == (400, words)
    await town.control("faults", kind="refused")
    with pytest.raises(BadRequest):
        await town.bot.send_message(7, "x")
    assert (await town.wang.screen()).heard == ()


async def test_half_an_answer_is_no_json_and_the_message_was_sent(town: Town) -> None:
    await town.control("faults", kind="invalid_json", count=2)
    answer = await town.call("sendMessage", chat_id=7, text="1")
    assert (answer.status_code, answer.content[:9]) == (200, b'{"ok": tr')
    with pytest.raises(ValueError, match=r"delimiter|value|Unterminated|Expecting"):
        answer.json()
    with pytest.raises(TelegramError, match="Invalid server response"):
        await town.bot.send_message(7, "2")
    assert (await town.wang.screen()).heard == ("1", "2")
    assert [c["accepted"] for c in await town.recorded("sendMessage")] == [True, True]


@pytest.mark.timeout(20)
async def test_a_late_call_is_accepted_even_after_the_caller_gave_up() -> None:
    pauses = Pauses()
    emulator = Emulator(TOKEN, clock_start_ms=MONDAY_0730_MS, speed=0, sleep=pauses)
    async with town_of(emulator) as town:
        await town.control("faults", kind="latency", seconds=30)
        with pytest.raises(TimedOut):
            await town.bot.send_message(7, "late", read_timeout=0.05)
        assert await pauses.asked.get() == 30
        assert (await town.wang.screen()).heard == ()
        pauses.go.set()
        await town.wang.until("late")
        (call,) = await town.recorded("sendMessage")
        assert (call["accepted"], call["fault"]) == (True, "latency")


@pytest.mark.timeout(20)
async def test_a_slow_answer_comes_in_two_halves_and_the_call_counted_before() -> None:
    pauses = Pauses()
    emulator = Emulator(TOKEN, clock_start_ms=MONDAY_0730_MS, speed=0, sleep=pauses)
    async with town_of(emulator) as town:
        await town.control("faults", kind="slow_body", seconds=7, count=2)
        url = f"{town.address}/bot{TOKEN}/sendMessage"
        body = {"chat_id": 7, "text": "x"}
        async with town.client.stream("POST", url, json=body) as answer:
            parts = answer.aiter_raw()
            first = await anext(parts)
            assert (await town.wang.screen()).heard == ("x",)
            assert await pauses.asked.get() == 7
            with pytest.raises(TimedOut):
                await town.bot.send_message(7, "y", read_timeout=0.05)
            pauses.go.set()
            rest = b"".join([part async for part in parts])
        assert json.loads(first + rest)["result"]["text"] == "x"
        assert (await town.wang.screen()).heard == ("x", "y")
        recorded = await town.recorded("sendMessage")
        assert [(c["accepted"], c["fault"]) for c in recorded] == [(True, "slow_body")] * 2


async def test_a_fault_without_a_method_leaves_polling_alone(town: Town) -> None:
    await town.control("faults", kind="5xx")
    assert await town.updates() == []
    await town.control("faults", kind="5xx", method="GETUPDATES")
    assert (await town.call("getUpdates")).status_code == 502
    assert [fault["method"] for fault in (await town.faults())["faults"]] == [None]
    await town.client.delete(f"{town.address}/control/faults")
    await town.bot.send_message(7, "x")


@pytest.mark.parametrize("kind", ["5xx", "cut", "drop_answer"])
async def test_a_poll_that_fails_loses_no_update(town: Town, kind: str) -> None:
    typed = await town.wang.text("36.5 无")
    await town.control("faults", kind=kind, method="getUpdates")
    with pytest.raises(NetworkError):
        await town.bot.get_updates(timeout=0)
    (update,) = await town.bot.get_updates(timeout=0)
    assert update.update_id == typed["update_id"]
    assert [c["fault"] for c in await town.recorded("getUpdates")][-2:] == [kind, None]


async def test_a_star_strikes_whatever_is_called(town: Town) -> None:
    await town.control("faults", kind="cut", method="*", count=2)
    for method in ("getUpdates", "getMe"):
        with pytest.raises(httpx.RemoteProtocolError):
            await town.call(method)
    assert (await town.call("getMe")).status_code == 200


async def test_a_fault_can_strike_by_chance_and_the_same_seed_strikes_the_same() -> None:
    seen = []
    for seed in (3, 3, 4):
        emulator = Emulator(TOKEN, clock_start_ms=MONDAY_0730_MS, speed=0)
        async with town_of(emulator) as town:
            await town.control("faults", kind="5xx", probability=0.5, seed=seed, count=1000)
            calls = [await town.call("sendMessage", chat_id=7, text="x") for _ in range(20)]
            seen.append([call.status_code for call in calls])
    assert seen[0] == seen[1] != seen[2]
    assert set(seen[0]) == {200, 502}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "flood"},
        {"kind": "429", "count": 0},
        {"kind": "5xx", "chat_id": "7"},
        {"kind": "latency", "seconds": -1},
        {"kind": "latency", "seconds": 1e9},
        {"kind": "5xx", "probability": 1.5},
        {"kind": "delay", "method": "sendMessage"},
        {"kind": "5xx", "update": "message"},
        {"kind": "refused", "description": 400},
    ],
)
async def test_a_fault_that_cannot_be_is_refused(town: Town, body: dict[str, object]) -> None:
    assert await town.complaint("faults", **body)
    assert await town.faults() == {"faults": [], "weather": None}


async def test_a_caller_that_goes_away_is_on_record_with_the_fault() -> None:
    pauses = Pauses()
    emulator = Emulator(TOKEN, clock_start_ms=MONDAY_0730_MS, speed=0, sleep=pauses)
    emulator.faults.add({"kind": "latency", "method": "getMe", "seconds": 9})
    async with asyncio.TaskGroup() as group:
        calling = group.create_task(emulator.answer("getMe", Parameters({})))
        assert await pauses.asked.get() == 9
        calling.cancel()
    (call,) = emulator.record.since()
    assert (call["accepted"], call["status"], call["fault"]) == (False, None, "latency")


async def test_the_record_can_be_read_on(town: Town) -> None:
    await town.bot.send_message(7, "1")
    first = (await town.client.get(f"{town.address}/control/record")).json()
    await town.bot.send_document(7, b"abc", filename="a.txt")
    await town.refusal("sendMessage", chat_id=8, text="x")
    onward = await town.client.get(
        f"{town.address}/control/record", params={"since": first["next"]}
    )
    document, refused = onward.json()["calls"]
    assert document["n"] == first["next"] + 1
    assert document["params"]["document"] == {"file_name": "a.txt", "size": 3}
    assert document["at_ms"] == refused["at_ms"]
    assert document["mono"] <= refused["mono"]
    assert (refused["accepted"], refused["status"], refused["message_id"]) == (False, 403, None)
    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"
    one = await town.client.get(f"{town.address}/control/record", params={"chat_id": 8})
    assert [call["n"] for call in one.json()["calls"]] == [refused["n"]]

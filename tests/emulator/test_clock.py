"""The civil clock of a rehearsal."""

import pytest

from emulator.clock import EmulatorClock, parse_iso
from emulator.refusal import BadCall
from tests.emulator.conftest import MONDAY_0730_MS, Town
from tests.emulator.test_pace import Watch


def test_civil_time_runs_by_speed_and_stands_at_zero() -> None:
    watch = Watch()
    clock = EmulatorClock(MONDAY_0730_MS, 60, watch)
    watch.now += 2
    assert clock.now_ms() == MONDAY_0730_MS + 120_000
    clock.turn(speed=0)
    watch.now += 100
    assert clock.now_ms() == MONDAY_0730_MS + 120_000
    clock.turn(step_s=600)
    assert clock.as_json() == {
        "now_ms": MONDAY_0730_MS + 720_000,
        "speed": 0,
        "iso": "2026-11-23T07:42:00+08:00",
    }


def test_a_time_is_read_with_its_offset_only() -> None:
    assert parse_iso("2026-11-23T07:30:00+08:00") == MONDAY_0730_MS
    assert parse_iso("2026-11-22T23:30:00Z") == MONDAY_0730_MS
    for nonsense in ("2026-11-23T07:30:00", "tomorrow"):
        with pytest.raises(BadCall):
            parse_iso(nonsense)


async def test_the_clock_is_turned_over_http_and_dates_messages(town: Town) -> None:
    told = await town.control("clock", iso="2026-11-23T09:00:00+08:00")
    assert told["now_ms"] == MONDAY_0730_MS + 5_400_000
    sent = await town.result("sendMessage", chat_id=7, text="x")
    assert sent["date"] == told["now_ms"] // 1000
    read = (await town.client.get(f"{town.address}/control/clock")).json()
    assert read == told


@pytest.mark.parametrize(
    "body",
    [
        {"speed": -1},
        {"speed": "fast"},
        {"now_ms": True},
        {"iso": "x"},
        {"iso": "2026-11-23T09:00:00+08:00", "now_ms": 1},
        {"now_ms": -1},
    ],
)
async def test_a_bad_turn_changes_nothing(town: Town, body: dict[str, object]) -> None:
    assert await town.complaint("clock", **body)
    read = (await town.client.get(f"{town.address}/control/clock")).json()
    assert read["now_ms"] == MONDAY_0730_MS

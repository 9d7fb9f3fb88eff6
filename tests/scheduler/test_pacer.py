"""The pacer keeps the channel's limits whatever comes, and never saves slots up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.pacer import PER_SECOND, Pacer
from tests.clock import FakeClock


class LateClock(FakeClock):
    """Virtual time in which every sleep ends a little late, as real timers do."""

    def __init__(self, lateness: Sequence[float]) -> None:
        super().__init__(virtual=True)
        self._lateness = list(lateness)

    async def sleep(self, seconds: float) -> None:
        late = self._lateness.pop() if self._lateness else 0.0
        await super().sleep(seconds + late)


async def _granted(
    clock: FakeClock, pacer: Pacer, chats: Sequence[int], *, group: bool = False
) -> list[float]:
    """Ask for all these slots at once; when each was given."""
    at: list[float] = []

    async def one(chat: int) -> None:
        await pacer.slot(chat, group=group)
        at.append(clock.monotonic())

    async with asyncio.TaskGroup() as tasks:
        for chat in chats:
            tasks.create_task(one(chat))
        while len(at) < len(chats):
            await clock.flow(0.25)
    return at


def _busiest(at: Sequence[float], window: float) -> int:
    return max(sum(1 for other in at if start <= other < start + window) for start in at)


@settings(max_examples=30, deadline=None)
@given(
    lateness=st.lists(st.floats(0, 0.2), max_size=120),
    waves=st.lists(st.tuples(st.integers(1, 45), st.floats(0, 5)), min_size=1, max_size=4),
)
def test_no_second_holds_more_than_thirty_however_late_timers_are(
    lateness: list[float], waves: list[tuple[int, float]]
) -> None:
    async def morning() -> list[float]:
        clock = LateClock(lateness)
        pacer = Pacer(clock)
        at: list[float] = []
        chat = 0
        for size, pause in waves:
            at += await _granted(clock, pacer, range(chat, chat + size))
            chat += size
            await clock.flow(pause)
        return at

    assert _busiest(asyncio.run(morning()), 1.0) <= 30


async def test_a_wave_goes_at_the_full_rate() -> None:
    clock = LateClock([0.001] * 600)
    at = await _granted(clock, Pacer(clock), range(590))
    assert (at[-1] - at[0]) < 590 / PER_SECOND


async def test_unused_slots_are_not_saved_up() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    await clock.flow(3600)
    at = await _granted(clock, pacer, range(60))
    assert _busiest(at, 1.0) <= 30
    assert at == sorted(at)


@settings(max_examples=30, deadline=None)
@given(hold=st.floats(0.5, 30), after=st.floats(0, 1.5))
def test_a_hold_stops_also_who_already_waits(hold: float, after: float) -> None:
    async def held() -> tuple[float, list[float]]:
        clock = FakeClock(virtual=True)
        pacer = Pacer(clock)
        at: list[float] = []

        async def one(chat: int) -> None:
            await pacer.slot(chat)
            at.append(clock.monotonic())

        async with asyncio.TaskGroup() as tasks:
            for chat in range(80):
                tasks.create_task(one(chat))
            await clock.flow(after)
            began = clock.monotonic()
            pacer.hold(hold)
            await clock.flow(100)
        assert len(at) == 80
        assert _busiest(at, 1.0) <= 30
        return began, at

    began, at = asyncio.run(held())
    assert not [slot for slot in at if began < slot < began + hold]


async def test_who_is_more_urgent_overtakes_who_waits() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    order: list[str] = []

    async def one(chat: int, name: str, urgency: int) -> None:
        await pacer.slot(chat, urgency=urgency)
        order.append(name)

    pacer.hold(1)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(one(1, "ask", 4))
        tasks.create_task(one(2, "chase", 3))
        tasks.create_task(one(3, "another ask", 4))
        await clock.flow(0.5)
        tasks.create_task(one(4, "alert", 0))
        await clock.flow(10)
    assert order == ["alert", "chase", "ask", "another ask"]


async def test_who_gives_up_waiting_lets_the_next_one_go() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    pacer.hold(1)
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(pacer.slot(1))
        second = tasks.create_task(pacer.slot(2))
        await clock.flow(0.5)
        first.cancel()
        await clock.flow(10)
        assert second.done()


async def test_a_shorter_hold_does_not_end_a_longer_one() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    began = clock.monotonic()
    pacer.hold(20)
    pacer.hold(1)
    (at,) = await _granted(clock, pacer, [1])
    assert at >= began + 20


def _rate(at: Sequence[float]) -> float:
    return (len(at) - 1) / (at[-1] - at[0])


async def test_after_a_429_the_slots_are_a_little_farther_apart() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    before = _rate(await _granted(clock, pacer, range(100)))
    for _ in range(16):
        pacer.hold(1.0)  # all that was under way says it
    after = _rate((await _granted(clock, pacer, range(100, 200)))[1:])
    assert 1.01 < before / after < 1.03


async def test_however_many_429s_come_it_goes_no_slower_than_nine_tenths() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock, per_second=100.0)
    for _ in range(50):
        pacer.hold(0.1)
        await clock.flow(0.2)
    assert 90 < _rate((await _granted(clock, pacer, range(200)))[1:]) < 92


async def test_ten_thousand_slots_after_a_429_the_full_rate_is_back() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock, per_second=100.0)
    pacer.hold(0.1)
    for begin in range(0, 10_000, 250):
        last = await _granted(clock, pacer, range(begin, begin + 250))
    assert _rate(last) > 99.9


async def test_one_chat_hears_five_at_once_and_then_one_a_second() -> None:
    clock = FakeClock(virtual=True)
    at = await _granted(clock, Pacer(clock), [7] * 15)
    assert at[4] - at[0] < 0.2
    assert at[14] - at[0] >= 10 - 0.2
    assert all(later - earlier > 0.9 for earlier, later in pairwise(at[5:]))


async def test_a_chat_that_has_heard_enough_is_told_apart_from_the_others() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    await _granted(clock, pacer, [7] * 3)
    assert pacer.wait_for(7) == 0
    await _granted(clock, pacer, [8] * 20)
    assert 0.9 < pacer.wait_for(8) <= 1
    assert pacer.wait_for(9) == 0


async def test_a_group_hears_twenty_in_any_minute() -> None:
    clock = FakeClock(virtual=True)
    at = await _granted(clock, Pacer(clock), [5] * 90, group=True)
    assert _busiest(at, 60.0) <= 20


async def test_chats_silent_for_long_are_forgotten() -> None:
    clock = FakeClock(virtual=True)
    pacer = Pacer(clock)
    await _granted(clock, pacer, range(1500))
    await clock.flow(600)
    await _granted(clock, pacer, range(2000, 3000))
    assert len(pacer._chats) < 2500
    assert pacer.wait_for(3) == 0

"""Whether a channel answers, and how that is found out without bothering anybody."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from domain.ports import (
    ChannelError,
    Misconfigured,
    NotConnected,
    Refused,
    SlowDown,
    Unsure,
)
from scheduler.line import LONGEST_REST_S, Line
from tests.clock import FakeClock


class Even(random.Random):
    """No chance at all: what is spread stands in the middle."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


class Far:
    """The far end of a line: what it answers to each look, the last for ever; None is an answer."""

    def __init__(self, clock: FakeClock, *answers: ChannelError | None) -> None:
        self._clock = clock
        self.answers = list(answers) or [None]
        self.looks: list[float] = []

    async def ping(self) -> None:
        self.looks.append(self._clock.monotonic())
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        if answer is not None:
            raise answer


@asynccontextmanager
async def mending(line: Line) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(line.mend())
        yield
        task.cancel()


def _line(*answers: ChannelError | None) -> tuple[Line, Far, FakeClock]:
    clock = FakeClock(virtual=True)
    far = Far(clock, *answers)
    return Line(far.ping, clock, Even()), far, clock


async def test_a_silent_channel_is_looked_at_ever_more_rarely_up_to_a_minute() -> None:
    line, far, clock = _line(Unsure())
    line.unanswered(1, clock.monotonic())
    async with mending(line):
        await clock.flow(600)
    pauses = [later - earlier for earlier, later in zip(far.looks, far.looks[1:], strict=False)]
    assert pauses[:7] == [1, 2, 4, 8, 16, 32, LONGEST_REST_S]
    assert set(pauses[6:]) == {LONGEST_REST_S}
    assert line.shut


@pytest.mark.parametrize("answer", [None, Refused(), SlowDown(3)])
async def test_once_it_answers_one_note_tries_the_line_and_the_others_follow(
    answer: ChannelError | None,
) -> None:
    line, _, clock = _line(NotConnected(), answer)
    line.not_connected()
    assert not line.may_go(1)
    async with mending(line):
        await clock.flow(10)
    assert [line.may_go(note) for note in (1, 2, 1)] == [True, False, True]
    assert line.answered(), "an outage is over"
    assert line.may_go(2)
    assert not line.answered()


async def test_a_trial_that_fails_shuts_the_line_and_the_next_takes_longer() -> None:
    line, far, clock = _line()
    for _ in range(4):
        line.unanswered(1, clock.monotonic())
        async with mending(line):
            await clock.flow(60)
        assert line.may_go(1)
    rests = [look - (1000.0 + 60 * number) for number, look in enumerate(far.looks)]
    assert rests == [0.5, 1, 2, 4]


async def test_a_note_that_comes_to_another_end_leaves_the_trial_to_the_next() -> None:
    line, _, clock = _line()
    line.unanswered(1, clock.monotonic())
    async with mending(line):
        await clock.flow(1)
    assert line.may_go(1)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(line.clear(2))
        await asyncio.sleep(0)
        assert not waiting.done()
        line.left_by(1)
    assert line.may_go(2)


async def test_where_others_were_answered_meanwhile_the_line_stays_open() -> None:
    line, _, clock = _line()
    begun = clock.monotonic()
    await clock.flow(1)
    line.answered()
    line.unanswered(1, begun)
    assert not line.shut


async def test_one_chats_trouble_is_no_outage() -> None:
    line, _, clock = _line()
    for _ in range(2):
        line.unanswered(1, clock.monotonic())
    assert not line.answered()
    line.unanswered(1, clock.monotonic())
    line.unanswered(2, clock.monotonic())
    assert line.answered()


async def test_a_wrong_token_is_told_at_once() -> None:
    line, _, clock = _line(Misconfigured("wrong token"))
    line.unanswered(1, clock.monotonic())
    with pytest.RaisesGroup(Misconfigured):
        async with mending(line):
            await clock.flow(1)

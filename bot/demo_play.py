"""The play: every scripted person does their part when the clock says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.demo_actor import Actor, NotSeen
from bot.demo_clock import Hand
from bot.demo_script import END_MS, MONDAY, MORNING, ONE_PRESS, Act, instant

AT_ONCE = 8
"""Phones looked at side by side; the visitor may move the clock past the whole morning at once."""

log = logging.getLogger(__name__)


class Play:
    """The scripted people, by code. ``failed`` counts acts that could not be done."""

    def __init__(self, actors: Mapping[str, Actor], hand: Hand) -> None:
        self._actors = actors
        self._hand = hand
        self._hands_free = asyncio.Semaphore(AT_ONCE)
        self.failed = 0

    async def whole_morning(self) -> None:
        """Without a visitor: turn the clock from act to act, each done before the next time."""
        for at in sorted({act.at for act in MORNING}):
            await self.at(instant(at), [act for act in MORNING if act.at == at])
        await self._hand.turn(now_ms=END_MS)

    async def at(self, now_ms: int, acts: Iterable[Act] = ()) -> None:
        """It is this late, and these acts are done side by side."""
        await self._hand.turn(now_ms=now_ms)
        async with asyncio.TaskGroup() as group:
            for act in acts:
                group.create_task(self._perform(act))

    async def along(self) -> None:
        """With a visitor: each person waits for the clock, which the visitor may turn. On the days
        that follow the classes that were well are well again.
        """
        friday = MONDAY + timedelta(days=4)
        async with asyncio.TaskGroup() as group:
            for who in self._actors:
                group.create_task(self._part(MORNING, MONDAY, who))
                day = MONDAY
                while (day := day + timedelta(days=1)) <= friday:
                    group.create_task(self._part(ONE_PRESS, day, who))

    async def _part(self, acts: Iterable[Act], day: date, who: str) -> None:
        for act in acts:
            if act.who == who:
                await self._hand.reached(act.due_ms(day))
                await self._perform(act)

    async def _perform(self, act: Act) -> None:
        async with self._hands_free:
            try:
                await self._actors[act.who].perform(act)
            except NotSeen as missing:
                self.failed += 1
                log.warning("the part of %s at %s ended before %s", act.who, act.at, missing)

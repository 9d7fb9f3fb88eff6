"""The clocks: the real one, and two that a rehearsal may turn.

Civil time (``now_ms``) may be set or scaled; ``monotonic`` and ``sleep`` are always real.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.settings import SettingRefused, Settings
from domain.ports import Clock

READ_EVERY_S = 1.0
FIRST_ANSWER_EVERY_S = 0.1
ANSWER_WITHIN_S = 2.0
COMMAND_PATIENCE_S = 10.0
"""How long a command waits for CLOCK_URL; ``run`` waits for ever."""

log = logging.getLogger(__name__)


class SystemClock:
    """The machine's own time."""

    def now_ms(self) -> int:
        """Civil time in ms since the epoch, UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds that only flow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Real seconds."""
        await asyncio.sleep(seconds)


class RehearsalClock(SystemClock):
    """Civil time that begins at ``start_ms`` and goes ``speed`` times as fast; 0 stands still."""

    def __init__(
        self, start_ms: int, speed: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self.set(start_ms, speed)

    def set(self, now_ms: int, speed: float) -> None:
        """From now on it is this late, and goes this fast."""
        self._start_ms, self._speed, self._since = now_ms, speed, self._monotonic()

    def now_ms(self) -> int:
        return self._start_ms + int((self._monotonic() - self._since) * 1000 * self._speed)


class _Answer(BaseModel):
    """What CLOCK_URL answers."""

    model_config = ConfigDict(frozen=True)

    now_ms: int
    speed: Annotated[float, Field(ge=0, allow_inf_nan=False)]


class UrlClock(RehearsalClock):
    """Civil time as an address tells it; between two answers it goes on by the speed told last.

    A missing answer is tolerated: time goes on, and the log says so once an outage.
    """

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        super().__init__(0, 0.0)
        self._client = client
        self._url = url
        self._silent = False

    async def read(self) -> bool:
        """Ask once; False where no usable answer came."""
        try:
            response = await self._client.get(self._url)
            response.raise_for_status()
            answer = _Answer.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            if not self._silent:
                log.warning("the clock gives no answer (%s)", type(error).__name__)
            self._silent = True
            return False
        if self._silent:
            log.info("the clock answers again")
        self._silent = False
        self.set(answer.now_ms, answer.speed)
        return True

    async def first_answer(self) -> None:
        """Wait until it has answered once."""
        while not await self.read():
            await self.sleep(FIRST_ANSWER_EVERY_S)

    async def keep_reading(self) -> None:
        """Ask each second, until cancelled."""
        while True:
            await self.sleep(READ_EVERY_S)
            await self.read()


@asynccontextmanager
async def clock_of(settings: Settings, patience_s: float | None = None) -> AsyncIterator[Clock]:
    """The clock that the settings ask for, running while the block runs.

    With CLOCK_URL the first answer is awaited, for ever or for ``patience_s`` seconds; then
    SettingRefused is raised.
    """
    if settings.clock_url is None:
        yield _own_clock(settings)
        return
    # The clock is on this machine or near; a proxy of the environment has no business here.
    async with httpx.AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False) as client:
        clock = UrlClock(client, settings.clock_url)
        try:
            await asyncio.wait_for(clock.first_answer(), patience_s)
        except TimeoutError:
            raise SettingRefused("clock_silent") from None
        async with asyncio.TaskGroup() as group:
            reading = group.create_task(clock.keep_reading())
            try:
                yield clock
            finally:
                reading.cancel()


def _own_clock(settings: Settings) -> Clock:
    if settings.clock_start is None and settings.clock_speed is None:
        return SystemClock()
    start_ms = SystemClock().now_ms()
    if settings.clock_start is not None:
        start_ms = int(settings.clock_start.timestamp() * 1000)
    speed = 1.0 if settings.clock_speed is None else settings.clock_speed
    return RehearsalClock(start_ms, speed)

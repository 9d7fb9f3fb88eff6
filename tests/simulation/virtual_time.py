"""Virtual time: an event loop that never waits, and the clock that the program reads from it."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from emulator.clock import EmulatorClock

T = TypeVar("T")


class Deadlock(RuntimeError):
    """Everybody waits for somebody, and no timer is left that could wake one of them."""


class _Leaping(selectors.SelectSelector):
    """Instead of waiting for a file it lets ``now`` leap to the next timer."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise Deadlock
        self.now += timeout
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in which an hour takes no longer than what happens in it.

    It sees no thread and no socket: what would run in an executor runs at once.
    """

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        """Virtual seconds."""
        return self._leaping.now

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Run it now, on the caller's stack."""
        future: asyncio.Future[T] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def run_virtually(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in virtual time, from second 0. Raises Deadlock, and what it raises."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


class VirtualClock:
    """Civil time as the emulator tells it, on virtual seconds. Fulfils domain.ports.Clock."""

    def __init__(self, civil: EmulatorClock) -> None:
        self._civil = civil

    def now_ms(self) -> int:
        return self._civil.now_ms()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def until(self, at_ms: int) -> None:
        """Wait until it is so late by civil time, which may leap meanwhile."""
        while (left_ms := at_ms - self.now_ms()) > 0:
            seconds = left_ms / 1000 / self._civil.speed
            await asyncio.sleep(min(max(seconds, 0.05), 1.0))

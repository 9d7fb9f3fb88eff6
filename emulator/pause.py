"""The waiting that faults bring about; all of it ends when the emulator goes down."""

import asyncio
from collections.abc import Awaitable, Callable


class Pauses:
    """Sleeps that can be ended together."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._sleep = sleep
        self._asleep: set[asyncio.Task[None]] = set()

    async def __call__(self, seconds: float) -> None:
        """Sleep for so many seconds, or until ``end``."""
        async with asyncio.TaskGroup() as group:
            sleeping = group.create_task(self._one(seconds))
            self._asleep.add(sleeping)
            sleeping.add_done_callback(self._asleep.discard)

    async def _one(self, seconds: float) -> None:
        await self._sleep(seconds)

    def end(self) -> None:
        """Wake whoever sleeps."""
        for sleeping in self._asleep:
            sleeping.cancel()

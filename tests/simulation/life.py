"""One life of the program, from its start to a kill at any of its awaits."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

LONGEST_HOP_S = 0.008


@dataclass(eq=False)
class Life:
    """Counts the awaits of one life; at the ``fatal`` one it ends.

    Whatever is dead never runs on: nothing is drained, nothing is written, as under SIGKILL.
    """

    number: int
    chance: random.Random
    fatal: int | None = None
    hops: int = 0
    died: float | None = None
    main: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def dead(self) -> bool:
        """Whether it is over."""
        return self.died is not None

    def die(self) -> None:
        """End now."""
        if self.dead:
            return
        self.died = asyncio.get_running_loop().time()
        if self.main is not None:
            self.main.cancel()

    async def hop(self) -> None:
        """An await: it may be the last, and others may come in between."""
        self.hops += 1
        if self.hops == self.fatal:
            self.die()
        if not self.dead:
            # Half of them take no time, so that several things fall on the same moment.
            await asyncio.sleep(max(0.0, self.chance.uniform(-LONGEST_HOP_S, LONGEST_HOP_S)))
        if self.dead:
            await asyncio.Event().wait()

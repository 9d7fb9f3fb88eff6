"""The line to a channel: whether it answers, and how it is tried without bothering anybody."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from enum import Enum, auto

from domain.ports import ChannelError, Clock, Misconfigured, NotConnected, SlowDown, Unsure

FIRST_REST_S = 0.5
LONGEST_REST_S = 60.0
"""Between two looks whether a silent channel answers again."""

log = logging.getLogger(__name__)


class _State(Enum):
    OPEN = auto()
    SHUT = auto()
    ON_TRIAL = auto()


class Line:
    """Open, shut or on trial, by what became of the requests that went over it.

    Where a request comes to no known end, and no other was answered since it left, the line is
    shut: notes wait, and the channel is asked for what nobody hears of (``mend``). Once it answers
    that, one note goes, and the others when that one is answered too. So an outage leaves no more
    notes in doubt than were under way when it began and those that tried the line.
    """

    def __init__(
        self, ping: Callable[[], Awaitable[None]], clock: Clock, chance: random.Random
    ) -> None:
        self._ping = ping
        self._clock = clock
        self._chance = chance
        self._state = _State.OPEN
        self._turned = asyncio.Event()
        self._trying: int | None = None
        self._answered = float("-inf")
        self._unanswered: set[int] = set()
        self._outage = False
        self._failures = 0

    @property
    def shut(self) -> bool:
        """Whether nothing may go, and nobody need ask."""
        return self._state is _State.SHUT

    def may_go(self, note_id: int) -> bool:
        """Whether this note may go now; on trial the first who asks is the one."""
        if self._state is _State.ON_TRIAL and self._trying in (None, note_id):
            self._trying = note_id
            return True
        return self._state is _State.OPEN

    async def clear(self, note_id: int) -> None:
        """Wait until this note may go."""
        while not self.may_go(note_id):
            self._turned.clear()
            await self._turned.wait()

    def left_by(self, note_id: int) -> None:
        """The note has come to an end; if it did not go after all, another one tries the line."""
        if self._trying == note_id:
            self._trying = None
            self._turned.set()

    def answered(self) -> bool:
        """A request was answered, with whatever: the line is open. True where an outage is over."""
        over, self._outage = self._outage, False
        if self._state is not _State.OPEN:
            log.info("the channel answers; notes go on")
        self._answered = self._clock.monotonic()
        self._unanswered.clear()
        self._failures = 0
        self._turn(_State.OPEN)
        return over

    def unanswered(self, chat_id: int, begun: float) -> None:
        """A request that left at ``begun`` (monotonic) came to no known end.

        Where others were answered meanwhile, it is that chat's own trouble.
        """
        if self._answered > begun:
            return
        self._unanswered.add(chat_id)
        self._fall(outage=len(self._unanswered) > 1)

    def not_connected(self) -> None:
        """There is no connection at all."""
        self._fall(outage=True)

    def _fall(self, *, outage: bool) -> None:
        self._outage = self._outage or outage
        if self._state is _State.SHUT:
            return
        if self._state is _State.OPEN:
            log.warning("the channel gives no answer; notes wait")
        self._failures += 1
        self._turn(_State.SHUT)

    async def mend(self) -> None:
        """Ask for what nobody hears of until it is answered; then the line is on trial.

        Raises Misconfigured.
        """
        while self.shut:
            rest = min(FIRST_REST_S * 2.0 ** (self._failures - 1), LONGEST_REST_S)
            await self._clock.sleep(rest * self._chance.uniform(0.75, 1.25))
            try:
                await self._ping()
            except (NotConnected, Unsure):
                self._outage = True
                self._failures += 1
                continue
            except SlowDown as slow:
                await self._clock.sleep(slow.seconds)
            except Misconfigured:
                raise
            except ChannelError:
                pass  # Refused, but answered.
            if self.shut:
                self._turn(_State.ON_TRIAL)

    def _turn(self, state: _State) -> None:
        self._state = state
        self._trying = None
        self._turned.set()

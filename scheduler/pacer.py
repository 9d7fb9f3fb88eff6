"""The pacer: how fast words may leave, in even slots, so that no channel ever says 429."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field

from domain.ports import Clock

PER_SECOND = 29.2
"""Telegram refuses more than about 30 a second over all chats (CHANNELS section 5)."""
CHAT_PER_SECOND = 1.0
CHAT_BURST = 5
GROUP_PER_MINUTE = 20

_SLACK = 0.005
"""What a slot that came late may take back from the next one, in seconds. 31 requests then still
span more than a second, and the rate does not sink with every late timer."""
_SLOWER = 1.02
"""How much farther apart the slots are after each 429. A line that bunches what leaves evenly by a
twentieth of a second puts 31 into somebody else's second; one such 429 costs more than a wave at
28 a second (docs/decisions/0006)."""
_SLOWEST = 1.1
_QUICKER = 0.999998
"""What each slot takes back of that: some ten thousand slots for one 429."""
_TINY = 1e-6
"""Seconds that no sleep can tell from none."""
_FORGET_EVERY = 1000


@dataclass(slots=True)
class _Allowance:
    """What one chat may still hear: a bucket that fills by the second."""

    left: float
    at: float
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_PER_MINUTE))


@dataclass(slots=True, order=True)
class _Waiting:
    """Somebody who waits for a slot; the most urgent is the next."""

    urgency: int
    number: int
    first: asyncio.Event = field(default_factory=asyncio.Event, compare=False)


class Pacer:
    """Even slots over all chats, and a smaller allowance for each chat.

    Slots are spaced and never saved up: after a silence the first second holds as many as any
    other. A private chat averages one a second with a burst of five; a group hears twenty in any
    minute. ``hold`` stops everything, also who already waits, and makes the slots after it a little
    less frequent. All in monotonic seconds.
    """

    def __init__(self, clock: Clock, *, per_second: float = PER_SECOND) -> None:
        self._clock = clock
        self._least_gap = 1.0 / per_second
        self._gap = self._least_gap
        self._next = clock.monotonic()
        self._held_until = self._next
        self._queue: list[_Waiting] = []
        self._numbers = itertools.count()
        self._chats: dict[int, _Allowance] = {}
        self._granted = 0

    def hold(self, seconds: float) -> None:
        """The channel asked for silence (429): no slot is given for so long."""
        now = self._clock.monotonic()
        if now >= self._held_until:  # What else was under way says the same once more.
            self._gap = min(self._gap * _SLOWER, self._least_gap * _SLOWEST)
        self._held_until = max(self._held_until, now + seconds)

    def wait_for(self, chat_id: int, *, group: bool = False) -> float:
        """Seconds until this chat may hear the next one, 0 for now."""
        now = self._clock.monotonic()
        allowance = self._chats.get(chat_id)
        if allowance is None:
            return 0.0
        wait = (1.0 - self._left(allowance, now)) / CHAT_PER_SECOND
        if group and len(allowance.sent) == GROUP_PER_MINUTE:
            wait = max(wait, allowance.sent[0] + 60.0 - now)
        return max(wait, 0.0)

    async def slot(self, chat_id: int, *, group: bool = False, urgency: int = 0) -> None:
        """Wait for the next slot and take it for this chat: the smallest urgency first, then first
        come first served.
        """
        waiting = _Waiting(urgency, next(self._numbers))
        heapq.heappush(self._queue, waiting)
        try:
            while True:
                if self._queue[0] is not waiting:
                    waiting.first.clear()
                    await waiting.first.wait()
                elif (wait := self._wait(chat_id, group=group)) > _TINY:
                    await self._clock.sleep(wait)
                else:
                    break
            self._take(chat_id, group=group)
        finally:
            self._queue.remove(waiting)
            heapq.heapify(self._queue)
            if self._queue:
                self._queue[0].first.set()

    def _wait(self, chat_id: int, *, group: bool) -> float:
        # Who picks what is sent next asks wait_for before, so that one chat stops no other.
        turn = max(self._next, self._held_until) - self._clock.monotonic()
        return max(turn, self.wait_for(chat_id, group=group))

    def _left(self, allowance: _Allowance, now: float) -> float:
        refilled = allowance.left + (now - allowance.at) * CHAT_PER_SECOND
        return min(float(CHAT_BURST), refilled)

    def _take(self, chat_id: int, *, group: bool) -> None:
        now = self._clock.monotonic()
        self._next = max(self._next + self._gap, now + self._gap - _SLACK)
        allowance = self._chats.setdefault(chat_id, _Allowance(float(CHAT_BURST), now))
        allowance.left, allowance.at = self._left(allowance, now) - 1.0, now
        if group:
            allowance.sent.append(now)
        self._gap = max(self._gap * _QUICKER, self._least_gap)
        self._granted += 1
        if self._granted % _FORGET_EVERY == 0:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Chats that have been silent for a minute are as good as new."""
        for chat_id in [key for key, one in self._chats.items() if one.at < now - 60.0]:
            del self._chats[chat_id]

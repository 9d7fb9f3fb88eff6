"""How much may be sent, counted by the emulator itself in real monotonic time.

Telegram publishes no exact figures; these are the ones of its FAQ and of reports [R]: about 30 a
second over all, about 1 a second to one chat with short bursts, 20 a minute to a group.
"""

import math
from collections import deque
from collections.abc import Callable

from emulator.refusal import too_many


class Pace:
    """Counts accepted sends and edits and refuses with 429 until ``retry_after`` has passed."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        enforce: bool = True,
        per_second: int = 30,
        chat_per_second: float = 1.0,
        chat_burst: int = 20,
        group_per_minute: int = 20,
        retry_after: int = 3,
    ) -> None:
        self._monotonic = monotonic
        self.enforce = enforce
        self.per_second = per_second
        self.chat_per_second = chat_per_second
        self.chat_burst = chat_burst
        self.group_per_minute = group_per_minute
        self.retry_after = retry_after
        self._all: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        # Per private chat: what is left of the burst, and when that was so.
        self._left: dict[int, tuple[float, float]] = {}
        # Until when a chat, or with None everything, is refused.
        self._holds: dict[int | None, float] = {}

    def check(self, chat_id: int, *, group: bool, messages: int = 1) -> None:
        """Refuse with 429 when these messages would be too many; counts nothing."""
        now = self._monotonic()
        for held in (None, chat_id):
            until = self._holds.get(held, 0.0)
            if until > now:
                raise too_many(math.ceil(until - now))
        if not self.enforce:
            return
        _forget(self._all, now - 1.0)
        if len(self._all) + messages > self.per_second:
            self._refuse(None, self.retry_after)
        if group:
            sent = self._groups.setdefault(chat_id, deque())
            _forget(sent, now - 60.0)
            if len(sent) + messages > self.group_per_minute:
                self._refuse(chat_id, math.ceil(sent[0] + 60.0 - now) if sent else 60)
        elif self._burst_left(chat_id, now) < messages:
            self._refuse(chat_id, self.retry_after)

    def note(self, chat_id: int, *, group: bool, messages: int = 1) -> None:
        """Count messages that were accepted."""
        now = self._monotonic()
        self._all.extend([now] * messages)
        if group:
            self._groups.setdefault(chat_id, deque()).extend([now] * messages)
        else:
            self._left[chat_id] = (self._burst_left(chat_id, now) - messages, now)

    def hold(self, seconds: int, chat_id: int | None = None) -> None:
        """Refuse everything, or one chat, for so many seconds from now."""
        self._holds[chat_id] = self._monotonic() + seconds

    def _burst_left(self, chat_id: int, now: float) -> float:
        left, at = self._left.get(chat_id, (float(self.chat_burst), now))
        return min(float(self.chat_burst), left + (now - at) * self.chat_per_second)

    def _refuse(self, chat_id: int | None, seconds: int) -> None:
        self.hold(seconds, chat_id)
        raise too_many(seconds)


def _forget(sent: deque[float], before: float) -> None:
    while sent and sent[0] <= before:
        sent.popleft()

"""The emulator's civil clock: may be set, stepped, run fast or stand still."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from emulator.refusal import BadCall

CHINA = timezone(timedelta(hours=8))
FASTEST = 100_000.0


class EmulatorClock:
    """Civil time in milliseconds since the epoch, driven by a monotonic clock times a speed.

    It dates messages and is offered to the bot as CLOCK_URL. Pace and long polls never use it:
    those are measured in real monotonic time.
    """

    def __init__(self, start_ms: int, speed: float, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._base_ms = float(start_ms)
        self._mark = monotonic()
        self.speed = _checked_speed(speed)

    def now_ms(self) -> int:
        """The time now, in milliseconds since the epoch."""
        return int(self._base_ms + (self._monotonic() - self._mark) * self.speed * 1000)

    def now_s(self) -> int:
        """The time now in whole seconds, as ``date`` of a message has it [D]."""
        return self.now_ms() // 1000

    def turn(
        self,
        *,
        now_ms: int | None = None,
        speed: float | None = None,
        step_s: float | None = None,
    ) -> None:
        """Set, step or pace the clock; what is not given stays as it is.

        Raises BadCall for a speed below 0 or a time outside the years 1970 to 9999.
        """
        new_speed = self.speed if speed is None else _checked_speed(speed)
        base = float(self.now_ms() if now_ms is None else now_ms)
        if step_s is not None:
            if not math.isfinite(step_s):
                raise BadCall("step_s must be a number of seconds")
            base += step_s * 1000
        if not 0 <= base < 253_402_300_800_000:
            raise BadCall("the clock can only stand between the years 1970 and 9999")
        self._base_ms, self._mark, self.speed = base, self._monotonic(), new_speed

    def as_json(self) -> dict[str, object]:
        """What GET /control/clock answers."""
        now = self.now_ms()
        shown = datetime.fromtimestamp(now // 1000, UTC).astimezone(CHINA)
        return {"now_ms": now, "speed": self.speed, "iso": shown.isoformat()}


def parse_iso(raw: str) -> int:
    """Read ISO 8601 with an offset into milliseconds since the epoch.

    Raises BadCall when it is no such thing or names no offset.
    """
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        raise BadCall(f"not an ISO 8601 time: {raw}") from None
    if moment.tzinfo is None:
        raise BadCall(f"the time needs an offset such as +08:00: {raw}")
    return round(moment.timestamp() * 1000)


def _checked_speed(speed: float) -> float:
    if not (math.isfinite(speed) and 0 <= speed <= FASTEST):
        raise BadCall(f"speed must be a number from 0 (stands still) to {FASTEST:.0f}")
    return float(speed)

"""How much is heard of somebody of the school at once: who sends without end is slowed down."""

from __future__ import annotations

BURST = 600
"""Messages and presses that are heard in one go (ours). Ten classes filed one after another with
two ill pupils each are 300 presses, and a channel forwards a hundred messages at a time: what
people do, also what has waited for an outage to end, stays well below.
"""
EACH_MS = 1_000
"""One more is heard each second (ours): for ten minutes nobody keeps up more by hand, and the
answers go out no faster.
"""
LONGEST_MS = BURST * EACH_MS


def after_one(spent_ms: int, now_ms: int) -> int | None:
    """Up to when all is spent after one thing more; None where nothing is left to be spent.

    An instant in the past has all regained. One that is further ahead than anything we give comes
    from a clock that was set back, and does not count.
    """
    ahead_ms = spent_ms - now_ms
    if not 0 < ahead_ms <= LONGEST_MS:
        ahead_ms = 0
    ahead_ms += EACH_MS
    return now_ms + ahead_ms if ahead_ms <= LONGEST_MS else None

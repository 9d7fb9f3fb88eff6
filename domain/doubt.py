"""Doubt: words that may or may not have come, and how long it is worth saying them again.

A channel has no key by which it would know a message again, so a time-out or a 5xx leaves open
whether somebody reads it already (docs/decisions/0013).
"""

from __future__ import annotations

FIRST_REST_S = 2.0
THREEFOLD = 3.0
"""Each rest is three times as long as the one before. However long the trouble lasts and whatever
came of each try: nobody reads the same a dozen times in twelve hours."""
LONGEST_REST_OF_CHANGES_S = 60.0
"""A change that is made twice is no second message, so it need not wait long."""
AFTER_OUTAGE = 0.1
"""So much of a rest is enough once the channel answers again."""
LEAST_TRIES = 3
"""Whatever its age: words that lay long before anybody tried are not given up at the first."""

_HOUR_MS = 3_600_000
_WORTH_MS = 12 * _HOUR_MS
"""A digest or an alert of the morning is worth reading until the evening (ours)."""
_WORTH_OF_REPLIES_MS = _HOUR_MS
"""Who got no answer to what they asked has asked again by then (ours)."""
_REPLIES = frozenset({"reply", "card", "receipt", "file", "names", "caption"})


def rest_s(tries: int, *, changes: bool) -> float:
    """How long words rest after so many tries of unknown end. ``changes``: a message that is there
    was to be changed.
    """
    rest = FIRST_REST_S * THREEFOLD ** (tries - 1)
    return min(rest, LONGEST_REST_OF_CHANGES_S) if changes else rest


def worth_another_try(kind: str, *, tries: int, age_ms: int, changes: bool) -> bool:
    """Whether words in doubt are said again. Questions end earlier: with their answer or the lock.

    ``age_ms`` is civil time since they were to be said.
    """
    worth_ms = _WORTH_OF_REPLIES_MS if kind in _REPLIES and not changes else _WORTH_MS
    return tries < LEAST_TRIES or age_ms < worth_ms

"""Command menus that a new day has changed: duties begin and end at midnight."""

from __future__ import annotations

from datetime import date, timedelta

from storage.transaction import Transaction

LOOK_BACK = timedelta(days=2)
"""Duties of a roster file that was imported in the course of a day count from that day."""
MOST = 500
"""Menus set on one day; a whole city's term must not keep answers waiting. Ours."""


def changed_menus(tx: Transaction, last: date | None, day: date) -> list[int]:
    """The chats of those whose duties have begun or ended since the last look, if there was one."""
    since = min(last or day, day) - LOOK_BACK
    return tx.chats.of_changed_duties(since, day, MOST)

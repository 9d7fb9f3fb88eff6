"""Retention: what is let go of once it has served its purpose."""

from __future__ import annotations

from storage.transaction import Transaction

UPDATES_KEPT_MS = 30 * 24 * 3_600_000
"""A month (ours): long enough to see what was really typed when somebody asks about a report, or
what could not be read. What it came to stands in the answers, for good."""
PACKS_KEPT_MS = 24 * 3_600_000
"""A day: a pack that was sent lies in the chat, and can be made again; so does a template that
waits for a word."""
AT_ONCE = 200
"""Rows a minute, a few milliseconds: in a day many times what a city says in one."""


def let_go(tx: Transaction, now_ms: int) -> None:
    """Forget updates of long ago, as they came, with the words of teachers about pupils in them,
    what files were called, packs that were sent, and templates that nobody put in force or that are
    used no more.
    """
    tx.inbox.let_go(now_ms - UPDATES_KEPT_MS, AT_ONCE)
    tx.sent_files.let_go(now_ms - UPDATES_KEPT_MS, AT_ONCE)
    tx.packs.let_go(now_ms - PACKS_KEPT_MS)
    tx.templates.let_go(now_ms - PACKS_KEPT_MS)

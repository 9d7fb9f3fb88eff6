"""Telling the people who look after the bot that something is wrong with it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.note import Note, Wanted
from storage.transaction import Transaction

HOUR_MS = 3_600_000


def tell_admins(tx: Transaction, what: str, now_ms: int, zone: ZoneInfo) -> None:
    """Say it to the topmost enrolled admins, once an hour however often it happens.

    ``what`` is a key of the section ``trouble`` (unreadable, failed).
    """
    for chat in tx.chats.of_top_admins(school_day_of(now_ms, zone)):
        note = Note(
            kind="news",
            subject=f"trouble/{what}/{now_ms // HOUR_MS}",
            chat_id=chat.id,
            say=Wanted("trouble", {"what": what}),
        )
        tx.outbox.put(note, now_ms)

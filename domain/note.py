"""A note (消息): one thing to be said to one chat, and the key that says it once."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from domain.message import Message

PRIORITY = {
    "alert": 0,
    "slow": 0,
    "reply": 1,
    "names": 1,
    "removal": 1,
    "card": 1,
    "caption": 1,
    "receipt": 1,
    "digest": 2,
    "correction": 2,
    "roll_up": 2,
    "news": 2,
    "file": 2,
    "wall": 3,
    "escalation": 3,
    "call_list": 3,
    "chase": 3,
    "case": 3,
    "snooze": 3,
    "ask": 4,
}
"""Who goes first when many wait: alerts, receipts, digests, then pictures and chases, asks."""

REMOVAL = "removal"
"""A note that takes a message away. Its words come in the message's place only where the channel
lets nothing be taken away."""
CAPTION = "caption"
"""A note that changes the words and buttons below a file, which itself stays."""
HARMLESS_TWICE = frozenset(
    {
        "ask",
        "chase",
        "snooze",
        "case",
        "card",
        "reply",
        "receipt",
        "names",
        "slow",
        CAPTION,
        REMOVAL,
    }
)
"""Kinds that may be sent again after doubt without a word: their answer is an upsert."""


class Wanted(Struct, frozen=True):
    """Something to be rendered when it is sent, from the newest figures.

    ``view`` names what (ask, receipt, digest, report ...), ``about`` holds ids, days and words
    that JSON can carry.
    """

    view: str
    about: dict[str, Any] = {}


class Edit(Struct, frozen=True):
    """Which message a note changes: one of our notes, or the channel's own reference."""

    note_id: int | None = None
    reference: str | None = None


class Note(Struct, frozen=True):
    """One thing to be said to one chat.

    ``(kind, subject, chat_id, version)`` is its key. ``say`` is either ready or wanted. ``edit``
    changes a message already said; where that has vanished a new one is sent. ``round_id`` ties
    a question to what it asks for.
    """

    kind: str
    subject: str
    chat_id: int
    say: Message | Wanted
    version: int = 0
    edit: Edit | None = None
    round_id: int | None = None
    not_before_ms: int = 0

    @property
    def priority(self) -> int:
        """Smaller goes first."""
        return PRIORITY[self.kind]

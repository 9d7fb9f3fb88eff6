"""Who sends without end: nothing more is done with it, and that is said."""

from __future__ import annotations

import logging

from domain.haste import after_one
from domain.message import Message
from domain.note import Note
from handlers.visit import Visit
from views.words import say, text

SAID_EVERY_MS = 10 * 60_000
"""How often a chat is told that it is slowed down; a press is answered each time."""

log = logging.getLogger(__name__)


def heard(visit: Visit) -> bool:
    """Something came from this chat. False where it is to go no further: the person has sent more
    than anybody does by hand. How strangers are slowed down stands in handlers.enrolment.
    """
    chat, spent_ms = visit.chat, visit.chat.spent_ms
    if visit.admitted:
        left = after_one(spent_ms, visit.now_ms)
        if left is None:
            _slow_down(visit)
            return False
        spent_ms = left
    visit.tx.chats.heard(chat.id, visit.now_ms, spent_ms)
    return True


def _slow_down(visit: Visit) -> None:
    """Told before everything that still waits to be said in the chat."""
    note = Note(
        kind="slow",
        subject=str(visit.now_ms // SAID_EVERY_MS),
        chat_id=visit.chat.id,
        say=Message(text(visit.language, "trouble.too_fast")),
    )
    if visit.tx.outbox.put(note, visit.now_ms):
        log.warning("chat %d sends without end and is slowed down", visit.chat.id)
    visit.toasted(say(visit.language, "trouble.too_fast"))

"""A delivery: what one note comes to at the moment it is sent, and how its end is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from zoneinfo import ZoneInfo

from domain.doubt import worth_another_try
from domain.message import File, Message, Text
from domain.note import HARMLESS_TWICE, REMOVAL, Wanted
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.words import text

Renderer: TypeAlias = Callable[[Transaction, DueNote, int, ZoneInfo, str], Message | File | None]
"""``(tx, note, now_ms, zone, language)``: what the note says now, None where it has no point."""

_QUESTIONS = frozenset({"ask", "chase", "snooze"})
_REPLIES = frozenset({"reply", "card"})
_ANYWAY = _REPLIES | {REMOVAL}
"""Said to a chat that was shut: its person has just spoken, or what stands there must go."""
_IN_PLACE_ONLY = frozenset({"names", REMOVAL})
"""Changes of a message that are pointless without it: nothing is sent anew in its stead."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a note says: ``say`` in the place of the message ``reference``, ``anew`` where there is
    none, or where it has ``vanished``.

    ``replaces`` is the note an edit stands for where that never became a message.
    """

    say: Message | File
    anew: Message | File
    reference: str | None = None
    replaces: int | None = None
    vanished: bool = False

    @property
    def changes(self) -> bool:
        """Whether a message that is there is changed, instead of a new one sent."""
        return self.reference is not None and not self.vanished


@dataclass(frozen=True, slots=True)
class Pointless:
    """A note that is not sent (any more): obsolete | unreachable | unknown."""

    state: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How notes are rendered: by which table, in which zone and default language."""

    renderers: Mapping[str, Renderer]
    zone: ZoneInfo
    language: str


def prepare(tx: Transaction, note: DueNote, now_ms: int, wording: Wording) -> Ready | Pointless:
    """What the note says now, or why it is not said. Reads only."""
    chat = tx.chats.get(note.chat_id)
    if chat is None or (not chat.reachable and note.kind not in _ANYWAY):
        return Pointless("unreachable")
    if isinstance(note.say, Wanted) and chat.person_id is None:
        # The person has moved to another chat: what follows is no longer for this one.
        return Pointless("obsolete")
    if not is_wanted(tx, note):
        return Pointless("obsolete")
    if note.attempts and not _is_worth_saying(note, note.attempts, now_ms, note.target is not None):
        return Pointless("unknown")
    target = None if note.target_id is None else tx.deliveries.target(note.target_id)
    reference = note.target if target is None else target.reference
    if note.kind == "receipt" and note.edits and reference is None:
        # A question that never came needs no receipt; whoever answered has one in its place.
        return Pointless("obsolete")
    language = note.language or wording.language
    say: Message | File | None
    if isinstance(note.say, Wanted):
        say = wording.renderers[note.say.view](tx, note, now_ms, wording.zone, language)
    else:
        say = note.say
    if say is None:
        return Pointless("obsolete")
    anew = say
    if (note.attempts or (target is not None and target.in_doubt)) and not _harmless(note):
        anew = _maybe_repeated(say, language)
    if note.kind == REMOVAL and reference is None:
        return Pointless("obsolete")
    replaces = target.id if target is not None and reference is None else None
    return Ready(say, anew, reference, replaces)


def is_wanted(tx: Transaction, note: DueNote) -> bool:
    """Whether a question is still open: nobody is asked who has answered."""
    if note.kind not in _QUESTIONS or note.round_id is None or note.edits:
        return True
    round_ = tx.rounds.get(note.round_id)
    return round_ is not None and round_.revision == 0 and round_.state == "open"


def is_bound(note: DueNote) -> bool:
    """Whether a note has no point once the message it changes is gone."""
    return note.edits and note.kind in _IN_PLACE_ONLY


def begin(tx: Transaction, note: DueNote, ready: Ready, lease: str) -> bool:
    """The request goes out now; False where the note was lost, or answered meanwhile."""
    if not is_wanted(tx, note):
        tx.outbox.settle(note.id, "obsolete")
        return False
    if not tx.outbox.begin_sending(note.id, lease):
        return False
    if ready.replaces is not None:
        tx.deliveries.outdate(ready.replaces)
    return True


def said(tx: Transaction, note: DueNote, ready: Ready, reference: str | None, now_ms: int) -> None:
    """It was said; ``reference`` is that of a new message, None for one that was changed."""
    tx.outbox.settle(note.id, "sent", reference=None if note.edits else reference, sent_ms=now_ms)
    if note.kind in _REPLIES:
        tx.chats.set_reachable(note.chat_id, True)
    if reference is None or not note.edits:
        return
    if note.target_id is not None:
        tx.deliveries.adopt(note.target_id, reference)
    elif ready.reference is not None:
        tx.deliveries.adopt_message(note.chat_id, ready.reference, reference)


def not_said(tx: Transaction, note_id: int, why: str) -> None:
    """Surely not sent: it waits again, and this was no try."""
    tx.outbox.put_back(note_id, 0, repeat=False, error=why)
    tx.deliveries.uncount(note_id)


def unreachable(tx: Transaction, note: DueNote) -> None:
    """The person has shut us out, or was never there."""
    tx.outbox.settle(note.id, "unreachable")
    tx.chats.set_reachable(note.chat_id, False)


def has_moved(tx: Transaction, note: DueNote, address: str) -> None:
    """The chat has another address, and hears the note there."""
    if tx.deliveries.move_chat(note.chat_id, address):
        not_said(tx, note.id, "moved")
    else:
        tx.outbox.settle(note.id, "failed", error="moved to a chat that is known already")


def in_doubt(
    tx: Transaction, note: DueNote, tries: int, now_ms: int, *, changes: bool, why: str
) -> bool:
    """Nobody knows whether it was said, after so many tries. True where it is to be said again.

    ``changes``: a message that is there was to be changed. What is not worth another try any more
    is ``unknown``.
    """
    again = _is_worth_saying(note, tries, now_ms, changes)
    if again:
        repeat = not changes and not _harmless(note)
        tx.outbox.put_back(note.id, 0, repeat=repeat, error=why)
    else:
        tx.outbox.settle(note.id, "unknown", error=why)
    return again


def _is_worth_saying(note: DueNote, tries: int, now_ms: int, changes: bool) -> bool:
    age_ms = now_ms - note.created_ms
    return worth_another_try(note.kind, tries=tries, age_ms=age_ms, changes=changes)


def _harmless(note: DueNote) -> bool:
    return note.kind in HARMLESS_TWICE


def _maybe_repeated(say: Message | File, language: str) -> Message | File:
    line = text(language, "note.maybe_repeat")
    if isinstance(say, File):
        return replace(say, caption=Text.of(line, "\n", say.caption))
    return replace(say, text=Text.of(line, "\n", say.text))

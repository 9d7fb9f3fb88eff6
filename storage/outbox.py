"""The outbox: what is to be said, and what became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from domain.message import Message
from domain.note import REMOVAL, Edit, Note, Wanted
from storage.named import queries


class DueNote(Struct, frozen=True):
    """A note that may be sent now, with the chat it goes to.

    ``target`` is the channel's reference of the message to edit; ``edits`` is True where the note
    is an edit, even while that reference is not known yet. ``attempts`` counts the tries that came
    to no known end.
    """

    id: int
    kind: str
    subject: str
    chat_id: int
    version: int
    priority: int
    round_id: int | None
    say: Message | Wanted
    edits: bool
    target: str | None
    target_id: int | None
    attempts: int
    created_ms: int
    channel: str
    address: str
    language: str | None
    person_id: int | None

    @property
    def about(self) -> Mapping[str, Any]:
        """What a note is about that is rendered when it is sent."""
        assert isinstance(self.say, Wanted), "only wanted notes are rendered"  # noqa: S101
        return self.say.about


class Question(Struct, frozen=True):
    """A copy of a question that stands in a chat, or waits to be sent there (pending).

    ``in_doubt``: it may stand there, and nobody knows under which reference.
    """

    note_id: int
    chat_id: int
    reference: str | None
    state: str
    in_doubt: bool


class Outbox:
    """The table ``outbox``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("outbox")

    def put(self, note: Note, at_ms: int) -> bool:
        """Queue a note; False where its key was already there. Older pending edits of the same
        message become obsolete.
        """
        edit = note.edit or Edit()
        new = self._q.put(
            self._c,
            kind=note.kind,
            subject=note.subject,
            chat_id=note.chat_id,
            version=note.version,
            priority=note.priority,
            round_id=note.round_id,
            body=_body(note.say),
            target_id=edit.note_id,
            target=edit.reference,
            not_before_ms=note.not_before_ms,
            created_ms=at_ms,
        )
        if new and note.edit is not None and note.kind != REMOVAL:
            self._outdate_others(note.chat_id, note.edit)
        if new and note.kind == "chase" and note.round_id is not None:
            self._q.hasten_ask(
                self._c, round_id=note.round_id, chat_id=note.chat_id, priority=note.priority
            )
        self._stir("outbox")
        return bool(new)

    def _outdate_others(self, chat_id: int, edit: Edit) -> None:
        if edit.note_id is not None:
            self._q.outdate_edits_of_note(self._c, chat_id=chat_id, target_id=edit.note_id)
        elif edit.reference is not None:
            self._q.outdate_edits_of_message(self._c, chat_id=chat_id, target=edit.reference)

    def outdate_questions(self, round_id: int) -> None:
        """Do not send what is still waiting to ask about this round."""
        self._q.outdate_questions(self._c, round_id=round_id)

    def outdate(self, kind: str, subject: str, version_below: int) -> None:
        """Do not send waiting notes of this kind and subject with a lower version."""
        self._q.outdate(self._c, kind=kind, subject=subject, version_below=version_below)

    def questions_of(self, round_id: int) -> list[Question]:
        """Every open copy of the question: asks, chases, cards, receipts, in whichever chat."""
        rows = self._q.questions_of_round(self._c, round_id=round_id)
        return [
            Question(note_id, chat_id, reference, state, bool(in_doubt))
            for note_id, chat_id, reference, state, in_doubt in rows
        ]

    def supersede_cards(self, round_id: int, chat_id: int) -> list[int]:
        """The older cards of a round in a chat count no more; gives the notes of those shown."""
        rows = list(self._q.supersede_cards(self._c, round_id=round_id, chat_id=chat_id))
        return [note_id for note_id, state in rows if state != "obsolete"]

    def is_snoozed(self, round_id: int, chat_id: int, now_ms: int) -> bool:
        """Whether the question was put off in this chat and comes again by itself."""
        found = self._q.is_snoozed(self._c, round_id=round_id, chat_id=chat_id, now_ms=now_ms)
        return found is not None

    def note_of_message(self, chat_id: int, reference: str) -> sqlite3.Row | None:
        """``(id, kind, subject, round_id)`` of the note that became this message."""
        row: sqlite3.Row | None = self._q.note_of_message(
            self._c, chat_id=chat_id, reference=reference
        )
        return row

    def settle_unknown(self, chat_id: int, round_id: int, reference: str) -> None:
        """A press shows that a message in doubt has arrived."""
        self._q.settle_unknown(self._c, chat_id=chat_id, round_id=round_id, reference=reference)

    def copies(self, kind: str, subject: str) -> list[tuple[int, int]]:
        """``(note id, chat id)`` of every message that said this, to be edited."""
        rows = self._q.copies(self._c, kind=kind, subject=subject)
        return [(note_id, chat_id) for note_id, chat_id in rows]

    def sent_note(self, kind: str, subject: str, chat_id: int) -> sqlite3.Row | None:
        """``(id, reference, state)`` of the newest message of this kind and subject."""
        row: sqlite3.Row | None = self._q.sent_note(
            self._c, kind=kind, subject=subject, chat_id=chat_id
        )
        return row

    def due(self, now_ms: int, most: int) -> list[DueNote]:
        """The first note of each chat that has nothing in flight, most urgent first."""
        return [_due(row) for row in self._q.pending_heads(self._c, now_ms=now_ms, most=most)]

    def claim(self, note_id: int, lease: str) -> bool:
        """Take a note; False where somebody else has it or it became obsolete."""
        return bool(self._q.claim(self._c, id=note_id, lease=lease))

    def begin_sending(self, note_id: int, lease: str) -> bool:
        """Say that the request goes out now; False where the claim was lost."""
        return bool(self._q.begin_sending(self._c, id=note_id, lease=lease))

    def settle(
        self,
        note_id: int,
        state: str,
        *,
        reference: str | None = None,
        sent_ms: int | None = None,
        error: str | None = None,
    ) -> None:
        """Record how it ended: sent, failed, unreachable, obsolete or unknown.

        The words of a reply are forgotten with that.
        """
        self._q.settle(
            self._c, id=note_id, state=state, reference=reference, sent_ms=sent_ms, error=error
        )
        self._stir("outbox")

    def put_back(
        self, note_id: int, not_before_ms: int, *, repeat: bool, error: str | None = None
    ) -> None:
        """Try it again later; ``repeat`` where it may have been said already."""
        self._q.put_back(
            self._c,
            id=note_id,
            not_before_ms=not_before_ms,
            body_repeats=int(repeat),
            error=error,
        )
        self._stir("outbox")

    def last_ask(self, chat_id: int, round_id: int) -> str | None:
        """The state of the last question sent to this chat for this round."""
        row = self._q.last_ask(self._c, chat_id=chat_id, round_id=round_id)
        return None if row is None else str(row[0])

    def waiting(self, kind: str, subject: str) -> list[tuple[int, Message | Wanted, int]]:
        """``(chat, what, not before)`` of the notes of a subject that have not been said yet."""
        rows = self._q.waiting(self._c, kind=kind, subject=subject)
        return [(chat_id, _say(body), at_ms) for chat_id, body, at_ms in rows]

    def counts(self) -> dict[str, int]:
        """How many notes stand in each state."""
        counted: dict[str, int] = dict(list(self._q.count_by_state(self._c)))
        return counted


def _body(say: Message | Wanted) -> str:
    if isinstance(say, Wanted):
        return msgspec.json.encode({"want": say.view, **say.about}).decode()
    return msgspec.json.encode({"say": say.to_json()}).decode()


def _say(body: str) -> Message | Wanted:
    data: dict[str, Any] = msgspec.json.decode(body)
    if "say" in data:
        return Message.from_json(data["say"])
    return Wanted(data.pop("want"), data)


def _due(row: sqlite3.Row) -> DueNote:
    return DueNote(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        chat_id=row["chat_id"],
        version=row["version"],
        priority=row["priority"],
        round_id=row["round_id"],
        say=_say(row["body"]),
        edits=row["target_id"] is not None or row["target"] is not None,
        target=row["target"] or row["target_reference"],
        target_id=row["target_id"],
        attempts=row["attempts"],
        created_ms=row["created_ms"],
        channel=row["channel"],
        address=row["address"],
        language=row["language"],
        person_id=row["person_id"],
    )

"""The messages that show alerts: the card in each chat, and the list of what nobody has taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from domain.note import Edit, Note, Wanted
from storage.named import queries
from storage.outbox import Outbox


class AlertMessages:
    """Says alerts through the outbox, and changes what was said. In a chat the newest message of
    an alert says everything.
    """

    def __init__(self, connection: sqlite3.Connection, outbox: Outbox) -> None:
        self._c = connection
        self._outbox = outbox
        self._q = queries("alerts")

    def tell(
        self,
        alert_id: int,
        chats: Iterable[int],
        at_ms: int,
        *,
        not_before_ms: int = 0,
        lead: str = "",
        silent: bool = False,
    ) -> None:
        """Say it to these chats as a new message each. ``lead`` is a key of the section ``alert``
        that is said above it. Whatever said it there before points down to the new one, and is not
        said any more where it never was.
        """
        version: int = self._q.bump(self._c, id=alert_id)
        older = self._copies(alert_id)
        about: dict[str, object] = {"alert": alert_id}
        if lead:
            about["lead"] = lead
        if silent:
            about["silent"] = True
        for chat_id in chats:
            note = Note(
                kind="alert",
                subject=str(alert_id),
                chat_id=chat_id,
                say=Wanted("alert", about),
                version=version,
                not_before_ms=not_before_ms,
            )
            self._outbox.put(note, at_ms)
            for copy in older.get(chat_id, ()):
                if not self._q.outdate_copy(self._c, id=copy["id"]) and not_before_ms <= at_ms:
                    self._change(alert_id, copy, version, at_ms, older=True)

    def _copies(self, alert_id: int) -> dict[int, list[sqlite3.Row]]:
        """The messages that show it, by chat, the oldest first."""
        found: dict[int, list[sqlite3.Row]] = {}
        for row in list(self._q.copies(self._c, subject=str(alert_id))):
            found.setdefault(row["chat_id"], []).append(row)
        return found

    def change(self, alert_id: int, at_ms: int) -> set[int]:
        """The newest message of it in each chat says what holds now; gives the chats that have one.

        What still waits to be sent says the newest by itself; where it waits for the morning, the
        one before it is the newest until then.
        """
        version: int = self._q.bump(self._c, id=alert_id)
        copies = self._copies(alert_id)
        for of_chat in copies.values():
            there = [one for one in of_chat if one["not_before_ms"] <= at_ms]
            for copy in there[:-1]:
                if not copy["points_down"]:
                    self._change(alert_id, copy, version, at_ms, older=True)
            if there and there[-1]["state"] != "pending":
                self._change(alert_id, there[-1], version, at_ms)
        return set(copies)

    def _change(
        self, alert_id: int, copy: sqlite3.Row, version: int, at_ms: int, *, older: bool = False
    ) -> None:
        """One message says what holds now, or that a newer one stands below it."""
        about: dict[str, object] = {"alert": alert_id}
        note = Note(
            kind="alert",
            subject=f"{alert_id}/edit/{copy['id']}",
            chat_id=copy["chat_id"],
            say=Wanted("alert", about | {"older": True} if older else about),
            version=version,
            edit=Edit(note_id=copy["id"]),
        )
        self._outbox.put(note, at_ms)

    def tell_waiting(
        self, school_id: int, chat_id: int, at_ms: int, *, aloud_again_ms: int, urgent: bool
    ) -> None:
        """Say which alerts of a school nobody has taken over. Several that come soon after one
        another are one message, which is changed in place; what is urgent always makes a sound.
        """
        subject = f"waiting/{school_id}"
        last = self._q.newest_copy(self._c, subject=subject, chat_id=chat_id)
        recent = last is not None and at_ms - last["created_ms"] < aloud_again_ms
        if last is not None and last["state"] == "pending":
            return
        edit = Edit(note_id=last["id"]) if last is not None and recent and not urgent else None
        self._outbox.put(self._waiting(school_id, chat_id, edit), at_ms)

    def change_waiting(self, school_id: int, at_ms: int) -> None:
        """The newest of these messages in each chat says what holds now."""
        for row in list(self._q.newest_copies(self._c, subject=f"waiting/{school_id}")):
            if row["state"] != "pending":
                note = self._waiting(school_id, row["chat_id"], Edit(note_id=row["id"]))
                self._outbox.put(note, at_ms)

    def _waiting(self, school_id: int, chat_id: int, edit: Edit | None) -> Note:
        subject = f"waiting/{school_id}"
        return Note(
            kind="alert",
            subject=subject if edit is None else f"{subject}/edit/{edit.note_id}",
            chat_id=chat_id,
            say=Wanted("alerts_waiting", {"school": school_id}),
            # The history grows with everything that happens to any alert.
            version=self._q.last_event(self._c),
            edit=edit,
        )

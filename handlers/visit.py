"""A visit: one incoming update, who it is from, and the ways to answer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from domain.incoming import Incoming, Press, Words
from domain.message import Message
from domain.note import Edit, Note, Wanted
from domain.roster import Role, UnitKind
from storage.chats import Chat
from storage.transaction import Transaction


@dataclass(slots=True)
class Toast:
    """What a press is answered with; ``alert`` asks for a tap to go away."""

    query: str
    text: str | None = None
    alert: bool = False


@dataclass(slots=True)
class Visit:
    """Everything a handler may need. Handlers read, decide, write, say, and await nothing.

    ``at_ms`` is when it was said (a text: when the channel received it; a press: when it was
    stored), ``now_ms`` the present, ``day`` the school day of ``at_ms``. ``admitted`` says whether
    the chat was that of a person who holds a duty on that day. ``language`` is the chat's. Answers
    go through ``reply`` and ``edit`` into the outbox of the same transaction; ``toast`` is shown on
    the pressed button after the commit, and the command menus of the chats in ``menus`` are set
    anew (see handlers.commands.menu_of).
    """

    tx: Transaction
    incoming: Incoming
    chat: Chat
    language: str
    at_ms: int
    now_ms: int
    day: date
    zone: ZoneInfo
    admitted: bool = False
    away_since_ms: int | None = None
    toast: Toast | None = None
    menus: list[int] = field(default_factory=list)
    _said: int = field(default=0)

    @property
    def person_id(self) -> int:
        """Who it is. Only for handlers that strangers never reach."""
        assert self.chat.person_id is not None, "a stranger got past the door"  # noqa: S101
        return self.chat.person_id

    def roles_over(self, unit_id: int) -> list[tuple[Role, UnitKind]]:
        """What the person may do there: the roles that hold over the unit on the day."""
        return self.tx.roster.roles_over(self.person_id, unit_id, self.day)

    @property
    def message(self) -> str | None:
        """The channel's reference of the message pressed or typed."""
        what = self.incoming.what
        return what.message if isinstance(what, Press | Words) else None

    def reply(
        self, say: Message | Wanted, *, kind: str = "reply", round_id: int | None = None
    ) -> None:
        """Say something new in this chat; said once however often the update is replayed."""
        self._put(say, kind, None, round_id)

    def edit(self, reference: str, say: Message | Wanted, *, kind: str = "reply") -> None:
        """Change a message of this chat in place."""
        self._put(say, kind, Edit(reference=reference), None)

    def change(self, note_id: int, say: Message) -> None:
        """Change what one of our notes has said in this chat."""
        self._put(say, "reply", Edit(note_id=note_id), None)

    def show(self, say: Message) -> None:
        """Say it in place of the message whose button was pressed, else as something new."""
        if self.toast is not None and self.message is not None:
            self.edit(self.message, say)
        else:
            self.reply(say)

    def toasted(self, text: str, *, alert: bool = False) -> None:
        """Answer the press with these words; nothing happens where it was not a press."""
        if self.toast is not None:
            self.toast.text, self.toast.alert = text, alert

    def _put(
        self, say: Message | Wanted, kind: str, edit: Edit | None, round_id: int | None
    ) -> None:
        incoming = self.incoming
        note = Note(
            kind=kind,
            subject=f"{incoming.channel}/{incoming.update_id}",
            chat_id=self.chat.id,
            say=say,
            version=self._said,
            edit=edit,
            round_id=round_id,
        )
        self._said += 1
        self.tx.outbox.put(note, self.now_ms)

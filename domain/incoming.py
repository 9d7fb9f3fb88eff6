"""What reached us from a chat, read from the raw update and free of any channel's words."""

from __future__ import annotations

from msgspec import Struct


class Press(Struct, frozen=True):
    """A button pressed. ``message`` is the channel's reference of the message that bore it."""

    query: str
    payload: str
    message: str | None


class Words(Struct, frozen=True):
    """Typed text, commands included: ``/report 昨天`` stands as it was typed."""

    text: str
    message: str
    reply_to: str | None = None


class Contact(Struct, frozen=True):
    """A shared phone number. ``own`` only where the channel says it is the sender's own."""

    phone: str
    own: bool


class FileSent(Struct, frozen=True):
    """A document, picture, voice or anything that cannot be read as words.

    ``kind`` is document | picture | voice | other; ``file`` the channel's reference, if any.
    """

    kind: str
    file: str | None = None
    name: str | None = None
    reply_to: str | None = None


class Reachable(Struct, frozen=True):
    """The person stopped the bot (False) or let it in again (True)."""

    reachable: bool


class Ignored(Struct, frozen=True):
    """An update that asks nothing of us (a group's chatter, a kind we did not ask for)."""

    why: str


What = Press | Words | Contact | FileSent | Reachable | Ignored


class Incoming(Struct, frozen=True):
    """One update.

    ``address`` is the chat's address in its channel, ``private`` whether it is one person's own
    chat. ``at_ms`` is when the channel received it (ms since the epoch, UTC), None for a press,
    which bears no time of its own.
    """

    channel: str
    update_id: int
    address: str
    private: bool
    what: What
    at_ms: int | None = None
    language: str | None = None


class UnreadableUpdate(Exception):
    """An update that is not what the channel's documentation says. It is kept and set aside."""

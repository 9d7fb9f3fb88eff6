"""Reads a raw Telegram update in our words, by small models of the fields we use.

Facts about updates: Bot API, https://core.telegram.org/bots/api#update. A full
``telegram.Update`` costs some eighty times as much and stops at the first field it does not know.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

from domain.incoming import (
    Contact,
    FileSent,
    Ignored,
    Incoming,
    Press,
    Reachable,
    UnreadableUpdate,
    What,
    Words,
)

CHANNEL = "telegram"
LONGEST = 8192
"""Characters of a text that are kept; Telegram itself allows 4096."""
LONGEST_NAME = 255
"""Characters kept of what is short in a real update: a file's name, a button's payload."""

_Id = Annotated[int, Meta(gt=-(2**62), lt=2**62)]
_Instant = Annotated[int, Meta(ge=0, lt=2**32)]
"""Seconds since the epoch (Bot API: Unix time), 32 bits."""


class _Seen(Struct, frozen=True, gc=False):
    """What is used of an object; whatever else stands in it is passed over."""


class _Person(_Seen, frozen=True, gc=False):
    id: _Id
    language_code: str | None = None


class _Chat(_Seen, frozen=True, gc=False):
    id: _Id
    type: str


class _Contact(_Seen, frozen=True, gc=False):
    phone_number: str
    user_id: _Id | None = None


class _File(_Seen, frozen=True, gc=False):
    file_id: str
    file_name: str | None = None


class _Reply(_Seen, frozen=True, gc=False):
    message_id: _Id


class _Message(_Seen, frozen=True, gc=False):
    message_id: _Id
    date: _Instant
    chat: _Chat
    sender: _Person | None = field(default=None, name="from")
    text: str | None = None
    contact: _Contact | None = None
    document: _File | None = None
    photo: list[_File] | None = None
    voice: _File | None = None
    reply_to_message: _Reply | None = None
    # What Telegram itself puts into a chat: nobody said it, so nobody is answered.
    pinned_message: Any = None
    message_auto_delete_timer_changed: Any = None
    chat_background_set: Any = None
    write_access_allowed: Any = None

    @property
    def of_service(self) -> bool:
        """Whether Telegram says that something was done in the chat."""
        return not (
            self.pinned_message is None
            and self.message_auto_delete_timer_changed is None
            and self.chat_background_set is None
            and self.write_access_allowed is None
        )


class _Pressed(_Seen, frozen=True, gc=False):
    message_id: _Id
    chat: _Chat


class _Query(_Seen, frozen=True, gc=False):
    id: str
    sender: _Person = field(name="from")
    message: _Pressed | None = None
    data: str | None = None


class _Member(_Seen, frozen=True, gc=False):
    status: str


class _Membership(_Seen, frozen=True, gc=False):
    chat: _Chat
    sender: _Person = field(name="from")
    date: _Instant
    new_chat_member: _Member


class _Update(_Seen, frozen=True, gc=False):
    update_id: _Id
    message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Membership | None = None


_decoded = msgspec.json.Decoder(_Update).decode


def read(raw: str) -> Incoming:
    """The update in our words; kinds we did not ask for are Ignored. Raises UnreadableUpdate."""
    try:
        update = _decoded(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnreadableUpdate(_where(error)) from None
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.message is not None:
        return _message(update.update_id, update.message)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    return Incoming(CHANNEL, update.update_id, "0", False, Ignored("kind"))


def _where(error: Exception) -> str:
    """What is wrong and where; msgspec never says what stands there."""
    return str(error) if isinstance(error, msgspec.MsgspecError) else type(error).__name__


def _press(update_id: int, query: _Query) -> Incoming:
    pressed = query.message
    chat_id = query.sender.id if pressed is None else pressed.chat.id
    private = pressed is None or pressed.chat.type == "private"
    reference = None if pressed is None else str(pressed.message_id)
    return Incoming(
        CHANNEL,
        update_id,
        str(chat_id),
        private,
        Press(query.id, (query.data or "")[:LONGEST_NAME], reference),
        language=query.sender.language_code,
    )


def _message(update_id: int, message: _Message) -> Incoming:
    return Incoming(
        CHANNEL,
        update_id,
        str(message.chat.id),
        message.chat.type == "private",
        _what(message),
        at_ms=message.date * 1000,
        language=None if message.sender is None else message.sender.language_code,
    )


def _what(message: _Message) -> What:
    if message.sender is None:
        return Ignored("nobody")
    replied = message.reply_to_message
    reply_to = None if replied is None else str(replied.message_id)
    if message.text is not None:
        return Words(message.text[:LONGEST], str(message.message_id), reply_to)
    if message.contact is not None:
        own = message.contact.user_id == message.sender.id
        return Contact(message.contact.phone_number[:LONGEST_NAME], own)
    if message.document is not None:
        name = message.document.file_name
        name = name and name[:LONGEST_NAME]
        return FileSent("document", message.document.file_id, name, reply_to)
    if message.photo:
        return FileSent("picture", message.photo[-1].file_id, reply_to=reply_to)
    if message.voice is not None:
        return FileSent("voice", message.voice.file_id, reply_to=reply_to)
    if message.of_service:
        return Ignored("service")
    return FileSent("other", reply_to=reply_to)


def _membership(update_id: int, membership: _Membership) -> Incoming:
    there = membership.new_chat_member.status in ("member", "administrator", "creator")
    return Incoming(
        CHANNEL,
        update_id,
        str(membership.chat.id),
        membership.chat.type == "private",
        Reachable(there),
        at_ms=membership.date * 1000,
        language=membership.sender.language_code,
    )

"""The library's errors in the words of domain.ports.

They are told apart by what is known about the request: surely not sent, or unsure (CHANNELS: a
5xx, a time-out or a cut connection may or may not have arrived). No text of ours holds the
address of a request, for the token stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from channels.telegram.request import TooMany
from domain.ports import (
    ChannelError,
    MessageGone,
    Misconfigured,
    Moved,
    NotConnected,
    Refused,
    SlowDown,
    Unreachable,
    Unsure,
)

NOT_MODIFIED = "message is not modified"

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""No connection was made, or none was free: the request has not left."""
_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "is deactivated",
    "was deactivated",
    "chat_write_forbidden",
    "not enough rights to send",
)
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message identifier is not specified",
    "message_id_invalid",
    # The message is a file by now, or was one all along: what is to be said is said anew.
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)


@contextmanager
def told() -> Iterator[None]:
    """What the library raises within, raised in our words."""
    try:
        yield
    except TelegramError as error:
        raise translated(error) from None


def translated(error: TelegramError) -> ChannelError:
    """One of the library's errors as one of ours."""
    match error:
        case TooMany():
            return SlowDown(error.seconds)
        case Forbidden():
            return Unreachable(error.message)
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case InvalidToken():
            return Misconfigured("Telegram refused the token, or the API address is wrong")
        case Conflict():
            return Misconfigured("another program polls with this token, or a webhook is set")
        case BadRequest():
            return _refused(error.message)
        case NetworkError() if isinstance(error.__cause__, _NEVER_SENT):
            return NotConnected(type(error.__cause__).__name__)
    return Unsure(type(error).__name__)


def _refused(message: str) -> ChannelError:
    words = message.lower()
    if any(sentence in words for sentence in _NOBODY_THERE):
        return Unreachable(message)
    if any(sentence in words for sentence in _GONE):
        return MessageGone(message)
    return Refused(message)

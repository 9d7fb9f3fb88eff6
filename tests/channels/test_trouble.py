"""The library's errors in our words: surely not sent, or unsure."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from channels.telegram.request import TooMany
from channels.telegram.trouble import told, translated
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

SENTENCES: list[tuple[str, type[ChannelError]]] = [
    ("chat not found", Unreachable),
    ("user not found", Unreachable),
    ("PEER_ID_INVALID", Unreachable),
    ("group chat was deactivated", Unreachable),
    ("not enough rights to send text messages to the chat", Unreachable),
    ("message to edit not found", MessageGone),
    ("message can't be edited", MessageGone),
    ("message to delete not found", MessageGone),
    ("MESSAGE_ID_INVALID", MessageGone),
    ("there is no text in the message to edit", MessageGone),
    ("message text is empty", Refused),
    ("BUTTON_DATA_INVALID", Refused),
    ("query is too old and response timeout expired or query ID is invalid", Refused),
]
KINDS: list[tuple[TelegramError, type[ChannelError]]] = [
    (TooMany(7), SlowDown),
    (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
    (ChatMigrated(-1001), Moved),
    (InvalidToken("Unauthorized"), Misconfigured),
    (Conflict("Conflict: terminated by other getUpdates request"), Misconfigured),
    (TimedOut(), Unsure),
    (NetworkError("Bad Gateway"), Unsure),
    (EndPointNotFound("?"), Unsure),
    (TelegramError("the answer cannot be read"), Unsure),
]


@pytest.mark.parametrize(("sentence", "kind"), SENTENCES)
def test_a_refusal_is_told_by_its_sentence(sentence: str, kind: type[ChannelError]) -> None:
    assert type(translated(BadRequest(f"Bad Request: {sentence}"))) is kind


@pytest.mark.parametrize(("error", "kind"), KINDS)
def test_an_error_is_told_by_its_kind(error: TelegramError, kind: type[ChannelError]) -> None:
    assert type(translated(error)) is kind


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (httpx.ConnectError("refused"), NotConnected),
        (httpx.ConnectTimeout("too long"), NotConnected),
        (httpx.PoolTimeout("none free"), NotConnected),
        (httpx.ProxyError("403 Forbidden"), NotConnected),
        (httpx.ReadTimeout("too long"), Unsure),
        (httpx.WriteError("cut"), Unsure),
        (httpx.RemoteProtocolError("cut"), Unsure),
    ],
)
def test_what_never_left_is_surely_not_sent(
    cause: httpx.HTTPError, kind: type[ChannelError]
) -> None:
    late = isinstance(cause, httpx.TimeoutException)
    error: TelegramError = TimedOut() if late else NetworkError(f"httpx.{cause}")
    error.__cause__ = cause
    assert type(translated(error)) is kind


def test_a_pause_and_a_new_address_are_handed_on() -> None:
    slow, moved = translated(TooMany(7)), translated(ChatMigrated(-1001))
    assert isinstance(slow, SlowDown)
    assert slow.seconds == 7
    assert isinstance(moved, Moved)
    assert moved.address == "-1001"


def test_what_is_no_trouble_of_telegrams_stays_loud() -> None:
    with pytest.raises(KeyError), told():
        raise KeyError("a bug")

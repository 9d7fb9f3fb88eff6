"""What an answer over HTTP means, whatever stands in it; from a server that is no Telegram."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import pytest

from channels.telegram.channel import telegram_channel
from channels.telegram.request import Request
from channels.telegram.trouble import told
from domain.message import Message, Text
from domain.ports import (
    ChannelError,
    Misconfigured,
    Moved,
    NotConnected,
    Refused,
    SlowDown,
    Unreachable,
    Unsure,
)
from tests.channels.exchange import TOKEN, free_port
from tests.channels.impostor import Answer, Cut, Impostor, Said, Silence

ME = Said.of(ok=True, result={"id": 42, "is_bot": True, "first_name": "晨检", "username": "c_bot"})
HTML = b"<html>a proxy was here</html>"


def refusal(status: int, description: Any, **parameters: Any) -> Said:
    body = {"ok": False, "error_code": status, "description": description}
    return Said.of(status, **body, parameters=parameters)


async def heard(impostor: Impostor, answer: Answer) -> ChannelError:
    """What sending a message raises when this is the answer."""
    impostor.says("getMe", ME)
    impostor.says("sendMessage", answer)
    async with telegram_channel(TOKEN, impostor.address) as channel:
        with pytest.raises(ChannelError) as raised:
            await channel.send("7", Message(Text.of("早")))
    assert TOKEN not in "".join(traceback.format_exception(raised.value))
    return raised.value


ANSWERS: list[tuple[Answer, type[ChannelError]]] = [
    (refusal(400, "Bad Request: chat not found"), Unreachable),
    (refusal(400, "Bad Request: message text is empty"), Refused),
    (refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-1001), Moved),
    (refusal(401, "Unauthorized"), Misconfigured),
    (refusal(403, "Forbidden: bot was blocked by the user"), Unreachable),
    (refusal(404, "Not Found"), Misconfigured),
    (refusal(406, "Not Acceptable"), Refused),
    (refusal(413, "Request Entity Too Large"), Refused),
    (refusal(429, "Too Many Requests", retry_after=9), SlowDown),
    (refusal(500, "Internal Server Error"), Unsure),
    (refusal(500, "Internal Server Error", retry_after=9), Unsure),
    # What stands between may answer too, and knows nothing of chats.
    (Said(HTML, 400), Unsure),
    (Said(HTML, 401), Misconfigured),
    (Said(HTML, 403), Unsure),
    (Said(HTML, 404), Misconfigured),
    (Said(HTML, 413), Refused),
    (Said(HTML, 429), SlowDown),
    (Said(HTML, 502), Unsure),
    (Said(b"", 302), Unsure),
    # And Telegram itself might say what is not documented.
    (Said(b"[]", 400), Unsure),
    (Said(b"[" * 90_000, 400), Unsure),
    (Said.of(400, ok=False, description=7, parameters=[1]), Refused),
    (refusal(429, "Too Many Requests", retry_after="soon"), SlowDown),
    (refusal(429, "Too Many Requests", retry_after=-5), SlowDown),
    (Said(HTML), Unsure),
    (Said(b""), Unsure),
    (Said(b"null"), Unsure),
    (Cut(), Unsure),
]


@pytest.mark.parametrize(("answer", "kind"), ANSWERS, ids=lambda value: str(value)[:70])
async def test_an_answer_means_one_thing(
    impostor: Impostor, answer: Answer, kind: type[ChannelError]
) -> None:
    assert type(await heard(impostor, answer)) is kind


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (refusal(429, "Too Many Requests", retry_after=9), 9),
        (refusal(429, "Too Many Requests", retry_after=0), 1),
        (refusal(429, "Too Many Requests"), 1),
        (Said(HTML, 429), 1),
    ],
)
async def test_nothing_is_sent_for_as_long_as_telegram_says(
    impostor: Impostor, answer: Answer, seconds: float
) -> None:
    slow = await heard(impostor, answer)
    assert isinstance(slow, SlowDown)
    assert slow.seconds == seconds


async def test_an_answer_that_does_not_come_leaves_us_unsure(impostor: Impostor) -> None:
    impostor.says("getMe", Silence())
    async with Request(impostor.address, connections=1, read_timeout=0.05) as request:
        with pytest.raises(Unsure), told():
            await request.post(f"{impostor.address}/bot{TOKEN}/getMe")
    assert impostor.times("getMe") == 1


async def test_a_server_that_is_not_there_got_nothing() -> None:
    with pytest.raises(NotConnected):
        async with telegram_channel(TOKEN, f"http://127.0.0.1:{free_port()}"):
            pass


async def test_a_proxy_of_the_environment_is_not_used_on_this_machine(
    impostor: Impostor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    impostor.says("getMe", ME)
    async with telegram_channel(TOKEN, impostor.address) as channel:
        assert channel.username == "c_bot"


async def test_an_answer_that_cannot_be_read_does_not_come_into_the_log(
    impostor: Impostor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await heard(impostor, Said("{张三 38.2".encode()))
        await heard(impostor, Said("{张三 38.2".encode(), 500))
    assert "张三" not in caplog.text
    assert TOKEN not in caplog.text

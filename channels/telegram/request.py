"""The HTTP request to the Bot API: what an answer means is settled here, once, for all calls.

python-telegram-bot takes an error's body on trust: one that is not JSON, or holds an odd value,
raises what nobody expects, and a 429 makes it warn of a deprecation (``retry_after`` turns from
int into timedelta). An answer is read here first, so none of that is met, and no environment
variable has to be set for the library's sake. Tested against the pinned version.
"""

from __future__ import annotations

import json
import logging
import ssl
from functools import cache
from ipaddress import ip_address
from typing import Any

import httpx
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

CONNECT_S = 10.0
POOL_S = 30.0
SEND_S = 15.0
UNSAID_WAIT_S = 1.0
"""How long to hold after a 429 that does not say how long."""
_KNOWN = frozenset({400, 401, 403, 404, 409})


class TooMany(TelegramError):
    """429: surely not sent; nothing may be sent for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = seconds


class Request(HTTPXRequest):
    """Requests to one Bot API, over at most so many connections at once."""

    def __init__(self, api_base: str, *, connections: int, read_timeout: float = SEND_S) -> None:
        # At INFO httpx tells each address, with the token in it; at DEBUG the library tells
        # what is said to whom. No level of the root may bring that into a log.
        for talkative in ("httpx", "httpcore", "telegram"):
            logging.getLogger(talkative).setLevel(logging.WARNING)
        # A proxy of the environment is for the way out, not for an emulator on this machine.
        is_out = not on_this_machine(api_base)
        super().__init__(
            connection_pool_size=connections,
            read_timeout=read_timeout,
            write_timeout=SEND_S,
            connect_timeout=CONNECT_S,
            pool_timeout=POOL_S,
            httpx_kwargs={"trust_env": is_out, "verify": _certificates(is_out)},
        )

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """Status and body. Raises TooMany, NetworkError."""
        status, body = await super().do_request(*args, **more)
        return _settled(status, body), body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object; unlike the library's own, it never logs what it cannot read."""
        answer = _answer(payload)
        if answer is None:
            raise TelegramError("the answer cannot be read")
        # Only a 429 is a matter of waiting, and that was told already.
        answer["parameters"].pop("retry_after", None)
        return answer


@cache
def _certificates(from_environment: bool) -> ssl.SSLContext:
    """Whom to believe who they are: a file of hundreds, read once for all requests."""
    return httpx.create_ssl_context(trust_env=from_environment)


def _settled(status: int, body: bytes) -> int:
    """The status as the library is to take it.

    A 4xx of Telegram was surely not carried out (CHANNELS, section 1). One that a proxy gave says
    nothing about a chat: nobody is unreachable because of it.
    """
    if not 400 <= status < 500:
        return status
    answer = _answer(body)
    if status == 429:
        raise TooMany(_retry_after(answer))
    if status == 413:
        return 400
    if answer is None and status not in (401, 404):
        raise NetworkError(f"an answer {status} that is not Telegram's")
    return status if status in _KNOWN else 400


def _answer(body: bytes) -> dict[str, Any] | None:
    """An answer of the Bot API with nothing in it that is not as documented; None for others."""
    try:
        answer = json.loads(body.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or not ("result" in answer or "description" in answer):
        return None
    if "description" in answer:
        answer["description"] = str(answer["description"])
    parameters = answer.get("parameters")
    answer["parameters"] = {
        name: value
        for name, value in (parameters.items() if isinstance(parameters, dict) else ())
        if name in ("migrate_to_chat_id", "retry_after") and type(value) is int
    }
    return answer


def _retry_after(answer: dict[str, Any] | None) -> float:
    seconds = 0 if answer is None else answer["parameters"].get("retry_after", 0)
    return float(seconds) if seconds > 0 else UNSAID_WAIT_S


def on_this_machine(api_base: str) -> bool:
    """Whether the Bot API is an emulator here, to be reached without the environment's proxy."""
    host = httpx.URL(api_base).host
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

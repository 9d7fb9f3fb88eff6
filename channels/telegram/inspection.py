"""An inspection of the way to Telegram: who we are there, what time it is there, the webhook."""

from __future__ import annotations

import email.utils
import logging
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from channels.telegram.request import on_this_machine

ANSWER_WITHIN_S = 10.0


class TokenRefused(Exception):
    """Telegram does not know this token, or the API address is wrong."""


class NotReached(Exception):
    """No usable answer came; the message is the kind of trouble, never an address."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """``server_s`` is Telegram's own time (Unix, whole seconds), None where it did not say.

    ``webhook`` is the address that is set, empty for none; ``waiting`` counts updates not yet
    fetched or delivered.
    """

    username: str
    server_s: int | None
    webhook: str
    waiting: int
    delivery_error: str | None


class _Me(BaseModel):
    model_config = ConfigDict(frozen=True)

    username: str


class _Webhook(BaseModel):
    model_config = ConfigDict(frozen=True)

    url: str
    pending_update_count: int
    last_error_message: str | None = None


class _MeAnswer(BaseModel):
    result: _Me


class _WebhookAnswer(BaseModel):
    result: _Webhook


def inspect(token: str, api_base: str) -> Inspection:
    """Ask getMe and getWebhookInfo; changes nothing. Raises TokenRefused, NotReached."""
    for talkative in ("httpx", "httpcore"):
        logging.getLogger(talkative).setLevel(logging.WARNING)  # at INFO it would tell the token
    try:
        with httpx.Client(
            base_url=f"{api_base}/bot{token}/",
            timeout=ANSWER_WITHIN_S,
            trust_env=not on_this_machine(api_base),
        ) as client:
            me, webhook = client.get("getMe"), client.get("getWebhookInfo")
        if me.status_code in (401, 404):
            raise TokenRefused
        for answer in (me, webhook):
            if answer.status_code != 200:
                raise NotReached(f"HTTP {answer.status_code}")
        name = _MeAnswer.model_validate_json(me.content).result.username
        info = _WebhookAnswer.model_validate_json(webhook.content).result
    except httpx.HTTPError as error:
        raise NotReached(type(error).__name__) from None
    except ValidationError:
        raise NotReached("not an answer of Telegram") from None
    return Inspection(
        username=name,
        server_s=_server_s(me),
        webhook=info.url,
        waiting=info.pending_update_count,
        delivery_error=info.last_error_message,
    )


def _server_s(response: httpx.Response) -> int | None:
    told = response.headers.get("Date")
    if told is None:
        return None
    try:
        return int(email.utils.parsedate_to_datetime(told).timestamp())
    except ValueError:
        return None

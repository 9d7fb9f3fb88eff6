"""Delivery of updates by webhook, one at a time and again until it is taken."""

import json
import re
from collections.abc import Awaitable, Callable

import httpx

from emulator.clock import EmulatorClock
from emulator.parameters import Json
from emulator.refusal import bad_request
from emulator.updates import WEBHOOK_SET, Updates

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ANSWER_WITHIN_S = 10.0
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


class Webhook:
    """Where updates are sent instead of being polled for."""

    def __init__(
        self,
        updates: Updates,
        clock: EmulatorClock,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self._updates = updates
        self._clock = clock
        self._pause = pause
        self.url = ""
        self._secret: str | None = None
        self._connections = 40
        self._last_error: tuple[int, str] | None = None

    def put_up(self, url: str, *, secret: str | None, connections: int | None) -> str:
        """Set or, with an empty address, delete the webhook; the answer's description.

        Real Telegram wants HTTPS and a public host; the emulator delivers to this machine only,
        so that sample data never leave it, and takes http there. Limits: secret 1-256 of
        ``[A-Za-z0-9_-]``, 1-100 connections [S]. Raises Refusal 400.
        """
        if secret is not None and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if connections is not None and not 1 <= connections <= 100:
            raise bad_request("invalid maximum number of connections specified")
        if url and not _on_this_machine(url):
            raise bad_request("bad webhook: the emulator delivers to this machine only")
        before, self.url = self.url, url
        self._secret, self._connections = secret, connections or 40
        self._last_error = None
        if not url:
            return "Webhook was deleted" if before else "Webhook is already deleted"
        self._updates.end_poll(WEBHOOK_SET)
        self._updates.stir()
        return "Webhook is already set" if before == url else "Webhook was set"

    def as_info(self) -> Json:
        """The ``WebhookInfo`` of the Bot API [D]."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self._updates.count,
        }
        if self.url:
            info["max_connections"] = self._connections
            info["ip_address"] = "127.0.0.1"
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    async def deliver(self) -> None:
        """Send updates in order for ever; anything but 2xx means the same one again [D]."""
        while not self.url:
            await self._updates.wait()
        async with httpx.AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False) as client:
            pause = FIRST_PAUSE_S
            while True:
                pending = self._updates.first() if self.url else None
                if pending is None:
                    await self._updates.wait()
                    continue
                if await self._post(client, pending.update):
                    self._updates.delivered(pending)
                    pause = FIRST_PAUSE_S
                else:
                    await self._pause(pause)
                    pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _post(self, client: httpx.AsyncClient, update: object) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers[SECRET_HEADER] = self._secret
        try:
            answer = await client.post(self.url, content=json.dumps(update), headers=headers)
        except httpx.TimeoutException:
            self._failed("Read timeout expired")
            return False
        except httpx.HTTPError:
            self._failed("Connection refused")
            return False
        if not answer.is_success:
            told = f"{answer.status_code} {answer.reason_phrase}"
            self._failed(f"Wrong response from the webhook: {told}")
        return answer.is_success

    def _failed(self, reason: str) -> None:
        self._last_error = (self._clock.now_s(), reason)


def _on_this_machine(url: str) -> bool:
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parts.scheme in {"http", "https"} and parts.host in LOOPBACK

"""The raw fetch: updates are stored before they are confirmed (docs/decisions/0002).

python-telegram-bot's own polling confirms what it has only queued and stops at what it cannot
parse; so the bytes are taken at its request layer. Tested against the pinned version.
"""

from __future__ import annotations

import json
import logging
import random
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from channels.telegram.channel import translated
from channels.telegram.reading import CHANNEL, update_id_of
from domain.ports import Clock, Inbox, Misconfigured, RawUpdate, SlowDown

WAIT_S = 50
"""How long Telegram holds a request open while there is nothing to say."""
KINDS = ("message", "callback_query", "my_chat_member")
LONGEST_PAUSE_S = 30.0
CONFLICTS = 5
"""How often another poller is met before we give up: a restart may overlap for a moment."""

log = logging.getLogger(__name__)


class Poller:
    """Fetches updates from one bot and keeps them in the inbox, for ever."""

    def __init__(self, token: str, api_base: str, inbox: Inbox, clock: Clock) -> None:
        self._base = f"{api_base}/bot{token}"
        self._inbox = inbox
        self._clock = clock
        local = api_base.startswith(("http://127.", "http://localhost", "http://[::1]"))
        self._request = HTTPXRequest(
            connection_pool_size=2,
            read_timeout=WAIT_S + 15.0,
            connect_timeout=10.0,
            pool_timeout=30.0,
            httpx_kwargs={"trust_env": not local},
        )
        self._offset: int | None = None
        self._conflicts = 0
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled. Raises Misconfigured for a wrong token or a second poller."""
        await self._request.initialize()
        try:
            await self._take_webhook_away()
            while True:
                await self.fetch()
        finally:
            await self._request.shutdown()

    async def fetch(self) -> None:
        """Ask once, store what came, and only then count it as confirmed."""
        try:
            updates = await self._ask("getUpdates", self._parameters())
        except TelegramError as error:
            await self._pause(error)
            return
        if self._failures:
            log.info("Telegram answers again")
        self._failures = self._conflicts = 0
        if not isinstance(updates, list) or not updates:
            return
        kept = [
            RawUpdate(number, json.dumps(update, ensure_ascii=False, separators=(",", ":")))
            for update in updates
            if (number := update_id_of(update)) is not None
        ]
        if len(kept) < len(updates):
            log.warning("%d updates bear no id and were passed over", len(updates) - len(kept))
        if kept:
            await self._inbox.store(CHANNEL, kept)
            self._offset = max(update.update_id for update in kept) + 1

    async def _ask(self, method: str, values: dict[str, Any]) -> Any:
        data = RequestData([RequestParameter(key, value, None) for key, value in values.items()])
        return await self._request.post(f"{self._base}/{method}", data)

    def _parameters(self) -> dict[str, Any]:
        asked: dict[str, Any] = {"timeout": WAIT_S, "limit": 100, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            asked["offset"] = self._offset
        return asked

    async def _take_webhook_away(self) -> None:
        """A webhook left over from elsewhere would answer every poll with 409."""
        while True:
            try:
                await self._ask("deleteWebhook", {"drop_pending_updates": False})
            except TelegramError as error:
                await self._pause(error)
            else:
                return

    async def _pause(self, error: TelegramError) -> None:
        """Wait after trouble, longer each time; say it once an outage."""
        if isinstance(error, InvalidToken):
            raise Misconfigured("the token was refused") from None
        if isinstance(error, Conflict):
            self._conflicts += 1
            if self._conflicts > CONFLICTS:
                raise Misconfigured("another program polls with this token") from None
        ours = translated(error)
        self._failures += 1
        if self._failures == 1:
            log.warning("Telegram gives no answer (%s); trying again", type(ours).__name__)
        seconds = min(2.0 ** (self._failures - 1), LONGEST_PAUSE_S)
        if isinstance(ours, SlowDown):
            seconds = max(seconds, ours.seconds)
        await self._clock.sleep(seconds * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret

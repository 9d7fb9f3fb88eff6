"""The raw fetch: updates are stored before they are confirmed (docs/decisions/0002).

python-telegram-bot's own polling confirms what it has only queued and stops at what it cannot
parse; so the bytes are taken at its request layer. Tested against the pinned version.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable
from urllib.parse import urlencode

from telegram.error import Conflict, TelegramError

from channels.telegram.batch import Batch, UnreadableBatch, kept_whole, read_batch
from channels.telegram.reading import CHANNEL
from channels.telegram.request import Request
from channels.telegram.trouble import translated
from domain.errors import StorageTrouble
from domain.ports import Clock, Inbox, Misconfigured, SlowDown

WAIT_S = 20
"""How long Telegram holds a request open while there is nothing to say. Well below half a minute:
a poller that has not moved for that long counts as stuck (bot/health.py).
"""
MOST = 100
"""Updates to an answer, the most that the Bot API gives."""
KINDS = ("message", "callback_query", "my_chat_member")
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
CONFLICTS = 5
"""How often another poller is met before we give up: a restart may overlap for a moment."""
UNREADABLE = 3
"""How often a single update is asked for again before its answer is put aside as it came."""

log = logging.getLogger(__name__)


class Poller:
    """Fetches updates from one bot and keeps them in the inbox, for ever.

    The offset that confirms lives in memory only: what was not confirmed comes again, and the
    inbox knows what it has. ``moved`` is called after each answer that was taken and stored.
    """

    def __init__(
        self,
        token: str,
        api_base: str,
        inbox: Inbox,
        clock: Clock,
        *,
        request: Request | None = None,
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        self._moved = moved
        self._base = f"{api_base}/bot{token}"
        self._inbox = inbox
        self._clock = clock
        self._request = request or Request(api_base, connections=2, read_timeout=WAIT_S + 15.0)
        self._offset: int | None = None
        self._most = MOST
        self._nameless = 0
        self._unreadable = 0
        self._conflicts = 0
        self._failures = 0
        self._trouble: str | None = None

    async def run(self) -> None:
        """Poll until cancelled. Raises Misconfigured for a wrong token or a second poller."""
        async with self._request:
            await self._take_webhook_away()
            while True:
                await self.fetch()

    async def fetch(self) -> None:
        """Ask once, store what came, and only then count it as confirmed.

        Trouble is said, waited out, and nothing is confirmed. Raises Misconfigured.
        """
        # After trouble one asks without waiting, so that it is soon known to be over.
        wait_s = WAIT_S if self._trouble is None else 0
        try:
            batch = self._taken(await self._ask("getUpdates", self._parameters(wait_s)))
            if batch.updates:
                await self._inbox.store(CHANNEL, list(batch.updates))
        except (TelegramError, UnreadableBatch, StorageTrouble) as error:
            await self._wait_out(error)
            return
        self._well(waited=wait_s > 0)
        self._moved()
        await self._confirm(batch)

    async def _take_webhook_away(self) -> None:
        """A webhook left over from elsewhere would answer every poll with 409."""
        while True:
            try:
                await self._ask("deleteWebhook", {"drop_pending_updates": "false"})
            except TelegramError as error:
                await self._wait_out(error)
            else:
                self._moved()
                return

    async def _ask(self, method: str, values: dict[str, str | int]) -> bytes:
        return await self._request.retrieve(f"{self._base}/{method}?{urlencode(values)}")

    def _parameters(self, wait_s: int) -> dict[str, str | int]:
        asked: dict[str, str | int] = {
            "timeout": wait_s,
            "limit": self._most,
            "allowed_updates": json.dumps(KINDS),
        }
        if self._offset is not None:
            asked["offset"] = self._offset
        return asked

    def _taken(self, body: bytes) -> Batch:
        """The updates of an answer. Raises UnreadableBatch.

        Updates are asked for one by one after an answer that cannot be taken apart, until the
        one to blame is found and kept as it came: it never holds up the next.
        """
        try:
            batch = read_batch(body)
        except UnreadableBatch:
            alone, self._most = self._most == 1, 1
            self._unreadable = self._unreadable + 1 if alone else 0
            if self._unreadable < UNREADABLE:
                raise
            batch = kept_whole(body)
            log.warning("an update that cannot be taken apart is kept as it came")
        self._unreadable = 0
        return batch

    async def _confirm(self, batch: Batch) -> None:
        """The next request confirms what is stored now."""
        if batch.nameless and batch.nameless != self._nameless:
            log.warning("%d updates bear no id and are passed over", batch.nameless)
        self._nameless = batch.nameless
        if not batch:
            # Everything is confirmed. An offset kept on would hide what comes after a quiet
            # week, when Telegram may begin with a lower number (Bot API, Update).
            self._offset = None
            self._most = MOST
        elif batch.highest is not None:
            self._offset = max(self._offset or 0, batch.highest + 1)
        else:
            # What cannot be confirmed comes again at once, until something can be.
            await self._clock.sleep(FIRST_PAUSE_S)

    def _well(self, *, waited: bool) -> None:
        if self._trouble is not None:
            log.info("polling goes on")
        self._trouble = None
        self._failures = 0
        if waited:
            # Two programs that poll in turn end each other's long requests, never the short ones.
            self._conflicts = 0

    async def _wait_out(self, error: TelegramError | UnreadableBatch | StorageTrouble) -> None:
        """Pause after trouble, longer each time; say it once an outage. Raises Misconfigured."""
        trouble, at_least_s = self._told(error)
        if trouble != self._trouble:
            log.warning("%s (%s); trying again", trouble, type(error).__name__)
        self._trouble = trouble
        longest = min(FIRST_PAUSE_S * 2 ** min(self._failures, 10), LONGEST_PAUSE_S)
        self._failures += 1
        pause = random.uniform(longest / 2, longest)  # noqa: S311 - spreads retries, no secret
        await self._clock.sleep(max(pause, at_least_s, FIRST_PAUSE_S))

    def _told(self, error: TelegramError | UnreadableBatch | StorageTrouble) -> tuple[str, float]:
        """What is wrong, in a few words, and how long to wait at least. Raises Misconfigured."""
        if isinstance(error, StorageTrouble):
            return "updates cannot be stored, so none is confirmed", 0.0
        if isinstance(error, UnreadableBatch):
            return "an answer with updates cannot be taken apart", 0.0
        ours = translated(error)
        if isinstance(error, Conflict) and self._conflicts < CONFLICTS:
            self._conflicts += 1
            return str(ours), 0.0
        if isinstance(ours, Misconfigured):
            raise ours from None
        if isinstance(ours, SlowDown):
            return "Telegram gives no answer", ours.seconds
        return "Telegram gives no answer", 0.0

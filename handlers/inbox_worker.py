"""Works the inbox: every stored update takes effect exactly once, in order."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from domain.errors import StorageTrouble
from domain.incoming import Incoming, UnreadableUpdate
from domain.mishap import the_way
from domain.ports import Channel, ChannelError, Clock, RawUpdate
from handlers.admins import tell_admins
from handlers.commands import ChatMenu, menu_of
from handlers.door import Door, Effects
from storage.database import Database
from storage.inbox import OpenUpdate
from storage.transaction import Transaction

BATCH = 64
BACKLOG_SECONDS = 10.0
"""How long after the start what arrives may have been waiting at the channel."""
RETRY_SECONDS = 1.0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class StoredInbox:
    """Keeps updates before they are confirmed to the channel. Fulfils domain.ports.Inbox."""

    database: Database
    clock: Clock

    async def store(self, channel: str, updates: list[RawUpdate]) -> None:
        """Keep these updates; returns only after they are safe on disk."""
        now_ms = self.clock.now_ms()
        await self.database.write(lambda tx: tx.inbox.store(channel, updates, now_ms))


class InboxWorker:
    """Takes open updates by id and hands each to the door in a piece of its own.

    An update that cannot be read is set aside and told to an admin; one whose handler fails is
    marked failed and said to its sender; trouble with the database leaves everything open and is
    tried again.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        clock: Clock,
        door: Door,
        away_since_ms: int | None = None,
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._door = door
        self._away_since_ms = away_since_ms
        self._backlog_until = clock.monotonic() + BACKLOG_SECONDS
        self._effects: asyncio.Queue[Effects] = asyncio.Queue()

    async def serve(self) -> None:
        """Work until cancelled; what is open from before is done first."""
        news = self._database.wakes("inbox")
        news.set()
        async with asyncio.TaskGroup() as group:
            for _ in range(8):
                group.create_task(self._acknowledge())
            while True:
                await news.wait()
                news.clear()
                await self._drain()

    async def _drain(self) -> None:
        while True:
            try:
                updates = await self._database.read(
                    lambda tx: tx.inbox.open_after(self._channel.name, -(2**62), BATCH)
                )
                if not updates:
                    return
                await self._handle(updates)
            except StorageTrouble as trouble:
                log.error("the database cannot write (%s); trying again", trouble)
                await self._clock.sleep(RETRY_SECONDS)

    async def _handle(self, updates: list[OpenUpdate]) -> None:
        pieces = [self._database.writer.submit(self._piece(update)) for update in updates]
        outcomes = await asyncio.gather(*pieces, return_exceptions=True)
        trouble: StorageTrouble | None = None
        for update, outcome in zip(updates, outcomes, strict=True):
            if isinstance(outcome, StorageTrouble):
                trouble = outcome
            elif isinstance(outcome, BaseException):
                await self._set_aside(update, outcome)
            elif outcome is not None:
                self._effects.put_nowait(outcome)
        if trouble is not None:
            raise trouble

    def _piece(self, update: OpenUpdate) -> _Piece:
        away = self._away_since_ms if self._clock.monotonic() < self._backlog_until else None
        return _Piece(self._channel, self._door, update, self._clock.now_ms(), away)

    async def _set_aside(self, update: OpenUpdate, error: BaseException) -> None:
        """A handler failed: a bug. The update is kept and named; the sender hears one sentence."""
        if not isinstance(error, Exception):
            raise error
        log.error("update %d failed: %s", update.update_id, the_way(error))
        now_ms = self._clock.now_ms()
        name, reason = self._channel.name, type(error).__name__

        def piece(tx: Transaction) -> Effects | None:
            if not tx.inbox.finish(name, update.update_id, "failed", reason):
                return None
            tell_admins(tx, "failed", now_ms, self._door.zone)
            return self._door.apologise(tx, self._channel.read(update.raw), now_ms)

        effects = await self._database.write(piece)
        if effects is not None:
            self._effects.put_nowait(effects)

    async def _acknowledge(self) -> None:
        """Answer presses and set menus: best effort, after the commit."""
        while True:
            effects = await self._effects.get()
            try:
                if effects.toast is not None:
                    toast = effects.toast
                    await self._channel.acknowledge(toast.query, toast.text, toast.alert)
                for chat_id in effects.menus:
                    await self._set_menu(chat_id)
            except ChannelError as error:
                log.info("an acknowledgement was not taken: %s", type(error).__name__)

    async def _set_menu(self, chat_id: int) -> None:
        door, day_ms = self._door, self._clock.now_ms()
        menu: ChatMenu | None = await self._database.read(
            lambda tx: menu_of(tx, chat_id, door.day_of(day_ms), door.language)
        )
        if menu is not None:
            await self._channel.set_menu(menu.address, menu.commands)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One update's effect: the mark and what it does commit together.

    Where the one before it could not be done yet, it waits too: what a person says last counts.
    """

    channel: Channel
    door: Door
    update: OpenUpdate
    now_ms: int
    away_since_ms: int | None

    def __call__(self, tx: Transaction) -> Effects | None:
        name, update = self.channel.name, self.update
        if tx.inbox.has_older_open(name, update.update_id):
            return None
        try:
            incoming = self.channel.read(update.raw)
        except UnreadableUpdate as error:
            log.warning("update %d cannot be read: %s", update.update_id, error)
            if tx.inbox.finish(name, update.update_id, "unreadable", str(error)[:200]):
                tell_admins(tx, "unreadable", self.now_ms, self.door.zone)
            return None
        return self._answer(tx, incoming)

    def _answer(self, tx: Transaction, incoming: Incoming) -> Effects | None:
        name, update_id = self.channel.name, self.update.update_id
        effects = self.door.answer(
            tx,
            incoming,
            stored_ms=self.update.stored_ms,
            now_ms=self.now_ms,
            away_since_ms=self.away_since_ms,
        )
        if not tx.inbox.finish(name, update_id):
            tx.undo()
            return None
        return effects

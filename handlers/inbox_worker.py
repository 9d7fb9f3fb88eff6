"""Works the inbox: every stored update takes effect exactly once, in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import StorageTrouble
from domain.incoming import Incoming, UnreadableUpdate
from domain.mishap import the_way
from domain.ports import Channel, ChannelError, Clock, RawUpdate
from handlers.admins import tell_admins
from handlers.commands import ChatMenu, menu_of
from handlers.door import Door, Effects
from handlers.menus import changed_menus
from storage.database import Database
from storage.inbox import OpenUpdate
from storage.transaction import Transaction

BATCH = 100
"""Updates to a piece: as many as one fetch brings."""
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
    """Takes open updates by id and hands each to the door, a batch of them to a piece.

    An update that cannot be read is set aside and told to an admin; one whose handler fails is
    marked failed and said to its sender; trouble with the database leaves everything open and is
    tried again, at first with one update only.
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
        self._most = BATCH
        self._menus_of: date | None = None

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
                await self._new_day()

    async def _drain(self) -> None:
        while True:
            batch = self._batch()
            try:
                effects = await self._database.write(batch)
            except StorageTrouble as trouble:
                log.error("the database cannot write (%s); trying again", trouble)
                self._most = 1
                await self._clock.sleep(RETRY_SECONDS)
                continue
            for effect in effects:
                if effect is not None:
                    self._effects.put_nowait(effect)
            if len(effects) < batch.most:
                return
            self._most = min(2 * self._most, BATCH)

    async def _new_day(self) -> None:
        """Whoever's duties begin or have ended with the day gets another menu."""
        day, last = self._door.day_of(self._clock.now_ms()), self._menus_of
        if day == last:
            return
        try:
            chats = await self._database.read(lambda tx: changed_menus(tx, last, day))
        except StorageTrouble as trouble:
            log.warning("menus of the day were not looked at: %s", type(trouble).__name__)
            return
        self._menus_of = day
        if chats:
            self._effects.put_nowait(Effects(menus=tuple(chats)))

    def _batch(self) -> _Batch:
        away = self._away_since_ms if self._clock.monotonic() < self._backlog_until else None
        return _Batch(self._channel, self._door, self._most, self._clock.now_ms(), away)

    async def _acknowledge(self) -> None:
        """Answer presses and set menus: best effort, after the commit."""
        while True:
            effects = await self._effects.get()
            if effects.toast is not None:
                toast = effects.toast
                await self._try(self._channel.acknowledge(toast.query, toast.text, toast.alert))
            for chat_id in effects.menus:
                await self._try(self._set_menu(chat_id))

    async def _try(self, work: Awaitable[None]) -> None:
        """One that is not taken keeps no other from being tried."""
        try:
            await work
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
class _Batch:
    """The oldest open updates, one after another: their effects and their marks commit together.

    What comes later never overtakes what could not be done yet: what a person says last counts.
    """

    channel: Channel
    door: Door
    most: int
    now_ms: int
    away_since_ms: int | None

    def __call__(self, tx: Transaction) -> list[Effects | None]:
        updates = tx.inbox.open_updates(self.channel.name, self.most)
        effects = self._together(tx, updates) or [self._take(tx, update) for update in updates]
        if updates:
            tx.inbox.finish_up_to(self.channel.name, updates[-1].update_id)
        return effects

    def _together(self, tx: Transaction, updates: Sequence[OpenUpdate]) -> list[Effects | None]:
        """All of them in the savepoint of the piece, as a savepoint copies each page that is first
        changed in it. Gives nothing, and nothing was written, where one is refused or cannot be
        handled: each is then taken alone.
        """
        try:
            with tx.shared():
                return [
                    self._answer(tx, self.channel.read(update.raw), update.stored_ms)
                    for update in updates
                ]
        except StorageTrouble:
            raise
        except Exception:
            tx.undo()
            return []

    def _take(self, tx: Transaction, update: OpenUpdate) -> Effects | None:
        try:
            incoming = self.channel.read(update.raw)
        except UnreadableUpdate as error:
            log.warning("update %d cannot be read: %s", update.update_id, error)
            self._set_aside(tx, update, "unreadable", str(error)[:200])
            return None
        try:
            return tx.alone(lambda tx: self._answer(tx, incoming, update.stored_ms))
        except StorageTrouble:
            raise
        except Exception as error:
            # A bug. The update is kept and named; the sender hears one sentence.
            log.error("update %d failed: %s", update.update_id, the_way(error))
            self._set_aside(tx, update, "failed", type(error).__name__)
            return self.door.apologise(tx, incoming, self.now_ms)

    def _answer(self, tx: Transaction, incoming: Incoming, stored_ms: int) -> Effects:
        return self.door.answer(
            tx,
            incoming,
            stored_ms=stored_ms,
            now_ms=self.now_ms,
            away_since_ms=self.away_since_ms,
        )

    def _set_aside(self, tx: Transaction, update: OpenUpdate, state: str, error: str) -> None:
        tx.inbox.set_aside(self.channel.name, update.update_id, state, error)
        tell_admins(tx, state, self.now_ms, self.door.zone)

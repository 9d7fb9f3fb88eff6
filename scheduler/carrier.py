"""A carrier: takes one note after another to the chats of a channel, and records how each ended."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TypeVar

from domain.errors import StorageTrouble
from domain.message import File, Message
from domain.mishap import where
from domain.note import CAPTION, REMOVAL
from domain.ports import (
    Channel,
    ChannelError,
    Clock,
    MessageGone,
    Misconfigured,
    Moved,
    NotConnected,
    Refused,
    SlowDown,
    Unreachable,
    Unsure,
)
from scheduler.delivery import (
    Pointless,
    Ready,
    Wording,
    begin,
    has_moved,
    in_doubt,
    is_bound,
    not_said,
    prepare,
    said,
    unreachable,
)
from scheduler.line import Line
from scheduler.pacer import Pacer
from scheduler.turns import Turns, is_group
from storage.database import Database
from storage.outbox import DueNote
from storage.writer import Piece

T = TypeVar("T")

STALE_S = 2.0
"""A text that waited longer than this for its slot is rendered again."""
TROUBLE_S = 1.0

log = logging.getLogger(__name__)


class Carrier:
    """Renders, paces, marks ``sending`` in a commit of its own, sends and settles.

    First ``ready``, which may be cut short at any time, then ``say``, which may not.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        line: Line,
        clock: Clock,
        wording: Wording,
        pacer: Pacer,
        turns: Turns,
        lease: str,
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._wording = wording
        self._pacer = pacer
        self._turns = turns
        self._lease = lease
        self.line = line

    async def ready(self, note: DueNote) -> Ready | None:
        """The note's words when its slot has come; None where it is settled already."""
        while True:
            await self.line.clear(note.id)
            try:
                ready = await self._database.read(
                    lambda tx: prepare(tx, note, self._clock.now_ms(), self._wording)
                )
            except StorageTrouble:
                await self._clock.sleep(TROUBLE_S)
                continue
            except Exception as error:
                log.error("note %d (%s) cannot be rendered: %s", note.id, note.kind, where(error))
                await self._settle(note, "failed", type(error).__name__)
                return None
            if isinstance(ready, Pointless):
                if ready.state == "unknown":
                    log.warning("note %d (%s) is given up", note.id, note.kind)
                await self._settle(note, ready.state)
                return None
            # Only what has waited is stale: what takes long to render would never be sent.
            began = self._clock.monotonic()
            await self._slot(note)
            in_time = self._clock.monotonic() - began < STALE_S
            if in_time and self.line.may_go(note.id):
                return ready

    async def say(self, note: DueNote, ready: Ready) -> None:
        """Say it, and record what became of it. Raises Misconfigured."""
        if await self._keep(lambda tx: begin(tx, note, ready, self._lease)):
            await self._say(note, ready)

    async def _say(self, note: DueNote, ready: Ready) -> None:
        begun = self._clock.monotonic()
        try:
            reference = await self._request(note, ready)
        except NotConnected:
            self.line.not_connected()
            await self._keep(lambda tx: not_said(tx, note.id, "not connected"))
        except Misconfigured:
            await self._keep(lambda tx: not_said(tx, note.id, "misconfigured"))
            raise
        except Unsure as doubt:
            self.line.unanswered(note.chat_id, begun)
            await self._doubt(note, ready, where(doubt))
        except (MessageGone, Moved, Refused, SlowDown, Unreachable) as answer:
            self._answered()
            if isinstance(answer, MessageGone) and is_bound(note):
                await self._settle(note, "sent" if note.kind == REMOVAL else "obsolete")
            elif isinstance(answer, MessageGone) and ready.changes:
                await self._slot(note)
                await self._say(note, replace(ready, vanished=True))
            else:
                await self._turned_down(note, answer)
        except Exception as error:
            # A bug: it would not go better a second time, and others wait.
            log.error("note %d (%s) failed: %s", note.id, note.kind, where(error))
            await self._settle(note, "failed", type(error).__name__)
        else:
            self._answered()
            now_ms = self._clock.now_ms()
            await self._keep(lambda tx: said(tx, note, ready, reference, now_ms))
            self._turns.said(note)

    async def _request(self, note: DueNote, ready: Ready) -> str | None:
        """Send or change; gives the reference of a new message."""
        address, reference, anew = note.address, ready.reference, ready.anew
        if reference is None or ready.vanished:
            if isinstance(anew, File):
                return await self._channel.send_file(address, anew)
            return await self._channel.send(address, anew)
        if note.kind == REMOVAL:
            await self._take_away(address, reference, ready.say)
        elif isinstance(ready.say, File):
            await self._channel.edit_file(address, reference, ready.say)
        elif note.kind == CAPTION:
            await self._channel.edit_caption(address, reference, ready.say)
        else:
            await self._channel.edit(address, reference, ready.say)
        return None

    async def _take_away(self, address: str, reference: str, instead: Message | File) -> None:
        """A channel may not let go of an old message: then other words stand in its place."""
        try:
            await self._channel.delete(address, reference)
        except Refused:
            if isinstance(instead, Message):
                await self._channel.edit(address, reference, instead)

    async def _turned_down(self, note: DueNote, answer: ChannelError) -> None:
        """The channel answered, and surely said nothing to anybody."""
        match answer:
            case SlowDown(seconds=seconds):
                log.warning("told to slow down for %g s", seconds)
                self._pacer.hold(seconds)
                await self._keep(lambda tx: not_said(tx, note.id, "slow down"))
            case Unreachable():
                log.info("chat %d cannot be reached", note.chat_id)
                await self._keep(lambda tx: unreachable(tx, note))
            case Moved(address=address):
                await self._keep(lambda tx: has_moved(tx, note, address))
            case _:
                log.warning("note %d (%s) failed: %s", note.id, note.kind, where(answer))
                await self._settle(note, "failed", type(answer).__name__)

    async def _doubt(self, note: DueNote, ready: Ready, why: str) -> None:
        tries, now_ms = note.attempts + 1, self._clock.now_ms()
        # It rests before it can be picked again.
        self._turns.rest(note, tries, changes=ready.changes)
        again = await self._keep(
            lambda tx: in_doubt(tx, note, tries, now_ms, changes=ready.changes, why=why)
        )
        log.warning("note %d (%s) may or may not have come; again: %s", note.id, note.kind, again)

    def _answered(self) -> None:
        if self.line.answered():
            self._turns.outage_over()

    async def _slot(self, note: DueNote) -> None:
        await self._pacer.slot(note.chat_id, group=is_group(note), urgency=note.priority)

    async def _settle(self, note: DueNote, state: str, why: str | None = None) -> None:
        await self._keep(lambda tx: tx.outbox.settle(note.id, state, error=why))

    async def _keep(self, piece: Piece[T]) -> T:
        return await keep(self._database, self._clock, piece)


async def keep(database: Database, clock: Clock, piece: Piece[T]) -> T:
    """Write it, however long the disk makes trouble: what was said must be recorded."""
    while True:
        try:
            return await database.write(piece)
        except StorageTrouble as trouble:
            log.warning("cannot record what became of a note: %s", where(trouble))
            await clock.sleep(TROUBLE_S)

"""The pump: takes notes from the outbox by urgency, at the channel's pace, and sends them."""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain.errors import StorageTrouble
from domain.message import File
from domain.mishap import where
from domain.ports import (
    Channel,
    Clock,
    MessageGone,
    Misconfigured,
    Moved,
    Refused,
    SlowDown,
    Unreachable,
    Unsure,
)
from scheduler.delivery import (
    Pointless,
    Ready,
    Renderer,
    Wording,
    begin,
    in_doubt,
    not_said,
    prepare,
    said,
)
from scheduler.pacer import Pacer
from storage.database import Database
from storage.outbox import DueNote
from storage.transaction import Transaction
from storage.writer import Piece

T = TypeVar("T")

IN_FLIGHT = 16
"""Requests under way at once."""
REFILL = IN_FLIGHT // 2
"""So few left before the next are looked for: ten thousand waiting are not sorted for each."""
LOOK_AGAIN_S = 1.0
"""Civil time may jump, so nobody can compute when a held note falls due."""
EDIT_GAP_S = 10.0
"""Between two edits of a living text in one chat."""
STALE_S = 2.0
"""A text that waited longer than this for its slot is rendered again."""
LONGEST_REST_S = 60.0
TROUBLE_S = 1.0

_LIVING = {"digest": "words", "roll_up": "words", "wall": "picture"}
"""What goes on changing. Words and their picture keep the gap each for itself, so that a picture
is not ten seconds behind its words.
"""

log = logging.getLogger(__name__)


class Pump:
    """Sends what is due until it is stopped or cancelled.

    Each note is claimed, rendered, paced, marked ``sending`` in a commit of its own, sent and
    settled. Several are under way at once, never two to one chat. ``lease`` marks what this
    process has claimed; notes that another one left behind are taken up at the start. ``moved`` is
    called each time the pump has looked.
    """

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        renderers: Mapping[str, Renderer],
        *,
        zone: ZoneInfo,
        language: str,
        pacer: Pacer | None = None,
        lease: str | None = None,
        chance: random.Random | None = None,
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._wording = Wording(renderers, zone, language)
        self._pacer = pacer or Pacer(clock)
        self._lease = lease or secrets.token_hex(8)
        self._chance = chance or random.Random()  # noqa: S311 - spreads retries, guards nothing
        self._moved = moved
        self._woken = database.wakes("outbox")
        self._stopping = False
        self._in_flight: set[int] = set()
        self._not_sending: dict[int, asyncio.Task[None]] = {}
        self._rests_until: dict[int, float] = {}
        self._edited_at: dict[tuple[int, str], float] = {}

    async def run(self) -> None:
        """Send until ``stop``. Raises a group with Misconfigured where the channel is set up so."""
        await self._keep(self._take_up)
        async with asyncio.TaskGroup() as deliveries:
            while not self._stopping:
                self._woken.clear()
                pause = LOOK_AGAIN_S
                if len(self._in_flight) <= REFILL:
                    pause = await self._pick(deliveries)
                self._moved()
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._woken.wait()

    def stop(self) -> None:
        """Begin nothing more; ``run`` returns when the requests under way have ended."""
        self._stopping = True
        self._woken.set()
        for task in self._not_sending.values():
            task.cancel()

    def _take_up(self, tx: Transaction) -> None:
        """What a former process had claimed waits again; what it was sending is in doubt."""
        for note in tx.deliveries.stranded(self._lease):
            if note.state == "claimed":
                tx.outbox.put_back(note.id, 0, repeat=False)
                continue
            again = in_doubt(
                tx,
                note.id,
                note.kind,
                edits=note.edits,
                attempts=note.attempts,
                repeats=note.repeats,
                why="stopped while sending",
            )
            log.warning("note %d was being sent at the stop; again: %s", note.id, again)

    async def _pick(self, deliveries: asyncio.TaskGroup) -> float:
        """Begin what may go now; gives how long to wait before looking again."""
        now_ms = self._clock.now_ms()
        most = IN_FLIGHT - len(self._in_flight)
        extra = len(self._rests_until) + len(self._edited_at)
        try:
            # Resting heads are skipped, so that many are asked for in their stead.
            heads = await self._database.read(lambda tx: tx.outbox.due(now_ms, most + extra))
            chosen, pause = await self._choose(heads, now_ms, most)
            claimed = (
                await self._database.write(
                    lambda tx: [note for note in chosen if tx.outbox.claim(note.id, self._lease)]
                )
                if chosen
                else []
            )
        except StorageTrouble as trouble:
            log.warning("the outbox cannot be read or claimed: %s", where(trouble))
            await self._clock.sleep(TROUBLE_S)
            return 0.0
        for note in claimed:
            self._in_flight.add(note.id)
            self._not_sending[note.id] = deliveries.create_task(self._carry(note))
        return pause

    async def _choose(
        self, heads: list[DueNote], now_ms: int, most: int
    ) -> tuple[list[DueNote], float]:
        """Those that may go now, and how long until another of them may."""
        chosen: list[DueNote] = []
        pause = LOOK_AGAIN_S
        for head in heads:
            if len(chosen) == most:
                break
            note: DueNote | None = head
            wait = self._edit_wait(head)
            if wait > 0:
                pause = min(pause, wait)
                note = await self._beside(head.chat_id, now_ms)
            if note is None:
                continue
            wait = max(
                self._rests_until.get(note.id, 0.0) - self._clock.monotonic(),
                self._pacer.wait_for(note.chat_id, group=_is_group(note)),
            )
            if wait > 0:
                pause = min(pause, wait)
            else:
                chosen.append(note)
        return chosen, pause

    async def _beside(self, chat_id: int, now_ms: int) -> DueNote | None:
        return await self._database.read(lambda tx: tx.deliveries.head_beside(chat_id, now_ms))

    def _edit_wait(self, note: DueNote) -> float:
        if not (note.edits and note.kind in _LIVING):
            return 0.0
        last = self._edited_at.get((note.chat_id, _LIVING[note.kind]))
        return 0.0 if last is None else last + EDIT_GAP_S - self._clock.monotonic()

    async def _carry(self, note: DueNote) -> None:
        try:
            await self._deliver(note)
        finally:
            self._in_flight.discard(note.id)
            self._not_sending.pop(note.id, None)
            self._woken.set()

    async def _deliver(self, note: DueNote) -> None:
        ready = await self._rendered(note)
        if ready is None:
            return
        self._not_sending.pop(note.id, None)
        if not await self._keep(lambda tx: begin(tx, note, ready, self._lease)):
            return
        try:
            reference = await self._say(note, ready)
        except SlowDown as slow:
            log.warning("told to slow down for %g s", slow.seconds)
            self._pacer.hold(slow.seconds)
            await self._keep(lambda tx: not_said(tx, note.id, "slow down"))
        except Unreachable:
            log.info("chat %d cannot be reached", note.chat_id)
            await self._keep(lambda tx: _unreachable(tx, note))
        except Moved as moved:
            address = moved.address
            await self._keep(lambda tx: _moved(tx, note, address))
        except Unsure as doubt:
            await self._doubt(note, where(doubt))
        except Misconfigured:
            await self._keep(lambda tx: not_said(tx, note.id, "misconfigured"))
            raise
        except Exception as error:
            # Refused, or a bug: neither would go better a second time, and others wait.
            level = logging.WARNING if isinstance(error, Refused) else logging.ERROR
            log.log(level, "note %d (%s) failed: %s", note.id, note.kind, where(error))
            await self._settle(note, "failed", type(error).__name__)
        else:
            now_ms = self._clock.now_ms()
            await self._keep(lambda tx: said(tx, note, ready, reference, now_ms))
            self._after(note)

    async def _rendered(self, note: DueNote) -> Ready | None:
        """The note's words when its slot has come; None where it is settled already."""
        while True:
            began = self._clock.monotonic()
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
                await self._settle(note, ready.state)
                return None
            await self._slot(note)
            if self._clock.monotonic() - began < STALE_S:
                return ready

    async def _slot(self, note: DueNote) -> None:
        await self._pacer.slot(note.chat_id, group=_is_group(note), urgency=note.priority)

    async def _say(self, note: DueNote, ready: Ready) -> str | None:
        """Send or edit; gives the reference of a new message."""
        channel = self._channels[note.channel]
        if ready.reference is not None:
            try:
                if isinstance(ready.say, File):
                    await channel.edit_file(note.address, ready.reference, ready.say)
                else:
                    await channel.edit(note.address, ready.reference, ready.say)
            except MessageGone:
                await self._slot(note)
            else:
                return None
        if isinstance(ready.say, File):
            return await channel.send_file(note.address, ready.say)
        return await channel.send(note.address, ready.say)

    async def _doubt(self, note: DueNote, why: str) -> None:
        attempts = note.attempts + 1
        rest = min(2.0 ** (attempts - 1), LONGEST_REST_S) * self._chance.uniform(0.75, 1.25)
        self._rests_until[note.id] = self._clock.monotonic() + rest
        again = await self._keep(
            lambda tx: in_doubt(
                tx,
                note.id,
                note.kind,
                edits=note.edits,
                attempts=attempts,
                repeats=note.repeats,
                why=why,
            )
        )
        log.warning("note %d (%s) may or may not have come; again: %s", note.id, note.kind, again)

    def _after(self, note: DueNote) -> None:
        now = self._clock.monotonic()
        if note.edits and note.kind in _LIVING:
            self._edited_at[note.chat_id, _LIVING[note.kind]] = now
        for note_id in [key for key, until in self._rests_until.items() if until < now - 1.0]:
            del self._rests_until[note_id]
        for place in [key for key, at in self._edited_at.items() if at < now - EDIT_GAP_S]:
            del self._edited_at[place]

    async def _settle(self, note: DueNote, state: str, why: str | None = None) -> None:
        await self._keep(lambda tx: tx.outbox.settle(note.id, state, error=why))

    async def _keep(self, piece: Piece[T]) -> T:
        """Write it, however long the disk makes trouble: what was said must be recorded."""
        while True:
            try:
                return await self._database.write(piece)
            except StorageTrouble as trouble:
                log.warning("cannot record what became of a note: %s", where(trouble))
                await self._clock.sleep(TROUBLE_S)


def _is_group(note: DueNote) -> bool:
    # Telegram's groups have negative addresses; other channels have their own pace.
    return note.channel == "telegram" and note.address.startswith("-")


def _unreachable(tx: Transaction, note: DueNote) -> None:
    tx.outbox.settle(note.id, "unreachable")
    tx.chats.set_reachable(note.chat_id, False)


def _moved(tx: Transaction, note: DueNote, address: str) -> None:
    if tx.deliveries.move_chat(note.chat_id, address):
        not_said(tx, note.id, "moved")
    else:
        tx.outbox.settle(note.id, "failed", error="moved to a chat that is known already")

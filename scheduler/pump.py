"""The pump: takes notes from the outbox by urgency, at the channel's pace, and has them said."""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from zoneinfo import ZoneInfo

from domain.errors import StorageTrouble
from domain.mishap import where
from domain.note import PRIORITY
from domain.ports import Channel, Clock
from scheduler.carrier import TROUBLE_S, Carrier, keep
from scheduler.delivery import Renderer, Wording, in_doubt
from scheduler.line import Line
from scheduler.pacer import Pacer
from scheduler.turns import LOOK_AGAIN_S, Turns
from storage.database import Database
from storage.outbox import DueNote
from storage.transaction import Transaction

IN_FLIGHT = 16
"""Requests under way at once."""
REFILL = IN_FLIGHT // 2
"""So few left before the next are looked for: ten thousand waiting are not sorted for each."""
FOR_ALERTS = 8
"""Places beside these that only alerts may take. What is under way waits for its slot for a
quarter of a second, and an alert must not wait until half of that is said (docs/decisions/0006)."""

log = logging.getLogger(__name__)


class Pump:
    """Has said what is due, until it is stopped or cancelled.

    Several notes are under way at once, never two to one chat. ``lease`` marks what this process
    has claimed; notes that another one left behind are taken up at the start. ``moved`` is called
    each time the pump has looked.
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
        chance = chance or random.Random()  # noqa: S311 - spreads retries, guards nothing
        pacer = pacer or Pacer(clock)
        wording = Wording(renderers, zone, language)
        self._database = database
        self._clock = clock
        self._lease = lease or secrets.token_hex(8)
        self._turns = Turns(database, clock, pacer, chance)
        self._carriers = {
            name: Carrier(
                database,
                channel,
                Line(channel.ping, clock, chance),
                clock,
                wording,
                pacer,
                self._turns,
                self._lease,
            )
            for name, channel in channels.items()
        }
        self._moved = moved
        self._woken = database.wakes("outbox")
        self._stopping = False
        self._in_flight: set[int] = set()
        self._not_sending: dict[int, asyncio.Task[None]] = {}
        self._mending: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Send until ``stop``. Raises a group with Misconfigured where the channel is set up so."""
        await keep(self._database, self._clock, self._take_up)
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                self._have_mended(group)
                pause = await self._pick(group) if self._room else LOOK_AGAIN_S
                self._moved()
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._woken.wait()

    def stop(self) -> None:
        """Begin nothing more; ``run`` returns when the requests under way have ended."""
        self._stopping = True
        self._woken.set()
        for task in (*self._not_sending.values(), *self._mending.values()):
            task.cancel()

    def _take_up(self, tx: Transaction) -> None:
        """What a former process had claimed waits again; what it was sending is in doubt."""
        tx.deliveries.unclaim(self._lease)
        now_ms = self._clock.now_ms()
        for note in tx.deliveries.stranded(self._lease):
            again = in_doubt(
                tx,
                note,
                note.attempts,
                now_ms,
                changes=note.target is not None,
                why="stopped while sending",
            )
            log.warning("note %d was being sent at the stop; again: %s", note.id, again)

    def _have_mended(self, group: asyncio.TaskGroup) -> None:
        """Whatever line is shut is looked after."""
        for name, carrier in self._carriers.items():
            if carrier.line.shut and name not in self._mending:
                self._mending[name] = group.create_task(self._mend(name, carrier.line))

    async def _mend(self, name: str, line: Line) -> None:
        try:
            await line.mend()
        finally:
            del self._mending[name]
            self._woken.set()

    @property
    def _only_alerts(self) -> bool:
        """Whether enough is under way for whatever is not an alert."""
        return len(self._in_flight) > REFILL

    @property
    def _room(self) -> int:
        """How many more may be begun now."""
        places = IN_FLIGHT + FOR_ALERTS if self._only_alerts else IN_FLIGHT
        return max(places - len(self._in_flight), 0)

    async def _pick(self, group: asyncio.TaskGroup) -> float:
        """Begin what may go now; gives how long to wait before looking again."""
        now_ms, only_alerts, most = self._clock.now_ms(), self._only_alerts, self._room
        channels = [name for name, carrier in self._carriers.items() if not carrier.line.shut]
        try:
            chosen, pause = await self._turns.next(now_ms, most, channels)
            if only_alerts:
                chosen = [note for note in chosen if note.priority == PRIORITY["alert"]]
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
            self._not_sending[note.id] = group.create_task(self._carry(note))
        return pause

    async def _carry(self, note: DueNote) -> None:
        carrier = self._carriers[note.channel]
        try:
            ready = await carrier.ready(note)
            self._not_sending.pop(note.id)
            if ready is not None:
                await carrier.say(note, ready)
        finally:
            carrier.line.left_by(note.id)
            self._in_flight.discard(note.id)
            self._not_sending.pop(note.id, None)
            self._woken.set()

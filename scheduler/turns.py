"""Turns: which of the notes that wait may go now, and how long the others have to rest."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.doubt import AFTER_OUTAGE, rest_s
from domain.ports import Clock
from scheduler.pacer import Pacer
from storage.database import Database
from storage.outbox import DueNote

LOOK_AGAIN_S = 1.0
"""Civil time may jump, so nobody can compute when a held note falls due."""
EDIT_GAP_S = 10.0
"""Between two changes of what lives on in one chat."""
MANY = 20

_LIVING = {"digest": "words", "roll_up": "words", "wall": "picture"}
"""What goes on changing. Words and their picture keep the gap each for itself, so that a picture
is not ten seconds behind its words.
"""


@dataclass(slots=True)
class _Rest:
    """In monotonic seconds: since when, and how long; less once an outage is over."""

    since: float
    seconds: float
    outage_over: bool = False

    def left(self, now: float) -> float:
        seconds = self.seconds * AFTER_OUTAGE if self.outage_over else self.seconds
        return self.since + seconds - now


class Turns:
    """Who is next: the most urgent note of each chat that need not wait.

    A note in doubt rests longer each time, edits of a living text keep their distance, and a chat
    hears no more than it may. What rests lets others of its chat pass, but not the edits of the
    message that it would become.
    """

    def __init__(
        self, database: Database, clock: Clock, pacer: Pacer, chance: random.Random
    ) -> None:
        self._database = database
        self._clock = clock
        self._pacer = pacer
        self._chance = chance
        self._rests: dict[int, _Rest] = {}
        self._changed_at: dict[tuple[int, str], float] = {}

    async def next(
        self, now_ms: int, most: int, channels: Collection[str]
    ) -> tuple[list[DueNote], float]:
        """At most so many notes that may go now over these channels, and how long until another
        may.
        """
        self._forget()
        # Heads that wait are passed over, so that many are asked for in their stead.
        many = most + len(self._rests) + len(self._changed_at)
        heads = await self._database.read(lambda tx: tx.outbox.due(now_ms, many))
        free: list[DueNote] = []
        resting: list[DueNote] = []
        pause = LOOK_AGAIN_S
        for head in heads:
            if head.channel not in channels:
                continue
            pace = self._pacer.wait_for(head.chat_id, group=is_group(head))
            rest = self._wait(head)
            if pace <= 0:
                (resting if rest > 0 else free).append(head)
            if max(pace, rest) > 0:
                pause = min(pause, max(pace, rest))
        if resting and len(free) < most:
            free += await self._beside([head.chat_id for head in resting], now_ms)
            free.sort(key=lambda note: (note.priority, note.id))
        return free[:most], pause

    async def _beside(self, chats: Sequence[int], now_ms: int) -> list[DueNote]:
        """The first note of each of these chats that need not rest, where there is one."""
        waiting = await self._database.read(
            lambda tx: [tx.deliveries.waiting(chat_id, now_ms, MANY) for chat_id in chats]
        )
        free = (next((note for note in notes if self._wait(note) <= 0), None) for notes in waiting)
        return [note for note in free if note is not None]

    def _wait(self, note: DueNote) -> float:
        now = self._clock.monotonic()
        rests = (self._rests.get(key) for key in (note.id, note.target_id) if key is not None)
        wait = max((rest.left(now) for rest in rests if rest is not None), default=0.0)
        if _changes_what_lives(note):
            changed = self._changed_at.get((note.chat_id, _LIVING[note.kind]), float("-inf"))
            wait = max(wait, changed + EDIT_GAP_S - now)
        return wait

    def rest(self, note: DueNote, tries: int, *, changes: bool) -> None:
        """The note is in doubt and waits before it is said again."""
        seconds = rest_s(tries, changes=changes) * self._chance.uniform(0.75, 1.25)
        self._rests[note.id] = _Rest(self._clock.monotonic(), seconds)

    def outage_over(self) -> None:
        """The channel answers again: what is in doubt need not rest for as long."""
        for rest in self._rests.values():
            rest.outage_over = True

    def said(self, note: DueNote) -> None:
        """The note was said."""
        if _changes_what_lives(note):
            self._changed_at[note.chat_id, _LIVING[note.kind]] = self._clock.monotonic()

    def _forget(self) -> None:
        now = self._clock.monotonic()
        for note_id in [key for key, rest in self._rests.items() if rest.left(now) <= 0]:
            del self._rests[note_id]
        for place in [key for key, at in self._changed_at.items() if at + EDIT_GAP_S <= now]:
            del self._changed_at[place]


def is_group(note: DueNote) -> bool:
    """Whether a note goes to a group. Telegram's have negative addresses; others their own pace."""
    return note.channel == "telegram" and note.address.startswith("-")


def _changes_what_lives(note: DueNote) -> bool:
    return note.edits and note.kind in _LIVING

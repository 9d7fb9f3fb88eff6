"""Metrics in Prometheus' text format: ids and counts only, never a name or a reading."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.health import Pulses
from domain.day_plan import school_day_of
from domain.incoming import Incoming
from domain.message import File, Message
from domain.ports import Channel, Clock
from storage.database import Database
from storage.transaction import Transaction
from storage.vitals import ChatCount, Depth

T = TypeVar("T")

BOUNDS_S = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the buckets for how long a request to the channel took."""


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("chenjian")
    except PackageNotFoundError:
        return "unknown"


class Metered:
    """A channel whose requests are counted and timed. Fulfils domain.ports.Channel."""

    def __init__(self, channel: Channel, clock: Clock) -> None:
        self._channel = channel
        self._clock = clock
        self.name = channel.name
        self.buckets = [0] * (len(BOUNDS_S) + 1)
        self.seconds = 0.0
        self.outcomes: Counter[str] = Counter()

    def read(self, raw: str) -> Incoming:
        """As the channel does."""
        return self._channel.read(raw)

    async def send(self, address: str, message: Message) -> str:
        """As the channel does, timed."""
        return await self._timed(self._channel.send(address, message))

    async def edit(self, address: str, reference: str, message: Message) -> None:
        """As the channel does, timed."""
        await self._timed(self._channel.edit(address, reference, message))

    async def delete(self, address: str, reference: str) -> None:
        """As the channel does, timed."""
        await self._timed(self._channel.delete(address, reference))

    async def send_file(self, address: str, file: File) -> str:
        """As the channel does, timed."""
        return await self._timed(self._channel.send_file(address, file))

    async def edit_file(self, address: str, reference: str, file: File) -> None:
        """As the channel does, timed."""
        await self._timed(self._channel.edit_file(address, reference, file))

    async def edit_caption(self, address: str, reference: str, message: Message) -> None:
        """As the channel does, timed."""
        await self._timed(self._channel.edit_caption(address, reference, message))

    async def acknowledge(self, query: str, text: str | None, alert: bool) -> None:
        """As the channel does."""
        await self._channel.acknowledge(query, text, alert)

    async def set_menu(self, address: str, commands: tuple[tuple[str, str], ...]) -> None:
        """As the channel does."""
        await self._channel.set_menu(address, commands)

    async def ping(self) -> None:
        """As the channel does."""
        await self._channel.ping()

    async def _timed(self, request: Awaitable[T]) -> T:
        began = self._clock.monotonic()
        outcome = "sent"
        try:
            return await request
        except BaseException as error:
            outcome = type(error).__name__
            raise
        finally:
            took = self._clock.monotonic() - began
            self.seconds += took
            self.outcomes[outcome] += 1
            place = next((n for n, bound in enumerate(BOUNDS_S) if took <= bound), len(BOUNDS_S))
            self.buckets[place] += 1


@dataclass(frozen=True, slots=True)
class _Counted:
    outstanding: int
    inbox: list[Depth]
    outbox: list[Depth]
    chats: ChatCount


class Metrics:
    """Everything there is to measure, as one text."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        pulses: Pulses,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._pulses = pulses
        self.channel: Metered | None = None

    async def text(self) -> str:
        """The newest figures. Raises StorageTrouble where the database cannot be read."""
        now_ms = self._clock.now_ms()
        day = school_day_of(now_ms, self._zone)

        def count(tx: Transaction) -> _Counted:
            vitals = tx.vitals
            return _Counted(
                vitals.outstanding(day), vitals.inbox(), vitals.outbox(now_ms), vitals.chats()
            )

        counted = await self._database.read(count)
        families = [
            _gauge(
                "chenjian_build_info",
                "The program that runs.",
                [({"version": program_version(), "python": platform.python_version()}, 1)],
            ),
            _gauge(
                "chenjian_rounds_outstanding",
                "Rounds of this school day without an answer.",
                [({}, counted.outstanding)],
            ),
            *_depths("inbox", "Updates", counted.inbox, now_ms),
            *_depths("outbox", "Notes", counted.outbox, now_ms),
            _gauge(
                "chenjian_chats",
                "Chats of people of the roster, and those words do not reach.",
                [
                    ({"state": "enrolled"}, counted.chats.enrolled),
                    ({"state": "unreachable"}, counted.chats.unreachable),
                ],
            ),
            _gauge(
                "chenjian_last_move_seconds",
                "Seconds since a part of the program has moved.",
                [({"part": part}, age) for part, age in self._pulses.ages().items()],
            ),
        ]
        if self.channel is not None:
            families += _sends(self.channel)
        return "".join(families)


def _depths(table: str, what: str, depths: Iterable[Depth], now_ms: int) -> list[str]:
    found = list(depths)
    ages = [
        ({"state": one.state}, max(now_ms - one.oldest_ms, 0) / 1000)
        for one in found
        if one.oldest_ms is not None
    ]
    return [
        _gauge(
            f"chenjian_{table}_rows",
            f"{what} by state.",
            [({"state": one.state}, one.count) for one in found],
        ),
        _gauge(f"chenjian_{table}_oldest_seconds", f"{what}: age of the oldest by state.", ages),
    ]


def _sends(channel: Metered) -> list[str]:
    name = "chenjian_send_seconds"
    bounds = [*(f"{bound:g}" for bound in BOUNDS_S), "+Inf"]
    reached = list(accumulate(channel.buckets))
    lines = [
        f"# HELP {name} How long requests to the channel took.\n# TYPE {name} histogram\n",
        *(
            _line(f"{name}_bucket", {"le": bound}, count)
            for bound, count in zip(bounds, reached, strict=True)
        ),
        _line(f"{name}_sum", {}, round(channel.seconds, 6)),
        _line(f"{name}_count", {}, reached[-1]),
    ]
    outcomes = [({"outcome": outcome}, n) for outcome, n in sorted(channel.outcomes.items())]
    total = "chenjian_sends_total"
    return [
        "".join(lines),
        f"# HELP {total} Requests to the channel by outcome.\n# TYPE {total} counter\n",
        *(_line(total, labels, count) for labels, count in outcomes),
    ]


def _gauge(name: str, help_: str, samples: Iterable[tuple[Mapping[str, str], float | None]]) -> str:
    lines = [_line(name, labels, value) for labels, value in samples if value is not None]
    return f"# HELP {name} {help_}\n# TYPE {name} gauge\n{''.join(lines)}"


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    """Label values are ours and hold nothing to escape."""
    shown = ",".join(f'{key}="{word}"' for key, word in labels.items())
    return f"{name}{{{shown}}} {value:.10g}\n" if shown else f"{name} {value:.10g}\n"

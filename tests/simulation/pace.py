"""The pace: how fast requests left the program, and whether it kept still when told to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tests.simulation.line import Departure

if TYPE_CHECKING:
    from tests.simulation.world import World

PER_SECOND = 30
JITTER_S = 0.03
"""A slot is given, then the departure is written down: the way to the disk takes this long."""
CHAT_BURST = 5


def judge_pace(world: World, day: date) -> Iterator[str]:
    """Never more than 30 in a second, one a second to a chat on average, none after a 429."""
    # What waited for a sick disk leaves at once when it is well.
    departures = [one for one in world.wires.departures if not world.disk_was_sick(one.at)]
    yield from _windows(departures)
    yield from _chats(departures)
    yield from _holds(departures)


def _windows(departures: Sequence[Departure]) -> Iterator[str]:
    for first, last in zip(departures, departures[PER_SECOND:], strict=False):
        if last.at - first.at < 1.0 - JITTER_S:
            yield f"{PER_SECOND + 1} requests from {first.at:.3f} to {last.at:.3f}"
            return


def _chats(departures: Sequence[Departure]) -> Iterator[str]:
    by_chat: dict[tuple[int, int | None], list[float]] = defaultdict(list)
    for one in departures:
        by_chat[one.life.number, one.chat_id].append(one.at)
    for (_, chat_id), times in by_chat.items():
        for i, first in enumerate(times):
            for j in range(i + CHAT_BURST, len(times)):
                if j - i + 1 > CHAT_BURST + 1 + times[j] - first:
                    yield f"chat {chat_id}: {j - i + 1} requests in {times[j] - first:.3f} s"
                    return


def _holds(departures: Sequence[Departure]) -> Iterator[str]:
    for told in departures:
        if told.status != 429 or told.heard is None:
            continue
        for one in departures:
            if (
                one.life is told.life
                and JITTER_S < one.at - told.heard < told.retry_after - JITTER_S
            ):
                yield (
                    f"429 for {told.retry_after:g} s was heard at {told.heard:.3f}, and"
                    f" {one.method} left at {one.at:.3f}"
                )
                return

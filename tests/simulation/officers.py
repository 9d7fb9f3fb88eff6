"""The health officers and principals of a town: some act on alerts, some never look."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.alert import Happened
from emulator.server import Emulator
from tests.clock import instant
from tests.school import School
from tests.simulation.phone import Phone
from tests.simulation.story import Story
from tests.simulation.virtual_time import VirtualClock

if TYPE_CHECKING:
    from tests.simulation.world import World

EAGER, IDLE = 0.5, 0.85
"""Up to the first chance an officer takes everything over at once, from the second on nothing."""
LOOK_EVERY_S = 2.0
OUTCOMES = ("已联系家长", "已就医", "已回家", "误报")


@dataclass(frozen=True, slots=True)
class Officer:
    """One person who hears of alerts on one day."""

    school: School
    key: str
    day: date
    chance: random.Random
    emulator: Emulator
    clock: VirtualClock
    story: Story

    async def day_of_work(self) -> None:
        """Look at the phone now and then until late in the morning, and press what is there."""
        character = self.chance.random()
        if character >= IDLE:
            return
        phone = Phone(self.emulator, self.school.address(self.key))
        until = instant(f"{self.day} 10:30")
        while self.clock.now_ms() < until:
            await asyncio.sleep(LOOK_EVERY_S * self.chance.uniform(0.5, 2.0))
            if character > EAGER and self.chance.random() < 0.7:
                continue
            label = self.chance.choice(("我来处理", "我来处理", *OUTCOMES))
            if phone.press(label) is not None:
                self.story.tell(f"{self.school.id}/{self.key} presses {label}")


def every_alert_is_owned_or_escalated(world: World, day: date) -> Iterator[str]:
    """Nobody's alert has stayed below the ladder once its time had come."""
    now_ms = world.clock.now_ms()
    for row in world.disk.look(
        "SELECT id, next_ms, rung FROM alert WHERE state = 'open' AND owner IS NULL"
        " AND day = ? AND rung = 0",
        day.isoformat(),
    ):
        if row["next_ms"] is None or row["next_ms"] <= now_ms:
            yield f"alert {row['id']} is nobody's and went nowhere"
    for row in world.disk.look(
        "SELECT a.id FROM alert a WHERE a.rung > 0 AND a.day = ? AND NOT EXISTS ("
        " SELECT 1 FROM outbox o WHERE o.kind = 'alert' AND o.subject = 'waiting/' || a.school_id)",
        day.isoformat(),
    ):
        yield f"alert {row['id']} went up and nobody was told"


def an_alert_is_taken_over_once(world: World, day: date) -> Iterator[str]:
    """Of those who press at once one owns it; only what was opened anew is owned anew."""
    for row in world.disk.look(
        "SELECT alert_id, COUNT(*) FILTER (WHERE what = ?) AS owned,"
        " COUNT(*) FILTER (WHERE what IN (?, ?)) AS anew FROM alert_event GROUP BY alert_id",
        Happened.OWNED.value,
        Happened.REOPENED.value,
        Happened.RELEASED.value,
    ):
        if row["owned"] > 1 + row["anew"]:
            yield f"alert {row['alert_id']} was taken over {row['owned']} times"

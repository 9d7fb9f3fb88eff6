"""The teachers of many classes: each answers once, at some moment, by buttons or in words."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from emulator.server import Emulator
from tests.clock import MONDAY
from tests.school import School
from tests.simulation.phone import Phone
from tests.simulation.story import Story
from tests.simulation.teachers import Book
from tests.simulation.teachers import Teacher as Hand
from tests.simulation.virtual_time import VirtualClock

How: TypeAlias = Literal["press", "type", "fever"]
READING = "38.2"


@dataclass(frozen=True, slots=True)
class Teacher:
    """One class's head teacher, who answers after a while."""

    hand: Hand
    waits_s: float
    how: How

    @property
    def school(self) -> School:
        return self.hand.school

    @property
    def class_name(self) -> str:
        return self.hand.class_name

    @property
    def phone(self) -> Phone:
        return self.hand.phone()

    @property
    def body(self) -> dict[str, Any] | None:
        """What was sent, None before."""
        said = [one for one in self.hand.book.submitted if one.class_id == self.hand.class_id]
        return said[-1].body if said else None

    async def answer(self) -> None:
        """Wait a while; then type, press 全班正常, or report a fever and submit it."""
        await asyncio.sleep(self.waits_s)
        while self.body is None:
            if self.how == "type":
                self.hand.say("36.8 无", {"class_max": 3680})
            elif self.how == "press":
                await self.hand.zero()
            else:
                await self.hand.fever(0, READING)


def teachers_of(
    schools: list[School], emulator: Emulator, within_s: float, chance: random.Random
) -> list[Teacher]:
    """All head teachers, who answer at any moment of ``within_s`` seconds."""
    book, clock = Book(), VirtualClock(emulator.world.clock)
    # Real time goes on by itself; nobody reads this story.
    story = Story(lambda: 0.0, emulator.world.clock.now_ms)
    day = date.fromisoformat(MONDAY)
    hows: tuple[How, ...] = ("press", "type", "fever")
    return [
        Teacher(
            Hand(school, class_name, day, chance, emulator, clock, book, story),
            waits_s=chance.uniform(0.0, within_s),
            how=chance.choices(hows, (4, 4, 2))[0],
        )
        for school in schools
        for class_name in school.classes
    ]

"""The teachers of many classes: each answers once, at some moment, by a button or in words."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from emulator.server import Emulator
from tests.school import School
from tests.simulation.phone import Phone


@dataclass(slots=True)
class Teacher:
    """One class's head teacher. ``body`` is what was sent, None before."""

    school: School
    class_name: str
    phone: Phone
    waits_s: float
    types: bool
    body: dict[str, int] | None = None

    async def answer(self) -> None:
        """Wait a while; type an answer, or press 全班正常 once the question stands there."""
        await asyncio.sleep(self.waits_s)
        if self.types:
            self.phone.write("36.8 无")
            self.body = {"class_max": 3680}
            return
        pressed = None
        while pressed is None:
            pressed = await self.phone.press_when_there("全班正常")
        self.body = {}


def teachers_of(
    schools: list[School], emulator: Emulator, within_s: float, chance: random.Random
) -> list[Teacher]:
    """All head teachers, who answer at any moment of ``within_s`` seconds."""
    return [
        Teacher(
            school,
            class_name,
            Phone(emulator, school.address(class_name)),
            waits_s=chance.uniform(0.0, within_s),
            types=chance.random() < 0.4,
        )
        for school in schools
        for class_name in school.classes
    ]

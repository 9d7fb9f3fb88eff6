"""Cases in a town: officers who open some, teachers who answer or do not, and their judge."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from emulator.server import Emulator
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import instant
from tests.school import School
from tests.simulation.phone import Phone
from tests.simulation.story import Story
from tests.simulation.town import PUPILS
from tests.simulation.virtual_time import VirtualClock
from views.case_words import standing_words

if TYPE_CHECKING:
    from tests.simulation.world import World

ANSWERS = 0.6
MOST_CASES = 2


@dataclass(frozen=True, slots=True)
class Followers:
    """Whoever has to do with the cases of one school on one day."""

    school: School
    code: str
    day: date
    chance: random.Random
    emulator: Emulator
    clock: VirtualClock
    story: Story

    async def day_of_work(self) -> None:
        """Cases are opened in the morning; from ten on teachers say how those are, or nothing."""
        await self._open_some()
        for class_name in self.school.classes:
            at_ms = instant(f"{self.day} 10:{self.chance.randint(10, 40)}")
            await self.clock.until(at_ms)
            phone = Phone(self.emulator, self.school.address(class_name))
            if self.chance.random() < ANSWERS and phone.press("都正常", "随访") is not None:
                self.story.tell(f"{self.school.id}/{class_name} says of those followed: well")

    async def _open_some(self) -> None:
        """By hand, for somebody of some class: what is found in an alert comes seldom."""
        phone = Phone(self.emulator, self.school.address("health_officer"))
        await self.clock.until(instant(f"{self.day} 09:5{self.chance.randint(0, 8)}"))
        for _ in range(self.chance.randint(0, MOST_CASES)):
            number = self.chance.randint(1, len(self.school.classes))
            pupil = f"{self.code}-{number}-{self.chance.randint(1, PUPILS)}"
            if phone.write(f"个案 新建 {pupil} 居家隔离") is None:
                continue
            if await phone.press_when_there("✅ 建档", "居家隔离") is not None:
                self.story.tell(f"{self.school.id}/health_officer opens a case for {pupil}")


def every_open_case_was_asked_about_or_shows_as_overdue(world: World, day: date) -> Iterator[str]:
    """Today somebody was asked about it or has answered; a day that passed without an answer shows
    in the words of the list.
    """
    with closing(connect(world.disk.path, read_only=True)) as connection:
        tx = Transaction(connection)
        for row in world.disk.look("SELECT id FROM case_file WHERE closed_ms IS NULL"):
            case = tx.cases.get(row[0], day)
            assert case is not None
            asked = tx.cases.was_asked(case.id, day)
            if case.is_owed(day) and not case.visited and not asked:
                yield f"case {case.id}: nobody was asked"
            before = world.disk.look(
                "SELECT 1 FROM case_event WHERE case_id = ? AND day = ? AND what = 'visit'",
                case.id,
                (day - timedelta(days=1)).isoformat(),
            )
            passed = case.asked_from < day and not before
            if passed and not standing_words("zh", case, day):
                yield f"case {case.id}: the day before was missed and nobody sees it"


def an_isolation_counts_once(world: World, day: date) -> Iterator[str]:
    """Whoever is isolated by an open case is one absence of the class, and no more."""
    for row in world.disk.look(
        "SELECT c.id, (SELECT COUNT(*) FROM absence a WHERE a.pupil_id = c.pupil_id"
        " AND a.from_day <= ?1 AND a.until_day >= ?1) AS away"
        " FROM case_file c WHERE c.closed_ms IS NULL AND c.pupil_id IS NOT NULL",
        day.isoformat(),
    ):
        if row["away"] != 1:
            yield f"case {row['id']}: {row['away']} absences"

"""What the teachers of a town do on a day: a script for each class, drawn by chance."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable

from tests.simulation.phone import Phone
from tests.simulation.teachers import Teacher

Morning = Callable[[Teacher], Awaitable[None]]


async def one_press(teacher: Teacher) -> None:
    """The plain morning; some press twice because nothing seems to happen."""
    await teacher.some_time("07:31", "08:50")
    await teacher.zero(times=teacher.chance.choice((1, 1, 2)))


async def early(teacher: Teacher) -> None:
    """An early answer is welcome."""
    await teacher.some_time("05:05", "07:25")
    teacher.say("全班正常", {})


async def typed(teacher: Teacher) -> None:
    """The highest temperature, and nobody travelled."""
    await teacher.some_time("07:10", "09:30")
    teacher.say("36.8 无", {"class_max": 3680})


async def second_thought(teacher: Teacher) -> None:
    """Two sentences in a row: the second one counts, if they are taken in order."""
    await teacher.some_time("07:10", "09:30")
    teacher.say("全班正常", {})
    teacher.say("36.9 无", {"class_max": 3690})


async def fever(teacher: Teacher) -> None:
    """Somebody is ill."""
    await teacher.some_time("07:31", "09:10")
    await teacher.fever(0, "38.2")


async def left_lying(teacher: Teacher) -> None:
    """Filled in and never submitted."""
    await teacher.some_time("07:31", "08:30")
    await teacher.fever(1, "38.6", submit=False)


async def corrected(teacher: Teacher) -> None:
    """All well at first, then somebody is ill after all."""
    await one_press(teacher)
    await teacher.some_time("08:30", "10:20")
    await teacher.correct(2, "37.9")


async def emptied(teacher: Teacher) -> None:
    """A fuller answer is not wiped by a quick word."""
    await teacher.some_time("07:31", "09:10")
    if await teacher.fever(0, "38.2"):
        await teacher.some_time("09:20", "10:20")
        teacher.say("全班正常", {})


async def by_the_deputy(teacher: Teacher) -> None:
    """The head teacher is away; the deputy hears of it with the second chase."""
    await teacher.until("08:21")
    await teacher.zero(deputy=True)


async def two_hands(teacher: Teacher) -> None:
    """Head teacher and deputy press at the same time."""
    await teacher.until("08:25")
    await teacher.zero(deputy=True)
    await teacher.zero()


async def late(teacher: Teacher) -> None:
    """After the cut-off."""
    await teacher.some_time("09:01", "10:20")
    await teacher.zero()


async def snoozed(teacher: Teacher) -> None:
    """Later, please."""
    await teacher.some_time("07:31", "07:50")
    await teacher.snooze()
    await late(teacher)


async def silent(teacher: Teacher) -> None:
    """Not a word all day."""


async def away_for_a_while(teacher: Teacher) -> None:
    """Locks the bot out, and lets it in again."""
    phone: Phone = teacher.phone()
    await teacher.some_time("06:00", "08:30")
    teacher.book.ever_blocked.add(phone.user_id)
    teacher.story.tell(f"{teacher.class_name} blocks the bot")
    phone.block(True)
    if teacher.chance.random() < 0.6:
        await teacher.some_time("08:00", "09:30")
        phone.block(False)
        teacher.story.tell(f"{teacher.class_name} lets the bot in")
        await teacher.zero()


async def well_again(teacher: Teacher) -> None:
    """Who was ill the day before is back, and must be spoken for."""
    await teacher.until("07:31")
    await teacher.back_at_school()


MORNINGS: dict[Morning, int] = {
    one_press: 30,
    early: 8,
    typed: 8,
    second_thought: 10,
    fever: 8,
    left_lying: 4,
    corrected: 6,
    emptied: 4,
    by_the_deputy: 6,
    two_hands: 6,
    late: 6,
    snoozed: 4,
    silent: 4,
    away_for_a_while: 4,
}
"""How often each kind of morning comes."""


def draw_morning(chance: random.Random) -> Morning:
    """One of them."""
    return chance.choices(list(MORNINGS), list(MORNINGS.values()))[0]

"""The world of one seed: a town, its emulator, the program's lives, and what befalls them."""

from __future__ import annotations

import asyncio
import logging
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from emulator.server import Emulator
from scheduler.tick import ROLL_UP_GAP_S
from tests.clock import MONDAY, instant
from tests.simulation.disk import Disk
from tests.simulation.followers import Followers
from tests.simulation.judge import judge, judge_lock
from tests.simulation.life import Life
from tests.simulation.line import Wires
from tests.simulation.mornings import draw_morning, well_again
from tests.simulation.officers import Officer
from tests.simulation.program import TOKEN, Program
from tests.simulation.story import Story
from tests.simulation.teachers import Book, Teacher
from tests.simulation.town import Town, found_town, give_phones
from tests.simulation.troubles import draw_trouble, line
from tests.simulation.virtual_time import VirtualClock, run_virtually

FIRST_DAY = date.fromisoformat(MONDAY)
MEMORY = Path("/dev/shm")  # noqa: S108 - only where it is there, for speed
RESTART_S = (1.1, 6.0)
QUIET_WITHIN_S = 900.0
AFTER_SICK_S = 3.0
"""How long what waited for a sick disk may still be leaving."""
LOOK_EVERY_S = 3.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a seed."""

    seed: int
    wrong: tuple[str, ...]
    story: tuple[str, ...]
    answers: int
    lives: int
    sends: int


@dataclass(eq=False)
class World:
    """Everything there is while a seed runs."""

    seed: int
    chance: random.Random
    emulator: Emulator
    clock: VirtualClock
    story: Story
    disk: Disk
    wires: Wires
    town: Town
    group: asyncio.TaskGroup
    day: date = FIRST_DAY
    calm: bool = False
    book: Book = field(default_factory=Book)
    lives: list[Life] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    answered_at: dict[int, float] = field(default_factory=dict)
    handled: list[int] = field(default_factory=list)
    _in_doubt: Counter[int] = field(default_factory=Counter)
    _sick: list[tuple[float, float]] = field(default_factory=list)
    _sick_since: float | None = None
    _kill_at_commit: int | None = None
    _away_minutes: int = 0
    _off_until_ms: int = 0
    _over: bool = False

    # -- what befalls the program --------------------------------------------------------------

    def kill_soon(self, hops: int, *, away_minutes: int = 0) -> None:
        """End the present life so many awaits from now."""
        life = self.lives[-1]
        life.fatal = life.hops + hops
        self._away_minutes = away_minutes

    def kill_at_commit(self, commits: int) -> None:
        """End the present life right after the nth commit from now, before anybody hears of it."""
        self._kill_at_commit = commits

    def later(self, seconds: float, work: Callable[[], None]) -> None:
        """Do something in a while."""
        asyncio.get_running_loop().call_later(seconds, work)

    def heal_disk(self) -> None:
        """The disk is well again."""
        if self._sick_since is not None:
            self.disk.heal()
            self._sick.append((self._sick_since, self.clock.monotonic()))
            self._sick_since = None
            self.story.tell("the disk is well")

    def make_disk_sick(self, how: str) -> None:
        """The disk is full, or busy, until healed."""
        self.heal_disk()
        self.disk.fail(how)
        self._sick_since = self.clock.monotonic()
        self.story.tell(f"the disk is {how}")

    def disk_was_sick(self, at: float) -> bool:
        """Whether requests that left then may have waited for the disk."""
        return any(since <= at <= until + AFTER_SICK_S for since, until in self._sick)

    def doubts(self, chat_id: int | None, method: str = "sendMessage") -> int:
        """How often nobody could know whether something had come to this chat."""
        unheard = sum(
            one.in_doubt and one.chat_id == chat_id and one.method == method
            for one in self.wires.departures
        )
        return unheard + self._in_doubt[chat_id or 0]

    def set_clock(self, now_ms: int, why: str) -> None:
        """Set civil time, within the morning."""
        latest = instant(f"{self.day} 16:00")
        self.emulator.world.clock.turn(
            now_ms=max(min(now_ms, latest), instant(f"{self.day} 04:50"))
        )
        self.story.tell(why)

    # -- the program's lives ---------------------------------------------------------------------

    async def keep_alive(self) -> None:
        """Start the program whenever it is not there."""
        program = Program(self.disk, self.wires, self.clock, self._committed)
        while not self._over:
            await self.clock.until(self._off_until_ms)
            await self._live(program)
            if self._over:
                return
            self.heal_disk()
            if self._away_minutes:
                away_ms = self._away_minutes * 60_000
                self.set_clock(self.clock.now_ms() + away_ms, f"off for {self._away_minutes} min")
                self._away_minutes = 0
            await asyncio.sleep(self.chance.uniform(*RESTART_S))

    async def _live(self, program: Program) -> None:
        number = len(self.lives) + 1
        life = Life(number, chance_of(self.seed, number))
        self.lives.append(life)
        self._kill_at_commit = None
        self.story.tell(f"life {number} begins")
        life.main = self.group.create_task(program.live(life))
        await asyncio.wait([life.main])
        if not life.dead:
            life.died = self.clock.monotonic()
            error = None if life.main.cancelled() else life.main.exception()
            self.wrong.append(f"the program ended by itself: {error!r}")
            logging.getLogger(__name__).error("the program ended", exc_info=error)
        stranded = self.disk.look(
            "SELECT c.address, o.kind FROM outbox o JOIN chat c ON c.id = o.chat_id"
            " WHERE o.state = 'sending'"
        )
        self._in_doubt.update(int(address) for address, _ in stranded)
        kinds = ", ".join(f"{kind} to {address}" for address, kind in stranded)
        self.story.tell(f"life {number} ends after {life.hops} awaits; being sent: {kinds or '-'}")

    def _committed(self, connection: sqlite3.Connection) -> None:
        """After each work of the writer: what became of rounds and updates."""
        for row in connection.execute("SELECT id, revision FROM round WHERE revision > 0"):
            if row[0] not in self.answered_at:
                self.answered_at[row[0]] = self.clock.monotonic()
                self.story.tell(f"round {row[0]} is answered")
        known = set(self.handled)
        for row in connection.execute(
            "SELECT update_id FROM inbox WHERE state <> 'open' ORDER BY update_id"
        ):
            if row[0] not in known:
                self.handled.append(row[0])
        if self._kill_at_commit is not None:
            self._kill_at_commit -= 1
            if self._kill_at_commit <= 0:
                self._kill_at_commit = None
                self.lives[-1].die()

    # -- a day -------------------------------------------------------------------------------------

    async def run_day(self, day: date) -> None:
        """One school day, from before five to after the lock."""
        self.day, self.calm = day, False
        civil = self.emulator.world.clock
        civil.turn(now_ms=instant(f"{day} 04:58"), speed=self.chance.choice((60, 120, 240)))
        self.story.tell(f"{day} begins, {civil.speed:g} times as fast")
        line(self, self.chance)
        if self.chance.random() < 0.2:
            self._sleep_in()
        async with asyncio.TaskGroup() as teachers:
            befalling = teachers.create_task(self._befall())
            mornings = [
                teachers.create_task(self._morning(teacher)) for teacher in self._teachers()
            ]
            mornings += [
                teachers.create_task(officer.day_of_work()) for officer in self._officers()
            ]
            mornings += [
                teachers.create_task(followers.day_of_work()) for followers in self._followers()
            ]
            await self.clock.until(instant(f"{day} 10:45"))
            befalling.cancel()
            self._calm()
            await asyncio.wait(mornings)
        await self._quiet()
        self.wrong += judge(self, day)
        civil.turn(now_ms=instant(f"{day} 18:00"), speed=1)
        await self._quiet()
        self.wrong += judge_lock(self, day)

    def _sleep_in(self) -> None:
        """The machine is off when the day begins, and for some hours."""
        minutes = self.chance.randint(5, 300)
        self._off_until_ms = self.clock.now_ms() + minutes * 60_000
        self.story.tell(f"the machine is off for {minutes} minutes")
        if self.lives:
            self.lives[-1].die()

    def _teachers(self) -> list[Teacher]:
        return [
            Teacher(
                school,
                class_name,
                self.day,
                chance_of(self.seed, self.day, school.id, class_name),
                self.emulator,
                self.clock,
                self.book,
                self.story,
            )
            for school in self.town.schools
            for class_name in school.classes
        ]

    def _officers(self) -> list[Officer]:
        return [
            Officer(
                school,
                key,
                self.day,
                chance_of(self.seed, self.day, school.id, key),
                self.emulator,
                self.clock,
                self.story,
            )
            for school in self.town.schools
            for key in ("health_officer", "principal")
        ]

    def _followers(self) -> list[Followers]:
        return [
            Followers(
                school,
                f"s{number}",
                self.day,
                chance_of(self.seed, self.day, school.id, "cases"),
                self.emulator,
                self.clock,
                self.story,
            )
            for number, school in enumerate(self.town.schools)
        ]

    async def _morning(self, teacher: Teacher) -> None:
        ill = any(one.class_id == teacher.class_id and one.ill for one in self.book.submitted)
        morning = well_again if ill else draw_morning(teacher.chance)
        self.story.tell(f"{teacher.school.id}/{teacher.class_name}: {morning.__name__}")
        await morning(teacher)

    async def _befall(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(1.0, 20.0))
            if self.lives and not self.lives[-1].dead:
                draw_trouble(self.chance)(self, self.chance)

    def _calm(self) -> None:
        """Nothing goes wrong any more, after one last kill."""
        self.calm = True
        self.emulator.faults.clear()
        self.heal_disk()
        self._kill_at_commit = None
        self._away_minutes = 0
        self.story.tell("calm")
        self.lives[-1].die()

    async def _quiet(self) -> None:
        """Wait until nothing has been left to do for longer than a roll-up rests."""
        until = self.clock.monotonic() + QUIET_WITHIN_S
        quiet = 0
        while quiet * LOOK_EVERY_S < ROLL_UP_GAP_S + 2 * LOOK_EVERY_S:
            await asyncio.sleep(LOOK_EVERY_S)
            quiet = 0 if self._busy() else quiet + 1
            if self.clock.monotonic() > until:
                self.wrong.append(f"never quiet: {self._busy()}")
                return

    def _busy(self) -> list[str]:
        no_life = not self.lives or self.lives[-1].dead
        return self.disk.left_to_do(self.clock.now_ms()) + ["no life"] * no_life

    def end(self) -> None:
        """The world ends."""
        self._over = True
        self.lives[-1].die()
        self.emulator.close()
        for task in self.wires.under_way:
            task.cancel()


def simulate(seed: int) -> Outcome:
    """Run the days of one seed. The same seed gives the same story."""
    folder = str(MEMORY) if MEMORY.is_dir() else None
    random.seed(seed)  # the poller spreads its retries by the module's own chance
    with tempfile.TemporaryDirectory(prefix="simulation", dir=folder) as name:
        return run_virtually(_simulate(seed, Path(name) / "chenjian.db"))


def chance_of(*what: object) -> random.Random:
    """The chance that belongs to something: the same again for the same."""
    return random.Random("/".join(map(str, what)))  # noqa: S311 - guards nothing


async def _simulate(seed: int, path: Path) -> Outcome:
    chance = chance_of(seed)
    monotonic = asyncio.get_running_loop().time
    emulator = Emulator(
        TOKEN,
        clock_start_ms=instant("04:58"),
        enforce_pace=False,
        monotonic=monotonic,
        sleep=asyncio.sleep,
    )
    clock = VirtualClock(emulator.world.clock)
    story = Story(monotonic, clock.now_ms)
    root = logging.getLogger()
    root.addHandler(story)
    try:
        town = found_town(path, chance)
        give_phones(town, emulator)
        async with asyncio.TaskGroup() as group:
            wires = Wires(emulator, group, chance)
            world = World(seed, chance, emulator, clock, story, Disk(path), wires, town, group)
            group.create_task(world.keep_alive())
            days = 2 if seed % 4 == 3 else 1
            for number in range(days):
                await world.run_day(FIRST_DAY + timedelta(days=number))
            world.end()
    finally:
        root.removeHandler(story)
    return Outcome(
        seed,
        tuple(world.wrong),
        tuple(story.lines),
        answers=len(world.book.submitted),
        lives=len(world.lives),
        sends=len(wires.departures),
    )

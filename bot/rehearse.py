"""``chenjian rehearse``: the next school morning on a copy, before an emulator, in one minute.

Neither the real database nor Telegram takes part: the copy stands in a folder that is thrown away,
and the bot beside the emulator gets settings that hold nothing of the environment's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from time import monotonic

import httpx

from bot.backup_command import copied
from bot.clock import COMMAND_PATIENCE_S, UrlClock, clock_of
from bot.demo import a_client, bot_beside, settings_beside
from bot.demo_actor import Actor
from bot.demo_clock import Hand
from bot.demo_play import Play
from bot.demo_script import Act
from bot.refused import Refused
from bot.settings import Settings
from domain.day_plan import StepKind, instant_ms, school_day_of
from domain.roster import Role, UnitKind
from emulator.pace import Pace
from emulator.phone import people
from emulator.server import Emulator, running
from scheduler.plan import owes
from storage import rehearsal
from storage.calendar_seed import seed, years_around
from storage.database import opened, snapshot
from storage.rehearsal import MadePhone
from storage.rounds import Round
from storage.runner import Connection, connect
from storage.transaction import Transaction

AHEAD_DAYS = 90
"""How far the next school day is looked for: further than a summer."""
FIRST_MOMENT = time(0, 1)
MINUTE_MS = 60_000
SPREAD = 5
"""Minutes over which the head teachers answer."""
HELP_AFTER = 2
"""Minutes after the second reminder at which deputies answer."""
QUIET_WITHIN_S = 15.0
LOOK_EVERY_S = 0.05
PER_SECOND = 40
"""What the emulator takes; one process plays Telegram, bot and school."""
_ALL = 1_000_000
_FOREVER = 2**62
_LABEL = {"zh": "正常", "en": "normal"}
"""What stands on the button that says a class is well."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Who would not be asked as things stand: ``(school, class)`` without anybody to report;
    ``(code, name, role, unit)`` with a duty and no chat; ``(code, name)`` whom words do not reach.
    """

    classes: Sequence[tuple[str, str]]
    not_enrolled: Sequence[tuple[str, str, str, str]]
    unreachable: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A morning that was played, and the copy that holds it. ``failed`` counts people who looked
    in vain for the button.
    """

    day: date
    database: Path
    gaps: Gaps
    first_note: int
    end_ms: int
    failed: int


async def play_next_morning(settings: Settings, folder: Path, *, enrolled_only: bool) -> Rehearsed:
    """Play the next school day on a copy in ``folder``. Raises Refused."""
    database = folder / "chenjian.db"
    copied(settings, database)
    async with clock_of(settings, COMMAND_PATIENCE_S) as clock:
        today = school_day_of(clock.now_ms(), settings.zone)
    async with opened(database) as copy:
        day = await copy.write(lambda tx: _next_school_day(tx, today))
        start_ms = instant_ms(day, FIRST_MOMENT, settings.zone)
        gaps = await copy.read(lambda tx: _gaps(tx, day))
        first_note = await copy.write(
            lambda tx: _make_ready(tx, day, start_ms, enrolled_only=enrolled_only)
        )
        phones = await copy.read(rehearsal.phones)
    pace = Pace(monotonic, per_second=PER_SECOND)
    emulator = Emulator(clock_start_ms=start_ms, speed=0.0, pace=pace)
    async with running(emulator) as address, a_client() as client:
        actors = await _actors(emulator, client, address, phones)
        clock_beside = UrlClock(client, f"{address}/control/clock")
        await clock_beside.first_answer()
        play = Play(actors, Hand(client, address, clock_beside))
        zone, language = settings.time_zone, settings.language
        beside = settings_beside(emulator, address, database, zone, language)
        async with bot_beside(beside, clock_beside):
            with closing(connect(database, read_only=True)) as connection:
                morning = _Morning(connection, play, frozenset(actors), day, _LABEL[language])
                end_ms = await morning.play(start_ms)
    return Rehearsed(day, database, gaps, first_note, end_ms, play.failed)


def _next_school_day(tx: Transaction, today: date) -> date:
    """The first day after today on which any school has school. Raises Refused."""
    seed(tx, years_around(today))
    if not tx.roster.of_kind(UnitKind.CLASS, today):
        raise Refused("no_roster")
    schools = tx.roster.of_kind(UnitKind.SCHOOL, today)
    for ahead in range(1, AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        if any(owes(tx, school.id, day) for school in schools):
            return day
    raise Refused("rehearse_no_day", days=AHEAD_DAYS)


def _gaps(tx: Transaction, day: date) -> Gaps:
    names = {school.id: school.name for school in tx.roster.of_kind(UnitKind.SCHOOL, day)}
    return Gaps(
        classes=[
            (names.get(unit.school_id or 0, ""), unit.name)
            for unit in tx.roster.of_kind(UnitKind.CLASS, day)
            if not tx.roster.reporters(unit.id, day)
        ],
        not_enrolled=[
            (row["code"], row["name"], row["role"], row["unit"])
            for row in tx.invites.everybody(day)
            if not row["enrolled"]
        ],
        unreachable=rehearsal.unreachable(tx),
    )


def _make_ready(tx: Transaction, day: date, start_ms: int, *, enrolled_only: bool) -> int:
    newest = rehearsal.make_ready(tx, day, start_ms)
    if not enrolled_only:
        missing = [row["id"] for row in tx.invites.everybody(day) if not row["enrolled"]]
        rehearsal.give_phones(tx, missing, start_ms)
    return newest


async def _actors(
    emulator: Emulator, client: httpx.AsyncClient, address: str, phones: Sequence[MadePhone]
) -> Mapping[str, Actor]:
    """A phone for everybody who has a chat, by the person's id; all have pressed Start before."""
    users = [{"id": int(phone.address), "first_name": phone.name} for phone in phones]
    await people(client, address, users)
    for phone in phones:
        emulator.world.people[int(phone.address)].started = True
    return {str(phone.person_id): Actor(client, address, int(phone.address)) for phone in phones}


class _Morning:
    """Turns the clock from step to step; the head teachers answer after they were asked."""

    def __init__(
        self,
        connection: Connection,
        play: Play,
        with_phone: frozenset[str],
        day: date,
        label: str,
    ) -> None:
        self._connection = connection
        self._play = play
        self._with_phone = with_phone
        self._day = day
        self._label = label

    async def play(self, start_ms: int) -> int:
        """From the first rounds to the last roll-up; gives when it ended."""
        await self._at(start_ms)
        due = self._due()
        opens = sorted({at_ms for kind, at_ms, _ in due if kind is StepKind.OPEN})
        for at_ms in opens:
            await self._at(at_ms)
        acts = self._answers({unit: at_ms for kind, at_ms, unit in due if kind is StepKind.ASK})
        helping = {
            at_ms + HELP_AFTER * MINUTE_MS for kind, at_ms, _ in due if kind is StepKind.CHASE_2
        }
        now_ms = max(opens, default=start_ms)
        for at_ms in sorted({at_ms for _, at_ms, _ in due} | set(acts) | helping):
            if at_ms <= now_ms:
                continue
            helpers = self._helpers() if at_ms in helping else []
            await self._at(at_ms, [*acts.get(at_ms, ()), *helpers])
            now_ms = at_ms
        await self._at(now_ms + MINUTE_MS)
        return now_ms + MINUTE_MS

    def _due(self) -> list[tuple[StepKind, int, int]]:
        """``(step, instant, unit)`` of the morning; lock and evening are not played."""
        steps = snapshot(self._connection, lambda tx: tx.days.due(_FOREVER, _ALL))
        return [
            (StepKind(step.step), step.due_ms, step.unit_id)
            for step in steps
            if step.day == self._day and step.step not in (StepKind.LOCK, StepKind.EVENING)
        ]

    def _answers(self, asked_ms: Mapping[int, int]) -> dict[int, list[Act]]:
        """One press for each class, some minutes after its school was asked."""
        acts: dict[int, list[Act]] = {}
        for number, round_ in enumerate(self._outstanding()):
            minutes = 1 + number % SPREAD
            at_ms = asked_ms[round_.school_id] + minutes * MINUTE_MS
            acts.setdefault(at_ms, []).extend(self._press(round_, Role.HEAD_TEACHER)[:1])
        return acts

    def _helpers(self) -> list[Act]:
        """The deputies of classes that are still outstanding."""
        return [act for one in self._outstanding() for act in self._press(one, Role.DEPUTY)[:1]]

    def _press(self, round_: Round, role: Role) -> list[Act]:
        """A press by each who can be asked for a class: its reporters, or its deputies."""

        def look(tx: Transaction) -> list[str]:
            if role is Role.DEPUTY:
                found = [m for m in tx.roster.members(round_.unit.id, self._day) if m.role is role]
            else:
                found = tx.roster.reporters(round_.unit.id, self._day)
            return [str(member.person.id) for member in found]

        who = [one for one in snapshot(self._connection, look) if one in self._with_phone]
        return [Act(role.value, one, (f"[{self._label}]",), about=round_.unit.name) for one in who]

    def _outstanding(self) -> list[Round]:
        def look(tx: Transaction) -> list[Round]:
            return [
                round_
                for school in tx.roster.of_kind(UnitKind.SCHOOL, self._day)
                for round_ in tx.rounds.of_school(school.id, self._day)
                if round_.state == "open" and not round_.revision
            ]

        return snapshot(self._connection, look)

    async def _at(self, now_ms: int, acts: Sequence[Act] = ()) -> None:
        """It is this late: the bot does what falls due, and these people answer."""
        await self._play.at(now_ms)
        await self._quiet(now_ms)
        if acts:
            await self._play.at(now_ms, acts)
            await self._quiet(now_ms)

    async def _quiet(self, now_ms: int) -> None:
        """Wait until the bot has nothing to do, or a living text waits for its ten seconds."""

        def busy(tx: Transaction) -> bool:
            return bool(
                tx.days.unplanned(self._day, 1)
                or tx.days.due(now_ms, 1)
                or tx.days.touched(1)
                or any(depth.count for depth in tx.vitals.inbox() if depth.state == "open")
                or any(depth.count for depth in tx.vitals.outbox(now_ms)[:3])
            )

        for _ in range(round(QUIET_WITHIN_S / LOOK_EVERY_S)):
            if not snapshot(self._connection, busy):
                return
            await asyncio.sleep(LOOK_EVERY_S)

"""The tick: one look at what is owed by now, and at what follows from what was said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from domain.day_plan import StepKind, school_day_of, wave_runs_into
from domain.errors import StorageTrouble
from domain.mishap import where
from domain.ports import Clock
from domain.roster import UnitKind
from scheduler.alert_ladder import climb
from scheduler.calendar_told import schools_of, tell_school, tell_undone
from scheduler.case_steps import follow_cases
from scheduler.escalation import keep_lists_true
from scheduler.exposures import match_anew
from scheduler.following import Said, follow, follow_above, said_now, tell_liaisons
from scheduler.moment import Moment
from scheduler.plan import close_missed, plan_unit
from scheduler.retention import let_go
from scheduler.steps import take
from scheduler.watch import Watch
from storage.calendar_changes import Change
from storage.database import Database
from storage.days import DueStep
from storage.transaction import Transaction
from storage.writer import Piece

P = ParamSpec("P")
T = TypeVar("T")

AT_MOST = 500
"""Units, steps or schools looked at in one go."""
AT_ONCE = 8
"""Pieces given to the writer together. They share a commit, and an answer that comes meanwhile
waits for no more than these (docs/decisions/0006)."""
DAYS_BACK = 14
"""How far back days that passed unseen are still planned."""
FAILED_REST_S = 60.0
ROLL_UP_GAP_S = 10.0
REMEMBER_S = 60.0
_LAST_TICK = "last_tick"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there is to do, in one look."""

    unplanned: list[tuple[int, UnitKind, date]]
    due: list[DueStep]
    touched: list[tuple[int, date]]
    changes: list[Change]
    alerts: list[int]
    travelled: list[int]
    cases: list[int]


class Tick:
    """Plans days, takes steps that are due, follows up what was said; a piece for each unit.

    The database holds what is owed and what was done, so a tick may come at any time and as often
    as it likes. With nothing to do it is one read.
    """

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._watch = Watch(database, clock, zone)
        self._last_ms: int | None = None
        self._silent_since_ms: int | None = None
        self._remembered = float("-inf")
        self._failed: dict[Hashable, float] = {}
        self._above: set[tuple[int, date]] = set()
        self._rolled: dict[tuple[int, date], float] = {}

    async def tick(self) -> None:
        """One look at the day. Trouble with the disk is left to the next one."""
        try:
            await self._tick()
        except StorageTrouble as trouble:
            log.warning("the tick could not write: %s", where(trouble))

    async def _tick(self) -> None:
        now_ms = self._clock.now_ms()
        first = self._last_ms is None
        since_ms = now_ms if self._last_ms is None else min(self._last_ms, now_ms)
        moment = Moment(now_ms, since_ms, self._zone)
        days = await self._days(moment)
        seen = await self._look(days, now_ms)
        if first:
            await self._after_silence(seen, moment)
        if seen.unplanned:
            await self._plan(days, seen, moment)
        if seen.unplanned or seen.due:
            await self._take_steps(moment)
        await self._attempt_all(
            (("alert", alert_id), _on(climb, alert_id, moment))
            for alert_id in seen.alerts
            if not self._resting(("alert", alert_id))
        )
        await self._attempt_all(
            (("areas", school_id), _on(match_anew, school_id, moment))
            for school_id in seen.travelled
            if not self._resting(("areas", school_id))
        )
        await self._attempt_all(
            (("cases", school_id), _on(follow_cases, school_id, moment))
            for school_id in seen.cases
            if not self._resting(("cases", school_id))
        )
        await self._follow(seen.touched, now_ms)
        await self._tell(seen.changes, moment)
        await self._roll_up(now_ms)
        await self._look_back(now_ms, first=first)
        self._last_ms = now_ms
        await self._remember(now_ms)

    async def _days(self, moment: Moment) -> list[date]:
        """Today, and the days since the last tick, oldest first."""
        last_ms = self._last_ms
        if last_ms is None:
            noted = await self._database.read(lambda tx: tx.days.memo(_LAST_TICK))
            self._silent_since_ms = None if noted is None else int(noted)
            last_ms = moment.now_ms if noted is None else int(noted)
        gone = (moment.day - school_day_of(last_ms, self._zone)).days
        back = min(max(gone, 0), DAYS_BACK)
        return [moment.day - timedelta(days=n) for n in range(back, -1, -1)]

    async def _look(self, days: list[date], now_ms: int) -> _Seen:
        def look(tx: Transaction) -> _Seen:
            unplanned = [
                (unit_id, kind, day)
                for day in days
                for unit_id, kind in tx.days.unplanned(day, AT_MOST + len(self._failed))
            ]
            due = tx.days.due(now_ms, AT_MOST + len(self._failed))
            changes = tx.calendar_changes.untold()
            alerts = tx.alerts.due(now_ms, AT_MOST + len(self._failed))
            touched, travelled = tx.days.touched(AT_MOST), tx.areas.to_match(AT_MOST)
            cases = tx.cases.due_schools(now_ms, AT_MOST + len(self._failed))
            return _Seen(unplanned, due, touched, changes, alerts, travelled, cases)

        return await self._database.read(look)

    async def _after_silence(self, seen: _Seen, moment: Moment) -> None:
        """The process has just begun: close what was planned before and passed meanwhile."""
        silent = await self._database.read(
            lambda tx: dict.fromkeys(
                (step.unit_id, step.day) for step in tx.days.due(moment.now_ms, 1_000_000)
            )
        )
        await self._attempt_all(
            (("silence", unit_id, day), _on(close_missed, unit_id, day, moment))
            for unit_id, day in silent
        )
        self._above.update(await self._database.read(lambda tx: tx.plans.rolled_up(moment.day)))

    async def _plan(self, days: list[date], seen: _Seen, moment: Moment) -> None:
        """Plan each unit's day, schools before the units above them."""
        while waiting := [u for u in seen.unplanned if not self._resting(("plan", u[0], u[2]))]:
            for above in (False, True):
                await self._attempt_all(
                    (("plan", unit_id, day), _on(plan_unit, unit_id, kind, day, moment))
                    for unit_id, kind, day in waiting
                    if kind.above_school is above
                )
            seen = await self._look(days, moment.now_ms)
        for wave in await self._database.read(lambda tx: tx.plans.waves(moment.day)):
            over = wave_runs_into(wave.classes, wave.at_ms, wave.next_step_ms)
            if over is not None:
                log.warning(
                    "asking %d classes at once runs %.0f s into the next step:"
                    " set other times for some of the schools",
                    wave.classes,
                    over,
                )

    async def _take_steps(self, moment: Moment) -> None:
        """Every step that is due, in order, however far the clock has gone."""
        while True:
            due = await self._database.read(
                lambda tx: tx.days.due(moment.now_ms, AT_MOST + len(self._failed))
            )
            fresh = [step for step in due if not self._resting(step)]
            if not fresh:
                return
            # Only one step's pieces share a commit: who missed both is asked before being chased.
            for kind, steps in groupby(fresh, lambda step: step.step):
                if kind == StepKind.ROLL_UP:
                    for step in steps:
                        await self._take_roll_up(step, moment)
                else:
                    await self._attempt_all((step, _on(take, step, moment)) for step in steps)

    async def _take_roll_up(self, step: DueStep, moment: Moment) -> None:
        """The liaisons of the schools right below, a piece for each school, and then the unit.

        A stop in between does no harm: the step is owed until the last of them, and what was put
        once is not put again.
        """
        unit_id, day = step.unit_id, step.day
        schools = await self._database.read(lambda tx: tx.plans.schools_with_liaison(unit_id, day))
        await self._attempt_all(
            (("liaisons", school_id, day), _on(tell_liaisons, school_id, day, moment.now_ms))
            for school_id in schools
        )
        said = await self._said(unit_id, day)
        await self._attempt(step, _on(take, step, moment, said))

    async def _follow(self, touched: list[tuple[int, date]], now_ms: int) -> None:
        fresh = [one for one in touched if not self._resting(("follow", *one))]
        followed = await self._attempt_all(
            (("follow", school_id, day), _on(_follow_school, school_id, day, now_ms))
            for school_id, day in fresh
        )
        for (_, day), above in zip(fresh, followed, strict=True):
            self._above.update((unit_id, day) for unit_id in above or ())

    async def _tell(self, changes: list[Change], moment: Moment) -> None:
        """Those whose days a change of the calendar moves hear of it, a school in a piece. What was
        said once is not said again, so a stop in between does no harm.
        """
        for change in changes:
            schools = await self._database.read(_on(schools_of, change, moment.day))
            if change.state == "in_force":
                await self._attempt_all(
                    (("tell", change.id, school_id), _on(tell_school, change, school_id, moment))
                    for school_id in schools
                )
            else:
                await self._attempt(("tell", change.id), _on(tell_undone, change, moment))
            await self._database.write(_on(_told, change.id))

    async def _roll_up(self, now_ms: int) -> None:
        """Roll-ups that were sent change at most every ten seconds: a city is much to add up."""
        now = self._clock.monotonic()
        for unit_id, day in sorted(self._above):
            key = (unit_id, day)
            if now - self._rolled.get(key, float("-inf")) < ROLL_UP_GAP_S:
                continue
            self._above.discard(key)
            self._rolled[key] = now
            said = await self._said(unit_id, day)
            await self._attempt(("above", *key), _on(follow_above, unit_id, day, now_ms, said))
        if not self._above:
            gone = [key for key, at in self._rolled.items() if now - at > ROLL_UP_GAP_S]
            for key in gone:
                del self._rolled[key]

    async def _look_back(self, now_ms: int, *, first: bool) -> None:
        """Whether anything of the day is late, or was missed in the silence before the start.

        A mistake in the watch is logged and must not stop the day itself.
        """
        try:
            if first and self._silent_since_ms is not None:
                await self._watch.tell_missed(self._silent_since_ms, now_ms)
            await self._watch.look(now_ms)
        except StorageTrouble:
            raise
        except Exception as error:
            log.error("the watch failed: %s", where(error))

    async def _said(self, unit_id: int, day: date) -> Said | None:
        # Read beside the writer: no answer waits while a city is added up.
        return await self._database.read(_on(said_now, unit_id, day))

    async def _remember(self, now_ms: int) -> None:
        """Note that we are alive, once a minute: the next start knows which days it has missed.

        What is long done is let go of beside it.
        """
        now = self._clock.monotonic()
        if now - self._remembered >= REMEMBER_S:
            await self._database.write(lambda tx: tx.days.remember(_LAST_TICK, str(now_ms)))
            await self._database.write(_on(let_go, now_ms))
            self._remembered = now

    def _resting(self, key: Hashable) -> bool:
        until = self._failed.get(key)
        return until is not None and until > self._clock.monotonic()

    async def _attempt(self, key: Hashable, piece: Piece[T]) -> T | None:
        """Run a piece; one that fails is logged, rests for a minute and stops no other."""
        return (await self._attempt_all([(key, piece)]))[0]

    async def _attempt_all(self, pieces: Iterable[tuple[Hashable, Piece[T]]]) -> list[T | None]:
        """Run pieces in this order, a few to a commit; None for each that failed."""
        waiting = iter(pieces)
        results: list[T | None] = []
        while some := list(islice(waiting, AT_ONCE)):
            futures = [self._database.writer.submit(piece) for _, piece in some]
            outcomes = await asyncio.gather(*futures, return_exceptions=True)
            for (key, _), outcome in zip(some, outcomes, strict=True):
                results.append(self._settled(key, outcome))
        return results

    def _settled(self, key: Hashable, outcome: T | BaseException) -> T | None:
        if not isinstance(outcome, BaseException):
            self._failed.pop(key, None)
            return outcome
        if isinstance(outcome, StorageTrouble) or not isinstance(outcome, Exception):
            raise outcome
        log.error("%s failed: %s", key, where(outcome))
        self._failed[key] = self._clock.monotonic() + FAILED_REST_S
        return None


def _told(tx: Transaction, change_id: int) -> None:
    tx.calendar_changes.told(change_id)


def _follow_school(tx: Transaction, school_id: int, day: date, now_ms: int) -> list[int]:
    """The digest and the lists of who is missing; gives the units above."""
    keep_lists_true(tx, school_id, day, now_ms)
    return follow(tx, school_id, day, now_ms)


def _on(
    work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
) -> Callable[[Transaction], T]:
    """The work as a piece: everything but the transaction is given."""
    return lambda tx: work(tx, *args, **kwargs)

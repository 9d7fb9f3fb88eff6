"""The day of a unit as stored: its plan, its steps, its digest's versions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.roster import UnitKind
from storage.named import queries


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step of a unit's day that is owed."""

    unit_id: int
    day: date
    step: str
    due_ms: int


@dataclass(frozen=True, slots=True)
class Published:
    """The newest version of a unit's digest; ``figures`` is the JSON text it said."""

    version: int
    figures: str
    at_ms: int


class Days:
    """The tables ``day_plan``, ``day_step``, ``touched``, ``digest`` and ``memo``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("days")

    def unplanned(self, day: date, most: int) -> list[tuple[int, UnitKind]]:
        """Schools and units above them whose day has not been planned."""
        rows = self._q.unplanned(self._c, day=day.isoformat(), most=most)
        return [(unit_id, UnitKind(kind)) for unit_id, kind in rows]

    def plan(self, unit_id: int, day: date, *, school_day: bool, year_known: bool) -> None:
        """Say that a unit's day is planned."""
        self._q.plan_day(
            self._c,
            unit_id=unit_id,
            day=day.isoformat(),
            school_day=int(school_day),
            year_known=int(year_known),
        )

    def plan_of(self, unit_id: int, day: date) -> tuple[bool, bool] | None:
        """``(school_day, year_known)`` of a planned day."""
        row = self._q.plan_of(self._c, unit_id=unit_id, day=day.isoformat())
        return None if row is None else (bool(row[0]), bool(row[1]))

    def forget_plans(self, unit_id: int, day: date) -> None:
        """Plan the unit and everything below it again from this day on."""
        self._q.forget_plans(self._c, unit_id=unit_id, day=day.isoformat())
        self._stir("day")

    def forget_all_plans(self, day: date) -> None:
        """Plan everybody again from this day on."""
        self._q.forget_all_plans(self._c, day=day.isoformat())
        self._stir("day")

    def owe(self, unit_id: int, day: date, step: str, due_ms: int) -> None:
        """A step is owed at an instant; a step that is done stays done."""
        self._q.owe_step(self._c, unit_id=unit_id, day=day.isoformat(), step=step, due_ms=due_ms)

    def drop_owed(self, unit_id: int, day: date) -> None:
        """Nothing more is owed on a day (it became a holiday)."""
        self._q.drop_owed(self._c, unit_id=unit_id, day=day.isoformat())

    def due(self, now_ms: int, most: int) -> list[DueStep]:
        """Steps that are owed and due, in the order they fell due."""
        return [
            DueStep(unit_id, date.fromisoformat(day), step, due_ms)
            for unit_id, day, step, due_ms in self._q.due(self._c, now_ms=now_ms, most=most)
        ]

    def steps_of(self, unit_id: int, day: date) -> list[sqlite3.Row]:
        """``(step, due_ms, state, done_ms)`` of a unit's day."""
        return list(self._q.steps_of(self._c, unit_id=unit_id, day=day.isoformat()))

    def finish(self, unit_id: int, day: date, step: str, state: str, at_ms: int) -> bool:
        """Mark a step done or missed; False where it was not owed any more."""
        return bool(
            self._q.finish(
                self._c,
                unit_id=unit_id,
                day=day.isoformat(),
                step=step,
                state=state,
                done_ms=at_ms,
            )
        )

    def step_state(self, unit_id: int, day: date, step: str) -> str | None:
        """owed | done | missed, None where there is no such step."""
        state: str | None = self._q.step_state(
            self._c, unit_id=unit_id, day=day.isoformat(), step=step
        )
        return state

    def touched(self, most: int) -> list[tuple[int, date]]:
        """Schools where something was said that nobody has looked at yet."""
        rows = self._q.touched(self._c, most=most)
        return [(school_id, date.fromisoformat(day)) for school_id, day in rows]

    def untouch(self, school_id: int, day: date) -> bool:
        """It has been looked at; gives whether anything abnormal was said or taken back."""
        return bool(self._q.untouch(self._c, school_id=school_id, day=day.isoformat()))

    def last_digest(self, unit_id: int, day: date) -> Published | None:
        """The newest version of a digest, None before the first."""
        row = self._q.last_digest(self._c, unit_id=unit_id, day=day.isoformat())
        return None if row is None else Published(*row)

    def digest(self, unit_id: int, day: date, version: int) -> Published | None:
        """One version of a digest, as it was published."""
        row = self._q.digest(self._c, unit_id=unit_id, day=day.isoformat(), version=version)
        return None if row is None else Published(*row)

    def publish(self, unit_id: int, day: date, version: int, figures: str, at_ms: int) -> None:
        """Keep what a version of the digest said."""
        self._q.publish(
            self._c,
            unit_id=unit_id,
            day=day.isoformat(),
            version=version,
            figures=figures,
            at_ms=at_ms,
        )

    def memo(self, key: str) -> str | None:
        """Something the program remembers about itself."""
        value: str | None = self._q.memo(self._c, key=key)
        return value

    def remember(self, key: str, value: str) -> None:
        """Remember it."""
        self._q.remember(self._c, key=key, value=value)

"""A change of the roster made in the chat (变动): what is planned, and what it did to the days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.calendar import Period
from domain.errors import ChenjianError
from domain.known_roster import DutyKey, EnrolmentKey
from domain.roster import Role
from domain.roster_difference import DutyChange, EnrolmentChange
from domain.roster_periods import first_difference


class ChangeKind(StrEnum):
    """What is changed: hand-over 代班, move 转班, departure 转出, arrival 插班, appointment 任命,
    resignation 离任.
    """

    HAND_OVER = "hand_over"
    MOVE = "move"
    DEPARTURE = "departure"
    ARRIVAL = "arrival"
    APPOINTMENT = "appointment"
    RESIGNATION = "resignation"


class _Plan(BaseModel):
    model_config = ConfigDict(frozen=True)


class HandOver(_Plan):
    """``person`` answers for ``classes`` from ``first`` to ``last``.

    ``was`` are first and last day of the arrangement that is given other days or ended.
    """

    classes: tuple[int, ...] = ()
    person: int | None = None
    first: date | None = None
    last: date | None = None
    was: tuple[date, date] | None = None

    @property
    def before(self) -> Period | None:
        """The arrangement that is given other days."""
        return None if self.was is None else Period(*self.was)


class PupilMove(_Plan):
    """A pupil is in another class, or in none, from ``day`` on.

    A newcomer has a name and a number and no ``pupil`` yet. ``seated`` once the seat was asked for.
    """

    pupil: int | None = None
    name: str | None = None
    number: str | None = None
    sex: str | None = None
    from_class: int | None = None
    to_class: int | None = None
    seat: int | None = None
    seated: bool = False
    day: date | None = None


class StaffTurn(_Plan):
    """Somebody takes a role on ``unit`` from ``day`` on, or lays every role down.

    Who is new has a name and no ``person`` yet. ``beside`` the head teacher who is there, not in
    their place.
    """

    person: int | None = None
    name: str | None = None
    phone: str | None = None
    role: Role | None = None
    unit: int | None = None
    day: date | None = None
    beside: bool = False


Plan = HandOver | PupilMove | StaffTurn

PLANS: dict[ChangeKind, type[Plan]] = {
    ChangeKind.HAND_OVER: HandOver,
    ChangeKind.MOVE: PupilMove,
    ChangeKind.DEPARTURE: PupilMove,
    ChangeKind.ARRIVAL: PupilMove,
    ChangeKind.APPOINTMENT: StaffTurn,
    ChangeKind.RESIGNATION: StaffTurn,
}


class ChangeState(StrEnum):
    """``absorbed``: a roster file was imported since, which now says how things are."""

    OPEN = "open"
    MADE = "made"
    UNDONE = "undone"
    DROPPED = "dropped"
    ABSORBED = "absorbed"


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did to the days of duties and enrolments, so that it can be turned round."""

    duties: tuple[DutyChange, ...] = ()
    enrolments: tuple[EnrolmentChange, ...] = ()

    @property
    def keys(self) -> tuple[DutyKey | EnrolmentKey, ...]:
        """Whose days in which role or class."""
        return (*(one.key for one in self.duties), *(one.key for one in self.enrolments))

    @property
    def since(self) -> date | None:
        """The first day on which anything is other than it was."""
        changes: list[DutyChange | EnrolmentChange] = [*self.duties, *self.enrolments]
        days = [first_difference(one.before, one.after) for one in changes]
        return min((day for day in days if day is not None), default=None)

    def turned_round(self) -> Changed:
        """The change that undoes this one."""
        return Changed(
            tuple(replace(one, before=one.after, after=one.before) for one in self.duties),
            tuple(replace(one, before=one.after, after=one.before) for one in self.enrolments),
        )


@dataclass(frozen=True, slots=True)
class RosterChange:
    """A change somebody is making or has made. ``step`` is what is asked next."""

    id: int
    kind: ChangeKind
    by_person: int
    plan: Plan
    step: str
    revision: int
    state: ChangeState
    changed: Changed
    updated_ms: int


class ChangeOvertaken(ChenjianError):
    """What a change did has been changed again since, so that it cannot be undone as a whole."""


class ChangeSettled(ChenjianError):
    """A button of a card was pressed whose change has been made, undone or given up."""


class HandOverSettled(ChangeSettled):
    """The same of a hand-over."""


class AlreadyAnswered(ChenjianError):
    """A change cannot be undone: a class has answered by it since."""

"""Cases (个案, 一人一案): somebody followed day by day until released, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, ValidationError

from domain.case_rules import RULES, CaseKind, CaseRule
from domain.check_in import Symptom
from domain.errors import ChenjianError
from domain.roster import FILES_FOR_CLASS, FILES_FROM_ABOVE, Role, UnitKind


class CaseClosed(ChenjianError):
    """Something was to be done about a case (``number``) that is closed."""


class CaseOpenAlready(ChenjianError):
    """Somebody (``name``) who has an open case was to get another."""


class CaseState(StrEnum):
    """How a case stands. Overdue is no state of its own: see ``CaseFile.is_overdue``."""

    OPEN = "open"
    LOST = "lost"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    CONVERTED = "converted"

    @property
    def goes_on(self) -> bool:
        """Whether somebody is asked about it; who cannot be reached is looked for."""
        return self in (CaseState.OPEN, CaseState.LOST)


class CaseHappened(StrEnum):
    """What the history of a case is made of."""

    OPENED = "opened"
    ASKED = "asked"
    VISIT = "visit"
    TEST = "test"
    CERTIFICATE = "certificate"
    MOVED = "moved"
    HANDED = "handed"
    LOST = "lost"
    FOUND = "found"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    NOTE = "note"
    TASK = "task"
    DONE = "done"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    CONVERTED = "converted"


class TestResult(StrEnum):
    """What a test (核酸) said."""

    __test__ = False

    NEGATIVE = "negative"
    POSITIVE = "positive"


class Certificate(StrEnum):
    """The two papers of a return: recovered, and may go back to class."""

    RECOVERY = "recovery"
    RETURN = "return"


class VisitSaid(BaseModel):
    """What was said of one person on one day (随访): ``temperature`` in hundredths of a degree.

    ``well`` is the press 正常, without a figure, ``feverish`` a fever without one. ``unreached`` is
    联系不上, ``needs`` are words about mood or needs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    well: bool = False
    temperature: int | None = None
    feverish: bool = False
    symptoms: tuple[Symptom, ...] = ()
    unreached: bool = False
    needs: str = ""

    def is_unwell(self, threshold: int) -> bool:
        """A fever at or above the threshold (hundredths), or any symptom."""
        fever = self.feverish or (self.temperature or 0) >= threshold
        return fever or bool(self.symptoms)

    def tells_health(self) -> bool:
        """Whether it says how the person is."""
        return self.well or self.feverish or self.temperature is not None or bool(self.symptoms)

    def then(self, said: VisitSaid, *, anew: bool = False) -> VisitSaid:
        """What stands once more was said of the same day; ``anew`` takes back what was said of the
        health before. Needs stay.
        """
        needs = said.needs or self.needs
        if anew or said.well:
            return said.model_copy(update={"needs": needs})
        told = said.tells_health()
        return self.model_copy(
            update={
                "well": self.well and not told,
                "temperature": said.temperature or self.temperature,
                "feverish": said.feverish or (self.feverish and said.temperature is None),
                "symptoms": tuple(dict.fromkeys((*self.symptoms, *said.symptoms))),
                "unreached": said.unreached or (self.unreached and not told),
                "needs": needs,
            }
        )

    def to_detail(self) -> str:
        """The text that the history keeps."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def of_detail(cls, detail: str) -> VisitSaid:
        """What ``to_detail`` wrote."""
        try:
            return cls.model_validate_json(detail)
        except ValidationError:
            return cls()


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened to a case. ``day`` is the day it is about: a visit may come late."""

    id: int
    case_id: int
    at_ms: int
    day: date
    what: CaseHappened
    by_person: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case as it stands.

    ``unit_id`` is the class or office of today, ``first`` day 1, ``last`` the last day (None where
    the kind counts none), ``owner`` whoever was named responsible (None is whoever reports for the
    class), ``subject`` what a case without a person is about, ``asked_from`` the first day on which
    somebody is to be asked, ``ends`` the first day on which it is no longer open.
    ``visited`` and ``visited_before`` say whether today and the day before were answered.
    """

    id: int
    school_id: int
    unit_id: int
    number: int
    rule: CaseRule
    pupil_id: int | None
    person_id: int | None
    subject: str
    anchor: date
    first: date
    last: date | None
    owner: int | None
    state: CaseState
    opened_ms: int
    opened_by: int | None
    opened_day: date
    asked_from: date
    ends: date | None
    source_case: int | None
    alert_person: int | None
    visited: bool
    visited_before: bool

    @property
    def kind(self) -> CaseKind:
        """What the person is followed for."""
        return self.rule.kind

    @property
    def goes_on(self) -> bool:
        """Whether it is open, reached or not."""
        return self.state.goes_on

    def is_owed(self, day: date) -> bool:
        """Whether somebody is to be asked about it on a day, school day or not."""
        until = self.ends
        return self.rule.asks_daily and self.asked_from <= day and (until is None or day < until)

    @property
    def is_of_staff(self) -> bool:
        """Whether it follows a member of staff, and no pupil and no thing."""
        return self.person_id is not None

    def is_missed(self, day: date) -> bool:
        """Whether nobody was asked, or answered, on the day before ``day``."""
        before = date.fromordinal(day.toordinal() - 1)
        return self.goes_on and self.is_owed(before) and not self.visited_before

    def is_over(self, day: date) -> bool:
        """Whether its last day has passed and nobody has released or extended it."""
        return self.goes_on and self.last is not None and day > self.last

    def ends_within(self, day: date, days: int) -> bool:
        """Whether its last day is this one or one of the next few."""
        return self.last is not None and 0 <= (self.last - day).days < days

    def is_overdue(self, day: date) -> bool:
        """逾期: yesterday nobody answered, or the last day has passed."""
        return self.is_missed(day) or self.is_over(day)


def last_said(events: Iterable[CaseEvent], day: date) -> VisitSaid | None:
    """What was said last about a day; None where nobody has answered."""
    said = [one for one in events if one.what is CaseHappened.VISIT and one.day == day]
    return VisitSaid.of_detail(said[-1].detail) if said else None


def by_urgency(cases: Iterable[CaseFile], day: date) -> list[CaseFile]:
    """What is due first: who cannot be reached, what is overdue, what is not answered today, and
    then what ends soonest.
    """
    return sorted(
        cases,
        key=lambda one: (
            one.state is not CaseState.LOST,
            not one.is_overdue(day),
            one.visited or not one.is_owed(day),
            one.last or date.max,
            one.number,
        ),
    )


Roles = Sequence[tuple[Role, UnitKind]]
"""What somebody holds on a unit or above it, with where (storage.roster.roles_over)."""


_CONFIDED_IN = frozenset({Role.HEALTH_OFFICER, Role.PRINCIPAL, Role.ADMIN})


def roles_about(roles: Roles, *, staff: bool) -> Roles:
    """What of somebody's roles counts for a case. One of a member of staff is for health officer,
    principal and admin only: how a teacher is, is no business of the colleagues of the class.
    """
    return [one for one in roles if one[0] in _CONFIDED_IN] if staff else roles


def may_follow(roles: Roles) -> bool:
    """Whether somebody may be responsible for a case there and say how the person is."""
    able = FILES_FOR_CLASS | FILES_FROM_ABOVE
    return any(role in able and not kind.above_school for role, kind in roles)


def may_direct(roles: Roles) -> bool:
    """Whether somebody may open, extend, hand over and close cases there: those inside the school
    who may take over an alert.
    """
    return any(role in FILES_FROM_ABOVE and not kind.above_school for role, kind in roles)


def may_release(roles: Roles, *, officer_serves: bool) -> bool:
    """A health officer (校医) releases; where the school has none, the principal does."""
    held = {role for role, kind in roles if not kind.above_school}
    return Role.HEALTH_OFFICER in held or (not officer_serves and Role.PRINCIPAL in held)


def may_inspect(roles: Roles) -> bool:
    """Whether somebody may hand a school an inspector's finding (整改): the liaison, admins and
    principals of the school, and admins above it.
    """
    return any(role in (Role.LIAISON, Role.ADMIN, Role.PRINCIPAL) for role, _ in roles)


def rules_offered() -> tuple[CaseRule, ...]:
    """The rules a person may be followed by, in the order of the buttons."""
    return tuple(rule for rule in RULES.values() if rule.asks_daily)

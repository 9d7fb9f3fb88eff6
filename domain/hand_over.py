"""Hand-over (代班): who answers for a class in its head teacher's place, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Period
from domain.roster import Role, Unit, UnitKind
from domain.roster_periods import joined, without

_ARRANGES = frozenset({Role.GRADE_LEADER, Role.PRINCIPAL, Role.ADMIN})
"""Who arranges it for the classes under their unit, inside the school."""
_DAY = timedelta(days=1)

Days = tuple[Period, ...]


def may_hand_over(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether somebody with these roles on a class or above it may have another answer for it."""
    return any(
        (role is Role.HEAD_TEACHER and kind is UnitKind.CLASS)
        or (role in _ARRANGES and not kind.above_school)
        for role, kind in roles
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """One arrangement as it stands: who answers for a class, from the first to the last day."""

    class_id: int
    person_id: int
    name: str
    period: Period


def arranged(
    known: Mapping[str, Days], person: str, new: Period | None, *, instead_of: Period | None = None
) -> dict[str, tuple[Days, Days]]:
    """The substitutes of one class by person's code, before and after; only who changes.

    ``known`` are their days so far. A later arrangement takes its days over from every earlier
    one. ``instead_of`` is the arrangement of the same person that this one takes the place of;
    ``new`` None ends it altogether.
    """
    changed = {}
    for code in dict.fromkeys((*known, person)):
        before = known.get(code, ())
        after = before
        if code == person:
            if instead_of is not None:
                after = without(after, instead_of)
            if new is not None:
                after = joined([*after, new])
        elif new is not None:
            after = without(after, new)
        if after != before:
            changed[code] = (before, after)
    return changed


def cut_short(was: Period, last: date) -> Period | None:
    """An arrangement with another last day; None where not a day of it is left."""
    return Period(was.first, last) if last >= was.first else None


def back_on(period: Period) -> date:
    """The day on which the class is its head teacher's again."""
    return period.last + _DAY


@dataclass(frozen=True, slots=True)
class ClassHandedOver:
    """One class of a hand-over: its head teachers, and who had been arranged for those days."""

    unit: Unit
    heads: tuple[str, ...]
    instead_of: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """A hand-over as it is told. ``period`` None: it was called off before its first day.

    ``was`` is the period it had before. ``reached`` is False where the substitute has no chat that
    words reach; ``also`` are other classes the substitute answers for in those days, ``handed_on``
    those that are in other hands because the substitute is away, and ``away`` says isolation |
    leave.
    """

    classes: Sequence[ClassHandedOver]
    person_id: int
    name: str
    period: Period | None
    was: Period | None = None
    reached: bool = True
    also: tuple[str, ...] = ()
    handed_on: tuple[str, ...] = ()
    away: str | None = None
    by: str = ""

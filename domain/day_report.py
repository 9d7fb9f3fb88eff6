"""The full table (上报表) of a unit's day: its classes, the units below and the corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.class_figures import ClassFigures
from domain.figures import ChildCounts, Counts, DayFigures
from domain.mode import Mode
from domain.roster import Unit

_ADDED_UP = tuple(
    name
    for name in ClassFigures.__struct_fields__
    if name not in ("enrolled", "zero", "not_learning", "lives_in")
)


class ResultState(StrEnum):
    """How a class stands in its day."""

    ON_TIME = "on_time"
    LATE = "late"
    OUTSTANDING = "outstanding"


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One class in the full table. ``figures`` is None while outstanding: silence is no zero.

    ``at_ms`` is when it was first answered, ``by`` who gave the answer that counts and
    ``stood_for`` for whom, ``mode`` how it was asked, ``grade`` the name of the grade it is in.
    """

    day: date
    unit: Unit
    school: str
    state: ResultState
    enrolled: int
    figures: ClassFigures | None = None
    at_ms: int | None = None
    by: str | None = None
    corrections: int = 0
    mode: Mode = Mode.TERM
    grade: str | None = None
    stood_for: str | None = None

    @property
    def counts(self) -> Counts:
        """What the class adds to the figures of the units above it."""
        if self.figures is None:
            return Counts(expected=1, enrolled=self.enrolled)
        late = self.state is ResultState.LATE
        said = {name: getattr(self.figures, name) for name in _ADDED_UP}
        return Counts(
            expected=1,
            answered=1,
            on_time=int(not late),
            late=int(late),
            zero_reports=int(self.figures.zero),
            corrections=self.corrections,
            enrolled=self.enrolled,
            **said,
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """更正: a later answer of a class beside the one before; the first is number 1."""

    day: date
    unit: Unit
    school: str
    number: int
    at_ms: int
    by: str
    before: ClassFigures
    after: ClassFigures


@dataclass(frozen=True, slots=True)
class DayReport:
    """The full table of a unit's day: the figures, those of the units right below, every class that
    owes an answer, and every correction.
    """

    figures: DayFigures
    classes: tuple[ClassResult, ...]
    parts: tuple[ChildCounts, ...] = ()
    revisions: tuple[Revision, ...] = ()

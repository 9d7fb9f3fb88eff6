"""The ledger (台账): what was asked of each class each day, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.alert import Alert
from domain.case import CaseState
from domain.case_rules import CaseRule
from domain.class_figures import ClassFigures
from domain.errors import ChenjianError
from domain.figures import Counts
from domain.mode import Mode
from domain.roster import Unit

MOST_DAYS = 400
"""Days of one pack: a school year, and some."""
MOST_LINES = 500_000
"""Lines of one table; Excel ends at a million."""


class PackTooLarge(ChenjianError):
    """A pack of more lines than one table holds (``most``): a smaller unit, or fewer days."""


class PackTooLong(ChenjianError):
    """A pack over more days than one pack holds (``most``)."""


class PackUnderWay(ChenjianError):
    """Somebody asked for a pack whose last one is still being made."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One class on one day. Instants in ms since the epoch; None where it did not happen.

    ``asked_ms`` is when the question was put, ``delivered_ms`` when the channel first took one,
    ``escalated_ms`` when the class was named to who files for it. ``by`` gave the answer that
    counts, at ``said_ms``, ``stood_for`` is for whom; ``answered_ms`` is when the first one came.
    """

    day: date
    unit: Unit
    school: str
    mode: Mode
    enrolled: int
    asked_ms: int | None
    delivered_ms: int | None
    chased: int
    chased_ms: int | None
    escalated_ms: int | None
    answered_ms: int | None
    late: bool
    revision: int
    said_ms: int | None
    by: str | None
    stood_for: str | None
    figures: ClassFigures | None
    uncertain: bool = False

    @property
    def is_zero(self) -> bool:
        """零报告: answered, and nothing abnormal."""
        return self.figures is not None and self.figures.zero


@dataclass(frozen=True, slots=True)
class Revision:
    """One of the answers of a class that corrected itself."""

    line: LedgerLine
    number: int
    said_ms: int
    by: str
    present: int
    absent: int
    fever: int
    zero: bool


@dataclass(frozen=True, slots=True)
class LedgerAlert:
    """An alert with its class and whoever took it over; the people in it are counted."""

    alert: Alert
    unit: Unit
    school: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class LedgerCase:
    """A case (个案) that was open on one of the days, by its number and not by the person's name.

    ``asked`` and ``visited`` count its days among these; ``closed_by`` released it, at
    ``closed_ms``.
    """

    unit: Unit
    school: str
    number: int
    rule: CaseRule
    state: CaseState
    opened_day: date
    last: date | None
    owner: str | None
    asked: int
    visited: int
    closed_ms: int | None
    closed_by: str | None


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day of a unit."""

    day: date
    counts: Counts
    lines: tuple[LedgerLine, ...]
    revisions: tuple[Revision, ...]
    alerts: tuple[LedgerAlert, ...]

"""The figures of a unit's day: what its classes said, who is missing, what is abnormal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Self

from domain.mode import Mode
from domain.roster import Unit
from domain.unwell import Found, Unconfirmed, Unwell, by_person


class Reached(StrEnum):
    """Whether a question came to the person who owes its answer."""

    SENT = "sent"
    PENDING = "pending"
    UNREACHABLE = "unreachable"
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures that add up: those of a unit are the sum of its classes' figures.

    ``expected`` to ``zero_reports`` count rounds, ``corrections`` revisions beyond the first;
    ``enrolled`` counts pupils of owed classes, ``present`` to ``unmeasured`` pupils of answered
    ones, so that ``present + absent + silent == enrolled``; ``isolated`` are among ``other``. Staff
    are never counted.
    """

    expected: int = 0
    answered: int = 0
    on_time: int = 0
    late: int = 0
    zero_reports: int = 0
    corrections: int = 0
    enrolled: int = 0
    present: int = 0
    sick: int = 0
    personal: int = 0
    other: int = 0
    fever: int = 0
    symptoms: int = 0
    travel: int = 0
    unmeasured: int = 0
    isolated: int = 0

    def __add__(self, more: Self) -> Self:
        return type(self)(*(getattr(self, f.name) + getattr(more, f.name) for f in fields(self)))

    @property
    def missing(self) -> int:
        """Rounds that are owed and not answered (未报)."""
        return self.expected - self.answered

    @property
    def absent(self) -> int:
        """Pupils of answered classes who are not there."""
        return self.sick + self.personal + self.other

    @property
    def elsewhere(self) -> int:
        """Absent for another reason than illness, a private leave or isolation."""
        return self.other - self.isolated

    @property
    def attendance(self) -> float | None:
        """出勤率: the share of pupils who are there, of those somebody has spoken for."""
        return _share(self.present, self.present + self.absent)

    @property
    def sickness(self) -> float | None:
        """因病缺勤率: the share of pupils who are away ill, of those somebody has spoken for."""
        return _share(self.sick, self.present + self.absent)

    @property
    def completeness(self) -> float | None:
        """The share of rounds that were answered at all."""
        return _share(self.answered, self.expected)

    @property
    def punctuality(self) -> float | None:
        """The share of rounds that were answered before the cut-off."""
        return _share(self.on_time, self.expected)

    @property
    def silent(self) -> int:
        """Pupils of outstanding classes: nobody has said how they are."""
        return self.enrolled - self.present - self.absent


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum, nought for none."""
    return sum(counts, Counts())


@dataclass(frozen=True, slots=True)
class ChildCounts:
    """A unit right below the one asked about, with its own counts of the day."""

    unit: Unit
    counts: Counts


@dataclass(frozen=True, slots=True)
class Outstanding:
    """未报: a class that owes an answer, and who should give it.

    The teacher is whoever is asked that day (substitute, else head teacher, else deputy) and is
    best reached; None where the class has nobody. ``seen``: something came from the teacher's chat
    since the question, so it was seen and not answered.
    """

    round_id: int
    unit: Unit
    school: str
    teacher: str | None
    phone: str | None
    reached: Reached
    seen: bool = False


@dataclass(frozen=True, slots=True)
class ModeCounts:
    """The counts of the classes that were asked in one mode. ``not_learning`` and ``lives_in`` are
    asked in a closure.
    """

    mode: Mode
    counts: Counts
    not_learning: int = 0
    lives_in: int = 0


@dataclass(frozen=True, slots=True)
class ClosurePupil:
    """A pupil who takes no part in lessons, or lives in, while the school is closed."""

    unit: Unit
    school: str
    name: str
    not_learning: bool
    lives_in: bool


@dataclass(frozen=True, slots=True)
class AlertFigures:
    """预警: how many were raised, and what people did about them.

    ``owned`` have or had an owner, ``waiting`` are open and nobody's, ``done`` ended with an
    outcome, ``escalated`` went up the ladder. ``pressed`` were taken over by a press (others went
    on from the day before), together ``to_owner_ms`` after they were said.
    """

    raised: int = 0
    owned: int = 0
    waiting: int = 0
    done: int = 0
    escalated: int = 0
    pressed: int = 0
    to_owner_ms: int = 0

    def __add__(self, more: Self) -> Self:
        return type(self)(*(getattr(self, f.name) + getattr(more, f.name) for f in fields(self)))

    @property
    def minutes_to_owner(self) -> float | None:
        """From the answer to its owner, on the average; None where nobody pressed."""
        return round(self.to_owner_ms / self.pressed / 60_000, 1) if self.pressed else None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """All there is to say about a unit on a day. ``expected == answered + len(outstanding)``.

    ``version`` and ``published_ms`` are those of the unit's digest, 0 and None before the first.
    ``cases_open`` counts people with an open case or in isolation on the day, staff too. ``modes``
    tells the counts apart where not every class has a plain school day, and is empty where all
    have. ``since`` is the first day of what a pupil has had for longer, by pupil, where somebody
    has looked it up.
    """

    unit: Unit
    day: date
    counts: Counts
    outstanding: tuple[Outstanding, ...] = ()
    findings: tuple[Found, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    cases_open: int = 0
    alerts: AlertFigures = AlertFigures()
    version: int = 0
    published_ms: int | None = None
    modes: tuple[ModeCounts, ...] = ()
    closure: tuple[ClosurePupil, ...] = ()
    since: Mapping[int, date] = field(default_factory=dict)

    @property
    def form(self) -> Mode:
        """The mode that the whole day is called by; a school day's where there are several."""
        return self.modes[0].mode if len(self.modes) == 1 else Mode.TERM

    @property
    def unwell(self) -> tuple[Unwell, ...]:
        """The findings by person, what matters first."""
        return by_person(self.findings)

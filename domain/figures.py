"""The figures of a unit's day: what its classes said, who is missing, what is abnormal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Self

from domain.check_in import Finding, FindingKind
from domain.class_figures import ClassFigures
from domain.mode import Mode
from domain.roster import Unit


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
class Found:
    """异常: a finding with the class it belongs to and the person's name.

    A place is whatever somebody typed; ``tells_a_name`` unless it was looked up that it holds no
    name of the class.
    """

    unit: Unit
    school: str
    name: str
    finding: Finding
    tells_a_name: bool = True

    def seen(self, *, names: bool) -> Finding:
        """The finding for eyes that see names, or for those that see none: no words of people's
        own, and no place that names somebody.
        """
        if names:
            return self.finding
        place = None if self.tells_a_name else self.finding.place
        return replace(self.finding, place=place, remark=None)

    @property
    def staff(self) -> bool:
        """Whether it is a member of staff, who is listed and not counted."""
        return self.finding.person_id is not None


@dataclass(frozen=True, slots=True)
class Unwell:
    """One person with all that was said of them, the gravest first."""

    unit: Unit
    school: str
    name: str
    staff: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """待确认: somebody's draft with findings that nobody has submitted."""

    round_id: int
    unit: Unit
    school: str
    by: str
    found: tuple[Found, ...]


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


class ResultState(StrEnum):
    """How a class stands in its day."""

    ON_TIME = "on_time"
    LATE = "late"
    OUTSTANDING = "outstanding"


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One class in the full table. ``figures`` is None while outstanding: silence is no zero.

    ``at_ms`` is when it was first answered, ``by`` who gave the answer that counts, ``mode`` how it
    was asked, ``grade`` the name of the grade it is in.
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

    @property
    def counts(self) -> Counts:
        """What the class adds to the figures of the units above it."""
        if self.figures is None:
            return Counts(expected=1, enrolled=self.enrolled)
        late = self.state is ResultState.LATE
        said = self.figures.model_dump(exclude={"enrolled", "zero", "not_learning", "lives_in"})
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


_GRAVITY = {
    FindingKind.FEVER: 0,
    FindingKind.SYMPTOM: 1,
    FindingKind.UNMEASURED: 2,
    FindingKind.TRAVEL: 3,
    FindingKind.ABSENCE: 4,
}


def _gravity(finding: Finding) -> tuple[int, int]:
    return _GRAVITY[finding.kind], -(finding.temperature or 0)


def by_person(findings: Iterable[Found]) -> tuple[Unwell, ...]:
    """The findings by person: fevers first and the highest of them, absences last."""
    people: dict[tuple[int, int | None, int | None], list[Found]] = {}
    for found in findings:
        said = found.finding
        people.setdefault((found.unit.id, said.pupil_id, said.person_id), []).append(found)
    unwell = []
    for told in people.values():
        first, said_of = told[0], [found.finding for found in told]
        if len(said_of) > 1:
            said_of.sort(key=_gravity)
        unwell.append(Unwell(first.unit, first.school, first.name, first.staff, tuple(said_of)))
    unwell.sort(key=lambda person: _gravity(person.findings[0]))
    return tuple(unwell)

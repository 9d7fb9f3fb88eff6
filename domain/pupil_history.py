"""What was said of one pupil over some days, by the classes the pupil was in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.check_in import Finding, FindingKind
from domain.roster import Away, Unit

ACTION = "pup"
"""The verb of a button that opens a pupil's history; its subject is the pupil."""
CLASS_ACTION = "pups"
"""The verb of a button that lists the pupils of a class; its subject is the class."""


@dataclass(frozen=True, slots=True)
class PupilDay:
    """What a class said of the pupil on a day; without findings nothing was abnormal."""

    day: date
    unit: Unit
    at_ms: int
    by: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownAbsence:
    """A long absence that is known and not asked about every day."""

    kind: Away
    period: Period


@dataclass(frozen=True, slots=True)
class PupilHistory:
    """One pupil: where the pupil is now, and every answered day of the period, the newest first."""

    pupil_id: int
    name: str
    unit: Unit
    school: str
    period: Period
    days: tuple[PupilDay, ...] = ()
    absences: tuple[KnownAbsence, ...] = ()

    @property
    def abnormal(self) -> tuple[PupilDay, ...]:
        """The days on which anything was found."""
        return tuple(day for day in self.days if day.findings)

    @property
    def kinds(self) -> Mapping[FindingKind, int]:
        """On how many days each kind of thing was found."""
        found = Counter(kind for day in self.days for kind in {one.kind for one in day.findings})
        return {kind: found[kind] for kind in FindingKind if found[kind]}

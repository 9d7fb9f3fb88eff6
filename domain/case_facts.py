"""All there is to tell of a case: its person, whoever is responsible, what happened, by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from domain.case import CaseFile, CaseHappened, VisitSaid
from domain.case_release import Missing
from domain.case_task import Tally
from domain.roster import Unit


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One thing that happened, ``by`` a name; ``day`` is the day it is about."""

    at_ms: int
    day: date
    what: CaseHappened
    by: str
    detail: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case on a day with its names. ``number`` holds none.

    ``today`` and ``before`` are what was said for the day and for the day before, ``lacks`` what a
    release needs, ``source`` the number of the case it follows from, ``tallies`` the tests that
    follow from it, ``named`` the names of the school's people that a thing's own words may hold.
    """

    case: CaseFile
    day: date
    number: str
    unit: Unit
    name: str
    responsible: tuple[str, ...]
    today: VisitSaid | None
    before: VisitSaid | None
    lacks: tuple[Missing, ...]
    threshold: int
    steps: tuple[CaseStep, ...] = ()
    source: str = ""
    tallies: tuple[Tally, ...] = ()
    named: frozenset[str] = frozenset()

    def without_names(self) -> CaseFacts:
        """The same for eyes from outside the school; only of a case that is about a thing. Whoever
        typed what it is about may have named somebody.
        """
        steps = tuple(
            replace(one, by="", detail="" if one.what is CaseHappened.HANDED else one.detail)
            for one in self.steps
        )
        name = self.name
        for one in sorted(self.named, key=len, reverse=True):
            name = re.sub(r"\s*".join(map(re.escape, "".join(one.split()))), "…", name)
        return replace(self, name=name, responsible=(), steps=steps)

    @property
    def staff(self) -> bool:
        """Whether this is a member of staff."""
        return self.case.person_id is not None

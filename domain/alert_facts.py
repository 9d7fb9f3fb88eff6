"""All there is to tell of an alert: its people with their names, who said it, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.alert import Alert, AlertPerson, Happened
from domain.area import Exposure
from domain.check_in import Entry, Finding
from domain.roster import Unit
from domain.unsettled import Matter


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody an alert is about; ``entry`` is what was said last, None where nobody says it now.

    ``findings`` are what somebody has to hear of. ``drafted`` is a correction not submitted yet,
    ``matter`` what was said of somebody in a draft of whom nobody knows yet who it is. ``since`` is
    the first day of an illness or absence that goes on, ``was`` the temperature (hundredths) that
    a correction has changed. ``exposures`` are the risk areas a journey led into, or may have. In
    a cluster ``class_name`` and ``day`` say where and when it was said last.
    """

    about: AlertPerson
    name: str
    entry: Entry | None = None
    findings: tuple[Finding, ...] = ()
    drafted: Entry | None = None
    matter: Matter | None = None
    since: date | None = None
    was: int | None = None
    class_name: str = ""
    day: date | None = None
    exposures: tuple[Exposure, ...] = ()

    @property
    def staff(self) -> bool:
        """Whether this is a member of staff."""
        return self.about.person_id is not None


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One thing that was done; ``by`` is a name, ``about`` the id of somebody in the alert."""

    id: int
    at_ms: int
    what: Happened
    by: str
    about: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """An alert with its names. ``by`` are those who said it last, or took it back, at ``at_ms``;
    ``owner`` is a name.

    ``threshold`` is the fever threshold of the answer, in hundredths.
    """

    alert: Alert
    unit: Unit
    school: str
    threshold: int
    people: tuple[Involved, ...]
    by: tuple[str, ...]
    at_ms: int
    owner: str = ""
    filed_by: str = ""
    steps: tuple[AlertStep, ...] = ()

    @property
    def standing(self) -> tuple[Involved, ...]:
        """Those who were not taken back."""
        return tuple(one for one in self.people if one.about.stands)

    @property
    def open_people(self) -> tuple[Involved, ...]:
        """Those about whom something is still to be done."""
        return tuple(one for one in self.people if one.about.is_open)

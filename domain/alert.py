"""Alerts (预警): what somebody must take over, who did, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import structs

from domain.check_in import Finding, FindingKind
from domain.errors import ChenjianError
from domain.roster import FILES_FROM_ABOVE, Role, UnitKind
from domain.understanding.cutting.lexicon import GRAVE, LEXICON, Kind


class NobodyOwns(ChenjianError):
    """An outcome was pressed before anybody took the alert over."""


class AlertKind(StrEnum):
    """What an alert is about: people of one answer, or a cluster (聚集)."""

    FINDING = "finding"
    CLUSTER = "cluster"


class Urgency(StrEnum):
    """Low may wait for the end of the quiet hours, high never does (see ``urgency_of``)."""

    LOW = "low"
    HIGH = "high"


class Standing(StrEnum):
    """How somebody stands in an alert: in a draft only, in the answer, taken back by an answer, or
    dropped with a draft.
    """

    DRAFT = "draft"
    SAID = "said"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """What was done about somebody, in the order of the buttons."""

    CONTACTED = "contacted"
    OBSERVED = "observed"
    HOSPITAL = "hospital"
    HOME = "home"
    WELL = "well"
    FALSE_ALARM = "false_alarm"

    @property
    def is_step(self) -> bool:
        """On the way to an outcome; nobody else need hear a sound for it."""
        return self is Outcome.CONTACTED

    @property
    def ends(self) -> bool:
        """Whether nothing more is to be done; who is observed is still at school."""
        return self not in (Outcome.CONTACTED, Outcome.OBSERVED)

    @property
    def was_nothing(self) -> bool:
        """Measured again and normal, or never ill: counts in no cluster."""
        return self in (Outcome.WELL, Outcome.FALSE_ALARM)


class Ending(StrEnum):
    """Why an alert is closed: handled, a correction took it back, a draft was thrown away."""

    HANDLED = "handled"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Happened(StrEnum):
    """What an alert's history is made of."""

    RAISED = "raised"
    JOINED = "joined"
    CONFIRMED = "confirmed"
    WORSE = "worse"
    MILDER = "milder"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    OWNED = "owned"
    TOOK_OVER = "took_over"
    RELEASED = "released"
    OUTCOME = "outcome"
    NOTE = "note"
    PHOTO = "photo"
    AGAIN = "again"
    REMINDED = "reminded"
    CLOCK = "clock"
    FILED = "filed"
    REFERENCE = "reference"
    CLOSED = "closed"
    REOPENED = "reopened"


Who = tuple[int | None, int | None]
"""A pupil's id or a member of staff's, the other one None. A pupil's id below zero stands for one
of whom a draft tells and nobody knows yet who it is (see ``nobody_yet``).
"""
_MATTERS = 100
"""More than a draft can hold."""


@dataclass(frozen=True, slots=True)
class AlertPerson:
    """Somebody an alert is about, and what was done last."""

    id: int
    pupil_id: int | None
    person_id: int | None
    standing: Standing
    outcome: Outcome | None = None

    @property
    def who(self) -> Who:
        """The person as findings name them."""
        return self.pupil_id, self.person_id

    @property
    def is_known(self) -> bool:
        """Whether somebody knows who it is."""
        return self.pupil_id is None or self.pupil_id > 0

    @property
    def matter(self) -> tuple[int, int]:
        """Whose draft it stands in, and its place among what is unsettled there, from 1."""
        return divmod(-(self.pupil_id or 0), _MATTERS)

    @property
    def stands(self) -> bool:
        """Whether it has not been taken back."""
        return self.standing in (Standing.DRAFT, Standing.SAID)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.stands and not (self.outcome is not None and self.outcome.ends)


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert as it stands. Instants in ms since the epoch, UTC.

    ``said_ms`` is when it was said, ``rung`` how far up the ladder it has gone, ``due_ms`` until
    when it has to be reported outside (聚集, 法定传染病), None where it need not be.
    """

    id: int
    kind: AlertKind
    day: date
    school_id: int
    unit_id: int
    round_id: int | None
    base: int
    dormitory: str | None
    rule: str | None
    urgency: Urgency
    is_open: bool
    ending: Ending | None
    said_ms: int
    owner: int | None
    owned_ms: int | None
    first_owned_ms: int | None
    rung: int
    next_ms: int | None
    due_ms: int | None
    warn_ms: int | None
    filed_ms: int | None
    filed_by: int | None
    reference: str | None
    closed_ms: int | None
    version: int
    people: tuple[AlertPerson, ...] = ()

    @property
    def standing(self) -> tuple[AlertPerson, ...]:
        """Everybody who was not taken back."""
        return tuple(person for person in self.people if person.stands)

    @property
    def is_draft(self) -> bool:
        """待确认: nobody of it stands in a submitted answer."""
        return bool(self.standing) and all(p.standing is Standing.DRAFT for p in self.standing)

    @property
    def has_clock(self) -> bool:
        """Whether it has to be reported outside: a cluster, or a notifiable disease."""
        return self.due_ms is not None

    @property
    def owes_report(self) -> bool:
        """Whether nobody has reported a notifiable disease yet that somebody here may have."""
        ill = (one for one in self.standing if not (one.outcome and one.outcome.was_nothing))
        finding = self.kind is AlertKind.FINDING
        return finding and self.has_clock and self.filed_ms is None and any(ill)

    @property
    def to_do(self) -> bool:
        """Whether something is still to be done about its people."""
        return any(one.is_open for one in self.people) or self.owes_report

    @property
    def waits(self) -> bool:
        """Whether nobody has taken it over."""
        return self.is_open and self.owner is None

    @property
    def is_kept(self) -> bool:
        """Whether it goes on from the day before: nobody has pressed."""
        return self.owner is not None and self.owned_ms is None

    def person(self, person_id: int) -> AlertPerson | None:
        """Somebody of this alert by the id in it."""
        return next((one for one in self.people if one.id == person_id), None)


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """One thing that happened to an alert; ``about`` is the id of somebody in it."""

    id: int
    at_ms: int
    what: Happened
    by_person: int | None
    about: int | None
    detail: str


def by_who(findings: Iterable[Finding]) -> Mapping[Who, tuple[Finding, ...]]:
    """Findings by whom they are about, in the order they were named."""
    found: dict[Who, list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.pupil_id, finding.person_id), []).append(finding)
    return {who: tuple(of_one) for who, of_one in found.items()}


def nobody_yet(findings: Iterable[Finding], drafted_by: int) -> list[Finding]:
    """Findings of a draft about pupils nobody knows yet, told apart from those of other drafts.

    Each comes with minus its place among what is unsettled (domain.unsettled).
    """
    return [
        structs.replace(one, pupil_id=-(drafted_by * _MATTERS - (one.pupil_id or 0)))
        for one in findings
    ]


def urgency_of(findings: Iterable[Finding], high_fever: int) -> Urgency:
    """High: a fever at or above the setting ``high_fever`` (hundredths; 38.5 is ours), a disease
    that may be notifiable by the teacher's word (at once: school rule citing the national
    工作规范), somebody who cannot be reached, and what is grave without a fever (words.toml).

    A cluster is always high, and so is a journey that surely led into a risk area.
    """
    urgent = any(_is_urgent(finding, high_fever) for finding in findings)
    return Urgency.HIGH if urgent else Urgency.LOW


def _is_urgent(finding: Finding, high_fever: int) -> bool:
    if finding.kind is FindingKind.FEVER and (finding.temperature or 0) >= high_fever:
        return True
    told_of_the_pupil = finding.kind is not FindingKind.TRAVEL and finding.remark
    return bool(told_of_the_pupil and _URGENT.search(finding.remark or ""))


_WORDS = [
    *(word for word, (kind, _) in LEXICON.items() if kind in (Kind.DISEASE, Kind.UNREACHABLE)),
    *GRAVE,
]
_URGENT = re.compile(
    "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in _WORDS),
    re.IGNORECASE,
)
"""Words that never wait: diseases, 联系不上, and what is grave without a fever (words.toml)."""


def listed(alerts: Iterable[Alert]) -> list[Alert]:
    """In the order of a list: those nobody owns, the urgent before the others; then those somebody
    is at; then what is over, without drafts that came to nothing.
    """
    shown = [one for one in alerts if one.ending is not Ending.CANCELLED]
    return sorted(
        shown,
        key=lambda one: (not one.waits, not one.is_open, one.urgency is Urgency.LOW, one.said_ms),
    )


def may_own(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether somebody may take an alert over: those inside the school who may file for a class.

    ``roles`` are those held on the alert's unit or above it.
    """
    return any(role in FILES_FROM_ABOVE and not kind.above_school for role, kind in roles)

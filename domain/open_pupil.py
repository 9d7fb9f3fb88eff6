"""Open pupils (未愈/未到): what is open since the last answer, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.check_in import Absence, Entry, Finding, FindingKind, Travel, Where


class Openness(StrEnum):
    """What is still open about a pupil, the gravest first."""

    ILL = "ill"
    MISSING = "missing"
    ISOLATED = "isolated"
    LEAVE = "leave"
    TRAVEL = "travel"
    UNMEASURED = "unmeasured"

    @property
    def bars(self) -> bool:
        """Whether the pupil has to be spoken for one by one before anything is submitted.

        A private matter is named in the button that says the class is well, which is enough.
        """
        return self in (Openness.ILL, Openness.MISSING, Openness.ISOLATED)


class Outcome(StrEnum):
    """What a teacher says today of a pupil who is open."""

    WELL = "well"
    RECOVERED = "recovered"
    MEASURED = "measured"
    STILL = "still"
    HOME = "home"
    HOSPITAL = "hospital"
    LEAVE = "leave"
    AWAY = "away"
    ABROAD = "abroad"
    UNMEASURED = "unmeasured"
    UNTIL = "until"
    GONE = "gone"


_AT_SCHOOL: Mapping[Openness, tuple[Outcome, ...]] = {
    Openness.ILL: (
        Outcome.WELL,
        Outcome.HOME,
        Outcome.STILL,
        Outcome.HOSPITAL,
        Outcome.UNTIL,
        Outcome.GONE,
    ),
    Openness.MISSING: (
        Outcome.WELL,
        Outcome.HOME,
        Outcome.LEAVE,
        Outcome.AWAY,
        Outcome.GONE,
    ),
    Openness.ISOLATED: (Outcome.WELL, Outcome.AWAY, Outcome.HOME, Outcome.STILL, Outcome.GONE),
    Openness.LEAVE: (Outcome.WELL, Outcome.LEAVE, Outcome.UNTIL, Outcome.HOME, Outcome.GONE),
    Openness.TRAVEL: (Outcome.WELL, Outcome.ABROAD, Outcome.STILL, Outcome.GONE),
    Openness.UNMEASURED: (Outcome.MEASURED, Outcome.UNMEASURED, Outcome.STILL),
}
_AT_HOME: Mapping[Openness, tuple[Outcome, ...]] = {
    Openness.ILL: (Outcome.RECOVERED, Outcome.STILL, Outcome.HOSPITAL, Outcome.GONE),
    Openness.MISSING: (Outcome.RECOVERED, Outcome.AWAY, Outcome.STILL, Outcome.GONE),
    Openness.ISOLATED: (Outcome.RECOVERED, Outcome.AWAY, Outcome.STILL, Outcome.GONE),
    Openness.TRAVEL: (Outcome.RECOVERED, Outcome.ABROAD, Outcome.STILL, Outcome.GONE),
    Openness.UNMEASURED: (Outcome.MEASURED, Outcome.UNMEASURED, Outcome.STILL),
}


def outcomes(openness: Openness, *, at_home: bool) -> tuple[Outcome, ...]:
    """What may be said of a pupil, likeliest first; where everybody is at home, nobody is back."""
    return (_AT_HOME if at_home else _AT_SCHOOL).get(openness, ())


HOUR_MS = 3_600_000
MOST_UNMEASURED = 5
"""When more were not measured, there was no thermometer, and nobody asks after each. Ours."""


@dataclass(frozen=True, slots=True)
class OpenPupil:
    """A pupil unwell or missing at the last answer and not known to be well again.

    ``since`` is the first day of it, None where nobody has looked it up. ``findings`` may be empty
    where a leave or an isolation with an end date has just ended.
    """

    pupil_id: int
    number: str
    name: str
    findings: tuple[Finding, ...]
    openness: Openness = Openness.ILL
    since: date | None = None

    @property
    def bars(self) -> bool:
        """Whether "all normal" is not offered while nobody has spoken for this pupil."""
        return self.openness.bars

    @property
    def was_away(self) -> bool:
        """Whether the pupil was not at school at the last answer."""
        return not self.findings or any(
            one.absence is not None or one.where in (Where.HOME, Where.HOSPITAL)
            for one in self.findings
        )


def openness_of(findings: Iterable[Finding], day: date) -> Openness | None:
    """What one pupil's findings of an earlier answer leave open on a day; None where nothing.

    A journey is open while its own days say that it goes on.
    """
    found = set()
    for finding in findings:
        match finding.kind:
            case FindingKind.FEVER | FindingKind.SYMPTOM:
                found.add(Openness.ILL)
            case FindingKind.ABSENCE:
                found.add(_ABSENT[finding.absence or Absence.OTHER])
            case FindingKind.TRAVEL if finding.last is not None and finding.last >= day:
                found.add(Openness.TRAVEL)
            case FindingKind.UNMEASURED:
                found.add(Openness.UNMEASURED)
    return next((one for one in Openness if one in found), None)


_ABSENT = {
    Absence.SICK: Openness.ILL,
    Absence.PERSONAL: Openness.LEAVE,
    Absence.OTHER: Openness.MISSING,
}


def worth_asking(pupils: Iterable[OpenPupil], *, at_home: bool) -> tuple[OpenPupil, ...]:
    """Those to ask about, the gravest first. Nobody is on leave where everybody is at home."""
    listed = [one for one in pupils if outcomes(one.openness, at_home=at_home)]
    if not listed:
        return ()
    unmeasured = [one for one in listed if one.openness is Openness.UNMEASURED]
    if len(unmeasured) > MOST_UNMEASURED:
        listed = [one for one in listed if one.openness is not Openness.UNMEASURED]
    places = list(Openness)
    return tuple(sorted(listed, key=lambda one: places.index(one.openness)))


def said_today(pupil: OpenPupil, outcome: Outcome, said: Entry) -> Entry:
    """What an outcome means, given what was ``said`` of the pupil today already.

    Only STILL is not an end of it: a temperature is asked next.
    """
    match outcome:
        case Outcome.WELL:
            return Entry(back=True, travel=said.travel)
        case Outcome.RECOVERED:
            return Entry(recovered=True, travel=said.travel)
        case Outcome.MEASURED:
            return Entry(travel=said.travel)
        case Outcome.HOME:
            return Entry(absence=Absence.SICK, where=Where.HOME)
        case Outcome.HOSPITAL:
            return Entry(absence=Absence.SICK, where=Where.HOSPITAL)
        case Outcome.LEAVE:
            return Entry(absence=Absence.PERSONAL)
        case Outcome.AWAY:
            return Entry(absence=Absence.OTHER)
        case Outcome.ABROAD:
            return Entry(absence=_why_abroad(pupil), travel=_journey(pupil))
        case Outcome.UNMEASURED:
            return Entry(unmeasured=True)
        case Outcome.UNTIL:
            away = Absence.PERSONAL if pupil.openness is Openness.LEAVE else Absence.SICK
            return Entry(absence=away)
        case Outcome.GONE:
            return Entry(gone=True)
        case Outcome.STILL:
            return said


def as_last_time(pupil: OpenPupil) -> Entry:
    """The same absence once more, of a pupil who ``was_away``."""
    match pupil.openness:
        case Openness.ILL:
            where = next((one.where for one in pupil.findings if one.where is not None), None)
            return Entry(absence=Absence.SICK, where=where)
        case Openness.LEAVE:
            return Entry(absence=Absence.PERSONAL)
        case _:
            return Entry(absence=Absence.OTHER)


def _why_abroad(pupil: OpenPupil) -> Absence:
    reasons = (one.absence for one in pupil.findings if one.kind is FindingKind.ABSENCE)
    return next((reason for reason in reasons if reason is not None), Absence.PERSONAL)


def _journey(pupil: OpenPupil) -> Travel | None:
    for one in pupil.findings:
        if one.kind is FindingKind.TRAVEL:
            return Travel(place=one.place or "", first=one.first, last=one.last)
    return None


def is_back_soon(fever_told_ms: int, now_ms: int, hours: int) -> bool:
    """Whether a pupil is back before so many hours have passed since a fever was last told; 0 hours
    asks nobody. For a hint only: it decides nothing.
    """
    return now_ms - fever_told_ms < hours * HOUR_MS


def day_number(since: date, day: date) -> int:
    """第 n 天: calendar days, the first and the present one included, week-ends inside too."""
    return (day - since).days + 1

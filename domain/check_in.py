"""The check-in (晨检上报): what one class says for one day, and what is abnormal in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, Field


class Symptom(StrEnum):
    """The watch list of WS/T 772-2020 (press summary, FIELD section 3), with "other"."""

    COUGH = "cough"
    SORE_THROAT = "sore_throat"
    RUNNY_NOSE = "runny_nose"
    HEADACHE = "headache"
    FATIGUE = "fatigue"
    VOMITING = "vomiting"
    DIARRHOEA = "diarrhoea"
    RASH = "rash"
    ABDOMINAL_PAIN = "abdominal_pain"
    RED_EYE = "red_eye"
    PAROTID_SWELLING = "parotid_swelling"
    OTHER = "other"


class Absence(StrEnum):
    """Why a pupil is not there: 病假, 事假, other."""

    SICK = "sick"
    PERSONAL = "personal"
    OTHER = "other"


class Where(StrEnum):
    """Where an unwell pupil is now."""

    HOME = "home"
    HOSPITAL = "hospital"
    SCHOOL = "school"


class FindingKind(StrEnum):
    """One thing about one person in an answer."""

    FEVER = "fever"
    SYMPTOM = "symptom"
    ABSENCE = "absence"
    TRAVEL = "travel"
    UNMEASURED = "unmeasured"


LASTING = frozenset({FindingKind.FEVER, FindingKind.SYMPTOM, FindingKind.ABSENCE})
"""What may go on for days (因病缺勤追踪); a journey has days of its own."""


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Travel(_Said):
    """Where somebody has been; one day has ``first == last``, unknown days are None.

    ``relative`` are the words about somebody at home who has been away or is ill (接触史); it was
    not the pupil who went.
    """

    place: str = ""
    relative: str = ""
    first: date | None = None
    last: date | None = None


class Ahead(_Said):
    """A leave that is told today and begins later; both days count."""

    absence: Absence
    first: date
    last: date


class Entry(_Said):
    """What was said about one person.

    ``temperature`` in hundredths of a degree Celsius, ``said`` as it was typed; ``feverish`` for
    a fever without a figure; ``unmeasured`` for 未测. ``where`` None means it was not said.
    ``remark`` are words that no other field holds: a disease's name, 联系不上.
    ``until`` is the last day of a leave, ``back`` an open pupil's return (已返校), ``recovered``
    the same where everybody is at home, ``gone`` one who has left for another school (转出) and
    waits for the roster to follow. ``ahead`` is a leave that begins on a later day, ``aside`` words
    about another day or a later part of this one; neither says anything of this morning.
    """

    temperature: int | None = None
    said: str | None = None
    feverish: bool = False
    unmeasured: bool = False
    symptoms: tuple[Symptom, ...] = ()
    absence: Absence | None = None
    where: Where | None = None
    travel: Travel | None = None
    remark: str = ""
    not_learning: bool = False
    lives_in: bool = False
    until: date | None = None
    back: bool = False
    recovered: bool = False
    gone: bool = False
    ahead: Ahead | None = None
    aside: str = ""

    def has_fever(self, threshold: int) -> bool:
        """At or above the threshold (hundredths), or called a fever."""
        return self.feverish or (self.temperature is not None and self.temperature >= threshold)

    def is_abnormal(self, threshold: int) -> bool:
        """Whether anything here is a finding."""
        return bool(
            self.has_fever(threshold)
            or self.symptoms
            or self.absence
            or self.travel
            or self.unmeasured
            or self.remark
            or self.not_learning
            or self.where in (Where.HOME, Where.HOSPITAL)
        )

    def tells(self, threshold: int) -> bool:
        """Whether anything here would be missed: a reading would, even a normal one."""
        known = self.temperature is not None or self.gone or self.lives_in
        later = self.ahead is not None or bool(self.aside)
        return known or later or self.is_abnormal(threshold)

    @property
    def says_nothing(self) -> bool:
        """Whether this person was named and nothing else was said."""
        return self == Entry()

    @property
    def says_nothing_of_today(self) -> bool:
        """Whether nothing was said but of another day."""
        return self == Entry(ahead=self.ahead, aside=self.aside)

    @property
    def absent(self) -> Absence | None:
        """Why the person is said to be absent; at home or in hospital is sick."""
        if self.absence is not None:
            return self.absence
        return Absence.SICK if self.where in (Where.HOME, Where.HOSPITAL) else None

    @property
    def away(self) -> Absence | None:
        """Why the person counts as absent; None is present."""
        return Absence.OTHER if self.gone and self.absent is None else self.absent

    def journey_on(self, first: date, last: date) -> Travel:
        """The journey with the days that were told. Of who is away and not ill one day is that of
        leaving.
        """
        away = self.absence in (Absence.OTHER, Absence.PERSONAL)
        gone = away and first == last
        days = {"first": first, "last": None if gone else last}
        return (self.travel or Travel()).model_copy(update=days)

    @property
    def returned(self) -> bool:
        """Whether the pupil is said to be back and is not said to be away as well."""
        return self.back and self.away is None

    def may_last(self, threshold: int) -> bool:
        """Whether this is a leave that is offered an end; a fever is asked about every day."""
        return self.away in (Absence.SICK, Absence.PERSONAL) and not self.has_fever(threshold)

    def leave_until(self, threshold: int) -> date | None:
        """The last day of a leave that runs by itself until then, whatever the reason."""
        lasts = self.absent is not None and not self.has_fever(threshold)
        return self.until if lasts else None


class CheckIn(_Said):
    """One class, one day. Keys of ``pupils`` are pupil ids, of ``staff`` person ids.

    ``class_max`` is a highest temperature stated for the whole class (hundredths). A pupil who is
    not named is present and well.
    """

    pupils: dict[int, Entry] = Field(default_factory=dict)
    staff: dict[int, Entry] = Field(default_factory=dict)
    class_max: int | None = None

    @property
    def mark(self) -> str:
        """Eight characters that change with anything that is said; they hold no reading."""
        said = self.model_dump_json(exclude_defaults=True)
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    def abnormal_people(self, threshold: int) -> frozenset[tuple[str, int]]:
        """Who has a finding: ``("pupil", id)`` and ``("staff", id)``."""
        sides = {"pupil": self.pupils, "staff": self.staff}
        return frozenset(
            (side, key)
            for side, entries in sides.items()
            for key, entry in entries.items()
            if entry.is_abnormal(threshold)
        )

    def without_abnormal(self, threshold: int) -> CheckIn:
        """What stays where everybody is said to be well: normal readings, and who is back."""
        if not self.pupils and not self.staff and self.class_max is None:
            return self
        fever = self.class_max is not None and self.class_max >= threshold
        return CheckIn(
            pupils={k: one for k, one in self.pupils.items() if not one.is_abnormal(threshold)},
            staff={k: one for k, one in self.staff.items() if not one.is_abnormal(threshold)},
            class_max=None if fever else self.class_max,
        )

    def without_nothing(self, threshold: int) -> CheckIn:
        """The same, without entries that tell nothing: no reading, no return, nothing abnormal."""
        if not self.pupils and not self.staff:
            return self
        return self.model_copy(
            update={
                "pupils": _telling(self.pupils, threshold),
                "staff": _telling(self.staff, threshold),
            }
        )


NOTHING_SAID = CheckIn()
"""Nobody is named: the whole class is present and well."""


def _telling(entries: Mapping[int, Entry], threshold: int) -> dict[int, Entry]:
    return {
        key: entry
        for key, entry in entries.items()
        if entry.returned or entry.recovered or entry.tells(threshold)
    }


class Finding(Struct, frozen=True):
    """异常: one thing about one pupil or one member of staff. Exactly one of the ids is set.

    ``remark`` stays inside the school: it is in somebody's own words. A pupil's id below zero
    stands for somebody nobody knows yet.
    """

    kind: FindingKind
    pupil_id: int | None = None
    person_id: int | None = None
    temperature: int | None = None
    symptom: Symptom | None = None
    absence: Absence | None = None
    where: Where | None = None
    place: str | None = None
    first: date | None = None
    last: date | None = None
    remark: str | None = None

    @property
    def unknown(self) -> bool:
        """Whether nobody knows yet whom it is about."""
        return self.pupil_id is not None and self.pupil_id < 0


def findings_of(check_in: CheckIn, threshold: int) -> tuple[Finding, ...]:
    """What is abnormal in an answer, pupils first, in the order they were named.

    A feverish pupil at home gives one fever finding and no absence finding; each symptom gives
    one; an absence called sick and explained by fever or symptoms is not told twice: where nobody
    said where the pupil is, the last of these findings bears it. A remark goes with the first of a
    person's findings, and where there is no other it is one by itself.
    """
    found: list[Finding] = []
    for pupil_id, entry in check_in.pupils.items():
        found.extend(_findings(entry, threshold, pupil_id=pupil_id))
    for person_id, entry in check_in.staff.items():
        found.extend(_findings(entry, threshold, person_id=person_id))
    return tuple(found)


def _findings(
    entry: Entry, threshold: int, *, pupil_id: int | None = None, person_id: int | None = None
) -> list[Finding]:
    found: list[Finding] = []
    whose = Finding(kind=FindingKind.FEVER, pupil_id=pupil_id, person_id=person_id)

    def add(kind: FindingKind, **what: Any) -> None:
        found.append(replace(whose, kind=kind, **what))

    fever = entry.has_fever(threshold)
    if fever:
        add(FindingKind.FEVER, temperature=entry.temperature, where=entry.where)
    for symptom in entry.symptoms:
        add(FindingKind.SYMPTOM, symptom=symptom, where=entry.where)
    # Who has gone is a matter of the roster: a known absence from now on, and nobody's alarm.
    away = entry.absent
    explained = away is Absence.SICK and (fever or entry.symptoms)
    if explained and found and entry.where is None:
        found[-1] = replace(found[-1], absence=away)
    elif away is not None and not explained:
        add(FindingKind.ABSENCE, absence=away, where=entry.where)
    if entry.unmeasured:
        add(FindingKind.UNMEASURED)
    if entry.remark:
        first = found.pop(0) if found else _unwell(whose)
        found.insert(0, replace(first, remark=entry.remark))
    if entry.travel is not None:
        travel = entry.travel
        words = travel.relative or None
        add(
            FindingKind.TRAVEL,
            place=travel.place,
            first=travel.first,
            last=travel.last,
            remark=words,
        )
    return found


def _unwell(whose: Finding) -> Finding:
    return replace(whose, kind=FindingKind.SYMPTOM, symptom=Symptom.OTHER)

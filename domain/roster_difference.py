"""What a roster file (花名册), or somebody in the chat, would change in the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.calendar import Period
from domain.known_roster import DutyKey, EnrolmentKey, KnownPupil, own_data
from domain.roster import Role
from domain.roster_rows import AliasRow, PersonRow, PupilRow, UnitRow


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit: new (``before`` None), closed (``after`` None), or with another name or place.

    ``reopened``: it had been closed.
    """

    before: UnitRow | None
    after: UnitRow | None
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A member of staff: new, gone (``after`` None), changed, or back (``returned``)."""

    before: PersonRow | None
    after: PersonRow | None
    returned: bool = False


@dataclass(frozen=True, slots=True)
class DutyChange:
    """The days of a person's role on a unit. ``before`` are the periods as stored."""

    person_code: str
    role: Role
    unit_code: str
    before: tuple[Period, ...]
    after: tuple[Period, ...]

    @property
    def key(self) -> DutyKey:
        """Whose days in which role."""
        return self.person_code, self.role, self.unit_code


@dataclass(frozen=True, slots=True)
class PupilChange:
    """A pupil; the classes are those on the day, None before coming and after leaving."""

    number: str
    before: KnownPupil | None
    after: PupilRow | None
    from_class: str | None
    to_class: str | None

    @property
    def rewritten(self) -> bool:
        """Whether the pupil's own data are new or other than they were."""
        return self.after is not None and (
            self.before is None or own_data(self.before) != own_data(self.after)
        )


@dataclass(frozen=True, slots=True)
class EnrolmentChange:
    """The days of a pupil in one class. ``before`` as stored; ``seat`` is the class's last one."""

    number: str
    class_code: str
    before: tuple[Period, ...]
    after: tuple[Period, ...]
    seat: int | None

    @property
    def key(self) -> EnrolmentKey:
        """Whose days in which class."""
        return self.number, self.class_code


@dataclass(frozen=True, slots=True)
class AbsenceChange:
    """The days of a known absence. ``before`` are the periods as stored."""

    code: str
    of: Literal["pupil", "person"]
    kind: Literal["isolation", "leave"]
    before: tuple[Period, ...]
    after: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything an import on ``day`` would change; nothing that was is taken from the past.

    ``places`` are the units whose order changed, for storing; ``reordered`` says whether a reader
    would notice. The names are those of all units and people that the changes mention.
    ``in_chat`` are duties and enrolments that were changed in the chat since the last import.
    """

    day: date
    first_import: bool
    version: int
    units: tuple[UnitChange, ...]
    people: tuple[PersonChange, ...]
    duties: tuple[DutyChange, ...]
    pupils: tuple[PupilChange, ...]
    enrolments: tuple[EnrolmentChange, ...]
    absences: tuple[AbsenceChange, ...]
    new_aliases: tuple[AliasRow, ...]
    gone_aliases: tuple[AliasRow, ...]
    places: tuple[tuple[str, int], ...]
    reordered: bool
    unit_names: Mapping[str, str]
    person_names: Mapping[str, str]
    in_chat: frozenset[DutyKey | EnrolmentKey] = frozenset()

    @property
    def taken_back(self) -> tuple[tuple[DutyChange, ...], tuple[EnrolmentChange, ...]]:
        """What was changed in the chat and the file says otherwise: the file would count."""
        return (
            tuple(one for one in self.duties if one.key in self.in_chat),
            tuple(one for one in self.enrolments if one.key in self.in_chat),
        )

    @property
    def empty(self) -> bool:
        """The file says what is known already."""
        return not (
            self.units
            or self.people
            or self.duties
            or self.pupils
            or self.enrolments
            or self.absences
            or self.new_aliases
            or self.gone_aliases
            or self.places
        )


def in_chat(
    day: date,
    version: int,
    *,
    people: tuple[PersonChange, ...] = (),
    duties: tuple[DutyChange, ...] = (),
    pupils: tuple[PupilChange, ...] = (),
    enrolments: tuple[EnrolmentChange, ...] = (),
) -> Difference:
    """The same for the few things that somebody changes in the chat, from ``day`` on."""
    return Difference(
        day=day,
        first_import=False,
        version=version,
        units=(),
        people=people,
        duties=duties,
        pupils=pupils,
        enrolments=enrolments,
        absences=(),
        new_aliases=(),
        gone_aliases=(),
        places=(),
        reordered=False,
        unit_names={},
        person_names={},
    )

"""Who is unwell: findings with names and classes, person by person, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from domain.check_in import Finding, FindingKind
from domain.roster import Unit


class Found(Struct, frozen=True):
    """异常: a finding with the class it belongs to and the person's name.

    A place is whatever somebody typed; ``tells_a_name`` unless it was looked up that it holds no
    name of the school. ``name`` tells two of one name apart; ``on_roster`` is the bare name where
    that is another.
    """

    unit: Unit
    school: str
    name: str
    finding: Finding
    tells_a_name: bool = True
    on_roster: str = ""

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

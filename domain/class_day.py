"""A class on a school day: who should be there, who is known to be away, who is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.check_in import CheckIn, Finding


@dataclass(frozen=True, slots=True)
class OpenPupil:
    """A pupil unwell or missing at the last answer and not known to be well again."""

    pupil_id: int
    number: str
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ClassDay:
    """What a question says about its class. ``isolated`` and ``on_leave`` are followed apart."""

    round_id: int
    revision: int
    class_name: str
    day: date
    cut_off_ms: int
    enrolled: int
    isolated: int
    on_leave: int
    open_pupils: tuple[OpenPupil, ...] = ()

    @property
    def expected(self) -> int:
        """Who should be there today."""
        return self.enrolled - self.isolated - self.on_leave

    def waiting(self, check_in: CheckIn) -> tuple[OpenPupil, ...]:
        """The open pupils nobody has spoken for yet: they are not known to be well."""
        return tuple(one for one in self.open_pupils if one.pupil_id not in check_in.pupils)

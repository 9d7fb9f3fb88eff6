"""A class on a school day: who should be there, who is known to be away, who is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.check_in import CheckIn, Finding
from domain.mode import Mode
from domain.school_calendar import ReturnDay


@dataclass(frozen=True, slots=True)
class OpenPupil:
    """A pupil unwell or missing at the last answer and not known to be well again."""

    pupil_id: int
    number: str
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ClassDay:
    """What a question says about its class. ``isolated`` and ``on_leave`` are followed apart.

    ``returns`` is the return day whose log the day belongs to, ``log_days`` how long that log is.
    """

    round_id: int
    revision: int
    class_name: str
    day: date
    cut_off_ms: int
    enrolled: int
    isolated: int
    on_leave: int
    open_pupils: tuple[OpenPupil, ...] = ()
    mode: Mode = Mode.TERM
    returns: ReturnDay | None = None
    log_days: int = 0

    @property
    def expected(self) -> int:
        """Who should be there today."""
        return self.enrolled - self.isolated - self.on_leave

    @property
    def log_day(self) -> int | None:
        """Which day of the log before a return it is, from 1; None where none is kept."""
        if self.returns is None:
            return None
        return self.log_days - (self.returns.day - self.day).days + 1

    def waiting(self, check_in: CheckIn) -> tuple[OpenPupil, ...]:
        """The open pupils nobody has spoken for yet: they are not known to be well."""
        return tuple(one for one in self.open_pupils if one.pupil_id not in check_in.pupils)

"""A class on a school day: who should be there, who is known to be away, who is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.check_in import CheckIn, Entry
from domain.mode import Mode
from domain.open_pupil import OpenPupil
from domain.roster import HeadCount
from domain.school_calendar import ReturnDay


@dataclass(frozen=True, slots=True)
class ClassDay:
    """What a question says about its class. ``isolated`` to ``leaving`` are followed apart.

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
    sick: int = 0
    leaving: int = 0
    open_pupils: tuple[OpenPupil, ...] = ()
    mode: Mode = Mode.TERM
    returns: ReturnDay | None = None
    log_days: int = 0

    @property
    def count(self) -> HeadCount:
        """The class by heads."""
        return HeadCount(self.enrolled, self.isolated, self.on_leave, self.sick, self.leaving)

    @property
    def expected(self) -> int:
        """Who should be there today."""
        return self.count.expected

    @property
    def log_day(self) -> int | None:
        """Which day of the log before a return it is, from 1; None where none is kept."""
        if self.returns is None:
            return None
        return self.log_days - (self.returns.day - self.day).days + 1

    def waiting(self, check_in: CheckIn) -> tuple[OpenPupil, ...]:
        """The open pupils nobody has spoken for yet: they are not known to be well."""
        return unspoken(self.open_pupils, check_in)


def unspoken(open_pupils: Iterable[OpenPupil], check_in: CheckIn) -> tuple[OpenPupil, ...]:
    """The open pupils of whom an answer says nothing yet. To be named is not to be spoken for:
    who was ill is well by a word of its own only.
    """
    return tuple(
        one
        for one in open_pupils
        if one.pupil_id not in check_in.pupils
        or (one.bars and check_in.pupils[one.pupil_id].says_nothing_of_today)
    )


def with_returned(check_in: CheckIn, waiting: Iterable[OpenPupil]) -> CheckIn:
    """The same, saying of those who were away for a private matter that they are back.

    For an answer whose button named them among those who are well.
    """
    returned = {one.pupil_id: Entry(back=True) for one in waiting if one.was_away}
    if not returned:
        return check_in
    return check_in.model_copy(update={"pupils": {**check_in.pupils, **returned}})

"""The calendar of a unit: what was marked for it and above it, and the mode of each of its days.

Counting rules (FIELD sections 3 and 4): both ends of a span count. The opening day is not inside
the log before a return: with a log of 14 days, day 14 is the eve. Where the public calendar has
school, the morning's check-in is that day's log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.calendar import DayKind, DayReason, NationalDay, Period, PublicVerdict, judge_day
from domain.mode import Mode

ONE_BREAK = timedelta(days=60)
"""Return days of a unit and of one above it that lie closer than this end the same break. Ours."""
_DAY = timedelta(days=1)
_MODES = {
    DayKind.SCHOOL: Mode.TERM,
    DayKind.OFF: Mode.OFF,
    DayKind.VACATION: Mode.VACATION,
    DayKind.CLOSURE: Mode.CLOSURE,
}
_UNTIL_RETURN = (DayKind.VACATION, DayKind.CLOSURE)
"""What a return brings to its end, where it began before."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days running that a unit has marked for itself and the units below. A larger id is newer."""

    id: int
    period: Period
    kind: DayKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDay:
    """返校日: the day on which a unit is back; a draft until somebody has approved it."""

    id: int
    day: date
    approved: bool = False

    def log_window(self, days: int) -> Period | None:
        """The days of the log before it, the eve included and the day itself not."""
        return Period(self.day - days * _DAY, self.day - _DAY) if days else None


@dataclass(frozen=True, slots=True)
class Level:
    """What one unit has marked."""

    spans: tuple[Span, ...] = ()
    returns: tuple[ReturnDay, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicCalendar:
    """Public holidays and make-up workdays, and the years whose list is loaded."""

    days: Mapping[date, NationalDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def on(self, day: date) -> PublicVerdict:
        """How a day is where nobody has marked anything."""
        return judge_day(day, self.days.get(day))


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """Settings of a school: how long the log before a return is, on which weekday (Monday 0) a
    vacation asks, None for every day, and whether a closure asks at week-ends too.
    """

    log_days: int = 14
    vacation_weekday: int | None = 0
    closure_weekends: bool = True


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """How a unit's day is, and what decided it.

    ``asked`` is whether an answer is owed; ``note`` the holiday's name or an admin's words;
    ``returns`` the return day whose log the day belongs to.
    """

    mode: Mode
    why: DayReason
    asked: bool
    year_known: bool
    note: str = ""
    returns: ReturnDay | None = None

    @property
    def is_guess(self) -> bool:
        """Monday to Friday was all there was to go by; admins must be told so, loudly."""
        return not self.year_known and self.why in (DayReason.WEEKDAY, DayReason.WEEKEND)

    def without_reason(self) -> DayVerdict:
        """The same for whoever may not read an admin's words; a public holiday keeps its name."""
        public = self.why in (DayReason.HOLIDAY, DayReason.MAKE_UP)
        return self if public or not self.note else replace(self, note="")


@dataclass(frozen=True, slots=True)
class UnitCalendar:
    """Every day of one unit. ``levels`` are its own marks and those above it, nearest first."""

    levels: tuple[Level, ...]
    public: PublicCalendar
    rules: CalendarRules = CalendarRules()

    def on(self, day: date) -> DayVerdict:
        """How a day is.

        The nearest unit that has marked it decides, and of its marks the newest; then the public
        calendar. Days without school before a return are its log, week-ends and holidays too; a
        closure, which asks the same and more, stays a closure.
        """
        verdict = self._marked_or_public(day)
        returning = self.returning_after(day)
        if returning is None:
            return verdict
        if verdict.mode in (Mode.OFF, Mode.VACATION):
            return replace(
                verdict,
                mode=Mode.PRE_RETURN,
                why=DayReason.RETURN,
                asked=True,
                returns=returning,
            )
        return replace(verdict, returns=returning)

    def returning_after(self, day: date) -> ReturnDay | None:
        """The return day in whose log a day lies, the nearest to come."""
        ahead = [
            one
            for one in self.returns
            if (window := one.log_window(self.rules.log_days)) is not None and day in window
        ]
        return min(ahead, key=lambda one: one.day, default=None)

    @property
    def returns(self) -> tuple[ReturnDay, ...]:
        """The return days that hold for this unit.

        A nearer unit's own day stands for that of a unit above it, of the same break; an earlier
        one only once it is approved, for until then the unit above brings everybody back.
        """
        held: list[ReturnDay] = []
        for level in self.levels:
            nearer = tuple(held)
            held += [one for one in level.returns if not _stood_for(one, nearer)]
        return tuple(held)

    def _marked_or_public(self, day: date) -> DayVerdict:
        public = self.public.on(day)
        span = self.span_on(day)
        known = day.year in self.public.years
        if span is None or span.kind is DayKind.PLAIN:
            mode = Mode.TERM if public.is_school_day else Mode.OFF
            return DayVerdict(mode, public.why, public.is_school_day, known, public.note)
        mode = _MODES[span.kind]
        asked = self._asks(mode, day, public)
        return DayVerdict(mode, DayReason.MARKED, asked, known, span.note)

    def _asks(self, mode: Mode, day: date, public: PublicVerdict) -> bool:
        match mode:
            case Mode.VACATION:
                weekday = self.rules.vacation_weekday
                return weekday is None or day.weekday() == weekday
            case Mode.CLOSURE:
                return public.is_school_day or self.rules.closure_weekends
            case _:
                return mode is Mode.TERM

    def span_on(self, day: date) -> Span | None:
        """The mark that decides a day, None where the public calendar does."""
        returned: list[ReturnDay] = []
        held = self.returns
        for level in self.levels:
            returned += [one for one in level.returns if one.approved and one in held]
            for span in sorted(level.spans, key=lambda one: -one.id):
                if day in span.period and not _is_back(span, day, returned):
                    return span
        return None


def _stood_for(one: ReturnDay, nearer: Sequence[ReturnDay]) -> bool:
    return any(
        abs(other.day - one.day) < ONE_BREAK and (other.approved or other.day > one.day)
        for other in nearer
    )


def _is_back(span: Span, day: date, returned: Sequence[ReturnDay]) -> bool:
    """Whether a unit that is back has left behind what began before its return."""
    return span.kind in _UNTIL_RETURN and any(
        span.period.first < one.day <= day for one in returned
    )

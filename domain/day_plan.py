"""The steps of a school day: when each is due, and what is still worth doing after a silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from domain.errors import ChenjianError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class StepKind(StrEnum):
    """What happens in a day, in this order."""

    OPEN = "open"
    ASK = "ask"
    CHASE_1 = "chase_1"
    CHASE_2 = "chase_2"
    ESCALATE = "escalate"
    CUT_OFF = "cut_off"
    ROLL_UP = "roll_up"
    LOCK = "lock"
    EVENING = "evening"


_ORDER = {kind: place for place, kind in enumerate(StepKind)}
# Steps that speak to teachers; each is itself a question or leads to one.
_QUESTIONS = (StepKind.ASK, StepKind.CHASE_2, StepKind.CHASE_1)
_TALK = (StepKind.ASK, StepKind.CHASE_1, StepKind.CHASE_2, StepKind.ESCALATE)


class TimesOutOfOrder(ChenjianError):
    """Two steps of a day would not come one after the other."""

    def __init__(self, earlier: StepKind, later: StepKind) -> None:
        super().__init__(f"{earlier} must come before {later}")
        self.earlier = earlier
        self.later = later


@dataclass(frozen=True, slots=True)
class DayTimes:
    """When the steps of a unit's day are due, in local civil time.

    The defaults are ours. Each step must come later than the one before it, or TimesOutOfOrder.
    """

    open: time = time(5, 0)
    ask: time = time(7, 30)
    chase_1: time = time(8, 0)
    chase_2: time = time(8, 20)
    escalate: time = time(8, 40)
    cut_off: time = time(9, 0)
    roll_up: time = time(9, 15)
    lock: time = time(18, 0)
    evening: time = time(19, 0)

    def __post_init__(self) -> None:
        for earlier, later in pairwise(StepKind):
            if self.at(earlier) >= self.at(later):
                raise TimesOutOfOrder(earlier, later)

    def at(self, kind: StepKind) -> time:
        """The local time of one step."""
        found: time = getattr(self, kind.value)
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one unit's day, due at an instant in milliseconds since the epoch, UTC."""

    kind: StepKind
    due_ms: int


def steps_of(
    day: date, times: DayTimes, zone: ZoneInfo, *, above_school: bool = False, log: bool = False
) -> tuple[Step, ...]:
    """The steps a school owes on one day, in order.

    A unit above the schools asks nobody itself: its day is the roll-up alone. Only a school whose
    classes keep a log before their return owes the evening list (``log``).
    """
    kinds = [
        kind
        for kind in StepKind
        if (kind is StepKind.ROLL_UP) == above_school and (log or kind is not StepKind.EVENING)
    ]
    return tuple(Step(kind, instant_ms(day, times.at(kind), zone)) for kind in kinds)


def instant_ms(day: date, at: time, zone: ZoneInfo) -> int:
    """The instant of a local civil time, in milliseconds since the epoch, UTC.

    Where clocks change, an hour that comes twice means its first, and one that is skipped means
    the same distance after the change.
    """
    return (datetime.combine(day, at, tzinfo=zone) - _EPOCH) // _MILLISECOND


@lru_cache(maxsize=256)
def school_day_of(now_ms: int, zone: ZoneInfo) -> date:
    """上报日: the date on the school's own calendar at an instant."""
    return (_EPOCH + now_ms * _MILLISECOND).astimezone(zone).date()


def is_late(answered_ms: int, cut_off_ms: int) -> bool:
    """迟报: at the cut-off or after it; 09:00:00.000 is late, 08:59:59.999 is not."""
    return answered_ms >= cut_off_ms


def due_in_order(steps: Iterable[Step], now_ms: int) -> tuple[Step, ...]:
    """The steps whose time has come, in the order in which they are to be done."""
    due = (step for step in steps if step.due_ms <= now_ms)
    return tuple(sorted(due, key=lambda step: (step.due_ms, _ORDER[step.kind])))


@dataclass(frozen=True, slots=True)
class CatchUp:
    """After a silence: the steps to do now, in order, and those to close as missed."""

    do: tuple[Step, ...]
    missed: tuple[Step, ...]


def catch_up(owed: Sequence[Step], now_ms: int, was_asked: bool) -> CatchUp:
    """What is still worth saying, for the steps that fell due while nobody was running.

    `owed` are the steps of one unit's day that are not done; `was_asked` says whether its head
    teachers were asked at all that day, by an ask or by a chase. Opening, cut-off, roll-up and
    lock are always made up for. To teachers only the newest step speaks, so that a restart asks
    once and not three times; nobody is escalated, or cut off before the lock, without a question.
    Steps not yet due stand in neither list.
    """
    due = due_in_order(owed, now_ms)
    kinds = {step.kind for step in due}
    said = _worth_saying(kinds, was_asked)
    do = tuple(step for step in due if step.kind not in _TALK or step.kind in said)
    return CatchUp(do=do, missed=tuple(step for step in due if step not in do))


def _worth_saying(due: set[StepKind], was_asked: bool) -> set[StepKind]:
    if StepKind.LOCK in due:
        return set()
    # A silence may follow another that closed the ask itself as missed: then a chase asks.
    question = next((kind for kind in _QUESTIONS if kind in due), None)
    ask_at_last = set() if was_asked or question is None else {question}
    if StepKind.CUT_OFF in due:
        return ask_at_last
    newest = next((kind for kind in reversed(_TALK) if kind in due), None)
    if newest is None:
        return set()
    return {newest} | (ask_at_last if newest is StepKind.ESCALATE else set())


def wave_seconds(notes: int, per_second: float = 29.2) -> float:
    """How long a wave of notes takes at the channel's pace: 10,000 asks need about six minutes."""
    return notes / per_second


def wave_runs_into(
    notes: int, at_ms: int, next_step_ms: int, per_second: float = 29.2
) -> float | None:
    """By how many seconds a wave begun at one step runs past the next, or None if it is through.

    A city whose wave does so staggers its schools' times.
    """
    overrun = wave_seconds(notes, per_second) - (next_step_ms - at_ms) / 1000
    return overrun if overrun > 0 else None

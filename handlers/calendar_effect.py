"""What a wish does to a unit's calendar, worked out from what is stored now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import Period
from domain.calendar_order import OrderKind, Wish
from domain.marking import Difference, Marking, differences, mark, mark_return
from domain.roster import Unit, UnitKind
from domain.school_calendar import CalendarRules, UnitCalendar
from domain.unit_settings import UnitSettings
from storage.transaction import Transaction

_AROUND = timedelta(days=130)
"""How far around the days named a change may be felt: a vacation and the log behind it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What is written, and what of it is new from today on.

    ``classes`` counts the classes of the unit, ``elsewhere`` are units below it that have marked
    some of the days themselves and are not moved by it. ``replaces`` are the returns whose place
    a return takes.
    """

    marking: Marking
    calendar: UnitCalendar
    differences: tuple[Difference, ...]
    period: Period
    classes: int
    elsewhere: tuple[Unit, ...]
    log_days: int
    replaces: tuple[date, ...] = ()

    @property
    def day_of_return(self) -> date | None:
        """The day that is set, where it is a return."""
        return None if self.marking.returns is None else self.marking.returns.day

    @property
    def changes_nothing(self) -> bool:
        """Whether every day stays as it is."""
        return not self.differences and self.marking.returns is None


def effect_of(tx: Transaction, unit: Unit, wish: Wish, today: date) -> Effect:
    """Work out what a wish does to a unit."""
    rules = rules_of(tx, unit)
    around = Period(wish.first - _AROUND, wish.last + _AROUND)
    before = tx.calendar.of_unit(unit.id, around, rules)
    own = before.levels[0]
    if wish.kind is OrderKind.RETURN:
        marking = mark_return(own, before, wish.first, approved=wish.approved)
    else:
        marking = mark(own, wish.period, wish.kind.day_kind, wish.note, today)
    after = replace(before, levels=(marking.applied(own), *before.levels[1:]))
    ahead = [day for day in around if day >= today]
    changed = differences(before, after, ahead)
    return Effect(
        marking,
        after,
        changed,
        _touched(wish, marking, before, changed),
        len(tx.roster.below(unit.id, UnitKind.CLASS, today)),
        _elsewhere(tx, unit, wish.period),
        rules.log_days,
        tuple(one.day for one in own.returns if one.id in marking.ends_returns),
    )


def rules_of(tx: Transaction, unit: Unit) -> CalendarRules:
    """What a unit's calendar goes by."""
    return UnitSettings.resolve(tx.settings.chain(unit.id)).calendar_rules


def _touched(
    wish: Wish, marking: Marking, before: UnitCalendar, changed: tuple[Difference, ...]
) -> Period:
    """All days that the change speaks of."""
    ended = [one.period for one in before.levels[0].spans if one.id in marking.ends]
    days = [wish.period, *ended, *(one.period for one in changed)]
    return Period(min(one.first for one in days), max(one.last for one in days))


def _elsewhere(tx: Transaction, unit: Unit, period: Period) -> tuple[Unit, ...]:
    marked = tx.calendar.marks_below(unit.id, period)
    found = (tx.roster.unit(unit_id) for unit_id, level in marked.items() if level.spans)
    return tuple(one for one in found if one is not None)

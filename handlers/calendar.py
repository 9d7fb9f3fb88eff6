"""/calendar (日历): the month of a unit, and marking days in it by words or by buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.calendar import Period, UnreadableDay
from domain.calendar_choice import (
    ACTION,
    CalendarAsked,
    DaysChosen,
    KindChosen,
    LastDayAsked,
    MonthAsked,
    PictureAsked,
    UnitsAsked,
    read_asked,
)
from domain.calendar_order import CalendarWords, OrderKind, Wish, read_calendar_words
from domain.choice import Choice
from domain.coming_days import DayGone
from domain.errors import ChenjianError, NotYours
from domain.incoming import Words
from domain.marking import rest_of_break
from domain.message import Message
from domain.note import Wanted
from domain.roster import Unit, UnitKind
from domain.school_calendar import DayVerdict
from domain.viewer import may_mark
from handlers import calendar_changes
from handlers.calendar_changes import must_be_theirs, wish_for, wish_of
from handlers.calendar_effect import rules_of
from handlers.report import MOST_NAME, UnknownUnit, full_name, units_called
from handlers.visit import Visit
from storage.reasons import reads_reason
from views import calendar_cards as cards
from views.calendar_month import Mark, MonthFacts, month
from views.words import say

LONGEST = 200
"""Characters after the command that are read."""
_DAY = timedelta(days=1)


class NoLastDay(ChenjianError):
    """Days were to be marked and no last day was named."""


class NotOfTheCalendar(ChenjianError):
    """Words (``words``) that name no day, no kind and no unit that is one's own."""


def calendar(visit: Visit, argument: str) -> None:
    """``/calendar [unit] [month | days kind]`` in any order; alone the own unit's month.

    Raises UnreadableDay, DayGone, NoLastDay, NotOfTheCalendar and what wish_for raises.
    """
    words = read_calendar_words(argument[:LONGEST], visit.day)
    own = _own(visit)
    units = _called(visit, words.unit, own)
    if len(units) > 1 and words.kind is not None:
        theirs = [unit for unit in units if _may_mark(visit, unit)]
        units = theirs or units
    if len(units) > 1:
        visit.show(cards.choose_unit(visit.language, _named(visit, units), visit.day))
        return
    _asked(visit, units[0], words)


def _called(visit: Visit, name: str, own: Sequence[Unit]) -> list[Unit]:
    try:
        return units_called(visit, name, own)
    except UnknownUnit:
        raise NotOfTheCalendar(words=name[:MOST_NAME]) from None


def typed_for_calendar(visit: Visit, said: Words) -> bool:
    """``12月1日-12月3日 停课`` without a command, from whoever may mark days: read back.

    False where the words may be anything else; then nothing has happened.
    """
    own = [unit for unit in _own(visit) if _may_mark(visit, unit)] if visit.chat.person_id else []
    if not own or len(said.text) > LONGEST:
        return False
    try:
        words = read_calendar_words(said.text, visit.day)
        sure = words.is_surely_meant or (words.kind is OrderKind.RETURN and words.unit)
        if words.coming is None or not sure:
            return False
        units = units_called(visit, words.unit, own)
    except (UnreadableDay, UnknownUnit):
        return False
    if len(units) != 1 or not _may_mark(visit, units[0]):
        return False
    _asked(visit, units[0], words)
    return True


def calendar_pressed(visit: Visit, choice: Choice) -> None:
    """A button of the calendar. Raises NotYours, UnreadableChoice and what wish_for raises."""
    unit = visit.tx.roster.unit(choice.subject)
    if unit is None or not _may_see(visit, unit):
        raise NotYours
    _led(visit, unit, read_asked(choice.argument))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    ACTION: calendar_pressed,
    **calendar_changes.PRESSES,
}


def _led(visit: Visit, unit: Unit, asked: CalendarAsked) -> None:
    match asked:
        case MonthAsked(month=first):
            visit.show(_month(visit, unit, first))
        case PictureAsked(month=first):
            visit.toasted(say(visit.language, "report.picture_coming"))
            about = {"unit": unit.id, "month": first.isoformat()}
            visit.reply(Wanted("month_picture", about), kind="file")
        case UnitsAsked():
            below = visit.tx.roster.children(unit.id, visit.day)
            visit.show(
                cards.choose_unit(visit.language, _named(visit, below), visit.day, above=unit)
            )
        case DaysChosen(period=period):
            visit.show(_days(visit, unit, period))
        case LastDayAsked(first=first, month=of):
            must_be_theirs(visit, unit)
            visit.show(cards.pick_last(visit.language, unit, first, of))
        case KindChosen(period=period, kind=kind):
            wish_for(visit, unit, Wish(kind=kind, first=period.first, last=period.last))


def _asked(visit: Visit, unit: Unit, words: CalendarWords) -> None:
    """What was typed about one unit."""
    coming = words.coming
    if words.kind is None:
        if coming is None:
            visit.show(_month(visit, unit, visit.day.replace(day=1)))
        elif coming.last is not None and _is_month(Period(coming.first, coming.last)):
            visit.show(_month(visit, unit, coming.first))
        else:
            visit.show(_days(visit, unit, Period(coming.first, coming.last or coming.first)))
        return
    must_be_theirs(visit, unit)
    wish_for(visit, unit, _wish(visit, unit, words, words.kind))


def _wish(visit: Visit, unit: Unit, words: CalendarWords, kind: OrderKind) -> Wish:
    """The days that are meant. Raises NoLastDay, DayGone."""
    coming = words.coming
    if coming is None:
        raise NoLastDay
    first, last = coming.first, coming.last
    if kind is OrderKind.RETURN:
        last = first
    elif kind is OrderKind.PLAIN and (last is None or (first == last and words.until_resumed)):
        around = Period(first, first)
        standing = visit.tx.calendar.of_unit(unit.id, around, rules_of(visit.tx, unit))
        last = rest_of_break(standing, first).last
    if last is None:
        raise NoLastDay
    if last < visit.day:
        raise DayGone(day=last)
    return Wish(kind=kind, first=first, last=last, note=words.label, approved=words.approved)


def _month(visit: Visit, unit: Unit, first: date) -> Message:
    last = _next_month(first) - _DAY
    period = Period(first, last)
    tx, rules = visit.tx, rules_of(visit.tx, unit)
    standing = tx.calendar.of_unit(unit.id, period, rules)
    facts = MonthFacts(
        unit=unit,
        name=full_name(visit, unit),
        first=first,
        today=visit.day,
        verdicts=_told(visit, unit, [standing.on(day) for day in period]),
        marks=_marks(visit, unit, period),
        rules=rules,
        may_mark=_may_mark(visit, unit),
        has_below=bool(_below(visit, unit)),
        above=_above(visit, unit),
    )
    return month(visit.language, facts)


def _marks(visit: Visit, unit: Unit, period: Period) -> list[Mark]:
    """What is marked in a time for the unit, above it and below it; those below by name."""
    tx = visit.tx
    marked = {**tx.calendar.marks_up(unit.id, period), **tx.calendar.marks_below(unit.id, period)}
    found = []
    for unit_id, level in marked.items():
        of = tx.roster.unit(unit_id)
        name = "" if of is None or of.id == unit.id else of.name
        told = of is not None and reads_reason(tx, visit.person_id, of, visit.day)
        found += [Mark(name, one if told else replace(one, note="")) for one in level.spans]
        found += [Mark(name, one) for one in level.returns if _in_sight(one.day, period)]
    return found


def _told(visit: Visit, unit: Unit, verdicts: list[DayVerdict]) -> list[DayVerdict]:
    """The same days, without reasons in somebody's own words that are not for this person."""
    if reads_reason(visit.tx, visit.person_id, unit, visit.day):
        return verdicts
    return [verdict.without_reason() for verdict in verdicts]


def _in_sight(day: date, period: Period) -> bool:
    return period.first <= day <= period.last + 14 * _DAY


def _days(visit: Visit, unit: Unit, period: Period) -> Message:
    """Days as they are, and for whoever may: what they may be marked as."""
    tx, rules = visit.tx, rules_of(visit.tx, unit)
    shown = Period(period.first, min(period.last, period.first + 366 * _DAY))
    standing = tx.calendar.of_unit(unit.id, shown, rules)
    theirs = _may_mark(visit, unit)
    undo = [
        (change.id, wish_of(change))
        for change in (tx.calendar_changes.on(unit.id, period.first) if theirs else ())
    ]
    return cards.days(
        visit.language,
        unit,
        shown,
        _told(visit, unit, [standing.on(day) for day in shown]),
        undo,
        may_mark=theirs and period.last >= visit.day,
    )


def _own(visit: Visit) -> list[Unit]:
    """The units of a person's duties, without those under another of them. Raises NotYours."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    units = {duty.unit.id: duty.unit for duty in duties}
    if not units:
        raise NotYours
    return [
        unit
        for unit in units.values()
        if not any(above.id in units for above in visit.tx.roster.upward(unit.id)[1:])
    ]


def _may_see(visit: Visit, unit: Unit) -> bool:
    """A unit of one's own, whatever stands under it, and what stands above it in the school."""
    return visit.tx.roster.in_line([one.id for one in _own(visit)], unit)


def _may_mark(visit: Visit, unit: Unit) -> bool:
    return may_mark(visit.roles_over(unit.id))


def _below(visit: Visit, unit: Unit) -> Sequence[Unit]:
    children = visit.tx.roster.children(unit.id, visit.day)
    return [one for one in children if one.kind is not UnitKind.OFFICE]


def _above(visit: Visit, unit: Unit) -> Unit | None:
    upward = visit.tx.roster.upward(unit.id)[1:2]
    return upward[0] if upward and _may_see(visit, upward[0]) else None


def _named(visit: Visit, units: Sequence[Unit]) -> list[tuple[str, Unit]]:
    return [(full_name(visit, unit), unit) for unit in units if unit.kind is not UnitKind.OFFICE]


def _is_month(period: Period) -> bool:
    return period.first.day == 1 and period.last == _next_month(period.first) - _DAY


def _next_month(first: date) -> date:
    return (first.replace(day=1) + 32 * _DAY).replace(day=1)

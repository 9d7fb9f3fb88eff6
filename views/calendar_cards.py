"""The cards that lead through a calendar: units, days and what they may be marked as."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from domain.calendar import Period
from domain.calendar_choice import UNDO, DaysChosen, KindChosen, LastDayAsked, MonthAsked
from domain.calendar_order import OrderKind, Wish
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Unit
from domain.school_calendar import DayVerdict
from views.calendar_changes import wish_words
from views.calendar_month import day_words, span_days, week_rows
from views.change_cards import in_rows
from views.days import day_name
from views.words import say, text

MOST_UNITS = 60
MOST_UNDO = 5
MOST_RUNS = 20
_DAY = timedelta(days=1)
_KINDS = (OrderKind.CLOSURE, OrderKind.OFF, OrderKind.SCHOOL, OrderKind.VACATION, OrderKind.PLAIN)


def choose_unit(
    language: str, units: Sequence[tuple[str, Unit]], today: date, above: Unit | None = None
) -> Message:
    """Whose calendar? A button for each unit, and the way back up."""
    first = today.replace(day=1)
    buttons = [
        Button(name, MonthAsked(first).choice(unit.id).encode())
        for name, unit in units[:MOST_UNITS]
    ]
    rows = in_rows(buttons, 2)
    if above is not None:
        back = MonthAsked(first).choice(above.id).encode()
        rows.append((Button(say(language, "report.up", unit=above.name), back),))
    return Message(text(language, "calendar.choose_unit"), Keyboard(tuple(rows)))


def days(
    language: str,
    unit: Unit,
    period: Period,
    verdicts: Sequence[DayVerdict],
    changes: Sequence[tuple[int, Wish]],
    *,
    may_mark: bool,
) -> Message:
    """Days as they are; for whoever may, what they may be marked as and what may be undone."""
    lines = [
        text(
            language,
            "calendar.days_title",
            unit=unit.name,
            days=span_days(language, period.first, period.last),
        ),
        *_runs(language, period, verdicts),
    ]
    rows: list[tuple[Button, ...]] = []
    if may_mark:
        lines.append(text(language, "calendar.mark_as"))
        rows += _kinds(language, unit, period)
        if period.is_day:
            rows += _one_day(language, unit, period.first)
    rows += [
        (
            Button(
                say(language, "calendar.button_undo_what", words=wish_words(language, wish)),
                Choice(UNDO, change_id).encode(),
            ),
        )
        for change_id, wish in changes[:MOST_UNDO]
    ]
    back = MonthAsked(period.first.replace(day=1)).choice(unit.id).encode()
    rows.append((Button(say(language, "calendar.back", month=period.first.month), back),))
    return Message(joined("\n", lines), Keyboard(tuple(rows)))


def pick_last(language: str, unit: Unit, first: date, month: date) -> Message:
    """The last day of a time, from its first day on; month by month."""
    start = max(first, month)
    after = (month + 32 * _DAY).replace(day=1)
    shown = [start + n * _DAY for n in range((after - start).days)]
    buttons = [
        Button(str(day.day), DaysChosen(Period(first, day)).choice(unit.id).encode())
        for day in shown
    ]
    rows = week_rows(language, unit, start, buttons)
    ways = [
        Button(
            say(language, "calendar.after", month=after.month),
            LastDayAsked(first, after).choice(unit.id).encode(),
        )
    ]
    before = (month - _DAY).replace(day=1)
    if month > first:
        label = say(language, "calendar.before", month=before.month)
        ways.insert(0, Button(label, LastDayAsked(first, before).choice(unit.id).encode()))
    rows.append(tuple(ways))
    words = text(language, "calendar.pick_last", unit=unit.name, day=day_name(language, first))
    return Message(words, Keyboard(tuple(rows)))


def _runs(language: str, period: Period, verdicts: Sequence[DayVerdict]) -> list[Text]:
    """``· 12月1日–12月3日 停课``: days running that are alike."""
    told = [day_words(language, verdict) for verdict in verdicts]
    if period.is_day:
        return [text(language, "calendar.run_day", words=told[0])]
    lines = []
    for words, run in groupby(zip(period, told, strict=True), key=lambda one: one[1]):
        alike = [day for day, _ in run]
        of = span_days(language, alike[0], alike[-1])
        lines.append(text(language, "calendar.run", days=of, words=words))
    if len(lines) > MOST_RUNS:
        more = text(language, "calendar.more", count=len(lines) - MOST_RUNS)
        lines = [*lines[:MOST_RUNS], more]
    return lines


def _kinds(language: str, unit: Unit, period: Period) -> list[tuple[Button, ...]]:
    buttons = [
        Button(
            say(language, f"calendar.as_{kind}"),
            KindChosen(period, kind).choice(unit.id).encode(),
        )
        for kind in _KINDS
    ]
    return in_rows(buttons, 3)


def _one_day(language: str, unit: Unit, day: date) -> list[tuple[Button, ...]]:
    """A day may be the first of several, or the day of a return."""
    until = LastDayAsked(day, day.replace(day=1)).choice(unit.id).encode()
    returns = KindChosen(Period(day, day), OrderKind.RETURN).choice(unit.id).encode()
    return [
        (
            Button(say(language, "calendar.button_until"), until),
            Button(say(language, "calendar.button_return"), returns),
        )
    ]

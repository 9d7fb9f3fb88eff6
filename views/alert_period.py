"""How soon alerts were taken over, over several days: counts and minutes, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.calendar import Period
from domain.choice import Choice
from domain.figures import AlertFigures
from domain.message import Button, Keyboard, Message, joined
from domain.roster import Unit
from views.alert_list import LIST, Days
from views.days import short_day
from views.figures import alerts_line
from views.fitting import fitted
from views.report_ways import period_words
from views.words import say, text


def alert_period(
    language: str, unit: Unit, period: Period, days: Mapping[date, AlertFigures], today: date
) -> Message:
    """The sum, and a line for each day on which there was an alert."""
    whole = sum(days.values(), AlertFigures())
    head = [
        text(
            language,
            "alert_told.period_title",
            unit=unit.name,
            period=period_words(language, period),
        )
    ]
    if whole.raised:
        head.append(alerts_line(language, whole))
        if whole.escalated:
            head.append(text(language, "alert_told.escalated", count=whole.escalated))
    else:
        head.append(text(language, "alert.list_none"))
    lines = [
        text(language, "alert_told.period_line", day=short_day(language, day))
        + alerts_line(language, figures)
        for day, figures in days.items()
        if figures.raised
    ]
    parts = [joined("\n", head), joined("\n", fitted(language, lines))] if lines else head
    return Message(joined("\n\n", parts), _ways(language, unit, today))


def _ways(language: str, unit: Unit, today: date) -> Keyboard:
    """Other days with a press; the list of today has the names and the cards."""
    periods = {
        "today": Days(Period(today, today)),
        "this_week": Days.this_week(today),
        "this_month": Days(Period(today.replace(day=1), today), in_all=True),
    }
    row = tuple(
        Button(
            say(language, f"alert_told.{key}"),
            Choice(LIST, unit.id, argument=days.argument).encode(),
        )
        for key, days in periods.items()
    )
    return Keyboard((row,))

"""查看姓名: the button under counts, the question why, and the names for ten minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.choice import Choice
from domain.figures import DayFigures
from domain.message import Button, Keyboard, Message, Text
from domain.report_request import days_words
from domain.reveal import SHOWN_MS, Reveal, RevealReason
from domain.roster import Unit
from domain.unwell import Found, by_person
from views.days import clock_time, day_name
from views.digest import unconfirmed_section, unwell_section
from views.figures import person_line
from views.report_ways import period_words
from views.sections import Section, fitted
from views.words import say, text

ASK, REASON, HIDE = "nm", "nmw", "nmx"
"""The verbs of the buttons: ask for names, say why, put them away."""
OWN_WORDS = "own"
"""The reason is typed."""


def with_names_button(language: str, message: Message, unit_id: int, period: Period) -> Message:
    """The same counts, with the button that asks for the names behind them."""
    rows = message.keyboard.rows if message.keyboard is not None else ()
    choice = Choice(ASK, unit_id, argument=days_words(period))
    button = Button(say(language, "reveal.ask"), choice.encode())
    return replace(message, keyboard=Keyboard((*rows, (button,))))


def why(language: str, unit: Unit, period: Period) -> Message:
    """The reason is asked for first."""
    reasons = [
        (_because(language, f"why_{reason}", unit, period, reason),)
        for reason in (*RevealReason, OWN_WORDS)
    ]
    return _card(_text(language, "why", unit, period), [*reasons, (_hide(language, "cancel"),)])


def type_reason(language: str, unit: Unit, period: Period) -> Message:
    """The next words are the reason."""
    return _card(_text(language, "type_reason", unit, period), [(_hide(language, "cancel"),)])


def names_of_day(language: str, reveal: Reveal, figures: DayFigures, zone: ZoneInfo) -> Message:
    """Who is abnormal on a day, and in whose draft."""
    sections = [
        unwell_section(language, figures.unwell, figures, names=True),
        unconfirmed_section(language, figures, names=True),
    ]
    return _shown(language, reveal, figures.unit, sections, zone)


def names_of_days(
    language: str,
    reveal: Reveal,
    unit: Unit,
    days: Sequence[tuple[date, Sequence[Found]]],
    zone: ZoneInfo,
) -> Message:
    """The same for several days, the newest first."""
    sections = [
        Section(
            text(language, "reveal.day", day=day_name(language, day)),
            [person_line(language, person, unit) for person in by_person(found)],
        )
        for day, found in reversed(days)
        if found
    ]
    return _shown(language, reveal, unit, sections, zone)


def too_late(language: str) -> Message:
    """The names did not come while they might be shown, or the right has ended meanwhile."""
    return _card(text(language, "reveal.too_late"), ())


def taken_away(language: str) -> Message:
    """Stands in the place of names where a channel lets no message be taken away."""
    return _card(text(language, "reveal.taken_away"), ())


def _shown(
    language: str, reveal: Reveal, unit: Unit, sections: Sequence[Section], zone: ZoneInfo
) -> Message:
    until = clock_time(reveal.at_ms + SHOWN_MS, zone)
    reason = _reason_words(language, reveal.reason)
    head = [_text(language, "shown", unit, reveal.period, time=until, reason=reason)]
    if not any(section.lines for section in sections):
        head.append(text(language, "reveal.nobody"))
    words, _ = fitted(language, head, sections)
    return _card(words, [(_hide(language, "hide"),)])


def _reason_words(language: str, reason: str) -> str:
    return say(language, f"reveal.why_{reason}") if reason in set(RevealReason) else reason


def _text(language: str, key: str, unit: Unit, period: Period, **values: object) -> Text:
    days = day_name(language, period.first) if period.is_day else period_words(language, period)
    return text(language, f"reveal.{key}", unit=unit.name, days=days, **values)


def _because(language: str, key: str, unit: Unit, period: Period, reason: str) -> Button:
    choice = Choice(REASON, unit.id, argument=f"{days_words(period)}:{reason}")
    return Button(say(language, f"reveal.{key}"), choice.encode())


def _hide(language: str, key: str) -> Button:
    return Button(say(language, f"reveal.{key}"), Choice(HIDE).encode())


def _card(words: Text, rows: Sequence[tuple[Button, ...]]) -> Message:
    """Protected from the first: names come in its place, and that can be set only once."""
    return Message(words, Keyboard(tuple(rows)) if rows else None, protect=True)

"""The alerts of a unit's day in one message: nobody's, somebody's, ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from domain.alert import AlertKind, Outcome, Urgency
from domain.alert_facts import AlertFacts
from domain.calendar import Period
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text
from domain.roster import Unit
from views.alert import stage_of
from views.alert_buttons import SHOW
from views.alert_people import masked_words, named_words, says_unsettled, shown_names
from views.alert_times import time_today
from views.days import day_name
from views.figures import unit_words
from views.sections import Section, fitted
from views.words import say, text

LIST = "alerts"
"""The action of a button that shows the alerts of a unit's days."""
MOST_BUTTONS = 20
_DAYS = re.compile(r"(\d{8})-(\d{8})")


@dataclass(frozen=True, slots=True)
class Days:
    """Which alerts are shown: those of a day one by one, or of a period ``in_all``."""

    period: Period
    in_all: bool = False

    @property
    def argument(self) -> str:
        """The days as a button bears them."""
        first, last = self.period.first, self.period.last
        return f"{first:%Y%m%d}-{last:%Y%m%d}" if self.in_all else first.isoformat()

    @classmethod
    def read(cls, argument: str) -> Self | None:
        """What a button bears; None for anything else."""
        found = _DAYS.fullmatch(argument)
        try:
            first, last = found.groups() if found is not None else (argument, argument)
            days = Period(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            return None
        return cls(days, in_all=found is not None)

    @classmethod
    def this_week(cls, today: date) -> Self:
        """Monday until today."""
        return cls(Period(today - timedelta(days=today.weekday()), today), in_all=True)


def alert_list(
    language: str,
    unit: Unit,
    day: date,
    alerts: Sequence[AlertFacts],
    zone: ZoneInfo,
    *,
    today: date,
    names: bool,
    may_own: bool,
) -> Message:
    """A line for each alert, in the order given; inside the school a button opens the card."""
    head = [text(language, "alert.list_title", unit=unit.name, day=day_name(language, day))]
    if not alerts:
        head.append(text(language, "alert.list_none"))
    sections = []
    for key in ("waiting", "owned", "over"):
        lines = [
            _line(language, facts, unit, day, zone, names=names)
            for facts in alerts
            if _section_of(facts) == key
        ]
        sections.append(Section(text(language, f"alert.list_{key}", count=len(lines)), lines))
    words, _ = fitted(language, head, sections)
    rows: list[tuple[Button, ...]] = []
    if may_own and names:
        buttons = [_open(language, facts) for facts in alerts[:MOST_BUTTONS]]
        rows += [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    again = Choice(LIST, unit.id, argument=day.isoformat()).encode()
    week = Choice(LIST, unit.id, argument=Days.this_week(today).argument).encode()
    rows.append(
        (
            Button(say(language, "alert.list_refresh"), again),
            Button(say(language, "alert_told.this_week"), week),
        )
    )
    return Message(words, Keyboard(tuple(rows)), protect=names)


def _section_of(facts: AlertFacts) -> str:
    if not facts.alert.is_open:
        return "over"
    return "waiting" if facts.alert.waits else "owned"


def _line(
    language: str, facts: AlertFacts, under: Unit, day: date, zone: ZoneInfo, *, names: bool
) -> Text:
    alert = facts.alert
    what = named_words(language, facts) if names else masked_words(language, facts)
    if not what:
        of_all = alert.kind is AlertKind.CLUSTER
        what = say(language, "alert_told.cluster_withdrawn" if of_all else "alert.list_withdrawn")
    if stage_of(alert) == "draft" and not (names and says_unsettled(facts)):
        what = say(language, "alert.unsent", what=what)
    outcomes = _outcomes(facts)
    if outcomes:
        done = say(language, "entry.join").join(say(language, f"alert.{one}") for one in outcomes)
        what = f"{what} → {done}"
    unit = unit_words(language, facts.unit, facts.school, under)
    key = "list_line_by" if names and facts.owner else "list_line"
    at = time_today(language, alert.said_ms, day, zone)
    return text(language, f"alert.{key}", unit=unit, what=what, time=at, name=facts.owner)


def _outcomes(facts: AlertFacts) -> list[Outcome]:
    done = [one.about.outcome for one in facts.standing if one.about.outcome is not None]
    return list(dict.fromkeys(done))


def _open(language: str, facts: AlertFacts) -> Button:
    alert = facts.alert
    mark = "✅" if not alert.is_open else "🚨" if alert.urgency is Urgency.HIGH else "⚠️"
    who = shown_names(language, facts)
    if alert.kind is AlertKind.CLUSTER:
        who = say(language, "alert_told.cluster_button", count=len(facts.people))
    label = say(language, "alert.list_button", mark=mark, unit=facts.unit.name, who=who)
    return Button(label.strip(), Choice(SHOW, alert.id).encode())

"""Alerts that nobody has taken over, in one calm message; above the schools without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.alert import AlertKind
from domain.alert_facts import AlertFacts
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from views.alert import stage_of, title
from views.alert_buttons import TAKE
from views.alert_people import masked_counts, masked_words, named_words, says_unsettled, shown_names
from views.alert_report import due_words
from views.alert_times import nobody_since, time_today
from views.area_words import exposed_count
from views.fitting import fitted
from views.words import say, text

MOST_BUTTONS = 8


def waiting_alerts(
    language: str,
    school: str,
    waiting: Sequence[AlertFacts],
    zone: ZoneInfo,
    *,
    today: date,
    names: bool,
    may_own: bool,
) -> Message:
    """A line for each alert; inside the school a button as well."""
    if not waiting:
        return Message(text(language, "alert.waiting_none", school=school), protect=names)
    key = "waiting_title" if names else "waiting_title_above"
    head = text(language, f"alert.{key}", school=school, count=len(waiting))
    told = [_line(language, facts, today, zone, names=names) for facts in waiting]
    lines = fitted(language, told)
    parts = [head, *lines]
    if not names:
        parts.append(text(language, "alert.waiting_masked"))
    rows = tuple((_take(language, facts),) for facts in waiting[:MOST_BUTTONS])
    keyboard = Keyboard(rows) if may_own and names else None
    return Message(joined("\n", parts), keyboard, protect=names)


def masked_card(language: str, facts: AlertFacts, zone: ZoneInfo) -> Message:
    """One alert for eyes above the school: class and counts."""
    unit = say(language, "digest.school_unit", school=facts.school, unit=facts.unit.name)
    parts = [title(language, facts.alert, unit)]
    counts = masked_counts(language, facts)
    if counts:
        parts.append(text(language, "alert.line", who=counts, what=""))
    been = exposed_count(language, facts)
    if been:
        parts.append(text(language, "alert.line", who=been, what=""))
    parts += due_words(language, facts.alert, zone)
    if facts.alert.waits:
        parts.append(nobody_since(language, facts.alert, zone))
    parts.append(text(language, "alert.waiting_masked"))
    return Message(joined("\n", parts))


def _line(language: str, facts: AlertFacts, today: date, zone: ZoneInfo, *, names: bool) -> Text:
    what = named_words(language, facts) if names else masked_words(language, facts)
    if stage_of(facts.alert) == "draft" and not (names and says_unsettled(facts)):
        what = say(language, "alert.unsent", what=what)
    at = time_today(language, facts.alert.said_ms, today, zone)
    return text(language, "alert.waiting_line", unit=facts.unit.name, what=what, time=at)


def _take(language: str, facts: AlertFacts) -> Button:
    who = shown_names(language, facts)
    if facts.alert.kind is AlertKind.CLUSTER:
        who = say(language, "alert_told.cluster_button", count=len(facts.standing))
    label = say(language, "alert.take_named", unit=facts.unit.name, who=who)
    return Button(label, Choice(TAKE, facts.alert.id).encode())

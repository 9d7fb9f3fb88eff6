"""The outcome of an alert, told back to the teacher of the class; and its photos."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.alert import Happened
from domain.alert_facts import AlertFacts, AlertStep, Involved
from domain.message import Message, Text, joined
from views.alert_people import who_words
from views.alert_times import time_words
from views.days import day_name
from views.fitting import fitted
from views.words import say, text


def outcome_told(
    language: str, facts: AlertFacts, zone: ZoneInfo, *, silent: bool = False
) -> Message:
    """``王小明 已就医 07:58``, a line for each of whom something was done; steps stay quiet."""
    done = [one for one in facts.standing if one.about.outcome is not None]
    over = any(one.about.outcome is not None and not one.about.outcome.is_step for one in done)
    title = text(
        language,
        f"alert.outcome_title{'' if over else '_step'}",
        unit=facts.unit.name,
        day=day_name(language, facts.alert.day),
    )
    lines = fitted(language, [_line(language, facts, one, zone) for one in done])
    by = text(language, "alert.outcome_by", name=facts.owner)
    return Message(joined("\n", [title, *lines, by]), protect=True, silent=silent)


def _line(language: str, facts: AlertFacts, one: Involved, zone: ZoneInfo) -> Text:
    pressed = [
        step.at_ms
        for step in facts.steps
        if step.what is Happened.OUTCOME and step.about == one.about.id
    ]
    at_ms = pressed[-1] if pressed else facts.at_ms
    return text(
        language,
        "alert.outcome_line",
        who=who_words(language, one),
        outcome=say(language, f"alert.{one.about.outcome}"),
        time=time_words(language, at_ms, facts.alert.day, zone),
    )


def photo_caption(language: str, facts: AlertFacts, step: AlertStep, zone: ZoneInfo) -> Text:
    """Which alert a photo belongs to, and when it came."""
    return text(
        language,
        "alert.photo_caption",
        unit=facts.unit.name,
        day=day_name(language, facts.alert.day),
        time=time_words(language, step.at_ms, facts.alert.day, zone),
    )

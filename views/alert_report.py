"""What a cluster has to be reported with: its clock, and a text that holds facts and no names."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.alert import Alert, AlertKind
from domain.alert_facts import AlertFacts, Involved
from domain.check_in import FindingKind, Symptom
from domain.cluster import HINTS
from domain.message import Message, Text, joined
from domain.notifiable import Notifiable, notifiable, of_rule
from views.alert_people import who_words
from views.alert_times import time_words
from views.days import day_name, short_day
from views.entry import reading
from views.words import say, text


def cluster_words(language: str, facts: AlertFacts, zone: ZoneInfo) -> Text:
    """Which rule was met, and until when it has to be reported, or that it was."""
    alert = facts.alert
    _, key, count, days = (alert.rule or "//0/0").split("/")
    if key in ("day", "run"):
        rule = "cluster_rule_day" if days == "1" else "cluster_rule"
        words = text(language, f"alert.{rule}", count=count, days=days)
    else:
        disease = say(language, f"alert.disease_{key.removesuffix('_class')}")
        words = text(language, "alert.cluster_disease", count=count, days=days, disease=disease)
    hint = [text(language, "alert.closure_hint")] if key in HINTS and alert.is_open else []
    return joined("\n", [words, *hint, *_clock(language, facts, zone)])


def notifiable_words(language: str, facts: AlertFacts, zone: ZoneInfo) -> list[Text]:
    """Which disease has to be reported, of which class, and until when, or that it was."""
    disease = of_rule(facts.alert.rule)
    if disease is None or not facts.standing:
        return []
    words = text(
        language,
        "notifiable.rule",
        who=say(language, "entry.join").join(who_words(language, one) for one in _reported(facts)),
        disease=disease_word(language, disease),
        law=say(language, f"notifiable.class_{disease.disease_class}"),
    )
    return [words, *_clock(language, facts, zone)]


def disease_word(language: str, disease: Notifiable) -> str:
    """麻疹, measles."""
    return say(language, f"notifiable.{disease.key}")


def _clock(language: str, facts: AlertFacts, zone: ZoneInfo) -> list[Text]:
    alert = facts.alert
    if alert.filed_ms is not None:
        at = time_words(language, alert.filed_ms, alert.day, zone)
        key = "filed_reference" if alert.reference else "filed"
        return [
            text(language, f"alert.{key}", name=facts.filed_by, time=at, reference=alert.reference)
        ]
    return due_words(language, alert, zone)


def due_words(language: str, alert: Alert, zone: ZoneInfo) -> list[Text]:
    """Until when an open cluster that nobody has reported has to be."""
    if alert.due_ms is None or not alert.is_open or alert.filed_ms is not None:
        return []
    if alert.kind is AlertKind.FINDING:
        time = time_words(language, alert.due_ms, alert.day, zone)
        return [text(language, "notifiable.due", time=time)]
    if alert.due_ms <= alert.said_ms:
        return [text(language, "alert.due_now")]
    return [text(language, "alert.due", time=time_words(language, alert.due_ms, alert.day, zone))]


def _reported(facts: AlertFacts) -> Sequence[Involved]:
    """Who the report is about: beside one with a notifiable disease others are not."""
    if of_rule(facts.alert.rule) is None:
        return facts.standing
    return [one for one in facts.standing if notifiable(one.findings)] or facts.standing


def report_wording(language: str, facts: AlertFacts, zone: ZoneInfo) -> Message:
    """A notification to CDC and bureau, filled in: counts, readings and times, never a name. It may
    be passed on.
    """
    alert, people = facts.alert, _reported(facts)
    classes = dict.fromkeys(one.class_name for one in people if one.class_name)
    days = sorted(one.day for one in people if one.day is not None)
    join = say(language, "entry.join")
    told = {
        "day": day_name(language, alert.day),
        "where": join.join(classes) or facts.unit.name,
        "count": len(people),
        "time": time_words(language, alert.said_ms, alert.day, zone),
    }
    disease = of_rule(alert.rule)
    if disease is not None:
        title = text(language, "notifiable.wording_title", school=facts.school)
        named = disease_word(language, disease)
        parts = [title, text(language, "notifiable.wording", **told, disease=named)]
    else:
        first = short_day(language, days[0] if days else alert.day)
        title = text(language, "alert.wording_title", school=facts.school)
        parts = [title, text(language, "alert.wording", **told, first=first)]
    parts += _how_ill(language, alert, people)
    parts.append(text(language, "alert.wording_blanks"))
    return Message(joined("\n", parts))


def _how_ill(language: str, alert: Alert, people: Sequence[Involved]) -> list[Text]:
    """Readings, the highest first, and symptoms; the teacher's own word for a disease says more
    than "other".
    """
    found = [one for person in people for one in person.findings]
    readings = sorted(
        (one.temperature for one in found if one.temperature is not None), reverse=True
    )
    unnamed = {Symptom.OTHER} if of_rule(alert.rule) else set()
    symptoms = dict.fromkeys(
        say(language, f"entry.{one.symptom}")
        for one in found
        if one.kind is FindingKind.SYMPTOM
        and one.symptom is not None
        and one.symptom not in unnamed
    )
    join, lines = say(language, "entry.join"), []
    if readings:
        shown = join.join(reading(one) for one in readings)
        lines.append(text(language, "alert.wording_readings", readings=shown))
    if symptoms:
        lines.append(text(language, "alert.wording_symptoms", symptoms=join.join(symptoms)))
    return lines

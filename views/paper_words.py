"""The sentences of the daily written material (每日工作动态).

It goes to the bureau, so it names nobody: what people wrote themselves is told without the names
and the telephone numbers in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from domain.alert import AlertKind, Ending, Happened, Outcome, listed
from domain.alert_facts import AlertFacts, AlertStep
from domain.figures import Counts, Outstanding
from domain.paper import PaperFacts, Value
from domain.roster import Unit
from domain.unwell import Unwell, by_person
from views.alert_report import cluster_words
from views.alert_times import time_words
from views.days import short_day
from views.entry import findings_words
from views.figures import kind_counts, unit_words
from views.words import say

MOST_LINES = 60
"""Lines of one list; a city's paper does not tell of every class."""
MOST_NAMED = 2
"""Missing classes of one school that are named above it."""
_NUMBER = re.compile(r"\d[\d -]{5,}\d")
"""A telephone's number, however it is written."""
_TOLD = frozenset({Happened.OWNED, Happened.TOOK_OVER, Happened.KEPT, Happened.OUTCOME,
                   Happened.NOTE, Happened.FILED})  # fmt: skip


def sentences(language: str, facts: PaperFacts, as_of: str) -> dict[str, Value]:
    """The fields of views.fields.WORDED; None where there is nothing to say."""
    inside = not facts.unit.kind.above_school
    several = not facts.period.is_day
    expected = facts.counts.expected
    parts = "parts_classes" if inside else "parts_units"
    return {
        "title": say(language, f"paper.title{'_period' if several else ''}"),
        "summary": summary(language, facts, as_of),
        "health": health(language, facts),
        "measures": _measures(language, facts),
        "missing": _missing(language, facts),
        "parts": say(language, f"paper.{parts}") if expected and not several else None,
        "days_title": say(language, "paper.days_title") if several else None,
    }


def summary(language: str, facts: PaperFacts, as_of: str) -> str:
    """How many classes are in, how many pupils are there; silence is told as silence."""
    counts, several = facts.counts, "_period" if not facts.period.is_day else ""
    if not counts.expected:
        return say(language, f"paper.nothing_owed{several}")
    shown = _shown(counts)
    words = [say(language, f"paper.summary{several}", as_of=as_of, **shown)]
    if counts.answered:
        words.append(say(language, f"paper.pupils{several}", **shown))
    if counts.isolated:
        words.append(say(language, f"paper.isolated{several}", count=counts.isolated))
    if counts.silent:
        words.append(say(language, f"paper.silent{several}", count=counts.silent))
    if counts.corrections:
        words.append(say(language, "paper.corrections", count=counts.corrections))
    return _joined(language, words)


def health(language: str, facts: PaperFacts) -> str:
    """How the pupils are, as far as anybody has said."""
    counts = facts.counts
    if not counts.answered:
        return say(language, "paper.health_unknown" if counts.expected else "paper.none")
    ill = counts.fever or counts.symptoms or counts.travel or counts.unmeasured
    several = "_period" if not facts.period.is_day else ""
    words = [say(language, f"paper.health{several}" if ill else "paper.health_none",
                 fever=counts.fever, symptoms=counts.symptoms, travel=counts.travel,
                 unmeasured=counts.unmeasured)]  # fmt: skip
    staff = sum(one.staff for day in facts.days for one in day.figures.unwell)
    if staff:
        words.append(say(language, f"paper.staff{several}", count=staff))
    if not several:
        words.append(say(language, "paper.cases_open", count=facts.days[0].figures.cases_open))
    unconfirmed = len(facts.days[0].figures.unconfirmed)
    if unconfirmed and not several:
        words.append(say(language, "paper.unconfirmed", count=unconfirmed))
    return _joined(language, words)


def abnormal(language: str, facts: PaperFacts) -> list[str]:
    """A line for each person who is unwell; above the schools and for several days one for each
    class and day. Nobody is named.
    """
    lines = []
    for day in facts.days:
        hidden = [replace(one, finding=one.seen(names=False)) for one in day.figures.findings]
        people = by_person(hidden)
        if facts.period.is_day and not facts.unit.kind.above_school:
            lines += [_person(language, one) for one in people]
        elif facts.period.is_day:
            lines += _classes(language, people, facts.unit)
        elif people:
            when, what = short_day(language, day.figures.day), kind_counts(language, people)
            lines.append(say(language, "paper.abnormal_day", day=when, what=what))
    return _cut(language, lines)


def measures(language: str, facts: PaperFacts, zone: ZoneInfo) -> list[str]:
    """What was done about each alert, from the outcomes and notes of those who dealt with it."""
    order = {alert.id: place for place, alert in enumerate(listed(one.alert for one in facts.told))}
    told = sorted((one for one in facts.told if one.alert.id in order),
                  key=lambda one: order[one.alert.id])  # fmt: skip
    return _cut(language, [_measure(language, facts, one, zone) for one in told])


def unnamed(language: str, words: str, names: frozenset[str]) -> str:
    """Somebody's own words without the names of these people and without telephone numbers."""
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, say(language, "paper.somebody"))
    return _NUMBER.sub("…", words)


def _shown(counts: Counts) -> dict[str, object]:
    there = counts.present + counts.absent
    tenths = counts.present * 1000 // there if there else 0
    return {
        "expected": counts.expected,
        "answered": counts.answered,
        "on_time": counts.on_time,
        "late": counts.late,
        "outstanding": counts.missing,
        "zero_reports": counts.zero_reports,
        "enrolled": counts.enrolled,
        "there": there,
        "present": counts.present,
        "absent": counts.absent,
        "sick": counts.sick,
        "personal": counts.personal,
        "other": counts.other,
        "attendance": f"{tenths / 10:g}%",
    }


def _person(language: str, one: Unwell) -> str:
    what = findings_words(language, one.findings)
    key = "person_staff" if one.staff else "person"
    return say(language, f"paper.{key}", unit=one.unit.name, what=what)


def _classes(language: str, people: Sequence[Unwell], under: Unit) -> list[str]:
    """``和川镇中心小学 三年级2班：发热 1 · 不适 2``, the gravest first."""
    classes: dict[int, list[Unwell]] = {}
    for person in people:
        classes.setdefault(person.unit.id, []).append(person)
    return [
        say(
            language,
            "paper.abnormal_class",
            unit=unit_words(language, of_class[0].unit, of_class[0].school, under),
            what=kind_counts(language, of_class),
        )
        for of_class in classes.values()
    ]


def _measures(language: str, facts: PaperFacts) -> str:
    alerts = facts.alerts
    if not alerts.raised:
        return say(language, "paper.no_alerts" if facts.counts.expected else "paper.none")
    words = [say(language, "paper.alerts", raised=alerts.raised, owned=alerts.owned,
                 done=alerts.done)]  # fmt: skip
    if alerts.minutes_to_owner is not None:
        minutes = f"{alerts.minutes_to_owner:g}"
        words.append(say(language, "paper.alerts_minutes", minutes=minutes))
    if alerts.escalated:
        words.append(say(language, "paper.alerts_escalated", count=alerts.escalated))
    if alerts.waiting:
        words.append(say(language, "paper.alerts_waiting", count=alerts.waiting))
    return _joined(language, words)


def _measure(language: str, facts: PaperFacts, told: AlertFacts, zone: ZoneInfo) -> str:
    unit = unit_words(language, told.unit, told.school, facts.unit)
    if not facts.period.is_day:
        day = short_day(language, told.alert.day)
        unit = say(language, "paper.measure_day", day=day, unit=unit)
    count = len(told.standing) or len(told.people)
    what = _done(language, facts, told, zone)
    if told.alert.kind is not AlertKind.CLUSTER:
        return say(language, "paper.measure", unit=unit, count=count, what=what)
    rule = cluster_words(language, told, zone).plain.replace("\n", " ")
    rule = unnamed(language, rule, facts.names)
    return say(language, "paper.measure_cluster", unit=unit, count=count, rule=rule, what=what)


def _done(language: str, facts: PaperFacts, told: AlertFacts, zone: ZoneInfo) -> str:
    """``08:05 专人接手；08:12 已联系家长``."""
    steps = [
        say(language, "paper.step", time=time_words(language, step.at_ms, told.alert.day, zone),
            what=_step(language, facts, step))
        for step in told.steps if step.what in _TOLD
    ]  # fmt: skip
    if told.alert.ending is Ending.WITHDRAWN:
        steps.append(say(language, "paper.withdrawn"))
    if not steps:
        return say(language, "paper.nobody_yet" if told.alert.is_open else "paper.nothing_done")
    return say(language, "paper.steps").join(steps)


def _step(language: str, facts: PaperFacts, step: AlertStep) -> str:
    if step.what is Happened.OUTCOME:
        return say(language, f"alert.{Outcome(step.detail)}")
    if step.what is Happened.NOTE:
        return unnamed(language, " ".join(step.detail.split()), facts.names)
    return say(language, "paper.filed" if step.what is Happened.FILED else "paper.owned")


def _missing(language: str, facts: PaperFacts) -> str:
    """Who has not answered; of several days only how many."""
    counts = facts.counts
    if not counts.expected:
        return say(language, "paper.none")
    if not counts.missing:
        return say(language, "paper.missing_none")
    if not facts.period.is_day:
        return say(language, "paper.missing_period", count=counts.missing)
    units = _missing_units(language, facts)
    words = say(language, "digest.list").join(units[:MOST_LINES])
    more = "_more" if len(units) > MOST_LINES else ""
    return say(language, f"paper.missing{more}", count=counts.missing, units=words)


def _missing_units(language: str, facts: PaperFacts) -> list[str]:
    """Each class; of a school with more than two missing only how many."""
    missing = facts.days[0].figures.outstanding
    if not facts.unit.kind.above_school:
        return [one.unit.name for one in missing]
    schools: dict[str, list[Outstanding]] = {}
    for one in missing:
        schools.setdefault(one.school, []).append(one)
    units: list[str] = []
    for school, classes in schools.items():
        if len(classes) > MOST_NAMED:
            units.append(say(language, "paper.missing_school", school=school, count=len(classes)))
        else:
            units += [unit_words(language, one.unit, school, facts.unit) for one in classes]
    return units


def _cut(language: str, lines: Sequence[str]) -> list[str]:
    if len(lines) <= MOST_LINES:
        return list(lines)
    more = say(language, "paper.more", count=len(lines) - MOST_LINES)
    return [*lines[:MOST_LINES], more]


def _joined(language: str, words: Sequence[str]) -> str:
    return say(language, "paper.join").join(words)

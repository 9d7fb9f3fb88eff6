"""The history of a case (个案经过): a line for each thing, missed days named."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from domain.case import CaseHappened, VisitSaid
from domain.case_facts import CaseFacts, CaseStep
from domain.case_rules import RULES
from domain.message import Keyboard, Message, Text, joined
from views.case_card import back_button, heading
from views.case_words import rule_words, said_words
from views.days import clock_time, day_name, short_day
from views.fitting import fitted
from views.words import say, text

STEPS_ROOM = 3000


def history(language: str, facts: CaseFacts, zone: ZoneInfo) -> Message:
    """The case from its first day on, a line for each thing; missed days are named."""
    lines = heading(language, facts)
    lines += fitted(language, [*_timeline(language, facts, zone)], STEPS_ROOM)
    return Message(joined("\n", lines), Keyboard(((back_button(language, facts),),)), protect=True)


def _timeline(language: str, facts: CaseFacts, zone: ZoneInfo) -> list[Text]:
    by_day: dict[date, list[Text]] = {}
    for step in facts.steps:
        line = _step(language, facts, step, zone)
        if line:
            by_day.setdefault(step.day, []).append(line)
    lines = []
    for day in _days(facts, by_day):
        said = any(one.what is CaseHappened.VISIT and one.day == day for one in facts.steps)
        lines.append(text(language, "case.history_day", day=day_name(language, day)))
        lines += by_day.get(day, [])
        if not said and facts.case.is_owed(day) and day < facts.day:
            lines.append(text(language, "case.history_missed"))
    return lines


def _days(facts: CaseFacts, by_day: dict[date, list[Text]]) -> list[date]:
    owed = range(facts.case.asked_from.toordinal(), facts.day.toordinal())
    days = {date.fromordinal(n) for n in owed if facts.case.is_owed(date.fromordinal(n))}
    return sorted(days | set(by_day))


def _step(language: str, facts: CaseFacts, step: CaseStep, zone: ZoneInfo) -> Text:
    what = _step_words(language, facts, step)
    if not what:
        return Text()
    at, key = clock_time(step.at_ms, zone), "step_by" if step.by else "step"
    return text(language, f"case.{key}", at=at, what=what, name=step.by)


def _step_words(language: str, facts: CaseFacts, step: CaseStep) -> str:
    match step.what:
        case CaseHappened.ASKED:
            return ""
        case CaseHappened.VISIT:
            said = said_words(language, VisitSaid.of_detail(step.detail), facts.threshold)
            return say(language, "case.step_visit", said=said)
        case CaseHappened.TEST:
            return say(
                language, "case.step_test", result=say(language, f"case.result_{step.detail}")
            )
        case CaseHappened.CERTIFICATE:
            return say(
                language, "case.step_paper", paper=say(language, f"case.paper_{step.detail}")
            )
        case CaseHappened.MOVED:
            day = short_day(language, date.fromisoformat(step.detail))
            return say(language, "case.step_moved", day=day)
        case CaseHappened.HANDED | CaseHappened.REFUSED | CaseHappened.NOTE:
            return say(language, f"case.step_{step.what}", words=step.detail)
        case CaseHappened.CONVERTED:
            rule = RULES.get(step.detail)
            words = "" if rule is None else rule_words(language, rule)
            return say(language, "case.step_converted", rule=words)
        case _:
            return say(language, f"case.step_{step.what}")

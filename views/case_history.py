"""The history of a case (个案经过): a line for each thing, missed days named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history: when, what, by whom."""

    at: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class HistoryDay:
    """What happened on a day; ``missed`` where somebody was to answer and nobody did."""

    day: date
    told: tuple[Told, ...]
    missed: bool


def history(language: str, facts: CaseFacts, zone: ZoneInfo) -> Message:
    """The case from its first day on, a line for each thing; of a long one the newest."""
    lines = [
        line for one in history_days(language, facts, zone) for line in _day_lines(language, one)
    ]
    newest = fitted(language, lines[::-1], STEPS_ROOM)[::-1]
    words = joined("\n", [*heading(language, facts), *newest])
    return Message(words, Keyboard(((back_button(language, facts),),)), protect=True)


def history_days(language: str, facts: CaseFacts, zone: ZoneInfo) -> list[HistoryDay]:
    """The history by days, in order."""
    by_day: dict[date, list[Told]] = {}
    for step in facts.steps:
        what = _step_words(language, facts, step)
        if what:
            told = Told(clock_time(step.at_ms, zone), what, step.by)
            by_day.setdefault(step.day, []).append(told)
    return [
        HistoryDay(day, tuple(by_day.get(day, ())), _missed(facts, day))
        for day in _days(facts, by_day)
    ]


def _missed(facts: CaseFacts, day: date) -> bool:
    said = any(one.what is CaseHappened.VISIT and one.day == day for one in facts.steps)
    return not said and facts.case.is_owed(day) and day < facts.day


def _day_lines(language: str, one: HistoryDay) -> list[Text]:
    lines = [text(language, "case.history_day", day=day_name(language, one.day))]
    for told in one.told:
        key = "step_by" if told.by else "step"
        lines.append(text(language, f"case.{key}", at=told.at, what=told.what, name=told.by))
    if one.missed:
        lines.append(text(language, "case.history_missed"))
    return lines


def _days(facts: CaseFacts, told: Iterable[date]) -> list[date]:
    owed = range(facts.case.asked_from.toordinal(), facts.day.toordinal())
    days = {date.fromordinal(n) for n in owed if facts.case.is_owed(date.fromordinal(n))}
    return sorted(days | set(told))


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
        case CaseHappened.HANDED | CaseHappened.NOTE:
            return say(language, f"case.step_{step.what}", words=step.detail)
        case CaseHappened.REFUSED:
            lacked = [say(language, f"case.lacked_{one}") for one in step.detail.split(",")]
            words = say(language, "entry.join").join(lacked)
            return say(language, "case.step_refused", words=words)
        case CaseHappened.CONVERTED:
            rule = RULES.get(step.detail)
            words = "" if rule is None else rule_words(language, rule)
            return say(language, "case.step_converted", rule=words)
        case _:
            return say(language, f"case.step_{step.what}")

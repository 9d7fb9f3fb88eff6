"""A case in a few words: its kind, its day, what was said, what is missing."""

from __future__ import annotations

from datetime import date

from domain.case import CaseFile, CaseState, VisitSaid
from domain.case_days import day_number
from domain.case_facts import CaseFacts
from domain.case_release import Missing
from domain.case_rules import RULES, CaseRule
from domain.message import Text
from views.days import short_day
from views.entry import reading
from views.words import LANGUAGES, say, text

SHOW, LIST, ALL_WELL, VISIT, ACT, OPEN = "case", "cases", "cok", "cday", "cdo", "cnew"
TASKS, CONTACTS = "ctask", "cnear"
"""What the buttons of cases do (see handlers.cases)."""


def rule_words(language: str, rule: CaseRule) -> str:
    """居家隔离, 病假随访(水痘)."""
    return say(language, f"case.rule_{rule.key}")


def rule_source(language: str, rule: CaseRule) -> Text:
    """Where the rule and its boundary come from."""
    return text(language, "case.source_rule", source=say(language, f"case.source_{rule.key}"))


def rules_by_name() -> dict[str, str]:
    """Every name under which a kind of case may be typed, casefolded: its key."""
    names = {key: key for key in RULES}
    for language in LANGUAGES:
        for key, rule in RULES.items():
            names[rule_words(language, rule).casefold()] = key
            for word in say(language, f"case.typed_{key}").split("|"):
                names[word.casefold()] = key
    return names


def who_words(language: str, facts: CaseFacts) -> str:
    """``王小明(三年级2班)``; a thing by itself."""
    if facts.case.pupil_id is None and facts.case.person_id is None:
        return facts.name
    return say(language, "case.who", name=facts.name, unit=facts.unit.name)


def day_words(language: str, case: CaseFile, day: date) -> str:
    """第 3/14 天; 第 3 天 where no days are counted; what stands in its place once it is over."""
    number = day_number(day, case.first)
    if case.last is None:
        return say(language, "case.day_n", day=max(number, 1))
    length = day_number(case.last, case.first)
    if number > length:
        return say(language, "case.day_over", day=short_day(language, case.last))
    if number < 1:
        return say(language, "case.day_before", day=short_day(language, case.first))
    return say(language, "case.day_of", day=number, of=length)


def line_values(language: str, facts: CaseFacts) -> dict[str, str]:
    """What every line about a case tells: who, of what kind, which day."""
    return {
        "who": who_words(language, facts),
        "rule": rule_words(language, facts.case.rule),
        "day": day_words(language, facts.case, facts.day),
    }


def said_words(language: str, said: VisitSaid, threshold: int) -> str:
    """``发热 38.2、咳嗽``, ``正常``, ``联系不上``."""
    words = []
    if said.temperature is not None:
        key = "fever_reading" if said.temperature >= threshold else "reading"
        words.append(say(language, f"entry.{key}", value=reading(said.temperature)))
    elif said.feverish:
        words.append(say(language, "entry.fever"))
    words += [say(language, f"entry.{symptom}") for symptom in said.symptoms]
    if said.unreached:
        words.append(say(language, "case.unreached"))
    if not words and said.well:
        words.append(say(language, "case.well"))
    if said.needs:
        words.append(say(language, "case.needs", words=said.needs))
    return say(language, "entry.join").join(words)


def said_mark(said: VisitSaid, threshold: int) -> str:
    """A sign for what was said: well, unwell, not reached."""
    if said.is_unwell(threshold):
        return "🌡"
    return "✅" if said.tells_health() else "⚠️"


def missing_words(language: str, one: Missing) -> str:
    """What a release lacks, in a few words."""
    values = dict(one.values)
    last = values.get("last")
    if isinstance(last, date):
        values["last"] = short_day(language, last)
    if "paper" in values:
        values["paper"] = say(language, f"case.paper_{values['paper']}")
    return say(language, f"case.lacks_{one.what}", **values)


def standing_words(language: str, case: CaseFile, day: date) -> str:
    """What is the matter with a case itself: 失联, 已过期限, 昨日未随访; empty where nothing is."""
    if case.state is CaseState.LOST:
        return say(language, "case.stands_lost")
    if not case.goes_on:
        return say(language, f"case.stands_{case.state}")
    if case.is_over(day):
        return say(language, "case.stands_over")
    if case.is_missed(day):
        return say(language, "case.stands_missed")
    return ""

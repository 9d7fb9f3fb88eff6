"""Opening a case: whom, what kind, from which day; read back before it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.case import rules_offered
from domain.case_rules import CaseRule
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message, joined
from views.case_words import LIST, OPEN, rule_source, rule_words
from views.days import day_name, short_day
from views.words import say, text

DAYS_BACK = 9
"""Days that are offered as the last contact, departure or first day; others are typed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a case is to be opened for: ``who`` is how a button names the person."""

    school_id: int
    who: str
    name: str
    unit: str


def which_card(language: str, raw: str, found: Sequence[Subject]) -> Message:
    """Several bear the name: whose case?"""
    rows = tuple((_choose(language, one),) for one in found)
    return Message(text(language, "case.which", raw=raw), Keyboard(rows), protect=True)


def _choose(language: str, one: Subject) -> Button:
    label = say(language, "case.who", name=one.name, unit=one.unit)
    return Button(label, Choice(OPEN, one.school_id, argument=one.who).encode())


def kind_card(language: str, subject: Subject) -> Message:
    """What kind of case is it?"""
    buttons = [
        Button(
            rule_words(language, rule),
            Choice(OPEN, subject.school_id, argument=f"{subject.who}.{rule.key}").encode(),
        )
        for rule in rules_offered()
    ]
    rows = tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
    words = text(language, "case.ask_kind", who=_who(language, subject))
    return Message(words, Keyboard(rows), protect=True)


def confirm_card(
    language: str,
    subject: Subject,
    rule: CaseRule,
    anchor: date,
    today: date,
    span: tuple[date, date | None],
) -> Message:
    """The case as it would be, with its days by the rule; another day by a press."""
    first, last = span
    who, kind = _who(language, subject), rule_words(language, rule)
    lines = [text(language, "case.confirm", who=who, rule=kind)]
    called = say(language, f"case.anchor_{rule.anchor}")
    lines.append(
        text(language, "case.confirm_anchor", anchor=called, day=day_name(language, anchor))
    )
    if last is not None:
        days = (last - first).days + 1
        values = {"first": short_day(language, first), "last": day_name(language, last)}
        lines.append(text(language, "case.confirm_days", days=days, **values))
    lines.append(rule_source(language, rule))
    lines.append(text(language, "case.confirm_other_day", anchor=called))
    buttons = [
        _day(language, subject, rule, today - timedelta(days=n), anchor) for n in range(DAYS_BACK)
    ]
    rows = [tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)]
    yes = f"{_argument(subject, rule, anchor)}.y"
    rows.append(
        (
            Button(
                say(language, "case.button_open"),
                Choice(OPEN, subject.school_id, argument=yes).encode(),
            ),
        )
    )
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def _day(language: str, subject: Subject, rule: CaseRule, day: date, chosen: date) -> Button:
    label = ("● " if day == chosen else "") + short_day(language, day)
    payload = Choice(OPEN, subject.school_id, argument=_argument(subject, rule, day)).encode()
    return Button(label, payload)


def _argument(subject: Subject, rule: CaseRule, day: date) -> str:
    return f"{subject.who}.{rule.key}.{base36(day.toordinal())}"


def opened_all(language: str, school_id: int, count: int) -> Message:
    """So many cases were opened for those whom the roster has in isolation."""
    button = Button(say(language, "case.button_list"), Choice(LIST, school_id).encode())
    return Message(text(language, "case.opened_all", count=count), Keyboard(((button,),)))


def _who(language: str, subject: Subject) -> str:
    return say(language, "case.who", name=subject.name, unit=subject.unit)

"""The card of a case: how it stands, what a release lacks, and what can be done; its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.case import CaseHappened, CaseState, Certificate, rules_offered
from domain.case_facts import CaseFacts, CaseStep
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Person
from views.case_tasks import tally_row
from views.case_visits import NEGATIVE, POSITIVE
from views.case_words import (
    ACT,
    CONTACTS,
    LIST,
    SHOW,
    VISIT,
    day_words,
    missing_words,
    rule_source,
    rule_words,
    said_words,
    standing_words,
    who_words,
)
from views.days import clock_time, day_name, short_day
from views.words import say, text

ENDS = (-7, -1, 1, 7)
"""By how many days a press moves the end."""
MOST_PEOPLE = 24

Rows = list[tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class CaseReader:
    """What the reader of a card may do: say how the person is, direct the case, release."""

    follows: bool
    directs: bool
    releases: bool


def case_card(
    language: str, facts: CaseFacts, reader: CaseReader, zone: ZoneInfo, *, lead: Text | None = None
) -> Message:
    """One case as people inside the school see it."""
    case = facts.case
    lines = [
        lead or Text(),
        *heading(language, facts),
        *_responsible(language, facts),
        *_said(language, facts),
        *_tests(language, facts, zone),
        *_withdrawn(language, facts),
        *_lacks(language, facts),
        rule_source(language, case.rule),
    ]
    return Message(joined("\n", lines), _keyboard(language, facts, reader), protect=True)


def heading(language: str, facts: CaseFacts) -> list[Text]:
    """The number, whom it is about, its days and how it stands."""
    title = text(
        language,
        "case.title",
        number=facts.number,
        who=who_words(language, facts),
        rule=rule_words(language, facts.case.rule),
    )
    return [title, _span(language, facts), _stands(language, facts)]


def _span(language: str, facts: CaseFacts) -> Text:
    case = facts.case
    day = day_words(language, case, facts.day)
    if case.last is None:
        return text(language, "case.span_open", day=day, first=short_day(language, case.first))
    return text(
        language,
        "case.span",
        day=day,
        anchor=say(language, f"case.anchor_{case.rule.anchor}"),
        anchor_day=short_day(language, case.anchor),
        first=short_day(language, case.first),
        last=day_name(language, case.last),
    )


def _stands(language: str, facts: CaseFacts) -> Text:
    case = facts.case
    stands = standing_words(language, case, facts.day)
    if not stands:
        return Text()
    if case.ends is not None:
        day = short_day(language, case.ends)
        return text(language, "case.stands_from", stands=stands, day=day)
    return text(language, "case.stands", stands=stands)


def _responsible(language: str, facts: CaseFacts) -> list[Text]:
    if not facts.case.goes_on:
        return []
    names = say(language, "entry.join").join(facts.responsible)
    if not names and facts.case.owner is not None:
        return []
    return [text(language, "case.responsible", names=names or say(language, "case.nobody"))]


def _said(language: str, facts: CaseFacts) -> list[Text]:
    if not facts.case.goes_on or not facts.case.rule.asks_daily:
        return []
    lines = []
    if facts.today is not None:
        said = said_words(language, facts.today, facts.threshold)
        lines.append(text(language, "case.today", said=said))
    elif facts.case.is_owed(facts.day):
        lines.append(text(language, "case.today_nothing"))
    if facts.before is not None:
        said = said_words(language, facts.before, facts.threshold)
        lines.append(text(language, "case.yesterday", said=said))
    return lines


def _tests(language: str, facts: CaseFacts, zone: ZoneInfo) -> list[Text]:
    tests = [one for one in facts.steps if one.what is CaseHappened.TEST]
    papers = dict.fromkeys(
        one.detail for one in facts.steps if one.what is CaseHappened.CERTIFICATE
    )
    lines = []
    if tests:
        result = say(language, f"case.result_{tests[-1].detail}")
        lines.append(
            text(language, "case.tested", result=result, at=_at(language, tests[-1], zone))
        )
    if papers:
        words = [say(language, f"case.paper_{paper}") for paper in papers]
        lines.append(text(language, "case.papers", papers=say(language, "entry.join").join(words)))
    return lines


def _withdrawn(language: str, facts: CaseFacts) -> list[Text]:
    """A correction took back what the case was opened for; somebody has to decide what follows."""
    if not facts.case.goes_on:
        return []
    taken = [one for one in facts.steps if one.what is CaseHappened.WITHDRAWN]
    return (
        [text(language, "case.withdrawn", day=short_day(language, taken[-1].day))] if taken else []
    )


def _lacks(language: str, facts: CaseFacts) -> list[Text]:
    if not facts.case.goes_on:
        return []
    if not facts.lacks:
        return [text(language, "case.ready")]
    words = [missing_words(language, one) for one in facts.lacks]
    return [text(language, "case.lacks", words=say(language, "case.join").join(words))]


def _at(language: str, step: CaseStep, zone: ZoneInfo) -> str:
    return f"{short_day(language, step.day)} {clock_time(step.at_ms, zone)}"


# -- the buttons -----------------------------------------------------------------------------------


def _keyboard(language: str, facts: CaseFacts, reader: CaseReader) -> Keyboard | None:
    case = facts.case
    rows: Rows = []
    if facts.tallies and reader.follows:
        rows.append(tally_row(language, case.id, facts.tallies))
    if case.goes_on and reader.follows:
        rows += _following(language, facts)
    if case.goes_on and reader.directs:
        rows += _directing(language, facts)
    if case.goes_on and reader.releases:
        rows.append((_act(language, "button_release", case.id, "release"),))
    rows.append(
        (
            _act(language, "button_history", case.id, "history"),
            Button(say(language, "case.button_list"), Choice(LIST, case.school_id).encode()),
        )
    )
    if reader.directs:
        kinds = ("word", "pdf")
        rows.append(tuple(_act(language, f"button_{kind}", case.id, kind) for kind in kinds))
    return Keyboard(tuple(rows))


def _following(language: str, facts: CaseFacts) -> Rows:
    case = facts.case
    if not case.rule.asks_daily:
        return [(_act(language, "button_done", case.id, "done"),)]
    ordinal = facts.day.toordinal()
    today = Button(say(language, "case.button_today"), Choice(VISIT, case.id, ordinal).encode())
    before = Button(
        say(language, "case.button_yesterday"), Choice(VISIT, case.id, ordinal - 1).encode()
    )
    rows: Rows = []
    if case.is_owed(facts.day):
        owed_before = case.is_missed(facts.day)
        rows.append((today, before) if owed_before else (today,))
    rows.append(
        (
            _act(language, "test_negative", case.id, NEGATIVE),
            _act(language, "test_positive", case.id, POSITIVE),
        )
    )
    return rows


def _directing(language: str, facts: CaseFacts) -> Rows:
    case = facts.case
    rows: Rows = []
    if case.last is not None:
        rows.append(tuple(_move(language, case.id, by) for by in ENDS))
    if case.rule.certificates:
        rows.append(
            tuple(
                Button(
                    say(language, "case.button_paper", paper=say(language, f"case.paper_{paper}")),
                    Choice(ACT, case.id, argument=f"paper.{paper}").encode(),
                )
                for paper in Certificate
            )
        )
    owner = _act(language, "button_owner", case.id, "owner")
    if not case.rule.asks_daily:
        return [*rows, (owner,)]
    if any(one.what is CaseHappened.CONFIRMED for one in facts.steps):
        near = Choice(CONTACTS, case.id).encode()
        rows.append((Button(say(language, "contact.button_contacts"), near),))
    found = case.state is CaseState.LOST
    rows.append((owner, _act(language, "button_convert", case.id, "convert")))
    rows.append(
        (
            _act(language, "button_found" if found else "button_lost", case.id,
                 "found" if found else "gone"),
            _act(language, "button_transfer", case.id, "transfer"),
        )
    )  # fmt: skip
    return rows


def _move(language: str, case_id: int, by: int) -> Button:
    key = "button_longer" if by > 0 else "button_shorter"
    argument = f"end.{'m' if by < 0 else 'p'}{abs(by)}"
    return Button(
        say(language, f"case.{key}", days=abs(by)), Choice(ACT, case_id, argument=argument).encode()
    )


def _act(language: str, key: str, case_id: int, argument: str) -> Button:
    return Button(say(language, f"case.{key}"), Choice(ACT, case_id, argument=argument).encode())


def owner_card(language: str, facts: CaseFacts, people: Sequence[Person]) -> Message:
    """Who is to be responsible?"""
    buttons = [
        Button(
            person.name,
            Choice(ACT, facts.case.id, argument=f"owner.{base36(person.id)}").encode(),
        )
        for person in people[:MOST_PEOPLE]
    ]
    rows: Rows = [tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)]
    if facts.case.pupil_id is not None:
        rows.append((_act(language, "button_reporter", facts.case.id, "owner.0"),))
    rows.append((back_button(language, facts),))
    words = text(language, "case.ask_owner", who=who_words(language, facts))
    return Message(words, Keyboard(tuple(rows)), protect=True)


def convert_card(language: str, facts: CaseFacts) -> Message:
    """What does the case turn into?"""
    buttons = [
        Button(
            rule_words(language, rule),
            Choice(ACT, facts.case.id, argument=f"convert.{rule.key}").encode(),
        )
        for rule in rules_offered()
        if rule.key != facts.case.rule.key
    ]
    rows: Rows = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    rows.append((back_button(language, facts),))
    words = text(
        language,
        "case.ask_convert",
        who=who_words(language, facts),
        rule=rule_words(language, facts.case.rule),
    )
    return Message(words, Keyboard(tuple(rows)), protect=True)


def sure_card(language: str, facts: CaseFacts, act: str) -> Message:
    """Something that closes a case is asked once more."""
    rows = (
        (_act(language, f"sure_{act}", facts.case.id, f"{act}.y"), back_button(language, facts)),
    )
    words = text(language, f"case.ask_{act}", who=who_words(language, facts), number=facts.number)
    return Message(words, Keyboard(rows), protect=True)


def back_button(language: str, facts: CaseFacts) -> Button:
    """Back to the card."""
    return Button(say(language, "case.button_back"), Choice(SHOW, facts.case.id).encode())

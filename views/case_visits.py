"""The question about those who are followed (随访): one message a person and day, one press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.case import CaseState
from domain.case_facts import CaseFacts
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from views.case_words import (
    ALL_WELL,
    SHOW,
    VISIT,
    day_words,
    line_values,
    rule_words,
    said_mark,
    said_words,
    standing_words,
    who_words,
)
from views.days import day_name
from views.fitting import fitted
from views.words import say, text

MOST_BUTTONS = 40
"""People that get a button each."""
WELL, LOST, NEGATIVE, POSITIVE, BACK = "ok", "lost", "neg", "pos", "back"


def visits_asked(
    language: str, school_id: int, day: date, cases: Sequence[CaseFacts], *, lead: str = ""
) -> Message:
    """Whom to ask about on a day; who was answered for is marked. One press where all are well; who
    is lost is spoken for one by one.
    """
    open_ = [facts for facts in cases if facts.today is None]
    sure = [facts for facts in open_ if facts.case.state is not CaseState.LOST]
    head = text(language, "case.visits_title", day=day_name(language, day), count=len(cases))
    lines = [text(language, f"case.{lead}") if lead else Text(), head]
    lines += fitted(language, [_line(language, facts) for facts in cases])
    if not open_:
        lines.append(text(language, "case.visits_done"))
    rows: list[tuple[Button, ...]] = []
    if sure:
        payload = Choice(ALL_WELL, school_id, day.toordinal()).encode()
        key = "all_well" if len(sure) == len(cases) else "rest_well"
        rows.append((Button(say(language, f"case.{key}", count=len(sure)), payload),))
    buttons = [_open(facts, day) for facts in cases[:MOST_BUTTONS]]
    rows += [tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)]
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def _line(language: str, facts: CaseFacts) -> Text:
    values = line_values(language, facts)
    if facts.today is not None:
        said = said_words(language, facts.today, facts.threshold)
        mark = said_mark(facts.today, facts.threshold)
        return text(language, "case.visit_line_said", said=said, mark=mark, **values)
    if facts.before is not None:
        said = said_words(language, facts.before, facts.threshold)
        return text(language, "case.visit_line_before", said=said, **values)
    stands = standing_words(language, facts.case, facts.day)
    if stands:
        return text(language, "case.visit_line_stands", stands=stands, **values)
    return text(language, "case.visit_line", **values)


def _open(facts: CaseFacts, day: date) -> Button:
    mark = "" if facts.today is None else said_mark(facts.today, facts.threshold)
    return Button(
        f"{mark} {facts.name}".strip(), Choice(VISIT, facts.case.id, day.toordinal()).encode()
    )


def visit_card(language: str, facts: CaseFacts, day: date, *, lead: Text | None = None) -> Message:
    """How is one person on a day? By a press, or by what is typed next."""
    case, on_the_day = facts.case, facts.day == day
    lines = [
        lead or Text(),
        text(
            language,
            "case.visit_ask" if on_the_day else "case.visit_ask_late",
            who=who_words(language, facts),
            rule=rule_words(language, case.rule),
            day_n=day_words(language, case, day),
            day=day_name(language, day),
        ),
    ]
    if on_the_day and facts.today is not None and lead is None:
        said = said_words(language, facts.today, facts.threshold)
        lines.append(text(language, "case.visit_so_far", said=said))
    lines.append(text(language, "case.visit_hint"))
    rows = (
        (_button(language, "visit_well", case.id, day, WELL),
         _button(language, "visit_lost", case.id, day, LOST)),
        (_button(language, "test_negative", case.id, day, NEGATIVE),
         _button(language, "test_positive", case.id, day, POSITIVE)),
        (Button(say(language, "case.button_file"), Choice(SHOW, case.id).encode()),
         _button(language, "visit_back", case.id, day, BACK)),
    )  # fmt: skip
    return Message(joined("\n", lines), Keyboard(rows), protect=True)


def _button(language: str, key: str, case_id: int, day: date, argument: str) -> Button:
    payload = Choice(VISIT, case_id, day.toordinal(), argument).encode()
    return Button(say(language, f"case.{key}"), payload)

"""The cases of a school, what is due first; above it counts and numbers; the evening's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.case_facts import CaseFacts
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Unit
from views.case_words import (
    LIST,
    OPEN,
    SHOW,
    line_values,
    missing_words,
    said_mark,
    said_words,
    standing_words,
    who_words,
)
from views.days import day_name
from views.fitting import fitted
from views.words import say, text

MOST_BUTTONS = 30
ROOM = 2600
LONGEST_LABEL = 24
"""Characters of a button; a thing to be put right may be told at length."""


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """The open cases of one school for eyes above it: ``numbers`` of those that are overdue."""

    school: str
    school_id: int
    open: int
    overdue: int
    ending: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseListFor:
    """What a list shows: ``mine`` first, then the ``others`` under the own units; how many are in
    isolation by the roster without a case; whether the reader may open one.
    """

    school_id: int
    mine: Sequence[CaseFacts]
    others: Sequence[CaseFacts]
    without: int = 0
    opens: bool = False


def case_list(language: str, day: date, shown: CaseListFor) -> Message:
    """``/cases``: a line and a button for each."""
    lines = [text(language, "case.list_title", day=day_name(language, day))]
    if shown.mine:
        lines.append(text(language, "case.list_mine", count=len(shown.mine)))
        lines += [_line(language, facts) for facts in shown.mine]
    if shown.others:
        key = "list_others" if shown.mine else "list_all"
        lines.append(text(language, f"case.{key}", count=len(shown.others)))
        lines += [_line(language, facts) for facts in shown.others]
    if not shown.mine and not shown.others:
        lines.append(text(language, "case.list_none"))
    rows: list[tuple[Button, ...]] = []
    buttons = [_open(facts) for facts in (*shown.mine, *shown.others)[:MOST_BUTTONS]]
    rows += [tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)]
    body = [lines[0], *fitted(language, lines[1:], ROOM)]
    if shown.without and shown.opens:
        body.append(text(language, "case.list_without", count=shown.without))
        label = say(language, "case.button_all_isolated", count=shown.without)
        rows.append((Button(label, Choice(OPEN, shown.school_id, argument="all").encode()),))
    if shown.opens:
        body.append(text(language, "case.list_hint"))
    again = Choice(LIST, shown.school_id).encode()
    rows.append((Button(say(language, "case.button_refresh"), again),))
    return Message(joined("\n", body), Keyboard(tuple(rows)), protect=True)


def _line(language: str, facts: CaseFacts) -> Text:
    values = line_values(language, facts)
    stands = standing_words(language, facts.case, facts.day)
    if stands:
        return text(language, "case.list_line_stands", stands=stands, **values)
    if facts.today is not None:
        said = said_words(language, facts.today, facts.threshold)
        mark = said_mark(facts.today, facts.threshold)
        return text(language, "case.list_line_said", said=said, mark=mark, **values)
    return text(language, "case.list_line", **values)


def _open(facts: CaseFacts) -> Button:
    return Button(facts.name[:LONGEST_LABEL], Choice(SHOW, facts.case.id).encode())


def masked_list(
    language: str,
    unit: Unit,
    day: date,
    counts: Sequence[CaseCounts],
    things: Sequence[CaseFacts] = (),
) -> Message:
    """For eyes above the school: how many, and the numbers of what is overdue; to whom inspects a
    school also the ``things`` that are to be put right there.
    """
    lines = [text(language, "case.masked_title", unit=unit.name, day=day_name(language, day))]
    if not counts:
        lines.append(text(language, "case.list_none"))
    for one in counts:
        values = {
            "school": one.school,
            "open": one.open,
            "overdue": one.overdue,
            "ending": one.ending,
        }
        lines.append(text(language, "case.masked_line", **values))
        if one.numbers:
            numbers = say(language, "entry.join").join(one.numbers)
            lines.append(text(language, "case.masked_overdue", numbers=numbers))
    lines += [_line(language, facts) for facts in things]
    body = [lines[0], *fitted(language, lines[1:], ROOM)]
    rows = [(_open(facts),) for facts in things[:MOST_BUTTONS]]
    again = Button(say(language, "case.button_refresh"), Choice(LIST, unit.id).encode())
    return Message(joined("\n", body), Keyboard((*rows, (again,))), protect=bool(things))


# -- the evening -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evening:
    """What a school's evening list says: who may enter from ``tomorrow`` on, who would be back by
    days and lacks something, and who was not followed today.
    """

    tomorrow: date
    free: Sequence[CaseFacts]
    ready: Sequence[CaseFacts]
    lacking: Sequence[CaseFacts]
    missed: Sequence[CaseFacts]

    @property
    def says_nothing(self) -> bool:
        """Whether there is nobody to tell of."""
        return not (self.free or self.ready or self.lacking or self.missed)


def evening_list(language: str, school: Unit, evening: Evening) -> Message:
    """The eve of a return: 门口名单."""
    day = day_name(language, evening.tomorrow)
    lines = [text(language, "case.gate_title", school=school.name, day=day)]
    for key, found in (("free", evening.free), ("ready", evening.ready)):
        if found:
            names = [who_words(language, facts) for facts in found]
            joined_names = say(language, "entry.join").join(names)
            lines.append(text(language, f"case.gate_{key}", count=len(found), names=joined_names))
    if evening.lacking:
        lines.append(text(language, "case.gate_lacking", count=len(evening.lacking)))
        lines += [_lacking(language, facts) for facts in evening.lacking]
    if evening.missed:
        lines.append(text(language, "case.gate_missed", count=len(evening.missed)))
        lines += _missed(language, evening.missed)
    if evening.says_nothing:
        lines.append(text(language, "case.gate_nobody"))
    buttons = [_open(facts) for facts in (*evening.ready, *evening.lacking, *evening.missed)]
    rows = [tuple(buttons[n : n + 3]) for n in range(0, min(len(buttons), MOST_BUTTONS), 3)]
    body = [lines[0], *fitted(language, lines[1:], ROOM)]
    return Message(joined("\n", body), Keyboard(tuple(rows)) if rows else None, protect=True)


def _lacking(language: str, facts: CaseFacts) -> Text:
    words = say(language, "case.join").join(missing_words(language, one) for one in facts.lacks)
    return text(language, "case.gate_line", who=who_words(language, facts), words=words)


def _missed(language: str, missed: Sequence[CaseFacts]) -> list[Text]:
    """A line for each who is responsible: these are rung up."""
    of: dict[str, list[str]] = {}
    join = say(language, "entry.join")
    for facts in missed:
        of.setdefault(join.join(facts.responsible), []).append(who_words(language, facts))
    nobody = say(language, "case.gate_nobody_responsible")
    return [
        text(language, "case.gate_by", who=join.join(people), names=names or nobody)
        for names, people in of.items()
    ]

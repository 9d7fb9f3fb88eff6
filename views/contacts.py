"""Contacts of a confirmed case in words and buttons: who was near, how near, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.case_facts import CaseFacts
from domain.choice import Choice, base36
from domain.contact import Candidate, Link, Mark, to_open
from domain.message import Button, Keyboard, Message, Text, joined
from views.case_card import back_button
from views.case_words import CONTACTS, who_words
from views.days import day_name, short_day
from views.fitting import fitted
from views.words import say, text

PAGE = 24
"""Pupils that have a button on one page."""
PERSON, GROUP, ASK, SURE = "m", "g", "o", "y"
MOST_KNOWN = 12

Rows = list[tuple[Button, ...]]


def contacts_card(
    language: str,
    facts: CaseFacts,
    candidates: Sequence[Candidate],
    *,
    page: int,
    opened: int,
    lead: Text | None = None,
) -> Message:
    """Who was near somebody, a button each; a press marks close, secondary, or not at all."""
    parts = [lead or Text(), _title(language, facts)]
    if not candidates:
        parts.append(text(language, "contact.nobody"))
        return Message(
            joined("\n", parts), Keyboard(((back_button(language, facts),),)), protect=True
        )
    parts += _summary(language, candidates, opened)
    if any(one.case_number is None for one in candidates):
        parts.append(text(language, "contact.how"))
    rows = _groups(language, facts.case.id, candidates, page)
    rows += _people(language, facts.case.id, candidates, page)
    rows += _turning(language, facts.case.id, len(candidates), page)
    count = sum(one.is_new for one in candidates)
    if count:
        asked = Choice(CONTACTS, facts.case.id, page, ASK).encode()
        rows.append((Button(say(language, "contact.button_open", count=count), asked),))
    rows.append((back_button(language, facts),))
    return Message(joined("\n", parts), Keyboard(tuple(rows)), protect=True)


def _title(language: str, facts: CaseFacts) -> Text:
    return text(language, "contact.title", number=facts.number, who=who_words(language, facts))


def _summary(language: str, candidates: Sequence[Candidate], opened: int) -> list[Text]:
    marks = Counter(one.mark for one in candidates if one.case_number is None)
    counts = {mark.value: marks[mark] for mark in Mark}
    lines = [text(language, "contact.counts", **counts)]
    known = [one for one in candidates if one.case_number is not None]
    if known:
        lines.append(text(language, "contact.known", count=len(known)))
    if opened:
        lines.append(text(language, "contact.opened_before", count=opened))
    return lines


def _groups(language: str, case_id: int, candidates: Sequence[Candidate], page: int) -> Rows:
    """A button for each thing that is shared: all whom nothing nearer links are marked alike."""
    buttons = []
    for link in Link:
        group = [one for one in candidates if one.nearest is link and one.case_number is None]
        if not group:
            continue
        alike = len({one.mark for one in group}) == 1
        now = say(language, f"contact.{group[0].mark}" if alike else "contact.mixed")
        following = group[0].mark.following if alike else Mark.CLOSE
        label = say(language, f"contact.group_{link}", count=len(group), mark=now)
        argument = f"{GROUP}{link}.{following}"
        buttons.append(Button(label, Choice(CONTACTS, case_id, page, argument).encode()))
    return [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]


def _people(language: str, case_id: int, candidates: Sequence[Candidate], page: int) -> Rows:
    buttons = []
    for one in candidates[page * PAGE : (page + 1) * PAGE]:
        key = "person_known" if one.case_number is not None else f"person_{one.mark}"
        argument = f"{PERSON}{base36(one.pupil_id)}.{one.mark.following}"
        label = say(language, f"contact.{key}", name=one.name)
        buttons.append(Button(label, Choice(CONTACTS, case_id, page, argument).encode()))
    return [tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)]


def _turning(language: str, case_id: int, count: int, page: int) -> Rows:
    last = (count - 1) // PAGE
    buttons = [
        Button(say(language, f"contact.button_{key}"), Choice(CONTACTS, case_id, to).encode())
        for key, to in (("before", page - 1), ("after", page + 1))
        if 0 <= to <= last
    ]
    return [tuple(buttons)] if buttons else []


def sure_card(
    language: str,
    facts: CaseFacts,
    candidates: Sequence[Candidate],
    anchor: date,
    lasts: tuple[date, date | None],
    *,
    page: int,
    days: tuple[date | None, date | None],
) -> Message:
    """What is opened, read back: for whom, how near, from which day until which.

    ``days`` are the days of the last contact that the buttons before and after it lead to.
    """
    close, secondary = (to_open(candidates, mark) for mark in (Mark.CLOSE, Mark.SECONDARY))
    first, last = lasts
    until = "" if last is None else day_name(language, last)
    parts = [
        text(language, "contact.read_back", number=facts.number, who=who_words(language, facts)),
        text(
            language,
            "contact.will_open",
            close=len(close),
            secondary=len(secondary),
            anchor=day_name(language, anchor),
            first=short_day(language, first),
            last=until,
        ),
        *fitted(language, _classes(language, [*close, *secondary]), 800),
        *_already(language, candidates),
        text(language, "contact.what_follows", number=facts.number),
    ]
    rows = _sure_rows(language, facts.case.id, anchor, (len(close), len(secondary)), page, days)
    return Message(joined("\n", parts), Keyboard(tuple(row for row in rows if row)), protect=True)


def _sure_rows(
    language: str,
    case_id: int,
    anchor: date,
    counted: tuple[int, int],
    page: int,
    days: tuple[date | None, date | None],
) -> Rows:
    close, secondary = counted
    sure = Choice(
        CONTACTS, case_id, page, f"{SURE}{base36(anchor.toordinal())}.{close}.{secondary}"
    )
    moves = [
        Button(
            say(language, "contact.button_day", day=short_day(language, day)),
            Choice(CONTACTS, case_id, page, f"{ASK}{base36(day.toordinal())}").encode(),
        )
        for day in days
        if day is not None
    ]
    back = Choice(CONTACTS, case_id, page).encode()
    label = say(language, "contact.button_sure", count=close + secondary)
    return [
        (Button(label, sure.encode()),),
        tuple(moves),
        (Button(say(language, "contact.button_back"), back),),
    ]


def _classes(language: str, people: Sequence[Candidate]) -> list[Text]:
    counts = Counter(one.class_name for one in people)
    return [
        text(language, "contact.class_line", unit=unit, count=count)
        for unit, count in counts.items()
    ]


def _already(language: str, candidates: Sequence[Candidate]) -> list[Text]:
    known = [one for one in candidates if one.case_number is not None]
    if not known:
        return []
    names = [
        say(language, "case.who", name=one.name, unit=one.class_name) for one in known[:MOST_KNOWN]
    ]
    words = say(language, "entry.join").join(names)
    return [text(language, "contact.already", count=len(known), names=words)]

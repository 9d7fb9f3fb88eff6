"""Contacts (密接、次密接) of a confirmed case: marked by buttons, and followed with one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from domain.case import CaseHappened
from domain.case_plan import asked_from
from domain.choice import Choice, UnreadableChoice, from36
from domain.contact import Candidate, Link, Mark, NotConfirmed, to_open
from domain.errors import Outdated
from domain.message import Text
from handlers.asked_anew import refresh_questions
from handlers.case_desk import CaseDesk, case_desk
from handlers.visit import Visit
from storage.case_facts import case_number, settings_of_case
from storage.cases import NewCase
from views.case_words import CONTACTS
from views.contacts import ASK, GROUP, PAGE, PERSON, SURE, contacts_card, sure_card
from views.words import say, text

LONGEST_BACK = 30
"""Days since the last contact, at most. Ours."""


def pressed(visit: Visit, choice: Choice) -> None:
    """A button of the contacts: show, mark one or a group, read back, open.

    Raises NotYours, CaseClosed, NotConfirmed, UnreadableChoice, Outdated.
    """
    desk = case_desk(visit, choice.subject)
    desk.must_direct()
    steps = visit.tx.cases.events(desk.case.id)
    if all(one.what is not CaseHappened.CONFIRMED for one in steps):
        raise NotConfirmed(number=case_number(visit.tx, desk.case))
    what, argument = choice.argument[:1], choice.argument[1:]
    act = _ACTS.get(what)
    if act is None:
        raise UnreadableChoice
    act(desk, argument, choice.revision)


def show(desk: CaseDesk, argument: str, page: int, lead: Text | None = None) -> None:
    """The pupils who were near, so many to a page."""
    visit = desk.visit
    people = _candidates(desk)
    page = min(page, max(len(people) - 1, 0) // PAGE)
    opened = visit.tx.contacts.opened(desk.case.id)
    card = contacts_card(visit.language, desk.facts(), people, page=page, opened=opened, lead=lead)
    visit.show(card)


def mark_one(desk: CaseDesk, argument: str, page: int) -> None:
    """One pupil is marked; whoever has a case already is followed as it is."""
    number, _, word = argument.partition(".")
    pupil_id, mark = from36(number), _mark(word)
    found = next((one for one in _candidates(desk) if one.pupil_id == pupil_id), None)
    if found is None:
        raise UnreadableChoice
    if found.case_number is None:
        _keep(desk, [found], mark)
    else:
        desk.visit.toasted(say(desk.visit.language, "contact.toast_known"), alert=True)
    show(desk, "", page)


def mark_group(desk: CaseDesk, argument: str, page: int) -> None:
    """All who are linked by the same thing, and by nothing nearer, are marked alike."""
    word, _, mark = argument.partition(".")
    if word not in list(Link):
        raise UnreadableChoice
    group = [one for one in _candidates(desk) if one.nearest is Link(word)]
    _keep(desk, [one for one in group if one.case_number is None], _mark(mark))
    show(desk, "", page)


def ask(desk: CaseDesk, argument: str, page: int) -> None:
    """What would be opened, read back with the day of the last contact."""
    visit, people = desk.visit, _candidates(desk)
    if not any(one.is_new for one in people):
        raise Outdated
    anchor = _anchor(desk, argument)
    limits = settings_of_case(visit.tx, desk.case.unit_id).cases
    rule = Mark.CLOSE.rule
    assert rule is not None  # noqa: S101
    near = (anchor - timedelta(days=1), anchor + timedelta(days=1))
    days = tuple(day if _is_near(desk, day) else None for day in near)
    card = sure_card(
        visit.language,
        desk.facts(),
        people,
        anchor,
        rule.span(anchor, limits),
        page=page,
        days=(days[0], days[1]),
    )
    visit.show(card)


def open_all(desk: CaseDesk, argument: str, page: int) -> None:
    """A case for each who is marked and has none, linked to the source. What was read back has to
    be what stands now.
    """
    visit, people = desk.visit, _candidates(desk)
    ordinal, _, counts = argument.partition(".")
    marked = {mark: to_open(people, mark) for mark in (Mark.CLOSE, Mark.SECONDARY)}
    if counts != ".".join(str(len(whom)) for whom in marked.values()) or not any(marked.values()):
        raise Outdated
    anchor = _anchor(desk, ordinal)
    opened = {mark: _open(desk, whom, mark, anchor) for mark, whom in marked.items()}
    words = {mark.value: count for mark, count in opened.items()}
    visit.tx.audit.add(
        visit.now_ms, visit.person_id, "contacts", desk.case.unit_id, str(desk.case.id)
    )
    desk.happened(CaseHappened.NOTE, say(visit.language, "contact.history", **words))
    desk.touch()
    refresh_questions(visit, [one.class_id for whom in marked.values() for one in whom])
    lead = text(visit.language, "contact.done", count=sum(opened.values()))
    visit.toasted(lead.plain)
    show(desk, "", page, lead)


_ACTS: Mapping[str, Callable[[CaseDesk, str, int], None]] = {
    "": show,
    PERSON: mark_one,
    GROUP: mark_group,
    ASK: ask,
    SURE: open_all,
}
PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {CONTACTS: pressed}


def _open(desk: CaseDesk, people: Sequence[Candidate], mark: Mark, anchor: date) -> int:
    """Open the cases of those who are marked alike; gives how many."""
    visit, rule = desk.visit, mark.rule
    assert rule is not None, "who is marked as nothing gets no case"  # noqa: S101
    limits = settings_of_case(visit.tx, desk.case.unit_id).cases
    first, last = rule.span(anchor, limits)
    from_day = asked_from(limits, visit.now_ms, visit.zone)
    opened = 0
    for one in people:
        new = NewCase(
            school_id=desk.case.school_id,
            unit_id=one.class_id,
            rule=rule,
            anchor=anchor,
            first=first,
            last=last,
            opened_ms=visit.now_ms,
            opened_by=visit.person_id,
            opened_day=visit.day,
            asked_from=from_day,
            pupil_id=one.pupil_id,
            source_case=desk.case.id,
        )
        opened += visit.tx.cases.open(new) is not None
    return opened


def _candidates(desk: CaseDesk) -> list[Candidate]:
    return desk.visit.tx.contacts.candidates(desk.case, desk.visit.day)


def _keep(desk: CaseDesk, people: Sequence[Candidate], mark: Mark) -> None:
    visit = desk.visit
    for one in people:
        visit.tx.contacts.mark(desk.case.id, one.pupil_id, mark, visit.person_id, visit.now_ms)


def _mark(word: str) -> Mark:
    if word not in list(Mark):
        raise UnreadableChoice
    return Mark(word)


def _anchor(desk: CaseDesk, ordinal: str) -> date:
    """The day of the last contact: the day the case was opened, unless another is named."""
    if not ordinal:
        return desk.case.opened_day
    number = from36(ordinal)
    if not 0 < number <= date.max.toordinal() or not _is_near(desk, date.fromordinal(number)):
        raise UnreadableChoice
    return date.fromordinal(number)


def _is_near(desk: CaseDesk, day: date) -> bool:
    return 0 <= (desk.visit.day - day).days <= LONGEST_BACK

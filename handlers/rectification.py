"""整改: an inspector's finding becomes a case of a school, with an owner and a last day."""

from __future__ import annotations

from datetime import date

from domain.calendar import UnreadableDay, parse_period
from domain.case import may_inspect
from domain.case_days import judged_end
from domain.case_plan import asked_from
from domain.case_rules import RULES
from domain.errors import NotYours
from domain.message import Message
from domain.note import Note, Wanted
from domain.roster import Role
from handlers.report import own_units
from handlers.visit import Visit
from storage.case_facts import case_number, responsible, settings_of_case
from storage.cases import NewCase
from views.words import text

LONGEST = 200
"""Characters of a finding."""
_OWNERS = (Role.PRINCIPAL, Role.ADMIN)


def to_rectify(visit: Visit, words: str) -> None:
    """``/cases 整改 门口没有测温枪 12-4``: what is to be put right, and until when if that is said.

    Raises NotYours, CaseEndsBadly.
    """
    school_id = _inspected(visit)
    subject, until = _read(visit, words)
    if not subject:
        visit.reply(Message(text(visit.language, "case.say_finding")))
        return
    rule = RULES["rectification"]
    limits = settings_of_case(visit.tx, school_id).cases
    first, last = rule.span(visit.day, limits)
    last = last if until is None else judged_end(min(first, until), until)
    case_id = visit.tx.cases.open(
        NewCase(
            school_id=school_id,
            unit_id=school_id,
            rule=rule,
            anchor=visit.day,
            first=min(first, last or first),
            last=last,
            opened_ms=visit.now_ms,
            opened_by=visit.person_id,
            opened_day=visit.day,
            asked_from=asked_from(limits, visit.now_ms, visit.zone),
            subject=subject,
            owner=_owner(visit, school_id),
        )
    )
    assert case_id is not None, "a case of nobody is never there already"  # noqa: S101
    _tell_owner(visit, case_id)


def _inspected(visit: Visit) -> int:
    """The one school that this person inspects. Raises NotYours."""
    units = own_units(visit, frozenset({Role.LIAISON, Role.PRINCIPAL, Role.ADMIN}))
    schools = [unit for unit in units if unit.school_id is not None]
    if len(schools) != 1:
        raise NotYours
    school_id = schools[0].school_id or schools[0].id
    if not may_inspect(visit.roles_over(school_id)):
        raise NotYours
    return school_id


def _read(visit: Visit, words: str) -> tuple[str, date | None]:
    """What is to be put right, and the day that stands last, read forward; None where none does."""
    parts = " ".join(words.split())[:LONGEST].split(" ")
    try:
        until = parse_period(f"{visit.day.isoformat()}..{parts[-1]}", visit.day).last
    except UnreadableDay:
        return " ".join(parts), None
    return " ".join(parts[:-1]), until


def _owner(visit: Visit, school_id: int) -> int | None:
    """The principal, else an admin: whoever answers for the school hands it on."""
    members = visit.tx.roster.members(school_id, visit.day)
    for role in _OWNERS:
        for member in members:
            if member.role is role:
                return member.person.id
    return None


def _tell_owner(visit: Visit, case_id: int) -> None:
    case = visit.tx.cases.get(case_id, visit.day)
    assert case is not None  # noqa: S101
    for person_id in responsible(visit.tx, case, visit.day):
        chat = visit.tx.chats.of_person(person_id)
        if chat is not None and person_id != visit.person_id:
            note = Note(
                kind="news",
                subject=f"case/{case_id}/yours",
                chat_id=chat.id,
                say=Wanted("case_told", {"case": case_id, "what": "yours"}),
            )
            visit.tx.outbox.put(note, visit.now_ms)
    number = case_number(visit.tx, case)
    visit.reply(Message(text(visit.language, "case.finding_kept", number=number)))

"""The day of those who are followed: who is asked about whom, again, and the evening's list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.case import CaseFile, CaseHappened
from domain.case_plan import FollowStep, newest_step, next_step_ms
from domain.note import Note, Wanted
from domain.roster import Role
from scheduler.moment import Moment
from scheduler.settings_in_force import settings_in_force
from storage.case_facts import responsible
from storage.transaction import Transaction

_EVENING = frozenset({Role.HEALTH_OFFICER, Role.ADMIN})
"""Who hears who may come back, and who was not followed."""


def follow_cases(tx: Transaction, school_id: int, moment: Moment) -> None:
    """Take the step of the day that the cases of a school wait for, on any day of the week.

    After a silence only the newest step speaks; whoever was not asked yet is asked by it.
    """
    limits = settings_in_force(tx, school_id).cases
    step = newest_step(limits, moment.now_ms, moment.zone)
    due = tx.cases.due_in_school(school_id, moment.now_ms, moment.day)
    if step is not None:
        open_ = [case for case in due if case.goes_on]
        unasked, silent = _unanswered(tx, open_, moment.day)
        _ask(tx, unasked, moment, "ask", "")
        if step is FollowStep.CHASE:
            _ask(tx, silent, moment, "chase", "lead_chase")
        if step is FollowStep.EVENING:
            _tell_evening(tx, school_id, moment)
        _remind_of_things(tx, open_, moment)
    next_ms = next_step_ms(limits, moment.now_ms, moment.zone)
    for case in due:
        is_told = case.ends is not None and case.ends <= moment.day
        tx.cases.set_next(case.id, None if is_told else next_ms)


def _unanswered(
    tx: Transaction, cases: Iterable[CaseFile], day: date
) -> tuple[list[CaseFile], list[CaseFile]]:
    """Who is owed today and was not spoken for: nobody asked yet, and asked in vain so far."""
    unasked: list[CaseFile] = []
    silent: list[CaseFile] = []
    for case in cases:
        if case.is_owed(day) and not case.visited:
            (silent if tx.cases.was_asked(case.id, day) else unasked).append(case)
    return unasked, silent


def _ask(tx: Transaction, cases: Iterable[CaseFile], moment: Moment, step: str, lead: str) -> None:
    """One message a person, with everybody that person is asked about today."""
    by_person: dict[int, list[CaseFile]] = {}
    for case in cases:
        for person_id in responsible(tx, case, moment.day):
            by_person.setdefault(person_id, []).append(case)
    asked: set[int] = set()
    for person_id, theirs in by_person.items():
        chat = tx.chats.of_person(person_id)
        if chat is None:
            continue
        about = {"school": theirs[0].school_id, "day": moment.day.isoformat(), "lead": lead}
        note = Note(
            kind="case",
            subject=f"{theirs[0].school_id}/{moment.day.isoformat()}/{step}",
            chat_id=chat.id,
            say=Wanted("case_visits", about),
            version=max(case.id for case in theirs),
        )
        tx.outbox.put(note, moment.now_ms)
        asked |= {case.id for case in theirs}
    if step == "ask":
        for case_id in sorted(asked):
            tx.cases.happened(case_id, CaseHappened.ASKED, moment.now_ms, moment.day)


def _remind_of_things(tx: Transaction, cases: Iterable[CaseFile], moment: Moment) -> None:
    """整改: whoever is responsible hears the day before the last one, and from then on daily."""
    for case in cases:
        if case.rule.asks_daily or case.last is None or (case.last - moment.day).days > 1:
            continue
        for person_id in responsible(tx, case, moment.day):
            chat = tx.chats.of_person(person_id)
            if chat is not None:
                note = Note(
                    kind="case",
                    subject=f"thing/{case.id}/{moment.day.isoformat()}",
                    chat_id=chat.id,
                    say=Wanted("case_told", {"case": case.id, "what": "thing_due"}),
                )
                tx.outbox.put(note, moment.now_ms)


def _tell_evening(tx: Transaction, school_id: int, moment: Moment) -> None:
    for member in tx.roster.members(school_id, moment.day):
        chat = tx.chats.of_person(member.person.id)
        if member.role not in _EVENING or chat is None:
            continue
        note = Note(
            kind="news",
            subject=f"gate/{school_id}/{moment.day.isoformat()}",
            chat_id=chat.id,
            say=Wanted("case_evening", {"school": school_id, "day": moment.day.isoformat()}),
        )
        tx.outbox.put(note, moment.now_ms)

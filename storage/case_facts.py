"""Reads all there is to tell of a case, and who is responsible for it on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.case import CaseEvent, CaseFile, last_said, may_follow, roles_about
from domain.case_facts import CaseFacts, CaseStep
from domain.case_release import Missing, Present, missing
from domain.day_plan import school_day_of
from domain.errors import ChenjianError
from domain.roster import Role
from domain.unit_settings import UnitSettings
from storage.transaction import Transaction

_STAND_IN = (Role.HEALTH_OFFICER, Role.PRINCIPAL, Role.ADMIN)
"""Who is responsible where nobody is named and the class has no reporter."""


def responsible(tx: Transaction, case: CaseFile, day: date) -> list[int]:
    """Who is asked about a case on a day, by person: whoever was named, as long as that person
    serves there, else whoever reports for the class, else health officer, principal or admins.
    """
    if case.owner is not None:
        roles = tx.roster.roles_over(case.owner, case.unit_id, day)
        if may_follow(roles_about(roles, staff=case.is_of_staff)):
            return [case.owner]
    reporters = tx.roster.reporters(case.unit_id, day)
    if reporters and case.pupil_id is not None:
        return list(dict.fromkeys(member.person.id for member in reporters))
    members = tx.roster.members_upward(case.unit_id, day)
    for role in _STAND_IN:
        found = [
            member.person.id
            for member in members
            if member.role is role and member.kind is not None and not member.kind.above_school
        ]
        if found:
            return found
    return []


def cases_of(tx: Transaction, school_id: int, person_id: int, day: date) -> list[CaseFile]:
    """The open cases of a school that a person is asked about on a day."""
    found = tx.cases.open_in_school(school_id, day)
    return [case for case in found if person_id in responsible(tx, case, day)]


def settings_of_case(tx: Transaction, unit_id: int) -> UnitSettings:
    """What is set for a case's unit; what contradicts itself stops nobody from being followed."""
    try:
        return UnitSettings.resolve(tx.settings.chain(unit_id))
    except ChenjianError:
        return UnitSettings.resolve([])


def lacks(tx: Transaction, case: CaseFile, now_ms: int, zone: ZoneInfo) -> tuple[Missing, ...]:
    """What a release of the case lacks now."""
    settings = settings_of_case(tx, case.unit_id)
    present = Present(now_ms, zone, settings.fever_threshold.hundredths)
    return missing(case, tx.cases.events(case.id), settings.cases, present)


def case_facts(tx: Transaction, case: CaseFile, now_ms: int, zone: ZoneInfo) -> CaseFacts:
    """The case with its names, as it stands now."""
    day = school_day_of(now_ms, zone)
    unit = tx.roster.unit(case.unit_id)
    assert unit is not None, "cases hold units by foreign key"  # noqa: S101
    events = tx.cases.events(case.id)
    settings = settings_of_case(tx, case.unit_id)
    present = Present(now_ms, zone, settings.fever_threshold.hundredths)
    return CaseFacts(
        case=case,
        day=day,
        number=case_number(tx, case),
        unit=unit,
        name=_name(tx, case),
        responsible=tuple(tx.roster.person_name(one) for one in responsible(tx, case, day)),
        today=last_said(events, day),
        before=last_said(events, day - timedelta(days=1)),
        lacks=missing(case, events, settings.cases, present) if case.goes_on else (),
        threshold=present.threshold,
        steps=tuple(_steps(tx, events)),
        source=_source(tx, case, day),
        tallies=tx.case_tasks.tallies(case.id),
        named=frozenset() if case.rule.asks_daily else tx.papers.names(case.school_id),
    )


def case_number(tx: Transaction, case: CaseFile) -> str:
    """``hc-012``: the school's code and the number of the case there."""
    school = tx.roster.unit(case.school_id)
    return f"{'?' if school is None else school.code}-{case.number:03d}"


def _source(tx: Transaction, case: CaseFile, day: date) -> str:
    source = None if case.source_case is None else tx.cases.get(case.source_case, day)
    return "" if source is None else case_number(tx, source)


def _steps(tx: Transaction, events: Sequence[CaseEvent]) -> list[CaseStep]:
    return [
        CaseStep(
            one.at_ms,
            one.day,
            one.what,
            "" if one.by_person is None else tx.roster.person_name(one.by_person),
            one.detail,
        )
        for one in events
    ]


def _name(tx: Transaction, case: CaseFile) -> str:
    if case.pupil_id is not None:
        return tx.roster.pupil_name(case.pupil_id)
    return case.subject if case.person_id is None else tx.roster.person_name(case.person_id)

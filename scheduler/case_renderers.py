"""Renders what is said of cases when it is sent: the day's question, the evening's list, news."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.case import CaseFile, Roles, may_direct, may_inspect, roles_about
from domain.case_facts import CaseFacts
from domain.day_plan import school_day_of
from domain.message import File, Message
from domain.report_request import Format
from domain.viewer import sees_names
from scheduler.delivery import Renderer
from scheduler.reader import roles_now
from storage.case_facts import case_facts, cases_of
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.case_list import Evening, evening_list
from views.case_paper import case_file
from views.case_told import case_told
from views.case_visits import visits_asked


def render_visits(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Everybody this person is asked about; none once all are spoken for, or the day is over."""
    about = note.about
    day = date.fromisoformat(about["day"])
    if note.person_id is None or school_day_of(now_ms, zone) != day:
        return None
    mine = [
        case for case in cases_of(tx, about["school"], note.person_id, day) if case.is_owed(day)
    ]
    if not mine or all(case.visited for case in mine):
        return None
    facts = [case_facts(tx, case, now_ms, zone) for case in mine]
    return visits_asked(language, about["school"], day, facts, lead=about["lead"])


def render_evening(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Who may come back tomorrow, who lacks what, and who was not followed today."""
    about = note.about
    school, day = tx.roster.unit(about["school"]), date.fromisoformat(about["day"])
    today = school_day_of(now_ms, zone)
    if school is None or note.person_id is None or today != day:
        return None
    roles = roles_now(tx, note, school.id, now_ms, zone)
    if not may_direct(roles):
        return None
    evening = _evening(tx, school.id, day, now_ms, zone)
    return None if evening.says_nothing else evening_list(language, school, evening)


def _evening(tx: Transaction, school_id: int, day: date, now_ms: int, zone: ZoneInfo) -> Evening:
    tomorrow = day + timedelta(days=1)

    def facts(case: CaseFile) -> CaseFacts:
        return case_facts(tx, case, now_ms, zone)

    free = tx.cases.ending_in_school(school_id, tomorrow)
    open_ = [facts(case) for case in tx.cases.open_in_school(school_id, day)]
    ending = [one for one in open_ if one.case.last is not None and one.case.last <= day]
    # A kind that counts no days is ready once nothing is missing.
    ending += [
        one for one in open_ if one.case.last is None and one.case.rule.releases and not one.lacks
    ]
    missed = [one for one in open_ if one.case.is_owed(day) and one.today is None]
    return Evening(
        tomorrow,
        free=[facts(case) for case in free if case.state == "released"],
        ready=[one for one in ending if not one.lacks],
        lacking=[one for one in ending if one.lacks],
        missed=missed,
    )


def render_told(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Something about a case that somebody inside the school has to hear."""
    about = note.about
    today = school_day_of(now_ms, zone)
    case = tx.cases.get(about["case"], today)
    if case is None:
        return None
    roles = _roles(tx, note, case, now_ms, zone)
    facts = case_facts(tx, case, now_ms, zone)
    if not sees_names(roles):
        if case.rule.asks_daily or not may_inspect(roles):
            return None
        facts = facts.without_names()
    return case_told(language, facts, about["what"], opens=True)


def render_paper(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """The page of a case, for whoever directs cases there now."""
    about = note.about
    today = school_day_of(now_ms, zone)
    case = tx.cases.get(about["case"], today)
    if case is None:
        return None
    if not may_direct(_roles(tx, note, case, now_ms, zone)):
        return None
    school = tx.roster.unit(case.school_id)
    name = "" if school is None else school.name
    facts = case_facts(tx, case, now_ms, zone)
    if about.get("format") == Format.PDF:
        return case_file(language, facts, name, zone, printed_ms=now_ms)
    return case_file(language, facts, name, zone)


def _roles(tx: Transaction, note: DueNote, case: CaseFile, now_ms: int, zone: ZoneInfo) -> Roles:
    """What the reader holds where the case is, as far as it counts for the case."""
    return roles_about(roles_now(tx, note, case.unit_id, now_ms, zone), staff=case.is_of_staff)


RENDERERS: dict[str, Renderer] = {
    "case_visits": render_visits,
    "case_evening": render_evening,
    "case_told": render_told,
    "case_paper": render_paper,
}

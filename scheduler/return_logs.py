"""The evening list before a return: who gets it, and what it says when it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import Message
from domain.note import Note, Wanted
from domain.return_log import ClassLog
from domain.roster import Role, Unit, UnitKind
from domain.viewer import may_mark, sees_names
from scheduler.moment import Moment
from scheduler.settings_in_force import settings_in_force
from storage.outbox import DueNote
from storage.transaction import Transaction
from views import return_log as view

_OF_GRADE = frozenset({Role.GRADE_LEADER})
_OF_SCHOOL = frozenset({Role.GRADE_LEADER, Role.PRINCIPAL, Role.HEALTH_OFFICER, Role.ADMIN})


def tell_evening(tx: Transaction, school_id: int, day: date, moment: Moment) -> None:
    """Each teacher whose class is short of something hears of the own class; those who lead hear
    of all of theirs, on the eve in any case: that all is there is news as well.
    """
    logs = logs_of(tx, school_id, day)
    for log in logs:
        if log.lacks:
            teachers = [member.person.id for member in tx.roster.reporters(log.unit.id, day)]
            _say(tx, teachers, log.unit.id, day, moment)
    told: set[int] = set()
    school = tx.roster.unit(school_id)
    units = [] if school is None else [(school, _OF_SCHOOL)]
    units += [(grade, _OF_GRADE) for grade in tx.roster.below(school_id, UnitKind.GRADE, day)]
    for unit, roles in units:
        theirs = [log for log in logs if tx.roster.is_below(log.unit.id, unit.id)]
        if any(log.lacks or log.is_eve for log in theirs):
            members = tx.roster.members(unit.id, day)
            people = {m.person.id for m in members if m.role in roles} - told
            _say(tx, sorted(people), unit.id, day, moment)
            told |= people


def logs_of(tx: Transaction, school_id: int, day: date) -> list[ClassLog]:
    """The logs of a school's classes on a day."""
    rules = settings_in_force(tx, school_id).calendar_rules
    return tx.return_logs.of_school(school_id, day, rules)


def render_log(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The list as it is now; none for whoever sees no names there, and none once it is too late."""
    about = note.about
    unit, day = tx.roster.unit(about["unit"]), date.fromisoformat(about["day"])
    today = school_day_of(now_ms, zone)
    if unit is None or unit.school_id is None or note.person_id is None:
        return None
    roles = tx.roster.roles_over(note.person_id, unit.id, today)
    logs = [
        log for log in logs_of(tx, unit.school_id, day) if tx.roster.is_below(log.unit.id, unit.id)
    ]
    if not logs or not sees_names(roles) or (today > day and not _still_news(logs, today)):
        return None
    if unit.kind is UnitKind.CLASS:
        return view.class_list(language, logs[0], _open_round(tx, unit.id, day, now_ms))
    approve = _to_approve(tx, logs) if may_mark(roles) else []
    leading = view.Leading(unit.id, _called(tx, unit), day, approve)
    return view.leading_list(language, leading, logs)


def _still_news(logs: Iterable[ClassLog], today: date) -> bool:
    """Of an eve that was slept through one hears on the morning of the return."""
    return any(log.is_eve and log.returns.day == today for log in logs)


def _open_round(tx: Transaction, class_id: int, day: date, now_ms: int) -> int | None:
    round_ = tx.rounds.of_class(class_id, day)
    if round_ is None or round_.state != "open" or now_ms >= round_.lock_ms:
        return None
    return round_.id


def _to_approve(tx: Transaction, logs: Iterable[ClassLog]) -> list[int]:
    drafts = dict.fromkeys(log.returns.id for log in logs if not log.returns.approved)
    found = (tx.calendar_changes.setter_of(return_id) for return_id in drafts)
    return [one for one in found if one is not None]


def _called(tx: Transaction, unit: Unit) -> str:
    school = None if unit.school_id is None else tx.roster.unit(unit.school_id)
    if school is None or school.id == unit.id:
        return unit.name
    return f"{school.name} {unit.name}"


def _say(tx: Transaction, people: Iterable[int], unit_id: int, day: date, moment: Moment) -> None:
    for person_id in dict.fromkeys(people):
        chat = tx.chats.of_person(person_id)
        if chat is not None:
            note = Note(
                kind="news",
                subject=f"log/{unit_id}/{day.isoformat()}",
                chat_id=chat.id,
                say=Wanted("return_log", {"unit": unit_id, "day": day.isoformat()}),
            )
            tx.outbox.put(note, moment.now_ms)

"""A month of a unit's calendar, drawn from what is marked when it is sent."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.day_plan import school_day_of
from domain.message import File
from scheduler.report_files import called
from scheduler.settings_in_force import settings_in_force
from storage.outbox import DueNote
from storage.reasons import reads_reason
from storage.transaction import Transaction
from views.calendar_picture import Month, month_file


def render_month(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """The picture that somebody asked for; nothing where the unit is no longer theirs to see."""
    unit = tx.roster.unit(note.about["unit"])
    today = school_day_of(now_ms, zone)
    duties = [] if note.person_id is None else tx.roster.duties_of(note.person_id, today)
    if unit is None or not tx.roster.in_line([duty.unit.id for duty in duties], unit):
        return None
    first = date.fromisoformat(note.about["month"])
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    period = Period(first, last)
    rules = settings_in_force(tx, unit.id).calendar_rules
    calendar = tx.calendar.of_unit(unit.id, period, rules)
    verdicts = tuple(calendar.on(day) for day in period)
    if not reads_reason(tx, note.person_id, unit, today):
        verdicts = tuple(verdict.without_reason() for verdict in verdicts)
    named = called(tx, unit, language)
    return month_file(language, Month(named, first, verdicts, calendar.returns, today))

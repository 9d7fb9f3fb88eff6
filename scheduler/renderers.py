"""The table of what is rendered when it is sent: each view's name and its renderer."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import is_late, school_day_of
from domain.message import Message
from scheduler import (
    alert_renderers,
    area_renderers,
    carry_renderers,
    case_renderers,
    check_in_renderers,
    pack_renderers,
    reopening_renderers,
    report_renderers,
    reveal_renderers,
    roster_renderers,
    template_renderers,
)
from scheduler.calendar_told import render_told
from scheduler.correcting import render_correction
from scheduler.delivery import Renderer
from scheduler.escalation import outstanding_above
from scheduler.liaisons import RENDERERS as LIAISON_RENDERERS
from scheduler.month_renderer import render_month
from scheduler.return_logs import render_log
from scheduler.watch import render_watch
from storage.outbox import DueNote
from storage.transaction import Transaction
from views import escalation as escalation_view
from views.days import clock_time
from views.words import text


def _escalation(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The outstanding classes this person may file for; a list that was sent says so at last."""
    about = note.about
    school, day = tx.roster.unit(about["school"]), date.fromisoformat(about["day"])
    if school is None or note.person_id is None:
        return None
    today = school_day_of(now_ms, zone)
    rounds = outstanding_above(tx, school.id, day, note.person_id, today)
    fileable = {round_.id for round_ in rounds if round_.state == "open"}
    if not note.edits and not fileable and not about.get("asked"):
        return None
    theirs = {round_.id for round_ in rounds}
    return escalation_view.escalation(
        language,
        school,
        day,
        clock_time(rounds[0].cut_off_ms, zone) if rounds else "",
        [one for one in tx.reports.outstanding(school.id, day) if one.round_id in theirs],
        fileable,
        late=bool(rounds) and is_late(now_ms, rounds[0].cut_off_ms),
    )


def _unknown_year(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The calendar holds no public holidays of a year; pointless once somebody has put them in."""
    year = note.about["year"]
    if tx.calendar.year_known(year):
        return None
    return Message(text(language, "note.unknown_year", year=year))


RENDERERS: dict[str, Renderer] = {
    **check_in_renderers.RENDERERS,
    **carry_renderers.RENDERERS,
    **reopening_renderers.RENDERERS,
    "correction": render_correction,
    **report_renderers.RENDERERS,
    **pack_renderers.RENDERERS,
    **reveal_renderers.RENDERERS,
    **LIAISON_RENDERERS,
    **template_renderers.RENDERERS,
    **roster_renderers.RENDERERS,
    **alert_renderers.RENDERERS,
    **area_renderers.RENDERERS,
    **case_renderers.RENDERERS,
    "escalation": _escalation,
    "unknown_year": _unknown_year,
    "calendar": render_told,
    "return_log": render_log,
    "watch": render_watch,
    "month_picture": render_month,
}

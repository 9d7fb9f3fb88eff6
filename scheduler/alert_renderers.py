"""Renders alerts when they are sent: the card, what nobody owns, the outcome, a photo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.alert import Alert, Ending, Happened, listed, may_own
from domain.calendar import Period
from domain.case import may_direct, roles_about
from domain.day_plan import school_day_of
from domain.message import File, Message
from domain.viewer import reads_report, sees_names
from scheduler.delivery import Renderer
from scheduler.reader import roles_now
from storage.alert_facts import alert_facts
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.alert import Reader, alert_card, see_below
from views.alert_list import alert_list
from views.alert_outcome import outcome_told, photo_caption
from views.alert_period import alert_period
from views.alert_waiting import masked_card, waiting_alerts
from views.words import text


def render_alert(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The card as it stands now; for eyes above the school without names. One that was taken back
    is said anew only to whoever is at it.
    """
    about = note.about
    if about.get("older"):
        return see_below(language)
    alert = tx.alerts.get(about["alert"])
    lead = about.get("lead", "")
    if alert is None or (_taken_back(alert) and not note.edits and lead != "lead_withdrawn"):
        return None
    roles = roles_now(tx, note, alert.unit_id, now_ms, zone)
    facts = alert_facts(tx, alert)
    if sees_names(roles) and note.person_id is not None:
        return alert_card(
            language,
            facts,
            Reader(note.person_id, may_own(roles), may_direct(roles_about(roles, staff=True))),
            zone,
            lead=lead,
            silent=bool(about.get("silent")),
        )
    return masked_card(language, facts, zone) if reads_report(roles) else None


def render_waiting(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The alerts of a school that have gone up the ladder and that nobody has taken over."""
    about = note.about
    school = tx.roster.unit(about["school"])
    roles = roles_now(tx, note, about["school"], now_ms, zone)
    if school is None or not reads_report(roles):
        return None
    waiting = [
        alert_facts(tx, alert)
        for alert in tx.alerts.open_in_school(school.id)
        if alert.waits and alert.rung
    ]
    if not waiting and not note.edits:
        return None
    return waiting_alerts(
        language,
        school.name,
        waiting,
        zone,
        today=school_day_of(now_ms, zone),
        names=sees_names(roles),
        may_own=may_own(roles),
    )


def render_outcome(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """What was done about those a class has reported, told to its teacher."""
    about = note.about
    alert = tx.alerts.get(about["alert"])
    if alert is None or not sees_names(roles_now(tx, note, alert.unit_id, now_ms, zone)):
        return None
    return outcome_told(language, alert_facts(tx, alert), zone, silent=bool(about.get("silent")))


def render_taken(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Tells whoever had an alert that somebody else has it now."""
    about = note.about
    alert, by = tx.alerts.get(about["alert"]), tx.roster.person(about["by"])
    if alert is None or by is None:
        return None
    unit = tx.roster.unit(alert.unit_id)
    if unit is None or not sees_names(roles_now(tx, note, unit.id, now_ms, zone)):
        return None
    words = text(language, "alert.taken_from_you", unit=unit.name, name=by.name)
    return Message(words, protect=True)


def render_photo(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """A photo that was kept with an alert, for whoever may see names there now."""
    about = note.about
    alert = tx.alerts.get(about["alert"])
    if alert is None or not may_own(roles_now(tx, note, alert.unit_id, now_ms, zone)):
        return None
    facts = alert_facts(tx, alert)
    step = next((one for one in facts.steps if one.id == about["event"]), None)
    if step is None or step.what is not Happened.PHOTO:
        return None
    caption = photo_caption(language, facts, step, zone)
    return File("", b"", caption, picture=True, protect=True, reference=step.detail)


def _taken_back(alert: Alert) -> bool:
    return alert.ending in (Ending.WITHDRAWN, Ending.CANCELLED)


def render_list(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """What is open under a unit and what was closed on the day, with who is at it."""
    about = note.about
    unit, day = tx.roster.unit(about["unit"]), date.fromisoformat(about["day"])
    roles = roles_now(tx, note, about["unit"], now_ms, zone)
    if unit is None or not reads_report(roles):
        return None
    today = day == school_day_of(now_ms, zone)
    found = tx.alerts.under(unit.id, day, open_too=today)
    names = sees_names(roles)
    return alert_list(
        language,
        unit,
        day,
        [alert_facts(tx, alert) for alert in listed(found)],
        zone,
        today=school_day_of(now_ms, zone),
        names=names,
        may_own=may_own(roles),
    )


def render_period(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """How many alerts each day had, and how soon somebody owned them."""
    about = note.about
    unit = tx.roster.unit(about["unit"])
    roles = roles_now(tx, note, about["unit"], now_ms, zone)
    if unit is None or not reads_report(roles):
        return None
    period = Period(date.fromisoformat(about["first"]), date.fromisoformat(about["last"]))
    days = {day: tx.reports.alerts(unit, Period(day, day)) for day in period}
    said = alert_period(language, unit, period, days, school_day_of(now_ms, zone))
    return replace(said, protect=sees_names(roles))


RENDERERS: dict[str, Renderer] = {
    "alert": render_alert,
    "alerts_waiting": render_waiting,
    "alerts": render_list,
    "alerts_period": render_period,
    "alert_outcome": render_outcome,
    "alert_taken": render_taken,
    "alert_photo": render_photo,
}

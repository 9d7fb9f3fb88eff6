"""The ladder of an alert (升级): nobody took it over, so it is said again, and one level up."""

from __future__ import annotations

from domain.alert import Alert, Happened, Urgency, may_own
from domain.alert_rules import MINUTE_MS, AlertRules, Hearer
from scheduler.moment import Moment
from scheduler.settings_in_force import settings_in_force
from storage.chats import Chat
from storage.hearers import first_hearers, hearers
from storage.transaction import Transaction

ALOUD_AGAIN_MS = 5 * MINUTE_MS
"""Alerts that rise within so short a time of each other make one sound. Ours."""


def climb(tx: Transaction, alert_id: int, moment: Moment) -> None:
    """Take the alert's next step, if it is still due: up the ladder, or a word to its owner."""
    alert = tx.alerts.get(alert_id)
    if alert is None:
        return
    if alert.warn_ms is not None and alert.warn_ms <= moment.now_ms:
        _warn(tx, alert, moment)
    if alert.next_ms is None or alert.next_ms > moment.now_ms:
        return
    rules = settings_in_force(tx, alert.unit_id).alerts
    quiet_until_ms = rules.told_from(moment.now_ms, moment.zone)
    if alert.urgency is Urgency.LOW and quiet_until_ms > moment.now_ms:
        tx.alerts.set_next(alert_id, quiet_until_ms)
    elif alert.owner is None:
        _rise(tx, alert, rules, moment)
    else:
        _remind(tx, alert, rules, moment)


def _warn(tx: Transaction, alert: Alert, moment: Moment) -> None:
    """The time to report it runs low: said again, and one level up."""
    assert alert.due_ms is not None  # noqa: S101
    settings = settings_in_force(tx, alert.unit_id)
    further = settings.clusters.next_warning(alert.due_ms, moment.now_ms)
    tx.alerts.set_clock(alert.id, alert.due_ms, further)
    tx.alerts.happened(alert.id, Happened.CLOCK, moment.now_ms)
    chats = _chats(
        tx, alert, settings.alerts, [*settings.alerts.to, *settings.alerts.again_to], moment
    )
    tx.alerts.tell(alert.id, [chat.id for chat in chats], moment.now_ms, lead="lead_clock")


def _rise(tx: Transaction, alert: Alert, rules: AlertRules, moment: Moment) -> None:
    """Every rung that was passed: those who heard at first hear again, and the next ones too."""
    rung, next_ms, to = alert.rung, alert.next_ms, list(rules.to)
    while next_ms is not None and next_ms <= moment.now_ms and rung < len(rules.rungs):
        to += rules.rungs[rung].to
        rung += 1
        further = rules.rungs[rung : rung + 1]
        next_ms = (
            next_ms + further[0].after_ms - rules.rungs[rung - 1].after_ms if further else None
        )
    tx.alerts.climb(alert.id, rung, next_ms if rung > alert.rung else None)
    if rung == alert.rung:
        return
    tx.alerts.happened(alert.id, Happened.AGAIN, moment.now_ms, detail=str(rung))
    for chat in _chats(tx, alert, rules, to, moment):
        tx.alerts.tell_waiting(
            alert.school_id,
            chat.id,
            moment.now_ms,
            aloud_again_ms=ALOUD_AGAIN_MS,
            urgent=alert.urgency is Urgency.HIGH,
        )
    tx.alerts.change(alert.id, moment.now_ms)


def _chats(
    tx: Transaction, alert: Alert, rules: AlertRules, to: list[Hearer], moment: Moment
) -> list[Chat]:
    found = hearers(tx, alert.unit_id, moment.day, to)
    return found or first_hearers(tx, alert.unit_id, moment.day, rules, draft=False)


def _remind(tx: Transaction, alert: Alert, rules: AlertRules, moment: Moment) -> None:
    """The owner has said nothing of the outcome yet. One who serves no longer owns nothing."""
    assert alert.owner is not None  # noqa: S101
    tx.alerts.set_next(alert.id, None)
    if alert.owes_report and not any(one.is_open for one in alert.people):
        return  # Its outcome is there; the clock of the report speaks for itself.
    if not may_own(tx.roster.roles_over(alert.owner, alert.unit_id, moment.day)):
        tx.alerts.release(alert.id, moment.now_ms)
        rungs = rules.rungs
        tx.alerts.climb(alert.id, 0, moment.now_ms + rungs[0].after_ms if rungs else None)
        chats = first_hearers(tx, alert.unit_id, moment.day, rules, draft=False)
        tx.alerts.change(alert.id, moment.now_ms)
        tx.alerts.tell(alert.id, [chat.id for chat in chats], moment.now_ms)
        return
    chat = tx.chats.of_person(alert.owner)
    if chat is not None:
        tx.alerts.happened(alert.id, Happened.REMINDED, moment.now_ms)
        tx.alerts.tell(alert.id, [chat.id], moment.now_ms, lead="lead_outcome")

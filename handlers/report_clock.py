"""The clock of a report (报告时限): it runs while a notifiable disease is said of somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.alert import Alert, Who
from domain.alert_rules import HOUR_MS
from domain.check_in import Finding
from domain.cluster import LOOK_BACK
from domain.notifiable import DiseaseClass, Notifiable, notifiable, of_rule
from domain.unit_settings import UnitSettings
from storage.transaction import Transaction

Said = Mapping[Who, Sequence[Finding]]


def run_report_clock(
    tx: Transaction, alert: Alert, said: Said, settings: UnitSettings, now_ms: int
) -> bool:
    """Start, hasten or stop the clock of an alert by what is said of its people now; gives whether
    it did. What was reported stays reported, and a clock that runs is never put off.
    """
    found = _named(tx, alert, said, settings)
    if alert.filed_ms is not None or found == of_rule(alert.rule):
        return False
    if found is None:
        tx.alerts.set_rule(alert.id, None)
        tx.alerts.set_clock(alert.id, None, None)
        return True
    due_ms = now_ms + settings.notifiable.of(found) * HOUR_MS
    due_ms = due_ms if alert.due_ms is None else min(due_ms, alert.due_ms)
    tx.alerts.set_rule(alert.id, found.rule)
    tx.alerts.set_clock(alert.id, due_ms, settings.clusters.next_warning(due_ms, now_ms))
    return True


def _named(tx: Transaction, alert: Alert, said: Said, settings: UnitSettings) -> Notifiable | None:
    """The most pressing disease named of those who stand in an alert and may be ill with it.

    An illness that an earlier day has told has a clock there already.
    """
    found: list[Notifiable] = []
    for one in alert.standing:
        disease = notifiable(said.get(one.who, ()))
        was_nothing = one.outcome is not None and one.outcome.was_nothing
        if disease is None or was_nothing or not settings.notifiable.of(disease):
            continue
        since = alert.day - timedelta(days=LOOK_BACK)
        if not tx.alerts.told_before(alert, one.who, disease.rule, since):
            found.append(disease)
    order = list(DiseaseClass)
    return min(found, key=lambda one: order.index(one.disease_class), default=None)

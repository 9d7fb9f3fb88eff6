"""Clusters (聚集) that follow from what was said: raised, grown in place, or taken back."""

from __future__ import annotations

from datetime import date, timedelta

from domain.alert import Alert, AlertKind, Ending, Standing, Urgency
from domain.alert_rules import HOUR_MS
from domain.cluster import LONGEST, LOOK_BACK, Cluster, Scope, find_clusters, rules
from scheduler.settings_in_force import settings_in_force
from storage.alerts import NewAlert
from storage.hearers import first_hearers
from storage.transaction import Transaction


def look_for_clusters(tx: Transaction, school_id: int, day: date, now_ms: int) -> None:
    """Count anew whatever a day's answers may have changed, windows before and after it."""
    settings = settings_in_force(tx, school_id)
    first, last = day - timedelta(days=LONGEST), day + timedelta(days=LONGEST)
    begin = first - timedelta(days=LONGEST + LOOK_BACK)
    found = find_clusters(
        tx.alerts.ill(school_id, begin, last),
        tx.alerts.answered_days(school_id, begin, last),
        rules(settings.clusters),
        first,
        last,
    )
    known = tx.alerts.clusters_since(school_id, first - timedelta(days=LONGEST))
    for cluster in found:
        same = next((alert for alert in known if _is(alert, cluster)), None)
        if same is not None:
            known.remove(same)
            _grow(tx, same, cluster, now_ms)
        elif max(cluster.onsets.values()) >= day:
            _raise(tx, school_id, day, cluster, now_ms)
    for alert in known:
        pupils = {one.pupil_id for one in alert.standing}
        elsewhere = any(pupils <= cluster.pupils for cluster in found)
        if alert.is_open and first <= alert.day <= last and not elsewhere:
            _take_back(tx, alert, now_ms)


def _rule_words(cluster: Cluster) -> str:
    return f"{cluster.place.scope}/{cluster.rule.key}/{cluster.rule.count}/{cluster.rule.days}"


def _is(alert: Alert, cluster: Cluster) -> bool:
    """Whether an alert is about this cluster: the same place, and pupils of it."""
    place = cluster.place
    scope, key = (alert.rule or "//").split("/")[:2]
    if scope != place.scope or (cluster.rule.school and key != cluster.rule.key):
        return False
    if place.scope is Scope.CLASS and alert.unit_id != place.class_id:
        return False
    if (alert.dormitory or "") != place.dormitory:
        return False
    return bool(cluster.pupils & {one.pupil_id for one in alert.people})


def _raise(tx: Transaction, school_id: int, day: date, cluster: Cluster, now_ms: int) -> None:
    place, settings = cluster.place, settings_in_force(tx, school_id)
    unit_id = place.class_id if place.scope is Scope.CLASS else school_id
    due_ms = now_ms + cluster.rule.hours * HOUR_MS
    alert_id = tx.alerts.raise_(
        NewAlert(
            AlertKind.CLUSTER,
            day,
            school_id,
            unit_id,
            Urgency.HIGH,
            said_ms=now_ms,
            dormitory=place.dormitory or None,
            rule=_rule_words(cluster),
            due_ms=due_ms,
        )
    )
    tx.alerts.join(alert_id, [(one, None) for one in cluster.onsets], Standing.SAID, now_ms)
    rungs = settings.alerts.rungs
    tx.alerts.set_next(alert_id, now_ms + rungs[0].after_ms if rungs else None)
    tx.alerts.set_clock(alert_id, due_ms, settings.clusters.next_warning(due_ms, now_ms))
    chats = first_hearers(tx, unit_id, day, settings.alerts, draft=False)
    tx.alerts.tell(alert_id, [chat.id for chat in chats], now_ms)


def _grow(tx: Transaction, alert: Alert, cluster: Cluster, now_ms: int) -> None:
    """Whoever joins stands in the same message; whoever is well after all is taken back."""
    standing = {one.pupil_id for one in alert.standing}
    more = [one for one in cluster.onsets if one not in standing]
    gone = [one for one in alert.standing if one.pupil_id not in cluster.pupils]
    if not more and not gone:
        return
    tx.alerts.join(alert.id, [(one, None) for one in more], Standing.SAID, now_ms)
    tx.alerts.stand(alert.id, gone, Standing.WITHDRAWN, now_ms)
    if more and not alert.is_open:
        settings = settings_in_force(tx, alert.school_id)
        rungs = settings.alerts.rungs
        tx.alerts.reopen(alert.id, now_ms, now_ms + rungs[0].after_ms if rungs else None)
        chats = first_hearers(tx, alert.unit_id, alert.day, settings.alerts, draft=False)
        tx.alerts.tell(alert.id, [chat.id for chat in chats], now_ms, lead="lead_more")
    tx.alerts.change(alert.id, now_ms)


def _take_back(tx: Transaction, alert: Alert, now_ms: int) -> None:
    """After a correction it is no cluster any more; what was reported stays reported."""
    tx.alerts.stand(alert.id, alert.standing, Standing.WITHDRAWN, now_ms)
    tx.alerts.close(alert.id, Ending.WITHDRAWN, now_ms)
    tx.alerts.change(alert.id, now_ms)

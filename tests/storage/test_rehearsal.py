"""A rehearsal on a copy begins clean."""

from __future__ import annotations

from pathlib import Path

from domain.alert import AlertKind, Urgency
from storage.alerts import NewAlert
from storage.rehearsal import make_ready
from tests.clock import instant
from tests.morning import DAY, transaction
from tests.school import CLASSES, a_school


def test_an_alert_of_today_climbs_no_further(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = a_school(tx)
        unit_id, now_ms = school.classes[CLASSES[0]], instant("07:41")
        new = NewAlert(AlertKind.FINDING, DAY, school.id, unit_id, Urgency.LOW, said_ms=now_ms)
        alert_id = tx.alerts.raise_(new)
        tx.alerts.set_next(alert_id, now_ms)
        tx.alerts.set_clock(alert_id, now_ms, now_ms)
        assert tx.alerts.due(now_ms, 10) == [alert_id]
        make_ready(tx, DAY, now_ms)
        assert tx.alerts.due(now_ms, 10) == []

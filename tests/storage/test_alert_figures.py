"""How many alerts there were, who came, and how soon: for a day, a period, a school, a class."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import openpyxl

from domain.alert import AlertKind, Ending, Standing, Urgency
from domain.calendar import Period
from domain.figures import AlertFigures
from domain.roster import Unit
from scheduler.report_files import report_of
from storage.alerts import NewAlert
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, open_rounds, transaction
from tests.school import CLASSES, School, a_school
from views.digest import digest
from views.period_text import period_report
from views.report_json import report_json
from views.report_ways import Around
from views.report_xlsx import xlsx_file

MINUTE = 60_000


def _raised(
    tx: Transaction,
    school: School,
    name: str,
    *,
    days: int = 0,
    owned_after: int | None = None,
    ending: Ending | None = None,
    rung: int = 0,
) -> None:
    day = DAY + timedelta(days=days)
    said_ms = instant(f"{day} 07:41")
    new = NewAlert(
        AlertKind.FINDING, day, school.id, school.classes[name], Urgency.LOW, said_ms=said_ms
    )
    alert_id = tx.alerts.raise_(new)
    tx.alerts.join(alert_id, [(school.pupils[name][0], None)], Standing.SAID, said_ms)
    tx.alerts.climb(alert_id, rung, None)
    if owned_after is not None:
        owner = school.people["health_officer"]
        tx.alerts.claim(alert_id, owner, said_ms + owned_after * MINUTE, None)
    if ending is not None:
        tx.alerts.close(alert_id, ending, said_ms + 30 * MINUTE)


def _some(tx: Transaction) -> School:
    """Five alerts of the Monday and one of the Friday before."""
    school = a_school(tx)
    open_rounds(tx, school.id)
    first, second, third = CLASSES
    _raised(tx, school, first, owned_after=2, ending=Ending.HANDLED)
    _raised(tx, school, first, owned_after=7)
    _raised(tx, school, second, rung=2)
    _raised(tx, school, third, ending=Ending.WITHDRAWN)
    _raised(tx, school, third, ending=Ending.CANCELLED)
    _raised(tx, school, third, days=-3, owned_after=30, rung=1)
    return school


def _unit(tx: Transaction, unit_id: int) -> Unit:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    return unit


def test_the_alerts_of_a_school_s_day(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = _some(tx)
        figures = tx.reports.day(school.id, DAY)
    alerts = figures.alerts
    assert alerts == AlertFigures(
        raised=4, owned=2, waiting=1, done=1, escalated=1, pressed=2, to_owner_ms=9 * MINUTE
    )
    assert alerts.minutes_to_owner == 4.5
    said = digest("zh", figures, at_ms=instant("09:00"), zone=ZONE, names=True).text.plain
    assert "预警 4 · 已接手 2(平均 4.5 分钟) · 已办结 1 · 无人处理 1" in said
    body = report_json(figures, as_of_ms=instant("09:00"), zone=ZONE, names=False)
    assert body["alerts"] == {
        "raised": 4, "owned": 2, "waiting": 1, "done": 1, "escalated": 1, "minutes_to_owner": 4.5,
    }  # fmt: skip
    json.dumps(body)


def test_a_class_a_grade_and_a_district_have_their_own(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = _some(tx)
        raised = {
            unit_id: tx.reports.day(unit_id, DAY).alerts.raised
            for unit_id in (
                school.classes[CLASSES[0]],
                school.grades["一年级"],
                school.grades["二年级"],
                school.district,
            )
        }
    assert list(raised.values()) == [2, 3, 1, 4]


def test_a_period_adds_them_up(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = _some(tx)
        unit = _unit(tx, school.id)
        period = Period(DAY - timedelta(days=6), DAY)
        alerts = tx.reports.alerts(unit, period)
        friday = tx.reports.day(school.id, DAY - timedelta(days=3))
        monday = tx.reports.day(school.id, DAY)
        report = report_of(tx, unit, period)
    assert (alerts.raised, alerts.pressed, alerts.minutes_to_owner) == (5, 3, 13.0)
    assert friday.alerts + monday.alerts == alerts
    said = period_report(
        "zh", report.figures, Around(DAY), now_ms=instant("09:00"), zone=ZONE
    ).text.plain
    assert "预警 5 · 已接手 3(平均 13 分钟)" in said
    written = xlsx_file("zh", report, as_of_ms=instant("09:00"), zone=ZONE, names=False)
    sheet = openpyxl.load_workbook(io.BytesIO(written))["汇总"]
    sums = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert (sums["预警"], sums["预警升级"], sums["预警接手平均分钟"]) == (5, 2, 13)


def test_a_day_without_alerts_says_nothing_of_them(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = a_school(tx)
        open_rounds(tx, school.id)
        figures = tx.reports.day(school.id, DAY)
    assert figures.alerts == AlertFigures()
    assert figures.alerts.minutes_to_owner is None
    said = digest("zh", figures, at_ms=instant("09:00"), zone=ZONE, names=True).text.plain
    assert "预警" not in said

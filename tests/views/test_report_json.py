"""The JSON contract, held by its schema and by its own sums."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from domain.check_in import Absence, Entry, Symptom, Travel, Where
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, asked, draft, open_rounds, transaction
from tests.school import School, a_school
from views.report_json import json_file, report_json

SCHEMA = json.loads(Path("docs/report.schema.json").read_text(encoding="utf-8"))
NOW = instant("09:05")
A, B, C = "一年级1班", "一年级2班", "二年级1班"
FIELDS = [
    "day", "unit", "as_of", "version", "expected", "answered", "on_time", "late", "outstanding",
    "zero_reports", "enrolled", "present", "absent", "fever", "symptoms", "travel", "unmeasured",
    "corrections", "cases_open", "unconfirmed", "findings", "alerts",
]  # fmt: skip


def a_morning(tx: Transaction) -> School:
    school = a_school(tx, pupils=6)
    open_rounds(tx, school.id)
    one, two, three, four, five, _ = school.pupils[A]
    said = {
        one: Entry(temperature=3820, where=Where.HOME, symptoms=(Symptom.COUGH,)),
        two: Entry(absence=Absence.PERSONAL),
        three: Entry(travel=Travel(place="瑞丽", first=DAY, last=DAY)),
        four: Entry(unmeasured=True),
        five: Entry(feverish=True),
    }
    teacher = school.people[A]
    answer(tx, school.classes[A], teacher, said, staff={teacher: Entry(temperature=3725)})
    answer(tx, school.classes[B], school.people[B])
    asked(tx, school.classes[C], school.chats[C], "unreachable")
    draft(tx, school.classes[C], school.people[C], {school.pupils[C][0]: Entry(temperature=3790)})
    tx.days.publish(school.id, DAY, 3, "{}", NOW)
    return school


def validate(body: object) -> None:
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(body)


def test_a_morning_as_the_contract_has_it(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = a_morning(tx)
        figures = tx.reports.day(school.id, DAY)
        body = report_json(figures, as_of_ms=NOW, zone=ZONE, names=False)
        names = [pupil.name for pupil in tx.roster.pupils_of(school.classes[A], DAY)]
    validate(body)
    assert list(body) == FIELDS
    assert body == {
        "day": "2026-11-23",
        "unit": {"code": "hc", "name": "和川镇中心小学", "kind": "school"},
        "as_of": "2026-11-23T09:05:00+08:00",
        "version": 3,
        "expected": 3,
        "answered": 2,
        "on_time": 2,
        "late": 0,
        "outstanding": [{"unit": "hc-c3", "head_teacher": None, "reached": "unreachable"}],
        "zero_reports": 1,
        "enrolled": 18,
        "present": 10,
        "absent": {"sick": 1, "personal": 1, "other": 0},
        "fever": 2,
        "symptoms": 1,
        "travel": 1,
        "unmeasured": 1,
        "corrections": 0,
        "cases_open": 0,
        "unconfirmed": 1,
        "findings": [
            {"unit": "hc-c1", "person": None, "kind": "fever", "detail": "38.2, home"},
            {"unit": "hc-c1", "person": None, "kind": "symptom", "detail": "cough, home"},
            {"unit": "hc-c1", "person": None, "kind": "absence", "detail": "personal"},
            {"unit": "hc-c1", "person": None, "kind": "travel", "detail": "瑞丽, 2026-11-23"},
            {"unit": "hc-c1", "person": None, "kind": "unmeasured", "detail": ""},
            {"unit": "hc-c1", "person": None, "kind": "fever", "detail": ""},
        ],
        "alerts": {
            "raised": 0,
            "owned": 0,
            "waiting": 0,
            "done": 0,
            "escalated": 0,
            "minutes_to_owner": None,
        },
    }
    assert not any(name in json.dumps(body, ensure_ascii=False) for name in names)


def test_names_stand_only_where_asked_for_and_never_above_the_school(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = a_morning(tx)
        pupil = tx.roster.pupils_of(school.classes[A], DAY)[0].name
        inside = report_json(tx.reports.day(school.id, DAY), as_of_ms=NOW, zone=ZONE, names=True)
        above = report_json(
            tx.reports.day(school.district, DAY), as_of_ms=NOW, zone=ZONE, names=True
        )
    for body in (inside, above):
        validate(body)
    assert inside["findings"][0]["person"] == pupil
    assert inside["outstanding"][0]["head_teacher"] == "老师 hc-二年级1班"
    assert {found["person"] for found in above["findings"]} == {None}
    assert above["outstanding"][0]["head_teacher"] is None
    assert (above["version"], above["fever"]) == (0, 2)


def test_a_day_without_school_is_a_valid_report_of_nothing(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = a_school(tx)
        content = json_file(tx.reports.day(school.id, DAY), as_of_ms=NOW, zone=ZONE, names=False)
    body = json.loads(content)
    validate(body)
    assert (body["expected"], body["outstanding"], body["version"]) == (0, [], 0)


def test_the_schema_refuses_what_the_contract_does_not_name(tmp_path: Path) -> None:
    with transaction(tmp_path / "a.db") as tx:
        school = a_morning(tx)
        figures = tx.reports.day(school.id, DAY)
    body = report_json(figures, as_of_ms=NOW, zone=ZONE, names=False)
    with pytest.raises(jsonschema.ValidationError):
        validate({**body, "phone": "1"})
    del body["fever"]
    with pytest.raises(jsonschema.ValidationError):
        validate(body)

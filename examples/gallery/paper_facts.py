"""Invented days of invented units, for the papers of the gallery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.alert import Alert, AlertKind, AlertPerson, Ending, Happened, Outcome, Standing, Urgency
from domain.alert_facts import AlertFacts, AlertStep, Involved
from domain.calendar import Period
from domain.check_in import Finding, FindingKind, Symptom, Where
from domain.class_figures import ClassFigures
from domain.day_report import ClassResult, DayReport, ResultState
from domain.figures import (
    AlertFigures,
    ChildCounts,
    Counts,
    DayFigures,
    Outstanding,
    Reached,
    total,
)
from domain.paper import PaperFacts
from domain.roster import Unit, UnitKind
from domain.unwell import Found
from examples.gallery.cases import MONDAY, RARE, ZONE

NAMES = ("王小明", "李晓红", "张䶮")
NOTE = "王小明妈妈已来接，电话 13800138000"
GRADES = "一二三四五六"
MIXED = "z" * 7 + "f" + "z" * 4 + "l" + "o" + "z" * 3 + "s"
"""What the classes of a busy day say: zero reports, a fever, a late one, silence, a cough."""


def instant(clock: str, day: date = MONDAY) -> int:
    """Ms of a local time."""
    at = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE)
    return int(at.timestamp() * 1000)


def busy_school() -> PaperFacts:
    """A morning with a fever that somebody saw to, a cough, a late class and a silent one."""
    return _school("和川镇中心小学", _names(3), MIXED, told=True)


def silent_school() -> PaperFacts:
    """Nobody has answered."""
    return _school("石桥小学", _names(2), "o" * 12)


def calm_school() -> PaperFacts:
    """Nothing but zero reports."""
    return _school("龙洞小学", _names(2), "z" * 12)


def day_off() -> PaperFacts:
    """A day without school."""
    return _school("和川镇中心小学", (), "", day=date(2026, 11, 28))


def long_names() -> PaperFacts:
    """Names that are far too long for their cells."""
    names = (
        "一年级(国家级非物质文化遗产传承)实验班",
        "国际部小学阶段二年级艺术与体育特长班",
        "三年级1班",
    )
    school = "云川市云溪区和川镇人民政府第三十二中心实验小学东校区(九年一贯制)"
    return _school(school, names, "zfo")


def rare_characters() -> PaperFacts:
    """Characters that few fonts have."""
    return _school("李䶮𬱖小学", [f"{sign}班" for sign in RARE], "zfzzzzszzzzzzoz")


def school_week() -> PaperFacts:
    """Five days of a school."""
    monday = MONDAY - timedelta(days=7)
    said = ("z" * 18, MIXED, "z" * 18, "f" + "z" * 17, MIXED)
    days = [
        _day("和川镇中心小学", _names(3), one, monday + timedelta(days=number))
        for number, one in enumerate(said)
    ]
    period = Period(monday, monday + timedelta(days=4))
    alerts = AlertFigures(4, 4, 0, 4, 1, 4, 4 * 180_000)
    return PaperFacts(days[0].figures.unit, "和川镇中心小学", period, tuple(days), alerts)


def district() -> PaperFacts:
    """A township with its schools: counts, and no words of anybody."""
    schools = [busy_school(), calm_school(), silent_school(), rare_characters()]
    unit = Unit(900, "HC", "和川镇教管中心", UnitKind.TOWNSHIP, None)
    figures = [one.days[0].figures for one in schools]
    whole = DayFigures(
        unit,
        MONDAY,
        total(one.counts for one in figures),
        outstanding=tuple(missing for one in figures for missing in one.outstanding),
        findings=tuple(found for one in figures for found in one.findings),
        cases_open=3,
    )
    parts = tuple(ChildCounts(one.unit, one.counts) for one in figures)
    alerts = AlertFigures(3, 2, 1, 1, 1, 2, 360_000)
    days = (DayReport(whole, ()),)
    return PaperFacts(unit, unit.name, Period(MONDAY, MONDAY), days, alerts, parts=parts)


def _names(of_grade: int) -> list[str]:
    return [f"{grade}年级{number}班" for grade in GRADES for number in range(1, of_grade + 1)]


def _school(
    name: str, classes: Sequence[str], said: str, *, day: date = MONDAY, told: bool = False
) -> PaperFacts:
    one = _day(name, classes, said, day)
    fevers = one.figures.counts.fever
    alerts = AlertFigures(fevers, fevers, 0, fevers, 0, fevers, fevers * 180_000)
    known = tuple(_told(found) for found in one.figures.findings[:1]) if told else ()
    return PaperFacts(
        one.figures.unit, name, Period(day, day), (one,), alerts, told=known, names=frozenset(NAMES)
    )


def _day(name: str, classes: Sequence[str], said: str, day: date) -> DayReport:
    school = Unit(800 + len(name), f"S{len(name)}", name, UnitKind.SCHOOL, 1)
    results, found, missing = [], [], []
    for number, (class_name, what) in enumerate(zip(classes, said, strict=True)):
        unit = Unit(len(name) * 100 + number, f"C{number}", class_name, UnitKind.CLASS, 1)
        results.append(_result(unit, name, what, day, number))
        if what == "o":
            reached = Reached.SENT if number % 2 else Reached.NOT_ENROLLED
            missing.append(Outstanding(number, unit, name, "李秀英", "19900001234", reached))
        elif what in "fs":
            found.append(Found(unit, name, NAMES[number % 3], _finding(what, number)))
    figures = DayFigures(
        school,
        day,
        total(one.counts for one in results) if results else Counts(),
        tuple(missing),
        tuple(found),
        cases_open=1 if results else 0,
        version=1 if results else 0,
    )
    return DayReport(figures, tuple(results))


def _result(unit: Unit, school: str, what: str, day: date, number: int) -> ClassResult:
    enrolled = 40 + number % 7
    if what == "o":
        return ClassResult(day, unit, school, ResultState.OUTSTANDING, enrolled)
    away = int(what in "fs")
    figures = ClassFigures(
        enrolled=enrolled,
        present=enrolled - away,
        sick=away,
        fever=int(what == "f"),
        symptoms=int(what == "s"),
        zero=not away,
    )
    late = what == "l"
    at_ms = instant("09:12" if late else "07:41", day)
    state = ResultState.LATE if late else ResultState.ON_TIME
    return ClassResult(day, unit, school, state, enrolled, figures, at_ms, "陈静")


def _finding(what: str, pupil: int) -> Finding:
    if what == "f":
        return Finding(kind=FindingKind.FEVER, pupil_id=pupil, temperature=3820, where=Where.HOME)
    return Finding(
        kind=FindingKind.SYMPTOM, pupil_id=pupil, symptom=Symptom.COUGH, where=Where.HOME
    )


def _told(found: Found) -> AlertFacts:
    """An alert with what was done about it, in somebody's own words too."""
    about = AlertPerson(1, found.finding.pupil_id, None, Standing.SAID, Outcome.HOSPITAL)
    said_ms, owned_ms, closed_ms = (instant(one) for one in ("07:41", "07:44", "08:30"))
    alert = Alert(
        1, AlertKind.FINDING, MONDAY, 1, found.unit.id, 1, 0, None, None, Urgency.LOW, False,
        Ending.HANDLED, said_ms, 1, owned_ms, owned_ms, 0, None, None, None, None, None, None,
        closed_ms, 1, (about,),
    )  # fmt: skip
    steps = (
        AlertStep(1, owned_ms, Happened.OWNED, "周医生", None, ""),
        AlertStep(2, instant("07:52"), Happened.NOTE, "周医生", None, NOTE),
        AlertStep(3, closed_ms, Happened.OUTCOME, "周医生", 1, Outcome.HOSPITAL.value),
    )
    people = (Involved(about, found.name),)
    return AlertFacts(
        alert, found.unit, found.school, 3730, people, ("陈静",), said_ms, steps=steps
    )

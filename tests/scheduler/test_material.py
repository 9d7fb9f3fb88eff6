"""The written material: the figures of the JSON, what was done, nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.alert import AlertKind, Happened, Outcome, Standing, Urgency
from domain.calendar import Period
from domain.check_in import Absence, Entry, Symptom, Travel, Where
from domain.message import File
from domain.note import Note, Wanted
from domain.report_request import Format, ReportRequest
from scheduler.report_files import report_file
from scheduler.report_renderers import RENDERERS
from storage.alerts import NewAlert
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, absent, answer, draft, open_rounds, transaction
from tests.papers import (
    docx_lines,
    docx_tables,
    docx_words,
    in_order,
    pdf_pages,
    pdf_words,
    unspaced,
)
from tests.school import School, a_school
from views.report_json import report_json

NOW = instant("09:05")
A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


def busy_day(tx: Transaction) -> School:
    """A fever, a cough, a journey, a leave, an isolation, a correction, a late class, a draft."""
    school = a_school(tx, pupils=6)
    open_rounds(tx, school.id)
    one, two, three, four, five, _ = school.pupils[A]
    absent(tx, pupil=five)
    said = {
        one: Entry(temperature=3820, where=Where.HOME, remark="跟李晓红一起"),
        two: Entry(symptoms=(Symptom.COUGH,)),
        three: Entry(travel=Travel(place="瑞丽")),
        four: Entry(absence=Absence.PERSONAL),
    }
    answer(tx, school.classes[A], school.people[A], {one: Entry(temperature=3820)})
    answer(tx, school.classes[A], school.people[A], said, at="08:00")
    teacher = {school.people[B]: Entry(symptoms=(Symptom.HEADACHE,))}
    answer(tx, school.classes[B], school.people[B], staff=teacher, at="09:12")
    draft(tx, school.classes[C], school.people[C], {school.pupils[C][0]: Entry(unmeasured=True)})
    return school


def an_alert(tx: Transaction, school: School) -> int:
    """Somebody has a fever; the officer takes over, writes and acts."""
    pupil, officer = school.pupils[A][0], school.people["health_officer"]
    new = NewAlert(
        AlertKind.FINDING, DAY, school.id, school.classes[A], Urgency.LOW, instant("07:41")
    )
    alert_id = tx.alerts.raise_(new)
    tx.alerts.join(alert_id, [(pupil, None)], Standing.SAID, instant("07:41"))
    tx.alerts.claim(alert_id, officer, instant("07:44"), None)
    alert = tx.alerts.get(alert_id)
    assert alert is not None
    happened = [
        (Happened.OWNED, "07:44", ""),
        (Happened.NOTE, "07:50", "已请张伟妈妈来接\n电话 138 0013 8000"),
        (Happened.OUTCOME, "08:10", Outcome.HOSPITAL.value),
    ]
    for what, at, detail in happened:
        tx.alerts.happened(alert_id, what, instant(at), by=officer, about=None, detail=detail)
    return alert_id


def material(
    tx: Transaction,
    unit_id: int,
    language: str = "zh",
    period: Period | None = None,
    form: Format = Format.DOCX,
) -> bytes:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    request = ReportRequest(period or Period(DAY, DAY), form)
    return report_file(tx, unit, request, language=language, now_ms=NOW, zone=ZONE, names=True)


def as_json(tx: Transaction, unit_id: int) -> dict[str, Any]:
    return report_json(tx.reports.day(unit_id, DAY), as_of_ms=NOW, zone=ZONE, names=False)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("of", ["school", "district", A, C, "一年级"])
def test_read_back_it_has_the_figures_of_the_json(tx: Transaction, language: str, of: str) -> None:
    school = busy_day(tx)
    units = {"school": school.id, "district": school.district, **school.classes, **school.grades}
    body = as_json(tx, units[of])
    classes, pupils, annex = docx_tables(material(tx, units[of], language))
    assert [int(cell) for cell in classes[1]] == [
        body["expected"], body["answered"], body["on_time"], body["late"],
        len(body["outstanding"]), body["zero_reports"], body["corrections"], body["cases_open"],
        body["unconfirmed"],
    ]  # fmt: skip
    counted = [
        body["enrolled"], body["present"], body["absent"]["sick"], body["absent"]["personal"],
        body["absent"]["other"], body["fever"], body["symptoms"], body["travel"],
        body["unmeasured"],
    ]  # fmt: skip
    assert [int(cell or 0) for cell in pupils[1]] == counted
    assert [int(cell or 0) for cell in annex[-1][2:]] == counted
    rows = [[int(cell or 0) for cell in row[2:]] for row in annex[1:-1]]
    assert [sum(column) for column in zip(*rows, strict=True)] == counted


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("of", ["school", "district", A, C])
def test_what_is_printed_has_the_same_lines_and_figures(
    tx: Transaction, language: str, of: str
) -> None:
    school = busy_day(tx)
    an_alert(tx, school)
    units = {"school": school.id, "district": school.district, **school.classes}
    for period in (None, Period(DAY - timedelta(days=6), DAY)):
        paper = in_order(material(tx, units[of], language, period))
        pages = pdf_pages(material(tx, units[of], language, period, Format.PDF))
        page = unspaced("".join(piece for page in pages for piece in page))
        for cut in re.split("第[0-9/]+页|Page[0-9of]+|数据来源.+?。|Source:.+?[.]", page):
            assert cut in paper


def test_the_figures_of_a_day_are_read_back_from_what_is_printed(tx: Transaction) -> None:
    school = busy_day(tx)
    body = as_json(tx, school.id)
    (page, *_) = pdf_pages(material(tx, school.id, form=Format.PDF))
    heads = ["应到", "实到", "病假", "事假", "其他", "发热", "不适", "外出", "未测"]
    at = next(n for n in range(len(page)) if page[n : n + 9] == heads) + 9
    assert [int(cell) for cell in page[at : at + 9]] == [
        body["enrolled"], body["present"], body["absent"]["sick"], body["absent"]["personal"],
        body["absent"]["other"], body["fever"], body["symptoms"], body["travel"],
        body["unmeasured"],
    ]  # fmt: skip


def test_the_sentences_of_a_busy_day(tx: Transaction) -> None:
    school = busy_day(tx)
    an_alert(tx, school)
    lines = docx_lines(material(tx, school.id))
    assert lines[0] == "和川镇中心小学每日工作动态"
    assert lines[2] == "2026年11月23日 周一　　截至 2026-11-23 09:05"
    text = "\n".join(lines)
    for said in (
        "应上报 3 个班，已上报 2 个班(准时 1 个，迟报 1 个)，未上报 1 个班；零报告 0 个班。",
        "应到学生 12 人，实到 9 人，出勤率 75%；缺勤 3 人，其中病假 1 人、事假 1 人、其他 1 人。"
        "其他缺勤中，隔离 1 人。",
        "未上报班级共有学生 6 人，情况未知。",
        "学生发热 1 人、不适 1 人、外出 1 人、未测体温 0 人",
        "教职工异常 1 人。在管个案 1 人。另有 1 份填报含异常、尚未提交，待确认。",
        "1. 一年级1班学生 1 人：发热 38.2(在家)。",
        "一年级2班教职工 1 人：头痛。",
        "预警 1 起，已接手 1 起，已办结 0 起。从上报到接手平均 3 分钟。",
        "1. 一年级1班 1 人：07:44 专人接手；07:50 已请某某妈妈来接 电话 …；08:10 已就医。",
        "未上报 1 个班：二年级1班。",
    ):
        assert said in text, said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_names_nobody_whoever_asks(tx: Transaction, language: str) -> None:
    school = busy_day(tx)
    an_alert(tx, school)
    names = [row[0] for row in tx.connection.execute("SELECT name FROM pupil")]
    names += [row[0] for row in tx.connection.execute("SELECT name FROM person")]
    for unit_id in (school.id, school.district, school.classes[A], school.grades["一年级"]):
        printed = pdf_words(material(tx, unit_id, language, form=Format.PDF))
        for words in (docx_words(material(tx, unit_id, language)), unspaced(printed)):
            assert [name for name in names if name in words] == []
            assert "8000" not in words
            assert "一起" not in words


@pytest.mark.parametrize(("language", "somebody"), [("zh", "某某"), ("en", "(name)")])
def test_a_name_without_its_surname_is_taken_out_of_a_note(
    tx: Transaction, language: str, somebody: str
) -> None:
    school = busy_day(tx)
    alert_id = an_alert(tx, school)
    tx.connection.execute("UPDATE pupil SET name = '王甲子' WHERE id = ?", (school.pupils[A][1],))
    officer = school.people["health_officer"]
    note = "小甲子没有大碍"
    tx.alerts.happened(
        alert_id, Happened.NOTE, instant("08:00"), by=officer, about=None, detail=note
    )
    words = docx_words(material(tx, school.id, language))
    assert f"小{somebody}没有大碍" in words
    assert "甲子" not in words


def test_above_the_school_notes_are_not_told(tx: Transaction) -> None:
    school = busy_day(tx)
    an_alert(tx, school)
    words = docx_words(material(tx, school.district))
    assert "预警 1 起" in words
    assert "妈妈" not in words
    assert "和川镇中心小学 一年级1班：发热 1 · 不适 1 · 缺勤 1 · 外出 1" in words


def test_a_day_without_school_says_so_and_has_no_annex(tx: Transaction) -> None:
    school = a_school(tx)
    sunday = DAY - timedelta(days=1)
    content = material(tx, school.id, period=Period(sunday, sunday))
    lines = docx_lines(content)
    assert "当日没有要上报的班级(不上课，或尚未发起)。" in lines
    assert lines.count("无。") == 3
    assert len(docx_tables(content)) == 2
    assert "附" not in "".join(lines)


def test_silence_is_told_as_silence(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    content = material(tx, school.id)
    words = docx_words(content)
    assert "未上报 3 个班：一年级1班、一年级2班、二年级1班。" in words
    assert "尚无班级上报，学生情况未知。" in words
    assert "无发热" not in words
    classes, pupils, annex = docx_tables(content)
    assert annex[1] == ["一年级1班", "未报", "3", *[""] * 8]
    assert annex[-1] == ["合计", "0/3", "9", *[""] * 8]
    assert (classes[1][:2], pupils[1]) == (["3", "0"], ["9", *[""] * 8])
    above = material(tx, school.district)
    assert "未上报 3 个班：和川镇中心小学 3 个班。" in docx_words(above)
    assert docx_tables(above)[2][1] == ["和川镇中心小学", "0/3", "9", *[""] * 8]


@pytest.mark.parametrize("of", ["school", "district"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_several_days_are_added_up_with_a_line_each(
    tx: Transaction, language: str, of: str
) -> None:
    school = busy_day(tx)
    friday = DAY - timedelta(days=3)
    open_rounds(tx, school.id, friday)
    for name in (A, B, C):
        answer(tx, school.classes[name], school.people[name], day=friday)
    unit_id = school.id if of == "school" else school.district
    content = material(tx, unit_id, language, Period(friday, DAY))
    classes, pupils, daily = docx_tables(content)
    assert [row[0] for row in daily[1:3]] == ["2026-11-20", "2026-11-23"]
    assert [int(cell) for cell in daily[3][1:3]] == [6, 5] == [int(c) for c in classes[1][:2]]
    for column in range(1, len(daily[0])):
        assert int(daily[3][column]) == sum(int(row[column]) for row in daily[1:3])
    assert pupils[1][0] == daily[3][5]


def test_it_may_be_passed_on_and_says_so(tx: Transaction) -> None:
    school = busy_day(tx)
    about = {"unit": school.id, "first": str(DAY), "last": str(DAY), "format": "docx", "page": 1}
    tx.outbox.put(Note("file", "x", school.chats["principal"], Wanted("report", about)), NOW)
    [due] = tx.outbox.due(NOW, 9)
    said = RENDERERS["report"](tx, due, NOW, ZONE, "zh")
    assert isinstance(said, File)
    assert said.name == "每日工作动态_和川镇中心小学_2026-11-23.docx"
    assert not said.protect
    assert "不含姓名" in said.caption.plain


def test_a_hundred_and_more_classes_are_cut_with_a_count(tx: Transaction) -> None:
    classes = [f"{grade}年级{number}班" for grade in "一二三四五六七" for number in range(1, 11)]
    school = a_school(tx, classes=classes, pupils=1)
    open_rounds(tx, school.id)
    for name in classes:
        pupil = school.pupils[name][0]
        answer(tx, school.classes[name], school.people[name], {pupil: Entry(temperature=3800)})
    lines = docx_lines(material(tx, school.id))
    assert "60. 六年级10班学生 1 人：发热 38.0。" in lines
    assert "61. 另有 10 条，见明细表格。" in lines

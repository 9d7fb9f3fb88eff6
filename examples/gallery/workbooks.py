"""Writes the workbooks of the gallery: ``python -m examples.gallery.workbooks [NAME ...]``.

With ``--pictures`` LibreOffice (soffice) and pdftoppm make pictures of the first sheets. Without a
name the page that shows them is written too. All of it is invented, the same each time.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import structs

from domain.calendar import Period
from domain.check_in import Finding, FindingKind, Where
from domain.class_figures import ClassFigures
from domain.day_report import ClassResult, DayReport, ResultState, Revision
from domain.figures import AlertFigures, ChildCounts, DayFigures, Outstanding, Reached, total
from domain.period_figures import Cases, DayCounts, Isolations, PeriodFigures, PeriodReport
from domain.report_request import Format
from domain.roster import Unit, UnitKind
from domain.unwell import Found
from examples.gallery.cases import GRADES, ZONE
from examples.gallery.pictures import pages_of, trimmed
from scheduler.report_files import written

FOLDER = Path(__file__).parents[2] / "docs" / "gallery" / "workbooks"
SCHOOL = Unit(1, "HCZX", "和川镇中心小学", UnitKind.SCHOOL, 1)
TEACHERS = ("周芳", "吴敏", "郑丽", "冯伟", "陈静", "杨帆", "秦岭", "许晴", "何涛")
PUPILS = ("王小明", "李晓红", "张䶮", "刘洋", "=1+1", "赵磊", "黄丽", "周喆")
"""One of them is typed as a formula: it stays text."""
SAID = ("zero", "fever", "sick", "out", "late", "corrected")
FEVER = Finding(kind=FindingKind.FEVER, pupil_id=1, temperature=3820, where=Where.HOME)
MONDAY = date(2026, 11, 23)
EVENING_MS = int(datetime(2026, 11, 23, 18, 0, tzinfo=ZONE).timestamp() * 1000)
SHEETS = 2
"""So many sheets of each are shown."""
PAGE = """\
# Workbooks 电子表格

The Excel files that `/report Excel` sends, each with the command that writes it;
`python -m examples.gallery.workbooks --pictures` writes them all, has LibreOffice show their first
sheets, and writes this page. Schools, people and figures are invented. One's own comes by
`/report 上周 Excel`, or by `chenjian report --unit CODE --day 上周 --format xlsx > week.xlsx`.

每个文件都附有生成它的命令。学校、姓名、数字均为虚构。
"""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook of the gallery, what it is called there, and in which language it is."""

    title: str
    report: PeriodReport
    language: str = "zh"


def _day(dice: random.Random, day: date) -> DayReport:
    """A school of eighteen classes; few are silent or late, some have a fever."""
    results: list[ClassResult] = []
    found, missing, revisions = [], [], []
    for number in range(18):
        grade = f"{GRADES[number // 3]}年级"
        unit = Unit(10 + number, f"HCZX-{number}", f"{grade}{number % 3 + 1}班", UnitKind.CLASS, 1)
        said = dice.choices(SAID, (22, 3, 4, 1, 2, 1))[0]
        results.append(_class(dice, day, unit, grade, said))
        figures = results[-1].figures
        if figures is None:
            asked = (dice.choice(TEACHERS), "19900001234", Reached.SENT)
            missing.append(Outstanding(number, unit, SCHOOL.name, *asked))
            continue
        if figures.fever:
            fever = structs.replace(FEVER, pupil_id=number)
            found.append(Found(unit, SCHOOL.name, dice.choice(PUPILS), fever))
        if results[-1].corrections:
            before = structs.replace(figures, present=figures.present + 1, sick=0)
            at_ms = _ms(day, 10, 12)
            revisions.append(
                Revision(day, unit, SCHOOL.name, 1, at_ms, dice.choice(TEACHERS), before, figures)
            )
    counts = total(one.counts for one in results)
    figures_of_day = DayFigures(SCHOOL, day, counts, tuple(missing), tuple(found), version=1)
    return DayReport(figures_of_day, tuple(results), _grades(results), tuple(revisions))


def _class(dice: random.Random, day: date, unit: Unit, grade: str, said: str) -> ClassResult:
    enrolled = 40 + unit.id % 7
    if said == "out":
        return ClassResult(day, unit, SCHOOL.name, ResultState.OUTSTANDING, enrolled, grade=grade)
    sick = int(said in ("fever", "sick", "corrected"))
    personal = dice.choice((0, 0, 1))
    figures = ClassFigures(
        enrolled=enrolled,
        present=enrolled - sick - personal,
        sick=sick,
        personal=personal,
        other=0,
        fever=int(said == "fever"),
        symptoms=dice.choice((0, 0, 0, 1)) if sick else 0,
        travel=0,
        unmeasured=0,
        zero=not sick,
    )
    late = said == "late"
    return ClassResult(
        day,
        unit,
        SCHOOL.name,
        ResultState.LATE if late else ResultState.ON_TIME,
        enrolled,
        figures,
        _ms(day, 9 if late else 7, dice.randint(1, 59)),
        dice.choice(TEACHERS),
        int(said == "corrected"),
        grade=grade,
    )


def _grades(results: Sequence[ClassResult]) -> tuple[ChildCounts, ...]:
    found: dict[str, list[ClassResult]] = {}
    for one in results:
        found.setdefault(one.grade or "", []).append(one)
    return tuple(
        ChildCounts(
            Unit(100 + number, f"HCZX-G{number}", name, UnitKind.GRADE, 1),
            total(one.counts for one in of_grade),
        )
        for number, (name, of_grade) in enumerate(found.items())
    )


def _ms(day: date, hour: int, minute: int) -> int:
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).timestamp() * 1000)


def _report(first: date, last: date) -> PeriodReport:
    dice = random.Random(7)  # noqa: S311 - invented figures
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    tables = tuple(_day(dice, day) for day in days if day.weekday() < 5)
    counted = [DayCounts(one.figures.day, one.figures.counts, one.parts) for one in tables]
    fevers = sum(one.figures.counts.fever for one in tables)
    alerts = AlertFigures(fevers, fevers, 0, fevers, 0, fevers, fevers * 180_000)
    figures = PeriodFigures.of(
        SCHOOL, Period(first, last), counted, alerts, Isolations(1, 1), Cases(2, 1)
    )
    return PeriodReport(figures, tables)


BOOKS: Mapping[str, Book] = {
    "day": Book("A school's day 一所学校的一天", _report(MONDAY, MONDAY)),
    "month": Book(
        "A school's month 一所学校的一个月", _report(date(2026, 10, 9), date(2026, 10, 30))
    ),
    "week-en": Book("A week in English", _report(date(2026, 11, 16), date(2026, 11, 20)), "en"),
}
"""Every workbook of the gallery by the name of its file."""


def content(name: str) -> bytes:
    """The workbook as it is sent."""
    book = BOOKS[name]
    return written(
        book.report, Format.XLSX, language=book.language, now_ms=EVENING_MS, zone=ZONE, names=True
    )


def page() -> str:
    """The page that shows the first sheets of every workbook beside its command."""
    parts = [PAGE]
    for name, book in BOOKS.items():
        command = f"```\n.venv/bin/python -m examples.gallery.workbooks {name}\n```"
        shown = "\n".join(
            f'<img src="{name}-{number}.png" alt="" width="420">' for number in range(1, SHEETS + 1)
        )
        parts.append(f"## {book.title}\n\n{command}\n\n[{name}.xlsx]({name}.xlsx)\n\n{shown}\n")
    return "\n".join(parts)


def _shown(folder: Path, name: str) -> None:
    """Pictures of the first sheets, as LibreOffice would print them."""
    for number, whole in enumerate(pages_of(folder / f"{name}.xlsx", 100, SHEETS), 1):
        trimmed(whole).save(folder / f"{name}-{number}.png", optimize=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what is named, or everything."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.gallery.workbooks", description=__doc__
    )
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BOOKS))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--pictures", action="store_true")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in BOOKS]:
        parser.error(f"no such workbook: {', '.join(unknown)}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.names or BOOKS:
        (asked.folder / f"{name}.xlsx").write_bytes(content(name))
        if asked.pictures:
            _shown(asked.folder, name)
    if not asked.names:
        (asked.folder / "README.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

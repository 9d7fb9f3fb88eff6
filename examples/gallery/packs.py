"""Writes the inspection packs of the gallery: ``python -m examples.gallery.packs [NAME ...]``.

With ``--pictures`` LibreOffice (soffice) and pdftoppm make pictures of what lies in them. Without a
name the page that shows them is written too. All of it is invented, the same each time.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.alert import Alert, AlertKind, AlertPerson, Ending, Outcome, Standing, Urgency
from domain.calendar import Period
from domain.case import CaseState
from domain.case_rules import RULES
from domain.class_figures import ClassFigures
from domain.figures import AlertFigures, Counts, total
from domain.ledger import LedgerAlert, LedgerCase, LedgerDay, LedgerLine, Revision
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from examples.gallery.cases import ZONE
from examples.gallery.paper_facts import instant
from examples.gallery.pictures import pages_of, trimmed
from views.pack import Pack

FOLDER = Path(__file__).parents[2] / "docs" / "gallery" / "packs"
PAGES = 9
"""Most pages of a file that are shown."""
SCHOOL = Unit(1, "HCZX", "和川镇中心小学", UnitKind.SCHOOL, 1)
CLASSES = [
    Unit(10 + number, f"HCZX-{number}", name, UnitKind.CLASS, 1)
    for number, name in enumerate(
        f"{grade}年级{one}班" for grade in "一二三四五六" for one in (1, 2)
    )
]
TEACHERS = ("周芳", "吴敏", "郑丽", "冯伟", "陈静", "杨帆", "秦岭", "许晴", "何涛", "罗娟", "高洁",
            "谢军")  # fmt: skip
WEEK = Period(date(2026, 11, 16), date(2026, 11, 20))
SAID = ("z" * 12, "zzfzzzzlzzzz", "zzfzzzczzzzz", "z" * 11 + "o", "zzzzzdzzzzzz")
"""What each class says on each day: zero reports, a fever, a late one, a correction, silence, and
one by the deputy."""
MADE_MS = instant("10:00", date(2026, 11, 23))
PAGE = """\
# Inspection packs 台账(迎检资料包)

The zip that `/report 台账 11月16日-11月20日` sends to an admin or a principal: a workbook, a
document, what the words mean, a manifest for programs, and checksums. Each stands here with the
command that writes it; `python -m examples.gallery.packs --pictures` writes them all, has
LibreOffice show what lies in them, and writes this page. School, staff and figures are invented;
no pupil is in it.

每个资料包都附有生成它的命令。学校、教职工、数字均为虚构；资料包里没有学生姓名。
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A pack of the gallery: what it is called there, and in which language it is."""

    title: str
    language: str


PACKS: Mapping[str, Shown] = {
    "pack": Shown("A school's week 一所学校的一周", "zh"),
    "pack-en": Shown("The same in English", "en"),
}
"""Every pack of the gallery by the name of its file."""


def content(name: str) -> bytes:
    """The zip as it is sent."""
    language = PACKS[name].language
    with tempfile.TemporaryDirectory() as folder:
        pack = Pack(
            Path(folder), language, SCHOOL, SCHOOL.name, WEEK,
            zone=ZONE, as_of_ms=MADE_MS, names=True,
        )  # fmt: skip
        for day, said in zip(WEEK, SAID, strict=True):
            pack.add(_day(day, said))
        return pack.finish(AlertFigures(2, 2, 0, 2, 0, 2, 2 * 240_000), _cases())


def _day(day: date, said: str) -> LedgerDay:
    lines = tuple(
        _line(day, unit, what, teacher)
        for unit, what, teacher in zip(CLASSES, said, TEACHERS, strict=True)
    )
    counts = total(_counts(line) for line in lines)
    alerts = tuple(
        _alert(line, number)
        for number, line in enumerate(lines, 1)
        if line.figures is not None and line.figures.fever
    )
    revisions = tuple(one for line in lines if line.revision > 1 for one in _revisions(line))
    return LedgerDay(day, counts, lines, revisions, alerts)


def _line(day: date, unit: Unit, what: str, teacher: str) -> LedgerLine:
    """A class on a day. Who is late or silent was reminded, and told to the grade leader."""
    enrolled, ill = 40 + unit.id % 7, int(what in "fc")
    figures = ClassFigures(
        enrolled=enrolled, present=enrolled - ill, sick=ill, fever=int(what == "f"), zero=not ill
    )
    slow, minute = what in "lo", 32 + unit.id
    first_ms = instant("09:12" if slow else f"07:{minute}", day)
    return LedgerLine(
        day,
        unit,
        SCHOOL.name,
        Mode.TERM,
        enrolled,
        asked_ms=instant("07:30", day),
        delivered_ms=instant("07:30", day),
        chased=2 * slow,
        chased_ms=instant("08:20", day) if slow else None,
        escalated_ms=instant("08:40", day) if slow else None,
        answered_ms=None if what == "o" else first_ms,
        late=slow,
        revision=0 if what == "o" else 1 + (what == "c"),
        said_ms=None if what == "o" else instant("08:25", day) if what == "c" else first_ms,
        by=None if what == "o" else "孙萍" if what == "d" else teacher,
        stood_for=teacher if what == "d" else None,
        figures=None if what == "o" else figures,
    )


def _counts(line: LedgerLine) -> Counts:
    """What a line adds to its day."""
    said = line.figures
    if said is None:
        return Counts(expected=1, enrolled=line.enrolled)
    return Counts(
        expected=1, answered=1, on_time=int(not line.late), late=int(line.late),
        zero_reports=int(said.zero), enrolled=said.enrolled, present=said.present, sick=said.sick,
        fever=said.fever, corrections=line.revision - 1,
    )  # fmt: skip


def _revisions(line: LedgerLine) -> Iterator[Revision]:
    """First nothing abnormal, then one who is ill at home."""
    first_ms, last_ms = line.answered_ms or 0, line.said_ms or 0
    by = line.by or ""
    yield Revision(line, 1, first_ms, by, line.enrolled, 0, 0, True)
    yield Revision(line, 2, last_ms, by, line.enrolled - 1, 1, 0, False)


def _alert(line: LedgerLine, number: int) -> LedgerAlert:
    said_ms = line.said_ms or 0
    about = AlertPerson(1, number, None, Standing.SAID, Outcome.HOSPITAL)
    owned_ms, closed_ms = said_ms + 240_000, said_ms + 2_400_000
    alert = Alert(
        number, AlertKind.FINDING, line.day, 1, line.unit.id, 1, 0, None, None, Urgency.LOW, False,
        Ending.HANDLED, said_ms, 1, owned_ms, owned_ms, 0, None, None, None, None, None, None,
        closed_ms, 1, (about,),
    )  # fmt: skip
    return LedgerAlert(alert, line.unit, SCHOOL.name, "周医生")


def _cases() -> list[LedgerCase]:
    home = RULES["home_isolation"]
    opened, last = date(2026, 11, 12), date(2026, 11, 26)
    return [
        LedgerCase(CLASSES[2], SCHOOL.name, 1, home, CaseState.OPEN, opened, last, "周医生", 5, 5,
                   None, None),
        LedgerCase(CLASSES[7], SCHOOL.name, 2, home, CaseState.RELEASED, date(2026, 11, 3),
                   date(2026, 11, 17), "冯伟", 2, 2, instant("16:20", date(2026, 11, 18)),
                   "周医生"),
    ]  # fmt: skip


def files(name: str) -> Mapping[str, bytes]:
    """What lies in a pack, by name."""
    with zipfile.ZipFile(io.BytesIO(content(name))) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def page() -> str:
    """The page that lists and shows what lies in every pack."""
    parts = [PAGE]
    for name, pack in PACKS.items():
        inside = files(name)
        command = f"```\n.venv/bin/python -m examples.gallery.packs {name}\n```"
        listed = "\n".join(f"- {one}" for one in inside)
        told = next(words for one, words in inside.items() if one.endswith(".txt")).decode()
        shown = "\n".join(f'<img src="{one}" alt="" width="420">' for one in _pictures(name))
        parts.append(
            f"## {pack.title}\n\n{command}\n\n[{name}.zip]({name}.zip)\n\n{listed}\n\n"
            f"```\n{told}```\n\n{shown}\n"
        )
    return "\n".join(parts)


def _pictures(name: str) -> list[str]:
    return sorted(path.name for path in FOLDER.glob(f"{name}-[0-9]*.png"))


def _show(folder: Path, name: str) -> None:
    """Pictures of its sheets, then of the document's pages."""
    for old in folder.glob(f"{name}-[0-9]*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as made:
        shown = []
        for one, written in files(name).items():
            if one.endswith((".xlsx", ".docx")):
                path = Path(made) / one
                path.write_bytes(written)
                shown += pages_of(path, 80, PAGES)
        for number, whole in enumerate(shown, 1):
            trimmed(whole).save(folder / f"{name}-{number}.png", optimize=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m examples.gallery.packs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(PACKS))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--pictures", action="store_true")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in PACKS]:
        parser.error(f"no such pack: {', '.join(unknown)}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.names or PACKS:
        (asked.folder / f"{name}.zip").write_bytes(content(name))
        if asked.pictures:
            _show(asked.folder, name)
    if not asked.names:
        (asked.folder / "README.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

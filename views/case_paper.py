"""A case on one page (个案登记表), in Word or as a PDF: for the school's file, with the name."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from domain.case_days import day_number
from domain.case_facts import CaseFacts
from domain.message import File
from views.case_history import history_days
from views.case_words import missing_words, rule_words, standing_words
from views.days import day_name, short_day
from views.words import say, text

FACE, LATIN = "宋体", "Times New Roman"
_AWKWARD = re.compile(r'[\\/:*?"<>|\s]')
_UNPRINTABLE = re.compile("[^\t -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""What no line of a document may hold; people type such signs."""
WIDTHS = (2.6, 1.6, 9.4, 2.8)
"""Of the history's columns, in cm."""


def case_file(
    language: str, facts: CaseFacts, school: str, zone: ZoneInfo, *, printed_ms: int | None = None
) -> File:
    """The page of a case, called by its number: what a file is called is seen in more places than
    what stands in it. A PDF where it is to be printed.
    """
    called = say(language, "case.paper_file", number=facts.number)
    caption = text(language, "case.paper_caption", number=facts.number)
    content, ending = case_page(language, facts, school, zone), "docx"
    if printed_ms is not None:
        content, ending = case_pdf(language, content, printed_ms, zone), "pdf"
    name = f"{_AWKWARD.sub('_', called)}.{ending}"
    return File(name, content, caption=caption, protect=True)


def case_pdf(language: str, page: bytes, at_ms: int, zone: ZoneInfo) -> bytes:
    """The page as it is printed."""
    # The printer takes 26 MB of memory, which nobody pays before the first page.
    from views.printed import printed

    return printed(language, page, datetime.fromtimestamp(at_ms / 1000, zone))


def case_page(language: str, facts: CaseFacts, school: str, zone: ZoneInfo) -> bytes:
    """What it is about and how it stands, then its history, then where it is signed."""
    paper = _page()
    _line(paper.add_paragraph(), say(language, "case.paper_title", school=school), 16, bold=True)
    _table(paper, _about(language, facts), (2.6, 5.6, 2.6, 5.6))
    paper.add_paragraph().paragraph_format.space_after = Pt(0)
    heads = [say(language, f"case.paper_{key}") for key in ("day", "time", "what", "by")]
    _table(paper, [heads, *_history(language, facts, zone)], WIDTHS)
    _line(paper.add_paragraph(), say(language, "case.paper_sign"), 10.5, before=12)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _about(language: str, facts: CaseFacts) -> list[list[str]]:
    def cells(*pairs: tuple[str, str]) -> list[str]:
        return [one for key, value in pairs for one in (say(language, f"case.paper_{key}"), value)]

    join = say(language, "entry.join")
    stands = standing_words(language, facts.case, facts.day) or say(language, "case.paper_open")
    lacks = join.join(missing_words(language, one) for one in facts.lacks)
    ready = say(language, "case.paper_is_ready") if facts.case.goes_on else ""
    rule = facts.case.rule
    return [
        cells(("number", facts.number), ("kind", rule_words(language, rule))),
        cells(("name", facts.name), ("unit", facts.unit.name)),
        cells(("days", _span(language, facts)), ("state", stands)),
        cells(("responsible", join.join(facts.responsible)), ("lacks", lacks or ready)),
        cells(("rule", say(language, f"case.source_{rule.key}")), ("source", facts.source)),
    ]


def _span(language: str, facts: CaseFacts) -> str:
    case = facts.case
    first = short_day(language, case.first)
    if case.last is None:
        return say(language, "case.paper_since", first=first)
    days = day_number(case.last, case.first)
    last = short_day(language, case.last)
    return say(language, "case.paper_span", first=first, last=last, days=days)


def _history(language: str, facts: CaseFacts, zone: ZoneInfo) -> list[list[str]]:
    rows = []
    for one in history_days(language, facts, zone):
        day = day_name(language, one.day)
        for told in one.told:
            rows.append([day, told.at, told.what, told.by])
            day = ""
        if one.missed:
            rows.append([day, "", say(language, "case.paper_missed"), ""])
    return rows


def _page() -> Any:
    """A4 with narrow margins, so that a fortnight finds room on one page."""
    paper = docx.Document(io.BytesIO(_blank()))
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.left_margin = section.right_margin = Cm(2.3)
    return paper


@cache
def _blank() -> bytes:
    """An empty document, read from the library once."""
    out = io.BytesIO()
    paper = docx.Document()
    paper.core_properties.author = "Chenjian"
    paper.core_properties.title = ""
    paper.save(out)
    return out.getvalue()


def _table(paper: Any, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table = paper.add_table(rows=len(rows), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word, width in zip(row.cells, words, widths, strict=True):
            cell.width = Cm(width)
            _line(cell.paragraphs[0], word, 9.5)


def _line(line: Any, words: str, points: float, *, bold: bool = False, before: float = 0) -> None:
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(1)
    run = line.add_run(_UNPRINTABLE.sub(" ", words))
    run.font.size, run.font.bold, run.font.name = Pt(points), bold, LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FACE)

"""What is printed says what the Word document says, on as many pages as it takes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement

from examples.gallery.papers import PAPERS, content
from tests.papers import docx_tables, in_order, pdf_pages, unspaced
from views.printed import printed, written

AT = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
SOURCES = ("数据来源：", "Source:")
NUMBER = re.compile(r"(第\d+/\d+页|Page\d+of\d+)$")


def body(pdf: bytes) -> str:
    """What stands above the foots, without spaces."""
    pages = []
    for page in pdf_pages(pdf):
        words = "".join(piece for piece in page if not piece.startswith(SOURCES))
        pages.append(NUMBER.sub("", unspaced(words)))
    return "".join(pages)


@pytest.mark.parametrize("name", [n for n, p in PAPERS.items() if p.ending == "docx"])
def test_every_paper_of_the_gallery_is_printed_word_for_word(name: str) -> None:
    """But for the heading of a table, which stands on each of its pages."""
    paper = content(name)
    heading = unspaced("".join(docx_tables(paper)[-1][0]))
    printed_words = body(printed(PAPERS[name].language, paper, AT)).replace(heading, "")
    assert printed_words == unspaced(written(in_order(paper))).replace(heading, "")


@pytest.mark.parametrize(
    ("name", "number", "source"),
    [("busy-day", "第1/2页", "数据来源："), ("busy-day-en", "Page1of2", "Source:")],
)
def test_each_page_has_its_number_and_the_source(name: str, number: str, source: str) -> None:
    first, second = pdf_pages(printed(PAPERS[name].language, content(name), AT))
    assert number in unspaced("".join(first))
    assert number.replace("1", "2", 1) in unspaced("".join(second))
    for page in (first, second):
        assert any(piece.startswith(source) for piece in page)


def test_the_letters_come_along_and_the_file_stays_small() -> None:
    pdf = printed("zh", content("busy-day"), AT)
    assert b"FontFile3" in pdf
    assert len(pdf) < 100_000
    assert pdf == printed("zh", content("busy-day"), AT)


def test_a_sign_without_a_shape_is_a_visible_substitute() -> None:
    assert written("𬭸龑\U0003fffe") == "𬭸龑〓"
    assert written("张\u202e\u200b伟\n1") == "张伟 1"


def table(rows: Sequence[Sequence[str]]) -> bytes:
    """A document of one table whose heading repeats."""
    paper: Any = docx.Document()
    made = paper.add_table(rows=len(rows), cols=len(rows[0]))
    for row, words in zip(made.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_a_long_table_has_its_heading_on_every_page() -> None:
    rows = [("班级", "上报"), *((f"{number}班", "准时") for number in range(120))]
    pages = pdf_pages(printed("zh", table(rows), AT))
    assert len(pages) > 2
    assert [page[:2] for page in pages] == [["班级", "上报"]] * len(pages)
    assert [piece for page in pages for piece in page if piece.endswith("班")] == [
        f"{number}班" for number in range(120)
    ]


def test_what_is_too_long_for_a_cell_goes_on_below_and_loses_nothing() -> None:
    long = "云川市和川镇" * 30 + "，" + "x" * 200
    assert long in body(printed("zh", table([("班级", "上报"), (long, "准时")]), AT))


def test_no_line_begins_with_a_comma_or_breaks_a_number() -> None:
    paper: Any = docx.Document()
    paper.add_paragraph("实到 12345 人，" * 60)
    out = io.BytesIO()
    paper.save(out)
    (page,) = pdf_pages(printed("zh", out.getvalue(), AT))
    assert len(page) > 10
    assert not [line for line in page if line.startswith("，")]
    assert sum(line.count("12345") for line in page) == 60

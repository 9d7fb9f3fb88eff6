"""Word templates: blanks however Word cuts them, what repeats, what goes."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from domain.paper import Filling, NotATemplate
from views.docx_filling import blanks_of_docx, filled_docx

FILLING = Filling(
    {"unit": "和川镇中心小学", "enrolled": 42, "present": 0, "title": None, "parts": None},
    {
        "class": [{"name": "一年级1班", "present": 40}, {"name": "李䶮班", "present": None}],
        "measure": [],
    },
)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(content: bytes) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(content)).paragraphs]


def cells(content: bytes) -> list[list[str]]:
    [table] = docx.Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def with_table(*rows: list[str]) -> Any:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    return document


@pytest.mark.parametrize("blank", ["{{enrolled}}", "{{应到}}", "{{ Enrolled }}", "｛｛应到｝｝"])
def test_a_blank_is_known_by_its_code_and_by_its_word(blank: str) -> None:
    document = docx.Document()
    document.add_paragraph(f"应到 {blank} 人")
    assert lines(filled_docx(saved(document), FILLING)) == ["应到 42 人"]


@pytest.mark.parametrize("cuts", [(1,), (2, 5), (3, 4, 9), tuple(range(1, 20))])
def test_a_blank_that_word_has_cut_into_pieces_is_filled_in_the_look_of_its_first(
    cuts: tuple[int, ...],
) -> None:
    document, words = docx.Document(), "共{{enrolled}}人{{present}}到"
    line = document.add_paragraph()
    for start, end in zip((0, *cuts), (*cuts, len(words)), strict=True):
        line.add_run(words[start:end]).bold = start == 0
    filled = filled_docx(saved(document), FILLING)
    assert lines(filled) == ["共42人0到"]
    assert docx.Document(io.BytesIO(filled)).paragraphs[0].runs[0].bold


def test_a_row_stands_once_for_each_class_and_what_nobody_said_stays_empty() -> None:
    document = with_table(
        ["班", "实到"], ["{{班级.名称}}", "{{class.present}}"], ["合计", "{{实到}}"]
    )
    assert cells(filled_docx(saved(document), FILLING)) == [
        ["班", "实到"],
        ["一年级1班", "40"],
        ["李䶮班", ""],
        ["合计", "0"],
    ]


def test_braces_that_somebody_typed_are_no_blank() -> None:
    """What stands in a row was filled in by people, and is not filled again."""
    document = with_table(["{{measure.text}}"])
    document.add_paragraph("{{measure.text}}")
    typed = "送 {{enrolled}} 号车"
    filling = Filling({"enrolled": 42}, {"measure": [{"text": typed}]})
    filled = filled_docx(saved(document), filling)
    assert (cells(filled), lines(filled)) == ([[typed]], [typed])


def test_a_form_of_the_program_s_own_may_have_fields_that_no_report_has() -> None:
    document = with_table(["{{step.what}}"])
    document.add_paragraph("案号 {{number}}")
    filling = Filling({"number": "hc-001"}, {"step": [{"what": "随访"}, {"what": "解除"}]})
    filled = filled_docx(saved(document), filling, known=str)
    assert (cells(filled), lines(filled)) == ([["随访"], ["解除"]], ["案号 hc-001"])
    assert lines(filled_docx(saved(document), filling)) == ["案号 "]


def test_a_form_keeps_an_empty_row_and_a_line_of_nothing_goes() -> None:
    document = with_table(["措施"], ["{{measure.text}}"])
    document.add_paragraph("{{measure.number}}. {{measure.text}}")
    filled = filled_docx(saved(document), FILLING)
    assert (cells(filled), lines(filled)) == ([["措施"], [""]], [])


def test_a_heading_that_says_nothing_takes_its_table_along_and_nothing_else() -> None:
    document = docx.Document()
    document.add_paragraph("{{unit}}")
    document.add_paragraph("{{parts}}")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "附表"
    document.add_paragraph("落款：{{title}}")
    filled = filled_docx(saved(document), FILLING)
    assert lines(filled) == ["和川镇中心小学", "落款："]
    assert docx.Document(io.BytesIO(filled)).tables == []


def test_headers_and_footers_are_filled_too() -> None:
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "来自 {{unit}}"
    filled = docx.Document(io.BytesIO(filled_docx(saved(document), FILLING)))
    assert filled.sections[0].footer.paragraphs[0].text == "来自 和川镇中心小学"
    assert [blank.name for blank in blanks_of_docx(saved(document))] == ["unit"]


def test_what_people_typed_is_no_blank_and_breaks_no_file() -> None:
    typed = Filling({"unit": "{{enrolled}} <w:t>\x00\x0b 😀𬱖\n二", "enrolled": 42}, {})
    document = docx.Document()
    document.add_paragraph("{{unit}}")
    assert lines(filled_docx(saved(document), typed)) == ["{{enrolled}} <w:t>  😀𬱖 二"]


def test_rows_of_one_row_are_told_apart_from_those_of_another() -> None:
    document = with_table(["{{class.name}}", "{{part.name}}"], ["{{class.name}}", ""])
    first, second, third = blanks_of_docx(saved(document))
    assert first.group == second.group != third.group


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(NotATemplate):
        filled_docx(content, FILLING)

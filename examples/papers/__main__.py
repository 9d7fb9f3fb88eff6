"""Makes the Word templates that come with the program: ``python -m examples.papers``.

They stand in views/papers. A school that wants another look sends its own template in the chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FOLDER = Path(__file__).parents[2] / "views" / "papers"
BODY, HEAD, TITLE = ("仿宋", "Times New Roman"), ("黑体", "Arial"), ("宋体", "Times New Roman")
"""The typefaces of official papers; where one is missing, Word takes its own."""
WORDS = {
    "zh": {
        "basis": "(晨检与健康监测)",
        "day": "{{日期}} {{星期}}　　截至 {{截至}}",
        "heads": ("一、总体情况", "二、异常及跟进情况", "三、采取的措施", "四、未上报情况"),
        "abnormal": "{{异常情况.序号}}. {{异常情况.文字}}",
        "measure": "{{措施.序号}}. {{措施.文字}}",
        "sign": ("填报人：　　　　　　　　审核人：　　　　　　　　负责人(签字)：",
                 "联系电话：　　　　　　　报送日期：　　　　年　　月　　日(单位盖章)"),
        "sum": "合计",
        "source": "数据来源：{{来源}}；截至 {{截至}}。",
        "part": ("单位", "上报", "应到", "实到", "病假", "事假", "其他", "发热", "不适", "外出",
                 "未测"),
        "daily": ("日期", "应报", "已报", "准时", "迟报", "应到", "实到", "缺勤", "发热", "不适",
                  "外出"),
    },
    "en": {
        "basis": "(morning checks and health monitoring)",
        "day": "{{weekday}} {{day}}, as of {{as_of}}",
        "heads": ("1. Overview", "2. Abnormal findings and follow-up", "3. Measures taken",
                  "4. Outstanding"),
        "abnormal": "{{abnormal.number}}. {{abnormal.text}}",
        "measure": "{{measure.number}}. {{measure.text}}",
        "sign": ("Prepared by:                    Checked by:                    Signed:",
                 "Telephone:                    Date:                    (stamp)"),
        "sum": "Sum",
        "source": "Source: {{source}}; as of {{as_of}}.",
        "part": ("Unit", "In", "On roll", "Present", "Sick", "Leave", "Other", "Fever", "Unwell",
                 "Travel", "No temp."),
        "daily": ("Day", "Due", "In", "On time", "Late", "On roll", "Present", "Absent", "Fever",
                  "Unwell", "Travel"),
    },
}  # fmt: skip
CASE = {
    "zh": {
        "title": "{{school}}个案登记表",
        "about": ("案号", "类别", "姓名", "班级/部门", "起止", "状态", "负责人", "解除条件", "依据",
                  "源自案号"),
        "history": ("日期", "时间", "情况", "经手人"),
        "sign": "校医(签字)：　　　　　　　　校长(签字)：　　　　　　　　日期：",
    },
    "en": {
        "title": "{{school}}: case record",
        "about": ("Case no.", "Kind", "Name", "Class or office", "Days", "State", "Responsible",
                  "Needed for release", "Rule", "Follows from case"),
        "history": ("Day", "Time", "What happened", "By"),
        "sign": "Health officer:                         Principal:                         Date:",
    },
}  # fmt: skip
"""The words of the page of a case; ``about`` stands in pairs of a label and its field."""
ABOUT = ("number", "kind", "name", "unit", "days", "state", "responsible", "lacks", "rule",
         "source")  # fmt: skip
FIGURES = (
    ("expected", "answered", "on_time", "late", "outstanding", "zero_reports", "corrections",
     "cases_open", "unconfirmed"),
    ("enrolled", "present", "sick", "personal", "other", "fever", "symptoms", "travel",
     "unmeasured"),
)  # fmt: skip
LABELS = {
    "zh": (("应报", "已报", "准时", "迟报", "未报", "零报告", "更正", "个案", "待确认"),
           ("应到", "实到", "病假", "事假", "其他", "发热", "不适", "外出", "未测")),
    "en": (("Due", "In", "On time", "Late", "Not in", "Zero reports", "Corrected", "Open cases",
            "Drafts"),
           ("On roll", "Present", "Sick", "On leave", "Other", "Fever", "Unwell", "Travel",
            "Not measured")),
}  # fmt: skip
PART = ("name", "state", "enrolled", "present", "sick", "personal", "other", "fever", "symptoms",
        "travel", "unmeasured")  # fmt: skip
DAILY = ("day", "expected", "answered", "on_time", "late", "enrolled", "present", "absent", "fever",
         "symptoms", "travel")  # fmt: skip


def main() -> None:
    """Make every template anew."""
    for language in WORDS:
        folder = FOLDER / language
        folder.mkdir(parents=True, exist_ok=True)
        material(language).save(str(folder / "material.docx"))
        case(language).save(str(folder / "case.docx"))


def material(language: str) -> Any:
    """The daily written material of a language."""
    words: Any = WORDS[language]
    paper = _page(language)
    _line(paper, "{{unit}}{{title}}" if language == "zh" else "{{unit}}: {{title}}", TITLE, 20,
          bold=True, centred=True)  # fmt: skip
    _line(paper, words["basis"], BODY, 14, centred=True)
    _line(paper, words["day"], BODY, 12, centred=True)
    overview, abnormal, measures, missing = words["heads"]
    _line(paper, overview, HEAD, 14, before=8)
    _text(paper, language, "{{summary}}")
    for heads, figures in zip(LABELS[language], FIGURES, strict=True):
        _table(paper, heads, [f"{{{{{field}}}}}" for field in figures])
        _line(paper, "", BODY, 4)
    _line(paper, abnormal, HEAD, 14, before=8)
    _text(paper, language, "{{health}}")
    _text(paper, language, words["abnormal"])
    _line(paper, measures, HEAD, 14, before=8)
    _text(paper, language, "{{measures}}")
    _text(paper, language, words["measure"])
    _line(paper, missing, HEAD, 14, before=8)
    _text(paper, language, "{{missing}}")
    for line in words["sign"]:
        _line(paper, line, BODY, 12, before=14)
    annexes: tuple[tuple[str, Sequence[str], str, Sequence[str]], ...] = (
        ("{{parts}}", words["part"], "part", PART),
        ("{{days_title}}", words["daily"], "daily", DAILY),
    )
    for heading, labels, name, fields in annexes:
        _line(paper, heading, HEAD, 12, before=20, kept=True)
        blanks = [f"{{{{{name}.{field}}}}}" for field in fields]
        _table(paper, labels, blanks, _sums(words["sum"], fields))
    foot = paper.sections[0].footer.paragraphs[0]
    _run(foot, words["source"], BODY, 9)
    return paper


def case(language: str) -> Any:
    """The page of a case: narrow margins and small letters, so that a fortnight finds room."""
    words: Any = CASE[language]
    paper = _page(language)
    section = paper.sections[0]
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.left_margin = section.right_margin = Cm(2.3)
    _line(paper, words["title"], TITLE, 16, bold=True)
    pairs = [
        one
        for label, field in zip(words["about"], ABOUT, strict=True)
        for one in (label, f"{{{{{field}}}}}")
    ]
    _grid(paper, [pairs[at : at + 4] for at in range(0, len(pairs), 4)], (2.6, 5.6, 2.6, 5.6))
    _line(paper, "", TITLE, 4)
    steps = [f"{{{{step.{field}}}}}" for field in ("day", "time", "what", "by")]
    _grid(paper, [words["history"], steps], (3.0, 1.6, 9.0, 2.8))
    _line(paper, words["sign"], TITLE, 10.5, before=12)
    return paper


def _grid(paper: Any, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """Rows in small letters, each column of its own width in cm."""
    table = paper.add_table(rows=len(rows), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word, width in zip(row.cells, words, widths, strict=True):
            cell.width = Cm(width)
            line = cell.paragraphs[0]
            line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(0), Pt(1)
            _run(line, word, TITLE, 9.5)


def _sums(word: str, fields: Sequence[str]) -> list[str]:
    """The line below a table: the unit's own figures."""
    blanks = {"state": "{{answered}}/{{expected}}"}
    return [word, *(blanks.get(field, f"{{{{{field}}}}}") for field in fields[1:])]


def _page(language: str) -> Any:
    """A4 with the margins of official papers."""
    paper = docx.Document()
    paper.core_properties.author = "Chenjian"
    paper.core_properties.title = ""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    section.left_margin, section.right_margin = Cm(2.6), Cm(2.4)
    return paper


def _text(paper: Any, language: str, words: str) -> None:
    """A paragraph of the body, indented by two characters; Latin letters are read when smaller."""
    points = 14 if language == "zh" else 12
    line = _line(paper, words, BODY, points)
    line.paragraph_format.first_line_indent = Pt(2 * points)
    line.paragraph_format.line_spacing = Pt(26 if language == "zh" else 18)


def _narrow_edges(table: Any) -> None:
    """Hardly any room between the words and the edges of their cells."""
    edges = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "28")
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    table._tbl.tblPr.append(edges)


def _line(
    paper: Any,
    words: str,
    face: tuple[str, str],
    points: float,
    *,
    bold: bool = False,
    centred: bool = False,
    before: float = 0,
    kept: bool = False,
) -> Any:
    line = paper.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(2)
    line.paragraph_format.keep_with_next = kept or face is HEAD
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(line, words, face, points, bold=bold)
    return line


def _run(
    line: Any, words: str, face: tuple[str, str], points: float, *, bold: bool = False
) -> None:
    run = line.add_run(words)
    run.font.size, run.font.bold = Pt(points), bold
    run.font.name = face[1]
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face[0])


def _table(
    paper: Any, labels: Sequence[str], blanks: Sequence[str], sums: Sequence[str] = ()
) -> None:
    """A heading that repeats on every page, a row of blanks, and the sums where there are any."""
    rows = [(labels, HEAD), (blanks, BODY), *([(sums, HEAD)] if sums else [])]
    table = paper.add_table(rows=len(rows), cols=len(labels))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    # Eleven columns leave little room for a long word.
    heads = 8 if sums and max(map(len, labels)) > 4 else 9
    _narrow_edges(table)
    shares = [1.9, 1.3] + [1.0] * (len(labels) - 2) if sums else [1.0] * len(labels)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(16.4 * share / sum(shares))
    for row, (words, face) in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, word in zip(row.cells, words, strict=True):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            line = cell.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
            _run(line, word, face, heads if face is HEAD else 10)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


if __name__ == "__main__":
    main()

"""Writes the papers of the gallery: ``python -m examples.gallery.papers [NAME ...]``.

With ``--pictures`` LibreOffice (soffice) and pdftoppm make pictures of the first pages. Without a
name the page that shows them is written too. All of it is invented, the same each time.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image

from domain.paper import PaperFacts
from examples.gallery import paper_facts as facts_of
from examples.gallery.cases import ZONE
from examples.gallery.paper_facts import instant
from examples.gallery.pictures import pages_of
from views.material import material_docx, material_pdf
from views.paper_values import filling, source_line
from views.xlsx_filling import filled_xlsx

FOLDER = Path(__file__).parents[2] / "docs" / "gallery" / "papers"
AS_OF_MS = instant("09:15")
PAGES = 2
"""So many pages of each are shown."""
PAGE = """\
# Papers 文书与表格

The Word documents that `/report word` sends, the PDF of `/report pdf`, and a bureau's own table
filled by `/report NAME`, each with the command that writes it; `python -m examples.gallery.papers
--pictures` writes them all, has LibreOffice show their first pages, and writes this page. Schools,
people and figures are invented. One's own comes by `chenjian report --unit CODE --day 昨天 --format
docx > day.docx` (or pdf), a table by `--template form.xlsx`. LibreOffice took the typefaces it had;
Word takes those the papers name.

每个文件都附有生成它的命令。学校、姓名、数字均为虚构。
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the gallery: what it is called there, its facts, its language; ``form`` where a
    table is filled instead of the written material, ``to_print`` where that is a PDF.
    """

    title: str
    facts: Callable[[], PaperFacts]
    language: str = "zh"
    form: bool = False
    to_print: bool = False

    @property
    def ending(self) -> str:
        """docx, pdf or xlsx."""
        if self.to_print:
            return "pdf"
        return "xlsx" if self.form else "docx"


PAPERS: Mapping[str, Paper] = {
    "busy-day": Paper("A busy morning 忙碌的一天", facts_of.busy_school),
    "busy-day-en": Paper("The same in English", facts_of.busy_school, "en"),
    "all-normal": Paper("Nothing but zero reports 全部零报告", facts_of.calm_school),
    "all-outstanding": Paper("Nobody has answered 全部未报", facts_of.silent_school),
    "holiday": Paper("A day without school 不上课的一天", facts_of.day_off),
    "holiday-en": Paper("The same in English", facts_of.day_off, "en"),
    "week": Paper("A week 一周", facts_of.school_week),
    "township": Paper("A township 乡镇", facts_of.district),
    "long-names": Paper("Long names 很长的名称", facts_of.long_names),
    "rare-characters": Paper("Rare characters 生僻字", facts_of.rare_characters),
    "printed": Paper("To print 打印版 PDF", facts_of.busy_school, to_print=True),
    "printed-en": Paper("The same in English", facts_of.busy_school, "en", to_print=True),
    "printed-week": Paper("A week to print 一周 PDF", facts_of.school_week, to_print=True),
    "printed-rare": Paper("Rare characters 生僻字 PDF", facts_of.rare_characters, to_print=True),
    "form": Paper("A bureau's own table 上级的表", facts_of.busy_school, form=True),
    "form-holiday": Paper("The same on a holiday 假日", facts_of.day_off, form=True),
}
"""Every paper of the gallery by the name of its file."""


def content(name: str) -> bytes:
    """The document as it is sent."""
    paper = PAPERS[name]
    facts, language = paper.facts(), paper.language
    if paper.to_print:
        return material_pdf(language, facts, as_of_ms=AS_OF_MS, zone=ZONE)
    if not paper.form:
        return material_docx(language, facts, as_of_ms=AS_OF_MS, zone=ZONE)
    values = filling(language, facts, as_of_ms=AS_OF_MS, zone=ZONE, names=False)
    return filled_xlsx(form(), values, source_line(language, AS_OF_MS, ZONE))


def form() -> bytes:
    """A table as bureaus send them, with names of fields in its cells."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "日报表"
    sheet.merge_cells("A1:H1")
    sheet["A1"] = "云川市中小学每日健康监测统计表"
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A2"], sheet["F2"] = "填报单位：{{单位}}", "日期：{{日期}}"
    rows = (
        ("序号", "班级", "应到", "实到", "出勤率", "病假", "事假", "发热"),
        ("=ROW()-4", "{{班级.名称}}", "{{班级.应到}}", "{{班级.实到}}", '=IF(D5="","",D5/C5)',
         "{{班级.病假}}", "{{班级.事假}}", "{{班级.发热}}"),
        ("", "合计", *(f"=SUM({column}5:{column}5)" for column in "CD"), "",
         *(f"=SUM({column}5:{column}5)" for column in "FGH")),
    )  # fmt: skip
    line = Side(style="thin")
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment(horizontal="center")
            cell.font = Font(name="仿宋", size=11, bold=number != 5)
    sheet["E5"].number_format = "0.0%"
    sheet["A8"] = "零报告 {{零报告}} 个班，在管个案 {{在管个案}} 人。 填报人：　　　审核人："
    sheet.column_dimensions["B"].width = 16
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page() -> str:
    """The page that shows the first pages of every paper beside its command."""
    parts = [PAGE, "[The table before it is filled](blank-form.xlsx) 填写前的表\n"]
    for name, paper in PAPERS.items():
        command = f"```\n.venv/bin/python -m examples.gallery.papers {name}\n```"
        file = f"{name}.{paper.ending}"
        parts.append(
            f'## {paper.title}\n\n{command}\n\n[{file}]({file})\n\n<img src="{name}.png" alt="">\n'
        )
    return "\n".join(parts)


def _show(folder: Path, name: str) -> None:
    """A picture of the first pages side by side, as LibreOffice would print them."""
    shown = pages_of(folder / f"{name}.{PAPERS[name].ending}", 70, PAGES)
    whole = Image.new("RGB", (sum(one.width for one in shown), shown[0].height), "white")
    for number, one in enumerate(shown):
        whole.paste(one, (sum(before.width for before in shown[:number]), 0))
    whole.quantize(16).save(folder / f"{name}.png", optimize=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m examples.gallery.papers", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(PAPERS))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--pictures", action="store_true")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in PAPERS]:
        parser.error(f"no such paper: {', '.join(unknown)}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.names or PAPERS:
        (asked.folder / f"{name}.{PAPERS[name].ending}").write_bytes(content(name))
        if asked.pictures:
            _show(asked.folder, name)
    if not asked.names:
        (asked.folder / "blank-form.xlsx").write_bytes(form())
        (asked.folder / "README.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

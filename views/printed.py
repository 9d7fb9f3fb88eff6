"""A Word document of the program's own as a PDF: its lines and tables on A4, the letters with it.

One form serves both files, so that what is printed says what the Word document says. Whoever reads
it needs no typeface: those signs of Noto Sans SC that stand in it come along, a few kilobytes.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.table import _Row as _DocxRow
from docx.text.paragraph import Paragraph
from fpdf import FPDF
from fpdf.enums import TextMode
from pylopdf_fonts_zh_cn import sans_path

from views.wall_font import SUBSTITUTE, has
from views.words import say

FACE = "Noto"
LEADING = 1.45
"""The height of a line in the size of its letters."""
PADDING = 1.2
"""Millimetres between a cell's words and its edges."""
FOOT = 12.0
"""Millimetres from the foot of the page to its last line."""
HEADING_FACES = ("Arial",)
"""What stands in one of these is a heading; there is one typeface here, so it is printed bold."""
_WEIGHT = 0.028
"""Bold letters have an edge of this share of their size."""
_MM = 36000
_POINT = 25.4 / 72
_KEPT = 22.0
"""Millimetres that a heading needs below it to stay on its page."""
_ABOVE = 1.0
"""Millimetres above a table."""
_SMALL, _PLAIN = 8.0, 10.5
_PIECE = re.compile(
    r"[（《「『“‘(\[{]*(?:[A-Za-z0-9À-ɏ'’/+\-–.:@_]+|\s|.)[，。、；：？！）》」』”’％%℃…)\]},.;:?!]*"
)
"""What no line's end breaks: a word or a number in Latin letters, or a sign, with its marks."""
_SILENT = frozenset({"Cc", "Cf", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class _Look:
    """How a line stands: points, whether bold or centred; spaces in millimetres."""

    points: float
    bold: bool
    centred: bool
    before: float
    after: float
    indent: float
    height: float

    @property
    def down(self) -> float:
        """From the upper edge of a line to that of its letters."""
        return (self.height - self.points * _POINT) / 2


@dataclass(frozen=True, slots=True)
class _Cell:
    """The lines of a cell and its width."""

    lines: tuple[str, ...]
    look: _Look
    width: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table, as high as its tallest cell."""

    cells: tuple[_Cell, ...]
    height: float


def printed(language: str, paper: bytes, at: datetime) -> bytes:
    """The document as a PDF that was made ``at``. The words of its foot stand on every page."""
    document: Any = docx.Document(io.BytesIO(paper))
    section = document.sections[0]
    foot = written(" ".join(line.text for line in section.footer.paragraphs)).strip()
    sheet = _Sheet(language, foot)
    sheet.set_creation_date(at)
    sheet.set_margins(
        section.left_margin / _MM, section.top_margin / _MM, section.right_margin / _MM
    )
    sheet.set_auto_page_break(False, section.bottom_margin / _MM)
    sheet.add_page()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            _table(sheet, block)
        else:
            _paragraph(sheet, block)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """A4 pages with a place to write, a foot and a number on each."""

    def __init__(self, language: str, foot: str) -> None:
        super().__init__(format="A4")
        self.language, self.foot = language, foot
        self.set_lang("zh-CN" if language == "zh" else "en")
        self.set_creator("Chenjian")
        self.add_font(FACE, "", sans_path())
        self.set_font(FACE, size=_PLAIN)

    def footer(self) -> None:
        """What stands at the foot of the paper, and which page of how many it is."""
        number = say(self.language, "print.page", page=self.page_no(), pages="{nb}")
        height, edge = _SMALL * _POINT, self.h - FOOT
        self.set_font(FACE, size=_SMALL)
        right = self.w - self.r_margin - self.get_string_width(number)
        self.set_xy(self.l_margin, edge)
        self.cell(0, height, number, align="R")
        for place, line in enumerate(_broken(self, self.foot, _SMALL, right - self.l_margin - 4)):
            self.write_at(self.l_margin, edge + place * height * LEADING, line, _SMALL)

    def write_at(
        self, x: float, y: float, words: str, points: float, *, bold: bool = False
    ) -> None:
        """Words whose upper edge is at ``y``."""
        self.set_font(FACE, size=points)
        with self.local_context(line_width=points * _WEIGHT):
            self.text_mode = TextMode.FILL_STROKE if bold else TextMode.FILL
            self.text(x, y + points * _POINT * 0.88, words)

    def length(self, words: str, points: float) -> float:
        """How long words are, in millimetres."""
        self.set_font(FACE, size=points)
        return self.get_string_width(words)

    def room_for(self, height: float) -> bool:
        """Begin a new page where this one has no room left; whether there was room."""
        fits = self.y + height <= self.page_break_trigger
        if not fits:
            self.add_page()
        return fits


def _paragraph(sheet: _Sheet, line: Paragraph) -> None:
    look = _look(line)
    words = written(line.text).rstrip()
    if not words:
        sheet.y += look.height
        return
    sheet.y += look.before
    sheet.room_for(look.height + (_KEPT if line.paragraph_format.keep_with_next else 0))
    indent = look.indent
    for one in _broken(sheet, words, look.points, sheet.epw, indent):
        sheet.room_for(look.height)
        left = (sheet.epw - sheet.length(one, look.points)) / 2 if look.centred else indent
        y = sheet.y + look.down
        sheet.write_at(sheet.l_margin + left, y, one, look.points, bold=look.bold)
        sheet.y += look.height
        indent = 0.0
    sheet.y += look.after


def _table(sheet: _Sheet, table: Table) -> None:
    """Its rows; the heading stands again on each page where it does so in the document."""
    widths = [(column.width or 0) / _MM for column in table.columns]
    share = min(1.0, sheet.epw / sum(widths))
    sheet.y += _ABOVE
    rows = [_row(sheet, row, [width * share for width in widths]) for row in table.rows]
    again = table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    for number, row in enumerate(rows):
        if not sheet.room_for(row.height) and again and number:
            _draw(sheet, rows[0])
        _draw(sheet, row)


def _row(sheet: _Sheet, row: _DocxRow, widths: Sequence[float]) -> _Row:
    cells = []
    for cell, width in zip(row.cells, widths, strict=True):
        look = _look(cell.paragraphs[0])
        lines = _broken(sheet, written(cell.text), look.points, width - 2 * PADDING)
        cells.append(_Cell(tuple(lines), look, width))
    tallest = max(len(one.lines) * one.look.height for one in cells)
    return _Row(tuple(cells), tallest + PADDING)


def _draw(sheet: _Sheet, row: _Row) -> None:
    """A row with a thin line around each cell; its words stand in the middle of the height."""
    x = sheet.l_margin + (sheet.epw - sum(cell.width for cell in row.cells)) / 2
    sheet.set_line_width(0.15)
    for cell in row.cells:
        sheet.rect(x, sheet.y, cell.width, row.height)
        look = cell.look
        y = sheet.y + (row.height - len(cell.lines) * look.height) / 2
        for line in cell.lines:
            spare = cell.width - sheet.length(line, look.points)
            left = spare / 2 if look.centred else PADDING
            sheet.write_at(x + left, y + look.down, line, look.points, bold=look.bold)
            y += look.height
        x += cell.width
    sheet.y += row.height


def _look(line: Paragraph) -> _Look:
    shape, run = line.paragraph_format, line.runs[0] if line.runs else None
    points = run.font.size.pt if run is not None and run.font.size is not None else _PLAIN
    bold = run is not None and (bool(run.font.bold) or run.font.name in HEADING_FACES)
    set_height = shape.line_spacing if isinstance(shape.line_spacing, int) else 0
    return _Look(
        points,
        bold,
        line.alignment == WD_ALIGN_PARAGRAPH.CENTER,
        (shape.space_before or 0) / _MM,
        (shape.space_after or 0) / _MM,
        (shape.first_line_indent or 0) / _MM,
        set_height / _MM or points * _POINT * LEADING,
    )


def _broken(sheet: _Sheet, words: str, points: float, width: float, indent: float = 0) -> list[str]:
    """The words as lines that fit; what is too long for any line is broken where the line ends."""
    lines, line, left = [], "", width - indent
    pieces = [piece for piece in _PIECE.findall(words) if piece]
    for piece in pieces:
        for part in [piece] if sheet.length(piece, points) <= width else list(piece):
            if line and sheet.length(line + part, points) > left:
                lines.append(line.rstrip())
                line, left = "", width
                part = part.lstrip()
            line += part
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def written(words: str) -> str:
    """The words as the typeface can write them: a sign it lacks is a visible substitute."""
    plain = unicodedata.normalize("NFC", re.sub("[\t\n\r]", " ", words))
    shown = (sign for sign in plain if unicodedata.category(sign) not in _SILENT)
    return "".join(sign if has(sign) else SUBSTITUTE for sign in shown)

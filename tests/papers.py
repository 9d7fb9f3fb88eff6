"""Word documents read back, as whoever gets them does."""

from __future__ import annotations

import io
from typing import Any

import docx


def docx_words(content: bytes) -> str:
    """Every word of a document: lines, tables, headers and footers."""
    document: Any = docx.Document(io.BytesIO(content))
    lines = [line.text for line in document.paragraphs]
    lines += [cell for table in docx_tables(content) for row in table for cell in row]
    for section in document.sections:
        for edge in (section.header, section.footer):
            lines += [line.text for line in edge.paragraphs]
    return "\n".join(lines)


def docx_lines(content: bytes) -> list[str]:
    """The lines outside tables that hold anything."""
    document: Any = docx.Document(io.BytesIO(content))
    return [line.text for line in document.paragraphs if line.text.strip()]


def docx_tables(content: bytes) -> list[list[list[str]]]:
    """The cells of each table."""
    document: Any = docx.Document(io.BytesIO(content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]

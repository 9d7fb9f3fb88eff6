"""Word documents and PDFs read back, as whoever gets them does."""

from __future__ import annotations

import io
import re
import zlib
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


_PIECE = re.compile(rb"\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.+?)\nendstream", re.DOTALL)


def pdf_pages(content: bytes) -> list[list[str]]:
    """The pieces of text of each page of a PDF of ours, in the order they were written."""
    found = _STREAM.findall(content)
    streams = [zlib.decompress(one) if one.startswith(b"x") else one for one in found]
    signs = _signs(next(one for one in streams if b"beginbfchar" in one))
    pages = [one for one in streams if b"BT" in one and b"Tj" in one]
    return [[_read(piece, signs) for piece in _PIECE.findall(page)] for page in pages]


def pdf_words(content: bytes) -> str:
    """Every word of a PDF of ours."""
    return "\n".join(piece for page in pdf_pages(content) for piece in page)


def _signs(table: bytes) -> dict[int, str]:
    """What each number in a text stands for."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table.partition(b"beginbfchar")[2])
    return {int(n, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for n, sign in pairs}


def _read(piece: bytes, signs: dict[int, str]) -> str:
    plain = re.sub(rb"\\(.)", lambda one: b"\r" if one[1] == b"r" else one[1], piece, flags=re.S)
    numbers = [int.from_bytes(plain[at : at + 2], "big") for at in range(0, len(plain), 2)]
    return "".join(signs[number] for number in numbers)


def in_order(content: bytes) -> str:
    """The words of a document's body from the top to the end, without spaces."""
    document: Any = docx.Document(io.BytesIO(content))
    words = []
    for block in document.iter_inner_content():
        rows = getattr(block, "rows", None)
        if rows is None:
            words.append(block.text)
        else:
            words += [cell.text for row in rows for cell in row.cells]
    return unspaced("".join(words))


def unspaced(words: str) -> str:
    """Words without the spaces that the end of a line takes."""
    return "".join(words.split())

"""A template looked through before it is kept: every blank, every formula, what reaches out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element

from openpyxl.utils import range_boundaries

from domain.packed_file import PackedFileBroken, PackedFileTooLarge, parts_of
from domain.paper import MOST_BYTES, Blank, Fault, JudgedTemplate, NotATemplate, TemplateTooLarge
from views.docx_filling import blanks_of_docx
from views.fields import BLANK, LISTS, PERSONAL, all_fields, field_called, field_word
from views.reaching_out import (
    faults_of_fields,
    faults_of_links,
    faults_of_names,
    reaches_out,
    trees_of,
)
from views.words import LANGUAGES
from views.xlsx_filling import blanks_of_xlsx, formulas_of_xlsx

MOST_UNPACKED = 10_000_000
"""Bytes of a template, unpacked: a form of many sheets has a tenth of that."""
MOST_TAGS = 400_000
"""In all its parts together: what is opened takes a hundred times the room of some of them."""
MOST_CELLS = 100_000
"""Merged, or under one link: these are made one by one."""
MOST_BLANKS = 2_000
MOST_REPEATED = 20
"""Rows that repeat: all below moves with each of them."""
MOST_NEAR = 20
"""Unknown names for which the one that may have been meant is looked for."""


def judge_template(file: str, data: bytes) -> JudgedTemplate | None:
    """What a file that was sent is as a template; None for one that is none: another kind of file,
    or a workbook without any blank. Raises NotATemplate, TemplateTooLarge.
    """
    kind = file.casefold().rpartition(".")[2]
    if kind not in ("xlsx", "docx"):
        return None
    if len(data) > MOST_BYTES:
        raise TemplateTooLarge
    trees = trees_of(parts := _parts(data))
    if kind == "xlsx":
        _measure(trees)
    blanks = blanks_of_xlsx(data) if kind == "xlsx" else blanks_of_docx(data)
    if not blanks and kind == "xlsx":
        return None
    if len(blanks) > MOST_BLANKS:
        raise TemplateTooLarge
    faults = [*faults_of_links(trees), *_unknown(blanks), *_mixed(blanks), *_too_many(blanks)]
    faults += [*_formulas(data), *faults_of_names(trees)] if kind == "xlsx" else []
    faults += faults_of_fields(trees) if kind == "docx" else []
    fields = {field for field in (field_called(one.name) for one in blanks) if field is not None}
    return JudgedTemplate(
        kind,
        len(blanks),
        tuple(faults),
        frozenset(field.partition(".")[0] for field in fields if "." in field),
        personal=bool(fields & PERSONAL),
        drawings=kind == "xlsx" and any("/drawings/" in name for name in parts),
    )


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the file, if they are not too large to be opened."""
    try:
        parts = dict(parts_of(data, MOST_UNPACKED))
    except PackedFileTooLarge as error:
        raise TemplateTooLarge from error
    except PackedFileBroken as error:
        raise NotATemplate from error
    if sum(content.count(b"<") for content in parts.values()) > MOST_TAGS:
        raise TemplateTooLarge
    return parts


def _measure(trees: Mapping[str, Element]) -> None:
    """Raises TemplateTooLarge, NotATemplate: one mark in a workbook may stand for a million cells,
    and each would be made before anything could be asked of the sheet.
    """
    left = MOST_CELLS
    for tree in trees.values():
        for element in tree.iter():
            cells = element.get("ref")
            if cells and element.tag.rpartition("}")[2] in ("mergeCell", "hyperlink"):
                left -= _area(cells)
    if left < 0:
        raise TemplateTooLarge


def _area(cells: str) -> int:
    """How many cells ``A1:C5`` are; whole rows and columns are too many."""
    try:
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError) as error:
        raise NotATemplate from error
    if left is None or top is None or right is None or bottom is None:
        return MOST_CELLS + 1
    return (right - left + 1) * (bottom - top + 1)


def _too_many(blanks: Iterable[Blank]) -> Iterator[Fault]:
    groups = {one.group for one in blanks if "." in (field_called(one.name) or "")}
    if len(groups) > MOST_REPEATED:
        yield Fault("", "repeats", str(MOST_REPEATED))


def _unknown(blanks: Iterable[Blank]) -> Iterator[Fault]:
    unknown = (one for one in blanks if field_called(one.name) is None)
    for number, one in enumerate(unknown):
        near = _near(one.name) if number < MOST_NEAR else ""
        yield Fault(one.where, "unknown", one.name, near)


def _near(name: str) -> str:
    """The field that was meant, by the spelling of either language."""
    words = [field_word(language, field) for language in LANGUAGES for field in all_fields()]
    found = difflib.get_close_matches(name, [*words, *all_fields()], n=1, cutoff=0.5)
    return found[0] if found else ""


def _mixed(blanks: Iterable[Blank]) -> Iterator[Fault]:
    """A row is filled from one list: two in it would not know how often to stand."""
    for _, of_row in groupby(blanks, lambda one: one.group):
        row = list(of_row)
        fields = [field_called(one.name) or "" for one in row]
        lists = dict.fromkeys(field.partition(".")[0] for field in fields if "." in field)
        if len(lists) > 1 and set(lists) <= set(LISTS):
            yield Fault(row[0].where, "mixed")


def _formulas(data: bytes) -> Iterator[Fault]:
    for where, formula in formulas_of_xlsx(data):
        if BLANK.search(formula):
            yield Fault(where, "in_formula")
        elif reaches_out(formula):
            yield Fault(where, "reaches_out")

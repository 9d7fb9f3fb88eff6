"""A template looked through before it is kept: every blank, every formula, what reaches out."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby

from domain.paper import MOST_BYTES, Blank, Fault, JudgedTemplate, NotATemplate, TemplateTooLarge
from views.docx_filling import blanks_of_docx
from views.fields import BLANK, LISTS, PERSONAL, all_fields, field_called, field_word
from views.words import LANGUAGES
from views.xlsx_filling import blanks_of_xlsx, formulas_of_xlsx

MOST_UNPACKED = 10_000_000
"""Bytes of a template, unpacked: a form of many sheets has a tenth of that."""
_REACHES_OUT = re.compile(r"\[\d+\]|\|.*!|\b(?:WEBSERVICE|IMPORT\w+|RTD|DDE)\s*\(", re.IGNORECASE)
"""A formula that asks another file, another program or the net."""
_OUTSIDE = re.compile(rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*/hyperlink")[^>]*>')


def judge_template(file: str, data: bytes) -> JudgedTemplate | None:
    """What a file that was sent is as a template; None for one that is none: another kind of file,
    or a workbook without any blank. Raises NotATemplate, TemplateTooLarge.
    """
    kind = file.casefold().rpartition(".")[2]
    if kind not in ("xlsx", "docx"):
        return None
    if len(data) > MOST_BYTES:
        raise TemplateTooLarge
    parts = _parts(data)
    blanks = blanks_of_xlsx(data) if kind == "xlsx" else blanks_of_docx(data)
    if not blanks and kind == "xlsx":
        return None
    faults = [*_outside(data, parts), *_unknown(blanks), *_mixed(blanks)]
    if kind == "xlsx":
        faults += _formulas(data)
    fields = {field for field in (field_called(one.name) for one in blanks) if field is not None}
    return JudgedTemplate(
        kind,
        len(blanks),
        tuple(faults),
        frozenset(field.partition(".")[0] for field in fields if "." in field),
        personal=bool(fields & PERSONAL),
        drawings=kind == "xlsx" and any("/drawings/" in name for name in parts),
    )


def _parts(data: bytes) -> list[str]:
    """The parts of the file, once it is known that they are not too large to be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotATemplate from error
    if len(entries) > 1000 or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TemplateTooLarge
    return [entry.filename for entry in entries]


def _outside(data: bytes, parts: Iterable[str]) -> Iterator[Fault]:
    """Macros, and whatever a program would fetch on opening."""
    if any("vbaproject" in name.casefold() for name in parts):
        yield Fault("", "macros")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in parts:
            if name.endswith(".rels") and _OUTSIDE.search(archive.read(name)):
                yield Fault("", "outside")
                return


def _unknown(blanks: Iterable[Blank]) -> Iterator[Fault]:
    for one in blanks:
        if field_called(one.name) is None:
            yield Fault(one.where, "unknown", one.name, _near(one.name))


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
        elif _REACHES_OUT.search(formula):
            yield Fault(where, "reaches_out")

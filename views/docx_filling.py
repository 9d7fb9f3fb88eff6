"""A Word document from a template: blanks in double braces, rows and paragraphs that repeat.

A blank is ``{{enrolled}}`` or ``{{应到}}``. A table row with a blank of a list (``{{class.name}}``,
``{{班级.名称}}``) stands once for each row of the list, and empty where there is none; so does a
paragraph outside a table, which goes where there is none. A paragraph of blanks that all stay empty
goes too, and with it the table that it stands above.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

from domain.paper import Blank, Filling, NotATemplate, TemplateTooLarge, Value
from views.fields import BLANK, field_called

Known = Callable[[str], str | None]
"""The field that a blank means by a name; None where there is no such field."""
MOST_COPIED = 2_000_000
"""Pieces that repeated rows may come to: five thousand rows of twenty cells are half of that."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNPRINTABLE = re.compile("[^\t -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""What stands in no line of a document; the first of these would break the file."""
_PARAGRAPH, _ROW, _TABLE, _TEXT = qn("w:p"), qn("w:tr"), qn("w:tbl"), qn("w:t")


def filled_docx(template: bytes, filling: Filling, known: Known = field_called) -> bytes:
    """The document with every blank filled. Raises NotATemplate, TemplateTooLarge.

    ``known`` says which field a blank means; a form of the program's own may have fields that no
    report has.
    """
    document = opened(template)
    if sum(_grown(root, filling, known) for root in _roots(document)) > MOST_COPIED:
        raise TemplateTooLarge
    for root in _roots(document):
        # What stands in a row by now was typed by people: braces in it are no blank.
        blank = list(root.iter(_PARAGRAPH))
        for element in [*root.iter(_ROW), *_outside_rows(root)]:
            _repeat(element, filling, known)
        for paragraph in blank:
            if any(one is root for one in paragraph.iterancestors()):
                _fill(paragraph, filling.values, known)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def blanks_of_docx(template: bytes) -> list[Blank]:
    """Every blank of a template with the number of its paragraph. Raises NotATemplate."""
    found = []
    for part, root in enumerate(_roots(opened(template))):
        rows = {row: number for number, row in enumerate(root.iter(_ROW), 1)}
        for number, paragraph in enumerate(root.iter(_PARAGRAPH), 1):
            row = next(paragraph.iterancestors(_ROW), None)
            group = f"{part}/{number}" if row is None else f"{part}/row/{rows[row]}"
            words = "".join(text.text or "" for text in _texts(paragraph))
            found += [Blank(name, str(number), group) for name in BLANK.findall(words)]
    return found


def opened(template: bytes) -> Any:
    """The document of a template. Raises NotATemplate."""
    try:
        return docx.Document(io.BytesIO(template))
    except Exception as error:  # python-docx raises whatever a broken file makes it stumble over
        raise NotATemplate from error


def _roots(document: Any) -> Iterator[Any]:
    """The body, and what stands above and below every page."""
    yield document.element.body
    for section in document.sections:
        for edge in (section.header, section.footer, section.first_page_header,
                     section.first_page_footer):  # fmt: skip
            if not edge.is_linked_to_previous:
                yield edge._element


def _outside_rows(root: Any) -> list[Any]:
    return [one for one in root.iter(_PARAGRAPH) if next(one.iterancestors(_ROW), None) is None]


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph, without those of a text box in it."""
    return [
        text for text in paragraph.iter(_TEXT) if next(text.iterancestors(_PARAGRAPH)) is paragraph
    ]


def _grown(root: Any, filling: Filling, known: Known) -> int:
    """How much its repeated rows and paragraphs come to, in pieces and tens of characters."""
    grown = 0
    for element in [*root.iter(_ROW), *_outside_rows(root)]:
        name = _list_of(element, known)
        if name is not None:
            size = sum(1 + len(one.text or "") // 10 for one in element.iter())
            grown += size * len(filling.rows.get(name, ()))
    return grown


def _list_of(element: Any, known: Known) -> str | None:
    """The list that a row or a paragraph repeats for."""
    words = "".join(text.text or "" for text in element.iter(_TEXT))
    fields = (known(name) for name in BLANK.findall(words))
    return next((one.partition(".")[0] for one in fields if one is not None and "." in one), None)


def _repeat(element: Any, filling: Filling, known: Known) -> None:
    """A row or a paragraph once for each row of the list that its blanks name."""
    name = _list_of(element, known)
    if name is None:
        return
    rows = filling.rows.get(name, ())
    for values in rows or (({},) if element.tag == _ROW else ()):
        one = copy.deepcopy(element)
        of_row = {f"{name}.{field}": value for field, value in values.items()}
        inside = [one] if one.tag == _PARAGRAPH else list(one.iter(_PARAGRAPH))
        for paragraph in inside:
            _fill(paragraph, {**filling.values, **of_row}, known, keep=True)
        element.addprevious(one)
    element.getparent().remove(element)


def _fill(paragraph: Any, values: Mapping[str, Value], known: Known, *, keep: bool = False) -> None:
    """Put values in the place of the blanks, in the look of their first character.

    Word cuts a text into pieces as it likes: a blank may begin in one and end in another.
    """
    pieces = _texts(paragraph)
    words = "".join(piece.text or "" for piece in pieces)
    blanks = list(BLANK.finditer(words))
    if not blanks:
        return
    said = {found.span(): _said(values, known(found[1])) for found in blanks}
    bare = not any(said.values()) and not BLANK.sub("", words).strip()
    if bare and not keep and next(paragraph.iterancestors(_ROW), None) is None:
        _drop(paragraph)
        return
    at = 0
    for piece in pieces:
        text = piece.text or ""
        piece.text = _piece(text, at, said)
        piece.set(_SPACE, "preserve")
        at += len(text)


def _drop(heading: Any) -> None:
    """A heading that says nothing, and its table."""
    below = heading.getnext()
    if below is not None and below.tag == _TABLE:
        heading.getparent().remove(below)
    heading.getparent().remove(heading)


def _piece(text: str, at: int, said: Mapping[tuple[int, int], str]) -> str:
    """What a piece of text that begins at a place holds afterwards."""
    kept, done = "", at
    for (start, end), words in said.items():
        if end <= at or start >= at + len(text):
            continue
        kept += text[done - at : max(start - at, 0)]
        if start >= at:
            kept += words
        done = min(end, at + len(text))
    return kept + text[done - at :]


def _said(values: Mapping[str, Value], field: str | None) -> str:
    value = values.get(field) if field is not None else None
    return "" if value is None else _UNPRINTABLE.sub(" ", str(value))

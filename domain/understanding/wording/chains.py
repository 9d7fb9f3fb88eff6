"""A chain (接龙) that several classes answered in: the line of the class that is meant counts."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.understanding.cutting.class_names import Whose

_NUMBER = re.compile(r"\s*(?:[(#]?\d{1,2}(?:[、)]|[.:](?!\d)))?\s*")
_FIGURES = re.compile(r"\d+|[一二三四五六七八九十]+")
_SAYS = re.compile(r"[^\s:,、。]")


def own_lines(text: str, whose: Callable[[str, int], tuple[Whose, int]]) -> str:
    """The text without the lines of other classes, where our class has a line of its own
    and all of them write their names alike.

    ``whose`` tells the class at a place of a line and where its name ends. Where a class's name is
    a line by itself, what stands below may be either's: then the text stays as it is.
    """
    lines = [(line, *whose(line, _begin(line))) for line in text.split("\n")]
    if not {Whose.OURS, Whose.THEIRS} <= {who for _, who, _ in lines}:
        return text
    theirs = [line[end:] for line, who, end in lines if who is Whose.THEIRS]
    forms = {_form(line[:end]) for line, who, end in lines if who is not Whose.NOBODY}
    if len(forms) > 1 or not all(map(_SAYS.search, theirs)):
        return text
    return "\n".join(line for line, who, _ in lines if who is not Whose.THEIRS)


def _begin(line: str) -> int:
    found = _NUMBER.match(line)
    return found.end() if found else 0


def _form(name: str) -> str:
    """How a class's name is written, whatever its numbers are."""
    return _FIGURES.sub("n", name[_begin(name) :])

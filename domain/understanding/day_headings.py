"""A heading of the day above the pupils it is of: 今日异常 and the list below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.lexicon import Kind
from domain.understanding.pieces import QUIET, SENTENCE_ENDS, first_loud, on_from
from domain.understanding.tokens import Token

_SILENT = QUIET | {Kind.DAYS, Kind.OWN_CLASS, Kind.COURTESY, Kind.COLON, Kind.TITLE}
LONGEST = 20
"""Pieces of a heading."""


def day_headings(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; 今日异常 in a line of its own, or before a colon, heads the names behind."""
    found: list[Token] = []
    line: list[Token] = []
    for n, one in enumerate(tokens):
        ends = one.kind is Kind.STOP and one.text == "\n"
        colon = one.kind is Kind.COLON
        if (ends or colon) and _heads(line) and _names_below(tokens, n):
            line = _plain(line)
            one = Token(Kind.COLON, ":") if ends and line[-1].kind is not Kind.COLON else one
        line.append(one)
        if ends:
            found.extend(line)
            line = []
    return [*found, *line]


def _heads(line: Sequence[Token]) -> bool:
    """Whether a line says that something is not normal today, and nothing more."""
    if len(line) > LONGEST:
        return False
    told = [one for one in line if one.kind not in _SILENT]
    dated = any(one.kind in (Kind.DAYS, Kind.OWN_CLASS) for one in line)
    return dated and [one.kind for one in told] == [Kind.ABNORMAL]


def _plain(line: Sequence[Token]) -> list[Token]:
    """The heading without the day, which is that of the message."""
    return [replace(one, kind=Kind.FILLER) if one.kind is Kind.DAYS else one for one in line]


def _names_below(tokens: Sequence[Token], at: int) -> bool:
    return first_loud(on_from(tokens, at + 1), QUIET | SENTENCE_ENDS).kind is Kind.NAME

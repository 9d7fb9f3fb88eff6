"""A heading of the day above the pupils it is of: 今日异常 and the list below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, SENTENCE_ENDS, first_loud, on_from
from domain.understanding.cutting.tokens import SAYS, Token, days_of
from domain.understanding.cutting.which_day import is_over

_LEADS = QUIET - {Kind.DAYS} | {Kind.OWN_CLASS, Kind.COURTESY, Kind.COMMA, Kind.TITLE}
_TELLS = SAYS - {Kind.FROM}
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


def headed_today(tokens: Sequence[Token], today: date) -> list[Token]:
    """今日情况：李雷昨天从昆明回来: the day of the message is none of the journey."""
    found = list(tokens)
    n = next((n for n, one in enumerate(found) if one.kind not in _LEADS), len(found))
    if n == len(found) or found[n].value != Period(today, today):
        return found
    behind = found[n + 1 :]
    if _is_heading(behind) and any(is_over(days_of(one), today) for one in _told(behind)):
        found[n] = replace(found[n], kind=Kind.FILLER)
    return found


def _told(behind: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the day: the whole sentence behind a colon, else what the name heads."""
    first = next((n for n, one in enumerate(behind) if one.kind is Kind.NAME), len(behind))
    colon = any(one.kind is Kind.COLON for one in behind[:first])
    ends = {Kind.STOP} if colon else {Kind.STOP, Kind.COMMA, *_TELLS}
    end = next((n for n in range(first, len(behind)) if behind[n].kind in ends), len(behind))
    return behind[first:end]


def _is_heading(behind: Sequence[Token]) -> bool:
    """情况：李雷, or the name right behind the day."""
    kinds = [one.kind for one in behind if one.kind not in QUIET | {Kind.OWN_CLASS}][:2]
    return kinds[:1] == [Kind.NAME] or kinds == [Kind.COLON, Kind.NAME]


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

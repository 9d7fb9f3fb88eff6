"""A heading of the day above the pupils it is of: 今日异常 and the list below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import (
    QUIET,
    SENTENCE_ENDS,
    end_from,
    first_loud,
    on_from,
)
from domain.understanding.cutting.tokens import SAYS, TRAVELS, Token, days_of
from domain.understanding.cutting.which_day import is_over

_LEADS = QUIET - {Kind.DAYS} | {Kind.OWN_CLASS, Kind.COURTESY, Kind.COMMA, Kind.TITLE}
_TELLS = SAYS - {Kind.FROM}
_NO_HEADING = QUIET | {Kind.OWN_CLASS}
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
    leads, heads, end = True, False, 0
    for n, one in enumerate(tokens):
        if leads and one.kind not in _LEADS:
            leads = one.value == Period(today, today)
            if leads and end <= n:
                end = _behind_today(tokens, n + 1, today)
                heads = _heads_days(tokens[end:], today)
            if leads and heads:
                found[n] = replace(one, kind=Kind.FILLER)
        leads = leads or one.kind is Kind.STOP
    return found


def _behind_today(tokens: Sequence[Token], at: int, today: date) -> int:
    """今天23号: the place behind the day, however often it is named."""
    now = Period(today, today)
    while at < len(tokens) and (tokens[at].text == " " or tokens[at].value == now):
        at += 1
    return at


def _heads_days(behind: Sequence[Token], today: date) -> bool:
    """Whether behind the day stands what was on an earlier one."""
    of_heading = _is_heading(behind) and any(is_over(days_of(one), today) for one in _told(behind))
    return of_heading or _travelled_earlier(behind, today)


def _travelled_earlier(behind: Sequence[Token], today: date) -> bool:
    """今天吴恙眼睛红 何雨欣昨天从昆明回来: whether the journey in the clause has a day of its
    own. In English it stands behind: today Li Lei ill and Wang Wu back from Kunming on Sunday.
    """
    clause = behind[: end_from(behind, 0)]
    ways = [n for n, one in enumerate(clause) if _is_way(clause, n) or one.kind is Kind.DAYS]
    names = [n for n, one in enumerate(clause) if one.kind is Kind.NAME]
    if not ways or all(clause[n].kind is Kind.DAYS for n in ways):
        return False
    of_another = len(names) > 1 and names[1] < ways[0]
    own = [clause[n] for n in (ways if of_another else ways[:1])]
    return any(is_over(days_of(one), today) for one in own)


def _is_way(clause: Sequence[Token], at: int) -> bool:
    """Whether a piece tells of a journey; 返校：李雷 tells who is there."""
    heads = clause[at].kind is Kind.BACK and first_loud(clause[at + 1 :]).kind is Kind.COLON
    return clause[at].kind in TRAVELS and not heads


def _told(behind: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the day: the whole sentence behind a colon, else what the name heads."""
    first = next((n for n, one in enumerate(behind) if one.kind is Kind.NAME), len(behind))
    colon = any(one.kind is Kind.COLON for one in behind[:first])
    ends = {Kind.STOP} if colon else {Kind.STOP, Kind.COMMA, *_TELLS}
    end = next((n for n in range(first, len(behind)) if behind[n].kind in ends), len(behind))
    return behind[first:end]


def _is_heading(behind: Sequence[Token]) -> bool:
    """情况：李雷, or the name right behind the day."""
    loud = (one.kind for one in behind if one.kind not in _NO_HEADING)
    kinds = [*islice(loud, 2)]
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

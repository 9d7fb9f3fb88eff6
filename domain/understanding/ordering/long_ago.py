"""An illness of long ago is none of today: 上个月得过水痘，已经好了; had a cough last term.

What began then and is not over is heard, and so is whatever else is told of the pupil.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.check_in import Where
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, first_loud
from domain.understanding.cutting.tokens import ILL, PREPOSITIONS, SOMEBODY_ELSE, Token, days_of
from domain.understanding.cutting.vague_days import LAST_TIME, is_long_ago

_NEAR = 6
_HAD = frozenset(["出", "患", "生", "长", "起"])
_LONG = timedelta(days=14)
_LASTS = (
    *("开始", "起", "以来", "一直", "至今", "到现在", "到今天", "还", "仍", "又", "没好", "未愈"),
    *("复发", "反复", "since", "still", "again", "started", "began", "until", "not "),
)
_TOLD = ILL | {Kind.FIGURE}
_DENIED = frozenset({Kind.NOT, Kind.NONE, Kind.FULL, Kind.BACK, Kind.TRIP, *PREPOSITIONS})


def long_ago(tokens: Sequence[Token], today: date) -> list[Token]:
    """The same pieces; an illness that is told of a pupil and of long ago falls silent, and that
    it is over is no more than being well. 上次 before an illness is a day gone by.
    """
    found: list[Token] = []
    for of_one in _of_each(_last_times(tokens)):
        found += _of_today(of_one, today)
    return found


def _last_times(tokens: Sequence[Token]) -> Iterator[Token]:
    for n, one in enumerate(tokens):
        old = LAST_TIME.fullmatch(one.text) or (one.kind is Kind.UNSURE and is_long_ago(one.text))
        behind = (then for then in tokens[n + 1 : n + _NEAR] if not _is_small(then))
        ill = old and first_loud(behind).kind in ILL
        yield replace(one, kind=Kind.DAYS, value=None) if ill else one


def _of_each(tokens: Sequence[Token] | Iterator[Token]) -> Iterator[list[Token]]:
    """What is said of one pupil after the other."""
    of_one: list[Token] = []
    for one in tokens:
        if one.kind in SOMEBODY_ELSE and of_one:
            start = _day_before(of_one) if one.kind is Kind.NAME else len(of_one)
            yield of_one[:start]
            of_one = of_one[start:]
        of_one.append(one)
    if of_one:
        yield of_one


def _day_before(said: Sequence[Token]) -> int:
    """上个月李雷咳嗽: where the day stands that goes with the name behind it."""
    last = next((n for n in range(len(said) - 1, -1, -1) if said[n].kind not in QUIET), 0)
    return last if said[last].kind is Kind.DAYS else len(said)


def _of_today(said: list[Token], today: date) -> list[Token]:
    """What is said of one pupil, without an illness of long ago."""
    end = next((n for n, one in enumerate(said) if one.kind in ENDS and n), len(said))
    clause, behind = said[:end], said[end:]
    days = [n for n, one in enumerate(clause) if one.kind is Kind.DAYS]
    named = first_loud(said, QUIET | {Kind.DAYS}).kind is Kind.NAME
    if not named or len(days) != 1 or not _is_old(clause[days[0]], today):
        return said
    day = days[0]
    told = {n for n, one in enumerate(clause) if one.kind in _TOLD and _goes_with(clause, n, day)}
    if not any(clause[n].kind in ILL for n in told) or _lasts(clause, behind):
        return said
    silent = told | {*days, *(n for n, one in enumerate(clause) if _is_small(one))}
    over = [replace(one, kind=Kind.NORMAL) if one.kind is Kind.COOLED else one for one in behind]
    return [*(_silent(one) if n in silent else one for n, one in enumerate(clause)), *over]


def _is_small(token: Token) -> bool:
    """出过疹子"""
    return token.kind is Kind.UNKNOWN and token.text in _HAD


def _silent(token: Token) -> Token:
    return Token(Kind.FILLER, token.text)


def _is_old(token: Token, today: date) -> bool:
    days = days_of(token)
    return is_long_ago(token.text) if days is None else today - days.last >= _LONG


def _goes_with(clause: Sequence[Token], at: int, day: int) -> bool:
    """Chinese tells the day first, English last."""
    return at > day or clause[day].text.isascii()


def _lasts(clause: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether it goes on, is denied, or the pupil is away or ill today too."""
    ill = {one.value for one in clause if one.kind in ILL}
    again = any(one.kind in ILL and one.value in ill for one in behind)
    if again or any(one.kind in _DENIED for one in clause):
        return True
    away = any(one.kind is Kind.ABSENT or _is_away(one) for one in (*clause, *behind))
    return away or any(one.text.casefold().startswith(_LASTS) for one in (*clause, *behind))


def _is_away(token: Token) -> bool:
    return token.kind is Kind.WHERE and token.value is not Where.SCHOOL

"""Measured at home and again at school: 早上在家量38，到校量36.7; 37.8 at home, 36.7 at school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast

from domain.calendar import Period
from domain.check_in import Where
from domain.understanding.context import ClassContext
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import SOMEBODY_ELSE, Token

_AT_HOME = ("在家", "家里", "早上在家", "at home")
_AT_SCHOOL = ("校", "school")
_TAKEN = ("量", "测", "measured")
_RESTS = ("休", "养", "躺", "睡", "隔离", "观察")
_BOTH = 2


def at_home_first(tokens: Sequence[Token], class_: ClassContext) -> list[Token]:
    """The same pieces; what was measured at home is told of before, the other is of now."""
    found: list[Token] = []
    of_one: list[Token] = []
    for one in (*tokens, Token(Kind.STOP, "")):
        if one.kind in SOMEBODY_ELSE:
            found.extend(_told(of_one, class_))
            of_one = []
        of_one.append(one)
    return found


def _told(said: list[Token], class_: ClassContext) -> list[Token]:
    """What is said of one pupil, with a fever at home as one of before."""
    home = _place_of(said, _is_home)
    if home is None:
        return said
    figures = [n for n, one in enumerate(said) if one.kind is Kind.FIGURE]
    school = _place_of(said, _is_school)
    if school is None or len(figures) != _BOTH or not _apart(figures, home, school):
        return _only_measured(said, home)
    before = figures[0] if home < school else figures[1]
    found = [_silent(one) if _leads(said, n, home, school) else one for n, one in enumerate(said)]
    value = cast("Figure", said[before].value).temperature
    if value is not None and value < class_.fever_threshold:
        found[before] = _silent(found[before])
        return found
    yesterday = class_.day - timedelta(days=1)
    when = Token(Kind.DAYS, said[home].text, Period(yesterday, yesterday))
    return [*found[:before], when, *found[before:]]


def _apart(figures: Sequence[int], home: int, school: int) -> bool:
    """Whether the first place goes with the first figure, and the second with the second."""
    first, second = min(home, school), max(home, school)
    return first < figures[1] and second > figures[0]


def _leads(said: Sequence[Token], n: int, home: int, school: int) -> bool:
    """在家, and 到 of 到学校: they tell where it was measured, and no more."""
    topic = said[school].kind is Kind.TOPIC
    return n == home or (topic and n in (school, school - 1) and said[n].kind is not Kind.COMMA)


def _only_measured(said: list[Token], home: int) -> list[Token]:
    """在家量36.8 of one who is not away: where it was measured is not where the pupil is. Who rests
    at home is there: 在家休息量了38.2.
    """
    behind = said[home + 1 : home + 2]
    taken = bool(behind) and behind[0].text.startswith(_TAKEN)
    away = any(one.kind is Kind.ABSENT for one in said)
    if not taken or away or any(one in said[home].text for one in _RESTS):
        return said
    return [_silent(one) if n == home else one for n, one in enumerate(said)]


def _silent(token: Token) -> Token:
    return replace(token, kind=Kind.FILLER)


def _place_of(said: Sequence[Token], is_it: Callable[[Token], bool]) -> int | None:
    return next((n for n, one in enumerate(said) if is_it(one)), None)


def _is_home(token: Token) -> bool:
    measured = token.kind is Kind.TEMPERATURE or token.value is Where.HOME
    return measured and token.text.casefold().startswith(_AT_HOME)


def _is_school(token: Token) -> bool:
    told = token.kind in (Kind.PRESENT, Kind.TOPIC, Kind.FILLER, Kind.AGAIN)
    there = told or token.value is Where.SCHOOL
    return there and any(one in token.text.casefold() for one in _AT_SCHOOL)

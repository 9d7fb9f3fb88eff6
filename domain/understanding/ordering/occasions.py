"""What a journey that is over was made for: 周末去重庆吃酒，昨天回来的 is no absence of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import DONE, Token, days_of, is_leave
from domain.understanding.cutting.which_day import is_over, is_weekday_alone

_APART = frozenset({Kind.STOP, Kind.REST, Kind.ALL})
_BACK = frozenset({Kind.BACK, Kind.WHERE})
_HOME = ("到家", "回家", "回来", "回到", "home")
_COME = frozenset(["came back", "returned", "got back", "is back", "are back", "came home"])
_WEEK_END = 5
_NAMED = QUIET | {Kind.NAME, Kind.LIST, Kind.COUNT}


def occasions_silent(tokens: Sequence[Token], day: date) -> list[Token]:
    """The same pieces; the wedding of a journey that is over is passed over, unless leave, an
    absence or a journey that goes on is told beside it.
    """
    found: list[Token] = []
    part: list[Token] = []
    told = False
    for one in (*tokens, Token(Kind.STOP, "")):
        # Whoever is named behind what was told is somebody else; names in a row are one.
        if one.kind in _APART or (one.kind is Kind.NAME and told):
            found.extend(_settled(part, day))
            part, told = [], False
        part.append(one)
        told = told or one.kind not in _NAMED
    return [*found, *part][: len(tokens)]


def _settled(part: Sequence[Token], day: date) -> list[Token]:
    away = [one for one in part if one.kind is Kind.ABSENT]
    travels = any(one.kind in (Kind.PLACE, Kind.TO) for one in part)
    open_ = any(one.kind in (Kind.AWAY_STILL, Kind.UNREACHABLE) for one in part)
    back = any(_is_back(part, n, day) for n in range(len(part)))
    if not (away and all(map(_is_occasion, away)) and travels and back) or open_:
        return list(part)
    return [replace(one, kind=Kind.FILLER) if one in away else one for one in part]


def _is_occasion(token: Token) -> bool:
    """吃酒, 办身份证; 事假 and leave are an absence themselves."""
    return token.value == (Absence.PERSONAL, True) and not is_leave(token)


def _is_back(part: Sequence[Token], at: int, day: date) -> bool:
    """昨天回来的, 昨晚到家, came back: done, and not 周三回来."""
    one = part[at]
    text = one.text.casefold()
    if one.kind not in _BACK or (one.kind is Kind.WHERE and not text.startswith(_HOME)):
        return False
    if text.endswith(DONE) or text in _COME or text.startswith("已"):
        return True
    near = [t for t in (*part[max(at - 4, 0) : at], *part[at + 1 : at + 4]) if t.kind is Kind.DAYS]
    return any(_is_over(t, day) for t in near)


def _is_over(token: Token, day: date) -> bool:
    period = days_of(token)
    if not is_over(period, day):
        return False
    return not is_weekday_alone(token.text) or period.last.weekday() >= _WEEK_END

"""A number behind a journey: 3号昨天去了成都，8号病假 is two pupils, 张三去成都，8号回来 one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.pieces import ENDS, QUIET, back_from, first_loud, on_from
from domain.understanding.cutting.tokens import HEADED, Token, days_of, reference, whole
from domain.understanding.cutting.which_day import is_to_come, nearest_day


class Number(Enum):
    """What a number with 号 is behind somebody's journey."""

    SEAT = "seat"
    DAY = "day"
    PERHAPS_SEAT = "perhaps seat"
    """任健康昨天从西安回来，15号发烧: another pupil, or the day of the fever."""


_TOLD = HEADED - {Kind.TRIP} | {Kind.FIGURE, Kind.HOT, Kind.NOT}
_CHAIN = QUIET | {Kind.LIST, Kind.ORDINAL, Kind.DAYS, Kind.TITLE}
"""What may stand between a seat and what is told of it: 8号、9号今天病假."""
_JOURNEY_GOES_ON = frozenset({Kind.TO, Kind.FROM})
_OPENS = ENDS | {Kind.LIST, Kind.SPACE, Kind.ORDINAL}
_BEGUN = ("开始", "起", "以来", "就")


def seat_or_day(
    tokens: Sequence[Token], at: int, seat: Reference, today: date, before: Iterable[Reference]
) -> Number:
    """What the number at a place is, in a sentence about a journey of those named before it."""
    behind = first_loud(on_from(tokens, at + 1), QUIET)
    if not seat.candidates or behind.text.startswith(_BEGUN) or _counts_days_so(tokens, at, today):
        return Number.DAY
    if behind.kind is Kind.NAME and set(reference(behind).candidates) & set(seat.candidates):
        return Number.SEAT  # 28号张伟发烧
    told = first_loud(on_from(tokens, at + 1), _CHAIN).kind
    by_number = all(one.raw[:1].isdigit() for one in before)
    if told not in _TOLD:
        places = told in _JOURNEY_GOES_ON and behind.kind is Kind.DAYS
        return Number.PERHAPS_SEAT if by_number and places else Number.DAY
    if told is Kind.ABSENT and not by_number and _is_ahead(tokens[at], today):
        return Number.DAY  # 李四20号去北京，26号请事假
    opens = tokens[at - 1].kind in _OPENS
    return Number.SEAT if by_number and opens else Number.PERHAPS_SEAT


def _is_ahead(number: Token, today: date) -> bool:
    return is_to_come(nearest_day(whole(number), today), today)


def _counts_days_so(tokens: Sequence[Token], at: int, today: date) -> bool:
    """张三20号从成都回来，21号发烧: days are told by their numbers."""
    day = nearest_day(whole(tokens[at]), today)
    for one in back_from(tokens, at):
        if one.kind is Kind.STOP:
            break
        told = days_of(one) if one.kind is Kind.DAYS and "号" in one.text else None
        if day is not None and told is not None and told.first <= day.first <= today:
            return True
    return False

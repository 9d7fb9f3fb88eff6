"""20号 as a day, and not as a seat: 李四发烧，20号开始的; 18号李雷去宜昌."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from domain.roster import Pupil
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, back_from, first_loud
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token, days_of, reference, whole
from domain.understanding.cutting.which_day import TILL_NOW, nearest_day
from domain.understanding.ordering.bare_days import BACK_TOO

_NUMBERED = re.compile(r"[\d一二三四五六七八九十]{1,3}\s?号")
_BEGUN = frozenset(["起", "开始", "起就", "开始就", "以来", "就开始", "就起"])
"""What began on a day goes on; no seat begins."""
_JOURNEY = frozenset({Kind.TO, Kind.FROM, Kind.VIA, Kind.BACK, Kind.TRIP, Kind.IN, Kind.STAY})
_NO_DAY = frozenset({Kind.FIGURE, Kind.LIST, Kind.OPEN, Kind.CLOSE, Kind.COLON, Kind.SPACE})
"""What stands behind a seat that says which pupil is meant."""
_REPORTED = frozenset(["上报", "晨检", "报", "汇报", "报告", "晨检上报", "晨检情况"])
_CLASS = frozenset({Kind.ALL, Kind.OWN_CLASS, Kind.EACH, Kind.NAME, Kind.REST})

_NAMES_NEXT = frozenset({Kind.COLON, Kind.NAME})
_ANOTHER = frozenset({Kind.NAME, Kind.STOP, Kind.REST, Kind.ALL})
_IN_A_ROW = frozenset({Kind.SPACE, Kind.LIST})
_LONGEST_ROW = 12
_BACK_TOO = BACK_TOO | {"回的"}
FAR = 80
"""Pieces of one sentence that are looked at around a number."""


def numbered_days(tokens: Sequence[Token], today: date) -> list[Token]:
    """The same pieces; a number with 号 that can only be meant as a day is one."""
    found = list(tokens)
    for n, one in enumerate(found):
        if one.kind is not Kind.ORDINAL or not _NUMBERED.fullmatch(one.text):
            continue
        day = nearest_day(whole(one), today)
        if day is None:
            continue
        if _is_a_day(found, n, today) or (today in day and _heads_a_sentence(found, n)):
            found[n] = replace(one, kind=Kind.DAYS, value=day)
    return found


def _is_a_day(tokens: Sequence[Token], at: int, today: date) -> bool:
    before, behind = _near(tokens, at, -1), _near(tokens, at, 1)
    if before.kind is Kind.FROM or _is_put_right(tokens, at):
        return True  # 从20号开始请病假
    named = _named_before(tokens, at)
    if behind.text in _BEGUN or (behind.text == "就" and _near(tokens, at, 2).text == "开始"):
        return named or _named_behind(tokens, at)
    if named and (behind.text in TILL_NOW or _between_commas(tokens, at)):
        return True
    clause = _clause(tokens, at)
    if _says_which(clause):
        return True
    if behind.kind is Kind.TO and _returns_then(tokens, at):
        return True
    last = tokens[at - 1] if at else Token(Kind.STOP, "")
    if last.kind is Kind.NAME and not _sits_there(tokens[at - 1], tokens[at]):
        return behind.kind not in _NO_DAY | ENDS and tokens[at + 1].kind is not Kind.SPACE
    if _in_a_row(tokens, at) or _one_after_the_other(tokens, at):
        return True
    if tokens[at + 1 :] and tokens[at + 1].kind is Kind.ABSENT:
        beside = _right_before(tokens, at)
        if beside.kind is Kind.NAME:
            return not _sits_there(beside, tokens[at])
    name = behind if behind.kind is Kind.NAME else before
    if name.kind is Kind.NAME and any(one.kind in _JOURNEY for one in clause):
        return not _sits_there(name, tokens[at])  # 18号李雷去宜昌; 仇一 20号 从昆明回来
    if named and _goes_on_from_a_day(tokens, at, today):
        return True
    return named and _travels_next(tokens, at)


def _in_a_row(tokens: Sequence[Token], at: int) -> bool:
    """李雷 5号 6号请病假: several numbers behind one name are days, as one would be."""
    start, end = at, at
    while end + 1 < min(at + _LONGEST_ROW, len(tokens)) and _is_of_row(tokens[end + 1]):
        end += 1
    behind = first_loud(tokens[end + 1 : end + 2])
    if behind.kind is not Kind.ABSENT and behind.kind not in _JOURNEY:
        return False
    while start > max(at - _LONGEST_ROW, 0) and _is_of_row(tokens[start - 1]):
        start -= 1
    row = [one for one in tokens[start : end + 1] if _is_dated(one)]
    apart = tokens[start].kind in _IN_A_ROW and tokens[start].kind is not Kind.SPACE
    return len(row) > 1 and not apart and _is_other(_right_before(tokens, start), row[0])


def _is_of_row(one: Token) -> bool:
    return one.kind in _IN_A_ROW or _is_dated(one)


def _is_dated(one: Token) -> bool:
    """5号, whether it was taken for a day already or not."""
    numbered = one.kind in (Kind.ORDINAL, Kind.DAYS)
    return numbered and _NUMBERED.fullmatch(one.text) is not None


def _is_other(name: Token, seat: Token) -> bool:
    """Whether a name stands there, of somebody who has another seat."""
    return name.kind is Kind.NAME and not (seat.kind is Kind.ORDINAL and _sits_there(name, seat))


def _one_after_the_other(tokens: Sequence[Token], at: int) -> bool:
    """李雷，18号发烧，20号咳嗽: the name alone, and then on which day there was what."""
    before, comma = _right_before(tokens, at), first_loud(back_from(tokens, at)).kind
    if comma is not Kind.COMMA or not _is_other(before, tokens[at]):
        return False
    end = at + len(_clause(tokens, at))
    then = first_loud(tokens[end + 1 : end + 3])
    return then.kind is Kind.ORDINAL and whole(then) > whole(tokens[at])


def _is_put_right(tokens: Sequence[Token], at: int) -> bool:
    """更正20号：朱梓萱37.9: the report of that day, where the name has another number."""
    wrong = Kind.WRONG in (_near(tokens, at, -1).kind, _near(tokens, at, -2).kind)
    if not wrong or _near(tokens, at, 1).kind not in _NAMES_NEXT:
        return False
    whose = first_loud(tokens[at + 1 : at + 5], QUIET | {Kind.COLON})
    return whose.kind is Kind.NAME and not _sits_there(whose, tokens[at])


def _right_before(tokens: Sequence[Token], at: int) -> Token:
    """李雷 5号请病假; 李雷，5号请病假: nobody lists one by the name and one by the number."""
    return first_loud(back_from(tokens, at), {Kind.SPACE, Kind.COMMA})


def _between_commas(tokens: Sequence[Token], at: int) -> bool:
    """王五，21号，从瑞丽回来"""
    ends = [_near(tokens, at, -1).kind, _near(tokens, at, 1).kind]
    return ends == [Kind.COMMA, Kind.COMMA] and _near(tokens, at, 2).kind in _JOURNEY


def _returns_then(tokens: Sequence[Token], at: int) -> bool:
    """21号去大理22号回来; 李四2号去昆明，5号回来: both are days, whatever seat the pupil has."""
    behind = _clause(tokens, at + 1)
    if _named_before(tokens, at):
        ends = (n for n in range(at, len(tokens)) if tokens[n].kind in _ANOTHER)
        behind = list(tokens[at + 1 : min(next(ends, len(tokens)), at + FAR)])
    loud = [one for one in behind if one.kind not in QUIET]
    return any(
        one.kind in (Kind.ORDINAL, Kind.DAYS) and (then.kind is Kind.BACK or then.text in _BACK_TOO)
        for one, then in pairwise(loud)
    )


def _says_which(clause: Sequence[Token]) -> bool:
    """19号发病的李雷: the day says which pupil is meant."""
    kinds = [one.kind for one in clause]
    if Kind.NAME not in kinds[2:]:
        return False
    name = kinds.index(Kind.NAME, 2)
    return clause[name - 1].text.endswith("的") and not _sits_there(clause[name], clause[0])


def _travels_next(tokens: Sequence[Token], at: int) -> bool:
    """去襄阳二十二号回来: somebody who was named goes on with a journey."""
    told = any(one.kind in _JOURNEY | {Kind.PLACE} for one in _sentence(tokens, at))
    return told and _near(tokens, at, 1).kind in _JOURNEY


def _goes_on_from_a_day(tokens: Sequence[Token], at: int, today: date) -> bool:
    """18号发烧，20号退烧; 李雷18号发烧，20号咳嗽: of whom it was told on a day before."""
    before = [one for one in _sentence(tokens, at) if one.kind is Kind.DAYS and "号" in one.text]
    if not before:
        return False
    if _near(tokens, at, 1).kind is Kind.COOLED:
        return True
    first, day = days_of(before[-1]), nearest_day(whole(tokens[at]), today)
    in_order = first is not None and day is not None and first.last < day.first <= today
    told = _near(tokens, at, 1).kind in ILL_OR_AWAY
    return in_order and told and _near(tokens, at, -1).kind is Kind.COMMA


def _heads_a_sentence(tokens: Sequence[Token], at: int) -> bool:
    """23号，张三咳嗽: today's date before what is reported."""
    before = QUIET | {Kind.DAYS, Kind.COURTESY, Kind.COMMA}
    if any(one.kind not in before for one in _sentence(tokens, at)):
        return False
    behind = [t for t in tokens[at + 1 : at + 6] if t.kind not in {Kind.SPACE, Kind.COLON}]
    if tokens[at - 1].kind is Kind.DAYS and at:
        return True  # 今天23号
    apart = tokens[at + 1].kind in ENDS | {Kind.COLON, Kind.SPACE}
    first = next((t for t in behind if t.kind not in ENDS | QUIET), Token(Kind.STOP, ""))
    reported = bool(behind) and behind[0].text in _REPORTED
    return reported or (apart and first.kind in _CLASS and not _sits_there(first, tokens[at]))


def _sits_there(name: Token, seat: Token) -> bool:
    """Whether somebody of this name has the seat."""
    if name.kind is not Kind.NAME:
        return False
    candidates: Sequence[Pupil] = reference(name).candidates
    return any(pupil.seat == whole(seat) for pupil in candidates)


def _near(tokens: Sequence[Token], at: int, step: int) -> Token:
    """The piece before (-1), the first (1) or the second (2) behind, silent spaces passed over."""
    way, left, place = (1, step, at) if step > 0 else (-1, -step, at)
    while left and 0 <= place + way < len(tokens):
        place += way
        left -= tokens[place].kind is not Kind.SPACE
    return Token(Kind.STOP, "") if left else tokens[place]


def _sentence(tokens: Sequence[Token], at: int) -> list[Token]:
    """What was said in this sentence before a piece."""
    first = max(at - FAR, 0)
    for n in range(at - 1, first - 1, -1):
        if tokens[n].kind is Kind.STOP:
            return list(tokens[n + 1 : at])
    return list(tokens[first:at])


def _clause(tokens: Sequence[Token], at: int) -> list[Token]:
    last = min(at + FAR, len(tokens))
    for n in range(at, last):
        if tokens[n].kind in ENDS:
            return list(tokens[at:n])
    return list(tokens[at:last])


def _named_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody was named last in this sentence, and not the rest or the class."""
    subjects = {Kind.NAME, Kind.ORDINAL, Kind.REST, Kind.ALL}
    said = (one.kind for one in reversed(_sentence(tokens, at)) if one.kind in subjects)
    return next(said, None) is Kind.NAME


def _named_behind(tokens: Sequence[Token], at: int) -> bool:
    return any(one.kind is Kind.NAME for one in _clause(tokens, at))

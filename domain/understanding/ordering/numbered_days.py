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
from domain.understanding.cutting.tokens import Token, reference, whole
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

_ANOTHER = frozenset({Kind.NAME, Kind.STOP, Kind.REST, Kind.ALL})
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
        if _is_a_day(found, n) or (today in day and _heads_a_sentence(found, n)):
            found[n] = replace(one, kind=Kind.DAYS, value=day)
    return found


def _is_a_day(tokens: Sequence[Token], at: int) -> bool:
    before, behind = _near(tokens, at, -1), _near(tokens, at, 1)
    if before.kind is Kind.FROM:
        return True  # 从20号开始请病假
    named = _named_before(tokens, at)
    if behind.text in _BEGUN or (behind.text == "就" and _near(tokens, at, 2).text == "开始"):
        return named or _named_behind(tokens, at)
    if named and (behind.text in TILL_NOW or _between_commas(tokens, at)):
        return True
    if _says_which(tokens, at):
        return True
    if behind.kind is Kind.TO and _returns_then(tokens, at):
        return True
    last = tokens[at - 1] if at else Token(Kind.STOP, "")
    if last.kind is Kind.NAME and not _sits_there(tokens[at - 1], tokens[at]):
        return behind.kind not in _NO_DAY | ENDS and tokens[at + 1].kind is not Kind.SPACE
    if tokens[at + 1 :] and tokens[at + 1].kind is Kind.ABSENT:
        beside = _right_before(tokens, at)
        if beside.kind is Kind.NAME:
            return not _sits_there(beside, tokens[at])
    travels = bool(_JOURNEY & {one.kind for one in _clause(tokens, at)})
    if behind.kind is Kind.NAME and travels:
        return not _sits_there(behind, tokens[at])  # 18号李雷去宜昌
    if before.kind is Kind.NAME and travels:
        return not _sits_there(before, tokens[at])  # 仇一 20号 从昆明回来
    return named and (_travels_next(tokens, at) or _goes_on_from_a_day(tokens, at))


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


def _says_which(tokens: Sequence[Token], at: int) -> bool:
    """19号发病的李雷: the day says which pupil is meant."""
    clause = _clause(tokens, at)
    for one, then in pairwise(clause[1:]):
        if then.kind is Kind.NAME:
            return one.text.endswith("的") and not _sits_there(then, tokens[at])
    return False


def _travels_next(tokens: Sequence[Token], at: int) -> bool:
    """去襄阳二十二号回来: somebody who was named goes on with a journey."""
    told = any(one.kind in _JOURNEY | {Kind.PLACE} for one in _sentence(tokens, at))
    return told and _near(tokens, at, 1).kind in _JOURNEY


def _goes_on_from_a_day(tokens: Sequence[Token], at: int) -> bool:
    """18号发烧，20号退烧: a fever goes down of whom it was told, on a day as before."""
    before = any(one.kind is Kind.DAYS and "号" in one.text for one in _sentence(tokens, at))
    return before and _near(tokens, at, 1).kind is Kind.COOLED


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
    start = next(
        (n for n in range(at - 1, first - 1, -1) if tokens[n].kind is Kind.STOP), first - 1
    )
    return list(tokens[start + 1 : at])


def _clause(tokens: Sequence[Token], at: int) -> list[Token]:
    last = min(at + FAR, len(tokens))
    end = next((n for n in range(at, last) if tokens[n].kind in ENDS), last)
    return list(tokens[at:end])


def _named_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody was named last in this sentence, and not the rest or the class."""
    subjects = {Kind.NAME, Kind.ORDINAL, Kind.REST, Kind.ALL}
    said = [one.kind for one in _sentence(tokens, at) if one.kind in subjects]
    return said[-1:] == [Kind.NAME]


def _named_behind(tokens: Sequence[Token], at: int) -> bool:
    return any(one.kind is Kind.NAME for one in _clause(tokens, at))

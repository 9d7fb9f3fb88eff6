"""Who was ill or away on an earlier day and is well now: 上周五请假的几个今天都返校了.

Nobody is named and nothing is wrong, so nothing is told. Whoever is still ill or away is heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from domain.check_in import Absence, Symptom, Where
from domain.understanding.cutting.lexicon import GRAVE, VAGUE_ILLNESS, Kind
from domain.understanding.cutting.pieces import (
    ENDS,
    QUIET,
    back_from,
    end_from,
    first_loud,
    on_from,
)
from domain.understanding.cutting.tokens import Token, days_of
from domain.understanding.cutting.which_day import is_over, is_today

LATELY = timedelta(days=2)
"""A fever or vomiting of so many days ago and less matters today, whoever is there again."""
MATTERS_LATELY = frozenset({Symptom.VOMITING, Symptom.DIARRHOEA})
_THOSE = QUIET | {Kind.COUNT, Kind.SOMEBODY}
_THEY = QUIET | {Kind.COUNT, Kind.SOMEBODY, Kind.TITLE, Kind.EACH}
_OF_THEM = _THEY | {Kind.WHERE, Kind.ABSENT, Kind.FEVER, Kind.SYMPTOM}
_SMALL = QUIET | {Kind.EACH, Kind.DAYS, Kind.COURTESY}
_WELL = frozenset({Kind.BACK, Kind.COOLED, Kind.PRESENT, Kind.FULL, Kind.NORMAL})
_GONE = frozenset({Kind.SYMPTOM, Kind.FEVER, Kind.ABSENT})
_EARLIER = frozenset(["刚才", "刚刚", "之前", "早上", "先前", "起先", "一开始", "开始"])
_STARTS = ENDS | {Kind.COLON, Kind.COURTESY}
"""What may stand before the day: 今天有点事，周五咳嗽的也好了."""
_CAME = frozenset(["来", "来了", "到", "到了"])
_ALL_OF_THEM = frozenset(["全部", "全", "全都", "全数"])
_CAME_OR_COOL = frozenset({Kind.BACK, Kind.PRESENT, Kind.FULL, Kind.COOLED})
_MEASURED = frozenset(["补测", "补测了", "补量", "补量了", "测了", "量了", "都测了", "都量了"])
_COUNTED = frozenset({Kind.COUNT, Kind.SOMEBODY, Kind.TITLE})
LATE = frozenset(
    [
        *("迟到", "晚到", "来晚了", "晚来", "迟来"),
        *("late", "is late", "arriving late", "will be late"),
        *("was late", "came late", "arrived late"),
    ]
)


def former_settled(tokens: Sequence[Token], today: date) -> list[Token]:
    """The same pieces; what was so of nobody who is named, and is over, falls silent."""
    found = list(tokens)
    loud = 0
    for n, one in enumerate(found):
        end = None
        if one.kind is Kind.DAYS or one.text in _EARLIER:
            ahead = range(max(loud, n + 1), len(found))
            loud = next((m for m in ahead if found[m].kind not in QUIET), len(found))
            if found[loud : loud + 1] and found[loud].kind in _OF_THEM:
                end = _they_end(found, n, today)
        if one.text.casefold() == "after":
            _silence(found, n, _after_end(found, n))
        end = _late_end(found, n) if one.text.casefold() in LATE else end
        if end is None:
            continue
        close = end_from(found, end)
        if close == end and _goes_on_of_them(found, end):  # 昨天请假3人，今天全来了
            end += 1
            close = end_from(found, end)
        if found[end].kind is Kind.NAME:
            for m in range(n, end):  # 张三和周五请假的李四
                found[m] = replace(found[m], kind=Kind.SPACE)
        elif (
            found[end].kind is Kind.COLON and first_loud(on_from(found, end + 1)).kind is Kind.NAME
        ):
            _silence(found, n, end)  # 周五生病的三个：张三退烧了，李四还在家
            found[end] = replace(found[end], kind=Kind.COMMA)
        elif _is_well(found[end:close], today):
            _silence(found, n, close)
        elif _stayed(found[n:end], found[end:close]):
            _silence(found, n, end)  # 周末回家的也没出远门
    return found


def _they_end(tokens: Sequence[Token], at: int, today: date) -> int | None:
    """Where 上周五请假的几个 ends; None where this is nothing of the kind."""
    period = days_of(tokens[at])
    before = next((t for t in back_from(tokens, at) if t.kind not in QUIET), None)
    last_week = period is None and tokens[at].text.startswith("上")
    listed = before is not None and before.kind is Kind.LIST
    if before is not None and before.kind not in _STARTS and not listed:
        return None
    before_now = tokens[at].text in _EARLIER
    if not (last_week or before_now) and not is_over(period, today):
        return None
    if (ill := _ill_ones(tokens, at)) is not None:
        return ill
    place = _told_to(tokens, at + 1)
    said = tokens[at + 1 : place]
    lately = period is not None and today - period.last <= LATELY
    if (lately and any(map(_matters_lately, said))) or not _speaks_of_some(said):
        return None
    while tokens[place].kind in _THEY and tokens[place].kind is not Kind.EACH:
        place += 1
    named = tokens[place].kind is Kind.NAME
    return place if listed is named else None


def _told_to(tokens: Sequence[Token], at: int) -> int:
    """Where 请假的几个 ends that begins here: at 的, or behind those who are counted."""
    place, told = at, False
    while _may_be_over(tokens[place]) or tokens[place].kind in _THOSE:
        told = told or _may_be_over(tokens[place])
        place += 1
        if told and tokens[place - 1].text.endswith("的"):
            break
    return place


def _speaks_of_some(said: Sequence[Token]) -> bool:
    """请假的, 请假的三个, 那几个: whether somebody is meant of whom it was told."""
    told = any(map(_may_be_over, said))
    counted = any(one.kind in _COUNTED for one in said)
    ended = told and (counted or said[-1].text.endswith("的"))
    return ended or (counted and any(one.text.startswith("那") for one in said))


def _matters_lately(token: Token) -> bool:
    return token.kind is Kind.FEVER or token.value in MATTERS_LATELY


def _ill_ones(tokens: Sequence[Token], at: int) -> int | None:
    """Where 昨天的三个病号 ends, before a colon and the names of whom it is told how they are."""
    place = at + 1
    while tokens[place].kind in _THEY:
        place += 1
    counted = any(one.kind in _COUNTED for one in tokens[at:place])
    if tokens[place].kind is Kind.SYMPTOM and tokens[place].text in VAGUE_ILLNESS:
        place += 1
    return place if counted and tokens[place].kind is Kind.COLON else None


def _after_end(tokens: Sequence[Token], at: int) -> int:
    """Where "after a week off with flu" ends, of somebody who is called back; else where it is."""
    end = end_from(tokens, at)
    start = next((m for m in range(at, -1, -1) if tokens[m].kind in ENDS), -1)
    back = any(t.kind is Kind.BACK or t.value is Where.SCHOOL for t in tokens[start + 1 : at])
    away = any(one.kind in (Kind.ABSENT, Kind.WHERE) for one in tokens[at:end])
    return end if back and away else at


def _late_end(tokens: Sequence[Token], at: int) -> int | None:
    """Where 迟到的三个 ends; None where nobody is spoken of."""
    before = next((t for t in back_from(tokens, at) if t.kind not in QUIET), None)
    if before is not None and before.kind not in _STARTS:
        return None
    place = at + 1
    while tokens[place].kind in _THEY and tokens[place].kind is not Kind.EACH:
        place += 1
    return place if any(one.kind in _COUNTED for one in tokens[at + 1 : place]) else None


def _may_be_over(token: Token) -> bool:
    """Whether nothing has to be known of it once the pupil is there again: no isolation, no
    disease, no hospital.
    """
    if token.kind is Kind.WHERE:
        return token.value is Where.HOME
    if token.kind is Kind.ABSENT:
        return token.value != (Absence.OTHER, True)
    return token.kind in (Kind.FEVER, Kind.SYMPTOM) and token.text not in GRAVE


def _is_well(said: Sequence[Token], today: date) -> bool:
    """今天都返校了, 也不咳了, 都好了: they are there or well, and nothing else is told."""
    well = denied = False
    for one in said:
        if one.kind is Kind.DAYS and not is_today(days_of(one), today):
            return False
        if one.kind is Kind.NOT and one.text in ("不", "没", "没有", "没再", "不再"):
            denied = True
        elif one.kind in _GONE and denied:
            well, denied = True, False
        elif one.kind in _WELL or one.value is Where.SCHOOL or one.text in _CAME | _MEASURED:
            well = well or not denied
        elif one.kind not in _SMALL and one.text not in _ALL_OF_THEM:
            return False
    return well and not denied


def _goes_on_of_them(tokens: Sequence[Token], end: int) -> bool:
    """Whether the next clause may speak of those who were counted, and not of the class."""
    if end >= len(tokens) or tokens[end].kind is not Kind.COMMA:
        return False
    clause = tokens[end + 1 : end_from(tokens, end + 1)]
    of_all = any(one.kind is Kind.ALL and one.text not in _ALL_OF_THEM for one in clause)
    came = any(one.kind in _CAME_OR_COOL for one in clause)
    well = any(one.kind is Kind.NORMAL and then.text == "了" for one, then in pairwise(clause))
    return (came or well) and not of_all


def _stayed(they: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether those who went home went nowhere else."""
    home = [one.value for one in they if _may_be_over(one)] == [Where.HOME]
    return home and all(one.kind in _SMALL | {Kind.NO_TRAVEL} for one in said)


def _silence(tokens: list[Token], start: int, end: int) -> None:
    for n in range(start, end):
        tokens[n] = replace(tokens[n], kind=Kind.FILLER)

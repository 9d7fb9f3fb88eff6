"""其他还有两个咳嗽的, three of the others, 还有个娃没来: some are told of whom nobody named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Where
from domain.temperature import FEVER
from domain.understanding.context import ClassContext
from domain.understanding.cutting.crowd import is_child
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, first_loud
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token

_NEAR = 8
_TOLD = ILL_OR_AWAY | {Kind.UNMEASURED, Kind.UNREACHABLE, Kind.TRIP, Kind.TO, Kind.FROM}
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_BETWEEN = QUIET | {Kind.LIST, Kind.TITLE, Kind.DAYS, Kind.IN}
_BESIDES = frozenset({Kind.COMMA, Kind.REST})
_THERE_ARE = frozenset(
    [
        *("有", "还有", "也有", "又有", "另有", "另外", "另", "此外", "某"),
        *("以及", "外加", "加上", "新增"),
    ]
)
_ONE = frozenset(["个", "位", "名", "某"])
_OFFICERS = frozenset(
    [
        *("班长", "副班长", "正班长", "组长", "小组长", "课代表", "科代表", "舍长", "室长"),
        *("寝室长", "队长", "中队长", "小队长", "体委", "学委", "值日生", "团支书", "老师"),
    ]
)
"""Pupils by their office; and teachers, who are never the pupil named before."""
_TOO = frozenset(["也", "又", "还"])
_OF_THEM = frozenset(["的", "嘞", "滴", "哩"])
_BEGINS = ENDS | {Kind.FILLER, Kind.LIST, Kind.ONLY, Kind.UNNAMED}
_SOMEBODY = Token(Kind.SOMEBODY, "有人")
_ONE_OF_THEM = Token(Kind.SOMEBODY, "有一个")


def some_others(tokens: Sequence[Token], class_: ClassContext) -> list[Token]:
    """The same pieces, with those told of as counted or as somebody, apart from all the others."""
    found = _counted_apart(tokens, class_)
    told: list[Token] = []
    at = 0
    while at < len(found):
        end, somebody = _somebody_else(found, at)
        told += somebody or found[at : at + 1]
        at = max(end, at + 1)
    return told


def _counted_apart(tokens: Sequence[Token], class_: ClassContext) -> list[Token]:
    """其他还有两个咳嗽的: the others of whom only some are counted are passed over."""
    found = list(tokens)
    for n, one in enumerate(found):
        counted = 0
        if one.kind is Kind.REST:
            counted = _counted_behind(found, n) or _counted_before(found, n)
        elif one.kind is Kind.EXCEPT_END:
            counted = _counted_behind(found, n, _BESIDES)  # 除李雷病假外，还有两人咳嗽
        if counted and _is_few(found[counted], class_):
            found[n] = replace(one, kind=Kind.FILLER)
            if found[counted].kind is Kind.NUMBER:
                found[counted] = replace(found[counted], kind=Kind.COUNT)
    return found


def _counted_behind(
    tokens: Sequence[Token], at: int, besides: frozenset[Kind] = frozenset()
) -> int:
    """Where some of the others are counted: 其他还有两个咳嗽的, 其他咳嗽的有两个. 0 if nowhere."""
    complaint = False
    for place in range(at + 1, min(at + _NEAR, len(tokens))):
        one = tokens[place]
        if one.kind in _COUNTS and complaint:
            return place if first_loud(tokens[place + 1 : place + 3]).kind in ENDS else 0
        if one.kind in _COUNTS:
            return place if _is_told(first_loud(tokens[place + 1 : place + 7], _BETWEEN)) else 0
        complaint = complaint or one.kind in ILL_OR_AWAY
        if one.kind not in _BETWEEN | ILL_OR_AWAY | besides:
            break
    return 0


def _counted_before(tokens: Sequence[Token], at: int) -> int:
    """Where a number stands before: two others, three of the rest; 0 if nowhere."""
    for place in range(at - 1, max(at - 6, -1), -1):
        if tokens[place].kind in _COUNTS | {Kind.SOMEBODY}:
            behind = first_loud(tokens[at + 1 : at + _NEAR], _BETWEEN)
            alone = tokens[at].text.isascii() and not _goes_with_name(tokens, place)
            return place if alone and _is_told(behind) else 0
        if tokens[place].kind not in QUIET:
            break
    return 0


def _goes_with_name(tokens: Sequence[Token], at: int) -> bool:
    """Li Lei and 2 others: it is said of the pupil too."""
    before = [one.kind for one in tokens[max(at - 4, 0) : at] if one.kind not in QUIET]
    return before[-2:] == [Kind.NAME, Kind.LIST]


def _is_told(token: Token) -> bool:
    """Whether it is something that some have and not all: 其余44人36.5 is said of all."""
    if isinstance(token.value, Figure):
        value = token.value.temperature
        return value is not None and value >= FEVER
    gone = token.value in (Where.HOME, Where.HOSPITAL)
    return token.kind in _TOLD or (token.kind is Kind.WHERE and gone)


def _is_few(counted: Token, class_: ClassContext) -> bool:
    many = isinstance(counted.value, int) and counted.value * 2 > class_.enrolled
    return not many and counted.value != 0


def _somebody_else(tokens: Sequence[Token], at: int) -> tuple[int, list[Token]]:
    """还有个娃没来, 其他也有咳嗽的: somebody in place of these pieces, and where they end."""
    pupil = _one_of_the_class(tokens[at].text) if _begins(tokens, at) else None
    if pupil is not None and _is_ill_or_away(tokens, at + 1):
        return at + 1, [pupil]
    start = at + (tokens[at].kind is Kind.REST)
    start += first_loud(tokens[start : start + 1], ()).text == "也"
    there = first_loud(tokens[start : start + 1], ())
    if there.text in _THERE_ARE and there.kind in (Kind.LIST, Kind.FILLER):
        end = _behind_somebody(tokens, start + 1)
        if end > start + 1 and _is_told(first_loud(tokens[end : end + 5], _BETWEEN)):
            return end, [_ONE_OF_THEM if tokens[start + 1].text in _ONE else _SOMEBODY]
        if _are_ill(tokens, start + 1):
            return start + 1, [_SOMEBODY]
    begins = start > at or _begins(tokens, at)
    if there.text.startswith("有") and begins and _are_ill(tokens, start):
        return start + 1, [_SOMEBODY, there]
    return at, []


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether nobody is named before this piece in its clause."""
    return at > 0 and tokens[at - 1].kind in _BEGINS


def _one_of_the_class(word: str) -> Token | None:
    """班长, 学习委员, 双胞胎: pupils, and nobody said who."""
    if word == "双胞胎":
        return Token(Kind.COUNT, "两个", 2)
    officer = word in _OFFICERS or word.endswith("委员")
    return _ONE_OF_THEM if officer else None


def _is_ill_or_away(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is told right here, and not 老师发现咳嗽 or 班长联系不上."""
    near = [one for one in tokens[at : at + 4] if one.text not in _TOO]
    told = first_loud(near, {Kind.SPACE, Kind.DAYS})
    return told.kind is not Kind.UNREACHABLE and _is_told(told)


def _behind_somebody(tokens: Sequence[Token], at: int) -> int:
    """Where 个娃, 位同学 or 人 ends."""
    end = at + (at < len(tokens) and tokens[at].text in _ONE)
    one = first_loud(tokens[end : end + 1], ())
    person = one.text == "人" or one.kind in (Kind.BOY, Kind.GIRL) or is_child(one.text)
    return end + person


def _are_ill(tokens: Sequence[Token], at: int) -> bool:
    """咳嗽的: whether a complaint and 的 are the whole of a clause."""
    clause = [one for one in tokens[at : at + 3] if one.kind is not Kind.SPACE]
    if len(clause) < 2 or clause[0].kind not in ILL_OR_AWAY:
        return False
    whole = clause[0].text.endswith("的") and clause[1].kind in ENDS
    ends = clause[-1].kind in ENDS or at + 2 >= len(tokens)
    return whole or (clause[1].text in _OF_THEM and ends)

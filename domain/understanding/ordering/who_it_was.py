"""What is told before the name: 昨天去武汉的是李雷, 从瑞丽回来的李雷, 一个拉肚子的 何雨欣."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import NOTHING_THERE, QUIET, clauses_of, first_loud
from domain.understanding.cutting.tokens import HEADED, Token

_WAY = frozenset({Kind.TO, Kind.FROM, Kind.VIA, Kind.PLACE, Kind.BACK, Kind.TRIP, Kind.DAYS})
_NAMES = QUIET | {Kind.NAME, Kind.LIST, Kind.TITLE}
_LEADS = QUIET | {Kind.DAYS, Kind.COURTESY, Kind.OWN_CLASS}
_ONE = frozenset(["有个", "有一个", "有位", "有一位", "有名", "有一名"])
_ARE = frozenset(["是", "有", "就是", "人是", "为"])


def names_first(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, with the names before what is told of them, as they mostly stand."""
    found: list[Token] = []
    named = False
    for *clause, end in clauses_of((*tokens, NOTHING_THERE)):
        told = _ended_at_the_blank(clause) if named else None
        found += [*(told or _counted_apart(_turned(clause))), end]
        named = end.kind is not Kind.STOP and (named or first_loud(clause).kind is Kind.NAME)
    return found[:-1]


def _ended_at_the_blank(clause: Sequence[Token]) -> list[Token] | None:
    """李雷咳嗽，从南京回来的 林志强没来: the journey is that of the pupil before. None where no
    blank ends it. Between blanks, as in 回来的 林志强 没来, it is left for the last net.
    """
    name = next((n for n, one in enumerate(clause) if one.kind is Kind.NAME), 0)
    lead, behind = clause[: max(name - 1, 0)], clause[name + 1 :]
    if not lead or clause[name - 1].kind is not Kind.SPACE or not lead[-1].text.endswith("的"):
        return None
    on_the_way = {one.kind for one in lead} <= _WAY | QUIET
    if not on_the_way or not any(one.kind in HEADED | {Kind.FIGURE} for one in behind):
        return None
    between = behind[0].kind is Kind.SPACE
    return [*lead, clause[name - 1] if between else Token(Kind.COMMA, ""), *clause[name:]]


def _turned(clause: Sequence[Token]) -> list[Token]:
    name = next((n for n, one in enumerate(clause) if one.kind is Kind.NAME), 0)
    lead = [one for one in clause[:name] if one.kind is not Kind.SPACE]
    kinds = {one.kind for one in lead}
    if Kind.PLACE not in kinds or not kinds <= _WAY | QUIET:
        return list(clause)
    end = name
    while end < len(clause) and clause[end].kind in _NAMES:
        end += 1
    are = lead[-1].text in _ARE and end == len(clause)
    way = lead[:-1] if are else lead
    if not way or not way[-1].text.endswith("的"):
        return list(clause)
    said = [one for one in way if one.text != "的"]
    behind = [Token(Kind.COMMA, ""), *clause[end:]] if end < len(clause) else []
    return [*clause[name:end], *said, *behind]


def _counted_apart(clause: Sequence[Token]) -> list[Token]:
    """一个拉肚子的 何雨欣 在学校: those who were counted are those who are named."""
    found = list(clause)
    for at, one in enumerate(clause):
        opens = at == 0 or found[at - 1].kind in _LEADS
        if not opens or _how_many(one) is None:
            continue
        name = next((n for n in range(at, len(found)) if found[n].kind is Kind.NAME), at)
        end = name
        while end < len(found) and found[end].kind in _NAMES:
            end += 1
        names = [one for one in found[name:end] if one.kind is Kind.NAME]
        if _how_many(one) == len(names) and _heads(found[at + 1 : name]):
            told = [one for one in found[at + 1 : name] if one.kind not in QUIET]
            found[at:end] = [*_listed(names), *told, Token(Kind.SPACE, " ")]
            return found[:at] + _counted_apart(found[at:])
    return found


def _heads(between: Sequence[Token]) -> bool:
    """拉肚子的: whether this can only be said of the names behind it."""
    spoken = [one for one in between if one.kind is not Kind.SPACE]
    told = [one for one in spoken if one.kind not in QUIET]
    ends = bool(spoken) and spoken[-1].text.endswith("的")
    return ends and bool(told) and all(one.kind in HEADED for one in told)


def _listed(names: Sequence[Token]) -> list[Token]:
    found = [names[0]]
    for one in names[1:]:
        found += [Token(Kind.LIST, "、"), one]
    return found


def _how_many(token: Token) -> int | None:
    if token.text in _ONE:
        return 1
    return token.value if token.kind is Kind.COUNT and isinstance(token.value, int) else None

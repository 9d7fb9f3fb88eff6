"""Pupils who came late and are here by now: 有几个来得迟，现在都到了 tells of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, clauses_of
from domain.understanding.cutting.tokens import COUNTED, Token

_LATE = frozenset(
    [
        *("迟到", "晚到", "来晚", "来迟", "来得晚", "来得迟", "来的晚", "来的迟"),
        *("到得晚", "到得迟"),
        *("迟", "晚", "late", "came late", "were late", "was late", "arrived late", "a bit late"),
    ]
)
_UNEXPLAINED = (Absence.OTHER, False)
_BY_NOW = frozenset(["现在", "这会儿", "刚才", "刚刚", "早上", "开始", "现", "now", "earlier"])
"""Who had not come is here only where this tells the one from the other."""
_SILENT = QUIET | {Kind.EACH, Kind.DAYS, Kind.TITLE, Kind.TO, Kind.EXCEPT}
_SAY = frozenset(["来", "得", "的", "还", "都", "但", "不过", "were", "came", "a few", "kids"])


def latecomers_silent(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; some who were late fall silent where all are called here right behind."""
    clauses = list(clauses_of(tokens))
    found: list[Token] = []
    for n, clause in enumerate(clauses):
        behind = clauses[n + 1] if n + 1 < len(clauses) else []
        found.extend(_came(clause, behind))
    return found


def _came(clause: list[Token], behind: Sequence[Token]) -> list[Token]:
    """The clause, or its part before 现在都到了, silent where it only tells who was late."""
    here = next((n for n in range(len(clause)) if _is_here(clause, n)), len(clause))
    late, rest = clause[:here], clause[here:]
    said = [one for one in late if one.kind not in _SILENT | ENDS and one.text not in _SAY]
    some = [one for one in said if one.kind in COUNTED]
    others = [one for one in said if one.kind not in COUNTED]
    only_late = len(some) == 1 and bool(others) and all(map(_is_late, others))
    come = bool(rest) or _begins_with_here(behind)
    away = any(one.kind is Kind.ABSENT for one in others)
    by_now = any(one.text in _BY_NOW for one in (*clause, *behind))
    if not (only_late and come) or (away and not by_now):
        return clause
    silent = [one if one.kind in ENDS else replace(one, kind=Kind.FILLER) for one in late]
    return [*silent, *rest]


def _begins_with_here(clause: Sequence[Token]) -> bool:
    said = [one for one in clause if one.kind not in _SILENT]
    return bool(said) and _is_here(said, 0)


def _is_here(clause: Sequence[Token], at: int) -> bool:
    """都到了, 到了; 到了42个 counts those who are."""
    one = clause[at]
    if one.kind not in (Kind.FULL, Kind.PRESENT):
        return False
    counted = [t.kind for t in clause[at + 1 :] if t.kind not in _SILENT][:1]
    if counted and counted[0] in COUNTED:
        return False
    whole = one.kind is Kind.FULL and not one.text.startswith(("无", "没", "未", "no"))
    return whole or (one.kind is Kind.PRESENT and one.text.endswith("了"))


def _is_late(token: Token) -> bool:
    return token.text.casefold() in _LATE or token.value == _UNEXPLAINED

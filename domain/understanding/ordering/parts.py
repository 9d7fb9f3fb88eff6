"""Boarders and the others, boys and girls: what is said of a part is not said of the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, back_from, first_loud, on_from
from domain.understanding.cutting.tokens import Token

_PARTS = frozenset({Kind.PART_BOARDS, Kind.PART_GOES_HOME})
_SEXES = frozenset({Kind.BOY, Kind.GIRL})
_NAMED = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.NUMBER})
_BETWEEN = QUIET | {Kind.LIST, Kind.COLON, Kind.OPEN, Kind.TITLE, Kind.EACH, Kind.ALL}
_HOW = frozenset({Kind.TEMPERATURE, Kind.DAYS, Kind.PRESENT})
"""What may stand before 正常, besides."""


def parts_settled(tokens: Sequence[Token]) -> list[Token]:
    """住校生王五, 住校生32人, 男生女生都正常: the part says nothing more, and falls silent.

    住校生都正常 leaves the others open: the word stays, and is asked about.
    """
    silent = {n for n, one in enumerate(tokens) if one.kind in _PARTS and _is_told(tokens, n)}
    for parts in (_PARTS, _SEXES):
        well = {n for n, one in enumerate(tokens) if one.kind in parts and _is_well(tokens, n)}
        if {tokens[n].kind for n in well} == parts:
            silent |= well
    return [replace(one, kind=Kind.FILLER) if n in silent else one for n, one in enumerate(tokens)]


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """Whether it belongs to a name or to a number of heads, or both parts stand together."""
    before = first_loud(back_from(tokens, at))
    after = first_loud(on_from(tokens, at + 1), _BETWEEN)
    beside = {before.kind, after.kind}
    if before.kind is Kind.NAME:
        return True
    if before.kind is Kind.LIST:
        beside |= {one.kind for one in tokens[max(at - 4, 0) : at] if one.kind in _PARTS}
    return after.kind in _NAMED or bool(beside & (_PARTS - {tokens[at].kind}))


def _is_well(tokens: Sequence[Token], at: int) -> bool:
    """住校生全部正常"""
    passed = _BETWEEN | _HOW | (_SEXES if tokens[at].kind in _SEXES else frozenset())
    return first_loud(on_from(tokens, at + 1), passed).kind is Kind.NORMAL

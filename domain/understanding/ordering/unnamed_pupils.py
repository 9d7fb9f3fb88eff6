"""Whoever is told by a place in the room or as new is nobody named before: 张三咳嗽，后排的发烧."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import (
    ENDS,
    NOTHING_THERE,
    QUIET,
    SPACES,
    back_from,
    first_loud,
    on_from,
)
from domain.understanding.cutting.tokens import COUNTED, Token
from domain.understanding.ordering.beside_a_name import (
    MANY,
    name_follows,
    tells,
    told_behind,
    well_behind,
)

_PUPILS = frozenset({Kind.NAME, Kind.ORDINAL, Kind.SOMEBODY, Kind.COUNT})
_BESIDE = frozenset({Kind.NAME, Kind.TITLE, Kind.ORDINAL})


def unnamed_told(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; of whom something is told is somebody nobody named. What only says where a
    pupil sits, or which one is meant, is no other pupil.
    """
    found = list(tokens)
    told = any(map(tells, tokens))
    for n in range(len(found) - 1, -1, -1):
        if found[n].kind is Kind.UNNAMED:
            found = _settled(found, n, told=told)
    return found


def _settled(found: list[Token], n: int, *, told: bool) -> list[Token]:
    """The pieces with this one heard; ``told`` whether anything is told in the whole message."""
    one, silent = found[n], [*found[:n], *found[n + 1 :]]
    words = silent if one.value == "new" else _as_words(found, n)
    if _says_which(found, n) or first_loud(on_from(found, n + 1)).kind in COUNTED | {Kind.COLON}:
        return silent  # 第二组张三, 后排有两个, 第二组：
    if _is_description(found, n):
        return words
    if one.value != "row" and (well := well_behind(found, n + 1)) is not None:
        return [*found[:n], *found[well:]]
    if _is_a_whole_row(found, n) or not (told and told_behind(found, n + 1)):
        return words
    several = one.value == "row" or any(word in one.text for word in MANY)
    somebody = Token(Kind.SOMEBODY, "几个同学" if several else "有个同学", one.text)
    return [*found[:n], somebody, *found[n + 1 :]]


def _is_a_whole_row(found: Sequence[Token], n: int) -> bool:
    """第二组都咳嗽, and nobody was told of before: it may be so of more than a few."""
    all_of_it = first_loud(on_from(found, n + 1)).kind in (Kind.EACH, Kind.ALL)
    row = all_of_it and found[n].value == "row"
    return row and not any(one.kind in _PUPILS for one in found[:n])


def _as_words(found: list[Token], n: int) -> list[Token]:
    return [*found[:n], replace(found[n], kind=Kind.UNKNOWN, value=None), *found[n + 1 :]]


def _says_which(found: Sequence[Token], n: int) -> bool:
    """第二组张三; 后排咳嗽的张三: the name stands behind."""
    if name_follows(found, n + 1):
        return True
    before = NOTHING_THERE
    for one in on_from(found, n + 1):
        if one.kind in ENDS:
            break
        if one.kind is Kind.NAME and before.text.endswith("的"):
            return True
        before = before if one.kind is Kind.SPACE else one
    return False


def _is_description(found: Sequence[Token], n: int) -> bool:
    """李雷 第二组 咳嗽; 李雷，新来的学生，38.5: of the pupil whose name alone stands before."""
    before = first_loud(back_from(found, n), SPACES)
    if before.kind in _BESIDE:
        return True
    if before.kind is not Kind.COMMA or first_loud(found[n + 1 : n + 3]).kind is not Kind.COMMA:
        return False
    near = (one for one in back_from(found, n) if one.kind not in QUIET | {Kind.TITLE})
    return [one.kind for one, _ in zip(near, range(3), strict=False)] in (
        [Kind.COMMA, Kind.NAME],
        *([Kind.COMMA, Kind.NAME, end] for end in ENDS),
    )

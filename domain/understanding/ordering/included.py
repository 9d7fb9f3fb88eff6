"""安全和其他人都正常, 全班正常，包括李雷: whoever is named is one of all who are well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import Token, reference

_WITH = frozenset(["包括", "包含", "连", "including", "even", "included", "as well", "too"])
_IN = frozenset(["在", "内", "在内"])
_NAMES = frozenset({Kind.NAME, Kind.LIST})
_NO_NAME = frozenset({Kind.COURTESY, Kind.STOP, Kind.COLON})
"""What may stand before the names: a greeting, a line of its own."""
_WELL = QUIET | {
    *(Kind.ALL, Kind.EACH, Kind.REST, Kind.NORMAL, Kind.OWN_CLASS, Kind.COURTESY, Kind.COMMA),
    *(Kind.STOP, Kind.COLON, Kind.NAME, Kind.LIST),
}
"""Where anything else is told, whoever is named may be an exception."""


def included_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; where only all are called well, the names among them are silent."""
    loud = [n for n, one in enumerate(tokens) if one.kind not in QUIET and one.text not in _IN]
    others = (n for n in loud if tokens[n].text.casefold() not in _WITH)
    names = [n for n in loud if tokens[n].kind is Kind.NAME]
    if not names or any(tokens[n].kind not in _WELL for n in others):
        return list(tokens)
    known = all(reference(tokens[n]).candidates for n in names)
    kinds = [tokens[n].kind for n in loud]
    if not known or kinds.count(Kind.NORMAL) != 1:
        return list(tokens)
    if _and_the_rest(kinds) or _with_a_word(tokens, names):
        return _without_names(tokens)
    return list(tokens)


def _and_the_rest(kinds: Sequence[Kind]) -> bool:
    """安全和其他人都正常, where nothing stands between that tells of one of them alone."""
    if Kind.REST not in kinds:
        return False
    at = kinds.index(Kind.REST)
    before = [one for one in kinds[:at] if one not in _NO_NAME]
    opens = set(before) <= _NAMES and before[-1:] == [Kind.LIST]
    return opens and Kind.NAME not in kinds[at:] and Kind.ALL not in kinds[:at]


def _with_a_word(tokens: Sequence[Token], names: Sequence[int]) -> bool:
    """包括李雷, An Quan included, beside all who are well."""
    if not any(one.kind in (Kind.ALL, Kind.EACH, Kind.NORMAL) for one in tokens):
        return False
    first, last = names[0], names[-1]
    between = {one.kind for one in tokens[first : last + 1]} <= QUIET | _NAMES
    near = [one.text.casefold() for one in (*tokens[max(first - 2, 0) : first], *tokens[last:])]
    rest = any(one.kind is Kind.REST for one in tokens)
    return between and not rest and bool(_WITH & {*near[:2], *near[-5:]})


def _without_names(tokens: Sequence[Token]) -> list[Token]:
    silent = [_silent(one) for one in tokens]
    if any(one.kind is Kind.ALL for one in silent):
        return silent
    at = next(n for n, one in enumerate(silent) if one.kind in (Kind.EACH, Kind.NORMAL))
    return [*silent[:at], Token(Kind.ALL, "全班"), *silent[at:]]


def _silent(one: Token) -> Token:
    """The piece as it tells nothing of one pupil."""
    if one.kind is Kind.REST:
        return Token(Kind.ALL, "全班")
    within = one.kind in _NAMES or one.text.casefold() in _WITH | _IN
    return replace(one, kind=Kind.FILLER, value=None) if within else one

"""A given name that holds 自, 去, 到 or 从 is a name: 林自强咳嗽 tells of no journey to 强."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.name_forms import surnamed
from domain.understanding.cutting.places import is_place
from domain.understanding.cutting.tokens import PREPOSITIONS, SAYS, Token
from domain.understanding.writing import is_han

_TELLS = (SAYS | {Kind.TITLE, Kind.NORMAL}) - {Kind.FROM, Kind.TO, Kind.VIA, Kind.BACK}
_GIVEN = 2
"""Characters of a given name at most."""


def names_whole(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a surname, a small word and a character nobody knows are one stretch."""
    found: list[Token] = []
    for n, one in enumerate(tokens):
        last = found[-1] if found else Token(Kind.STOP, "")
        before = found[-2] if len(found) > 1 else Token(Kind.STOP, "")
        behind = tokens[n + 1] if n + 1 < len(tokens) else Token(Kind.STOP, "")
        if _ends_a_name(one, behind) and _may_be_given(last):
            if before.kind is Kind.UNKNOWN and len(before.text) == 1 and surnamed(before.text):
                found[-2:] = [Token(Kind.UNKNOWN, before.text + last.text + one.text)]
                continue
            if last.text == "自" and before.kind in (Kind.STOP, Kind.COMMA, Kind.LIST):
                found[-1] = Token(Kind.UNKNOWN, last.text + one.text)  # 自萱咳嗽
                continue
        found.append(one)
    return found


def _ends_a_name(token: Token, behind: Token) -> bool:
    """Whether this may end a name of which something is told."""
    unknown = token.kind is Kind.UNKNOWN and all(map(is_han, token.text))
    return unknown and len(token.text) <= _GIVEN and behind.kind in _TELLS and not _is_known(token)


def _is_known(token: Token) -> bool:
    return len(token.text) > 1 and is_place(token.text) and token.text[-1] in "市县区镇村乡州省"


def _may_be_given(token: Token) -> bool:
    return token.kind in PREPOSITIONS and len(token.text) == 1

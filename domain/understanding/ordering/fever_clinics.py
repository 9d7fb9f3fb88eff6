"""白发绍发热门诊看病: a clinic for fevers, and whoever goes there counts as feverish."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, back_from, first_loud, on_from
from domain.understanding.cutting.tokens import SOMEBODY_ELSE, Token

_CLINICS = ("发热门诊", "fever clinic")
_SETTLED = frozenset({Kind.FEVER, Kind.HOT, Kind.FIGURE, Kind.COOLED})
"""Where one of these is told of the same pupil it stands: 没发烧，去发热门诊做检查."""
_DENIES = frozenset({Kind.NOT, Kind.NONE})


def fevers_of_clinics(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, with a fever behind each such clinic."""
    found: list[Token] = []
    for n, one in enumerate(tokens):
        found.append(one)
        if _names_clinic(one) and _tells_of_a_fever(tokens, n):
            found.append(Token(Kind.FEVER, "fever" if one.text.isascii() else "发热"))
    return found


def _names_clinic(token: Token) -> bool:
    named = any(clinic in token.text.casefold() for clinic in _CLINICS)
    return named and token.kind is Kind.WHERE


def _tells_of_a_fever(tokens: Sequence[Token], at: int) -> bool:
    if first_loud(back_from(tokens, at), QUIET | {Kind.TO}).kind in _DENIES:
        return False
    before = takewhile(_is_of_the_same, back_from(tokens, at))
    behind = [*takewhile(_is_of_the_same, on_from(tokens, at + 1))]
    readings = [one for one in behind if one.kind is Kind.FIGURE]
    if len(readings) > 1:
        behind = behind[: behind.index(readings[0])]  # 李雷发热门诊，体温36.2-36.9: of the class
    return not any(one.kind in _SETTLED for one in (*before, *behind))


def _is_of_the_same(token: Token) -> bool:
    return token.kind not in SOMEBODY_ELSE

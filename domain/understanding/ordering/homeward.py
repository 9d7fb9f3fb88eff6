"""Home after an illness, or after a journey: 张三38.5，已到家 is where the pupil is now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.check_in import Where
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token

_HOME = re.compile(r"(?:安全|已|已经|才|刚)?到(?:家|屋)了?")
_ILL = ILL_OR_AWAY | {Kind.FIGURE, Kind.WHERE, Kind.ABNORMAL}
_AWAY = frozenset({Kind.FROM, Kind.TO, Kind.VIA, Kind.TRIP, Kind.PLACE, Kind.BACK, Kind.REST})


def homes_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; 到家 is at home, where its sentence tells of an illness and no journey."""
    found = list(tokens)
    before: set[Kind] = set()
    for n, one in enumerate(found):
        if one.kind is Kind.STOP:
            before = set()
            continue
        ill = before & _ILL and not before & _AWAY and before & {Kind.NAME, Kind.COUNT}
        if ill and one.kind in (Kind.BACK, Kind.FILLER) and _HOME.fullmatch(one.text):
            found[n] = Token(Kind.WHERE, one.text, Where.HOME)
        before.add(found[n].kind)
    return found

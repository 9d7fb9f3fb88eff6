"""Forms that count who is away and why: absent 2 (sick 1, personal 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Absence
from domain.understanding.hearing import ENDS, QUIET
from domain.understanding.lexicon import MERELY_ILL, Kind
from domain.understanding.tokens import Token

_BEGINS = ENDS | {Kind.OPEN, Kind.LIST}
_ATTENDANCE = frozenset({Kind.ABSENT, Kind.PRESENT, Kind.ENROLLED, Kind.RATIO})


def reasons_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; sick before a number is why so many are away, where the absent are told."""
    found = list(tokens)
    told = False
    for n, one in enumerate(found):
        told = told or one.kind in _ATTENDANCE
        if told and one.text.casefold() in MERELY_ILL and _counts(found, n):
            found[n] = replace(one, kind=Kind.ABSENT, value=(Absence.SICK, True))
    return found


def _counts(tokens: Sequence[Token], at: int) -> bool:
    before = next((t.kind for t in reversed(tokens[:at]) if t.kind not in QUIET), Kind.STOP)
    behind = [t.kind for t in tokens[at + 1 : at + 5] if t.kind not in QUIET | {Kind.COLON}]
    return before in _BEGINS and behind[:1] == [Kind.NUMBER]

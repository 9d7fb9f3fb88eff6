"""What was done last night only says why a pupil is missing: 昨晚睡晚了没来."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import Token, is_leave

_DID = QUIET | {Kind.UNKNOWN, Kind.TRIP}
_FEW = 6
_LATE = frozenset("晚夜累迟淋睡")
_MISSING = (Absence.OTHER, False)


def late_nights(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; nobody is missed at night, and the day is that of what came before."""
    found = list(tokens)
    for n, one in enumerate(found):
        end = _missing_behind(found, n) if one.kind is Kind.DAYS and one.text[:1] == "昨" else 0
        did = "".join(piece.text for piece in found[n + 1 : end])
        if did.strip("了 ") and (one.text[-1] in "晚上夜" or _LATE & set(did)):
            found[n] = replace(one, kind=Kind.FILLER)
            for m in range(n + 1, end):
                if found[m].kind is Kind.TRIP:
                    found[m] = replace(found[m], kind=Kind.FILLER)
    return found


def _missing_behind(tokens: Sequence[Token], at: int) -> int:
    """Where a pupil is told to be missing, behind a few words for what they did; 0 if nowhere."""
    for place in range(at + 1, min(at + _FEW, len(tokens))):
        one = tokens[place]
        if one.kind is Kind.ABSENT and (one.value == _MISSING or is_leave(one)):
            return place
        if one.kind not in _DID:
            break
    return 0

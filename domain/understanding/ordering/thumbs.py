"""Signs that call somebody well: 其余👌, others ✅, 全班👍."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, on_from
from domain.understanding.cutting.tokens import Token

_TICKS = frozenset("✓✔✅√☑🆗")
_THUMBS = frozenset("👌👍💯👏🙆💪")
_BETWEEN = frozenset({Kind.SPACE, Kind.EACH, Kind.COLON, Kind.TITLE, Kind.COUNT})


def thumbs_read(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a sign alone behind the rest or the class says that they are well. A thumb
    behind the class may only say that all is done, so it is the small word that is asked about.
    """
    found = list(tokens)
    for n, one in enumerate(found):
        sign = one.text[:1]
        if sign not in _TICKS | _THUMBS or not _ends(found, n):
            continue
        lead = _lead(found, n)
        kind = Kind.FILLER if lead is None else found[lead].kind
        if kind is Kind.REST or (kind is Kind.ALL and sign in _TICKS):
            found[n] = Token(Kind.NORMAL, "正常")
        elif lead is not None:
            found[n] = Token(Kind.NORMAL, "ok")
            found[lead] = replace(found[lead], kind=Kind.FILLER)
    return found


def _lead(tokens: Sequence[Token], at: int) -> int | None:
    """Where the rest or everybody stands before the sign in its clause, and nothing more."""
    for n in range(at - 1, -1, -1):
        if tokens[n].kind in (Kind.REST, Kind.ALL):
            return n
        if tokens[n].kind not in _BETWEEN:
            return None
    return None


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether only more such signs follow in the clause."""
    for one in on_from(tokens, at + 1):
        if one.kind in ENDS:
            return True
        if one.kind is not Kind.SPACE and one.text[:1] not in _TICKS | _THUMBS:
            return False
    return True

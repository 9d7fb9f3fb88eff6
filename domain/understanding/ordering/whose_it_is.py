"""What was told of one pupil is another's: 刚才报的郭家豪37.5是林志强的; 37.5是李雷不是李四."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token

_TOLD = ILL_OR_AWAY | {Kind.FIGURE}
_IS = frozenset(["是", "而是", "应该是", "其实是", "is", "was", "it's"])
_IS_NOT = frozenset(["不是", "并不是", "not", "is not", "isn't"])
_MOVED = re.compile(
    r"(?P<was>n)d?(?P<told>x)c?i(?P<now>n)d(?=[ce])"
    r"|(?P<told2>x)d?N(?P<was2>n)d?c?i(?P<now2>n)d?(?=[ce])"
    r"|(?P<told3>x)d?i(?P<now3>n)d?c?N(?P<was3>n)d?(?=[ce])"
)
"""In signs of _sign: a name, what is told, 是, 不是, 的 and where a clause ends."""


def whose_it_is(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, with what is moved as the correction that it is."""
    found = list(tokens)
    each = [_sign(one) for one in tokens]
    loud = [n for n, sign in enumerate(each) if sign != " "]
    signs = "".join(each[n] for n in loud)
    for moved in reversed(list(_MOVED.finditer(signs + "e"))):
        told_so = [name for name, at in moved.groupdict().items() if at]
        parts = {name.rstrip("23"): moved.start(name) for name in told_so}
        was, told, now = (tokens[loud[parts[name]]] for name in ("was", "told", "now"))
        start, last = loud[moved.start()], loud[moved.end() - 1]
        found[start : last + 1] = _put_right(was, told, now)
    return found


def _put_right(was: Token, told: Token, now: Token) -> list[Token]:
    """更正：37.5的是林志强，不是郭家豪."""
    leads = [Token(Kind.WRONG, "更正"), Token(Kind.COLON, ":"), told, Token(Kind.FILLER, "的")]
    denied = [Token(Kind.COMMA, ","), Token(Kind.NOT, "不是"), was]
    return [*leads, Token(Kind.FILLER, "是"), now, *denied]


def _sign(token: Token) -> str:
    word = token.text.casefold()
    if token.kind is Kind.NAME:
        return "n"
    if token.kind in _TOLD:
        return "x"
    if token.kind is Kind.NOT and word in _IS_NOT:
        return "N"
    if word in _IS:
        return "i"
    if token.kind in ENDS:
        return "c" if token.kind is Kind.COMMA else "e"
    if word in ("的", "'s"):
        return "d"
    return " " if token.kind in QUIET else "o"

"""Words for the children together: 别哩娃儿, 剩下的细伢子, 伢子妹子."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

CHILD = (
    r"(?:细|小)?(?:娃娃|娃儿|娃崽|娃子|娃|孩子|孩儿|小孩子?|伢子|伢崽|伢儿|妹子|妹陀|崽崽|崽伢子|崽子"
    r"|学生娃?|学生伢子?|同学|小朋友|幼儿|宝宝|宝贝|家伙|囡囡|细路仔?|后生)"
)
_REST = re.compile(
    r"(?:其[余他它馀于予]|其佘|奇余|剩下|下剩|剩余|余下|余外|剩(?=[的哩滴嘞])|[别旁](?=[的个哩滴嘞])|另外?(?=[的哩滴]))"
    rf"(?:[的个哩滴嘞那些]|所有|全部|全体)*(?:{CHILD})?[们些]*"
)
_ALL = re.compile(
    rf"(?:全班|整班|所有|全部|我们班|我班|咱们?班|俺们?班|班[里上])?[的哩]?(?:{CHILD})[们些]|(?:伢子|伢崽|伢儿)[和、]?细?妹[子陀]"
    rf"|(?:全班|整班|所有|全部|我们班|我班|咱们?班|俺们?班|班[里上])[的哩]?(?:{CHILD})(?=[都均全也])"
)
_CHILD = re.compile(CHILD)
_SIGNS = frozenset("其奇剩下余别旁另")
_ALL_SIGNS = frozenset("全整所我咱俺班细小娃孩伢妹崽学同幼宝家囡后")


def is_child(word: str) -> bool:
    """娃儿, 孩子: one child, as far as the word says."""
    return _CHILD.fullmatch(word) is not None


def crowd_at(text: str, at: int) -> tuple[int, Token] | None:
    """The rest or everybody, in whatever words a region has for children."""
    if text[at] in _SIGNS and (found := _REST.match(text, at)):
        return len(found[0]), Token(Kind.REST, found[0])
    found = _ALL.match(text, at) if text[at] in _ALL_SIGNS else None
    return (len(found[0]), Token(Kind.ALL, found[0])) if found else None

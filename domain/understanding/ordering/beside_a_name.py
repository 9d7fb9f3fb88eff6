"""A pupil who is told by a classmate's name: 李雷的同桌发烧, the boy next to Li Lei vomited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from domain.understanding.cutting.figures import numeral
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
from domain.understanding.cutting.tokens import ILL, Token, whole_of

_TOLD = ILL | {
    *(Kind.FIGURE, Kind.ABSENT, Kind.UNMEASURED, Kind.UNREACHABLE, Kind.WHERE, Kind.FROM, Kind.TO),
    *(Kind.TRIP, Kind.AWAY_STILL, Kind.LEFT, Kind.ABNORMAL),
}
"""What makes somebody of a classmate nobody named."""
_JOURNEY = frozenset({Kind.FROM, Kind.TO, Kind.VIA, Kind.IN, Kind.TRIP, Kind.PLACE})
_OTHERS = frozenset(
    {Kind.STOP, Kind.NAME, Kind.ORDINAL, Kind.REST, Kind.ALL, Kind.RELATIVE, Kind.UNNAMED}
)
_STILL_NOTHING = QUIET | {Kind.EACH, Kind.TEMPERATURE, Kind.TITLE, Kind.DAYS, Kind.BOY, Kind.GIRL}
_WORDS = QUIET | {Kind.TITLE, Kind.BOY, Kind.GIRL}
_BETWEEN = frozenset({Kind.SPACE, Kind.TITLE})
_OF = frozenset(
    [
        *("的", "他", "她", "其", "他的", "她的", "同学", "寝室", "宿舍"),
        *("'s", "his", "her", "their"),
    ]
)
_LEADS = frozenset(
    [
        *("坐", "在", "坐在", "挨", "紧挨", "靠", "着", "住", "住在", "睡", "睡在"),
        *("和", "跟", "与", "同"),
    ]
)
"""坐在李雷前面的, 和李雷一起上学的: what stands before a name that only says who is meant."""
_BESIDE = frozenset(
    [
        *("被", "把", "给", "跟着", "陪", "陪着", "叫", "让", "请", "由", "向", "对", "替", "帮"),
        *("with", "for", "to", "by", "from", "as", "是"),
    ]
)
"""被同桌撞了: it is told of another."""
_ALSO = frozenset(["也", "也是", "也一样", "一样", "同样", "too", "also", "likewise", "same"])
_BE = frozenset(["is", "was", "does", "did", "has"])
_SPEAKS = ("说", "告诉", "反映", "告知", "says", "said", "told")
_ROOMS = frozenset(["dorm", "room", "group", "row", "table", "dormitory", "desk"])
MANY = ("几个", "两个", "们", "些", "前后", "上下铺", "前桌后桌", "前桌和后桌")
_PLURAL = re.compile(
    r"(?:mates|friends|partners|pals|buddies|boys|girls|kids|children|pupils|students|ones)"
    r"(?![a-z])|\b(?:some|several|both|all)\b",
    re.IGNORECASE,
)
"""His roommates, some of her friends."""
_N_IN_WORDS = re.compile(
    r"(?P<han>[两俩仨二三四五六七八2-8])\s?[个位名]|\b(?P<en>two|three|four|five|[2-8])\s",
    re.IGNORECASE,
)
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_SOME = frozenset({Kind.SOMEBODY, Kind.EACH, Kind.ALL})
_HAS = frozenset(["的", "有", "里", "中", "里有", "中有", "里面", "里面有"])
"""室友有两个咳嗽, 同寝的三个人."""


def told_by_a_classmate(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; who is told only by a classmate's name is somebody nobody named, unless the
    own name follows: 李雷的同桌王五.
    """
    found = list(tokens)
    n = len(found) - 1
    while n >= 0:
        if found[n].kind is Kind.CLASSMATE:
            found = _settled(found, n)
        n = min(n, len(found)) - 1
    return found


def _settled(found: list[Token], n: int) -> list[Token]:
    """The pieces, with the words for one classmate as whoever is meant."""
    start, end = _words_of(found, n)
    told_by = any(one.kind is Kind.NAME for one in found[start:end])
    silent = [*found[:n], *found[n + 1 :]]
    before = first_loud(back_from(found, start), SPACES)
    if told_by and _are_neighbours(found, start, n):
        # 李雷和徐静怡同桌，都咳嗽
        return [*found[:n], replace(found[n], kind=Kind.FILLER), *found[n + 1 :]]
    if told_by and before.text == "是" and _named_in_clause(found, start):
        return [*found[:start], *found[end:]]  # 张三38.2是李四的同桌
    listed = before.kind is Kind.LIST
    start = _with_leads(found, start) if told_by else start
    start, end = _before_of(found, start), end if listed else _counted_behind(found, end)
    if name_follows(found, end):
        return [*found[:start], *found[end:]]
    if before.text in _BESIDE or _speaks(found, end):
        return silent
    if listed:
        found = _both_silent(found, end)
    if listed and start and not _is_told_too(found, end):
        return [*found[: _list_before(found, start)], *found[end:]]  # 李雷和同桌去了昆明
    if (well := well_behind(found, end)) is not None:
        return [*found[:start], *found[well:]]
    if not told_behind(found, end) and not _so_is(found, start):
        return silent
    each = not listed and first_loud(on_from(found, end)).kind is Kind.EACH
    return [*found[:start], _somebody(found[start:end], several=each), *found[end:]]


def _before_of(found: Sequence[Token], start: int) -> int:
    """Where two of his roommates begins; all of his roommates, some of Li Lei's friends."""
    near = [n for n in range(max(start - 4, 0), start) if found[n].text.strip()]
    if near and found[near[-1]].text.casefold() == "of":
        near = near[:-1]
    last = found[near[-1]] if near else NOTHING_THERE
    return near[-1] if last.kind in _COUNTS | _SOME and last.text.isascii() else start


def _both_silent(found: list[Token], end: int) -> list[Token]:
    """李雷和同桌两个都咳嗽: two are the two of them."""
    both = end < len(found) and found[end].kind is Kind.COUNT and whole_of(found[end]) == 2
    if not both:
        return found
    return [*found[:end], replace(found[end], kind=Kind.FILLER, value=None), *found[end + 1 :]]


def _counted_behind(found: Sequence[Token], end: int) -> int:
    """Behind 室友有两个, 同寝的三个人, where it is said how many of them."""
    for n in range(end, min(end + 4, len(found))):
        if found[n].kind in (Kind.COUNT, Kind.SOMEBODY):
            return n + 1
        if found[n].kind is not Kind.SPACE and found[n].text not in _HAS:
            break
    return end


def _words_of(found: Sequence[Token], n: int) -> tuple[int, int]:
    """From where to where the words go that say who is meant, with the classmate's name."""
    if found[n].value:
        place = next((m for m in range(n + 1, len(found)) if found[m].kind not in QUIET), n)
        if place == n or found[place].kind is not Kind.NAME:
            return n, n + 1
        room = range(place + 1, min(place + 4, len(found)))
        last = next((m for m in room if found[m].text.casefold() in _ROOMS), place)
        return n, last + 1
    place = n - 1
    while place >= 0 and _leads_to(found, place):
        place -= 1
    named = place >= 0 and found[place].kind is Kind.NAME
    return (place if named else place + 1), n + 1


def _leads_to(found: Sequence[Token], place: int) -> bool:
    """What stands between the name and the classmate: 李雷的两个, Li Lei's 2; not 李雷 2."""
    one = found[place]
    if one.kind is Kind.NUMBER and not one.text.isalpha():
        return first_loud(back_from(found, place), SPACES).text in _OF
    return one.kind in _BETWEEN | _COUNTS or one.text in _OF


def _with_leads(found: Sequence[Token], start: int) -> int:
    """Where 坐在李雷前面的 begins; 王五和李雷的同桌 begins with 李雷."""
    place = start
    while place and found[place - 1].text in _LEADS:
        place -= 1
    opens = not place or found[place - 1].kind in ENDS | {Kind.SPACE, Kind.COLON}
    return place if opens else start


def _are_neighbours(found: Sequence[Token], start: int, n: int) -> bool:
    """李雷和徐静怡同桌: both are told of."""
    before = [one.kind for one in found[max(start - 2, 0) : start]]
    return before == [Kind.NAME, Kind.LIST] and n == start + 1 and found[n].text[:1] != "的"


def _named_in_clause(found: Sequence[Token], start: int) -> bool:
    clause = takewhile(lambda one: one.kind not in ENDS, back_from(found, start))
    return any(one.kind is Kind.NAME for one in clause)


def name_follows(found: Sequence[Token], end: int) -> bool:
    """李雷的同桌王五; the boy next to Li Lei, Sun Haoran, vomited."""
    behind = [one.kind for one in found[end : end + 8] if one.kind not in _WORDS]
    return behind[:1] == [Kind.NAME] or behind[:3] == [Kind.COMMA, Kind.NAME, Kind.COMMA]


def _speaks(found: Sequence[Token], end: int) -> bool:
    """李雷的同桌说他咳嗽."""
    clause = takewhile(lambda one: one.kind not in ENDS, on_from(found, end))
    near = [one for one, _ in zip(clause, range(6), strict=False)]
    return any(one.kind is Kind.FILLER and any(w in one.text for w in _SPEAKS) for one in near)


def _is_told_too(found: Sequence[Token], end: int) -> bool:
    """李雷和他同桌都咳嗽: of both of them, and no journey they made together."""
    clause = list(takewhile(lambda one: one.kind not in ENDS, on_from(found, end)))
    kinds = {one.kind for one in clause}
    return bool(kinds & (ILL | {Kind.FIGURE, Kind.ABSENT, Kind.UNMEASURED})) and not (
        kinds & _JOURNEY
    )


def _list_before(found: Sequence[Token], start: int) -> int:
    return next(m for m in range(start - 1, -1, -1) if found[m].kind is Kind.LIST)


def well_behind(found: Sequence[Token], end: int) -> int | None:
    """Behind 同桌没事: where a classmate is only called well."""
    for n in range(end, len(found)):
        if found[n].kind is Kind.NORMAL:
            return n + 1
        if found[n].kind is Kind.NOT and any(one.kind in ILL for one in found[n + 1 : n + 2]):
            ends = n + 2 == len(found) or found[n + 2].kind in ENDS
            return n + 2 if ends else None  # 同桌没有发烧
        if found[n].kind not in _STILL_NOTHING:
            return None
    return None


def tells(token: Token) -> bool:
    """Whether it makes somebody of a classmate nobody named."""
    return token.kind in _TOLD or token.text.casefold() in _ALSO


def told_behind(found: Sequence[Token], end: int) -> bool:
    """Whether anything is told of the classmate before somebody else is spoken of."""
    nothing = True
    last = found[end - 1].kind if end else None
    for one in on_from(found, end):
        listed, last = last is Kind.LIST, one.kind
        if tells(one):
            return True
        if (one.kind in _OTHERS and not listed) or (one.kind is Kind.COMMA and not nothing):
            return False
        nothing = nothing and (one.kind in _STILL_NOTHING or one.kind is Kind.COMMA)
    return False


def _so_is(found: Sequence[Token], start: int) -> bool:
    """So is the girl behind him."""
    before = [one.text.casefold() for one in found[max(start - 5, 0) : start] if one.text.strip()]
    return before[-2:-1] == ["so"] and before[-1] in _BE


def _somebody(words: Sequence[Token], *, several: bool) -> Token:
    """One nobody named, or some; its value tells by whom it was told."""
    told = "".join(one.text for one in words).strip()
    count = _count_in(words)
    if count and count > 1:
        return Token(Kind.SOMEBODY, f"{count}个同学", told)
    classmate = "".join(one.text for one in words if one.kind is not Kind.NAME)
    several = several or any(one in classmate for one in MANY) or bool(_PLURAL.search(classmate))
    return Token(Kind.SOMEBODY, "几个同学" if several else "有个同学", told)


def _count_in(words: Sequence[Token]) -> int | None:
    """How many are told of: 李雷的两个室友, two of his roommates, 后面的三个女生."""
    for one in words:
        if one.kind in _COUNTS:
            return whole_of(one)
        found = _N_IN_WORDS.search(one.text) if one.kind is Kind.CLASSMATE else None
        if found is not None:
            return numeral(found["han"] or found["en"])
    return None

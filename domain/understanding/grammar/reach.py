"""How far a denial reaches: 没发烧没咳嗽 denies both, 没发烧咳嗽两天了 only the first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, back_from
from domain.understanding.cutting.tokens import ILL, Token
from domain.understanding.grammar.heads import DENIABLE


class Reach(Enum):
    """What a denial does to a piece behind it."""

    DENIES = "denies"
    ENDS = "ends"
    """The piece is told all the same."""
    MAY_END = "may end"
    """没发烧咳嗽: neither of them, or a cough without a fever."""


_ILL = ILL | {Kind.ABNORMAL, Kind.COOLED}
_LINKS = frozenset(
    [
        *("有", "再", "再有", "怎么", "什么", "任何", "出现", "过", "太", "很", "是", "那么"),
        *("明显", "其他", "的", "继续", "发生", "发现", "一直", "大", "啥", "得", "到", "any", "a"),
    ]
)
"""What may stand between two things that are denied together."""
_LISTS = frozenset(["没有", "无", "没有出现", "未出现", "未见", "均无", "no"])
_SPOKEN = ("疼", "痛", "疼了", "痛了")
"""没有发烧肚子疼: a complaint as it is spoken of, where 没有发热腹痛 is a list."""
"""没有发热咳嗽: a list of what there is not, where 没发烧咳嗽 may be both."""
_ANEW = "又还老总有没未无在正"
"""又咳嗽, 老咳嗽, 有咳嗽: what begins so is told by itself."""
_HAPPENED = ("vomited", "threw up", "was sick", "coughed", "has ", "had ", "is ", "fainted")
_GOES_ON = ("了", "不停", "得厉害", "不止")


def reach(tokens: Sequence[Token], place: int) -> Reach:
    """What the last denial does to the piece at a place, which is said of a pupil who was named."""
    between = _since_denial(tokens, place)
    token, denied = tokens[place], [one for one in between if one.kind in DENIABLE]
    if not denied:
        return Reach.ENDS if token.text[0] in "又还" else Reach.DENIES
    behind = between[between.index(denied[-1]) + 1 :]
    same = _group(token) is _group(denied[-1])
    told = token.text[0] in _ANEW or _goes_on(tokens, place) or _happened(token)
    if lists := [one.text.casefold() for one in behind if one.kind is Kind.LIST]:
        both = Reach.MAY_END if "and" in lists else Reach.DENIES  # no fever and cough
        return both if same and not told else Reach.ENDS
    apart = any(one.kind is not Kind.SPACE and one.text not in _LINKS for one in behind)
    away = token.kind is Kind.ABSENT or denied[-1].text.endswith("了")
    if not same or apart or away or told:
        return Reach.ENDS
    spoken = denied[-1].text == "发烧" and token.text.endswith(_SPOKEN)
    listed = tokens[place - len(between) - 1].text.casefold() in _LISTS and not spoken
    return Reach.DENIES if listed else Reach.MAY_END


def _happened(token: Token) -> bool:
    """No fever and vomited; no fever, is coughing."""
    return token.text.casefold().startswith(_HAPPENED)


def _since_denial(tokens: Sequence[Token], place: int) -> list[Token]:
    found: list[Token] = []
    for token in back_from(tokens, place):
        if token.kind in (Kind.NOT, Kind.NONE) or token.kind in ENDS:
            break
        found.insert(0, token)
    return found


def _group(token: Token) -> Kind:
    return Kind.SYMPTOM if token.kind in _ILL else token.kind


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """吐了, 头疼得厉害, 咳嗽两天了: it happened, or lasts."""
    if tokens[place].text.endswith(_GOES_ON):
        return True
    following = [one for one in tokens[place + 1 : place + 3] if one.kind is not Kind.SPACE]
    return bool(following) and (
        following[0].kind in (Kind.DAYS, Kind.COUNT, Kind.NUMBER)
        or (following[0].kind in QUIET and following[0].text.startswith(("了", "得", "着")))
        or following[0].text.endswith(("天", "次", "回", "晚上", "夜"))
    )

"""Words for relatives, and for what they do: 他小舅, 打电话来说, 开车送她去."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN_BRIEFLY
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_OF = "(?:他|她|其|孩子|娃儿?|小孩|的|自己|亲|家里?|屋里|屋头){1,3}"
_RANK = "[老大二三四小幺满表堂干]"
_RELATIVE = re.compile(
    rf"(?:{_OF}(?:{_RANK}|[后继](?=[爸妈爹娘])){{0,2}}|{_RANK}{{1,2}}){KIN_BRIEFLY}[儿些们俩]?"
    r"(?P<home>家(?![人长属里]))?"
)
_RELATIVE_SIGNS = frozenset("他她其孩娃小的自亲家屋老大二三四幺满表堂干")
_VISIT = re.compile(
    r"(?:家里?|屋里|屋头)(?:来|到|回来)了?[个几些]?(?:外地|外省|外面|远方)?的?(?:亲戚|客人?|人|老乡|朋友)"
)
_FAMILY_TELLS = re.compile(
    r"家(?:里|中)?(?=(?:今早|早上|刚才?|又|都|已经?|来|也)*(?:说|讲|称|报|反映|反馈|告知|告诉|表示|通知|回复"
    r"|打了?(?:来|过来)?(?:个|一个)?(?:电话|微信)|来了?(?:个|一个)?(?:电话?|信息|微信|消息|短信)"
    r"|发(?:来|了)*(?:个|一个|条)?(?:微信|信息|消息|短信|语音)|微信|[请帮替]了?(?:他|她|孩子)?(?:了|请)?[病事]?假))"
)
"""家里说发烧: the family tells it, and nobody is at home by it."""
_TAKING = re.compile(
    r"(?:开车|骑车|打车|骑摩托车?|骑三轮车?|坐车)?(?:接|送|带|领|背|抱|陪|扶)[起着了到]?"
    r"(?:他|她|孩子|娃儿?)?(?=[去到回上往来走离])"
)
_TAKING_SIGNS = frozenset("开骑打坐接送带领背抱陪扶")
_TOLD = re.compile(
    r"(?:打了?个?电话|来电话?|在?电话里?|[发来]?了?个?(?:微信|信息|消息|语音|短信|信)里?|在?群里|回话|回复|喊我"
    r"|[跟和给对](?:我们?|老师|俺|咱))*[来又就都也只还刚才]*(?:说|告诉|反映|反馈|告知)"
    r"(?:是|的是|起|过|了|的|我们?|老师)*"
)
_TOLD_SIGNS = frozenset("打来在电发微信消语短群回喊跟和给对又就都也只还刚才说告反")

_BESIDE_SIGNS = _RELATIVE_SIGNS | _TAKING_SIGNS


def kin_at(text: str, at: int, *, towards: bool) -> tuple[int, Token] | None:
    """A relative, or how one took the pupil along."""
    if text[at] not in _BESIDE_SIGNS:
        return None
    return relative_at(text, at, towards=towards) or taking_at(text, at)


def relative_at(text: str, at: int, *, towards: bool) -> tuple[int, Token] | None:
    """他小舅, 二姨, 家里大人; 去他小舅家 leads to a place."""
    if text[at] in "家屋" and (visit := _VISIT.match(text, at)):
        return len(visit[0]), Token(Kind.RELATIVE, visit[0])
    found = _RELATIVE.match(text, at) if text[at] in _RELATIVE_SIGNS else None
    if found is None:
        return None
    if found["home"] and towards:
        return len(found[0]), Token(Kind.PLACE, found[0], found[0])
    return len(found[0]), Token(Kind.RELATIVE, found[0])


def family_tells_at(text: str, at: int) -> tuple[int, Token] | None:
    """家里说发烧."""
    found = _FAMILY_TELLS.match(text, at) if text[at] == "家" else None
    return (len(found[0]), Token(Kind.RELATIVE, found[0])) if found else None


def taking_at(text: str, at: int) -> tuple[int, Token] | None:
    """背去, 开车送她去: how somebody got there."""
    found = _TAKING.match(text, at) if text[at] in _TAKING_SIGNS else None
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


def told_at(text: str, at: int) -> tuple[int, Token] | None:
    """打电话来说, 微信里说是: what follows is told by whoever was named before."""
    found = _TOLD.match(text, at) if text[at] in _TOLD_SIGNS else None
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None

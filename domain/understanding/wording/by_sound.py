"""Of the whole class, typed by its sound: quan班正常, 权班正常, quan ban zheng chang."""

from __future__ import annotations

import re

from domain.understanding.context import ClassContext

_BEGINS = r"(?:^|(?<=[\n,;。!:、.]))\s*"
_WELL = {
    "zhengchang": "正常",
    "hao": "好",
    "henhao": "很好",
    "meishi": "没事",
    "meiwenti": "没问题",
    "jiankang": "健康",
}
_ALL = {
    "quanban": "全班",
    "quanbu": "全部",
    "quanti": "全体",
    "dajia": "大家",
    "yiqie": "一切",
    "dou": "都",
    "quandou": "全都",
    "quanbandou": "全班都",
    "dajiadou": "大家都",
    "quanbudou": "全部都",
    "qiyu": "其余",
    "qita": "其他",
    "qiyudou": "其余都",
    "qitadou": "其他都",
}
_SYLLABLE = re.compile(
    "zheng|chang|quan|jian|kang|qie|ban|dou|jia|hen|hao|mei|shi|wen|bu|da|yi|qi|yu|ta|ti"
)
_END = r"(?![a-z])(?=\s*(?:[,;。!.\n]|$))"


def _spelt(words: dict[str, str]) -> str:
    """Each in one word or syllable by syllable."""
    apart = (r"\s?".join(_SYLLABLE.findall(one)) for one in words)
    return "|".join(sorted(apart, key=len, reverse=True))


_SENTENCE = re.compile(rf"{_BEGINS}(?P<all>{_spelt(_ALL)})\s?(?P<well>{_spelt(_WELL)}){_END}", re.I)
_BEHIND_ALL = re.compile(
    rf"(?P<all>全班|全部|全体|大家|一切|都)\s?(?P<well>{_spelt(_WELL)}){_END}", re.I
)
_HALF = re.compile(rf"{_BEGINS}(?:quan\s?班|全\s?ban)(?![a-z])", re.I)
_QUAN = "权圈泉拳券劝痊荃诠蜷铨"
_SIGN = re.compile(rf"{_BEGINS}(?P<sign>[{_QUAN}])班(?=都|全|均|皆|正常|无|没|体温|一切|到|\d)")


def told_by_sound(text: str, class_: ClassContext) -> str:
    """The text with 全班正常 in its own signs, where it can be read in no other way: no pupil's
    name begins with the sign, and zheng chang alone may be 郑常.
    """
    surnames = {pupil.name[:1] for pupil in class_.pupils}
    text = _HALF.sub("全班", text)
    text = _SIGN.sub(lambda n: n[0] if n["sign"] in surnames else "全班", text)
    if surnames & set("窦都全权"):
        return text
    return _BEHIND_ALL.sub(_behind, _SENTENCE.sub(_sentence, text))


def _sentence(found: re.Match[str]) -> str:
    return _ALL[_bare(found["all"])] + _WELL[_bare(found["well"])]


def _behind(found: re.Match[str]) -> str:
    return found["all"] + _WELL[_bare(found["well"])]


def _bare(spelt: str) -> str:
    return re.sub(r"\s", "", spelt).lower()

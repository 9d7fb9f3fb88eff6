"""What there was no time for: 没来得及量 is not measured, 没来得及吃早饭 says nothing of coming."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_NO_TIME = (
    r"(?:还|都|也|根本|实在|暂时)*(?:没有?|未)(?:来[得的]?[及急]|赶得?及|顾得?上|腾得?出时间)"
    r"(?:给|帮|替|让|为)?(?:他|她|孩子|娃儿?|学生)?"
)
_MEASURE = re.compile(
    rf"{_NO_TIME}(?:去|再|重新|挨个|一一)?(?:测量|检测|量|测|做?晨检|检)(?:一下|上|完|了)?(?:个|一个)?(?:体温|温度|温)?"
)
_MEASURE_ONE = re.compile(rf"{_NO_TIME}(?<=[给帮替为])(?=[^,。;、\s]{{2,8}}?[测量])")
_ERRAND = re.compile(
    rf"{_NO_TIME}(?P<what>(?:去|再|先|跟|和|向)?(?:去?(?:大|人民)?医院(?:看|检查)?|去?看(?:病|医生)|去?校医室|去?医务室"
    r"|[吃喝服][^,。;、\s]{0,2}?(?:早饭|早餐|早点|饭|东西|药|水)|[吃喝]|戴(?:口罩|眼镜|帽子)|带(?:药|水杯|口罩|书包|作业)"
    r"|(?:登|填|上|汇)[^,。;、\s]?(?:记|写|报|表)|填|登|报|写|洗(?:脸|手|漱)|换(?:衣服|鞋)|穿(?:外套|衣服)"
    r"|(?:联系|通知|告诉|问)(?:一下)?(?:家长|他妈妈?|她妈妈?|老师|您)?|打电话|说|拿|买|做|处理|核实|统计)?)"
)
_COMING = re.compile(r"(?:到|来|赶|上学|上课|上车|进|回)")
"""没来得及到校: where the pupil is has to be asked."""
_SIGNS = frozenset("还都也根实暂没未")


def in_time_at(text: str, at: int) -> tuple[int, Token] | None:
    """来得及 is not 来: nobody is away by it."""
    if text[at] not in _SIGNS:
        return None
    if found := _MEASURE.match(text, at) or _MEASURE_ONE.match(text, at):
        return len(found[0]), Token(Kind.UNMEASURED, found[0])
    if (found := _ERRAND.match(text, at)) is None:
        return None
    here = _COMING.match(text, found.end())
    return len(found[0]), Token(Kind.UNKNOWN if here else Kind.FILLER, found[0])

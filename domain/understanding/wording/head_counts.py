"""应到 and 实到 as they are spoken, slipped or put behind their numbers, in one writing."""

from __future__ import annotations

import re

from domain.understanding.cutting.figures import numeral

_N = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PUPILS = r"\s?(?:人|个人?|名|位)?(?:学生|同学|孩子|娃儿?)?"
_OF_CLASS = rf"\s?[:是为有]?\s?(?P<a>{_N}){_PUPILS}"
_OF_TODAY = rf"\s?[:是为有]?\s?(?P<b>{_N}){_PUPILS}"
_ENROLLED = "(?:[应英硬因映营迎][到道倒导岛]|应该?到|应有|应来)"
_PRESENT = "(?:[实时十石食失适][到道倒导岛]|实际到|实有|实来)"
_BETWEEN = r"\s?[,、;。/ ]?\s?"
_END = r"(?![\d.十度点号年月日%/])(?![一二三四五六七八九](?!\s?[人个名]))"
_BOTH = re.compile(rf"{_ENROLLED}{_OF_CLASS}{_BETWEEN}{_PRESENT}{_OF_TODAY}{_END}\s?,?")
_TURNED = re.compile(rf"{_PRESENT}{_OF_TODAY}{_BETWEEN}{_ENROLLED}{_OF_CLASS}{_END}\s?,?")
_ALIKE = re.compile(
    rf"{_ENROLLED}[和、与,]?{_PRESENT}(?:人数)?\s?(?:都是|均为|均是|都为|全是|各|都|均|皆|[:是为])?"
    rf"{_OF_CLASS}{_END}\s?,?"
)
_BEHIND = re.compile(
    rf"(?<![\d一二三四五六七八九十:是为有到])(?P<a>{_N})\s?(?:人|个人?|名|位)(?:学生|同学|孩子|娃儿?)?"
    r"(?:应到|应该到)(?![未没却而]|校?\s?[:是为]?\s?[\d一二三四五六七八九十])\s?,?"
)
_SLIPS = re.compile(rf"(?:[应英硬][道倒]|[实时][道倒])(?=\s?[:是为]?\s?{_N}\s?[人名个])")
_BEFORE_SEATS = re.compile(
    r"(?P<head>[实应]到|[到在]校|[实应现]有|[出到]勤|在班|到班|入园|到园|总数|人数|(?:[今早]|已经?)来了?|来了"
    r"|全班|(?<!一)共|(?<![一-龥])到了?|(?<=[天早已])到了?)(?P<mark>\s?(?:人数)?\s?[:是为有]?\s?)"
    r"(?P<n>\d{1,3})\s?[,、;。. ]\s?(?=\d{1,2}(?:\s?[,、和]\s?\d{1,2})*\s?号)"
)


def plain_head_counts(text: str) -> str:
    """应道45实道44, 应到四十五实到四十五, 45个应到 and 应到实到都是45 as 应到45人,实到44人.
    实到44，5号病假 counts 44, and names no seat.
    """
    text = _BOTH.sub(_pair, text)
    text = _TURNED.sub(_pair, text)
    text = _ALIKE.sub(_pair, text)
    text = _BEHIND.sub(lambda found: f"应到{numeral(found['a'])}人,", text)
    text = _BEFORE_SEATS.sub(_counted, text)
    return _SLIPS.sub(lambda found: "应到" if found[0][0] in "应英硬" else "实到", text)


def _pair(found: re.Match[str]) -> str:
    enrolled = numeral(found["a"])
    present = numeral(found.groupdict().get("b") or found["a"])
    return f"应到{enrolled}人,实到{present}人,"


def _counted(found: re.Match[str]) -> str:
    head = "实到" if found["head"].startswith("到") and len(found["head"]) < 3 else found["head"]
    return f"{head}{found['mark']}{found['n']}人,"

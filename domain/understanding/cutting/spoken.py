"""Temperatures as they are said aloud, without 度 or 点: 三十八, 三七八, 三十七八."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.temperature import Temperature
from domain.understanding.cutting.figures import figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_SIGNS = "零一二三四五六七八九"
_DIGITS = str.maketrans(_SIGNS, "0123456789")
_COUNTED = "人个名位例号日月年班级楼周天次岁路分秒斤节页元块里米中医成等妇女来半感灵开粉牌床"
_SPOKEN = re.compile(
    rf"(?:三十[五六七八九](?:[{_SIGNS}]度?)?|三[五六七八九](?:[{_SIGNS}]度?)?|四十[一二]?"
    rf"|四[零一][{_SIGNS}]度?)"
    rf"(?![{_SIGNS}十百千两\d{_COUNTED}]|多[人个名位岁天里]|\s*[度点°.])"
)
_PART_OF = frozenset(f"{_SIGNS}十百第周期拜初点时")


def spoken_at(
    text: str, at: int, before: Sequence[Token], plausible: tuple[Temperature, Temperature]
) -> tuple[int, Token] | None:
    """What is said as 38 is read as 38 is, and 三七八 as 378: it is asked where that is."""
    named = bool(before) and before[-1].kind is Kind.NAME  # 李四三十八
    found = _SPOKEN.match(text, at) if text[at] in "三四" else None
    if found is None or (not named and text[at - 1 : at] in _PART_OF and at):
        return None
    said = found[0].removesuffix("度")
    tens, ten, ones = said.partition("十")
    digits = f"{tens}{ones or '零'}" if ten else said
    value = replace(figure(digits.translate(_DIGITS), plausible), raw=found[0])
    return len(found[0]), Token(Kind.FIGURE, found[0], value)

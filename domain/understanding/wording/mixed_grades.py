"""A class of several grades (复式班): 一年级8人二年级7人三年级6人，共21人 counts its pupils."""

from __future__ import annotations

import re

from domain.understanding.cutting.figures import numeral

_N = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_GRADE = rf"[一二三四五六1-6]年级\s?:?\s?(?:有|应到)?\s?{_N}\s?[人名个](?:学生)?"
_GRADES = re.compile(
    rf"(?P<grades>{_GRADE}(?:\s?[,、;和 ]?\s?{_GRADE})+)"
    r"(?:\s?[,、;。 ]?\s?(?:一共|总共|合计|共计|共有|共)\s?"
    rf"(?P<all>{_N})\s?[人名个](?:学生)?)?\s?,?"
)
_PART = re.compile(rf"年级\s?:?\s?(?:有|应到)?\s?(?P<n>{_N})\s?[人名个]")


def plain_grades(text: str) -> str:
    """The text with the pupils of all grades as one number; a sum that is wrong stays."""
    return _GRADES.sub(_together, text)


def _together(found: re.Match[str]) -> str:
    heads = sum(numeral(part["n"]) for part in _PART.finditer(found["grades"]))
    if found["all"] and numeral(found["all"]) != heads:
        return found[0]
    return f"应到{heads}人,"

"""Classes as English speakers name them: Grade 5 Class 2, Class 2 Grade 5, P5-2, G5C2."""

from __future__ import annotations

import re

from domain.understanding.cutting.figures import numeral

_N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_GRADE = r"(?:grade|year|primary|gr|yr|form|standard)"
_CLASS = r"(?:class|cl|section|room)"
_ENDS = r"(?![\d.])"
_CLASSES = (
    re.compile(
        rf"{_GRADE}\.?\s?(?P<grade>{_N})\s?[,/-]?\s?{_CLASS}\.?\s?(?P<number>{_N}){_ENDS}", re.I
    ),
    re.compile(
        rf"{_CLASS}\.?\s?(?P<number>{_N})\s?,?\s?(?:of\s|in\s)?{_GRADE}\.?\s?(?P<grade>{_N}){_ENDS}",
        re.I,
    ),
    re.compile(rf"[gpy]\.?\s?(?P<grade>\d)\s?[-.,(]?\s?c?\.?(?P<number>\d{{1,2}})\)?{_ENDS}", re.I),
)
_SIGNS = frozenset("gGyYpPfFsScCrR")


def english_class_at(text: str, at: int) -> tuple[int, tuple[int, int]] | None:
    """How long the name of a class that begins here is, and its grade and number."""
    if text[at] not in _SIGNS or (at and text[at - 1].isalnum()):
        return None
    found = next((one for one in (each.match(text, at) for each in _CLASSES) if one), None)
    if found is None:
        return None
    return len(found[0]), (numeral(found["grade"]), numeral(found["number"]))

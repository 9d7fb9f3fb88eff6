"""Bare numbers: temperatures, ranges of them, and counted heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.temperature import Temperature
from domain.understanding.cutting import figures as fig
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token
from domain.understanding.writing import is_han

_SAID = frozenset("二三四在")
"""What a temperature in characters begins with: 三十八度, 在36到37之间."""
_LABEL_ENDS = frozenset({Kind.SPACE, Kind.COLON, Kind.FILLER})


def number_at(
    text: str, at: int, plausible: tuple[Temperature, Temperature]
) -> tuple[int, Token] | None:
    """36.2-37.1, 36.5, 43, two: a temperature, the highest of a range, or a whole number."""
    han = is_han(text[at])
    if han and text[at] not in _SAID:
        return None
    if (highest := _range(text, at, plausible)) is not None:
        return highest
    digits = None if han else fig.NUMBER.match(text, at)
    if found := fig.TEMPERATURE.match(text, at):
        whole = found[0].strip()
        longer = digits is not None and len(digits[0]) > len(whole)
        end = at + len(whole)
        if not longer and not (whole[-1].isdigit() and text[end : end + 1].isdigit()):
            return len(whole), Token(Kind.FIGURE, whole, fig.figure(whole, plausible))
    if digits is not None:
        if digits[0].isdigit() and len(digits[0]) < 4:
            return len(digits[0]), Token(Kind.NUMBER, digits[0], int(digits[0]))
        return len(digits[0]), Token(Kind.UNKNOWN, digits[0])
    if han:
        return None
    if (found := fig.ENGLISH_NUMBER.match(text, at)) and (not at or not text[at - 1].isalpha()):
        return len(found[0]), Token(Kind.NUMBER, found[0], fig.numeral(found[0]))
    return None


def _range(
    text: str, at: int, plausible: tuple[Temperature, Temperature]
) -> tuple[int, Token] | None:
    for pattern in (fig.RANGE_HAN if is_han(text[at]) else fig.RANGE, fig.BETWEEN):
        found = pattern.match(text, at)
        if found is None:
            continue
        if pattern is fig.BETWEEN and not _marks_a_range(found):
            continue
        if (highest := fig.figure_range(found, plausible)) is not None:
            return len(found[0]), Token(Kind.FIGURE, found[0], highest)
    return None


def _marks_a_range(found: re.Match[str]) -> bool:
    """36度到37度之间, between 36 and 37."""
    return bool(found["mark"]) or found[0].casefold().startswith("between")


def heads_at(text: str, at: int, before: Sequence[Token]) -> tuple[int, Token] | None:
    """应到四十五, 实到：四十二"""
    found = fig.HEADS.match(text, at) if text[at] in fig.NUMERALS else None
    if found is None:
        return None
    near = reversed(before[-12:])
    leads = next((one.kind for one in near if one.kind not in _LABEL_ENDS), None)
    if leads not in (Kind.ENROLLED, Kind.PRESENT):
        return None
    return len(found[0]), Token(Kind.NUMBER, found[0], fig.numeral(found[0]))

"""Numbers spelled out, thirty-eight point five, or with their digits apart, 3 7 . 9."""

from __future__ import annotations

import re

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "ninety": 90}
_ONE = rf"(?:{'|'.join(_ONES)})"
_NUMBER = re.compile(
    rf"\b(?P<tens>{'|'.join(_TENS)})[- ](?P<ones>{_ONE})\b"
    rf"(?:\s(?:point|dot)\s(?P<part>{_ONE}|\d)\b)?",
    re.I,
)
_POINT = re.compile(rf"\b(?P<whole>\d{{2,3}})\s(?:point|dot)\s(?P<part>{_ONE}|\d)\b", re.I)


_APART = re.compile(
    r"(?<![\d.])(?<!\d )(?P<tens>[34]) ?(?P<ones>\d)(?: \. ?|\. )(?P<part>\d)(?![\d.]| \d)"
)
"""3 7 . 9, as a phone spaces it."""
_DEGREES_APART = re.compile(r"(?<![\d.])(?<!\d )(?P<tens>[34]) (?P<ones>\d)(?= ?度)")


def in_digits(text: str) -> str:
    """The text with such numbers as digits."""
    text = _NUMBER.sub(lambda n: str(_TENS[n["tens"].lower()] + _digit(n["ones"])) + _part(n), text)
    text = _APART.sub(r"\g<tens>\g<ones>.\g<part>", text)
    text = _DEGREES_APART.sub(r"\g<tens>\g<ones>", text)
    return _POINT.sub(lambda n: n["whole"] + _part(n), text)


def _digit(word: str) -> int:
    return int(word) if word.isdigit() else _ONES.index(word.lower())


def _part(number: re.Match[str]) -> str:
    return f".{_digit(number['part'])}" if number["part"] else ""

"""Heads as English tells them: 39 present out of 40, 44 students out of 45 are here."""

from __future__ import annotations

import re

_WHO = r"(?:\s(?:students?|pupils?|kids?|children))?"
_HERE = r"(?:present|here|in\s(?:class|school|today)|attending|attended|came|at\sschool)"
_IS = r"(?:\s(?:are|were|is|was|have|has))?"
_OUT_OF = r"(?:out\sof|from|of)\s(?:(?:our|the|my|a\s(?:class|total)\sof)\s)?"
_HERE_FIRST = re.compile(
    rf"(?<![\d.])(?P<n>\d{{1,3}}){_WHO}{_IS}\s{_HERE},?\s\(?{_OUT_OF}(?P<m>\d{{1,3}}){_WHO}\)?(?![\d.])",
    re.I,
)
_HERE_LAST = re.compile(
    rf"(?<![\d.])(?P<n>\d{{1,3}}){_WHO}\s{_OUT_OF}(?P<m>\d{{1,3}}){_WHO}{_IS}\s{_HERE}\b", re.I
)
_HEADED = re.compile(
    rf"\bpresent:?\s(?P<n>\d{{1,3}})\s\(?{_OUT_OF}(?P<m>\d{{1,3}})\)?(?![\d.])", re.I
)
_WE_HAVE = re.compile(
    r"\bwe\shave\s(?P<m>\d{1,3})(?:\s(?:students|pupils|kids|children))?,?\s(?:and\s)?"
    rf"(?P<n>\d{{1,3}}){_IS}\s{_HERE}\b",
    re.I,
)
_OF_ALL = re.compile(
    rf"\b(?:out\s)?of\s(?:our\s|the\s|my\s)?(?P<m>\d{{2}}){_WHO}\s?[:,]\s?(?P<n>\d{{1,2}}){_WHO}{_IS}\s"
    rf"{_HERE}\b",
    re.I,
)
_CLASS_OF = re.compile(
    rf"\b(?P<of>(?:whole\s|full\s|entire\s)?class\sof\s\d{{1,3}})(?:\sis|\sare)?(?:\sall)?\s{_HERE}\b",
    re.I,
)
_IN_TOTAL = re.compile(r"(?<![\d.])(?P<n>\d{1,3})\s(?:in\stotal|altogether|in\sall)\b", re.I)
_CAME = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3})\s(?:students|pupils|kids|children)\s(?:came|turned\sup)"
    r"(?:\s(?:today|in|to\sschool|to\sclass|this\smorning))*(?=\s*(?:[,.;!\n]|$))",
    re.I,
)


def plain_out_of(text: str) -> str:
    """The text with heads present out of all as enrolled and present, and 45 in total, whole class
    of 45 is here and 45 kids came in words that are known.
    """
    text = _IN_TOTAL.sub(r"total \g<n>", _CLASS_OF.sub(r"\g<of>, all here", text))
    text = _CAME.sub(r"\g<n> present", text)
    for pattern in (_HERE_FIRST, _HERE_LAST, _HEADED, _WE_HAVE, _OF_ALL):
        text = pattern.sub(_heads, text)
    return text


def _heads(found: re.Match[str]) -> str:
    """As they are told, where there are not more here than there are."""
    here, of = int(found["n"]), int(found["m"])
    return f"enrolled {of}, present {here}" if here <= of else found[0]

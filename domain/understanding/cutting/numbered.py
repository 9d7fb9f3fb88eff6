"""One pupil by a bare number: student 28, pupil 12, 28 is absent, 36 病假."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Roll
from domain.understanding.cutting.tokens import Token
from domain.understanding.writing import is_han

_CALLED = re.compile(
    r"(?:student|pupil|kid|child|boy|girl)\s(?P<n>\d{1,2})(?![\d.]|:\d|\s?(?:[ap]m|degrees|years|year|c\b))",
    re.I,
)
_ONE = re.compile(r"(?:\d|\b(?:one|an?|the|this|that|another|each|per|single))\s$", re.I)
_SEVERAL = re.compile(
    r"\b(?P<who>student|pupil|kid)s\s(?P<all>\d{1,2}(?:\s?(?:,\s?and|,|and|&)\s?\d{1,2}(?![\d.]))+)",
    re.I,
)
_BARE = re.compile(
    r"(?P<n>[2-9]|[1-9]\d)(?:\s(?:is|has|was)\s(?!the\b|(?:our|my|highest|max|full|present|here|total)\b)"
    r"|\s(?=(?:absent|off|away|sick|ill)\b)|\s?(?=病假|事假|请假|没[来到]|未到|缺勤))",
    re.I,
)
_NEAR = 12
"""Signs before a number that are looked at."""
COUNTED = 4
"""Up to here a bare number rather counts: student 1 of a list, 2 absent."""
WARM, HOT = 35, 42
"""From here to there it may be a temperature."""


def seats_apart(text: str) -> str:
    """Students 12 and 14 are student 12 and student 14."""
    return _SEVERAL.sub(
        lambda several: re.sub(r"(\d+)", rf"{several['who']} \1", several["all"]), text
    )


def numbered_at(text: str, at: int, roll: Roll, size: int) -> tuple[int, Token] | None:
    """The pupil of this seat, to be confirmed where the number may count; never so many pupils."""
    if is_han(text[at]):
        return None
    if found := _CALLED.match(text, at):
        if (at and text[at - 1].isalnum()) or _ONE.search(text[max(at - _NEAR, 0) : at]):
            return None
        n = int(found["n"])
        who = replace(roll.seat(n), raw=found[0])
        sure = COUNTED <= n < WARM or n > HOT
        return len(found[0]), Token(Kind.NAME, found[0], replace(who, sure=sure))
    begins = not text[:at].strip() or text[:at].rstrip(" ")[-1:] in ",;。!.\n"
    dated = text[max(at - 2, 0) : at - 1].isdigit() and text[at - 1 : at] == "."  # 11.20没来
    found = _BARE.match(text, at) if begins and not dated else None
    if found is None:
        return None
    single = found[0].lower().rstrip().endswith(("is", "has", "was"))
    who = roll.seat(int(found["n"]))
    if not who.candidates or (not single and int(found["n"]) * 3 <= size):
        return None
    return len(found["n"]), Token(Kind.NAME, found["n"], replace(who, raw=found["n"], sure=False))

"""Missing, with a reason behind: "missing, he is off sick" is absent, and nobody is lost."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN_EN

_REASON = (
    r"(?:sick|ill|unwell|fever|high temperature|cough|cold|flu|headache|stomach ?ache"
    r"|tummy ?ache|vomiting|diarrho?ea|rash|funeral"
    r"|wedding|leave|hospital|doctor'?s?|dentist'?s?|clinic|appointment|personal"
    r"|family (?:matter|reason|event|business)s?)"
)
_SMALL = (
    r"(?:because|as|since|due|to|of|with|for|at|on|in|off|home|today|he|she|they|is|are|has"
    r"|have|got|he's|she's|they're|a|an"
    r"|the|his|her|their|down|bad|at|attending|gone|away)"
)
_WHY = rf"(?:\s?[,.;(-]\s?|\s)(?:(?:{_SMALL}|{KIN_EN}(?:'s)?)\s){{0,8}}{_REASON}\b"
_MISSING = re.compile(rf"\bmissing\b(?P<why>{_WHY})", re.I)
_ONLY_ONE = re.compile(
    r"\b(?:the )?only (?:one |pupil |student |child )?missing(?: is"
    r"|:) (?P<who>[\w-]+(?: [\w-]+){0,2})"
    rf"(?P<why>{_WHY})",
    re.I,
)
_OF_KIN = re.compile(
    rf"\b{KIN_EN} (?:is|are|has|have)\b",
    re.I,
)
_LOST = re.compile(
    r"\b(?:reach|answer\w*|knows?|idea|contact|find|found|search\w*|reply|replied"
    r"|pick up)\b",
    re.I,
)
_AWAY = re.compile(r"\b(?:absent|absence|absentees?|off|away|missing|leave|not here)\b", re.I)
_FAMILY = re.compile(
    r"(?<!from )(?<!to )(?<!in )(?P<who>\b[A-Z][a-z]+ [A-Z][a-z]+"
    r"(?: (?:is )?(?:absent|off|away))?)\s?"
    r"(?:\(family\)|[-–]\s?family(?=\s*(?:[,;.\n]|$)))"
)
"""Absent: Hu Mingxuan (family), beside a name among those who are away."""
_COUNTED = re.compile(
    r"(?P<n>(?<![\w.])(?:\d{1,2}|one|two|three|four|five|six)(?: (?:kids?|pupils?|students?"
    r"|children"
    r"|boys?|girls?))?)(?: (?:is|are|were))? missing(?= today|\s*(?:[:,;.(\n-]|$|and\b))",
    re.I,
)


def absent_with_reason(text: str) -> str:
    """The text with absent for missing, where it is told why."""
    if "family" in text and _AWAY.search(text):
        text = _FAMILY.sub(r"\g<who> (family matter)", text)
    if "issing" not in text or _LOST.search(text):
        return text
    text = _COUNTED.sub(r"\g<n> absent", text)
    return _MISSING.sub(_absent, _ONLY_ONE.sub(r"\g<who> absent\g<why>", text))


def _absent(found: re.Match[str]) -> str:
    """Absent with the reason behind a comma; that a relative is ill is no reason."""
    if _OF_KIN.search(found["why"]):
        return found[0]
    return "absent" + found["why"].replace(".", ",")

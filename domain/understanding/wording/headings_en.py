"""English words that only lead to a list: Exceptions:, Three things:, Sorry for the long one:."""

from __future__ import annotations

import re

_LEADS = (
    r"(?:just|only|a few|a couple of|one|two|three|four|five|six|\d|some|the|following|today'?s|our"
    r"|my|quick|small|short|other|also|and|but|there (?:is|are)|here (?:is|are)|we have|i have"
    r"|sorry for the|apart from that|so)"
)
_WORDS = (
    r"(?:things?|notes?|points?|cases?|matters?|items?|updates?|news|lists?|details?|summary|report"
    r"|long (?:one|message|text|list)|long one|to report|to note|to mention|as follows|follows"
    r"|(?:class )?status|breakdown|highlights?|bits and pieces)"
)
_HEADING = re.compile(
    rf"(?P<start>^|[\n.;!,])(?P<space>\s*)(?:{_LEADS}\s)*{_WORDS}(?: (?:today|to report|to note"
    r"|to mention|this morning|here|for you|from me|as follows|only))*\s?(?:[:–—]|\s-\s)\s?",
    re.I,
)
_EXCEPTIONS = re.compile(
    r"[.,;]?\s*\b(?<!no )(?:(?:with|the|only|just|a few|one|two|three|\d|these|following|some"
    r"|our)\s)*exceptions?(?: today| are| is| being)?\s?(?:[:–—]|\s-\s)\s?",
    re.I,
)


def without_headings(text: str) -> str:
    """The text without them; exceptions are what stands behind except."""
    if ":" not in text and "-" not in text and "–" not in text:
        return text
    text = _EXCEPTIONS.sub(_except, text)
    return _HEADING.sub(_without, text)


def _without(found: re.Match[str]) -> str:
    """Nothing in place of the heading; three cases are three pupils, who follow."""
    counts = re.search(r"\b(two|three|four|five|six|[2-9]) (?:\w+ )?cases\b", found[0], re.I)
    return found["start"] + found["space"] + (f"{counts[1]} pupils: " if counts else "")


def _except(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip()
    return " except " if before[-1:].isalnum() else found[0][: 1 if found[0][0] in ".,;" else 0]

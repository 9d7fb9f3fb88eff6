"""Days of the week as they are shortened: Fri-Sun, Sat & Sun, back Sun night."""

from __future__ import annotations

import re

_FULL = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_SHORT = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
_DAY = rf"(?:{_SHORT}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_PAIR = re.compile(
    rf"\b(?P<one>{_DAY})\.?\s?(?P<to>-+|–|—|~|/|\bto\b|\buntil\b|\btill\b|\bthrough\b|&|\band\b)\s?"
    rf"(?P<two>{_DAY})\b(?! \d)"
)
_LED = re.compile(
    r"(?P<leads>\b(?i:back|returned|return|returns|left|until|till|went|home|this|next|leaves|early"
    rf"|late) (?:on )?)(?P<day>{_SHORT})\b(?! \d)"
)
_PART = re.compile(
    rf"\b(?P<day>{_SHORT})\.? (?=(?:early |late )?(?:morning|noon|afternoon|evening|night)\b)"
)
_LISTS = frozenset("/&") | {"and"}


def days_in_full(text: str) -> str:
    """The text with those days in full."""
    text = _PART.sub(lambda one: _full(one["day"]) + " ", _PAIR.sub(_both, text))
    return _LED.sub(lambda one: one["leads"] + _full(one["day"]), text)


def _both(found: re.Match[str]) -> str:
    between = "and" if found["to"] in _LISTS else "to"
    return f"{_full(found['one'])} {between} {_full(found['two'])}"


def _full(day: str) -> str:
    return _FULL[day.casefold()[:3]]

"""A seat before a reading: 3：38.2, 1:36.5 2:36.6 3:37.9. With a point it is no time of day."""

from __future__ import annotations

import re

_READING = r"(?:3[4-9]|4[0-2])\.\d{1,2}(?!\d|[.:])"
_ONE = re.compile(
    rf"(?P<begins>^|[\n,;。、]\s*|(?<=\d)\s+|:(?=[4-9]|\d\d))?(?<![\d.])(?<!\d:)(?P<seat>[1-9]\d?)\s?:\s?(?P<reading>{_READING})",
)
_LINE = re.compile(rf"^\s*(?P<seat>[1-9]\d?)(?:\s+|\s?\)\s?)(?P<reading>{_READING})\s*$", re.M)
_SIDE_BY_SIDE = re.compile(rf"(?:^|(?<=[\s,;。]))(?P<seat>[1-9]\d?)\)\s?(?P<reading>{_READING})")


def seats_before_readings(text: str) -> str:
    """The text with 3号38.2 for 3：38.2. Behind a word the number may count, and stands apart."""
    text = _ONE.sub(_with_seat, text)
    for several in (_LINE, _SIDE_BY_SIDE):
        if len(several.findall(text)) > 1:
            text = several.sub(r"\g<seat>号\g<reading>", text)
    return text


def _with_seat(found: re.Match[str]) -> str:
    if found["begins"] is None:
        return f"{found['seat']} {found['reading']}"
    return f"{found['begins']}{found['seat']}号{found['reading']}"

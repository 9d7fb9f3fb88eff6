"""Places that teachers name without more, and what a place looks like."""

import tomllib
from pathlib import Path

_KNOWN = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))
PLACES = frozenset(place for places in _KNOWN.values() for place in places.split())
VAGUE = frozenset(_KNOWN["vague"].split())
"""Somewhere, but where? Asked back."""
LONGEST_PLACE = max(map(len, PLACES))
_CITIES = frozenset(_KNOWN["cities"].split())
LONGEST_DETAIL = 6
"""成都欢乐谷: what may follow a city that is known."""
_ENDINGS = tuple("省市县区镇乡村州旗盟家山湖岛寨湾沟坝")


def is_place(text: str) -> bool:
    """Whether this is surely a place: one of the list, or ending as places do (柳坝村).

    A place inside another counts too: 云南瑞丽, 南京市江宁区.
    """
    if text.casefold() in PLACES or (len(text) > 1 and text.endswith(_ENDINGS)):
        return True
    return any(
        text[:length] in _CITIES and len(text) - length <= LONGEST_DETAIL
        for length in range(2, min(len(text), LONGEST_PLACE))
    )

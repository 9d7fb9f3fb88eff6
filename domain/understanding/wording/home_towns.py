"""Whose home it was says nothing of the town: 回老家遵义, 去重庆奶奶家 lead there."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN
from domain.understanding.cutting.places import LONGEST_PLACE, PLACES, VAGUE

_WHOSE = rf"(?:(?:他|她)?的?(?:{KIN}|姨)家|老家)"
_HOME = re.compile(
    rf"(?P<verb>[回去到在])(?P<done>了)?{_WHOSE}(?:在"
    rf"|的)?(?P<rest>[\u4e00-\u9fff]*)"
)
_BEHIND = re.compile(
    rf"(?P<verb>[回去到在])(?P<done>了)?(?P<place>[\u4e00-\u9fff]{{2,6}}?)(?:的)?{_WHOSE}"
)


def towns_alone(text: str) -> str:
    """The text with the town alone, where it is one that is known."""
    return _BEHIND.sub(_town_before, _HOME.sub(_town_behind, text))


def _town_behind(found: re.Match[str]) -> str:
    rest = found["rest"]
    known = any(_is_town(rest[:n]) for n in range(2, LONGEST_PLACE + 1))
    return f"{found['verb']}{found['done'] or ''}{rest}" if known else found[0]


def _town_before(found: re.Match[str]) -> str:
    if not _is_town(found["place"]):
        return found[0]
    return f"{found['verb']}{found['done'] or ''}{found['place']}"


def _is_town(text: str) -> bool:
    return text in PLACES and text not in VAGUE

"""What a whole-class answer typed in a few words means: the door for richer text.

Reads the plain forms only: a zero report (``全班正常``, ``all normal``), a highest temperature with
or without "no travel" (``36.5 无``). Everything else is Unclear and asked back with buttons.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from domain.temperature import Accepted, Temperature, read_temperature


@dataclass(frozen=True, slots=True)
class AllNormal:
    """Everybody is there, well, and nobody travelled."""


@dataclass(frozen=True, slots=True)
class Highest:
    """The class's highest temperature; ``no_travel`` where travel was denied in the same words."""

    temperature: Temperature
    no_travel: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not one of the plain forms."""


TypedAnswer = AllNormal | Highest | Unclear

_ALL_NORMAL = frozenset(
    [
        *("全班正常", "全班都正常", "全部正常", "全都正常", "都正常", "正常"),
        *("大家都正常", "一切正常"),
        *("均正常", "全体正常", "全员正常", "都好"),
        *("全班都好", "一切都好", "没有不正常的", "没有异常"),
        *("无异常", "全班无异常", "零报告", "allnormal", "allfine", "allwell", "allok"),
        *("everythingnormal", "everythingfine", "everyoneisfine", "everybodyisfine"),
    ]
)
_NO_TRAVEL = frozenset(
    [
        *("无", "无外出", "没有", "没有外出", "没外出", "无人外出", "未外出"),
        *("none", "no", "notravel"),
    ]
)
_EDGES = " \t\n。.!,、;"


def read_typed(raw: str) -> TypedAnswer:
    """Read a short answer for a whole class, the class's name already taken away."""
    words = _plain(raw)
    if words in _ALL_NORMAL:
        return AllNormal()
    tidy = unicodedata.normalize("NFKC", raw).strip(_EDGES)
    reading, _, rest = _split(tidy)
    match read_temperature(reading):
        case Accepted(temperature=temperature) if reading:
            if not rest:
                return Highest(temperature, no_travel=False)
            if _plain(rest) in _NO_TRAVEL:
                return Highest(temperature, no_travel=True)
    return Unclear()


def _split(words: str) -> tuple[str, str, str]:
    """``36.5 无`` into the figure, what stands between, and the rest."""
    found = re.fullmatch(r"([\d.]+\s*(?:度\s*\d?|℃|°c)?)([\s,、;。]*)(.*)", words, re.I | re.S)
    return ("", "", words) if found is None else (found[1].strip(), found[2], found[3])


def _plain(words: str) -> str:
    """Letters and characters only, small, so that punctuation makes no difference."""
    normal = unicodedata.normalize("NFKC", words).casefold()
    return "".join(c for c in normal if c.isalnum())

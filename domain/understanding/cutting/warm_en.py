"""Who feels warm, in English: is a bit hot, feel a little warm, is burning hot."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_HOW = (
    r"(?:\s(?:a|bit|little|touch|slightly|very|really|quite|rather|too|so|pretty|still|also"
    r"|kind|kinda|of|extremely|unusually|somewhat|both|all|just|feeling|running))*"
)
_HEAT = r"(?:warm(?:ish|er)?|hot(?:ter)?|(?:burning|boiling)(?:\s(?:hot|up))?|roasting)"
_TOUCH = r"(?:\s(?:to|on)\s(?:the\s|my\s)?(?:touch|forehead|head))?"
_PART = r"(?:(?:forehead|head|skin|face|cheeks?|body|neck|ears?)\s)?"
_FEELS = r"(?:feel|feels|felt|feeling|seem|seems|seemed|look|looks|looked)"
_IS = r"(?:is|are|was|were|'s|a\sbit|a\slittle|slightly|very|quite|rather)"
_OF_A_THING = (
    r"(?!\s(?:water|weather|day|days|outside|inside|in|here|room|food|meals?|lunch|milk|and\ssunny"
    r"|enough|welcome|spring|clothes|coats?|clothing|air|morning|mornings|drinks?|soup|under|at)\b)"
)
_WARM = re.compile(
    rf"{_PART}(?:{_FEELS}|{_IS}){_HOW}\s{_HEAT}{_TOUCH}\b{_OF_A_THING}"
    rf"|(?:(?<=\bnot\s)|(?<=n't\s)){_HEAT}{_TOUCH}\b{_OF_A_THING}",
    re.IGNORECASE,
)
_WEATHER = frozenset(
    [
        *("weather", "room", "classroom", "day", "today", "outside", "heating", "heater", "water"),
        *("morning", "air", "building", "office", "lunch", "inside", "sun", "dorm", "dormitory"),
        *("soup", "milk", "food", "radiators", "sunshine"),
    ]
)
"""What is warm without any fever."""
_NOBODY = frozenset(
    [
        *("it", "that", "this", "what", "we", "they", "you", "all", "everyone", "everybody"),
        *("class", "school", "isn", "aren", "no", "nobody", "none"),
    ]
)
"""What may be the weather, or who cannot all be meant: asked about."""
_SMALL = frozenset(
    [*("is", "are", "was", "were", "s", "a", "bit", "little", "very", "quite", "really", "still")]
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_SIGNS = frozenset("abcefhilnqrsvw'")


def warm_at(text: str, at: int) -> tuple[int, Token] | None:
    """Somebody who is warm without a figure; the weather and the water are not."""
    if text[at].casefold() not in _SIGNS or (at and text[at] != "'" and text[at - 1].isalpha()):
        return None
    found = _WARM.match(text, at)
    whose = _subject(text, at)
    if found is None or whose in _NOBODY:
        return None
    return len(found[0]), Token(Kind.FILLER if whose in _WEATHER else Kind.HOT, found[0])


def _subject(text: str, at: int) -> str:
    """The word before that is more than is, a bit and the like."""
    words = (one.casefold() for one in reversed(_WORD.findall(text[max(at - 32, 0) : at])))
    return next((one for one in words if one not in _SMALL), "")

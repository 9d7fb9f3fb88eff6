"""English words that tell nothing more: his mum just called, a rash all over, vomited all night."""

from __future__ import annotations

import re

_JUST = re.compile(
    r"\bjust (?=(?:called|phoned|texted|rang|messaged|wrote|emailed|told|said|let me|let us"
    r"|informed|came|arrived|got|went|left|been|come|sent|took|taken|noticed|measured|checked|started|now"
    r"|threw|vomited)\b)",
    re.I,
)
_ALL_OVER = re.compile(
    r"(?<=[a-z])(?: all)? (?:over|across) (?:(?:his|her|their|the) )?"
    r"(?:whole )?(?:body|arms?|legs?|face|back|hands?|place|himself|herself|skin|neck)\b"
    r"|(?<=[a-z]) all over(?=\s*(?:[,;.()!\n]|$|and\b|but\b|in\b|at\b|since\b))"
    r"|(?<=\brash) everywhere\b",
    re.I,
)
_ALL_NIGHT = re.compile(
    r"(?P<ill>\b(?:vomit\w*|cough\w*|threw up|throwing up|crying|cried|fever\w*|sneez\w*|diarrh\w*"
    r"|sick|ill|ached|puk\w+))(?: for)? (?:almost |nearly )?all (?:last )?(?:night|day|morning"
    r"|weekend|the time)(?: long)?\b",
    re.I,
)


def without_fillers(text: str) -> str:
    """The text without them."""
    return _ALL_NIGHT.sub(r"\g<ill>", _ALL_OVER.sub("", _JUST.sub("", text)))

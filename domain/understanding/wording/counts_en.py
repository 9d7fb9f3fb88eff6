"""Pupils counted in English: another with a cough, two more coughing, 1 has 37.6, one 38.1."""

from __future__ import annotations

import re

_N = r"(?:[1-9]|one|two|three|four|five|six)"
_HEADS = r"(?:kids?|pupils?|students?|child(?:ren)?|boys?|girls?)"
_TIME = r"(?:days?|weeks?|hours?|minutes?|mins?|times?|months?|than|degrees?|terms?|lessons?)"
_SAID = (
    r"(?:has|have|had|got|is|was|with|came|went|back|at|in|on|off|absent|away|sick|ill|cough\w*"
    r"|vomit\w*|fever\w*|travell?ed|returned|still|not|sent|3\d\.\d)"
)
_ANOTHER = re.compile(rf"\b(?:yet )?another(?: one)?(?= {_SAID}\b)", re.I)
_MORE = re.compile(
    rf"(?<![\w.])(?P<n>{_N}) more\b(?! {_TIME}\b)(?P<heads> {_HEADS}\b)?(?! and\b)", re.I
)
_READING = re.compile(
    rf"(?<![\w.])(?P<n>{_N})(?P<heads> {_HEADS})? (?:has|have|had|got|is at|was at|is|was)"
    r"(?: (?:a )?temp(?:erature)?s? ?(?:of)?)?(?= (?:3[5-9]|4[0-2])[.]\d)",
    re.I,
)
_ONE_READING = re.compile(
    r"(?:^|(?<=[,;.(\n] )|(?<=and )|(?<=but )|(?<=fine )|(?<=ok )|(?<=normal )|(?<=well ))one"
    r"(?= (?:3[5-9]|4[0-2])[.]\d)",
    re.I,
)


def plain_counts(text: str) -> str:
    """The text with one for another, two for two more, and 1 with 37.6."""
    text = _MORE.sub(r"\g<n>\g<heads>", _ANOTHER.sub("one", text))
    text = _READING.sub(r"\g<n>\g<heads> with", text)
    return _ONE_READING.sub("one with", text)

"""What somebody had and has no more, in English: no longer coughing, doesn't cough any more."""

from __future__ import annotations

import re

_DOING = (
    r"(?:cough(?:ing)?|sneez(?:e|ing)|vomit(?:ing)?|throw(?:ing)? up|being sick|wheez(?:e|ing)"
    r"|sniff(?:l(?:e|ing)|ing)?)"
)
_HAVING = (
    r"(?:(?:a |an |the |any |his |her )?(?:bad |slight )?"
    r"(?:cough|cold|headache|(?:sore|itchy) throat|runny nose|stuffy nose|toothache|ear ?ache"
    r"|(?:stomach|tummy|belly) ?(?:ache|pain)|diarrh?o?ea))"
)
_NO_LONGER = re.compile(
    rf"(?<!n't )(?<!not )(?<!never )\b(?:no longer|(?:has |have |had )?stopped) (?=(?:{_DOING})\b)",
    re.IGNORECASE,
)
_HAS_NO_LONGER = re.compile(
    r"\bno longer (?:has|have|having|had|got|with) "
    rf"(?:a |an |the |any |his |her )?(?=(?:{_HAVING})\b)",
    re.IGNORECASE,
)
_ANY_MORE = re.compile(
    rf"(?P<denied>(?:\bnot|n't|\bno) (?:(?:have|having|got|had) )?(?:{_DOING}|{_HAVING}))"
    r" any ?more\b",
    re.IGNORECASE,
)


_GOES_ON = re.compile(
    rf"\b(?:has|have|had)(?:n't| not) (?:yet )?stopped (?=(?:{_DOING})\b)", re.IGNORECASE
)


def denied_at_last(text: str) -> str:
    """The text with a plain denial of what is over."""
    text = _GOES_ON.sub("is still ", text)
    text = _HAS_NO_LONGER.sub("has no ", _NO_LONGER.sub("not ", text))
    return _ANY_MORE.sub(r"\g<denied>", text)

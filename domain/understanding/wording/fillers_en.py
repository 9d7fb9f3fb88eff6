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
_A_BIT_HIGH = re.compile(
    r"(?<=\d)(?:\s?[,-])? (?:which is |that's |it's |is )?(?:still )?(?:a (?:bit|little|tad"
    r"|touch|little bit)"
    r"|slightly|rather|quite|on the) (?:too )?(?:high|high side|raised|elevated|higher)\b",
    re.I,
)
_THAN = re.compile(
    r"(?<=[a-z])(?:,? but)? (?:much |a bit |a little )?(?:better|less|fewer|milder|worse) than "
    r"(?:yesterday|before|last week|on \w+day|\w+day|the weekend)(?: already)?\b",
    re.I,
)
_SHOULD = re.compile(
    r"\b(?:should|hopefully|hopes? to|expects? to|is expected to|will hopefully|may|might|probably"
    r"|will probably|is likely to)(?: will)? (?P<be>be back|come back|return|be in|be here)\b",
    re.I,
)
_IN_CLASS = re.compile(
    r"(?P<no>\b(?:no|nobody|none|no one)\b[^,.;:\n\d]{3,30}?) in (?:the |my |our )?class"
    r"(?=\s*(?:[,.;\n]|$))",
    re.I,
)


def without_fillers(text: str) -> str:
    """The text without them."""
    text = _IN_CLASS.sub(_of_the_class, text)
    text = _SHOULD.sub(r"will \g<be>", _THAN.sub("", _A_BIT_HIGH.sub("", text)))
    return _ALL_NIGHT.sub(r"\g<ill>", _ALL_OVER.sub("", _JUST.sub("", text)))


def _of_the_class(found: re.Match[str]) -> str:
    """No symptoms in class; nobody is in class stays."""
    ill = re.search(r"symptom|fever|cough|ill|sick|case|flu|cold|temp", found["no"], re.I)
    return found["no"] if ill else found[0]

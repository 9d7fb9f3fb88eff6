"""Pupils counted in English: another with a cough, two more coughing, 1 has 37.6, one 38.1."""

from __future__ import annotations

import re

_N = r"(?:[1-9]|one|two|three|four|five|six)"
_HEADS = r"(?:kids?|pupils?|students?|child(?:ren)?|boys?|girls?)"
_TIME = r"(?:days?|weeks?|hours?|minutes?|mins?|times?|months?|than|degrees?|terms?|lessons?)"
_SAID = (
    r"(?:has|have|had|got|is|was|with|came|went|back|at|in|on|off|absent|away|sick|ill|cough\w*"
    r"|vomit\w*|fever\w*|travell?ed|returned|still|not|sent|didn|did|doesn|hasn|isn|wasn|3\d\.\d)"
)
_SOME_OF = re.compile(
    rf"(?<![\w.])(?P<n>{_N}|some|several|a couple) of "
    rf"(?:(?:the|my|our|these|those) )+(?P<heads>kids|pupils|students|children|boys|girls)"
    r"(?! from\b)",
    re.I,
)
"""Two of the girls, and no girl who is called so."""
_COUPLE = re.compile(rf"\ba couple of (?P<heads>{_HEADS})\b", re.I)
_OF_THEM = re.compile(
    rf"(?:^|(?<=[.!\n])|(?<=morning)|(?<=hello)|(?<=teacher)),?\s*(?P<n>{_N}) of them\b", re.I
)
"""At the head of a message there is nobody else whom they may be."""
_ANOTHER = re.compile(rf"\b(?:yet )?another(?: one)?(?= {_SAID}\b)", re.I)
_CHILD = r"(?:kid|pupil|student|child|boy|girl)"
_ANOTHER_CHILD = re.compile(
    rf"\b(?:(?:and|also|then) )*(?:(?:a|another|one other|one more) {_CHILD}|a third)"
    rf"(?: in (?:my|our|the) class)?(?= {_SAID}\b)",
    re.I,
)
_TWINS = re.compile(
    r"\b(?:both |the )+twins\b(?= (?:are|were|have|had|both|also|on|with|did)\b)", re.I
)
_ELSE = re.compile(r"\b(?P<who>someone|somebody) else\b", re.I)
_MORE = re.compile(
    rf"(?<![\w.])(?P<n>{_N}) more\b(?! {_TIME}\b)(?P<heads> {_HEADS}\b)?(?! and\b)", re.I
)
_READING = re.compile(
    rf"(?<![\w.])(?P<n>{_N})(?P<heads> {_HEADS})? (?:has|have|had|got|is at|was at|is|was)"
    r"(?: (?:a )?temp(?:erature)?s? ?(?:of)?)?(?= (?:3[5-9]|4[0-2])[.]\d)",
    re.I,
)
_TIMES = re.compile(
    r"\b(?P<what>[a-z]{4,12}(?: [a-z]{4,8})?) ?[x×*] ?(?P<n>[1-9]|1\d)\b(?![.\d])"
    r"|(?<=[a-z] )[1-9] ?[x×] ?(?=(?:vomit|diarrh|loose))|(?<![\w.])(?P<n2>[1-9]"
    r"|1\d) ?[x×*] ?(?=[a-z]{4})",
    re.I,
)
_CHECKED = re.compile(
    r"(?<!all )(?<![\w.])(?P<n>[1-6]\d)(?: (?:kids|pupils|students|children))? (?:were )?(?:checked"
    r"|measured|tested|screened)(?=\s*[,.;\n])",
    re.I,
)
_SYMPTOMS_OF = re.compile(r"\bsymptoms?:\s?(?=[1-9] [a-z])", re.I)
_COME = re.compile(
    r"(?<!all )(?<![\w.])(?P<n>[1-6]\d)(?P<heads> (?:students?|pupils?|kids|children))?"
    r"(?: (?:should|must|have to|need to) come(?P<due>)|(?: of them)? (?:come|came|comes"
    r"|arrive[ds]?"
    r"|attend(?:ed|s)?|showed up|turned up)(?: to (?:school|class))?(?: today)?"
    r")(?=\s*(?:[,;.\n]|$|and\b|but\b))",
    re.I,
)
_WE_ARE = re.compile(
    r"\b(?:we(?:'re| are| have)|there (?:are|were)|i have|only) (?P<n>[1-6]\d)"
    r"(?: (?:students?|pupils?|kids|children|here|present|in class|in school|in))* "
    r"(?:today|this morning|here|present)(?=\s*(?:[,;.\n]|$|and\b|but\b))",
    re.I,
)
_EXCEPT_SOME = re.compile(
    rf"\b(?P<but>except(?: for)?|but(?: for)?|apart from|other than"
    rf"|bar) (?:the (?:following )?)?{_N}"
    rf"(?: {_HEADS})?\s?[:–—-]\s?(?=[A-Z])",
    re.I,
)
_ONE_READING = re.compile(
    r"(?:^|(?<=[,;.(\n] )|(?<=and )|(?<=but )|(?<=fine )|(?<=ok )|(?<=normal )|(?<=well ))one"
    r"(?= (?:3[5-9]|4[0-2])[.]\d)",
    re.I,
)


def plain_counts(text: str) -> str:
    """The text with one for another, two for two more, and 1 with 37.6."""
    text = _SOME_OF.sub(r"\g<n> \g<heads>", _TWINS.sub("two pupils", text))
    text = _OF_THEM.sub(r" \g<n> pupils", _COUPLE.sub(r"2 \g<heads>", text))
    text = _ELSE.sub(r"\g<who>", _ANOTHER_CHILD.sub("one pupil", text))
    text = _MORE.sub(r"\g<n>\g<heads>", _ANOTHER.sub("one", text))
    text = _TIMES.sub(_times, text)
    text = _CHECKED.sub("all checked", text)
    text = _SYMPTOMS_OF.sub("", text)
    text = _WE_ARE.sub(r"\g<n> present", _COME.sub(_there, text))
    text = _EXCEPT_SOME.sub(r"\g<but> ", text)
    text = _READING.sub(r"\g<n>\g<heads> with", text)
    return _ONE_READING.sub("one with", text)


def _there(found: re.Match[str]) -> str:
    """45 students should come, 44 come: enrolled and present."""
    return f"enrolled {found['n']}" if found["due"] is not None else f"{found['n']} present"


def _times(found: re.Match[str]) -> str:
    """Cough x2 counts pupils; Li Lei 2x vomiting does not."""
    n = found["n"] or found["n2"]
    return f"{n} {found['what'] or ''}" if n else ""

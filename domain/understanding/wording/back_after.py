"""Back from sick leave: the leave is over, and the pupil is there again."""

from __future__ import annotations

import re

_ENDED = (
    r"(?:(?:sick|personal|medical|family|annual)[ -]?(?:leave|day|absence)|leave|illness|sickness"
    r"|(?:an |the |a )?(?:absence|day off|quarantine|isolation|operation|surgery)"
    r"|being (?:ill|sick|unwell|off(?: sick)?|away|absent|at home|in hospital)"
    r"|(?:having )?(?:a |the )?(?:bad )?(?:cold|stomach bug|tummy bug))"
)
_LASTED = (
    r"(?:(?:\d|one|two|three|four|five|a few|a couple of|several|a)(?: more| whole| school)?"
    r"[ -](?:days?|weeks?)(?: of| off)? ?)"
)
_BACK = re.compile(
    r"(?<!be )(?<!not )(?<!to )(?<!yet )\b(?P<is>(?:is|are|was|has|have|'s) )?(?:now |just )?"
    r"(?P<back>back|returned|came back|come back|is back)"
    r"(?: (?:to|at|in) (?:school|class|the classroom))?(?P<when> today| this morning| now| again)?"
    rf" (?:from|after) (?:(?:his|her|their|the|a|an) )?{_LASTED}?(?:{_ENDED})?"
    r"(?: leave)?(?=\s*(?:[,;.()!\n:]|$|and\b|but\b|today\b|this\b|3\d\.|temp))",
    re.I,
)
_ENDS_WITH = re.compile(r"(?:from|after)(?: (?:his|her|their|the|a|an))?\s*$", re.I)
_DAYS_OFF = re.compile(
    r"(?P<back>\b(?:back|returned) (?:to school |today )?(?:after|from)) "
    r"(?:\d|one|two|three|four|five|a few|a couple of|several)(?: whole| school)? days? "
    r"(?:off|away|at home)(?: sick)? (?=with\b)",
    re.I,
)


def plain_return(text: str) -> str:
    """The text with back at school for whoever is back from an illness or a leave."""
    text = _DAYS_OFF.sub(r"\g<back> leave ", text)
    return _BACK.sub(_back, text) if "ack" in text or "eturn" in text else text


def _back(found: re.Match[str]) -> str:
    if _ENDS_WITH.search(found[0]):
        return found[0]
    return f"{found['is'] or ''}back at school{' today' if found['when'] else ''}"

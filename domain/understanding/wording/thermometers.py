"""The thermometer: out of order, left at home, or held elsewhere: 停电了没测, 额头量37.6."""

from __future__ import annotations

import re

_END = r"(?=\s*(?:[,，。;；.!！\n]|$|so\b|and\b|but\b|we\b|will\b))"
_WHOSE = r"(?:(?:the|our|my|its|class|classroom) )*"
_FIRST = r"(?:^|(?<=[,，。;；.!！\n])|(?<=[,.;!] ))"
_WAYS = (
    # The thermometer's batteries are dead, is out of order.
    (
        re.compile(
            rf"\b{_WHOSE}(?:thermometer|temp(?:erature)? gun)s?(?:'s)? "
            r"(?:batter(?:y|ies) (?:is|are|has|have|ran)"
            rf" ?(?:dead|flat|empty|gone|died|run out|out)"
            r"|(?:(?:is|are) )?out of (?:order|batter(?:y|ies)"
            rf"|power)|gave up|stopped working|won't (?:turn|switch) on){_END}",
            re.I,
        ),
        "thermometer is broken",
    ),
    # thermometer坏了, the 体温枪 is broken.
    (re.compile(r"\b(?:the )?thermometer\s?(?=坏|没电)", re.I), "体温枪"),
    (
        re.compile(r"(?:\bthe )?(?:额温枪|体温枪|测温枪|体温计|温度计) (?:is )?broken\s?了?", re.I),
        "体温枪坏了",
    ),
    # Forgot the thermometer, we left it at home.
    (
        re.compile(
            rf"{_FIRST}(?:sorry,? )?(?:(?:i|we)(?:'ve| have)? )?"
            r"(?:forgot|forgotten|left)(?: to bring)?"
            rf" (?:the|our|my) thermometers?(?: (?:at home|behind|in (?:the|my) \w+))?{_END}",
            re.I,
        ),
        "no thermometer",
    ),
    (
        re.compile(
            r"(?:校医|保健老师|医务室)(?:把)?(?:拿|借|收)走了?(?:额温枪|体温枪|体温计|测温枪)"
        ),
        "没有体温枪",
    ),
    # 没测体温，停电了: why it was not measured.
    (
        re.compile(
            r"(?P<not>(?:没|未)有?(?:测|量)(?:体温|温度)?了?[,，]?\s?(?:因为?|由于)?)"
            r"(?:学校|教室|班上|今天|早上)?停电了?"
        ),
        r"\g<not>体温枪坏了",
    ),
    (
        re.compile(
            r"\b(?P<not>not measured|no temperatures?(?: today| taken)*"
            r"|(?:couldn't|could not|didn't) measure"
            r"(?: (?:anyone|them))?)(?:,| -|:)?\s?(?:because (?:of )?)?"
            r"(?:(?:the|a|there (?:is|was) a|our) )?"
            r"(?:power (?:cut|outage|is out|was out|went out)"
            r"|(?:\w+ )?gun (?:is|was) (?:broken|dead))",
            re.I,
        ),
        r"\g<not>, thermometer is broken",
    ),
    # 额头量37.6: where it was held says nothing.
    (
        re.compile(
            r"(?:额头|脑门|手腕|耳朵|脖子)上?(?=(?:再|又|重新)?(?:量|测)了?(?:的?是?)?\s?[34]\d)"
        ),
        "",
    ),
)


def thermometers_settled(text: str) -> str:
    """The text with one wording for a thermometer out of use, and none for where it was held."""
    for wording, known in _WAYS:
        text = wording.sub(known, text)
    return text

"""Mum keeps a child home, dad takes one to hospital: what they do is told of the pupil."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN_EN

_WHO = (
    rf"(?:(?:'s\s|(?:his|her|their|the|both)\s)?{KIN_EN}(?:'s|\s(?:is|are|was|were|has|have|will\sbe"
    r"|has\sbeen|have\sbeen))?\s|(?:we|i)(?:'re|'m|\s(?:are|am))\s)"
)
_DONE = {
    **dict.fromkeys(["keeping", "kept"], "kept"),
    **dict.fromkeys(["taking", "took", "taken", "bringing", "brought"], "taken"),
    **dict.fromkeys(["driving", "drove", "driven", "rushing", "rushed"], "taken"),
    **dict.fromkeys(["sending", "sent"], "sent"),
}
_TAKES = re.compile(
    rf"(?<![a-z]){_WHO}?(?P<does>{'|'.join(_DONE)})\s(?:him|her|them)\s"
    r"(?=(?:straight\s|back\s|off\b|out\b|in\sbed|at\shome|home|to\b))",
    re.IGNORECASE,
)
_KEPT_IN = re.compile(
    r"(?<![a-z])(?:(?:i am |i'm |we are |we're )?keep(?:ing|s)?|being kept|is kept|kept)"
    r"(?: (?:him|her|them))? (?=in (?:the|our) (?:nurse|school|sick|medical|health|first|isolation"
    r"|observation))",
    re.IGNORECASE,
)
"""Kept in the nurse's room, as resting there."""
_ELSEWHERE = re.compile(r"to\s(?!A&E|ER\b|GP\b)[A-Z]")
_OF_A_TOWN = re.compile(
    r"\b(?P<at>to|in|at)\s(?:the\s|a\s)?(?:county|city|town|township|local|children'?s|people'?s|provincial"
    r"|district|nearest|nearby|community|village|central|university|public|private)\s"
    r"(?P<what>hospital|clinic)\b",
    re.IGNORECASE,
)
_KIN_TAKES = re.compile(
    rf"'s\s(?P<rest>{KIN_EN}(?:\s(?:is|are|was|were|has|have))?\s(?:{'|'.join(_DONE)})\s(?:him|her|them)\s)",
    re.IGNORECASE,
)
_FETCHES = rf"{KIN_EN}(?:'s|\s(?:is|are|will\sbe))?\s"
_UP = r"\s(?:him|her|them)(?:\sup)?"
_WILL_FETCH = re.compile(
    rf"(?:(?:waiting|wait)\sfor\s|(?<![a-z]))(?:(?:his|her|their|the)\s)?{_FETCHES}"
    r"(?:to|will|coming\sto|(?:was|were|have\sbeen|has\sbeen)?\s?(?:called|asked)\sto|on\s(?:the|his|her|their)\sway\sto)\s"
    rf"(?:pick|collect|fetch|get){_UP}",
    re.IGNORECASE,
)
_FETCHING = re.compile(
    rf"(?<![a-z])(?:(?:his|her|their|the)\s)?{_FETCHES}(?:picking|collecting|fetching|getting){_UP}",
    re.IGNORECASE,
)
# His mother take him to hospital, grandma pick him up.
_DOES = {
    **dict.fromkeys(["take", "takes", "bring", "brings"], "took"),
    **dict.fromkeys(["keep", "keeps"], "kept"),
    **dict.fromkeys(["send", "sends"], "sent"),
    **dict.fromkeys(["pick", "picks"], "picked"),
}
_BASE = re.compile(
    rf"(?P<who>\b{KIN_EN}\s(?:already\s)?)(?:(?:came|comes?|has\scome|came\sin)\sto\s)?"
    rf"(?P<does>{'|'.join(_DOES)})(?=\s(?:him|her|them)\b)",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"him|her|them|hospital|clinic", re.IGNORECASE)
"""All that is told here is told with one of these."""


def cared_for(text: str) -> str:
    """The text with what relatives do told of the pupil: mum is keeping him home, kept home."""
    text = _KEPT_IN.sub("resting ", text)
    if not _OF_ONE.search(text):
        return text
    text = _BASE.sub(lambda one: one["who"] + _DOES[one["does"].lower()], text)
    text = _FETCHING.sub("being picked up", _WILL_FETCH.sub("", text))
    text = _KIN_TAKES.sub(r" \g<rest>", text)
    return _TAKES.sub(_told, _OF_A_TOWN.sub(r"\g<at> the \g<what>", text))


def _told(found: re.Match[str]) -> str:
    """Taken home, taken to hospital; went to Wuhan."""
    done = _DONE[found["does"].lower()]
    return (
        "went " if done == "taken" and _ELSEWHERE.match(found.string, found.end()) else f"{done} "
    )

"""English words for going and coming: spent the weekend in, flew home, drove back."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN_EN

_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday)"
_WHEN = (
    rf"(?:the (?:whole |entire )?weekend|(?:(?:last|all of|all) )?{_DAY}(?: (?:and|to"
    rf"|through) {_DAY})?)"
)
_SPENT = re.compile(
    rf"\bspent (?P<when>{_WHEN}) (?:in|at|with)(?: (?:his|her|their) {KIN_EN}(?:s?'s?)?"
    r"(?: (?:house|home|place))?(?: (?:in|at))?)? (?P<place>(?-i:[A-Z])\w+)",
    re.I,
)
_JOURNEY = re.compile(
    r"\b(?:went to|been to|(?:was|were)(?: both| all)? in|left for|visited|trip to"
    r"|travell?ed to)\b",
    re.I,
)
_RODE = re.compile(
    r"\b(?:flew|drove|rode|travell?ed|took (?:the|a) (?:train|bus|plane|coach|flight)) (?:back )?"
    r"(?:home|back)\b",
    re.I,
)
# went to see his grandma in Guiyang
_TO_SEE = re.compile(
    rf"\b(?P<go>went|gone|going) to (?:see|visit|meet|stay with) (?:(?:his|her|their|the|some|a) )?"
    rf"(?:{KIN_EN}|friends?)(?: and (?:{KIN_EN}|friends?))? (?:in|at) (?P<place>(?-i:[A-Z])\w+)",
    re.I,
)
_TAKEN = re.compile(
    rf"\b(?:was|were) (?:driven|taken|flown|brought) to (?!Hosp|A&E|ER\b|GP\b|County|Child"
    rf"|People|City|Town|Clinic|Doctor|School|Dr\b)(?P<place>(?-i:[A-Z])\w+)"
    rf"(?: by (?:his|her|their) {KIN_EN}(?: and {KIN_EN})?)?",
    re.I,
)
# visiting her grandparents in Nanjing, with his uncle in Shanghai, at grandma's in Wuhan
_WITH_KIN = re.compile(
    rf"(?P<was>\b(?:is|are|was|were|has been|have been)\s|(?<=\s)|(?<=\())(?P<stayed>stayed\s)?"
    rf"(?:(?:still |now |away |currently )?(?:visiting|seeing|staying (?:with|at)|with|at|by))\s"
    rf"(?:(?:his|her|their|the|some|family and) )?(?:{KIN_EN}|relations|friends)(?:'s?)?"
    rf"(?: (?:and (?:{KIN_EN}|friends)|house|home|place|flat|village))? (?:over |up |down )?in "
    rf"(?!Hosp|A&E|ER\b|School|Class|Bed\b|Nov|Oct|Sep|Dec)(?P<place>(?-i:[A-Z])\w+)",
    re.I,
)
_GO_TO = re.compile(
    r"(?<!will )(?<!to )(?<!not )(?<!can )(?<!may )(?<!n't )(?<!body )(?<!one )\bgo to (?!Hosp"
    r"|A&E|School"
    r"|Class|Nurse|See|The\b|Dr)(?=(?-i:[A-Z])[a-z]{3})",
    re.I,
)
_PART_OF_DAY = re.compile(
    rf"\b(?P<day>{_DAY}) (?:(?:early|late) )?(?:morning|noon|afternoon|evening|night)\b", re.I
)
_THE_SAME_DAY = re.compile(
    r"(?P<back>\b(?:came|got|went|returned|was|were|is)?\s?(?:back|home)\b|\breturned\b),? "
    r"(?:late )?(?:in the (?:morning|afternoon|evening)|at night|the same (?:afternoon"
    r"|evening|night)"
    r"|that (?:afternoon|evening|night|same day))\b",
    re.I,
)
_LATER = re.compile(r"\b(?:will|to|going|can|may|be|might)\s(?:come\s)?$", re.I)
_STILL = re.compile(
    r"\b(?:is|are) (?:still )?in (?P<place>[A-Z]\w+)[,;.]? (?:and )?(?:[Hh]e|[Ss]he|[Tt]hey)"
    rf" (?:left|went|set off|set out)(?: there)? (?P<day>(?:on )?(?:last )?(?i:{_DAY}))"
    r"(?P<end>(?:,| and) (?:will|is|are|has|have|not)\b)?"
)

_WENT_OFF = (
    r"left|flew(?: (?:out|off))?|headed(?: (?:off|out|over|down|up))?|set (?:off|out)|departed"
    r"|took (?:a|the) (?:train|plane|bus|coach|flight)"
)
_ON = (
    rf"(?:on |last |(?:on )?the (?=\d)|(?=yesterday|today))?"
    rf"(?:{_DAY}|today|\d{{1,2}}(?:st|nd|rd|th))"
)
# left on Friday for Sanya, flew to Sanya
_LEFT_FOR = re.compile(
    rf"(?<!was )(?<!be )\b(?:{_WENT_OFF})(?P<day> {_ON})?"
    r"(?: (?:morning|noon|afternoon|evening|night))?"
    r" (?:for|to) (?!Hosp|A&E|ER\b|GP\b|County|Child|People|City|Town|Clinic|Doctor|School|Dr\b)"
    r"(?P<place>(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?)",
    re.I,
)


def plain_outings(text: str) -> str:
    """The text in the words of which each is known: went to, came back."""
    text = _GO_TO.sub("went to ", text)
    text = _WITH_KIN.sub(_among_kin, _TO_SEE.sub(r"\g<go> to \g<place>", text))
    text = _TAKEN.sub(r"went to \g<place>", _SPENT.sub(_went_for, text))
    text = _LEFT_FOR.sub(_left_for, _STILL.sub(_set_out, text))
    if not _JOURNEY.search(text):
        return text
    text = _PART_OF_DAY.sub(r"\g<day>", _RODE.sub("came back", text))
    return _THE_SAME_DAY.sub(_same_day, text)


def _went_for(found: re.Match[str]) -> str:
    when = found["when"]
    if "weekend" in when.lower():
        return f"went to {found['place']} over the weekend"
    return f"went to {found['place']} on {when}"


def _among_kin(found: re.Match[str]) -> str:
    """Was in the place, went to it, or is in it."""
    if found["stayed"] and not found["was"].strip():
        return f"went to {found['place']}"
    past = found["was"].strip().lower() in ("was", "were", "has been", "have been")
    return f"{'was' if past else 'is'} in {found['place']}"


def _same_day(found: re.Match[str]) -> str:
    if _LATER.search(found.string[: found.start()]):
        return found[0]
    return f"{found['back']} the same day"


def _set_out(found: re.Match[str]) -> str:
    goes_on = found["end"] or " and is not back yet"
    return f"went to {found['place']} {found['day']}{goes_on}"


def _left_for(found: re.Match[str]) -> str:
    return f"left for {found['place']}{found['day'] or ''}"

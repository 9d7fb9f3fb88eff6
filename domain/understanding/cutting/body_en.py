"""What hurts, in English: hurt his left knee, her ear is sore, pain in the back."""

from __future__ import annotations

import re

from domain.check_in import Symptom
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_PARTS = {
    "head": r"head|forehead|temples?",
    "belly": r"stomach|tummy|belly|abdomen|tum",
    "throat": r"throat|tonsils",
    "eye": r"eyes?|eyelids?",
    "cheek": r"cheeks?|jaw",
    "other": (
        r"knees?|legs?|arms?|foot|feet|ankles?|wrists?|fingers?|hands?|toes?|elbows?|shoulders?|back"
        r"|neck|chest|ears?|tooth|teeth|gums?|lips?|chin|thumb|hip|nose|skin|face|mouth|tongue|heel"
    ),
}
_PART = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_WHOSE = r"(?:(?:his|her|their|the|a|an|left|right|one|both)\s){0,2}"
_HARM = (
    r"hurt|injured|twisted|sprained|broke|broken|cut|bumped|banged|bruised|scraped|grazed|fractured"
    r"|burnt|burned|scratched|knocked|strained|pulled|hit|dislocated|jammed"
)
_STATE = (
    r"hurts?|hurting|aches?|aching|sore|painful|swollen|swelling|red|itchy|itching|itches|bleeding"
    r"|in\spain|stiff|inflamed|infected|burning|watery|pink|puffy|blocked|cut|bruised|pains?"
    r"|problems?|trouble|infection|injury|injuries"
)
_OF_IT = r"itchy|itching|swollen|painful|stiff|inflamed|watery|puffy|infected|burning|bleeding"
"""What stands before the part: itchy eyes."""
_HOW = (
    r"(?:\s(?:is|are|was|were|feels?|has\sbeen|a\sbit|a\slittle|very|really|still|so|quite|all"
    r"|badly))*"
)
_HURT = re.compile(
    rf"(?:(?:{_HARM})\s{_WHOSE}|(?:pains?|aches?|aching|soreness|swelling)\s(?:in|of)\s{_WHOSE}"
    rf"|(?:{_OF_IT})\s{_WHOSE}|{_WHOSE})(?:{_PART})(?P<state>{_HOW}\s(?:{_STATE})\b(?:\s(?:and|&){_HOW}\s(?:{_STATE})\b)?)?",
    re.IGNORECASE,
)
_CAST = re.compile(
    r"(?:(?:his|her|a|the)\s)?(?:(?:left|right)\s)?(?:arm|leg|wrist|foot|ankle|hand|finger)?\s?"
    r"(?:is\s|still\s)*(?:in\sa\s(?:cast|sling|plaster|splint|wheelchair)|on\scrutches)",
    re.IGNORECASE,
)
_HARMED = re.compile(rf"(?:{_HARM}|{_OF_IT}|pain|ache|aching|soreness|swelling)", re.IGNORECASE)
_RED = re.compile(r"red|itch|swollen|inflamed|infected|watery|pink|puffy", re.IGNORECASE)
_SIGNS = frozenset("abcefghijklmnoprstw")


def body_at(text: str, at: int) -> tuple[int, Token] | None:
    """A part of the body of which something is wrong; a part alone says nothing."""
    if text[at].casefold() not in _SIGNS or (at and text[at - 1].isalpha()):
        return None
    if found := _CAST.match(text, at):
        return len(found[0]), Token(Kind.SYMPTOM, found[0], Symptom.OTHER)
    found = _HURT.match(text, at)
    if found is None or text[found.end() : found.end() + 1].isalpha():
        return None
    if found["state"] is None and not _is_harmed(found[0]):
        return None
    return len(found[0]), Token(Kind.SYMPTOM, found[0], _symptom_of(found))


def _is_harmed(words: str) -> bool:
    return _HARMED.match(words) is not None


def _symptom_of(found: re.Match[str]) -> Symptom:
    pain = re.search(r"hurt|ach|sore|pain", found[0], re.IGNORECASE) is not None
    harmed = re.match(rf"(?:{_HARM})\b", found[0], re.IGNORECASE) is not None
    if found["throat"]:
        return Symptom.SORE_THROAT
    if harmed:
        return Symptom.OTHER
    if found["head"] and pain:
        return Symptom.HEADACHE
    if found["belly"] and pain:
        return Symptom.ABDOMINAL_PAIN
    if found["eye"] and _RED.search(found[0]):
        return Symptom.RED_EYE
    if found["cheek"] and "sw" in found[0].casefold():
        return Symptom.PAROTID_SWELLING
    return Symptom.OTHER

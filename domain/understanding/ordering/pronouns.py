"""Who is meant by he, she and they at the head of a sentence: Siqi is absent. She has a cold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, SENTENCE_ENDS, clauses_of, first_loud
from domain.understanding.cutting.tokens import COUNTED, ILL_OR_AWAY, Token, reference

_ONE = re.compile(r"(?P<she>she|her|她)|(?:he|his|him|他)", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:he|she|his|her|him|they|their|both)\b|[他她](?!们)|[他她]们", re.IGNORECASE
)
_SEVERAL = re.compile(r"they|their|both|[他她]们", re.IGNORECASE)
_VERB = re.compile(
    r"(?:has|had|got|went|came|stayed|stays|feels|felt|looks|says|sent|taken|picked|gone|is|was)\b",
    re.IGNORECASE,
)
"""At the head of a sentence without a subject: Siqi is absent. Has a cold."""
_HIS_KIN = re.compile(r"father|dad|brother|grandpa|uncle|爸|爷|叔|舅|哥|弟", re.I)
_HER_KIN = re.compile(r"mother|mum|mom|sister|grandm|granny|gran\b|aunt|妈|奶|婆|姑|姨|姐|妹", re.I)
_NOW = ("现在", "目前", "正在", "now", "Now", "currently", "Currently")
_THEN = frozenset(["later", "afterwards", "now", "then"])
_MOVED = re.compile(r"(?:sent|took|taken)\b", re.IGNORECASE)
"""I sent him home: it is the pupil who is there."""
_TELLS = re.compile(
    r"(?:has |just )?(?:called|rang|phoned|texted|messaged|emailed|wrote|told|said|says)\b|来电"
    r"|打电话|发微信|请假",
    re.IGNORECASE,
)
"""Whose father called is spoken of, and not the father."""
_OTHERS = frozenset({Kind.NAME, Kind.ORDINAL, Kind.ALL, Kind.REST, Kind.COUNT, Kind.SOMEBODY})
_NO_REASON = (Absence.OTHER, False)
_JOINS = frozenset({Kind.SPACE, Kind.EXCEPT, Kind.COMMA, Kind.LIST})
_BUT = frozenset(["but", "though", "although", "while", "但", "但是", "不过"])
_REST = frozenset({Kind.REST, Kind.ALL})
_SPOKEN_OF = COUNTED | {Kind.NAME, Kind.ORDINAL, Kind.RELATIVE}
_NEAR = 8
"""So many pieces of a sentence are looked at for its pronoun."""


def pronouns_named(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, with the name before a sentence that has a pronoun for it. Behind who was
    only counted the sentence goes on instead.
    """
    found: list[Token] = []
    before: list[Token] = []
    for sentence in map(_of_the_pupil, clauses_of(tokens, SENTENCE_ENDS)):
        if all(one.kind in QUIET | SENTENCE_ENDS for one in sentence):
            found.extend(sentence)
            continue
        pronoun = _pronoun_of(sentence) or _why(sentence, before)
        meant = _meant(pronoun, before) or _both_of(pronoun, found) if pronoun else []
        goes_on = bool(pronoun and found) and (
            _only_counted(before) or (bool(meant) and _goes_on(before, sentence))
        )
        if goes_on:
            found[-1] = Token(Kind.COMMA, ",")
        elif meant:
            found += [*meant, Token(Kind.SPACE, " ")]
        found.extend(sentence)
        before = _spoken_of(before, sentence, meant, goes_on=goes_on)
    return found


def _of_the_pupil(sentence: list[Token]) -> list[Token]:
    """Li Lei's mum has a fever but he is fine, 36.4: behind the relative it is he again."""
    kin = next((n for n, one in enumerate(sentence) if one.kind is Kind.RELATIVE), None)
    names = [one for one in sentence[:kin] if one.kind is Kind.NAME] if kin else []
    if kin is None or len(names) != 1 or any(_TELLS.match(one.text) for one in sentence):
        return sentence
    for n in range(kin + 1, len(sentence)):
        one = sentence[n]
        if one.kind in _OTHERS:
            break
        found = _PRONOUN.match(one.text) if one.kind is Kind.FILLER else None
        if found and _follows_but(sentence, n) and not _may_be(sentence[kin], found[0]):
            but = [Token(Kind.COMMA, ","), names[0], Token(Kind.SPACE, " ")]
            return [*_without_but(sentence[:n]), *but, *sentence[n:]]
    return sentence


def _follows_but(sentence: Sequence[Token], at: int) -> bool:
    before = first_loud(reversed(sentence[:at]), {Kind.SPACE})
    return before.kind in (Kind.EXCEPT, Kind.COMMA, Kind.LIST) or before.text in _BUT


def _without_but(clause: list[Token]) -> list[Token]:
    """The clause without the words that join the next one to it."""
    while clause and (clause[-1].kind in _JOINS or clause[-1].text in _BUT):
        clause = clause[:-1]
    return clause


def _spoken_of(
    before: list[Token], sentence: list[Token], meant: list[Token], *, goes_on: bool
) -> list[Token]:
    """In which pieces whoever a pronoun means is named; that the rest is well changes nothing."""
    kinds = {one.kind for one in sentence}
    if goes_on or not kinds & _SPOKEN_OF:
        return before + sentence
    return meant + sentence


def _pronoun_of(sentence: Sequence[Token]) -> str:
    """The pronoun near the head of a sentence in which nobody is named before it."""
    first, kinds = first_loud(sentence, {Kind.SPACE}).text, {one.kind for one in sentence}
    moved = any(one.kind is Kind.WHERE and _MOVED.match(one.text) for one in sentence)
    there = Kind.WHERE in kinds and first.startswith(_NOW)
    there |= Kind.FIGURE in kinds and first.casefold() in _THEN
    there |= Kind.UNREACHABLE in kinds
    if not kinds & (_OTHERS | {Kind.MARK}) and (_VERB.match(first) or moved or there):
        return "has"
    for one in sentence[:_NEAR]:
        if one.kind in _OTHERS:
            return ""
        if pronoun := _PRONOUN.match(one.text):
            return pronoun[0]
    return ""


def _why(sentence: Sequence[Token], before: Sequence[Token]) -> str:
    """Siqi is absent. Sick leave: the words of a sentence that only tells why."""
    loud = [one for one in sentence if one.kind not in QUIET | SENTENCE_ENDS]
    ends = before[-1:] and before[-1].text != "\n"
    kinds = {one.kind for one in loud}
    only = ends and kinds <= ILL_OR_AWAY | {Kind.FIGURE} and kinds & ILL_OR_AWAY
    missing = any(one.kind is Kind.ABSENT and one.value == _NO_REASON for one in before)
    return "has" if only and missing else ""


def _meant(pronoun: str, before: Sequence[Token]) -> list[Token]:
    """The name or names in the sentence before, where they are as many as are meant."""
    names = [one for one in before if one.kind is Kind.NAME]
    if _VERB.match(pronoun):
        own = not any(one.kind in _REST or one.kind is Kind.RELATIVE for one in before)
        return names if len(names) == 1 and own else []
    if _SEVERAL.match(pronoun):
        return _listed(names) if len(names) > 1 and not _several_groups(before) else []
    tells = any(_TELLS.match(one.text) for one in before)
    if not tells and any(_may_be(one, pronoun) for one in before if one.kind is Kind.RELATIVE):
        return []
    if len({one.text.casefold() for one in names}) > 1:
        names = [one for one in names if _sex(one) == _sex_of(pronoun)]
    return names[-1:] if len({one.text.casefold() for one in names}) == 1 else []


def _both_of(pronoun: str, told: Sequence[Token]) -> list[Token]:
    """Zixuan 38. Junjie 38.2. Both went home: the only two who were named so far."""
    if pronoun.casefold() != "both":
        return []
    names = {one.text.casefold(): one for one in told if one.kind is Kind.NAME}
    return _listed([*names.values()]) if len(names) == 2 else []


def _listed(names: Sequence[Token]) -> list[Token]:
    listed = list(names[:1])
    for one in names[1:]:
        listed += [Token(Kind.LIST, "、"), one]
    return listed


def _several_groups(before: Sequence[Token]) -> bool:
    """Whether others were spoken of beside those who were named."""
    return any(one.kind in (Kind.REST, Kind.ALL) for one in before)


def _may_be(relative: Token, pronoun: str) -> bool:
    """Whether a pronoun may be a relative, and not the pupil."""
    own, other = (_HER_KIN, _HIS_KIN) if _sex_of(pronoun) == "女" else (_HIS_KIN, _HER_KIN)
    if own.search(relative.text):
        return True
    plural = re.search(r"famil|parents|家", relative.text, re.IGNORECASE)
    return not plural and not other.search(relative.text)


def _sex_of(pronoun: str) -> str:
    found = _ONE.match(pronoun)
    return "女" if found and found["she"] else "男"


def _sex(name: Token) -> str:
    candidates = reference(name).candidates
    return (candidates[0].sex or "") if len(candidates) == 1 else ""


def _goes_on(before: Sequence[Token], sentence: Sequence[Token]) -> bool:
    """Li Lei went to Wuhan. He came back on Sunday; they were away on Friday. They went to Wuhan:
    whether a sentence tells more of the journey of the one before.
    """
    told, more = ({one.kind for one in piece} for piece in (before, sentence))
    where = Kind.PLACE in told
    return (where and Kind.BACK in more) or (
        not where and Kind.DAYS in told and Kind.PLACE in more and Kind.DAYS not in more
    )


def _only_counted(before: Sequence[Token]) -> bool:
    """One kid has a fever. He is 38.2."""
    kinds = [one.kind for one in before]
    return any(kind in COUNTED for kind in kinds) and Kind.NAME not in kinds

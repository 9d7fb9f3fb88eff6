"""Whose turn it is: the former and the latter, one and the other, the boy and the girl."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import (
    ENDS,
    QUIET,
    SENTENCE_ENDS,
    back_from,
    clauses_of,
    end_from,
    first_loud,
    on_from,
)
from domain.understanding.cutting.tokens import SAYS, Token, reference

_ONE = frozenset(["一个", "一名", "一位", "1个", "1名", "1位", "one"])
_OTHER = frozenset(["other", "the other"])
_SECOND = frozenset(["another"])
_SEXES = {Kind.BOY: "男", Kind.GIRL: "女"}
_TOLD = SAYS | {Kind.NORMAL, Kind.PRESENT, Kind.FULL, Kind.DAYS, Kind.NOT, Kind.TEMPERATURE}
_SAID = _TOLD - {Kind.NORMAL, Kind.PRESENT, Kind.FULL, Kind.NOT}
"""一个来了一个没来 leaves open which of them came."""
_SILENT = QUIET | {Kind.TITLE}
_BETWEEN = _SILENT | {Kind.LIST, Kind.COLON, Kind.COMMA}
_TURNS = frozenset({Kind.FORMER, Kind.LATTER})
_COUNTED = frozenset({Kind.COUNT, Kind.EACH})
_HEADS = frozenset({Kind.SYMPTOM, Kind.ABSENT, Kind.FEVER, Kind.DISEASE})
_READING = frozenset({Kind.FIGURE, Kind.TEMPERATURE, Kind.FEVER})
PAIR = 2


def turns_taken(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces with the pupil's name where only a turn was told.

    李雷和王五没来，前者发烧，后者拉肚子; 一个在家，一个在医院; 两个张伟，男的病假，女的事假.
    Where as many turns are not told as there are pupils, the words stay and are asked about.
    """
    found: list[Token] = []
    names: list[Token] = []
    for sentence in clauses_of(tokens, SENTENCE_ENDS):
        told = _of_former_and_latter(sentence, names)
        told = _of_each(_of_boy_and_girl(_in_their_order(told)))
        names = _names_in(told) or names
        found += told
    return found


def _names_in(tokens: Sequence[Token]) -> list[Token]:
    """Every pupil once, in the order of the names."""
    found: list[Token] = []
    for one in tokens:
        if one.kind is Kind.NAME and all(not _is_same(one, other) for other in found):
            found.append(one)
    return found


def _is_same(one: Token, other: Token) -> bool:
    who, whom = reference(one), reference(other)
    return who.candidates == whom.candidates and bool(who.candidates or who.raw == whom.raw)


def _of_former_and_latter(sentence: Sequence[Token], earlier: Sequence[Token]) -> list[Token]:
    """前者发烧，后者拉肚子: of the two who were named before, in this sentence or the last."""
    first = next((n for n, one in enumerate(sentence) if one.kind in _TURNS), None)
    if first is None:
        return list(sentence)
    pair = _names_in(sentence[:first]) or earlier
    if len(pair) != PAIR:
        return list(sentence)
    turns = [n for n, one in enumerate(sentence) if one.kind in _TURNS]
    return _given(sentence, turns, [pair[sentence[n].kind is Kind.LATTER] for n in turns])


def _of_each(sentence: Sequence[Token]) -> list[Token]:
    """李雷和王五，一个在家，一个在医院: as many were told of as were named."""
    turns = [n for n in range(len(sentence)) if _is_turn(sentence, n)]
    first = turns[0] if turns else 0
    names = _listed_before(sentence, first)
    if len(names) < PAIR or len(names) != len(turns):
        return list(sentence)
    if any(one.kind is Kind.NAME for one in sentence[first : turns[-1]]):
        return list(sentence)
    if all(_is_reading_alone(sentence, turn) for turn in turns):
        return list(sentence)  # 李雷和王五一个36.8一个36.9，在上课: what follows is told of both
    return _given(sentence, turns, names)


def _in_their_order(sentence: Sequence[Token]) -> list[Token]:
    """李雷、王五分别38.2、拉肚子: one thing of each, and the things are not of one kind."""
    at = next((n for n, one in enumerate(sentence) if one.kind is Kind.RESPECTIVELY), None)
    if at is None:
        return list(sentence)
    end = end_from(sentence, at)
    turns = [at, *(n for n in range(at, end) if sentence[n].kind is Kind.LIST)]
    parts = [sentence[n + 1 : last] for n, last in zip(turns, [*turns[1:], end], strict=True)]
    names = _listed_before(sentence, at)
    apart = all(_tells_by_itself(part) for part in parts) and not _are_alike(parts)
    if len(names) < PAIR or len(names) != len(parts) or not apart:
        return list(sentence)
    return _given(sentence, turns, names)


def _tells_by_itself(part: Sequence[Token]) -> bool:
    begins = _next(part, -1).kind in _SAID
    return begins and any(one.kind in SAYS for one in part) and Kind.NAME not in _kinds(part)


def _are_alike(parts: Sequence[Sequence[Token]]) -> bool:
    """Whether there is a reading in each, or one complaint or absence."""
    alone = [_kinds(part) for part in parts]
    one_each = all(len(kinds) == 1 and kinds <= _HEADS for kinds in alone)
    bare = all(kinds <= _READING for kinds in alone[:-1])
    return one_each or (bare and all(Kind.FIGURE in kinds for kinds in alone))


def _kinds(part: Sequence[Token]) -> set[Kind]:
    return {one.kind for one in part if one.kind not in _SILENT}


def _given(sentence: Sequence[Token], turns: Sequence[int], names: Sequence[Token]) -> list[Token]:
    """Each turn as a clause that begins with the name. Those of whom nothing was told before are
    not named twice.
    """
    found = _untold(sentence[: turns[0]])
    for turn, end, name in zip(turns, [*turns[1:], len(sentence)], names, strict=True):
        found += [Token(Kind.COMMA, ""), name, *sentence[turn + 1 : end]]
    if _is_place_of_any(sentence[turns[0] :], turns[-1] - turns[0]):
        found.insert(-1, Token(Kind.UNSURE, ""))
    return found


def _is_place_of_any(said: Sequence[Token], last: int) -> bool:
    """前者发烧，后者咳嗽，在家: whether it may be told of both where they are."""
    comma = next((n for n in range(last, len(said)) if said[n].kind in ENDS), len(said))
    behind = _next(said, comma) if comma < len(said) else Token(Kind.STOP, "")
    told = any(one.kind is Kind.WHERE for one in said[:comma])
    return behind.kind is Kind.WHERE and not behind.text.startswith("都") and not told


def _untold(before: Sequence[Token]) -> list[Token]:
    """The words without a list of names with which they end."""
    end = len(before)
    while end and before[end - 1].kind in _BETWEEN | {Kind.NAME}:
        end -= 1
    return list(before[:end])


def _is_turn(sentence: Sequence[Token], at: int) -> bool:
    """Whether 一个 or "the other" stands here, and something is told of that one."""
    one, text = sentence[at], sentence[at].text.casefold()
    counts = one.kind in (Kind.COUNT, Kind.NUMBER) and text in _ONE
    other = text in _SECOND or (one.kind is Kind.REST and text in _OTHER)
    return (counts or other) and _next(sentence, at).kind in _SAID


def _is_reading_alone(sentence: Sequence[Token], at: int) -> bool:
    behind = [one for one in sentence[at + 1 :] if one.kind not in _SILENT]
    counts = [one.text in _ONE or one.kind in ENDS for one in behind[1:2]]
    return behind[:1] != [] and behind[0].kind is Kind.FIGURE and all(counts)


def _next(sentence: Sequence[Token], at: int) -> Token:
    return first_loud(on_from(sentence, at + 1), _SILENT)


def _listed_before(sentence: Sequence[Token], end: int) -> list[Token]:
    """Those who were named last in one list, or all who were named before a place."""
    listed: list[Token] = []
    for one in back_from(sentence, end):
        if one.kind is Kind.NAME:
            listed.insert(0, one)
        elif listed and one.kind not in _SILENT | {Kind.LIST}:
            break
    return listed if len(listed) > 1 else _names_in(sentence[:end])


def _of_boy_and_girl(sentence: Sequence[Token]) -> list[Token]:
    """两个张伟都没来，男的病假，女的事假: of two of one name, a boy and a girl."""
    at = next((n for n, one in enumerate(sentence) if _is_shared(one)), None)
    if at is None or not all(_told_of(sentence, at, sex) for sex in _SEXES):
        return list(sentence)
    both = {kind: _narrowed(sentence[at], sex) for kind, sex in _SEXES.items()}
    first, second = both.values()
    found = [one for one in sentence[:at] if one.kind not in _COUNTED]
    found += [first, Token(Kind.LIST, "、"), second]
    found += [one for one in sentence[at + 1 :] if one.kind is not Kind.COUNT or one.value != PAIR]
    turns = [n for n, one in enumerate(found) if one.kind in _SEXES]
    return _given(found, turns, [both[found[n].kind] for n in turns])


def _is_shared(token: Token) -> bool:
    """Whether a boy and a girl bear the name."""
    if token.kind is not Kind.NAME or len(reference(token).candidates) != PAIR:
        return False
    return {one.sex for one in reference(token).candidates} == set(_SEXES.values())


def _told_of(sentence: Sequence[Token], at: int, sex: Kind) -> bool:
    """Whether something is told of the boy or the girl in a place behind the name."""
    places = [n for n in range(at + 1, len(sentence)) if sentence[n].kind is sex]
    named = any(one.kind is Kind.NAME for one in sentence[at + 1 : max(places, default=at)])
    return len(places) == 1 and not named and _next(sentence, places[0]).kind in _TOLD


def _narrowed(token: Token, sex: str) -> Token:
    return replace(token, value=reference(token).narrowed(lambda pupil: pupil.sex == sex))

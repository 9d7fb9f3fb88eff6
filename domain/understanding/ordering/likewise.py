"""也是, 也一样, "too", "so did": the next pupil has what was told of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import Token, days_of
from domain.understanding.cutting.which_day import is_today

_ALSO = frozenset(
    [
        *(
            "也是",
            "也一样",
            "也是一样",
            "一样",
            "同样",
            "也同样",
            "同上",
            "也如此",
            "也是如此",
            "亦然",
        ),
        *("也是这样", "也这样", "也是的", "也都是", "都是", "也去了", "也去", "也有", "也在"),
        *("too", "aswell", "also", "same", "thesame", "likewise", "istoo", "doestoo", "hastoo"),
        *("isthesame", "ditto", "didtoo", "alsohas", "hasthesame", "isalso", "wastoo"),
    ]
)
_SO = frozenset(["sois", "sowas", "soare", "sodoes", "sodid", "sohas", "sodo", "sohave"])
_FOR = frozenset(["samefor", "thesamefor", "samewith", "thesamewith", "sameas"])
LONGEST = 24
"""Pieces of a row of names, or of words that say as much."""
_WENT = ("去", "去了")
_ONE = frozenset({Kind.NAME, Kind.SOMEBODY})
_NAMES = _ONE | {Kind.LIST, Kind.TITLE, Kind.SPACE}
_PHRASE = QUIET | {Kind.SAME, Kind.EACH, Kind.TO, Kind.IN, Kind.ASKING}
_BEHIND = ENDS | {Kind.REST, Kind.ALL, Kind.CLOSE, Kind.LIST, Kind.NAME}
_THINGS = frozenset(
    {
        *(Kind.SYMPTOM, Kind.FEVER, Kind.DISEASE, Kind.ABSENT, Kind.WHERE, Kind.UNMEASURED),
        *(Kind.NORMAL, Kind.HOT),
    }
)
_JOURNEY = frozenset(
    {
        *(Kind.DAYS, Kind.TO, Kind.FROM, Kind.VIA, Kind.PLACE, Kind.BACK, Kind.STAY),
        *(Kind.AWAY_STILL, Kind.IN),
    }
)
_PASSED = QUIET | {Kind.COMMA, Kind.LIST, Kind.EACH, Kind.TITLE, Kind.COLON, Kind.COURTESY}
_OPENS = frozenset({Kind.COMMA, Kind.COLON, Kind.OPEN, Kind.CLOSE})
_LEADS = _PASSED | {Kind.OWN_CLASS, Kind.PRESENT, Kind.ENROLLED, Kind.NUMBER, Kind.COUNT}


def alike(tokens: Sequence[Token], today: date) -> list[Token]:
    """The same pieces, with what was told before in place of 也是.

    Only one clear thing goes over: a complaint, a leave, a journey. A reading is everybody's own;
    where more was told, or different things of several, the words stay and are asked about.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        names, end = _likewise_at(tokens, at)
        words = _words(tokens[at:end])
        thing = _one_thing(found, today) if names else []
        if thing and _fits(words, thing):
            found += [*names, *thing]
            at = end
        elif names and words in _SO:
            found += [Token(Kind.UNSURE, ""), *tokens[at:end]]
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return found


def _fits(words: str, thing: Sequence[Token]) -> bool:
    """也去了 goes with a journey only, and 也在 with a place."""
    if words.endswith("在"):
        return thing[0].kind is Kind.WHERE
    return not words.endswith(_WENT) or _is_journey(thing)


def _words(tokens: Sequence[Token]) -> str:
    said = (one.text for one in tokens if one.kind not in _NAMES - {Kind.TITLE})
    return "".join(said).casefold().replace(" ", "")


def _likewise_at(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """Those of whom nothing is said here but 也是, and where that ends."""
    lead = _end_of(tokens, at, _PHRASE) if tokens[at].text.isascii() else at
    start = lead if lead > at and _words(tokens[at:lead]) in _SO | _FOR else at
    names = _end_of(tokens, start, _NAMES)
    while names > start and tokens[names - 1].kind not in _ONE:
        names -= 1
    listed = list(tokens[start:names])
    if not listed or listed[0].kind not in _ONE:
        return [], at
    end = names if start > at else _end_of(tokens, names, _PHRASE)
    said = start > at or _words(tokens[names:end]) in _ALSO
    behind = tokens[end].kind if end < len(tokens) else Kind.STOP
    return (listed, end) if said and (behind in _BEHIND or behind is Kind.SPACE) else ([], at)


def _end_of(tokens: Sequence[Token], at: int, kinds: frozenset[Kind]) -> int:
    """Where pieces of these kinds end, or the longest phrase that is looked for does."""
    last = min(len(tokens), at + LONGEST)
    while at < last and tokens[at].kind in kinds:
        at += 1
    return at


def _one_thing(before: Sequence[Token], today: date) -> list[Token]:
    """What was told of all who were named in the sentence, where that is one thing."""
    said = _last_sentence(before)
    first = next((n for n, one in enumerate(said) if one.kind is Kind.NAME), 0)
    start = next((n for n in range(first, 0, -1) if said[n - 1].kind in _OPENS), 0)
    lead = [t for t in said[start:first] if not (t.kind in _LEADS or _is_today(t, today))]
    days = [one for one in lead if _is_another_day(one, today)]
    groups = _told_of_each(said[first:], today)
    things = [[(one.kind, one.text) for one in group] for group in groups]
    if not groups or any(thing != things[0] for thing in things) or lead != days:
        return []
    thing = [*days, *groups[0]]
    alone = len(thing) == 1 and thing[0].kind in _THINGS
    return thing if alone or _is_journey(thing) else []


def _told_of_each(said: Sequence[Token], today: date) -> list[list[Token]]:
    """What was told of each list of names; none where more was said than can go over."""
    groups: list[list[Token]] = []
    last = Kind.STOP
    for one in said:
        if one.kind in _PASSED or _is_today(one, today):
            continue
        if one.kind is Kind.NAME and last is not Kind.NAME:
            groups.append([])
        elif one.kind in _THINGS | _JOURNEY:
            groups[-1].append(one)
        elif one.kind is not Kind.NAME:
            return []
        last = one.kind
    return groups


def _is_journey(thing: Sequence[Token]) -> bool:
    return {one.kind for one in thing} <= _JOURNEY and any(one.kind is Kind.PLACE for one in thing)


def _is_today(token: Token, today: date) -> bool:
    return is_today(days_of(token), today)


def _is_another_day(token: Token, today: date) -> bool:
    return token.kind is Kind.DAYS and not _is_today(token, today)


def _last_sentence(before: Sequence[Token]) -> Sequence[Token]:
    """The last sentence that names anybody."""
    name = next((n for n in range(len(before) - 1, -1, -1) if before[n].kind is Kind.NAME), None)
    if name is None:
        return []
    start = next((n for n in range(name, -1, -1) if before[n].kind is Kind.STOP), -1) + 1
    end = len(before)
    while end > name and before[end - 1].kind in _PASSED | ENDS:
        end -= 1
    return before[start:end]

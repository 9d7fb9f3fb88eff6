"""Clauses beside the matter: 不好意思刚看到消息, 手机没电了, 今天下大雪."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.understanding.cutting.crowd import is_child
from domain.understanding.cutting.lexicon import Kind, split
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, clauses_of
from domain.understanding.cutting.tokens import Token

_TABLES = tomllib.loads(Path(__file__).with_name("everyday.toml").read_text(encoding="utf-8"))
EVERYDAY = frozenset(word for words in _TABLES.values() for word in split(words))
_WEATHER = frozenset(word for word in split(_TABLES["weather"]) if len(word) > 1)
_LENGTHS = tuple(sorted({len(word) for word in EVERYDAY}, reverse=True))
_APART = ENDS | {Kind.SPACE, Kind.COLON, Kind.OPEN, Kind.CLOSE}
_SILENT = frozenset(
    {Kind.FILLER, Kind.COURTESY, Kind.OWN_CLASS, Kind.TOPIC, Kind.TITLE, Kind.DAYS, Kind.EACH}
)
"""Pieces that say nothing by themselves."""
_MAY_BE = _SILENT | {
    *(Kind.UNKNOWN, Kind.NOT, Kind.ALL, Kind.LIST, Kind.TO, Kind.IN, Kind.FROM, Kind.BACK),
    *(Kind.TRIP, Kind.PLACE, Kind.MORE, Kind.SELF, Kind.ASKING, Kind.TEMPERATURE),
    *(Kind.NAME, Kind.AGAIN, Kind.UNSURE, Kind.EXCEPT_END),
    *(Kind.ABNORMAL, Kind.TITLE),
}
"""Pieces an everyday word may be cut into. Whatever speaks of health, attendance or a number of
pupils is never passed over."""
_SOMEBODY = frozenset({Kind.NAME, Kind.ORDINAL, Kind.SOMEBODY, Kind.RELATIVE, Kind.BOY, Kind.GIRL})
_EVERYBODY = frozenset({Kind.ALL, Kind.REST, Kind.FULL, Kind.OWN_CLASS})
_PRONOUNS = ("他", "她", "它", "该")
FEW = 20
"""Pupils who are counted and fewer are some of the class; more are the class."""
LONGEST = 40
"""Characters of a clause that may be passed over."""


def without_chat(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, clauses made wholly of everyday words fallen silent.

    Behind a pupil nothing is passed over until the sentence ends or turns to the class.
    """
    found: list[Token] = []
    of_pupil = False
    for *clause, end in clauses_of((*tokens, NOTHING_THERE), _APART):
        found.extend(_silenced(clause) if not of_pupil and _is_chat(clause) else clause)
        found.append(end)
        of_pupil = end.kind is not Kind.STOP and _tells_of_pupil(clause, before=of_pupil)
    return found[:-1]


def _tells_of_pupil(clause: Sequence[Token], *, before: bool) -> bool:
    """Whether a pupil is who the next clause may be about."""
    for place in range(len(clause) - 1, -1, -1):
        one = clause[place]
        counts = one.kind in (Kind.COUNT, Kind.NUMBER)
        few = counts and isinstance(one.value, int) and one.value < FEW
        if one.kind in _SOMEBODY or few or _is_one_child(clause, place):
            return True
        if one.kind in _EVERYBODY:
            return False
    return before


def _is_one_child(clause: Sequence[Token], at: int) -> bool:
    """娃儿好热 may speak of one; 娃儿都好热 speaks of all."""
    if clause[at].kind is not Kind.TITLE and not is_child(clause[at].text):
        return False
    return not any(one.kind is Kind.EACH for one in clause[at + 1 : at + 2])


def _silenced(clause: Sequence[Token]) -> list[Token]:
    return [replace(one, kind=Kind.FILLER, value=None) for one in clause]


def _is_chat(clause: Sequence[Token]) -> bool:
    if all(one.kind in _SILENT or one.kind is Kind.ALL for one in clause):
        # 大家都很好: nothing to be passed over. 昨天下雨: not told of another day.
        days = any(one.kind is Kind.DAYS for one in clause)
        return days and any(one.text in _WEATHER for one in clause)
    if not all(one.kind in _MAY_BE and not _names_a_pupil(one) for one in clause):
        return False
    text = "".join(one.text for one in clause)
    if len(text) > LONGEST or any(one.text.startswith(_PRONOUNS) for one in clause):
        return False
    if any(_is_one_child(clause, n) for n in range(len(clause))):
        return False
    return _is_covered(text, _boundaries(clause))


def _names_a_pupil(token: Token) -> bool:
    return isinstance(token.value, Reference) and bool(token.value.candidates)


def _boundaries(clause: Sequence[Token]) -> dict[int, int]:
    """Where a silent piece begins, and where it ends."""
    found: dict[int, int] = {}
    at = 0
    for one in clause:
        if one.kind in _SILENT:
            found[at] = at + len(one.text)
        at += len(one.text)
    return found


def _is_covered(text: str, silent: dict[int, int]) -> bool:
    """Whether everyday words and silent pieces make up the text from end to end."""
    reached = {0}
    for at in range(len(text)):
        if at not in reached:
            continue
        reached |= {at + n for n in _LENGTHS if text[at : at + n] in EVERYDAY}
        if at in silent:
            reached.add(silent[at])
    return len(text) in reached

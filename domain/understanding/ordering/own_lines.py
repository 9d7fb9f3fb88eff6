"""Facts on lines of their own belong to the name above: 李雷, and below it 病假, and 王五 next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import HEADED, SAYS, Token


class Line(Enum):
    """What a line is."""

    NAMES = "names"
    FACTS = "facts"
    ENTRY = "entry"
    """A name and what is said of it."""
    OTHER = "other"


_BESIDE_NAMES = QUIET | {Kind.NAME, Kind.LIST, Kind.COLON, Kind.TITLE, Kind.COURTESY}
_OF_OTHERS = frozenset(
    {
        *(Kind.REST, Kind.ALL, Kind.EXCEPT, Kind.COUNT, Kind.NUMBER, Kind.SOMEBODY, Kind.ORDINAL),
        *(Kind.ENROLLED, Kind.PRESENT, Kind.RATIO, Kind.MAX, Kind.OWN_CLASS, Kind.NORMAL),
        *(Kind.OTHER_CLASS, Kind.NO_TRAVEL, Kind.NONE, Kind.FULL, Kind.BOY, Kind.GIRL),
    }
)
_FACTS = SAYS | HEADED


def facts_below_names(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a name and the lines below it that tell of it are one sentence.

    Where headings stand above the names (病假, and below it 李雷) nothing is changed.
    """
    lines = _lines(tokens)
    kinds = _kinds_of(lines)
    if len(lines) < 2 or _headings_lead(lines, kinds):
        return list(tokens)
    found: list[Token] = []
    for n, line in enumerate(lines):
        end = line[-1:]
        if n + 1 < len(lines) and _goes_on(kinds, n):
            sign = Kind.SPACE if kinds[n] is Line.NAMES else Kind.COMMA
            end = [replace(end[0], kind=sign)]
        elif _is_told_of_all(lines, kinds, n):
            end = [replace(end[0], kind=Kind.LIST)]
        found += [*line[:-1], *end]
    return found[:-1]


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Each line with the break that ends it."""
    lines: list[list[Token]] = [[]]
    for one in (*tokens, Token(Kind.STOP, "\n")):
        lines[-1].append(one)
        if one.kind is Kind.STOP and one.text == "\n":
            lines.append([])
    return lines[:-1]


def _kinds_of(lines: Sequence[Sequence[Token]]) -> list[Line]:
    """What each line is; a day above a name, or a reading below an entry, is nobody's fact."""
    kinds = [_kind_of(line) for line in lines]
    for n, line in enumerate(lines):
        said = {one.kind for one in line[:-1]} - QUIET
        above = next((one for one in reversed(kinds[:n]) if one is not Line.FACTS), Line.OTHER)
        below = kinds[n + 1] if n + 1 < len(kinds) else Line.OTHER
        day = said == {Kind.DAYS} and below is not Line.FACTS
        if day or (said == {Kind.FIGURE} and above is Line.ENTRY):
            kinds[n] = Line.OTHER
    return kinds


def _kind_of(line: Sequence[Token]) -> Line:
    kinds = {one.kind for one in line[:-1]}
    if Kind.NAME in kinds and kinds <= _BESIDE_NAMES:
        return Line.NAMES
    if Kind.NAME in kinds:
        alone = len([one for one in line if one.kind is Kind.NAME]) == 1
        return Line.ENTRY if alone and not kinds & _OF_OTHERS else Line.OTHER
    told = kinds & _FACTS or Kind.DAYS in kinds
    return Line.FACTS if told and not kinds & _OF_OTHERS else Line.OTHER


def _headings_lead(lines: Sequence[Sequence[Token]], kinds: Sequence[Line]) -> bool:
    """病假, 李雷, 事假, 王五: each heading stands above the names. A reading heads nothing, and
    缺勤 above a list whose lines tell why heads the list only.
    """
    told = [one for one in zip(lines, kinds, strict=True) if one[1] is not Line.OTHER]
    while told and told[0][1] is Line.FACTS and not _may_head(told[0][0]):
        told = told[1:]  # 36.5, and below it 李雷
    while told and told[0][1] is Line.FACTS and _heads_a_list(told[0][0]):
        if told[-1][1] is not Line.FACTS or len(told) == 1:
            return True
        told = told[1:]
    return not told or told[0][1] is Line.FACTS


def _heads_a_list(line: Sequence[Token]) -> bool:
    """缺勤, 异常: a word that does not say why."""
    words = [one for one in line[:-1] if one.kind in HEADED]
    unsaid = (Absence.OTHER, False)
    return all(one.kind is Kind.ABNORMAL or one.value == unsaid for one in words)


def _may_head(line: Sequence[Token]) -> bool:
    return all(one.kind in HEADED | QUIET | {Kind.COLON, Kind.LIST} for one in line[:-1])


def _goes_on(kinds: Sequence[Line], at: int) -> bool:
    """Whether the next line tells more of the pupil of this one. What stands between an entry and
    the next name may be told of either.
    """
    if kinds[at] is Line.OTHER or kinds[at + 1] is not Line.FACTS:
        return False
    above = next((one for one in reversed(kinds[: at + 1]) if one is not Line.FACTS), None)
    below = next((one for one in kinds[at + 1 :] if one is not Line.FACTS), None)
    return above is Line.NAMES or (above is Line.ENTRY and below in (None, Line.OTHER))


def _is_told_of_all(lines: Sequence[Sequence[Token]], kinds: Sequence[Line], at: int) -> bool:
    """李雷, 王五 and below them 都病假."""
    below = next((n for n in range(at + 1, len(kinds)) if kinds[n] is not Line.NAMES), at)
    first = next((one for one in lines[below] if one.kind not in QUIET), lines[below][0])
    listed = kinds[at : at + 2] == [Line.NAMES, Line.NAMES]
    return listed and kinds[below] is Line.FACTS and first.kind is Kind.EACH

"""Why a pupil is missing, where it is told and is no illness: 睡过头没来, 堵车没到, 打疫苗请假."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind, split
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import ILL, Token

_TABLES = tomllib.loads(Path(__file__).with_name("reasons_told.toml").read_text(encoding="utf-8"))
_HELD_UP = frozenset((*split(_TABLES["held_up"]), *split(_TABLES["held_up_en"])))
_HINDERED = frozenset((*split(_TABLES["hindered"]), *split(_TABLES["hindered_en"])))
"""Why somebody who is missing is; by itself it says nothing of a pupil."""
_INJECTED = frozenset((*split(_TABLES["injected"]), *split(_TABLES["injected_en"])))
_OTHER, _UNTOLD = (Absence.OTHER, True), (Absence.OTHER, False)
_PERSONAL = (Absence.PERSONAL, True)
_SILENT = QUIET | {
    *(Kind.NAME, Kind.COMMA, Kind.LIST, Kind.EACH, Kind.TITLE, Kind.COLON, Kind.OPEN, Kind.CLOSE),
    *(Kind.RELATIVE, Kind.COURTESY, Kind.STOP),
}
_NOT_NOW = frozenset(
    [
        *("刚", "刚刚", "才", "just", "过", "完", "回来"),
        *("下午", "中午", "晚上", "放学后", "after school"),
    ]
)
"""Just come, or gone at another hour."""
_APART = frozenset({Kind.STOP, Kind.REST, Kind.ALL, Kind.OWN_CLASS})


def reasons_told(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; who was held up or goes for an injection is missing with a reason. Where
    nothing else is told of a pupil than what held them up, they are not there.
    """
    return [one for part in _by_pupil(tokens) for one in _settled(part)]


def _by_pupil(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Each pupil, or pupils in a row, with all that is told of them."""
    part: list[Token] = []
    told = False
    for one in tokens:
        if one.kind in _APART or (one.kind is Kind.NAME and told):
            yield part
            part, told = [], False
        part.append(one)
        told = told or one.kind not in _SILENT or _is_reason(one)
    yield part


def _is_reason(token: Token) -> bool:
    return token.text.casefold() in _HELD_UP | _INJECTED


def _settled(part: list[Token]) -> list[Token]:
    name = next((n for n, one in enumerate(part) if one.kind is Kind.NAME), 0)
    said = {one.text.casefold() for one in part[name:]}
    why = _PERSONAL if said & _INJECTED else None
    hindered = said & _HINDERED and not any(one.kind is Kind.PLACE for one in part)
    why = _OTHER if hindered or said & _HELD_UP else why
    if why is None or any(one.kind in ILL for one in part):
        return part  # 打了疫苗发烧请假: ill
    if any(one.kind is Kind.ABSENT and one.value == _UNTOLD for one in part):
        asked = bool(said & _HELD_UP)
        return [_explained(one, why, leave_asked=asked) for one in part]
    return _missing(part, why)


def _explained(token: Token, why: tuple[Absence, bool], *, leave_asked: bool) -> Token:
    """没来 with what held the pupil up, 请假 with the injection; of who overslept 请假 is asked."""
    leave = "假" in token.text or "leave" in token.text.casefold()
    if token.kind is not Kind.ABSENT or token.value != _UNTOLD or (leave and leave_asked):
        return token
    return replace(token, value=why)


def _missing(part: list[Token], why: tuple[Absence, bool]) -> list[Token]:
    """李雷睡过头了, 李雷去打疫苗了: not there, as far as it was told."""
    name = next((n for n, one in enumerate(part) if one.kind is Kind.NAME), len(part))
    named = name < len(part) and not {one.text.casefold() for one in part[name:]} & _NOT_NOW
    gone = why == _OTHER or any(one.kind is Kind.TO or one.text.startswith("去") for one in part)
    if not any(map(_is_reason, part)):
        return part
    rest = [one for one in part if not (one.kind in _SILENT or _is_reason(one))]
    alone = not rest or (why == _PERSONAL and all(one.kind is Kind.TO for one in rest))
    if not (named and gone and alone):
        return part
    found = [replace(one, kind=Kind.FILLER) if one in rest else one for one in part]
    place = next(n for n, one in enumerate(found) if _is_reason(one))
    found[place] = Token(Kind.ABSENT, found[place].text, why)
    return found

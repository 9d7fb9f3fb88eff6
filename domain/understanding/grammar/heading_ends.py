"""Where a heading ends: 事假：司马云，李四咳嗽 is no leave of 李四."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import cast

from domain.check_in import Absence, Symptom, Where
from domain.temperature import Temperature
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import first_loud
from domain.understanding.cutting.tokens import ILL, TRAVELS, Token


class Holds(Enum):
    """Whether a heading is said of those who are named behind a comma."""

    STILL = "still"
    NO_MORE = "no more"
    MAYBE = "maybe"
    """病假：张三，李四流鼻涕: on sick leave with a cold, or here."""


_APART = frozenset(["另外", "另", "此外", "has", "had"])
"""Whoever follows is told of by themselves."""
_MORE = _APART | {"还有", "is", "was", "also", "但", "但是", "不过"}
_ILL = ILL | {Kind.FIGURE}
_LOTS = _ILL | TRAVELS | {Kind.ABSENT, Kind.UNMEASURED, Kind.WHERE, Kind.AWAY_STILL}
_CALLED = frozenset({Kind.NAME, Kind.ORDINAL})
_BEFORE_A_NAME = frozenset({Kind.SPACE, Kind.FILLER, Kind.DAYS, Kind.TITLE, Kind.LIST})
_PERSONAL = (Absence.PERSONAL, True)
_UNKNOWN = (Absence.OTHER, False)


@dataclass(frozen=True, slots=True)
class Lot:
    """What a clause tells of the pupils it names. ``denied`` is what they have not."""

    told: tuple[Token, ...]
    denied: frozenset[Kind] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(one.kind for one in self.told)


def lot_behind_a_comma(clause: Sequence[Token]) -> Lot:
    """The lot of pupils whose names begin a clause; none where something else does."""
    return lot_of(clause) if first_loud(clause, _BEFORE_A_NAME).kind in _CALLED else Lot(())


def lot_of(pieces: Sequence[Token]) -> Lot:
    """What stands behind the first name of a clause, not in brackets and not of a relative."""
    first = next((n for n, one in enumerate(pieces) if one.kind in _CALLED), None)
    if first is None or any(one.kind is Kind.RELATIVE for one in pieces):
        return Lot(())
    told: list[Token] = []
    denied: set[Kind] = set()
    inside = no = False
    for one in pieces[first:]:
        inside = (inside or one.kind is Kind.OPEN) and one.kind is not Kind.CLOSE
        if no and one.kind in _LOTS:
            denied.add(one.kind)
        elif one.kind in _LOTS and not inside:
            told.append(one)
        no = one.kind is Kind.NOT or (no and one.kind is Kind.SPACE)
    words = frozenset(one.text.casefold() for one in pieces)
    return Lot(tuple(told), frozenset(denied), words)


def holds(heading: Sequence[Token], lot: Lot, like: Collection[Kind], fever: Temperature) -> Holds:
    """Whether a heading holds for pupils behind a comma of whom this is told. ``like`` is what
    those before them were told of under it: 病假：张三感冒，李四发烧 goes on.
    """
    heads = {one.kind for one in heading}
    if heads & lot.denied:
        return Holds.NO_MORE  # 发烧：王五39.5，张三没发烧
    if not lot.told or Kind.ABNORMAL in heads or not heads:
        return Holds.STILL
    if Kind.ABSENT in heads:
        return _of_an_absence(heading, lot, like)
    if heads & ILL:
        return _of_an_illness(heading, lot, like, fever)
    return _of_another(heads, lot, like)


def _of_an_absence(heading: Sequence[Token], lot: Lot, like: Collection[Kind]) -> Holds:
    kinds, reasons = lot.kinds, [one.value for one in heading if one.kind is Kind.ABSENT]
    if Kind.ABSENT in kinds:
        open_ = all(reason == _UNKNOWN for reason in reasons)
        return Holds.STILL if open_ else Holds.NO_MORE  # 事假：张三，李四病假
    if kinds & {Kind.UNMEASURED, Kind.BACK, Kind.FROM} or _at_school(lot):
        return Holds.NO_MORE
    if set(like) & (_ILL | TRAVELS | {Kind.ABSENT, Kind.WHERE}):
        return Holds.MAYBE if _APART & lot.words else Holds.STILL
    if _APART & lot.words or (_PERSONAL in reasons and kinds & _ILL):
        return Holds.NO_MORE
    return Holds.MAYBE if kinds - {Kind.WHERE} and Kind.WHERE not in kinds else Holds.STILL


def _at_school(lot: Lot) -> bool:
    return any(one.kind is Kind.WHERE and one.value is Where.SCHOOL for one in lot.told)


def _of_an_illness(
    heading: Sequence[Token], lot: Lot, like: Collection[Kind], fever: Temperature
) -> Holds:
    kinds = lot.kinds
    alike = kinds & set(like) - {Kind.ABSENT}  # 发烧李雷没来，林志强没来 may be either
    if alike or _is_same_illness(heading, lot) or kinds <= {Kind.WHERE}:
        return Holds.STILL
    if any(one.kind is Kind.FEVER for one in heading):
        if kinds & {Kind.FIGURE, Kind.FEVER, Kind.HOT, Kind.UNMEASURED}:
            return Holds.STILL  # 发烧：张三，李四38.2
    elif kinds == {Kind.FIGURE} and not any(_is_warm(one, fever) for one in lot.told):
        return Holds.STILL  # 咳嗽：张三，李四36.8
    personal = any(one.kind is Kind.ABSENT and one.value == _PERSONAL for one in lot.told)
    if kinds & TRAVELS or personal or _MORE & lot.words:
        return Holds.NO_MORE
    return Holds.MAYBE


def _is_same_illness(heading: Sequence[Token], lot: Lot) -> bool:
    """咳嗽：张三，李四也咳嗽; 不舒服：张三，李四头疼 only says with what."""
    told = {one.value for one in lot.told if one.kind is Kind.SYMPTOM}
    headed = {one.value for one in heading if one.kind is Kind.SYMPTOM}
    return bool(told & headed) or (Symptom.OTHER in headed and bool(lot.kinds & ILL))


def _is_warm(token: Token, fever: Temperature) -> bool:
    value = cast("Figure", token.value).temperature if token.kind is Kind.FIGURE else None
    return value is None or value >= fever


def _of_another(heads: Collection[Kind], lot: Lot, like: Collection[Kind]) -> Holds:
    """外出：张三去成都，李四咳嗽; 没测：张三，李四36.5."""
    kinds = lot.kinds
    if kinds & set(like) or kinds & set(heads) or (Kind.TRIP in heads and kinds & TRAVELS):
        return Holds.STILL
    if Kind.TRIP in heads or (Kind.UNMEASURED in heads and Kind.FIGURE in kinds):
        return Holds.NO_MORE
    if _MORE & lot.words or kinds & TRAVELS:
        return Holds.NO_MORE
    return Holds.MAYBE if kinds & _ILL else Holds.STILL

"""What is told of teachers beside their class: it takes nothing from what is said of the pupils."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from domain.check_in import Absence
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import clauses_of
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token
from domain.understanding.heard import Claim, Heard, Snag
from domain.understanding.ordering.own_matters import OF_PUPILS, is_of_the_class
from domain.understanding.settling.weighing import Weighing
from domain.understanding.understood import OfTeachers, Question


def may_be_the_teacher(tokens: Sequence[Token], heard: Heard) -> bool:
    """我昨天发烧，今天正常: whether who is called normal may be the teacher, and not the class."""
    if not heard.teachers or not heard.claims & {Claim.ALL_NORMAL, Claim.NO_FEVER}:
        return False
    own = False
    for clause in clauses_of(tokens):
        kinds = {one.kind for one in clause}
        theirs = Kind.COUNT in kinds or {Kind.EACH, Kind.NORMAL} <= kinds
        if theirs or any(map(is_of_the_class, clause)):
            return False
        own = own or Kind.SELF in kinds or Kind.TOPIC in kinds
        if Kind.NORMAL in kinds and not own:
            return False
    return True


def may_be_a_pupil(tokens: Sequence[Token], heard: Heard) -> bool:
    """I have a sick kid, 我咳嗽的都没来: whether pupils are told of behind the teacher."""
    own = False
    for clause in clauses_of(tokens) if heard.teachers else ():
        first = next((n for n, one in enumerate(clause) if one.kind is Kind.SELF), None)
        own = own or first is not None
        if own and _turns_to_pupils(clause[first or 0 :]):
            return True
        own = own and (first is not None or not any(map(is_of_the_class, clause)))
    return False


def _turns_to_pupils(behind: Sequence[Token]) -> bool:
    if any(one.kind is Kind.UNMEASURED for one in behind):
        return True  # 我感冒了，还没量完，量过的都正常
    for one, after in itertools.pairwise(behind):
        if one.kind in ILL_OR_AWAY and (one.text.endswith("的") or after.text == "的"):
            return True
    told = any(one.kind in ILL_OR_AWAY for one in behind)
    well = any(one.kind is Kind.NORMAL for one in behind)
    return told and not well and any(one.text.casefold() in OF_PUPILS for one in behind)


def asked_of_teachers(heard: Heard, weighing: Weighing) -> Iterator[Question]:
    """A fever and a journey of a teacher's have to be told; to a cold or a leave it is pointed."""
    if any(map(weighing.feverish, heard.teachers)):
        yield Question("own_fever")
    elif any(map(_has_travelled, heard.teachers)) and not heard.stand_in:
        yield Question("yourself")


def told_of_teachers(heard: Heard, weighing: Weighing) -> frozenset[OfTeachers]:
    """What was told of teachers and is not asked about."""
    told = set()
    if heard.stand_in or any(_is_away(one) and not _has_travelled(one) for one in heard.teachers):
        told.add(OfTeachers.AWAY)
    asked = any(True for _ in asked_of_teachers(heard, weighing))
    only_away = bool(heard.teachers) and all(map(_is_only_away, heard.teachers))
    if Snag.SELF in heard.snags and not (only_away or asked):
        told.add(OfTeachers.UNWELL)
    return frozenset(told)


def _has_travelled(teacher: About) -> bool:
    """我昨天从昆明回来; 我出差 tells of no place and 我请假去北京 of a leave: they are away."""
    trip = teacher.trip
    return trip is not None and bool(trip.places) and teacher.absence is None


def _is_away(teacher: About) -> bool:
    on_leave = teacher.absence is not None or teacher.ahead is not None or teacher.later
    return on_leave or teacher.trip is not None


def _is_only_away(teacher: About) -> bool:
    return _is_away(teacher) and teacher.absence is not Absence.SICK and not teacher.is_ill

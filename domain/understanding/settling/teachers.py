"""What is told of teachers beside their class: it takes nothing from what is said of the pupils."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.check_in import Absence
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import clauses_of
from domain.understanding.cutting.tokens import Token
from domain.understanding.heard import Heard, Snag
from domain.understanding.ordering.own_matters import is_of_the_class
from domain.understanding.settling.weighing import Weighing
from domain.understanding.understood import OfTeachers, Question


def may_be_the_teacher(tokens: Sequence[Token], heard: Heard) -> bool:
    """我昨天发烧，今天正常: whether who is called normal may be the teacher, and not the class."""
    behind = False
    for clause in clauses_of(tokens) if heard.teachers else ():
        if any(one.kind is Kind.COUNT or is_of_the_class(one) for one in clause):
            behind = False
            continue
        behind = behind or any(one.kind is Kind.SELF for one in clause)
        if behind and any(one.kind is Kind.NORMAL for one in clause):
            return True
    return False


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

"""A pupil's move (转班, 转出, 插班) as it is made: checked, written, told, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.choice import UnreadableChoice
from domain.errors import NotYours
from domain.message import Message
from domain.pupil_moves import (
    NotInClass,
    NumberTaken,
    PupilMoveFacts,
    SeatTaken,
    TooEarly,
    class_on,
    earliest,
    placed,
)
from domain.roster import Pupil
from domain.roster_change import Changed, ChangeKind, ChangeState, PupilMove
from domain.roster_difference import PupilChange, in_chat
from domain.roster_rows import PupilRow
from domain.understanding.writing import same_spelling
from handlers.arranging import Arranging, undo
from handlers.asked_anew import refresh_questions
from handlers.pupil_words import own_classes
from handlers.roster_told import tell_of_pupil
from handlers.visit import Visit
from storage import roster_import
from storage.pupil_move import pupil_move_facts
from views import pupil_change as view


def step_of(kind: ChangeKind, plan: PupilMove) -> str:
    """What has to be asked next."""
    if kind is ChangeKind.ARRIVAL:
        if plan.to_class is None:
            return "to"
        if plan.name is None or plan.number is None:
            return "newcomer"
    else:
        if plan.pupil is None:
            return "from" if plan.from_class is None else "pupil"
        if kind is ChangeKind.MOVE and plan.to_class is None:
            return "to"
    if kind is not ChangeKind.DEPARTURE and not plan.seated:
        return "seat"
    return "day" if plan.day is None else "review"


def facts_of(a: Arranging) -> PupilMoveFacts:
    """What the cards say of the change."""
    return pupil_move_facts(a.visit.tx, a.planned(PupilMove), a.visit.day, a.change.by_person)


def seats_taken(visit: Visit, plan: PupilMove) -> set[int]:
    """The seats of the class that are taken on the day."""
    pupils: Sequence[Pupil] = visit.tx.roster.pupils_of(
        plan.to_class or 0, max(plan.day or visit.day, visit.day)
    )
    return {one.seat for one in pupils if one.seat is not None and one.id != plan.pupil}


def earliest_day(visit: Visit, plan: PupilMove) -> date:
    """The first day on which the change may begin."""
    rounds = [
        visit.tx.rounds.of_class(one, visit.day)
        for one in (plan.from_class, plan.to_class)
        if one is not None
    ]
    answered = any(round_ is not None and round_.revision for round_ in rounds)
    return earliest(visit.day, answered=answered)


def returning(visit: Visit, plan: PupilMove) -> PupilMove:
    """A number that is known is this pupil's, back after having left; else it is taken."""
    known = visit.tx.roster_days.pupil_numbered(plan.number or "")
    if known is None:
        return plan
    classes = visit.tx.roster_days.enrolments_of(known.id)
    here = any(one.last >= visit.day for enrolled in classes.values() for one in enrolled.periods)
    if here or same_spelling(known.name) != same_spelling(plan.name or ""):
        raise NumberTaken(number=plan.number)
    return plan.model_copy(update={"pupil": known.id})


def confirm(a: Arranging) -> Message:
    """确认: the pupil's days in the classes are written, both classes' teachers are told.

    Raises NotYours, TooEarly, SeatTaken, NumberTaken, NotInClass.
    """
    visit, kind = a.visit, a.change.kind
    plan = _checked(visit, kind, a.planned(PupilMove))
    changed, school = _write(visit, plan)
    done = Arranging(visit, a.keep(plan, "").change).settle(ChangeState.MADE, changed)
    _follow(done, school)
    return view.made(done.cards, kind, facts_of(done))


def _checked(visit: Visit, kind: ChangeKind, plan: PupilMove) -> PupilMove:
    if step_of(kind, plan) != "review" or plan.day is None:
        raise UnreadableChoice
    mine = own_classes(visit)
    if any(one is not None and one not in mine for one in (plan.from_class, plan.to_class)):
        raise NotYours
    first = earliest_day(visit, plan)
    if plan.day < first:
        raise TooEarly(day=first)
    if plan.seat is not None and plan.seat in seats_taken(visit, plan):
        raise SeatTaken(seat=plan.seat)
    if kind is ChangeKind.ARRIVAL:
        return returning(visit, plan.model_copy(update={"pupil": None}))
    _still_there(visit, plan)
    return plan


def _still_there(visit: Visit, plan: PupilMove) -> None:
    pupil = visit.tx.roster.pupil(plan.pupil or 0)
    source = visit.tx.roster.unit(plan.from_class or 0)
    if pupil is None or source is None:
        raise NotYours
    classes = visit.tx.roster_days.enrolments_of(pupil.id)
    if class_on(classes, visit.day) != source.code or plan.to_class == source.id:
        raise NotInClass(name=pupil.name)


def _write(visit: Visit, plan: PupilMove) -> tuple[Changed, int]:
    tx, day = visit.tx, plan.day or visit.day
    pupil = None if plan.pupil is None else tx.roster.pupil(plan.pupil)
    target = None if plan.to_class is None else tx.roster.unit(plan.to_class)
    source = None if plan.from_class is None else tx.roster.unit(plan.from_class)
    school = next((one.school_id for one in (target, source) if one is not None), None)
    if school is None or (pupil is None and target is None):
        raise NotYours
    number = plan.number or "" if pupil is None else pupil.number
    classes = {} if pupil is None else tx.roster_days.enrolments_of(pupil.id)
    enrolments = placed(number, classes, target.code if target else None, day, plan.seat)
    newcomers: tuple[PupilChange, ...] = ()
    if pupil is None and target is not None:
        row = PupilRow(number, plan.name or "", plan.sex, target.code, plan.seat, None, None)
        newcomers = (PupilChange(number, None, row, None, target.code),)
    difference = in_chat(
        visit.day, roster_import.version(tx), pupils=newcomers, enrolments=enrolments
    )
    roster_import.apply_in_chat(tx, difference, school, visit.day)
    return Changed(enrolments=enrolments), school


def take_back(a: Arranging) -> Message:
    """撤销: the pupil is where the pupil was. Raises AlreadyAnswered, ChangeOvertaken."""
    visit, plan = a.visit, a.planned(PupilMove)
    facts = facts_of(a)
    classes = frozenset(one for one in (plan.from_class, plan.to_class) if one is not None)
    units = [visit.tx.roster.unit(one) for one in classes]
    school = next((one.school_id for one in units if one is not None), None)
    if school is None:
        raise NotYours
    done = undo(a, school, classes)
    _follow(done, school)
    return view.undone(visit.language, a.change.kind, facts)


def _follow(a: Arranging, school_id: int) -> None:
    """Today's questions bear the new roll, both sides are told, and it is written down."""
    visit, plan = a.visit, a.planned(PupilMove)
    classes = [one for one in (plan.from_class, plan.to_class) if one is not None]
    if plan.day is not None and plan.day <= visit.day:
        refresh_questions(visit, classes)
    tell_of_pupil(visit, a.change)
    for class_id in classes:
        detail = f"{a.change.state.value} change {a.change.id}: from {plan.day}"
        visit.tx.audit.add(visit.now_ms, visit.person_id, a.change.kind.value, class_id, detail)


def may(a: Arranging) -> bool:
    """Whether this person still keeps the roster of the classes that the change is about."""
    mine, plan = own_classes(a.visit), a.planned(PupilMove)
    return bool(mine) and all(
        one in mine for one in (plan.from_class, plan.to_class) if one is not None
    )

"""A pupil moves to another class (转班), leaves (转出) or comes (插班), step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.choice import UnreadableChoice
from domain.errors import NotYours
from domain.message import Message, Text
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
from domain.roster import Pupil, Unit, UnitKind
from domain.roster_cells import shown
from domain.roster_change import Changed, ChangeKind, ChangeState, PupilMove
from domain.roster_columns import plain
from domain.roster_difference import PupilChange, in_chat
from domain.roster_rows import PupilRow
from domain.understanding.writing import same_spelling
from handlers.arranging import Arranging, Heard, day_of, number_of, undo, unknown_unit
from handlers.asked_anew import refresh_questions
from handlers.pupil_words import hear, own_classes, plan_with
from handlers.roster_told import tell_of_pupil
from handlers.visit import Visit
from storage import roster_import
from storage.pupil_move import pupil_move_facts
from storage.roster_days import Placed
from views import pupil_change as view
from views.refusals import sentence
from views.words import text

LONGEST_SEAT = 4
"""Digits of a seat, as in a roster file."""
SKIPS = frozenset({"跳过", "不排座号", "不排", "无", "skip", "no seat", "none"})
"""What is typed in place of a seat."""


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


def card(a: Arranging, lead: Text | None = None, among: Sequence[Placed] = ()) -> Message:
    """The card for what has to be asked next, or the whole read back."""
    visit, plan, kind = a.visit, a.planned(PupilMove), a.change.kind
    units = own_classes(visit)
    if among:
        return view.which_pupil(a.cards, [(one.pupil, units[one.class_id]) for one in among], lead)
    match a.change.step:
        case "from":
            return view.which_class(a.cards, kind, list(units.values()), "f", lead)
        case "pupil":
            pupils = visit.tx.roster.pupils_of(plan.from_class or 0, visit.day)
            return view.pick(a.cards, kind, units[plan.from_class or 0], pupils, lead)
        case "to":
            return view.which_class(a.cards, kind, _targets(visit, plan, units), "t", lead)
        case "newcomer":
            return view.newcomer(a.cards, units[plan.to_class or 0], lead)
        case "seat":
            free = _free_seat(visit, plan)
            return view.seat(a.cards, _facts(a), free, lead)
        case "day":
            return view.when(a.cards, kind, _facts(a), _earliest(visit, plan), lead)
    return view.review(a.cards, kind, _facts(a), lead)


def _facts(a: Arranging) -> PupilMoveFacts:
    return pupil_move_facts(a.visit.tx, a.planned(PupilMove), a.visit.day, a.change.by_person)


def _targets(visit: Visit, plan: PupilMove, units: dict[int, Unit]) -> list[Unit]:
    """Classes of the same school, those of the same grade first."""
    source = None if plan.from_class is None else units.get(plan.from_class)
    if source is None:
        return list(units.values())
    grade = _grade(visit, source.id)
    targets = [
        unit
        for unit in units.values()
        if unit.id != source.id and unit.school_id == source.school_id
    ]
    return sorted(targets, key=lambda unit: _grade(visit, unit.id) != grade)


def _grade(visit: Visit, class_id: int) -> int | None:
    upward = visit.tx.roster.upward(class_id)
    return next((unit.id for unit in upward if unit.kind is UnitKind.GRADE), None)


def _seats(visit: Visit, plan: PupilMove) -> set[int]:
    pupils: Sequence[Pupil] = visit.tx.roster.pupils_of(
        plan.to_class or 0, max(plan.day or visit.day, visit.day)
    )
    return {one.seat for one in pupils if one.seat is not None and one.id != plan.pupil}


def _free_seat(visit: Visit, plan: PupilMove) -> int | None:
    """The seat after the last; none where the class has no seats."""
    taken = _seats(visit, plan)
    return max(taken) + 1 if taken else None


def _earliest(visit: Visit, plan: PupilMove) -> date:
    rounds = [
        visit.tx.rounds.of_class(one, visit.day)
        for one in (plan.from_class, plan.to_class)
        if one is not None
    ]
    answered = any(round_ is not None and round_.revision for round_ in rounds)
    return earliest(visit.day, answered=answered)


def press(a: Arranging, argument: str) -> Message:
    """A button of the cards; gives the next card. Raises what ``confirm`` raises, NotYours."""
    visit, plan, kind = a.visit, a.planned(PupilMove), a.change.kind
    verb, value = argument[:1], argument[1:]
    match verb:
        case "f" | "t":
            class_id = number_of(value)
            if class_id not in own_classes(visit):
                raise NotYours
            field = "from_class" if verb == "f" else "to_class"
            what: dict[str, object] = {field: class_id}
            if verb == "t":
                what |= {"seat": None, "seated": False}
            plan = plan.model_copy(update=what)
        case "p":
            plan = plan_with(plan, _placed(visit, number_of(value)))
        case "s":
            seat = None if value == "0" else number_of(value)
            plan = plan.model_copy(update={"seat": seat, "seated": True})
        case "d":
            plan = plan.model_copy(update={"day": day_of(value)})
        case "o":
            return confirm(a)
        case "a":
            return card(a.keep(plan, "day"))
        case _:
            raise UnreadableChoice
    return _next(a, plan, kind)


def with_pupil(visit: Visit, plan: PupilMove, pupil_id: int) -> PupilMove:
    """The plan for a pupil of an own class. Raises NotYours."""
    return plan_with(plan, _placed(visit, pupil_id))


def _placed(visit: Visit, pupil_id: int) -> Placed:
    """A pupil who is in one of the own classes today. Raises NotYours."""
    mine = {unit.code: unit for unit in own_classes(visit).values()}
    pupil = visit.tx.roster.pupil(pupil_id)
    code = class_on(visit.tx.roster_days.enrolments_of(pupil_id), visit.day)
    if pupil is None or code not in mine:
        raise NotYours
    return Placed(pupil, mine[code].id)


def _next(
    a: Arranging, plan: PupilMove, kind: ChangeKind, heard: Heard[PupilMove, Placed] | None = None
) -> Message:
    """Keep the plan and ask what is missing; a day that is too early or a seat that is taken is
    asked again.
    """
    visit = a.visit
    lead = None if heard is None else heard.lead
    if plan.day is not None and plan.day < _earliest(visit, plan):
        lead = _too_early(visit, plan)
        plan = plan.model_copy(update={"day": None})
    if plan.seat is not None and plan.to_class is not None and plan.seat in _seats(visit, plan):
        lead = Text.of(sentence(visit.language, SeatTaken(seat=plan.seat)))
        plan = plan.model_copy(update={"seat": None, "seated": False})
    if kind is ChangeKind.ARRIVAL and plan.number is not None and plan.pupil is None:
        try:
            plan = _returning(visit, plan)
        except NumberTaken as taken:
            lead = Text.of(sentence(visit.language, taken))
            plan = plan.model_copy(update={"name": None, "number": None})
    candidates = () if heard is None or plan.pupil is not None else heard.candidates
    return card(a.keep(plan, step_of(kind, plan)), lead, candidates)


def _too_early(visit: Visit, plan: PupilMove) -> Text:
    first = _earliest(visit, plan)
    return Text.of(sentence(visit.language, TooEarly(day=first)))


def _returning(visit: Visit, plan: PupilMove) -> PupilMove:
    """A number that is known is this pupil's, back after having left; else it is taken."""
    known = visit.tx.roster_days.pupil_numbered(plan.number or "")
    if known is None:
        return plan
    classes = visit.tx.roster_days.enrolments_of(known.id)
    here = any(one.last >= visit.day for enrolled in classes.values() for one in enrolled.periods)
    if here or same_spelling(known.name) != same_spelling(plan.name or ""):
        raise NumberTaken(number=plan.number)
    return plan.model_copy(update={"pupil": known.id})


def words(a: Arranging, typed: str) -> Message | None:
    """What was typed while a card is open; None where it says nothing of the change."""
    plan, kind = a.planned(PupilMove), a.change.kind
    if a.change.step == "seat":
        said = plain(typed).strip().removesuffix("号")
        if said.isdecimal():
            return _typed_seat(a, said)
        if said.casefold() in SKIPS:
            return _next(a, plan.model_copy(update={"seat": None, "seated": True}), kind)
    heard = hear(a.visit, kind, plan, typed)
    return _next(a, heard.plan, kind, heard) if heard.understood else None


def _typed_seat(a: Arranging, digits: str) -> Message:
    """A number alone while the seat is asked for; one that no class has is asked again."""
    plan, kind = a.planned(PupilMove), a.change.kind
    if len(digits) > LONGEST_SEAT:
        return card(a, text(a.visit.language, "roster.bad_seat", value=shown(digits)))
    seat = int(digits) or None
    return _next(a, plan.model_copy(update={"seat": seat, "seated": True}), kind)


def unread(a: Arranging, typed: str) -> Message | None:
    """What was typed is nothing this card can be answered with: it says so, and asks again."""
    match a.change.step:
        case "pupil":
            plan, kind = a.planned(PupilMove), a.change.kind
            return card(a, hear(a.visit, kind, plan, typed).lead)
        case "from" | "to":
            return card(a, unknown_unit(a.visit, typed))
        case "day":
            return card(a, text(a.visit.language, "roll.unreadable_day"))
        case "newcomer" | "seat":
            return card(a)
    return None


def begun(a: Arranging, heard: Heard[PupilMove, Placed]) -> Message:
    """The first card of a change that was begun with these words."""
    return _next(a, heard.plan, a.change.kind, heard)


def confirm(a: Arranging) -> Message:
    """确认: the pupil's days in the classes are written, both classes' teachers are told.

    Raises NotYours, TooEarly, SeatTaken, NumberTaken, NotInClass.
    """
    visit, kind = a.visit, a.change.kind
    plan = _checked(visit, kind, a.planned(PupilMove))
    changed, school = _write(visit, plan)
    done = Arranging(visit, a.keep(plan, "").change).settle(ChangeState.MADE, changed)
    _follow(done, school)
    return view.made(done.cards, kind, _facts(done))


def _checked(visit: Visit, kind: ChangeKind, plan: PupilMove) -> PupilMove:
    if step_of(kind, plan) != "review" or plan.day is None:
        raise UnreadableChoice
    mine = own_classes(visit)
    if any(one is not None and one not in mine for one in (plan.from_class, plan.to_class)):
        raise NotYours
    first = _earliest(visit, plan)
    if plan.day < first:
        raise TooEarly(day=first)
    if plan.seat is not None and plan.seat in _seats(visit, plan):
        raise SeatTaken(seat=plan.seat)
    if kind is ChangeKind.ARRIVAL:
        return _returning(visit, plan.model_copy(update={"pupil": None}))
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
    facts = _facts(a)
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

"""A pupil moves to another class (转班), leaves (转出) or comes (插班), step by step."""

from __future__ import annotations

from collections.abc import Sequence

from domain.choice import UnreadableChoice
from domain.errors import NotYours
from domain.message import Message, Text
from domain.pupil_moves import NumberTaken, SeatTaken, TooEarly, class_on
from domain.roster import Unit, UnitKind
from domain.roster_cells import shown
from domain.roster_change import ChangeKind, PupilMove
from domain.roster_columns import plain
from handlers.arranging import Arranging, Heard, day_of, number_of, unknown_unit
from handlers.pupil_move import (
    confirm,
    earliest_day,
    facts_of,
    returning,
    seats_taken,
    step_of,
)
from handlers.pupil_words import hear, own_classes, plan_with
from handlers.visit import Visit
from storage.roster_days import Placed
from views import pupil_change as view
from views.refusals import sentence
from views.words import text

LONGEST_SEAT = 4
"""Digits of a seat, as in a roster file."""
SKIPS = frozenset({"跳过", "不排座号", "不排", "无", "skip", "no seat", "none"})
"""What is typed in place of a seat."""


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
            return view.seat(a.cards, facts_of(a), free, lead)
        case "day":
            return view.when(a.cards, kind, facts_of(a), earliest_day(visit, plan), lead)
    return view.review(a.cards, kind, facts_of(a), lead)


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


def _free_seat(visit: Visit, plan: PupilMove) -> int | None:
    """The seat after the last; none where the class has no seats."""
    taken = seats_taken(visit, plan)
    return max(taken) + 1 if taken else None


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
    if plan.day is not None and plan.day < earliest_day(visit, plan):
        lead = _too_early(visit, plan)
        plan = plan.model_copy(update={"day": None})
    if (
        plan.seat is not None
        and plan.to_class is not None
        and plan.seat in seats_taken(visit, plan)
    ):
        lead = Text.of(sentence(visit.language, SeatTaken(seat=plan.seat)))
        plan = plan.model_copy(update={"seat": None, "seated": False})
    if kind is ChangeKind.ARRIVAL and plan.number is not None and plan.pupil is None:
        try:
            plan = returning(visit, plan)
        except NumberTaken as taken:
            lead = Text.of(sentence(visit.language, taken))
            plan = plan.model_copy(update={"name": None, "number": None})
    candidates = () if heard is None or plan.pupil is not None else heard.candidates
    return card(a.keep(plan, step_of(kind, plan)), lead, candidates)


def _too_early(visit: Visit, plan: PupilMove) -> Text:
    first = earliest_day(visit, plan)
    return Text.of(sentence(visit.language, TooEarly(day=first)))


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

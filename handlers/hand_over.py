"""The hand-over of a class (代班) step by step: which class, who, which days, read back, made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.calendar import Period
from domain.choice import UnreadableChoice
from domain.coming_days import MOST_AHEAD, DayGone, TooFarAhead
from domain.errors import ChenjianError, NotYours
from domain.hand_over import HandOverFacts, Standing, arranged, cut_short, may_hand_over
from domain.message import Message, Text
from domain.roster import Role, Unit
from domain.roster_change import Changed, ChangeState, HandOver
from domain.roster_difference import DutyChange
from handlers.arranging import (
    Arranging,
    day_of,
    number_of,
    set_menus,
    undo,
    unknown_unit,
    write,
)
from handlers.asked_anew import head_teachers, question_follows, reporters_of
from handlers.hand_over_told import tell
from handlers.hand_over_words import candidates, classes_of, first_plan, hear, with_days
from handlers.visit import Visit
from storage.hand_over import hand_over_facts
from storage.roster_days import StaffMember
from views import hand_over as view
from views.words import text

_DAY = timedelta(days=1)


class OwnClass(ChenjianError):
    """A head teacher (``name``) was chosen to stand in for the own class."""


class Ended(ChenjianError):
    """A hand-over that was to be changed has ended or been changed meanwhile."""


def step_of(plan: HandOver) -> str:
    """What has to be asked next."""
    if not plan.classes:
        return "which"
    if plan.person is None:
        return "who"
    if plan.first is None:
        return "when"
    return "until" if plan.last is None else "review"


def card(a: Arranging, lead: Text | None = None, among: Sequence[StaffMember] = ()) -> Message:
    """The card for what has to be asked next, or the whole read back."""
    visit, plan = a.visit, a.planned(HandOver)
    units = classes_of(visit)
    chosen = [units[one] for one in plan.classes if one in units]
    match a.change.step:
        case "which":
            return view.which(a.cards, list(units.values()), lead)
        case "who":
            people = among or candidates(visit, plan)
            return view.who(a.cards, chosen, _choices(visit, people, told=bool(among)), lead)
        case "when":
            return view.when(a.cards, _facts(a), visit.day, lead)
        case "until":
            return view.until(a.cards, _facts(a), plan.first or visit.day, lead)
        case "redate":
            before = plan.before or Period(visit.day, visit.day)
            end = earliest_end(visit, plan.classes, before)
            return view.redate(a.cards, _facts(a), visit.day, end, lead)
    return view.review(a.cards, _facts(a), _own(visit, plan), lead)


def _facts(a: Arranging) -> HandOverFacts:
    return hand_over_facts(a.visit.tx, a.planned(HandOver), a.visit.day, a.change.by_person)


def _own(visit: Visit, plan: HandOver) -> list[Unit]:
    """The person's own classes, where one could be handed over without the others."""
    own = first_plan(visit).classes
    if plan.was is not None or len(own) < 2 or not set(plan.classes) <= set(own):
        return []
    units = classes_of(visit)
    return [units[one] for one in own]


def _choices(visit: Visit, people: Sequence[StaffMember], *, told: bool) -> list[view.StaffChoice]:
    """People as buttons; those who share a name, or a doubt, are told apart by a duty."""
    names = [one.person.name for one in people]
    return [
        view.StaffChoice(
            one.person.id,
            one.person.name,
            _about(visit, one) if told or names.count(one.person.name) > 1 else "",
            one.reached,
        )
        for one in people
    ]


def _about(visit: Visit, one: StaffMember) -> str:
    duties = visit.tx.roster.duties_of(one.person.id, visit.day)
    shown = [duty for duty in duties if duty.role is not Role.STAFF]
    return view.duty(visit.language, shown[0]) if shown else one.person.code


def press(a: Arranging, argument: str) -> Message:
    """A button of the cards; gives the next card. Raises what ``confirm`` and ``take_back`` do."""
    plan, verb, value = a.planned(HandOver), argument[:1], argument[1:]
    match verb:
        case "c":
            chosen = tuple(number_of(one) for one in value.split("."))
            if not set(chosen) <= set(classes_of(a.visit)):
                raise NotYours
            plan = plan.model_copy(update={"classes": chosen})
        case "p":
            person = number_of(value)
            if all(one.person.id != person for one in candidates(a.visit, plan)):
                raise NotYours
            plan = plan.model_copy(update={"person": person})
        case "d":
            first, _, last = value.partition(".")
            plan = with_days(plan, day_of(first), day_of(last))
        case "o":
            return confirm(a)
        case "a":
            again = {"p": "who", "d": "when" if plan.was is None else "redate"}
            return card(a.keep(plan, again.get(value, "which")))
        case _:
            raise UnreadableChoice
    return card(a.keep(plan, step_of(plan)))


def words(a: Arranging, typed: str) -> Message | None:
    """What was typed while a card is open; None where it says nothing of a hand-over."""
    plan = a.planned(HandOver)
    heard = hear(a.visit, plan, typed)
    if not heard.understood:
        return None
    return card(a.keep(heard.plan, step_of(heard.plan)), heard.lead, heard.candidates)


def unread(a: Arranging, typed: str) -> Message | None:
    """What was typed is nothing this card can be answered with: it says so, and asks again."""
    match a.change.step:
        case "who":
            return card(a, hear(a.visit, a.planned(HandOver), typed).lead)
        case "which":
            return card(a, unknown_unit(a.visit, typed))
        case "when" | "until" | "redate":
            return card(a, text(a.visit.language, "hand_over.unreadable_days"))
    return None


def confirm(a: Arranging) -> Message:
    """确认: the classes are handed over, or an arrangement gets other days.

    Raises NotYours, DayGone, TooFarAhead, OwnClass, Ended.
    """
    visit, plan = a.visit, _checked(a)
    before = reporters_of(visit, plan.classes)
    changed = _days_of(visit, plan)
    school = _school(visit, plan)
    write(visit, changed, school)
    done = Arranging(visit, a.keep(plan, "").change).settle(ChangeState.MADE, changed)
    _follow(done, before)
    return view.made(done.cards, _facts(done))


def take_back(a: Arranging) -> Message:
    """撤销: as if it had not been arranged. Raises AlreadyAnswered, ChangeOvertaken."""
    visit, plan = a.visit, a.planned(HandOver)
    facts = _facts(a)
    before = reporters_of(visit, plan.classes)
    done = undo(a, _school(visit, plan), frozenset(plan.classes))
    _follow(done, before)
    return view.undone(visit.language, facts)


def _follow(a: Arranging, before: dict[int, frozenset[int]]) -> None:
    """What follows from it today: the question moves, both sides are told, it is written down."""
    visit, plan = a.visit, a.planned(HandOver)
    question_follows(visit, before, a.change.id)
    tell(visit, a.change)
    days = f"{plan.first}..{plan.last}"
    for class_id in plan.classes:
        detail = f"{a.change.state.value} change {a.change.id}: person {plan.person}, {days}"
        visit.tx.audit.add(visit.now_ms, visit.person_id, "hand_over", class_id, detail)
    set_menus(visit, a.change.changed)


def _checked(a: Arranging) -> HandOver:
    """The plan, if it may be carried out now; what of it lies in the past is left away."""
    visit, plan = a.visit, a.planned(HandOver)
    if step_of(plan) != "review" or plan.first is None or plan.last is None:
        raise UnreadableChoice
    for class_id in plan.classes:
        if not may_hand_over(visit.roles_over(class_id)):
            raise NotYours
    if plan.was is not None:
        _still_there(visit, plan)
        return plan
    if plan.last < max(visit.day, plan.first):
        raise DayGone(day=plan.last)
    _not_too_far(visit, plan.last)
    if all(one.person.id != plan.person for one in candidates(visit, plan)):
        person = visit.tx.roster.person(plan.person or 0)
        if person is None or not _heads_one(visit, plan, person.id):
            raise NotYours
        raise OwnClass(name=person.name)
    return plan.model_copy(update={"first": max(plan.first, visit.day)})


def _heads_one(visit: Visit, plan: HandOver, person_id: int) -> bool:
    return any(person_id in head_teachers(visit, class_id) for class_id in plan.classes)


def _not_too_far(visit: Visit, day: date) -> None:
    if (day - visit.day).days > MOST_AHEAD:
        raise TooFarAhead(most=MOST_AHEAD)


def _still_there(visit: Visit, plan: HandOver) -> None:
    """An arrangement that is given other days must stand, and keep the days that are over."""
    before, last = plan.before, plan.last
    standing = [
        one.period
        for class_id in plan.classes
        for one in visit.tx.roster_days.substitutes(class_id, visit.day)
        if one.person_id == plan.person
    ]
    if before is None or last is None or before not in standing or plan.first != before.first:
        raise Ended
    if last < min(earliest_end(visit, plan.classes, before), before.last):
        raise Ended
    _not_too_far(visit, last)


def earliest_end(visit: Visit, classes: Sequence[int], period: Period) -> date:
    """The earliest last day an arrangement can still get: yesterday, or today once answered."""
    rounds = [visit.tx.rounds.of_class(class_id, visit.day) for class_id in classes]
    answered = any(round_ is not None and round_.revision for round_ in rounds)
    if visit.day in period and answered:
        return visit.day
    return max(visit.day, period.first) - _DAY


def _days_of(visit: Visit, plan: HandOver) -> Changed:
    """The days of each class's substitutes before and after."""
    first, last = plan.first or visit.day, plan.last or visit.day
    before = plan.before
    new = Period(first, last) if before is None else cut_short(before, last)
    person = visit.tx.roster.person(plan.person or 0)
    if person is None:
        raise NotYours
    duties = []
    for class_id in plan.classes:
        unit = visit.tx.roster.unit(class_id)
        if unit is None:
            raise NotYours
        known = visit.tx.roster_days.holding(class_id, Role.SUBSTITUTE)
        changes = arranged(known, person.code, new, instead_of=before)
        duties += [
            DutyChange(code, Role.SUBSTITUTE, unit.code, was, now)
            for code, (was, now) in changes.items()
        ]
    return Changed(duties=tuple(duties))


def _school(visit: Visit, plan: HandOver) -> int:
    unit = visit.tx.roster.unit(plan.classes[0]) if plan.classes else None
    if unit is None or unit.school_id is None:
        raise NotYours
    return unit.school_id


def standing(visit: Visit) -> list[Standing]:
    """The arrangements that run or are to come for the classes this person may hand over."""
    found = [
        one
        for class_id in classes_of(visit)
        for one in visit.tx.roster_days.substitutes(class_id, visit.day)
    ]
    return sorted(found, key=lambda one: (one.period.first, one.class_id))


def may(a: Arranging) -> bool:
    """Whether this person may still hand over the classes that the change is about."""
    mine = classes_of(a.visit)
    return bool(mine) and set(a.planned(HandOver).classes) <= set(mine)

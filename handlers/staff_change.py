"""A teacher comes (任命) or leaves (离任), step by step: who, what, from which day, read back."""

from __future__ import annotations

from collections.abc import Sequence

from domain.calendar import Period
from domain.choice import UnreadableChoice
from domain.coming_days import DayGone
from domain.errors import NotYours
from domain.message import Message, Text
from domain.roster import Person, Role
from domain.roster_change import Changed, ChangeKind, ChangeState, StaffTurn
from domain.roster_difference import DutyChange, PersonChange, in_chat
from domain.roster_rows import PersonRow
from domain.staff_turns import NothingEnds, RoleNotHere, StaffTurnFacts, offered
from handlers import staff_words
from handlers.arranging import Arranging, Heard, day_of, number_of, set_menus, undo, unknown_unit
from handlers.asked_anew import question_follows, reporters_of
from handlers.invite import invite_person
from handlers.roster_told import tell_of_staff
from handlers.staff_words import known, may_change, own_units, schools_of, units_of, with_role
from handlers.visit import Visit
from storage import roster_import
from storage.staff_turn import staff_turn_changes, staff_turn_facts
from views import staff_change as view
from views.refusals import sentence
from views.words import text

ROLES = tuple(Role)


def staff(visit: Visit, plan: StaffTurn) -> list[Person]:
    """Whom the change may be about: the staff of today, each as a button."""
    today = Period(visit.day, visit.day)
    people = [
        one.person
        for school in schools_of(visit, plan)
        for one in visit.tx.roster_days.staff_of(school, today)
    ]
    return list({one.id: one for one in people}.values())


def step_of(kind: ChangeKind, plan: StaffTurn) -> str:
    """What has to be asked next."""
    if kind is ChangeKind.APPOINTMENT and plan.unit is None:
        return "unit"
    if kind is ChangeKind.APPOINTMENT and plan.role is None:
        return "role"
    if plan.person is None and plan.name is None:
        return "who"
    return "day" if plan.day is None else "review"


def hear(visit: Visit, kind: ChangeKind, plan: StaffTurn, words: str) -> Heard[StaffTurn, Person]:
    """What typed words say of the change."""
    return staff_words.hear(visit, kind, plan, words, staff(visit, plan))


def card(a: Arranging, lead: Text | None = None, among: Sequence[Person] = ()) -> Message:
    """The card for what has to be asked next, or the whole read back."""
    visit, plan, kind = a.visit, a.planned(StaffTurn), a.change.kind
    unit = None if plan.unit is None else visit.tx.roster.unit(plan.unit)
    match a.change.step:
        case "role" if unit is not None:
            return view.which_role(a.cards, unit, offered(unit.kind, below=True), lead)
        case "unit":
            return view.which_unit(a.cards, plan.role, units_of(visit, plan.role), lead)
        case "who":
            people = among or staff(visit, plan)
            return view.who(a.cards, kind, unit, plan.role, _told_apart(visit, people), lead)
        case "day":
            return view.when(a.cards, kind, facts_of(a), visit.day, lead)
    return view.review(a.cards, kind, facts_of(a), lead, beside=plan.beside)


def _told_apart(visit: Visit, people: Sequence[Person]) -> list[tuple[Person, str]]:
    names = [one.name for one in people]
    return [
        (one, view.duty_of(visit.language, visit.tx.roster.duties_of(one.id, visit.day)))
        if names.count(one.name) > 1
        else (one, "")
        for one in people
    ]


def facts_of(a: Arranging) -> StaffTurnFacts:
    """What is told of it: planned, or as it was made."""
    visit, plan = a.visit, a.planned(StaffTurn)
    changes = a.change.changed.duties
    if a.change.state is ChangeState.OPEN:
        changes = _changes(visit, a.change.kind, plan, _code(visit, plan))
    return staff_turn_facts(visit.tx, plan, changes, visit.day, a.change.by_person)


def _code(visit: Visit, plan: StaffTurn) -> str:
    person = None if plan.person is None else visit.tx.roster.person(plan.person)
    return "" if person is None else person.code


def _changes(visit: Visit, kind: ChangeKind, plan: StaffTurn, code: str) -> tuple[DutyChange, ...]:
    within = [unit.id for unit in own_units(visit)]
    return staff_turn_changes(visit.tx, kind, plan, code, within, visit.day)


def press(a: Arranging, argument: str) -> Message:
    """A button of the cards; gives the next card. Raises what ``confirm`` raises, NotYours."""
    visit, plan = a.visit, a.planned(StaffTurn)
    verb, value = argument[:1], argument[1:]
    match verb:
        case "u":
            unit_id = number_of(value)
            if not may_change(visit, unit_id):
                raise NotYours
            plan = plan.model_copy(update={"unit": unit_id})
        case "r":
            plan = with_role(visit, plan, _role(value))
        case "p":
            person = number_of(value)
            if all(one.id != person for one in known(visit, plan)):
                raise NotYours
            plan = plan.model_copy(update={"person": person, "name": None})
        case "d":
            plan = plan.model_copy(update={"day": day_of(value)})
        case "b":
            plan = plan.model_copy(update={"beside": value == "1"})
        case "o":
            return confirm(a)
        case "a":
            return card(a.keep(plan, "day"))
        case _:
            raise UnreadableChoice
    return _next(a, plan)


def _role(value: str) -> Role:
    place = number_of(value)
    if place >= len(ROLES):
        raise UnreadableChoice
    return ROLES[place]


def _next(a: Arranging, plan: StaffTurn, heard: Heard[StaffTurn, Person] | None = None) -> Message:
    visit, kind = a.visit, a.change.kind
    lead = None if heard is None else heard.lead
    if kind is ChangeKind.APPOINTMENT and plan.unit is None and plan.role is None:
        plan = _begun_from_the_only_unit(visit, plan)
    if plan.day is not None and plan.day < visit.day:
        lead = Text.of(sentence(visit.language, DayGone(day=plan.day)))
        plan = plan.model_copy(update={"day": None})
    unit = None if plan.unit is None else visit.tx.roster.unit(plan.unit)
    appoints = kind is ChangeKind.APPOINTMENT and plan.role is not None and unit is not None
    if appoints and unit is not None and plan.role not in offered(unit.kind):
        lead = Text.of(sentence(visit.language, RoleNotHere(unit=unit.name)))
        plan = plan.model_copy(update={"role": None})
    known = plan.person is not None or plan.name is not None
    candidates = () if heard is None or known else heard.candidates
    return card(a.keep(plan, step_of(kind, plan)), lead, candidates)


def _begun_from_the_only_unit(visit: Visit, plan: StaffTurn) -> StaffTurn:
    """Nothing was said of where: all roles of the own unit are offered, and those below it."""
    own = own_units(visit)
    return plan.model_copy(update={"unit": own[0].id}) if len(own) == 1 else plan


def words(a: Arranging, typed: str) -> Message | None:
    """What was typed while a card is open; None where it says nothing of the change."""
    heard = hear(a.visit, a.change.kind, a.planned(StaffTurn), typed)
    return _next(a, heard.plan, heard) if heard.understood else None


def unread(a: Arranging, typed: str) -> Message | None:
    """What was typed is nothing this card can be answered with: it says so, and asks again."""
    match a.change.step:
        case "who":
            return card(a, hear(a.visit, a.change.kind, a.planned(StaffTurn), typed).lead)
        case "unit":
            return card(a, unknown_unit(a.visit, typed))
        case "day":
            return card(a, text(a.visit.language, "roll.unreadable_day"))
    return None


def begun(a: Arranging, heard: Heard[StaffTurn, Person]) -> Message:
    """The first card of a change that was begun with these words."""
    return _next(a, heard.plan, heard)


def confirm(a: Arranging) -> Message:
    """确认: the duties are written; who is new gets an invitation to be passed on.

    Raises NotYours, DayGone, RoleNotHere, NothingEnds.
    """
    visit, kind, plan = a.visit, a.change.kind, _checked(a)
    plan, newcomer = _known_person(visit, plan)
    code = newcomer.code if newcomer is not None else _code(visit, plan)
    duties = _changes(visit, kind, plan, code)
    if not duties:
        raise NothingEnds(name=facts_of(a).name)
    classes = _classes(visit, duties)
    before = reporters_of(visit, classes)
    people = () if newcomer is None else (PersonChange(None, newcomer),)
    difference = in_chat(visit.day, roster_import.version(visit.tx), people=people, duties=duties)
    roster_import.apply_in_chat(visit.tx, difference, _school(visit, duties), visit.day)
    if newcomer is not None:
        person = visit.tx.roster.person_by_code(newcomer.code)
        plan = plan.model_copy(update={"person": person.id if person is not None else None})
    done = Arranging(visit, a.keep(plan, "").change).settle(
        ChangeState.MADE, Changed(duties=duties)
    )
    _follow(done, before)
    shown = view.made(done.cards, kind, facts_of(done))
    facts = facts_of(done)
    if kind is ChangeKind.APPOINTMENT and not facts.reached and facts.person_id is not None:
        invite_person(visit, facts.person_id)
    return shown


def _checked(a: Arranging) -> StaffTurn:
    visit, kind, plan = a.visit, a.change.kind, a.planned(StaffTurn)
    if step_of(kind, plan) != "review" or plan.day is None:
        raise UnreadableChoice
    if plan.day < visit.day:
        raise DayGone(day=plan.day)
    if plan.unit is not None and not may_change(visit, plan.unit):
        raise NotYours
    if plan.person is not None and all(one.id != plan.person for one in known(visit, plan)):
        raise NotYours
    unit = None if plan.unit is None else visit.tx.roster.unit(plan.unit)
    if kind is ChangeKind.APPOINTMENT and (
        unit is None or plan.role is None or plan.role not in offered(unit.kind)
    ):
        raise RoleNotHere(unit="" if unit is None else unit.name)
    return plan


def _known_person(visit: Visit, plan: StaffTurn) -> tuple[StaffTurn, PersonRow | None]:
    """Whoever is new gets a code under the school's, by which a roster file knows them too."""
    if plan.person is not None or plan.name is None:
        return plan, None
    unit = visit.tx.roster.unit(plan.unit or 0)
    school = None if unit is None else visit.tx.roster.unit(unit.school_id or 0)
    prefix = "X" if school is None else f"{school.code}-X"
    return plan, PersonRow(visit.tx.roster_days.new_code(prefix), plan.name, plan.phone)


def _classes(visit: Visit, duties: Sequence[DutyChange]) -> list[int]:
    units = [visit.tx.roster.unit_by_code(one.unit_code) for one in duties]
    return [unit.id for unit in units if unit is not None]


def _school(visit: Visit, duties: Sequence[DutyChange]) -> int:
    unit = visit.tx.roster.unit_by_code(duties[0].unit_code)
    if unit is None or unit.school_id is None:
        raise NotYours
    return unit.school_id


def take_back(a: Arranging) -> Message:
    """撤销: the duties are as they were. Raises AlreadyAnswered, ChangeOvertaken."""
    visit, facts = a.visit, facts_of(a)
    duties = a.change.changed.duties
    classes = _classes(visit, duties)
    before = reporters_of(visit, classes)
    done = undo(a, _school(visit, duties), frozenset(classes))
    _follow(done, before)
    return view.undone(visit.language, a.change.kind, facts)


def _follow(a: Arranging, before: dict[int, frozenset[int]]) -> None:
    """Today's question moves, everybody concerned is told, menus change, it is written down."""
    visit, plan = a.visit, a.planned(StaffTurn)
    question_follows(visit, before, a.change.id)
    tell_of_staff(visit, a.change)
    for duty in a.change.changed.duties:
        unit, person = (
            visit.tx.roster.unit_by_code(duty.unit_code),
            visit.tx.roster.person_by_code(duty.person_code),
        )
        if unit is None or person is None:
            continue
        detail = f"{a.change.state.value} change {a.change.id}: person {person.id}, from {plan.day}"
        visit.tx.audit.add(visit.now_ms, visit.person_id, a.change.kind.value, unit.id, detail)
    set_menus(visit, a.change.changed)


def may(a: Arranging) -> bool:
    """Whether this person still keeps the roster of the units that the change is about."""
    visit, plan = a.visit, a.planned(StaffTurn)
    units = _classes(visit, a.change.changed.duties)
    units += [] if plan.unit is None else [plan.unit]
    return bool(own_units(visit)) and all(may_change(visit, one) for one in units)

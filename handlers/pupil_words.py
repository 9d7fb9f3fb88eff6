"""What is typed about a pupil who moves, leaves or comes, in any order."""

from __future__ import annotations

from collections.abc import Sequence

from domain.calendar import UnreadableDay
from domain.coming_days import find_coming, only_days
from domain.message import Text
from domain.pupil_moves import Newcomer, bare, pupils_meant, read_newcomer
from domain.roster import Unit, UnitKind
from domain.roster_change import ChangeKind, PupilMove
from domain.viewer import changes_roster
from handlers.arranging import Heard, units_named, unreadable_day
from handlers.likeness import PinyinLikeness
from handlers.visit import Visit
from storage.roster_days import Placed
from views.words import text

LONGEST = 120
SHOWN = 24


def own_classes(visit: Visit) -> dict[int, Unit]:
    """The classes whose pupils this person may change: those under an admin's units inside the
    school.
    """
    roster = visit.tx.roster
    found: dict[int, Unit] = {}
    for duty in roster.duties_of(visit.person_id, visit.day):
        if changes_roster([(duty.role, duty.unit.kind)]):
            for unit in roster.below(duty.unit.id, UnitKind.CLASS, visit.day):
                found.setdefault(unit.id, unit)
    return found


def _named(visit: Visit, words: str) -> tuple[list[tuple[int, ...]], str]:
    return units_named(visit, own_classes(visit).values(), words[:LONGEST])


def hear(visit: Visit, kind: ChangeKind, plan: PupilMove, words: str) -> Heard[PupilMove, Placed]:
    """Read classes, a pupil and a day out of typed words, in any order."""
    named, rest = _named(visit, words)
    classes = [group[0] for group in named if len(group) == 1]
    if kind is ChangeKind.ARRIVAL and classes:
        plan = plan.model_copy(update={"to_class": classes[-1]})
    try:
        if kind is ChangeKind.ARRIVAL:
            return _newcomer(visit, plan, classes, read_newcomer(rest, visit.day))
        found = find_coming(rest, visit.day)
    except UnreadableDay as error:
        return Heard(plan, unreadable_day(visit, error), understood=only_days(words))
    if found.coming is not None:
        plan = plan.model_copy(update={"day": found.coming.first})
    heard = _known_pupil(visit, kind, plan, classes, found.rest)
    nothing_left = not any(sign.isalnum() for sign in found.rest)
    understood = heard.understood or (nothing_left and found.coming is not None)
    return Heard(heard.plan, heard.lead, heard.candidates, understood)


def _newcomer(
    visit: Visit, plan: PupilMove, classes: Sequence[int], said: Newcomer
) -> Heard[PupilMove, Placed]:
    """``李四 2026031 女 座号12 明天``; what no roster may hold is named and not taken."""
    if said.problems:
        lines = [
            text(visit.language, f"roster.{one.code}", **one.values) for one in said.problems[:3]
        ]
        return Heard(plan, Text.of(*_apart(lines)), understood=True)
    what: dict[str, object] = {}
    if said.number is not None and said.name is not None:
        what |= {"name": said.name, "number": said.number, "pupil": None}
        what |= {} if said.sex is None else {"sex": said.sex}
    if said.seat is not None:
        what |= {"seat": said.seat, "seated": True}
    if said.coming is not None:
        what["day"] = said.coming.first
    return Heard(plan.model_copy(update=what), understood=bool(what or classes))


def _apart(lines: Sequence[Text]) -> list[str | Text]:
    return [part for line in lines for part in (line, "\n")][:-1]


def _known_pupil(
    visit: Visit, kind: ChangeKind, plan: PupilMove, classes: Sequence[int], rest: str
) -> Heard[PupilMove, Placed]:
    """A pupil of the class, or of any own class by exactly this name or number; with two classes
    the pupil goes from the first to the second.
    """
    if kind is ChangeKind.MOVE and len(classes) > 1:
        plan = plan.model_copy(update={"from_class": classes[0], "to_class": classes[1]})
    elif classes and (kind is ChangeKind.DEPARTURE or (plan.from_class is None and not rest)):
        plan = plan.model_copy(update={"from_class": classes[0]})
    elif classes:
        plan = plan.model_copy(update={"to_class": classes[0]})
    if not any(sign.isalnum() for sign in rest):
        return Heard(plan, understood=bool(classes))
    found = _meant(visit, plan, rest) or _meant(visit, plan, bare(rest))
    if len(found) == 1:
        return Heard(plan_with(plan, found[0]), understood=True)
    key = "roll.which_pupil" if found else "roll.unknown_pupil"
    lead = text(visit.language, key, raw=rest[:SHOWN])
    return Heard(plan, lead, tuple(found), understood=bool(found))


def plan_with(plan: PupilMove, found: Placed) -> PupilMove:
    """The plan for this pupil, who goes from the class the pupil is in."""
    what: dict[str, object] = {"pupil": found.pupil.id, "from_class": found.class_id}
    if plan.to_class == found.class_id:
        # Only one class was named, and it is the pupil's own.
        what["to_class"] = None
    return plan.model_copy(update=what)


def _meant(visit: Visit, plan: PupilMove, rest: str) -> list[Placed]:
    if plan.from_class is not None:
        pupils = visit.tx.roster.pupils_of(plan.from_class, visit.day)
        meant = pupils_meant(pupils, rest, PinyinLikeness())
        return [Placed(pupil, plan.from_class) for pupil in meant]
    mine = own_classes(visit)
    schools = dict.fromkeys(unit.school_id for unit in mine.values())
    name = rest.strip().removesuffix("同学").strip()
    return [
        one
        for school in schools
        if school is not None
        for one in visit.tx.roster_days.pupils_called(school, name, visit.day)
        if one.class_id in mine
    ]

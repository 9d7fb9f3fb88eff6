"""/substitute (代班): hand a class over for some days, and see, change or end what was arranged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.choice import Choice
from domain.errors import NotYours
from domain.hand_over import may_hand_over
from domain.roster import Role, Unit
from domain.roster_change import ChangeKind, HandOver
from handlers.arranging import Arranging, begin, show
from handlers.hand_over import Ended, card, standing, step_of
from handlers.hand_over_words import classes_of, first_plan, hear
from handlers.visit import Visit
from views import hand_over as view


def substitute(visit: Visit, argument: str) -> None:
    """``/substitute [class] [name] [days]`` in any order; alone it shows what was arranged."""
    arrangements = standing(visit)
    if argument or not arrangements:
        start_hand_over(visit, argument)
        return
    units = classes_of(visit)
    listed = [
        (one, units[one.class_id], _heads(visit, units[one.class_id])) for one in arrangements
    ]
    show(visit, view.overview(visit.language, listed))


def start_hand_over(visit: Visit, words: str = "") -> None:
    """Begin a hand-over with whatever of class, name and days is said; the card asks the rest.

    Raises NotYours for whoever may hand over no class.
    """
    if not classes_of(visit):
        raise NotYours
    heard = hear(visit, first_plan(visit), words)
    arranging = begin(visit, ChangeKind.HAND_OVER, heard.plan, step_of(heard.plan))
    show(visit, card(arranging, heard.lead, heard.candidates))


def new_pressed(visit: Visit, choice: Choice) -> None:
    """[安排代班] under the list; the subject is a class of theirs. Raises NotYours."""
    _must_be_own(visit, choice.subject)
    start_hand_over(visit)


def end_pressed(visit: Visit, choice: Choice) -> None:
    """An arrangement of the list: other days for it, or its end. Raises NotYours, Ended."""
    _must_be_own(visit, choice.subject)
    found = [
        one
        for one in visit.tx.roster_days.substitutes(choice.subject, visit.day)
        if view.list_argument(one) == choice.argument
    ]
    if not found:
        raise Ended
    period = found[0].period
    plan = HandOver(
        classes=(choice.subject,),
        person=found[0].person_id,
        first=period.first,
        last=period.last,
        was=(period.first, period.last),
    )
    arranging: Arranging = begin(visit, ChangeKind.HAND_OVER, plan, "redate")
    show(visit, card(arranging))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    view.NEW: new_pressed,
    view.END: end_pressed,
}


def _must_be_own(visit: Visit, class_id: int) -> None:
    if not may_hand_over(visit.roles_over(class_id)):
        raise NotYours


def _heads(visit: Visit, unit: Unit) -> list[str]:
    members = visit.tx.roster.members(unit.id, visit.day)
    return [member.person.name for member in members if member.role is Role.HEAD_TEACHER]

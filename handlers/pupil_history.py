"""A pupil's history: from a report to a class, from a class to a pupil; inside the school."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from domain.calendar import Period
from domain.case import may_direct
from domain.choice import Choice
from domain.errors import NotYours
from domain.pupil_history import ACTION, CLASS_ACTION
from domain.report_request import ReportRequest
from domain.roster import FILES_FOR_CLASS, Unit, UnitKind
from domain.stretch import Stretch, around
from domain.viewer import sees_names
from handlers.shown import show_in_place
from handlers.visit import Visit
from views.pupil_history import history, pick_pupil, which_pupil


def pupil_pressed(visit: Visit, choice: Choice) -> None:
    """A pupil's name: the present term, or the days the button says. Raises NotYours,
    UnreadableChoice.
    """
    period = around(Stretch.TERM, visit.day, visit.day)
    if choice.argument:
        period = ReportRequest.parse(choice.argument).period
    _show(visit, choice.subject, period)


def class_pressed(visit: Visit, choice: Choice) -> None:
    """👤 查看学生: the pupils of a class as they are today. Raises NotYours."""
    unit = visit.tx.roster.unit(choice.subject)
    if unit is None or unit.kind is not UnitKind.CLASS or not _names_in(visit, unit.id):
        raise NotYours
    pupils = visit.tx.roster.pupils_of(unit.id, visit.day)
    show_in_place(visit, pick_pupil(visit.language, unit, pupils, visit.day))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    ACTION: pupil_pressed,
    CLASS_ACTION: class_pressed,
}
"""What each action of a button does."""


def typed_pupil(visit: Visit, name: str, period: Period, own: Sequence[Unit]) -> bool:
    """``/report 张三``: the pupil of that name, where names are theirs to see; False where none is.

    Of one day the present term is meant.
    """
    found = visit.tx.histories.named([unit.id for unit in own], name, visit.day)
    seen = [(pupil_id, unit) for pupil_id, unit in found if _names_in(visit, unit.id)]
    if not seen:
        return False
    if len(seen) > 1:
        labels = [(pupil_id, f"{name} {unit.name}") for pupil_id, unit in seen]
        visit.reply(which_pupil(visit.language, name, labels))
        return True
    days = around(Stretch.TERM, visit.day, visit.day) if period.is_day else period
    _show(visit, seen[0][0], days)
    return True


def _show(visit: Visit, pupil_id: int, period: Period) -> None:
    """The days in the classes whose names are theirs to see, of a pupil who is in one of them."""
    now = visit.tx.histories.class_of(pupil_id, visit.day)
    if now is None or not _names_in(visit, now.id):
        raise NotYours
    classes = visit.tx.histories.classes_in(pupil_id, period)
    visible = {class_id for class_id in classes if _names_in(visit, class_id)}
    told = visit.tx.histories.of(pupil_id, period, visit.day, visible)
    if told is None:
        raise NotYours
    if not _own_teacher(visit, now.id):
        # Whoever looks from above the class leaves a trace, also where names stand in the digest.
        detail = f"{pupil_id} {period.first} {period.last}"
        visit.tx.audit.add(visit.now_ms, visit.person_id, "pupil_history", now.id, detail)
    directs = may_direct(visit.roles_over(now.id))
    card = history(visit.language, told, visit.day, zone=visit.zone, may_direct=directs)
    show_in_place(visit, card)


def _own_teacher(visit: Visit, class_id: int) -> bool:
    roles = visit.roles_over(class_id)
    return any(role in FILES_FOR_CLASS for role, _ in roles)


def _names_in(visit: Visit, class_id: int) -> bool:
    return sees_names(visit.roles_over(class_id))

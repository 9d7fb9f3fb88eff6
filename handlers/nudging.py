"""Honest-data nudges: whether a class's first answer of a day is one more of the same, and who is
asked to measure two pupils again. Private to whoever answered; see domain.nudge.
"""

from __future__ import annotations

from domain.check_in import CheckIn
from domain.choice import Choice
from domain.errors import NotYours
from domain.mode import Mode
from domain.note import Wanted
from domain.nudge import QUICK_DAYS, Habit, NudgeReason, suggested
from domain.roster import FILES_FOR_CLASS, Role
from domain.unit_settings import UnitSettings
from handlers.visit import Visit
from storage.nudges import Nudge
from storage.rounds import Round
from views.nudge import AGAIN
from views.words import say


def notice(visit: Visit, round_: Round, role: Role, check_in: CheckIn, *, zero: bool) -> None:
    """An answer was given. ``round_`` is as it was before it.

    Only the first one of a day, of the class's own teachers, on a school day, is one more of the
    same; the evening counts it (scheduler.habits).
    """
    if round_.revision or role not in FILES_FOR_CLASS or round_.mode is not Mode.TERM:
        return
    before, waited_ms = visit.tx.nudges.habit(round_.unit.id), None
    if not before.is_near:
        return
    if before.quick >= QUICK_DAYS - 1:
        asked_ms = visit.tx.nudges.asked_ms(round_.id, visit.person_id)
        waited_ms = None if asked_ms is None else visit.at_ms - asked_ms
    habit = before.one_more(class_max=check_in.class_max, zero=zero, waited_ms=waited_ms)
    if habit.reason is not None and _is_wanted(visit, round_):
        _nudge(visit, round_, habit, habit.reason)


def press_mute(visit: Visit, choice: Choice) -> None:
    """不再提示, or 恢复提示, under a receipt with a nudge. Raises NotYours."""
    tx = visit.tx
    round_ = tx.rounds.get(choice.subject)
    first = None if round_ is None else tx.answers.get(round_.id, 1)
    if first is None or first.by_person != visit.person_id:
        raise NotYours
    muted = choice.argument != AGAIN
    tx.nudges.mute(visit.person_id, visit.now_ms, muted=muted)
    key = "toast_muted" if muted else "toast_unmuted"
    visit.toasted(say(visit.language, f"nudge.{key}"))
    if visit.message is not None:
        visit.edit(visit.message, Wanted("receipt", {"round": choice.subject}))


def _is_wanted(visit: Visit, round_: Round) -> bool:
    """Whether the school has nudges, and the teacher has not turned them off."""
    if visit.tx.nudges.is_muted(visit.person_id):
        return False
    return UnitSettings.resolve(visit.tx.settings.chain(round_.unit.id)).nudges


def _nudge(visit: Visit, round_: Round, habit: Habit, reason: NudgeReason) -> None:
    pupils = visit.tx.roster.pupils_of(round_.unit.id, round_.day)
    present = {pupil.id for pupil in pupils if pupil.away is None}
    everybody = sorted(pupil.id for pupil in pupils)
    chosen, turn = suggested(round_.unit.id, everybody, present, habit.turn)
    if chosen:
        visit.tx.nudges.put(round_.id, Nudge(reason, habit.days(reason), chosen, turn))

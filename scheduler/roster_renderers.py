"""What others hear of a change of the roster, rendered when it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.day_plan import school_day_of
from domain.message import Message
from domain.roster_change import ChangeState, HandOver, PupilMove, RosterChange, StaffTurn
from domain.roster_periods import without
from domain.viewer import sees_names
from scheduler.delivery import Renderer
from storage.hand_over import hand_over_facts
from storage.outbox import DueNote
from storage.pupil_move import pupil_move_facts
from storage.staff_turn import staff_turn_facts
from storage.transaction import Transaction
from views import hand_over as hand_over_view
from views import pupil_change as pupil_change_view
from views import staff_change as staff_change_view


def hand_over(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """A hand-over was arranged, changed or taken back; pointless once that is no longer so."""
    about = note.about
    change = tx.roster_changes.get(about["change"])
    undone = about["state"] == ChangeState.UNDONE
    if change is None or (change.state is ChangeState.UNDONE) is not undone:
        return None
    plan = change.plan
    today = school_day_of(now_ms, zone)
    if not isinstance(plan, HandOver) or not _concerns(tx, note, change, plan.classes, today):
        return None
    facts = hand_over_facts(tx, plan, today, change.by_person)
    if about["part"] == "relieved" and not undone:
        said = hand_over_view.relieved(language, facts, _lost(tx, change, note.person_id))
    else:
        said = hand_over_view.told(language, facts, about["part"], undone=undone)
    return replace(said, protect=True)


def roster_change(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """A pupil or a teacher moves, leaves or comes; pointless once that is no longer so, and for
    whoever may not see the pupil's name.
    """
    about = note.about
    change = tx.roster_changes.get(about["change"])
    undone = about["state"] == ChangeState.UNDONE
    if change is None or (change.state is ChangeState.UNDONE) is not undone:
        return None
    today, plan = school_day_of(now_ms, zone), change.plan
    if isinstance(plan, StaffTurn):
        duties = change.changed.duties
        units = [] if plan.unit is None else [plan.unit]
        if not _concerns(tx, note, change, units, today):
            return None
        turn = staff_turn_facts(tx, plan, duties, today, change.by_person)
        said = staff_change_view.told(language, change.kind, turn, undone=undone)
        return replace(said, protect=True)
    if not isinstance(plan, PupilMove) or note.person_id is None:
        return None
    classes = [one for one in (plan.to_class, plan.from_class) if one is not None]
    if not any(sees_names(tx.roster.roles_over(note.person_id, one, today)) for one in classes):
        return None
    facts = pupil_move_facts(tx, plan, today, change.by_person)
    return pupil_change_view.told(language, change.kind, facts, undone=undone)


def _concerns(
    tx: Transaction, note: DueNote, change: RosterChange, unit_ids: Iterable[int], today: date
) -> bool:
    """Whether whoever reads it now has a duty in the school, or is one whose duties change."""
    person = None if note.person_id is None else tx.roster.person(note.person_id)
    if person is None:
        return False
    if any(person.code == duty.person_code for duty in change.changed.duties):
        return True
    duties = tx.roster.duties_of(person.id, today)
    codes = {duty.unit_code for duty in change.changed.duties}
    changed = [tx.roster.unit(unit_id) for unit_id in unit_ids]
    changed += [tx.roster.unit_by_code(code) for code in codes]
    schools = {unit.school_id for unit in changed if unit is not None}
    return any(duty.unit.school_id in schools for duty in duties)


def _lost(tx: Transaction, change: RosterChange, person_id: int | None) -> Sequence[Period]:
    """The days that another arrangement took from a substitute."""
    person = None if person_id is None else tx.roster.person(person_id)
    lost: dict[Period, None] = {}
    for duty in change.changed.duties:
        if person is not None and duty.person_code == person.code:
            left = duty.before
            for kept in duty.after:
                left = without(left, kept)
            lost.update(dict.fromkeys(left))
    return list(lost)


def handed_on(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """In place of a question: somebody else answers today. Once answered the receipt says it."""
    round_ = tx.rounds.get(note.about["round"])
    if round_ is None or round_.revision:
        return None
    answering = [m.person.name for m in tx.roster.reporters(round_.unit.id, round_.day)]
    return hand_over_view.handed_on(language, round_.unit.name, round_.day, answering)


RENDERERS: dict[str, Renderer] = {
    "hand_over": hand_over,
    "handed_on": handed_on,
    "roster_change": roster_change,
}

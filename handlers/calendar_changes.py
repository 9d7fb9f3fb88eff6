"""Changing the calendar: proposed, read back, put in force, approved, taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from domain.calendar_choice import APPROVE, CONFIRM, DROP, UNDO
from domain.calendar_order import OrderKind, Wish
from domain.choice import Choice
from domain.errors import ChenjianError, NotYours
from domain.message import Message
from domain.roster import Unit
from domain.viewer import may_mark
from handlers import calendar_file
from handlers.calendar_effect import Effect, effect_of
from handlers.visit import Visit
from storage.calendar_changes import Change
from views import calendar_changes as view
from views.words import say, text

FRESH_MS = 24 * 3_600_000
"""A proposal that nobody confirmed within a day was made for another day."""


class ProposalGone(ChenjianError):
    """A proposal that is in force already, was dropped, or is too old."""


class CalendarNotYours(NotYours):
    """The calendar of a unit is seen by many and changed by its admins and its principal."""


def wish_for(visit: Visit, unit: Unit, wish: Wish) -> None:
    """Somebody wants something of a unit's calendar: read back where it moves several classes.

    Raises CalendarNotYours.
    """
    must_be_theirs(visit, unit)
    effect = effect_of(visit.tx, unit, wish, visit.day)
    if effect.changes_nothing:
        visit.show(view.nothing_new(visit.language, unit, wish))
        return
    change_id = _propose(visit, unit, wish, effect)
    if effect.classes > 1 or wish.kind is OrderKind.RETURN:
        visit.show(
            view.read_back(visit.language, unit, wish, effect_facts(effect, visit.day), change_id)
        )
    else:
        _enforce(visit, unit, wish, effect, change_id)


def confirm_pressed(visit: Visit, choice: Choice) -> None:
    """[确认] under a read-back; the argument says that a return is approved.

    Worked out anew: the calendar may have moved since. Raises ProposalGone, CalendarNotYours.
    """
    change, unit = _change(visit, choice.subject)
    if change.state != "proposed" or visit.now_ms - change.at_ms > FRESH_MS:
        raise ProposalGone
    if change.act == calendar_file.ACT:
        _national(visit, unit, change, "in_force")
        return
    wish = wish_of(change)
    if choice.argument == "approved":
        wish = wish.model_copy(update={"approved": True})
    effect = effect_of(visit.tx, unit, wish, visit.day)
    if effect.changes_nothing:
        visit.show(view.nothing_new(visit.language, unit, wish))
        return
    _enforce(visit, unit, wish, effect, change.id)


def drop_pressed(visit: Visit, choice: Choice) -> None:
    """[不改] under a read-back."""
    change, unit = _change(visit, choice.subject)
    if not visit.tx.calendar_changes.set_state(change.id, "proposed", "undone", visit.now_ms):
        raise ProposalGone
    visit.tx.calendar_changes.told(change.id)
    visit.toasted(say(visit.language, "calendar.dropped"))
    if change.act == calendar_file.ACT:
        visit.show(Message(text(visit.language, "calendar.dropped")))
        return
    visit.show(view.dropped(visit.language, unit, wish_of(change)))


def undo_pressed(visit: Visit, choice: Choice) -> None:
    """[撤销]: everything is as if the change had never been made. Raises as confirm_pressed."""
    change, unit = _change(visit, choice.subject)
    changes = visit.tx.calendar_changes
    if change.act == calendar_file.ACT and change.state == "in_force":
        _national(visit, unit, change, "undone")
        return
    if not changes.set_state(change.id, "in_force", "undone", visit.now_ms):
        raise ProposalGone
    _follow(visit, unit, change, "undo")
    visit.toasted(say(visit.language, "calendar.undone_toast"))
    visit.show(view.undone(visit.language, unit, wish_of(change)))


def approve_pressed(visit: Visit, choice: Choice) -> None:
    """[标为已批准]: a return day that was a draft brings the unit back. The subject is the change
    that set it. Raises as confirm_pressed.
    """
    change, unit = _change(visit, choice.subject)
    changes = visit.tx.calendar_changes
    returns = changes.return_set_by(change.id)
    if returns is None or returns.approved:
        raise ProposalGone
    wish = wish_of(change)
    approval = changes.propose(
        unit.id,
        "approve",
        change.period,
        by=visit.person_id,
        at_ms=visit.now_ms,
        body=wish.model_copy(update={"approved": True}).model_dump_json(),
    )
    changes.approve(approval, returns.id)
    changes.set_state(approval, "proposed", "in_force", visit.now_ms)
    _follow(visit, unit, changes.found(approval), "approve")
    visit.toasted(say(visit.language, "calendar.approved_toast"))
    visit.show(view.approved(visit.language, unit, wish, approval))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    CONFIRM: confirm_pressed,
    DROP: drop_pressed,
    UNDO: undo_pressed,
    APPROVE: approve_pressed,
}


def must_be_theirs(visit: Visit, unit: Unit) -> None:
    """Raises CalendarNotYours unless this person may change the unit's calendar now."""
    if not may_mark(visit.roles_over(unit.id)):
        raise CalendarNotYours


def wish_of(change: Change) -> Wish:
    """What was wanted with a change."""
    return Wish.model_validate_json(change.body)


def effect_facts(effect: Effect, today: date) -> view.EffectFacts:
    """What a read-back says of an effect."""
    return view.EffectFacts(
        effect.differences,
        effect.classes,
        [unit.name for unit in effect.elsewhere],
        effect.log_days,
        today,
        unknown_years=sorted(
            {one.period.last.year for one in effect.differences} - effect.calendar.public.years
        ),
        replaces=[day for day in effect.replaces if day != effect.day_of_return],
    )


def _propose(visit: Visit, unit: Unit, wish: Wish, effect: Effect) -> int:
    act = "return" if wish.kind is OrderKind.RETURN else "mark"
    return visit.tx.calendar_changes.propose(
        unit.id,
        act,
        effect.period,
        by=visit.person_id,
        at_ms=visit.now_ms,
        body=wish.model_dump_json(exclude_defaults=True),
    )


def _enforce(visit: Visit, unit: Unit, wish: Wish, effect: Effect, change_id: int) -> None:
    """Write it, and let the day be planned anew from today on; the tick tells those affected."""
    changes = visit.tx.calendar_changes
    if not changes.set_state(change_id, "proposed", "in_force", visit.now_ms):
        raise ProposalGone
    changes.write(change_id, unit.id, effect.marking)
    _follow(visit, unit, changes.found(change_id), "mark")
    visit.toasted(say(visit.language, "calendar.done_toast"))
    visit.show(view.done(visit.language, unit, wish, effect_facts(effect, visit.day), change_id))


def _national(visit: Visit, unit: Unit, change: Change, state: str) -> None:
    """The list of public holidays is everybody's: only the topmost admins load it or take it back,
    and each morning's questions tell of it.
    """
    if not calendar_file.is_top_admin(visit.tx, visit.chat, visit.day):
        raise CalendarNotYours
    changes = visit.tx.calendar_changes
    if not changes.set_state(change.id, change.state, state, visit.now_ms):
        raise ProposalGone
    changes.told(change.id)
    if state == "in_force":
        shown = calendar_file.confirm(visit, change)
    else:
        shown = calendar_file.undo(visit, change)
    visit.tx.audit.add(
        visit.now_ms, visit.person_id, f"calendar_list_{state}", unit.id, f"change {change.id}"
    )
    visit.show(shown)


def _follow(visit: Visit, unit: Unit, change: Change, act: str) -> None:
    visit.tx.audit.add(
        visit.now_ms, visit.person_id, f"calendar_{act}", unit.id, f"change {change.id}"
    )
    # A class's day is planned with its school's.
    visit.tx.days.forget_plans(unit.school_id or unit.id, visit.day)


def _change(visit: Visit, change_id: int) -> tuple[Change, Unit]:
    change = visit.tx.calendar_changes.get(change_id)
    unit = None if change is None else visit.tx.roster.unit(change.unit_id)
    if change is None or unit is None:
        raise NotYours
    must_be_theirs(visit, unit)
    return change, unit

"""Renders, at the moment of sending, what becomes of a request to reopen a locked round."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import Message
from domain.reopening import Reopening, may_reopen
from domain.roster import Role
from domain.viewer import sees_names
from scheduler.reader import roles_now
from storage.outbox import DueNote
from storage.rounds import Round
from storage.transaction import Transaction
from views import reopening as view
from views.duties import role_name
from views.hand_over import duty


def request(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """An admin's card, as it stands now; names only inside the school."""
    found = _found(tx, note)
    if found is None:
        return None
    reopening, round_ = found
    roles = roles_now(tx, note, round_.unit.id, now_ms, zone)
    if not may_reopen(roles):
        return None
    names, today = sees_names(roles), school_day_of(now_ms, zone)
    by = _decided_by(tx, reopening, round_, today, language, names=names)
    who = view.Who(_name(tx, reopening.asked_by), by, names)
    return view.request(language, _locked(round_), reopening, who, zone)


def _decided_by(
    tx: Transaction, reopening: Reopening, round_: Round, today: date, language: str, *, names: bool
) -> str:
    """A name inside the school; of anybody outside, and to anybody outside, the duty alone."""
    if reopening.by_person is None:
        return ""
    above = {unit.id for unit in tx.roster.upward(round_.unit.id)}
    duties = tx.roster.duties_of(reopening.by_person, today)
    over = [one for one in duties if one.role is Role.ADMIN and one.unit.id in above]
    if names and not all(one.unit.kind.above_school for one in over):
        return _name(tx, reopening.by_person) or ""
    return duty(language, over[0]) if over else role_name(language, Role.ADMIN)


def told(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """What a class hears of its request."""
    found = _found(tx, note)
    if found is None:
        return None
    reopening, round_ = found
    if not sees_names(roles_now(tx, note, round_.unit.id, now_ms, zone)):
        return None
    return view.told(language, _locked(round_), reopening, now_ms, zone)


def _found(tx: Transaction, note: DueNote) -> tuple[Reopening, Round] | None:
    about = note.about
    reopening = tx.reopenings.get(about["reopening"])
    round_ = None if reopening is None else tx.rounds.get(reopening.round_id)
    return None if reopening is None or round_ is None else (reopening, round_)


def _locked(round_: Round) -> view.Locked:
    return view.Locked(round_.id, round_.revision, round_.unit.name, round_.day)


def _name(tx: Transaction, person_id: int | None) -> str | None:
    person = None if person_id is None else tx.roster.person(person_id)
    return None if person is None else person.name


RENDERERS = {"reopening": request, "reopened": told}

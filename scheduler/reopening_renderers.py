"""Renders, at the moment of sending, what becomes of a request to reopen a locked round."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import Message
from domain.note import Wanted
from domain.reopening import Reopening, may_reopen
from domain.viewer import sees_names
from storage.outbox import DueNote
from storage.rounds import Round
from storage.transaction import Transaction
from views import reopening as view


def request(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """An admin's card, as it stands now; names only inside the school."""
    found = _found(tx, note)
    if found is None or note.person_id is None:
        return None
    reopening, round_ = found
    roles = tx.roster.roles_over(note.person_id, round_.unit.id, school_day_of(now_ms, zone))
    if not may_reopen(roles):
        return None
    asked_by, by = _name(tx, reopening.asked_by), _name(tx, reopening.by_person) or ""
    who = view.Who(asked_by, by, sees_names(roles))
    return view.request(language, _locked(round_), reopening, who, zone)


def told(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """What a class hears of its request."""
    found = _found(tx, note)
    if found is None or note.person_id is None:
        return None
    reopening, round_ = found
    today = school_day_of(now_ms, zone)
    if not sees_names(tx.roster.roles_over(note.person_id, round_.unit.id, today)):
        return None
    return view.told(language, _locked(round_), reopening, now_ms, zone)


def _found(tx: Transaction, note: DueNote) -> tuple[Reopening, Round] | None:
    assert isinstance(note.say, Wanted), "only wanted notes are rendered"  # noqa: S101
    about: dict[str, Any] = note.say.about
    reopening = tx.reopenings.get(about["reopening"])
    round_ = None if reopening is None else tx.rounds.get(reopening.round_id)
    return None if reopening is None or round_ is None else (reopening, round_)


def _locked(round_: Round) -> view.Locked:
    return view.Locked(round_.id, round_.revision, round_.unit.name, round_.day)


def _name(tx: Transaction, person_id: int | None) -> str | None:
    person = None if person_id is None else tx.roster.person(person_id)
    return None if person is None else person.name


RENDERERS = {"reopening": request, "reopened": told}

"""Renders the list of risk areas when it is sent."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import Message
from domain.viewer import keeps_areas, reads_areas, sees_names
from scheduler.delivery import Renderer
from scheduler.reader import roles_now
from scheduler.settings_in_force import settings_in_force
from storage.area_facts import area_facts
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.areas import areas_card


def render_areas(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The list as it stands now, for whoever may see it now; above the school without names."""
    unit = tx.roster.unit(note.about["unit"])
    if unit is None:
        return None
    day = school_day_of(now_ms, zone)
    roles = roles_now(tx, note, unit.id, now_ms, zone)
    if not reads_areas(roles):
        return None
    names = sees_names(roles) and not unit.kind.above_school
    back = settings_in_force(tx, unit.id).travel_days
    facts = area_facts(tx, unit, day, back, names=names)
    return areas_card(language, facts, names=names, keeps=keeps_areas(roles))


RENDERERS: dict[str, Renderer] = {"areas": render_areas}

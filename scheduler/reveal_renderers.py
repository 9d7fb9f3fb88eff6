"""Revealed names (查看姓名), rendered when they are sent, if they still may be seen."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import Message
from domain.reveal import SHOWN_MS, Reveal, may_reveal
from domain.roster import Unit
from scheduler.delivery import Renderer
from storage.outbox import DueNote
from storage.transaction import Transaction
from views import reveal as view


def render_names(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message:
    """The names, for whoever asked and may see them at this moment, within the ten minutes."""
    reveal = tx.reveals.get(note.about["reveal"])
    unit = None if reveal is None else tx.roster.unit(reveal.unit_id)
    if reveal is None or unit is None or not _may_still(tx, note, reveal, unit, now_ms, zone):
        return view.too_late(language)
    if reveal.period.is_day:
        figures = tx.reports.day(unit.id, reveal.period.first)
        return view.names_of_day(language, reveal, figures, zone)
    days = tx.reports.days(unit.id, reveal.period.first, reveal.period.last)
    found = [(day, tx.reports.findings(unit.id, day)) for day in days]
    return view.names_of_days(language, reveal, unit, found, zone)


def _may_still(
    tx: Transaction, note: DueNote, reveal: Reveal, unit: Unit, now_ms: int, zone: ZoneInfo
) -> bool:
    if note.person_id != reveal.person_id or now_ms >= reveal.at_ms + SHOWN_MS:
        return False
    roles = tx.roster.roles_over(reveal.person_id, unit.id, school_day_of(now_ms, zone))
    return may_reveal(unit, roles)


RENDERERS: Mapping[str, Renderer] = {"names": render_names}

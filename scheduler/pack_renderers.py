"""The message that says how far an inspection pack is, and the pack, as they are when sent."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import File, Message
from domain.note import Wanted
from domain.viewer import keeps_records, sees_names
from scheduler.delivery import Renderer
from scheduler.report_files import called
from storage.outbox import DueNote
from storage.packs import AskedPack
from storage.transaction import Transaction
from views.pack_card import pack_card, pack_file


def render_pack(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """How far it is."""
    asked, unit_name = _asked(tx, note, language)
    if asked is None:
        return None
    return pack_card(language, asked.id, asked.state, unit_name, asked.period, asked.done)


def render_pack_file(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """The zip; nothing where the right to it has gone meanwhile."""
    asked, unit_name = _asked(tx, note, language)
    if asked is None or note.person_id != asked.person_id:
        return None
    roles = tx.roster.roles_over(asked.person_id, asked.unit_id, school_day_of(now_ms, zone))
    if not keeps_records(roles) or (asked.names and not sees_names(roles)):
        return None
    content = tx.packs.content(asked.id)
    if content is None:
        return None
    counted = {"days": asked.days, "lines": asked.lines, "zero": asked.zero}
    return pack_file(language, content, unit_name, asked.period, names=asked.names, **counted)


def _asked(tx: Transaction, note: DueNote, language: str) -> tuple[AskedPack | None, str]:
    if not isinstance(note.say, Wanted):
        raise TypeError(note.id)
    asked = tx.packs.get(note.say.about["pack"])
    unit = None if asked is None else tx.roster.unit(asked.unit_id)
    return asked, "" if unit is None else called(tx, unit, language)


RENDERERS: Mapping[str, Renderer] = {"pack": render_pack, "pack_file": render_pack_file}

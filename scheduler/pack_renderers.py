"""The message that says how far a pack or a long report is, and these, as they are when sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.message import File, Message
from domain.report_request import Format, ReportRequest
from domain.viewer import keeps_records, reads_report, sees_names
from scheduler.delivery import Renderer
from scheduler.report_files import as_file, called
from storage.outbox import DueNote
from storage.packs import AskedPack
from storage.transaction import Transaction
from views.pack_card import pack_card, pack_file, report_card


def render_pack(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """How far it is."""
    asked, unit_name = _asked(tx, note, language)
    if asked is None:
        return None
    if asked.format != "zip":
        return _report_card(tx, note, asked, unit_name, now_ms, zone, language)
    return pack_card(language, asked.id, asked.state, unit_name, asked.period, asked.done)


def render_pack_file(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """The zip; nothing where the right to it has gone meanwhile."""
    asked, unit_name = _asked(tx, note, language)
    if asked is None or note.person_id != asked.person_id:
        return None
    roles = tx.roster.roles_over(asked.person_id, asked.unit_id, school_day_of(now_ms, zone))
    may = keeps_records(roles) if asked.format == "zip" else reads_report(roles)
    if not may or (asked.names and not sees_names(roles)):
        return None
    content = tx.packs.content(asked.id)
    if content is None:
        return None
    if asked.format != "zip":
        request = ReportRequest(asked.period, Format(asked.format))
        return replace(as_file(language, unit_name, request, content), protect=asked.names)
    counted = {"days": asked.days, "lines": asked.lines, "zero": asked.zero}
    return pack_file(language, content, unit_name, asked.period, names=asked.names, **counted)


def _report_card(
    tx: Transaction,
    note: DueNote,
    asked: AskedPack,
    unit_name: str,
    now_ms: int,
    zone: ZoneInfo,
    language: str,
) -> Message | None:
    """How far a report is; one in words stands here at last, for whoever may read it."""
    today = school_day_of(now_ms, zone)
    duties = tx.roster.duties_of(asked.person_id, today)
    # Buttons may lead from here to a report with names, in place of this one.
    protect = sees_names([(duty.role, duty.unit.kind) for duty in duties])
    content = tx.packs.content(asked.id) if asked.format == Format.TEXT else None
    if content is None:
        card = report_card(language, asked.id, asked.state, unit_name, asked.period, asked.done)
        return replace(card, protect=protect)
    roles = tx.roster.roles_over(asked.person_id, asked.unit_id, today)
    if note.person_id != asked.person_id or not reads_report(roles):
        return None
    return replace(Message.from_json(json.loads(content)), protect=protect)


def _asked(tx: Transaction, note: DueNote, language: str) -> tuple[AskedPack | None, str]:
    asked = tx.packs.get(note.about["pack"])
    unit = None if asked is None else tx.roster.unit(asked.unit_id)
    return asked, "" if unit is None else called(tx, unit, language)


RENDERERS: Mapping[str, Renderer] = {"pack": render_pack, "pack_file": render_pack_file}

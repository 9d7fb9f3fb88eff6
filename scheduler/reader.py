"""Who reads a note when it is rendered: since it was put their right may have ended."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.roster import Role, UnitKind
from storage.outbox import DueNote
from storage.transaction import Transaction


def roles_now(
    tx: Transaction, note: DueNote, unit_id: int, now_ms: int, zone: ZoneInfo
) -> list[tuple[Role, UnitKind]]:
    """What the reader holds over a unit today; nothing where the chat is nobody's."""
    if note.person_id is None:
        return []
    return tx.roster.roles_over(note.person_id, unit_id, school_day_of(now_ms, zone))

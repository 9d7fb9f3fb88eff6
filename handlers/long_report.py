"""A report that takes long is made beside everything else, and may be cancelled."""

from __future__ import annotations

from domain.ledger import PackUnderWay
from domain.report_request import LONG_FILE, LONG_TEXT, Format, ReportRequest
from domain.reveal import sees_names_at_once
from domain.roster import Unit
from domain.unit_settings import UnitSettings
from handlers.visit import Visit

MADE_BESIDE = {
    Format.TEXT: LONG_TEXT,
    Format.XLSX: LONG_FILE,
    Format.CSV: LONG_FILE,
    Format.JSON: LONG_FILE,
    Format.DOCX: LONG_FILE,
    Format.PDF: LONG_FILE,
}
"""From how many classes times days on. A picture is of one day."""


def takes_long(visit: Visit, unit: Unit, request: ReportRequest) -> bool:
    """Whether it would keep others waiting."""
    least = MADE_BESIDE.get(request.format)
    if least is None or (request.format is Format.TEXT and request.period.is_day):
        return False
    return visit.tx.ledger.size(unit, request.period) >= least


def begin(visit: Visit, unit: Unit, request: ReportRequest) -> None:
    """Have it made, and say how far it is. Raises PackUnderWay."""
    if visit.tx.packs.under_way(visit.person_id):
        raise PackUnderWay
    roles = visit.roles_over(unit.id)
    shown = UnitSettings.resolve(visit.tx.settings.chain(unit.id)).names_shown
    may_name = not (unit.kind.above_school or request.format.is_material)
    asked = visit.tx.packs.ask(
        visit.chat.id,
        visit.person_id,
        unit.id,
        request.period,
        names=may_name and sees_names_at_once(roles, names_shown=shown),
        at_ms=visit.now_ms,
        format=request.format,
    )
    visit.tx.packs.tell(asked, visit.now_ms)

"""A list of risk areas sent as a file: judged line by line, read back, and confirmed."""

from __future__ import annotations

from datetime import date

from domain.area_list import judge_areas
from domain.area_words import wish_of
from domain.errors import ChenjianError
from domain.message import Message, Text
from domain.roster import Duty, Role, Unit
from domain.roster_rows import RawTable
from domain.viewer import is_whole
from handlers.areas import back_days, propose
from storage.divisions import gazetteer
from storage.sent_files import SentFile
from storage.transaction import Transaction
from views import areas as view
from views.refusals import sentence
from views.words import text


def keeps_a_list(duties: list[Duty]) -> bool:
    """Whether somebody with these duties may send a list of risk areas."""
    return bool(_kept(duties))


def read_areas(
    tx: Transaction, sent: SentFile, table: RawTable, now_ms: int, today: date, language: str
) -> Message | None:
    """What a list would change, to be confirmed, or its faults. None where the right has gone
    meanwhile.
    """
    units = _kept(tx.roster.duties_of(sent.person_id, today))
    if not units:
        return None
    named = [unit for unit in units if unit.name in sent.name]
    if len(units) > 1 and len(named) != 1:
        return Message(text(language, "areas.file_of_which", unit=units[0].name))
    unit = named[0] if named else units[0]
    back = back_days(tx, unit.id)
    try:
        areas = judge_areas(table, gazetteer(), today, back)
    except ChenjianError as error:
        return Message(Text.of(sentence(language, error)))
    if areas.bad_rows:
        return view.faulty(language, sent.name, areas)
    wish = wish_of(areas.lines, tx.areas.own(unit.id, today), today, file=sent.name)
    return propose(tx, unit, wish, language, by=sent.person_id, now_ms=now_ms, today=today)


def _kept(duties: list[Duty]) -> list[Unit]:
    """The schools and units above whose list somebody with these duties keeps."""
    keepers = (Role.HEALTH_OFFICER, Role.ADMIN)
    units = {
        duty.unit.id: duty.unit
        for duty in duties
        if duty.role in keepers and is_whole(duty.unit.kind)
    }
    return list(units.values())

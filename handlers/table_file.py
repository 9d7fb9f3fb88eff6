"""A table or a document that somebody sends: a template where it has blanks, a list of risk areas
by its headings, else a list of holidays.
"""

from __future__ import annotations

from datetime import date

from domain.errors import ChenjianError
from domain.incoming import FileSent
from domain.message import Message
from domain.paper import JudgedTemplate
from domain.roster import Role
from handlers.area_file import area_table, keeps_a_list, read_areas
from handlers.calendar_file import read_file
from handlers.template_file import is_template, keeps_templates, read_template
from handlers.visit import Visit
from storage.sent_files import SentFile
from storage.transaction import Transaction
from views.words import text

_ENDINGS = (".csv", ".xlsx", ".docx")


def took_table(visit: Visit, sent: FileSent) -> bool:
    """A table of somebody who may send one is fetched and read soon. False where it is anything
    else, or from anybody else.
    """
    name = sent.name or ""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    may = (
        keeps_a_list(duties)
        or keeps_templates(duties)
        or any(duty.role is Role.ADMIN for duty in duties)
    )
    if sent.file is None or not name.casefold().endswith(_ENDINGS) or not may:
        return False
    visit.tx.sent_files.keep(visit.chat.id, visit.person_id, sent.file, name, visit.now_ms)
    visit.reply(Message(text(visit.language, "holiday_list.reading", file=name)))
    return True


def read_sent_table(
    tx: Transaction,
    sent: SentFile,
    data: bytes | None,
    now_ms: int,
    today: date,
    language: str,
    judged: JudgedTemplate | ChenjianError | None = None,
) -> None:
    """What a file that was fetched says; ``data`` is None where it could not be fetched, ``judged``
    what it is as a template.
    """
    if is_template(sent, judged):
        read_template(tx, sent, data, judged, now_ms, today, language)
        return
    table = area_table(sent, data)
    if table is not None:
        read_areas(tx, sent, table, now_ms, today, language)
    else:
        read_file(tx, sent, data, now_ms, today, language)

"""A table or a document that somebody sends: a template where it has blanks, a list of risk areas
by its headings, else a list of holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.area_list import is_area_table
from domain.errors import ChenjianError
from domain.incoming import FileSent
from domain.message import Message
from domain.note import Note, Wanted
from domain.paper import JudgedTemplate, TooManyFiles
from domain.roster import Role
from domain.roster_rows import RawTable
from handlers.area_file import keeps_a_list, read_areas
from handlers.calendar_file import read_holidays
from handlers.template_file import is_template, keeps_templates, look_through, read_template
from handlers.visit import Visit
from storage.holiday_lists import table_of
from storage.sent_files import SentFile
from storage.transaction import Transaction
from views.words import text

MOST_WAITING = 10
"""Files of one person that wait to be read; whoever else sends one waits for them."""
_ENDINGS = (".csv", ".xlsx", ".docx")


def took_table(visit: Visit, sent: FileSent) -> bool:
    """A table of somebody who may send one is fetched and read soon. False where it is anything
    else, or from anybody else. Raises TooManyFiles.
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
    if visit.tx.sent_files.waiting(visit.person_id) >= MOST_WAITING:
        raise TooManyFiles(most=MOST_WAITING)
    visit.tx.sent_files.keep(visit.chat.id, visit.person_id, sent.file, name, visit.now_ms)
    visit.reply(Message(text(visit.language, "holiday_list.reading", file=name)))
    return True


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through. ``judged`` is what it is as a template; where it is none,
    ``table`` is what stands in it. Both are None for a file that could not be fetched.
    """

    judged: JudgedTemplate | ChenjianError | None = None
    table: RawTable | ChenjianError | None = None


def look_into(file: str, data: bytes | None) -> Looked:
    """What is in a file. Takes its time: it is called outside any transaction."""
    if data is None:
        return Looked()
    judged = look_through(file, data)
    if is_template(file, judged):
        return Looked(judged)
    try:
        return Looked(table=table_of(file, data))
    except ChenjianError as error:
        return Looked(table=error)


def read_sent_table(
    tx: Transaction,
    sent: SentFile,
    data: bytes | None,
    looked: Looked,
    now_ms: int,
    today: date,
    language: str,
) -> None:
    """What a file that was fetched says, once, to whoever sent it; ``data`` is None where it could
    not be fetched.
    """
    chat = tx.chats.get(sent.chat_id)
    if chat is None or not tx.sent_files.finish(sent.id) or chat.person_id != sent.person_id:
        return
    spoken = chat.language or language
    say: Message | Wanted | None
    table = looked.table
    if is_template(sent.name, looked.judged):
        say = read_template(tx, sent, data, looked.judged, now_ms, today, spoken)
    elif isinstance(table, RawTable) and is_area_table(table.headings):
        say = read_areas(tx, sent, table, now_ms, today, spoken)
    else:
        say = read_holidays(tx, sent, table, now_ms, today, chat, spoken)
    if say is not None:
        kind = "file" if isinstance(say, Wanted) else "reply"
        tx.outbox.put(Note(kind, f"file/{sent.id}", chat.id, say), now_ms)

"""A template that an admin sends: looked through, filled as a preview, kept once it is agreed."""

from __future__ import annotations

from datetime import date

from domain.calendar import UnreadableDay
from domain.errors import ChenjianError
from domain.message import Message, Text
from domain.note import Wanted
from domain.paper import MATERIAL, JudgedTemplate, template_name
from domain.roster import Duty, Unit
from domain.stretch import read_days
from domain.viewer import is_whole, keeps_records
from handlers import pack, templates
from handlers.report import FORMATS
from storage.sent_files import SentFile
from storage.transaction import Transaction
from views import templates as view
from views.refusals import sentence
from views.template_check import judge_template
from views.words import text


def keeps_templates(duties: list[Duty]) -> bool:
    """Whether somebody with these duties may send a template."""
    return bool(_kept(duties))


def look_through(file: str, data: bytes | None) -> JudgedTemplate | ChenjianError | None:
    """What a file is as a template, or what is wrong with it as a whole. Takes its time: it is
    called outside any transaction.
    """
    if data is None:
        return None
    try:
        return judge_template(file, data)
    except ChenjianError as error:
        return error if file.casefold().endswith(".docx") else None


def is_template(file: str, judged: JudgedTemplate | ChenjianError | None) -> bool:
    """Whether a file is to be read as a template: any Word document, a workbook with blanks."""
    return judged is not None or file.casefold().endswith(".docx")


def read_template(
    tx: Transaction,
    sent: SentFile,
    data: bytes | None,
    judged: JudgedTemplate | ChenjianError | None,
    now_ms: int,
    today: date,
    language: str,
) -> Message | Wanted | None:
    """Its faults, or a preview with the question whether it counts. None where the right has gone
    meanwhile.
    """
    duties = tx.roster.duties_of(sent.person_id, today)
    if not duties:
        return None
    units = _kept(duties)
    if not units:
        return Message(text(language, "template.not_for_you"))
    if data is None or judged is None:
        return Message(text(language, "template.not_reached"))
    if isinstance(judged, ChenjianError):
        return Message(Text.of(sentence(language, judged)))
    if not judged.blanks:
        return view.no_blanks(language, sent.name)
    if judged.faults:
        return view.faulty(language, sent.name, judged.kind, judged.faults)
    return _proposed(tx, sent, data, judged, units, now_ms, today, language)


def _proposed(
    tx: Transaction,
    sent: SentFile,
    data: bytes,
    judged: JudgedTemplate,
    units: list[Unit],
    now_ms: int,
    today: date,
    language: str,
) -> Message | Wanted:
    name = template_name(sent.name)
    if not _may_be_called(name, judged.kind, today):
        return Message(text(language, "template.name_taken", name=name))
    template = tx.templates.propose(
        units[0].id, name, judged, data, by=sent.person_id, at_ms=now_ms
    )
    about = {
        "template": template,
        "unit": units[0].id,
        "units": [unit.id for unit in units],
        "first": today.isoformat(),
        "last": today.isoformat(),
        "blanks": judged.blanks,
        "drawings": judged.drawings,
    }
    return Wanted("template_preview", about)


def _may_be_called(name: str, kind: str, today: date) -> bool:
    """Whether a word after /report can mean it and nothing else."""
    plain = name.casefold()
    if plain in MATERIAL:
        return kind == "docx"
    if not plain or plain in FORMATS or plain in pack.WORDS or plain in templates.WORDS:
        return False
    try:
        read_days(plain, today)
    except UnreadableDay:
        return True
    return False


def _kept(duties: list[Duty]) -> list[Unit]:
    """The schools and units above for which somebody with these duties keeps templates."""
    return list(
        {
            duty.unit.id: duty.unit
            for duty in duties
            if is_whole(duty.unit.kind) and keeps_records([(duty.role, duty.unit.kind)])
        }.values()
    )

"""A bureau's or a school's own form, filled from the stored answers when it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.message import File, Keyboard
from domain.roster import Role, Unit, UnitKind
from domain.viewer import keeps_records, reads_report, sees_names
from scheduler.delivery import Renderer
from scheduler.paper_facts import paper_facts
from scheduler.reader import roles_now
from scheduler.report_files import called
from storage.outbox import DueNote
from storage.templates import Template
from storage.transaction import Transaction
from views import templates as view
from views.docx_filling import filled_docx
from views.material import built_in
from views.paper_values import filling, source_line
from views.report_ways import period_words
from views.words import say, text
from views.xlsx_filling import filled_xlsx

_AWKWARD = r'[\\/:*?"<>|\s]'


def filled(
    tx: Transaction,
    kind: str,
    lists: frozenset[str],
    content: bytes,
    unit: Unit,
    period: Period,
    *,
    language: str,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
) -> bytes:
    """The form with the figures of a unit's days; never a name for a unit above the schools."""
    facts = paper_facts(tx, unit, called(tx, unit, language), period, lists)
    shown = names and not unit.kind.above_school
    values = filling(language, facts, as_of_ms=now_ms, zone=zone, names=shown)
    if kind == "docx":
        return filled_docx(content, values)
    return filled_xlsx(content, values, source_line(language, now_ms, zone))


def render_template(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """A form that is kept, filled; nothing where it, or the right to read, has gone meanwhile."""
    template, unit, period, roles = _asked(tx, note, now_ms, zone)
    if template is None or unit is None or template.state != "in_force":
        return None
    above = {one.id for one in tx.roster.upward(unit.id)}
    if not reads_report(roles) or template.unit_id not in above:
        return None
    return _file(tx, template, unit, period, roles, language, now_ms, zone)


def render_preview(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """A form that was just sent, filled for its sender, with the question whether it counts."""
    template, unit, period, roles = _asked(tx, note, now_ms, zone)
    if template is None or unit is None or template.state != "proposed":
        return None
    if not keeps_records(roles) or template.by_person != note.person_id:
        return None
    about = note.about
    file = _file(tx, template, unit, period, roles, language, now_ms, zone)
    units = [one for one in map(tx.roster.unit, about["units"]) if one is not None]
    return File(
        file.name,
        file.content,
        view.preview(language, template.name, about["blanks"], period, drawings=about["drawings"]),
        protect=file.protect,
        keyboard=Keyboard(view.decide(language, template.id, units)),
    )


def render_source(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """A form as it was sent, for who keeps it; 0 is the one that comes along."""
    template_id = note.about["template"]
    if not template_id:
        name = say(language, "template.sample_name")
        return File(f"{name}.docx", built_in(language), text(language, "template.sample_caption"))
    template = tx.templates.get(template_id)
    if template is None or not keeps_records(roles_now(tx, note, template.unit_id, now_ms, zone)):
        return None
    caption = text(language, "template.source_caption", name=template.name)
    return File(f"{template.name}.{template.kind}", tx.templates.content(template.id), caption)


RENDERERS: Mapping[str, Renderer] = {
    "template": render_template,
    "template_preview": render_preview,
    "template_source": render_source,
}


def _asked(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo
) -> tuple[Template | None, Unit | None, Period, list[tuple[Role, UnitKind]]]:
    """Which form, for which unit and days, and what the reader holds over the unit."""
    about = note.about
    period = Period(date.fromisoformat(about["first"]), date.fromisoformat(about["last"]))
    roles = roles_now(tx, note, about["unit"], now_ms, zone)
    return tx.templates.get(about["template"]), tx.roster.unit(about["unit"]), period, roles


def _file(
    tx: Transaction,
    template: Template,
    unit: Unit,
    period: Period,
    roles: list[tuple[Role, UnitKind]],
    language: str,
    now_ms: int,
    zone: ZoneInfo,
) -> File:
    """Names only in a form that asks for them, and then it stays where it was sent."""
    names = template.personal and sees_names(roles)
    content = filled(
        tx, template.kind, template.lists, tx.templates.content(template.id), unit, period,
        language=language, now_ms=now_ms, zone=zone, names=names,
    )  # fmt: skip
    unit_name = called(tx, unit, language)
    days = f"{period.first}" if period.is_day else f"{period.first}_{period.last}"
    name = re.sub(_AWKWARD, "_", f"{template.name}_{unit_name}_{days}")
    caption = text(
        language,
        "template.caption",
        name=template.name,
        unit=unit_name,
        period=period_words(language, period),
        source=source_line(language, now_ms, zone),
    )
    protect = names and not unit.kind.above_school
    return File(f"{name}.{template.kind}", content, caption, protect=protect)

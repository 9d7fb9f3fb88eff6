"""Digest, roll-up, report and status, rendered from the newest figures when they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.check_in import LASTING
from domain.day_plan import school_day_of
from domain.figures import ChildCounts, DayFigures
from domain.filing import may_file
from domain.message import File, Message
from domain.page_link import SERVED
from domain.report_request import Format, ReportRequest
from domain.reveal import sees_names_at_once
from domain.roster import FILES_FROM_ABOVE, Role, Unit, UnitKind
from domain.viewer import keeps_records, may_chase, reads_report, sees_names
from scheduler.delivery import Renderer
from scheduler.report_files import as_file, called, report_file, school_name
from scheduler.settings_in_force import settings_in_force
from storage.outbox import DueNote
from storage.transaction import Transaction
from views import digest as digest_view
from views import report_text
from views.period_text import period_report
from views.report_ways import Around
from views.reveal import with_names_button
from views.status import status
from views.wall import wall_file


def render_digest(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The living digest of a school as it stands now, for whoever reads its reports still."""
    about = note.about
    reader = _reader(tx, note, about["unit"], now_ms, zone)
    if not reader.reads:
        return None
    figures = _versioned(tx.reports.day(about["unit"], _day(about)), note)
    if reader.names:
        figures = replace(figures, since=_since(tx, figures))
    message = digest_view.digest(
        language,
        figures,
        at_ms=figures.published_ms or now_ms,
        zone=zone,
        names=reader.names,
        teachers=reader.may_reveal,
        exposed=tx.exposures.counts_of_day(about["unit"], figures.day),
    )
    if not reader.may_reveal or reader.names or not figures.counts.expected:
        return message
    return with_names_button(language, message, about["unit"], Period(figures.day, figures.day))


def _since(tx: Transaction, figures: DayFigures) -> dict[int, date]:
    """因病缺勤追踪: since when each pupil has been ill or away; the others have no line."""
    found = {}
    for one in figures.findings:
        pupil_id, lasts = one.finding.pupil_id, one.finding.kind in LASTING
        first = tx.answers.since(pupil_id, figures.day) if pupil_id and lasts else None
        if pupil_id is not None and first is not None:
            found[pupil_id] = first
    return found


def render_roll_up(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The counts of a unit above the schools, or of a liaison's school."""
    about = note.about
    reader = _reader(tx, note, about["unit"], now_ms, zone)
    if not reader.reads:
        return None
    figures, children = tx.reports.with_children(about["unit"], _day(about))
    figures = _versioned(figures, note)
    return digest_view.roll_up(
        language,
        figures,
        children,
        at_ms=figures.published_ms or now_ms,
        zone=zone,
        may_chase=reader.may_chase,
    )


def render_wall(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> File | None:
    """The picture of a digest's or a roll-up's newest version; it holds nobody's name."""
    about = note.about
    unit = tx.roster.unit(about["unit"])
    if unit is None or not _reader(tx, note, unit.id, now_ms, zone).reads:
        return None
    wall = tx.walls.of(unit, _day(about), now_ms)
    published = tx.days.last_digest(unit.id, wall.day)
    if published is not None:
        wall = wall.published(published.version, published.at_ms)
    return wall_file(language, wall, zone)


def render_report(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | File | None:
    """The report somebody asked for; nothing where it is no longer theirs to read."""
    about = note.about
    period = Period(date.fromisoformat(about["first"]), date.fromisoformat(about["last"]))
    request = ReportRequest(period, Format(about["format"]), int(about.get("page", 1)))
    reader = _reader(tx, note, about["unit"], now_ms, zone)
    unit = tx.roster.unit(about["unit"])
    if unit is None or not reader.reads:
        return None
    if request.format is Format.PNG:
        return wall_file(language, tx.walls.of(unit, period.first, now_ms), zone)
    if request.format.is_file:
        content = report_file(
            tx, unit, request, language=language, now_ms=now_ms, zone=zone, names=reader.names
        )
        file = as_file(language, called(tx, unit, language), request, content)
        return replace(file, protect=reader.names and not request.format.is_material)
    message, owed = _text(tx, unit, request, now_ms, zone, language, reader)
    counts_only = not reader.names or not period.is_day
    if owed and reader.may_reveal and counts_only:
        message = with_names_button(language, message, unit.id, period)
    return replace(message, protect=reader.names_somewhere)


def render_status(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Who is in and who is missing by now."""
    about = note.about
    unit_id = about["unit"] if "unit" in about else about["school"]
    reader = _reader(tx, note, unit_id, now_ms, zone)
    if not reader.reads:
        return None
    day = _day(about)
    figures, children = tx.reports.with_children(unit_id, day)
    above = figures.unit.kind.above_school
    message = status(
        language,
        figures,
        [] if above else tx.reports.classes(unit_id, day),
        reader.around(tx, figures.unit, children if above else ()),
        now_ms=now_ms,
        zone=zone,
        names=reader.names,
        teachers=reader.may_reveal,
        page=bool(tx.days.memo(SERVED)),
    )
    return replace(message, protect=reader.names_somewhere)


RENDERERS: Mapping[str, Renderer] = {
    "digest": render_digest,
    "roll_up": render_roll_up,
    "wall": render_wall,
    "report": render_report,
    "status": render_status,
}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a note goes to, and what that person may do with the unit today.

    ``names`` where pupils are named without being asked for, ``may_reveal`` where they may be asked
    for (domain.reveal). ``names_somewhere``: names may stand in another unit's report of theirs. A
    message is protected at its first sending or never, and buttons change it in place.
    """

    person_id: int | None
    today: date
    reads: bool
    names: bool
    may_reveal: bool
    names_somewhere: bool
    may_chase: bool
    may_file: bool
    may_keep: bool

    def around(self, tx: Transaction, unit: Unit, down: Sequence[ChildCounts]) -> Around:
        """Where this reader may go from the unit."""
        up = None
        if self.person_id is not None:
            up = next(iter(tx.roster.upward(unit.id)[1:]), None)
            if up and not reads_report(tx.roster.roles_over(self.person_id, up.id, self.today)):
                up = None
        return Around(self.today, up, down, self.may_chase, self.may_file, self.may_keep)


def _reader(tx: Transaction, note: DueNote, unit_id: int, now_ms: int, zone: ZoneInfo) -> _Reader:
    today = school_day_of(now_ms, zone)
    roles: list[tuple[Role, UnitKind]] = []
    everywhere: list[tuple[Role, UnitKind]] = []
    if note.person_id is not None:
        roles = tx.roster.roles_over(note.person_id, unit_id, today)
        duties = tx.roster.duties_of(note.person_id, today)
        everywhere = [(duty.role, duty.unit.kind) for duty in duties]
    return _Reader(
        note.person_id,
        today,
        reads_report(roles),
        sees_names_at_once(roles, names_shown=settings_in_force(tx, unit_id).names_shown),
        sees_names(roles),
        sees_names(everywhere),
        may_chase(roles),
        may_file(roles) in FILES_FROM_ABOVE,
        keeps_records(roles),
    )


def _day(about: Mapping[str, Any]) -> date:
    return date.fromisoformat(about["day"])


def _versioned(figures: DayFigures, note: DueNote) -> DayFigures:
    return replace(figures, version=figures.version or note.version)


def _text(
    tx: Transaction,
    unit: Unit,
    request: ReportRequest,
    now_ms: int,
    zone: ZoneInfo,
    language: str,
    reader: _Reader,
) -> tuple[Message, bool]:
    """The report in words, and whether anything was owed on its days: else nobody has a name."""
    period = request.period
    if not period.is_day:
        figures_of_days = tx.reports.period(unit, period)
        message = period_report(
            language,
            figures_of_days,
            reader.around(tx, unit, tx.reports.children(unit.id, period.last)),
            now_ms=now_ms,
            zone=zone,
            school=school_name(tx, unit),
        )
        return message, bool(figures_of_days.days)
    if request.format is Format.LIST:
        figures = tx.reports.day(unit.id, period.first)
        message = report_text.list_page(
            language, figures, request, names=reader.names, teachers=reader.may_reveal
        )
        return message, bool(figures.counts.expected)
    figures, children = tx.reports.with_children(unit.id, period.first)
    listed = unit.kind in (UnitKind.GRADE, UnitKind.CLASS)
    message = report_text.day_report(
        language,
        figures,
        tx.reports.classes(unit.id, period.first) if listed else [],
        reader.around(tx, unit, children),
        now_ms=now_ms,
        zone=zone,
        names=reader.names,
        teachers=reader.may_reveal,
    )
    return message, bool(figures.counts.expected)

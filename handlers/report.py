"""/report, /status and their buttons: figures of a unit, for whoever may read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.calendar import Period, UnreadableDay
from domain.choice import Choice
from domain.errors import ChenjianError, NotYours
from domain.note import Wanted
from domain.paper import MATERIAL
from domain.report_request import ACTION, STATUS_ACTION, Format, ReportRequest
from domain.roster import FILES_FOR_CLASS, READS_REPORTS, Role, Unit, UnitKind
from domain.stretch import read_days
from domain.viewer import reads_report, sees_names, watches
from handlers.long_report import begin, takes_long
from handlers.pupil_history import typed_pupil
from handlers.shown import show_in_place
from handlers.visit import Visit
from views.linked_schools import ALL_OF_THEM
from views.report_text import units_to_choose
from views.words import say

FORMATS: Mapping[str, Format] = {
    "text": Format.TEXT, "文字": Format.TEXT, "文本": Format.TEXT,
    "png": Format.PNG, "图片": Format.PNG, "图": Format.PNG, "一览": Format.PNG,
    "一览墙": Format.PNG, "picture": Format.PNG, "wall": Format.PNG,
    "xlsx": Format.XLSX, "excel": Format.XLSX, "xls": Format.XLSX, "表格": Format.XLSX,
    "表": Format.XLSX, "明细": Format.XLSX, "电子表格": Format.XLSX,
    "docx": Format.DOCX, "word": Format.DOCX, "材料": Format.DOCX, "动态": Format.DOCX,
    **dict.fromkeys(MATERIAL, Format.DOCX),
    "pdf": Format.PDF, "打印": Format.PDF, "打印版": Format.PDF, "print": Format.PDF,
    "csv": Format.CSV, "json": Format.JSON,
}  # fmt: skip
"""The words for a format."""
_COMING = {
    Format.PNG: "picture_coming", Format.DOCX: "material_coming", Format.PDF: "material_coming"
}  # fmt: skip
READERS = READS_REPORTS | FILES_FOR_CLASS
MOST_NAME = 40
"""Characters of an unknown name that are said back."""
LONGEST = 200
"""Characters after a command that are read: each word more is looked up in the roster."""
MOST_WORDS = 7
"""Words that name days: ``1 Sep 2025 to 15 Jan 2026``."""


class UnknownUnit(ChenjianError):
    """A unit (``name``) that is not there, or is not this person's to see: both sound alike."""


class UnknownReport(UnknownUnit):
    """What was typed (``name``) after /report is neither a unit, a day, a format nor a pupil."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after /report: days, a format, and what may be a unit's name."""

    request: ReportRequest
    name: str


def report(visit: Visit, argument: str) -> None:
    """``/report [day] [unit] [format]`` in any order; the own unit and the day by default.

    A pupil's name in place of the unit's opens the pupil's history.
    """
    own = own_units(visit, READERS)
    asked = read_request(visit, argument, own)
    try:
        units = units_called(visit, asked.name, own)
    except UnknownUnit:
        if typed_pupil(visit, asked.name, asked.request.period, own):
            return
        raise UnknownReport(name=asked.name[:MOST_NAME]) from None
    if len(units) == 1:
        _answer(visit, units[0], asked.request)
        return
    exact = any(unit.name == asked.name for unit in units)
    key = "choose" if exact or not asked.name else "choose_near"
    choices = [(unit, asked.request.choice(unit.id)) for unit in units]
    ask_which(visit, f"report.{key}", choices, asked.name)


def status(visit: Visit, argument: str) -> None:
    """``/status [unit]``: who is in, who is missing, whether they were reached."""
    own = own_units(visit, READS_REPORTS)
    units = units_called(visit, argument.strip(), own)
    if len(units) == 1:
        visit.reply(_status_of(visit, units[0].id))
        return
    if units == _linked(visit):
        visit.reply(_linked_status(visit))
        return
    choices = [(unit, Choice(STATUS_ACTION, unit.id)) for unit in units]
    ask_which(visit, "report.choose_status", choices, argument)


def report_pressed(visit: Visit, choice: Choice) -> None:
    """A button under a digest or a report: other days, formats, units, pages.

    Raises NotYours, UnreadableChoice.
    """
    request = ReportRequest.parse(choice.argument)
    unit = visit.tx.roster.unit(choice.subject)
    if unit is None or not reads_report(visit.roles_over(choice.subject)):
        raise NotYours
    if request.format.is_file:
        visit.toasted(say(visit.language, f"report.{_COMING.get(request.format, 'coming')}"))
    _answer(visit, unit, request)


def status_pressed(visit: Visit, choice: Choice) -> None:
    """刷新: the same message with the newest state. Raises NotYours."""
    if choice.subject == ALL_OF_THEM and _linked(visit):
        show_in_place(visit, _linked_status(visit))
        return
    if not watches(visit.roles_over(choice.subject)):
        raise NotYours
    show_in_place(visit, _status_of(visit, choice.subject))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    ACTION: report_pressed,
    STATUS_ACTION: status_pressed,
}
"""What each action of a button does."""


def _linked(visit: Visit) -> list[Unit]:
    """The schools that this person is linked to (包校联系人)."""
    return visit.tx.liaisons.schools(visit.person_id, visit.day)


def _linked_status(visit: Visit) -> Wanted:
    return Wanted("linked", {"day": visit.day.isoformat(), "now": True})


def own_units(visit: Visit, roles: Collection[Role]) -> list[Unit]:
    """The units of a person's duties in these roles, without those under another of them.

    Raises NotYours where there is none.
    """
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    units = {duty.unit.id: duty.unit for duty in duties if duty.role in roles}
    if not units:
        raise NotYours
    return [
        unit
        for unit in units.values()
        if not any(above.id in units for above in visit.tx.roster.upward(unit.id)[1:])
    ]


def units_called(visit: Visit, name: str, own: Sequence[Unit]) -> list[Unit]:
    """The units under the own ones that a name may mean; the own ones for no name.

    Raises UnknownUnit: a name outside sounds like one that does not exist.
    """
    if not name:
        return list(own)
    under = [unit.id for unit in own]
    for spelling in _spellings(name):
        found = visit.tx.reports.units_like(under, spelling, visit.day)
        if found:
            return found
    head, _, tail = name.partition(" ")
    if tail:
        above = visit.tx.reports.units_like(under, head, visit.day)
        for spelling in _spellings(tail):
            found = visit.tx.reports.units_like([u.id for u in above], spelling, visit.day)
            if found:
                return found
    raise UnknownUnit(name=name[:MOST_NAME])


def read_request(visit: Visit, argument: str, own: Sequence[Unit]) -> Asked:
    """Tell day, format and unit apart. ``7.1`` is the class of that name before it is a day.

    Raises PeriodTooLong, PictureOfManyDays.
    """
    words = argument[:LONGEST].split()
    formats = [word for word in words if word.casefold() in FORMATS]
    words = [word for word in words if word not in formats]
    period, name = days_and_name(visit, words, own, Period(visit.day, visit.day))
    wanted = FORMATS[formats[-1].casefold()] if formats else Format.TEXT
    return Asked(ReportRequest(period, wanted), name)


def days_and_name(
    visit: Visit, words: Sequence[str], own: Sequence[Unit], default: Period
) -> tuple[Period, str]:
    """The days that the longest run of words names, and the other words: a unit's name."""
    for start, end in _spans(len(words)):
        named = end - start == 1 and _is_called(visit, words[start], own)
        read = None if named else _period(" ".join(words[start:end]), visit)
        if read is not None:
            return read, " ".join([*words[:start], *words[end:]])
    return default, " ".join(words)


def _answer(visit: Visit, unit: Unit, request: ReportRequest) -> None:
    if takes_long(visit, unit, request):
        begin(visit, unit, request)
        return
    wanted = Wanted(
        "report",
        {
            "unit": unit.id,
            "first": request.period.first.isoformat(),
            "last": request.period.last.isoformat(),
            "format": request.format.value,
            "page": request.page,
        },
    )
    if request.format.is_file:
        visit.reply(wanted, kind="file")
    else:
        show_in_place(visit, wanted)


def _status_of(visit: Visit, unit_id: int) -> Wanted:
    return Wanted("status", {"unit": unit_id, "day": visit.day.isoformat()})


def ask_which(visit: Visit, key: str, choices: Sequence[tuple[Unit, Choice]], name: str) -> None:
    """A button for each unit that a name may mean."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    protect = sees_names([(duty.role, duty.unit.kind) for duty in duties])
    named = [(full_name(visit, unit), choice) for unit, choice in choices]
    visit.reply(units_to_choose(visit.language, key, named, protect=protect, name=name))


def full_name(visit: Visit, unit: Unit) -> str:
    """A class or grade with its school: several schools have a 三年级1班."""
    if unit.kind in (UnitKind.CLASS, UnitKind.GRADE) and unit.school_id is not None:
        school = visit.tx.roster.unit(unit.school_id)
        if school is not None:
            return say(visit.language, "digest.school_unit", school=school.name, unit=unit.name)
    return unit.name


def _is_called(visit: Visit, word: str, own: Sequence[Unit]) -> bool:
    mine = {unit.id for unit in own}
    return any(
        above.id in mine
        for spelling in _spellings(word)
        for unit in visit.tx.roster.units_named(spelling)
        for above in visit.tx.roster.upward(unit.id)
    )


def _spellings(name: str) -> list[str]:
    """As typed, without spaces, and in plain width: ``七（１）班`` is 七(1)班."""
    plain = unicodedata.normalize("NFKC", name)
    return list(dict.fromkeys((name, name.replace(" ", ""), plain, plain.replace(" ", ""))))


def _spans(count: int) -> list[tuple[int, int]]:
    """Every run of words, the longest first: a period may hold spaces."""
    return [
        (start, start + length)
        for length in range(min(count, MOST_WORDS), 0, -1)
        for start in range(count - length + 1)
    ]


def _period(words: str, visit: Visit) -> Period | None:
    try:
        return read_days(words, visit.day)
    except UnreadableDay:
        return None

"""One pupil's history in words, and the buttons that lead to it; for class and school only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message, Text, joined
from domain.pupil_history import ACTION, CLASS_ACTION, KnownAbsence, PupilDay, PupilHistory
from domain.report_request import ReportRequest
from domain.roster import OPEN_FROM, OPEN_UNTIL, Pupil, Unit
from domain.stretch import after, before
from domain.unwell import Unwell
from views.case_words import OPEN
from views.check_in_cards import in_rows
from views.days import clock_time, day_name, short_day
from views.entry import findings_words
from views.fitting import ROOM, size
from views.report_ways import period_words
from views.words import say, text

MOST = 60
"""Pupils on one keyboard."""


def history(
    language: str, told: PupilHistory, today: date, *, zone: ZoneInfo, may_direct: bool
) -> Message:
    """The days on which something was found, the newest first, and how many there were; for those
    who ``may_direct`` cases a button that opens one, or shows the one that is open.
    """
    head = [
        text(
            language,
            "history.title",
            name=told.name,
            unit=told.unit.name,
            period=period_words(language, told.period, today),
        )
    ]
    head += _sums(language, told)
    head += [_absence(language, one) for one in told.absences]
    lines = _fitted(language, [_line(language, one, told.unit, zone) for one in told.abnormal])
    if not lines:
        lines = [text(language, f"history.{'none' if told.days else 'nothing_said'}")]
    words = joined("\n\n", [joined("\n", head), joined("\n", lines)])
    rows = _ways(language, told, today)
    if may_direct:
        case = Choice(OPEN, told.unit.school_id or 0, argument=f"p{base36(told.pupil_id)}")
        rows.append((Button(say(language, "history.case_button"), case.encode()),))
    return Message(words, Keyboard(tuple(rows)), protect=True)


def pick_pupil(language: str, unit: Unit, pupils: Sequence[Pupil], day: date) -> Message:
    """A button for each pupil of a class, and the way back to its report."""
    buttons = [pupil_button(pupil.id, pupil.name) for pupil in pupils[:MOST]]
    rows = [*in_rows(buttons, 3), (_class_button(language, unit, day),)]
    return Message(
        text(language, "history.pick", unit=unit.name), Keyboard(tuple(rows)), protect=True
    )


def which_pupil(language: str, name: str, found: Sequence[tuple[int, str]]) -> Message:
    """Several bear the name: a button for each, with the class."""
    rows = tuple((pupil_button(pupil_id, unit),) for pupil_id, unit in found)
    return Message(text(language, "history.which", name=name), Keyboard(rows), protect=True)


def pupil_button(pupil_id: int, label: str) -> Button:
    """Opens a pupil's history of the present term."""
    return Button(label, Choice(ACTION, pupil_id).encode())


def unwell_buttons(language: str, unwell: Iterable[Unwell]) -> list[tuple[Button, ...]]:
    """A button for each pupil of whom something was found, three in a row."""
    buttons = [
        pupil_button(pupil_id, say(language, "history.button", name=one.name))
        for one in unwell
        if (pupil_id := one.findings[0].pupil_id) is not None
    ]
    return in_rows(buttons[:MOST], 3)


def pupils_button(language: str, unit: Unit) -> Button:
    """👤 查看学生: the pupils of a class."""
    return Button(say(language, "history.pupils"), Choice(CLASS_ACTION, unit.id).encode())


def _sums(language: str, told: PupilHistory) -> list[Text]:
    if not told.days:
        return []
    days = len(told.days)
    line = text(language, "history.sums", days=days, normal=days - len(told.abnormal))
    kinds = [
        text(language, "history.kind", what=say(language, f"report.kind_{kind}"), count=count)
        for kind, count in told.kinds.items()
    ]
    return [joined(say(language, "digest.join"), [line, *kinds])]


def _absence(language: str, one: KnownAbsence) -> Text:
    period = one.period
    if period.last == OPEN_UNTIL and period.first != OPEN_FROM:
        days = say(language, "history.open_end", day=short_day(language, period.first))
    else:
        days = period_words(language, period)
    what = say(language, f"history.absence_{one.kind}")
    return text(language, "history.absence", what=what, period=days)


def _line(language: str, one: PupilDay, now: Unit, zone: ZoneInfo) -> Text:
    """A day in a class the pupil has left since names that class."""
    return text(
        language,
        "history.line" if one.unit.id == now.id else "history.line_in",
        day=day_name(language, one.day),
        unit=one.unit.name,
        what=findings_words(language, one.findings),
        time=clock_time(one.at_ms, zone),
        by=one.by,
    )


def _fitted(language: str, lines: Sequence[Text]) -> list[Text]:
    shown: list[Text] = []
    room = ROOM
    for line in lines:
        room -= size(line.plain) + 1
        if room < 0:
            return [*shown, text(language, "history.more", count=len(lines) - len(shown))]
        shown.append(line)
    return shown


def _ways(language: str, told: PupilHistory, today: date) -> list[tuple[Button, ...]]:
    """The term before and the one after, and the class's report of the last day."""
    beside = []
    for key, period in (
        ("earlier", before(told.period, today)),
        ("later", after(told.period, today)),
    ):
        if period is not None:
            label = say(language, f"period.{key}", period=period_words(language, period, today))
            beside.append(Button(label, _choice(told.pupil_id, period).encode()))
    last = min(told.period.last, today)
    return [tuple(beside), (_class_button(language, told.unit, last),)]


def _choice(pupil_id: int, period: Period) -> Choice:
    """The days stand in the button as those of a report do."""
    return Choice(ACTION, pupil_id, argument=ReportRequest(period).choice(0).argument)


def _class_button(language: str, unit: Unit, day: date) -> Button:
    label = say(language, "history.class_button", unit=unit.name)
    return Button(label, ReportRequest.of_day(day).choice(unit.id).encode())

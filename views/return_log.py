"""The evening list before a return: who is short of days, for a teacher and for those who lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.calendar_choice import APPROVE
from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.return_log import ClassLog
from domain.school_calendar import ReturnDay
from views.days import day_name, short_day
from views.fitting import fitted
from views.words import say, text

REFRESH = "rlog"
"""The verb of the button that shows the list as it is now; its subject is the unit."""
MOST_DAYS = 6
_ROOM = 2800


@dataclass(frozen=True, slots=True)
class Leading:
    """What a list for several classes says besides them. ``approve`` are changes that set a return
    day which is not approved yet, for whoever may approve it.
    """

    unit_id: int
    name: str
    day: date
    approve: Sequence[int] = ()


def class_list(language: str, log: ClassLog, round_id: int | None) -> Message:
    """A teacher's own class. ``round_id`` is today's round while it can still be answered."""
    lines = [
        text(
            language,
            "return_log.title",
            unit=log.unit.name,
            day=day_name(language, log.day),
        ),
        _return_line(language, log.returns, log.day),
        *_class_lines(language, log),
    ]
    rows = []
    if log.today_is_missing and round_id is not None:
        label = say(language, "return_log.answer_now")
        rows.append((Button(label, Choice("file", round_id).encode()),))
    rows.append((_refresh(language, log.unit.id, log.day),))
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def leading_list(language: str, leading: Leading, logs: Sequence[ClassLog]) -> Message:
    """The classes of a grade or a school, those who lack something first."""
    lines = [
        text(language, "return_log.title", unit=leading.name, day=day_name(language, leading.day))
    ]
    for returns, group in groupby(
        sorted(logs, key=lambda log: log.returns.day), key=lambda log: log.returns
    ):
        of = list(group)
        lines.append(_return_line(language, returns, leading.day))
        complete = [log.unit.name for log in of if not log.lacks]
        if complete:
            names = say(language, "entry.join").join(complete)
            lines.append(text(language, "return_log.complete", count=len(complete), units=names))
        lacking = [_lacking_line(language, log) for log in of if log.lacks]
        lines += fitted(language, lacking, _ROOM)
        isolated = [
            say(language, "return_log.of_class", unit=log.unit.name, names=_names(language, log))
            for log in of
            if log.isolated
        ]
        if isolated:
            words = say(language, "return_log.join").join(isolated)
            lines += fitted(language, [text(language, "return_log.isolated", names=words)], 600)
    rows = [
        (Button(say(language, "calendar.button_approve"), Choice(APPROVE, one).encode()),)
        for one in leading.approve
    ]
    rows.append((_refresh(language, leading.unit_id, leading.day),))
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def _return_line(language: str, returns: ReturnDay, day: date) -> Text:
    left = (returns.day - day).days
    key = "tomorrow" if left == 1 else "in_days"
    line = text(language, f"return_log.{key}", day=day_name(language, returns.day), left=left)
    return line if returns.approved else line + text(language, "return_log.draft")


def _class_lines(language: str, log: ClassLog) -> list[Text]:
    lines = []
    if log.today_is_missing:
        lines.append(text(language, "return_log.today_missing"))
    missed = [one for one in log.missed if one != log.day]
    if missed:
        lines.append(text(language, "return_log.missed", days=_days(language, missed)))
    short = [
        text(
            language,
            "return_log.pupil",
            name=one.name,
            count=len(one.days),
            days=_days(language, one.days),
        )
        for one in log.short
    ]
    if short:
        lines.append(text(language, "return_log.short", count=len(short)))
        lines += fitted(language, short, _ROOM)
    if not log.lacks:
        lines.append(text(language, "return_log.nothing_lacks"))
    if log.not_asked:
        values = {"count": len(log.not_asked), "days": _days(language, log.not_asked)}
        lines.append(text(language, "return_log.not_asked", **values))
    if log.isolated:
        lines.append(text(language, "return_log.isolated", names=_names(language, log)))
    return lines


def _lacking_line(language: str, log: ClassLog) -> Text:
    parts = []
    if log.missed:
        parts.append(say(language, "return_log.class_missed", days=_days(language, log.missed)))
    if log.short:
        names = [
            say(language, "return_log.pupil_days", name=one.name, days=_days(language, one.days))
            for one in log.short
        ]
        words = say(language, "entry.join").join(names)
        parts.append(say(language, "return_log.class_short", count=len(names), names=words))
    words = say(language, "return_log.join").join(parts)
    return text(language, "return_log.lacking", unit=log.unit.name, words=words)


def _names(language: str, log: ClassLog) -> str:
    return say(language, "entry.join").join(log.isolated)


def _days(language: str, days: Sequence[date]) -> str:
    """``1月28日、2月1日``, the first few."""
    shown = say(language, "entry.join").join(short_day(language, one) for one in days[:MOST_DAYS])
    more = len(days) - MOST_DAYS
    return shown + (say(language, "return_log.more_days", count=more) if more > 0 else "")


def _refresh(language: str, unit_id: int, day: date) -> Button:
    payload = Choice(REFRESH, unit_id, argument=f"{day:%Y%m%d}").encode()
    return Button(say(language, "report.refresh"), payload)

"""A list of public holidays sent as a file: read back, loaded, and taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from domain.calendar import DayKind, NationalDay, Period
from domain.errors import ChenjianError
from domain.holiday_list import HolidayList, judge_holidays
from domain.message import Message, Text
from domain.roster import Role
from domain.roster_rows import RawTable
from handlers.visit import Visit
from storage.calendar_changes import Change
from storage.chats import Chat
from storage.holiday_lists import YearChange, changes_of, load
from storage.sent_files import SentFile
from storage.transaction import Transaction
from views import holiday_list as view
from views.refusals import sentence
from views.words import text

ACT = "national"

Table: TypeAlias = RawTable | ChenjianError | None
"""What stands in a file, what is wrong with it, or None where it could not be fetched."""


def read_holidays(
    tx: Transaction,
    sent: SentFile,
    table: Table,
    now_ms: int,
    today: date,
    chat: Chat,
    language: str,
) -> Message | None:
    """Its faults, or what it would change, to be confirmed. None where the right has gone
    meanwhile.
    """
    if is_top_admin(tx, chat, today):
        return _answer(tx, sent, table, now_ms, today, language)
    if not tx.roster.duties_of(sent.person_id, today):
        return None
    return Message(text(language, "holiday_list.not_for_you"))


def confirm(visit: Visit, change: Change) -> Message:
    """[确认]: the list takes the place of what was there."""
    body = json.loads(change.body)
    load(visit.tx, HolidayList(_days(body["days"], body["file"]), ()), body["file"], visit.day)
    return view.loaded(visit.language, body["years"], change.id)


def undo(visit: Visit, change: Change) -> Message:
    """[撤销]: the years are as they were before."""
    body = json.loads(change.body)
    for year, known in zip(body["years"], body["known"], strict=True):
        days = [one for one in _days(body["before"], body["file"]) if one.day.year == year]
        visit.tx.calendar.replace_year(year, days, body["file"] if known else None)
    visit.tx.days.forget_all_plans(visit.day)
    return view.unloaded(visit.language, body["years"])


def is_top_admin(tx: Transaction, chat: Chat, day: date) -> bool:
    """Whether a chat is that of an admin whom nobody stands above: the list is everybody's."""
    return any(one.id == chat.id for one in tx.chats.of_top_admins(day))


def _answer(
    tx: Transaction, sent: SentFile, table: Table, now_ms: int, today: date, language: str
) -> Message:
    if table is None:
        return Message(text(language, "holiday_list.not_reached"))
    try:
        if isinstance(table, ChenjianError):
            raise table
        holidays = judge_holidays(table, sent.name)
    except ChenjianError as error:
        return Message(Text.of(sentence(language, error)))
    if holidays.bad_rows:
        return view.faulty(language, sent.name, holidays)
    new = [one for one in changes_of(tx, holidays) if one.changes]
    if not new:
        return Message(text(language, "holiday_list.nothing_new", file=sent.name))
    change_id = _propose(tx, sent, new, now_ms, today)
    lines = [view.year_line(language, one.year, one.days, known=one.known) for one in new]
    return view.read_back(language, sent.name, lines, change_id)


def _propose(
    tx: Transaction, sent: SentFile, new: Sequence[YearChange], now_ms: int, today: date
) -> int:
    body = {
        "file": sent.name,
        "years": [one.year for one in new],
        "known": [one.known for one in new],
        "days": [_row(day) for one in new for day in one.days],
        "before": [_row(day) for one in new for day in one.before],
    }
    duties = tx.roster.duties_of(sent.person_id, today)
    admin = next((duty for duty in duties if duty.role is Role.ADMIN), duties[0])
    return tx.calendar_changes.propose(
        admin.unit.id,
        ACT,
        Period(new[0].days[0].day, new[-1].days[-1].day),
        by=sent.person_id,
        at_ms=now_ms,
        body=json.dumps(body, ensure_ascii=False),
    )


def _row(day: NationalDay) -> tuple[str, str, str]:
    return day.day.isoformat(), day.kind.value, day.name


def _days(rows: Sequence[tuple[str, str, str]], source: str) -> tuple[NationalDay, ...]:
    return tuple(
        NationalDay(date.fromisoformat(day), DayKind(kind), name, source)
        for day, kind, name in rows
    )

"""A rehearsal's copy of the database: made ready for another morning, and asked how it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from storage.named import queries
from storage.transaction import Transaction

FIRST_MADE_UP = 4_000_000_000_000_001
"""Addresses that no real account has, below 2^52 as the Bot API promises."""


@dataclass(frozen=True, slots=True)
class MadePhone:
    """Where a person can be talked to in the rehearsal."""

    person_id: int
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked about a class at an instant."""

    at_ms: int
    school: str
    class_name: str
    person: str
    name: str


@dataclass(frozen=True, slots=True)
class SaidCount:
    """How many notes of a kind there were, how many went out, and since when."""

    kind: str
    step: str
    count: int
    sent: int
    first_ms: int


def make_ready(tx: Transaction, day: date, start_ms: int) -> int:
    """Forget, in a copy, what is under way today: the morning of ``day`` begins clean.

    Gives the newest note, so that those of the rehearsal can be told apart.
    """
    rows, connection = queries("rehearsal"), tx.connection
    for forget in (
        rows.forget_notes,
        rows.forget_messages,
        rows.forget_updates,
        rows.forget_steps,
        rows.forget_alerts,
        rows.forget_cases,
        rows.forget_areas,
        rows.forget_drafts,
        rows.forget_findings,
        rows.speak_one_language,
    ):
        forget(connection)
    rows.forget_plans(connection, day=day.isoformat())
    for beat in tx.processes.beats():
        tx.processes.leave(beat.process)
    tx.days.remember("last_tick", str(start_ms))
    newest: int = rows.last_note(connection)
    return newest


def give_phones(tx: Transaction, people: Iterable[int], at_ms: int) -> None:
    """Enrol people who are not, each with a made-up chat."""
    for number, person_id in enumerate(people):
        chat = tx.chats.at("telegram", str(FIRST_MADE_UP + number))
        tx.chats.enrol(chat.id, person_id, at_ms)


def phones(tx: Transaction) -> list[MadePhone]:
    """Everybody who can be talked to."""
    return [MadePhone(*row) for row in queries("rehearsal").phones(tx.connection)]


def unreachable(tx: Transaction) -> list[tuple[str, str]]:
    """``(code, name)`` of whom words no longer reach."""
    rows = queries("rehearsal").unreachable(tx.connection)
    return [(code, name) for code, name in rows]


def asked(tx: Transaction, day: date) -> list[Asked]:
    """Who was asked, in order."""
    rows = queries("rehearsal").asked(tx.connection, day=day.isoformat())
    return [Asked(*row) for row in rows]


def said(tx: Transaction, after: int) -> list[SaidCount]:
    """What was said since a note, by kind."""
    return [SaidCount(*row) for row in queries("rehearsal").said(tx.connection, after=after)]

"""Rounds and answers for tests, put straight into storage as the handlers would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from domain.calendar import DayKind, Period
from domain.check_in import CheckIn, Entry, findings_of
from domain.class_figures import figures_of
from domain.day_plan import is_late
from domain.marking import Marking
from domain.note import Note, Wanted
from domain.roster import UnitKind
from domain.school_calendar import Span
from storage.drafts import Draft
from storage.rounds import Round
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import MONDAY, instant
from tests.tables import new_tables

DAY = date.fromisoformat(MONDAY)
THRESHOLD = 3730


@contextmanager
def transaction(path: Path) -> Iterator[Transaction]:
    """A transaction on a new database that is rolled back at the end."""
    connection = connect(new_tables(path))
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield Transaction(connection)
    finally:
        connection.close()


def open_rounds(tx: Transaction, unit_id: int, day: date = DAY) -> None:
    """Every class under a unit owes an answer: cut-off 09:00, lock 18:00."""
    for unit in tx.roster.below(unit_id, UnitKind.CLASS, day):
        assert unit.school_id is not None
        tx.rounds.open(
            day,
            unit.id,
            unit.school_id,
            cut_off_ms=instant(f"{day} 09:00"),
            lock_ms=instant(f"{day} 18:00"),
            fever_threshold=THRESHOLD,
        )


def answer(
    tx: Transaction,
    class_id: int,
    by: int,
    pupils: dict[int, Entry] | None = None,
    *,
    staff: dict[int, Entry] | None = None,
    at: str = "07:41",
    day: date = DAY,
) -> int:
    """Answer for a class; gives the revision."""
    round_ = round_of(tx, class_id, day)
    check_in = CheckIn(pupils=pupils or {}, staff=staff or {})
    at_ms = instant(f"{day} {at}")
    return tx.answers.record(
        round_,
        check_in,
        figures_of(check_in, tx.roster.pupils_of(class_id, day), THRESHOLD),
        findings_of(check_in, THRESHOLD),
        by=by,
        for_=None,
        at_ms=at_ms,
        recorded_ms=at_ms,
        late=is_late(at_ms, round_.cut_off_ms),
    )


def draft(
    tx: Transaction, class_id: int, by: int, pupils: dict[int, Entry], day: date = DAY
) -> None:
    """Fill something in and do not submit it."""
    round_ = round_of(tx, class_id, day)
    check_in = CheckIn(pupils=pupils)
    abnormal = bool(findings_of(check_in, THRESHOLD))
    tx.drafts.put(Draft(round_.id, by, check_in, based_on=round_.revision, abnormal=abnormal))


def round_of(tx: Transaction, class_id: int, day: date = DAY) -> Round:
    """The round of a class."""
    round_ = tx.rounds.of_class(class_id, day)
    assert round_ is not None
    return round_


def asked(tx: Transaction, class_id: int, chat_id: int, outcome: str, *, step: str = "ask") -> None:
    """A question went out to a chat, and this became of it: sent, unreachable, pending."""
    round_ = round_of(tx, class_id)
    kind = "ask" if step == "ask" else "chase"
    subject = f"{round_.id}/{step}"
    note = Note(kind, subject, chat_id, Wanted("ask"), round_id=round_.id)
    tx.outbox.put(note, instant("07:30"))
    tx.connection.execute(
        "UPDATE outbox SET state = ? WHERE kind = ? AND subject = ? AND chat_id = ?",
        (outcome, kind, subject, chat_id),
    )


def mark(tx: Transaction, unit_id: int, first: str, last: str, kind: str, note: str = "") -> int:
    """An admin has marked days for a unit and all below it; gives the change."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    marking = Marking(adds=(Span(0, period, DayKind(kind), note),))
    change = tx.calendar_changes.propose(unit_id, "mark", period, by=None, at_ms=0)
    tx.calendar_changes.write(change, unit_id, marking)
    tx.calendar_changes.set_state(change, "proposed", "in_force", 0)
    return change


def absent(
    tx: Transaction,
    *,
    pupil: int | None = None,
    person: int | None = None,
    kind: str = "isolation",
    first: date = DAY,
    last: date = DAY,
) -> None:
    """A known absence."""
    tx.connection.execute(
        "INSERT INTO absence (pupil_id, person_id, kind, from_day, until_day)"
        " VALUES (?, ?, ?, ?, ?)",
        (pupil, person, kind, first.isoformat(), last.isoformat()),
    )

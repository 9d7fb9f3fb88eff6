"""The ledger: what was asked of each class each day, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.alert import AlertKind, Ending, Standing, Urgency
from domain.calendar import Period
from domain.case import CaseHappened
from domain.check_in import Entry
from domain.ledger import LedgerDay, LedgerLine
from domain.note import Edit, Note, Wanted
from storage.alerts import NewAlert
from storage.transaction import Transaction
from tests.clock import instant
from tests.morning import DAY, answer, open_rounds, round_of, transaction
from tests.school import School, a_school

A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    """A has answered and corrected itself, B came late through the deputy, C is silent."""
    school = a_school(tx)
    open_rounds(tx, school.id)
    for name in (A, B, C):
        said(tx, school, name, "ask", "07:30", "07:31")
    said(tx, school, B, "chase", "08:00", "08:01", "1")
    said(tx, school, C, "chase", "08:00", "08:01", "1")
    said(tx, school, C, "chase", "08:20", "08:20", "2")
    tx.connection.execute(
        "INSERT INTO day_step (unit_id, day, step, due_ms, state, done_ms)"
        " VALUES (?, ?, 'escalate', 0, 'done', ?)",
        (school.id, DAY.isoformat(), instant("08:40")),
    )
    answer(tx, school.classes[A], school.people[A])
    one = school.pupils[A][0]
    answer(tx, school.classes[A], school.people[A], {one: Entry(temperature=3820)}, at="08:30")
    answer(tx, school.classes[B], school.people[f"deputy {B}"], at="09:12")
    return school


def said(
    tx: Transaction, school: School, name: str, kind: str, put: str, sent: str, step: str = ""
) -> None:
    """A question was put and taken by the channel."""
    round_ = round_of(tx, school.classes[name])
    note = Note(
        kind, f"{round_.id}/{kind}{step}", school.chats[name], Wanted("ask"), round_id=round_.id
    )
    tx.outbox.put(note, instant(put))
    tx.connection.execute(
        "UPDATE outbox SET state = 'sent', sent_ms = ? WHERE state = 'pending'", (instant(sent),)
    )


def the_day(tx: Transaction, unit_id: int) -> LedgerDay:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    day = tx.ledger.day(unit, DAY)
    assert day is not None
    return day


def lines(tx: Transaction, unit_id: int) -> dict[str, LedgerLine]:
    return {line.unit.name: line for line in the_day(tx, unit_id).lines}


def test_a_class_s_line_tells_when_and_by_whom(tx: Transaction, school: School) -> None:
    line = lines(tx, school.id)[B]
    assert line.asked_ms == instant("07:30")
    assert line.delivered_ms == instant("07:31")
    assert (line.chased, line.chased_ms) == (1, instant("08:01"))
    assert line.escalated_ms == instant("08:40")
    assert (line.answered_ms, line.late) == (instant("09:12"), True)
    assert line.by == "老师 hc-deputy 一年级2班"
    assert line.is_zero


def test_silence_is_no_zero_and_has_no_figures(tx: Transaction, school: School) -> None:
    line = lines(tx, school.id)[C]
    assert (line.figures, line.answered_ms, line.by, line.is_zero) == (None, None, None, False)
    assert (line.chased, line.enrolled) == (2, 3)
    assert line.escalated_ms == instant("08:40")


def test_who_had_answered_was_not_escalated(tx: Transaction, school: School) -> None:
    assert lines(tx, school.id)[A].escalated_ms is None


def test_every_answer_of_a_class_that_corrected_itself_is_there(
    tx: Transaction, school: School
) -> None:
    told = the_day(tx, school.id).revisions
    assert [(one.number, one.said_ms, one.fever, one.zero) for one in told] == [
        (1, instant("07:41"), 0, True),
        (2, instant("08:30"), 1, False),
    ]
    assert {one.line.unit.name for one in told} == {A}


def test_an_edit_is_no_question_and_an_unsent_one_not_delivered(
    tx: Transaction, school: School
) -> None:
    round_ = round_of(tx, school.classes[C])
    edit = Note("chase", "x", school.chats[C], Wanted("ask"), edit=Edit(1), round_id=round_.id)
    tx.outbox.put(edit, instant("07:00"))
    tx.connection.execute("UPDATE outbox SET state = 'sent', sent_ms = 1 WHERE subject = 'x'")
    assert lines(tx, school.id)[C].chased == 2
    tx.connection.execute(
        "UPDATE outbox SET state = 'unreachable' WHERE round_id = ?", (round_.id,)
    )
    line = lines(tx, school.id)[C]
    assert (line.delivered_ms, line.chased) == (None, 0)
    assert line.asked_ms == instant("07:30")


@pytest.mark.parametrize("of", ["school", "district", "一年级", A])
def test_the_lines_add_up_to_the_report_at_every_level(
    tx: Transaction, school: School, of: str
) -> None:
    units = {"school": school.id, "district": school.district, **school.grades, **school.classes}
    day = the_day(tx, units[of])
    counts = tx.reports.day(units[of], DAY).counts
    assert day.counts == counts
    assert len(day.lines) == counts.expected
    assert sum(line.figures is not None for line in day.lines) == counts.answered
    assert sum(line.late for line in day.lines) == counts.late
    assert sum(line.is_zero for line in day.lines) == counts.zero_reports
    assert sum(line.enrolled for line in day.lines) == counts.enrolled
    present = sum(line.figures.present for line in day.lines if line.figures is not None)
    assert present == counts.present
    assert sum(max(line.revision - 1, 0) for line in day.lines) == counts.corrections


def test_another_school_is_not_in_it(tx: Transaction, school: School) -> None:
    other = a_school(tx, name="柳坝村小", code="lb", classes=("三年级1班",))
    open_rounds(tx, other.id)
    assert len(the_day(tx, school.id).lines) == 3
    assert len(the_day(tx, school.district).lines) == 4


def test_a_day_without_school_has_no_ledger(tx: Transaction, school: School) -> None:
    unit = tx.roster.unit(school.id)
    assert unit is not None
    assert tx.ledger.day(unit, DAY - timedelta(days=1)) is None
    assert tx.ledger.size(unit, Period(DAY - timedelta(days=9), DAY)) == 30


def test_alerts_are_there_with_their_owner_and_thrown_away_drafts_are_not(
    tx: Transaction, school: School
) -> None:
    for ending in (None, Ending.CANCELLED):
        new = NewAlert(
            AlertKind.FINDING, DAY, school.id, school.classes[A], Urgency.LOW, instant("07:41")
        )
        alert_id = tx.alerts.raise_(new)
        tx.alerts.join(alert_id, [(school.pupils[A][0], None)], Standing.SAID, instant("07:41"))
        tx.alerts.claim(alert_id, school.people["health_officer"], instant("07:44"), None)
        if ending is not None:
            tx.alerts.close(alert_id, ending, instant("07:50"))
    [told] = the_day(tx, school.id).alerts
    assert told.owner == "老师 hc-health_officer"
    assert told.alert.first_owned_ms == instant("07:44")


def a_case(
    tx: Transaction,
    school: School,
    number: int,
    opened: date,
    *,
    ends: date | None = None,
    state: str = "open",
) -> int:
    """A case of a pupil of A, asked about on each day and answered on the first."""
    officer, pupil = school.people["health_officer"], school.pupils[A][number % 3]
    tx.connection.execute(
        "INSERT INTO case_file (id, school_id, unit_id, number, rule, pupil_id, anchor_day,"
        " first_day, owner, state, opened_ms, opened_day, asked_from, closed_ms, ends_day)"
        " VALUES (?1, ?2, ?3, ?1, 'home_isolation', ?4, ?5, ?5, ?6, ?7, 0, ?5, ?5, ?8, ?9)",
        (
            number, school.id, school.classes[A], pupil, opened.isoformat(), officer, state,
            None if ends is None else instant(f"{ends} 10:00"), ends and ends.isoformat(),
        ),
    )  # fmt: skip
    told = [(opened, "asked"), (opened, "visit"), (opened + timedelta(days=1), "asked")]
    told += [] if ends is None else [(ends, state)]
    for day, what in told:
        tx.cases.happened(number, CaseHappened(what), instant(f"{day} 08:00"), day, by=officer)
    return number


def test_cases_are_there_by_number_for_the_days_on_which_they_were_open(
    tx: Transaction, school: School
) -> None:
    week = Period(DAY - timedelta(days=6), DAY)
    before, released = DAY - timedelta(days=30), DAY - timedelta(days=3)
    a_case(tx, school, 1, before, ends=DAY - timedelta(days=6), state="released")
    a_case(tx, school, 2, before, ends=released, state="released")
    a_case(tx, school, 3, DAY - timedelta(days=1))
    ended, going = tx.ledger.cases(school.id, week)
    assert (ended.number, ended.asked, ended.visited) == (2, 0, 0)
    assert (ended.closed_by, ended.closed_ms) == (
        "老师 hc-health_officer",
        instant(f"{released} 10:00"),
    )
    assert (going.number, going.asked, going.visited, going.closed_by) == (3, 2, 1, None)
    assert tx.ledger.cases(school.classes[B], week) == []
    assert len(tx.ledger.cases(school.district, week)) == 2

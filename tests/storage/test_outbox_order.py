"""Which of the notes that wait for one chat goes first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.note import Note, Wanted
from storage.transaction import Transaction
from tests.clock import instant
from tests.morning import open_rounds, round_of, transaction
from tests.school import School, a_school

A, B = "一年级1班", "一年级2班"
NOW = instant("09:15")


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    school = a_school(tx, classes=(A, B))
    open_rounds(tx, school.id)
    return school


def _put(tx: Transaction, school: School, class_name: str, kind: str) -> None:
    round_ = round_of(tx, school.classes[class_name])
    chat = school.chats[class_name]
    tx.outbox.put(Note(kind, f"{round_.id}/{kind}", chat, Wanted("ask"), round_id=round_.id), NOW)


def _order(tx: Transaction) -> list[tuple[str, int]]:
    """Kind and chat of all that waits, in the order in which it goes out."""
    order = []
    while heads := tx.outbox.due(NOW, 16):
        tx.outbox.claim(heads[0].id, "lease")
        tx.connection.execute("UPDATE outbox SET state = 'sent' WHERE id = ?", (heads[0].id,))
        order.append((heads[0].kind, heads[0].chat_id))
    return order


def test_nobody_is_chased_before_being_asked_however_late_the_question_is(
    tx: Transaction, school: School
) -> None:
    """The clock has jumped over both steps, and nothing has gone out yet."""
    _put(tx, school, A, "ask")
    _put(tx, school, A, "chase")
    assert _order(tx) == [("ask", school.chats[A]), ("chase", school.chats[A])]


def test_a_chase_still_goes_before_the_questions_of_others(tx: Transaction, school: School) -> None:
    _put(tx, school, B, "ask")
    _put(tx, school, A, "chase")
    assert _order(tx) == [("chase", school.chats[A]), ("ask", school.chats[B])]

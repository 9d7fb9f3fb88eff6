"""A month's picture is for whoever may see the calendar when it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.message import File, Message
from domain.note import Note, Wanted
from scheduler.renderers import RENDERERS
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import transaction
from tests.school import School, a_school

A = "一年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    return a_school(tx)


def drawn(
    tx: Transaction, unit: int, chat: int, month: date = date(2026, 11, 1)
) -> Message | File | None:
    about = {"unit": unit, "month": month.isoformat()}
    tx.connection.execute("UPDATE outbox SET state = 'sent'")
    tx.outbox.put(Note("file", f"{unit}/{month}", chat, Wanted("month_picture", about)), 0)
    [due] = tx.outbox.due(instant("09:00"), 9)
    return RENDERERS["month_picture"](tx, due, instant("09:00"), ZONE, "zh")


def test_what_is_marked_changes_the_picture(tx: Transaction, school: School) -> None:
    chat = school.chats["principal"]
    plain = drawn(tx, school.id, chat)
    assert isinstance(plain, File)
    tx.calendar.put_national(date(2026, 11, 25), "off", "测试", "test")
    tx.connection.execute("DELETE FROM outbox")
    marked = drawn(tx, school.id, chat)
    assert isinstance(marked, File)
    assert marked.content != plain.content


def test_a_teacher_sees_the_class_and_what_stands_above_it_in_the_school(
    tx: Transaction, school: School
) -> None:
    chat = school.chats[A]
    for unit in (school.classes[A], school.grades["一年级"], school.id):
        assert isinstance(drawn(tx, unit, chat), File)
    assert drawn(tx, school.grades["二年级"], chat) is None
    assert drawn(tx, school.district, chat) is None


def test_whoever_has_left_gets_no_picture(tx: Transaction, school: School) -> None:
    tx.connection.execute("DELETE FROM membership WHERE role = 'principal'")
    assert drawn(tx, school.id, school.chats["principal"]) is None

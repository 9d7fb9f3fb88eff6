"""/chase: who is reminded now, who was a moment ago, and who has to be rung."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.choice import Choice
from domain.errors import NothingOwed, NotYours
from domain.incoming import Incoming, Press, Words
from domain.message import Message
from handlers.chase import chase, chase_pressed
from handlers.visit import Toast, Visit
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds, round_of, transaction
from tests.school import School, a_school

A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    school = a_school(tx, not_enrolled={C})
    open_rounds(tx, school.id)
    return school


def visit_of(tx: Transaction, chat_id: int, at: str = "08:30", *, pressed: bool = False) -> Visit:
    chat = tx.chats.get(chat_id)
    assert chat is not None
    number = tx.connection.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
    what = Press("q", "", "9") if pressed else Words("/chase", "5")
    return Visit(
        tx=tx,
        incoming=Incoming("telegram", 1000 + number, chat.address, True, what),
        chat=chat,
        language="zh",
        at_ms=instant(at),
        now_ms=instant(at),
        day=DAY,
        zone=ZONE,
        toast=Toast("q") if pressed else None,
    )


def reminded(tx: Transaction) -> list[int]:
    """The chats that reminders wait for."""
    rows = tx.connection.execute("SELECT chat_id FROM outbox WHERE kind = 'chase' ORDER BY id")
    return [row[0] for row in rows]


def told(tx: Transaction, chat_id: int) -> str:
    """The last thing said to whoever chases."""
    notes = [note for note in tx.outbox.due(instant("23:00"), 100) if note.chat_id == chat_id]
    tx.connection.execute("UPDATE outbox SET state = 'sent' WHERE chat_id = ?", (chat_id,))
    [note] = notes
    assert isinstance(note.say, Message)
    return note.say.text.plain


def test_the_outstanding_are_reminded_and_nobody_else(tx: Transaction, school: School) -> None:
    answer(tx, school.classes[A], school.people[A])
    chase(visit_of(tx, school.chats["principal"]), "")
    assert reminded(tx) == [school.chats[B]]
    words = told(tx, school.chats["principal"])
    assert words.startswith("已提醒 1 个班。")
    assert "· 二年级1班 老师 hc-二年级1班 138" in words, "who has no chat is to be rung"


def test_the_reminder_is_the_question_and_is_tied_to_its_round(
    tx: Transaction, school: School
) -> None:
    chase(visit_of(tx, school.chats["principal"]), A)
    round_ = round_of(tx, school.classes[A])
    row = tx.connection.execute("SELECT * FROM outbox WHERE kind = 'chase'").fetchone()
    assert (row["round_id"], row["subject"]) == (
        round_.id,
        f"{round_.id}/now/{instant('08:30') // 60_000}",
    )
    assert tx.outbox.due(instant("08:30"), 9)[-1].say is not None


def test_nobody_is_reminded_twice_within_five_minutes(tx: Transaction, school: School) -> None:
    chase(visit_of(tx, school.chats["principal"], "08:30"), "一年级")
    told(tx, school.chats["principal"])
    chase(visit_of(tx, school.chats["admin"], "08:34:59"), "一年级")
    assert told(tx, school.chats["admin"]) == "2 个班 5 分钟内刚催过，08:35 后可再催。"
    assert len(reminded(tx)) == 2
    chase(visit_of(tx, school.chats["principal"], "08:35"), "一年级")
    assert len(reminded(tx)) == 4


def test_a_chat_that_stopped_the_bot_is_listed_and_not_written_to(
    tx: Transaction, school: School
) -> None:
    tx.chats.set_reachable(school.chats[A], False)
    chase(visit_of(tx, school.chats["principal"]), A)
    assert reminded(tx) == []
    words = told(tx, school.chats["principal"])
    assert "没有可以提醒的班级" in words
    assert "无法送达，请打电话" in words


def test_when_all_are_in_there_is_nobody_to_chase(tx: Transaction, school: School) -> None:
    for name in (A, B, C):
        answer(tx, school.classes[name], school.people[name])
    visit = visit_of(tx, school.chats["principal"], pressed=True)
    chase_pressed(visit, Choice("chase", school.id))
    assert reminded(tx) == []
    assert visit.toast is not None
    assert visit.toast.text == "各班都已上报，不用催。"


def test_a_locked_round_is_not_chased(tx: Transaction, school: School) -> None:
    tx.rounds.lock_school(school.id, DAY)
    chase(visit_of(tx, school.chats["principal"], "18:01"), "")
    assert reminded(tx) == []


def test_a_day_without_school_has_nothing_to_chase(tx: Transaction, school: School) -> None:
    tx.connection.execute("DELETE FROM round")
    with pytest.raises(NothingOwed):
        chase(visit_of(tx, school.chats["principal"]), "")


def test_the_button_asks_again_whether_one_may(tx: Transaction, school: School) -> None:
    visit = visit_of(tx, school.chats["principal"], pressed=True)
    chase_pressed(visit, Choice("chase", school.id))
    assert visit.toast is not None
    assert visit.toast.text == "已提醒 2 个班。"
    other = a_school(tx, name="柳坝村小", code="lb").id
    for key, unit in (("liaison", school.id), (A, school.id), ("principal", other)):
        visit = visit_of(tx, school.chats[key], pressed=True)
        with pytest.raises(NotYours):
            chase_pressed(visit, Choice("chase", unit))


def test_above_the_school_nobody_is_named(tx: Transaction, school: School) -> None:
    chase(visit_of(tx, school.chats["district"]), "")
    words = told(tx, school.chats["district"])
    assert "已提醒 2 个班" in words
    assert "和川镇中心小学 二年级1班 未登记" in words
    assert "老师" not in words

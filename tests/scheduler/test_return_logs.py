"""The evening list: on the eve and each evening before, to whom it may concern."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.calendar import Period
from domain.check_in import Entry
from domain.marking import Marking
from domain.mode import Mode
from domain.school_calendar import ReturnDay
from scheduler.return_logs import render_log
from storage.outbox import DueNote
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import mark
from tests.scheduler.morning import Morning, a_morning
from tests.school import School, a_school

SEVEN, NINE = "七年级1班", "九年级1班"
RETURN = date(2026, 12, 7)
FIRST = RETURN - timedelta(days=14)


def _two_grades(tx: Transaction) -> School:
    return a_school(tx, classes=(SEVEN, NINE), pupils=3)


@pytest.fixture
async def winter(tmp_path: Path) -> AsyncIterator[Morning]:
    """Everybody is at home until 20 December; grade 9 is back on 7 December, a draft. It is the
    morning of 23 November, the first day of its log.
    """
    async with a_morning(tmp_path, school=_two_grades) as morning:

        def piece(tx: Transaction) -> None:
            mark(tx, morning.school.id, "2026-11-20", "2026-12-20", "vacation")
            nine = morning.school.grades["九年级"]
            period = Period(FIRST, RETURN)
            change = tx.calendar_changes.propose(nine, "return", period, by=None, at_ms=0)
            tx.calendar_changes.write(change, nine, Marking(returns=ReturnDay(0, RETURN)))
            tx.calendar_changes.set_state(change, "proposed", "in_force", 0)
            tx.calendar_changes.told(change)

        await morning.write(piece)
        yield morning


async def evening(morning: Morning, day: str) -> dict[str, str]:
    """What everybody reads of the evening list that day, by whose it is."""
    names = {chat: key for key, chat in morning.school.chats.items()}

    def look(tx: Transaction) -> dict[str, str]:
        now_ms = instant(f"{day} 19:00:05")
        heads: list[DueNote] = []
        for row in tx.connection.execute(
            "SELECT DISTINCT chat_id FROM outbox WHERE subject LIKE 'log/%' AND subject LIKE ?",
            (f"%/{day}",),
        ).fetchall():
            heads += _notes(tx, row[0], day)
        found = {}
        for note in heads:
            message = render_log(tx, note, now_ms, ZONE, "zh")
            if message is not None:
                found[names[note.chat_id]] = message.text.plain
        return found

    return await morning.database.read(look)


def _notes(tx: Transaction, chat_id: int, day: str) -> list[DueNote]:
    due = tx.outbox.due(instant(f"{day} 19:00:05"), 1000)
    return [one for one in due if one.chat_id == chat_id and one.subject.endswith(f"/{day}")]


async def answers(morning: Morning, day: str, entry: Entry | None = None) -> None:
    """Grade 9 answers at eight; whatever was said is on its way."""
    await morning.at(f"{day} 08:00")
    await morning.answer(NINE, entry, day=date.fromisoformat(day))
    await morning.all_sent()


async def test_the_log_starts_by_itself_and_is_asked_every_day(winter: Morning) -> None:
    await winter.at("2026-11-22 12:00")
    for n in range(14):
        day = FIRST + timedelta(days=n)
        await winter.at(f"{day} 06:00")
        rounds = await winter.database.read(
            lambda tx, on=day: {  # type: ignore[misc]
                one.unit.name: one.mode for one in tx.rounds.of_school(winter.school.id, on)
            }
        )
        assert rounds[NINE] is Mode.PRE_RETURN, day
        # The others are asked on Mondays about travel.
        assert (SEVEN in rounds) == (day.weekday() == 0)


async def test_the_log_may_be_answered_until_midnight(winter: Morning) -> None:
    await winter.at("2026-11-24 06:00")
    await winter.at("2026-11-24 18:30")
    round_ = await winter.database.read(
        lambda tx: tx.rounds.of_class(winter.school.classes[NINE], date(2026, 11, 24))
    )
    assert round_ is not None
    assert (round_.state, round_.lock_ms) == ("open", instant("2026-11-25 00:00"))
    await winter.at("2026-11-25 18:00")
    locked = await winter.database.read(lambda tx: tx.rounds.get(round_.id))
    assert locked is not None
    assert locked.state == "locked"


async def test_a_teacher_whose_class_is_complete_hears_nothing(winter: Morning) -> None:
    await answers(winter, "2026-11-23")
    await winter.at("2026-11-23 19:00")
    assert await evening(winter, "2026-11-23") == {}


async def test_a_class_that_has_not_answered_is_listed_each_evening(winter: Morning) -> None:
    await winter.at("2026-11-23 08:00")
    await winter.all_sent()
    await winter.at("2026-11-23 19:00")
    told = await evening(winter, "2026-11-23")
    assert set(told) == {NINE, "leader 九年级", "principal", "health_officer", "admin"}
    assert "今天还没有上报" in told[NINE]
    assert "九年级1班：全班缺 11月23日" in told["principal"]
    await winter.all_sent()
    await answers(winter, "2026-11-24")
    await winter.at("2026-11-24 19:00")
    told = await evening(winter, "2026-11-24")
    assert "全班缺记录(当天没有上报)：11月23日" in told[NINE]


async def test_a_pupil_who_was_not_measured_is_listed_by_name(winter: Morning) -> None:
    await answers(winter, "2026-11-23", Entry(unmeasured=True))
    await winter.at("2026-11-23 19:00")
    told = await evening(winter, "2026-11-23")
    assert "缺 1 天(11月23日)" in told[NINE]
    assert "缺 1 人" in told["leader 九年级"]
    assert "leader 七年级" not in told


async def test_on_the_eve_those_who_lead_hear_of_it_in_any_case(winter: Morning) -> None:
    await winter.at("2026-11-23 04:30")
    for n in range(14):
        await answers(winter, f"{FIRST + timedelta(days=n)}")
    eve = "2026-12-06"
    await winter.at(f"{eve} 19:00")
    told = await evening(winter, eve)
    assert set(told) == {"leader 九年级", "principal", "health_officer", "admin"}
    assert "返校日：12月7日(周一)，就是明天" in told["principal"]
    assert "记录齐全 1 班：九年级1班" in told["principal"]
    assert "还没有标为已批准" in told["admin"]


async def test_who_does_not_see_names_reads_no_list(winter: Morning) -> None:
    await winter.at("2026-11-23 08:00")
    await winter.all_sent()
    await winter.at("2026-11-23 19:00")
    await winter.write(
        lambda tx: tx.connection.execute(
            "UPDATE membership SET until_day = '2026-11-22' WHERE role = 'head_teacher'"
        )
    )
    assert NINE not in await evening(winter, "2026-11-23")


async def test_an_evening_that_was_slept_through_is_no_news_the_next_day(
    winter: Morning,
) -> None:
    await winter.at("2026-11-23 08:00")
    await winter.all_sent()
    winter.stops()
    await winter.at("2026-11-24 06:00")
    assert await evening(winter, "2026-11-24") == {}

    def said(tx: Transaction) -> list[object]:
        notes = tx.outbox.due(instant("2026-11-24 06:00"), 100)
        return [
            render_log(tx, one, instant("2026-11-24 06:00"), ZONE, "zh")
            for one in notes
            if one.subject.startswith("log/")
        ]

    assert [one for one in await winter.database.read(said) if one is not None] == []

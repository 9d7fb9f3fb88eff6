"""The watch: a late morning is told once, and so is one that was slept through."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.message import Message
from scheduler.watch import LASTS_S, LOOK_EVERY_S, Watch, render_watch
from storage.transaction import Transaction
from tests.clock import ZONE, FakeClock, instant
from tests.scheduler.morning import Morning, a_morning

TELLS = ("district",)


class Standing(FakeClock):
    """Civil and monotonic time both stand until they are moved."""

    def __init__(self) -> None:
        super().__init__("04:00")
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    async with a_morning(tmp_path) as begun:
        yield begun


async def _seen_for(watch: Watch, clock: Standing, when: str, seconds: float) -> None:
    """The watch looks for so long at a morning that stands at this time."""
    for _ in range(round(seconds / LOOK_EVERY_S) + 1):
        clock.passed += LOOK_EVERY_S
        await watch.look(instant(when))


async def _news(morning: Morning) -> list[tuple[str, str]]:
    return [(note.subject, note.to) for note in await morning.said("news")]


async def _words(morning: Morning, language: str = "zh") -> str:
    """What the first piece of news says."""

    def read(tx: Transaction) -> str:
        # A chat's first note alone is due; whatever else waits is put out of the way.
        tx.connection.execute("UPDATE outbox SET state = 'obsolete' WHERE kind <> 'news'")
        message = render_watch(tx, tx.outbox.due(2**62, 1)[0], 0, ZONE, language)
        assert isinstance(message, Message)
        return message.text.plain

    return await morning.database.write(read)


async def test_questions_that_do_not_go_out_are_told_to_the_topmost_admin_once(
    morning: Morning,
) -> None:
    clock = Standing()
    watch = Watch(morning.database, clock, ZONE)
    await morning.at("07:30")
    await _seen_for(watch, clock, "07:39", 60)
    assert await _news(morning) == []
    await _seen_for(watch, clock, "07:40", LASTS_S)
    assert await _news(morning) == [("watch/late/2026-11-23", "district")]
    assert "3 条提问还没有发出" in await _words(morning)
    assert "3 questions have not gone out" in await _words(morning, "en")
    await _seen_for(watch, clock, "07:55", 60)
    await _seen_for(Watch(morning.database, clock, ZONE), clock, "08:30", 60)
    assert len(await _news(morning)) == 1


async def test_a_clock_that_is_turned_makes_nothing_late(morning: Morning) -> None:
    clock = Standing()
    watch = Watch(morning.database, clock, ZONE)
    await morning.at("07:30")
    await _seen_for(watch, clock, "07:50", LASTS_S - 2 * LOOK_EVERY_S)
    await morning.all_sent()
    await _seen_for(watch, clock, "07:50", 60)
    assert await _news(morning) == []


async def test_questions_that_went_out_or_were_answered_are_not_late(morning: Morning) -> None:
    clock = Standing()
    watch = Watch(morning.database, clock, ZONE)
    await morning.at("07:30")
    await morning.answer("一年级1班")
    await morning.write(lambda tx: _answered(tx.connection))
    await morning.all_sent()
    await _seen_for(watch, clock, "07:50", 60)
    assert await _news(morning) == []


async def test_a_step_that_is_still_owed_is_late(morning: Morning) -> None:
    clock = Standing()
    watch = Watch(morning.database, clock, ZONE)
    await morning.at("07:00")
    await _seen_for(watch, clock, "07:45", 60)
    assert "发起：到点 10 分钟仍未进行，1 个单位" in await _words(morning)


async def test_a_day_that_could_not_be_planned_is_late(morning: Morning) -> None:
    clock = Standing()
    watch = Watch(morning.database, clock, ZONE)
    await _seen_for(watch, clock, "07:00", 60)
    assert await _news(morning) == []
    await _seen_for(watch, clock, "07:45", 60)
    assert "2 个单位当天的安排没有排上" in await _words(morning)


async def test_that_rounds_open_or_lock_late_is_no_news(morning: Morning) -> None:
    clock = Standing()
    watch = Watch(morning.database, clock, ZONE)
    await morning.at("17:00")
    await morning.all_sent()
    await _seen_for(watch, clock, "19:00", 60)
    assert await _news(morning) == []


async def test_a_morning_that_was_slept_through_is_told_once(morning: Morning) -> None:
    await morning.at("06:00")
    morning.stops()
    await morning.at("12:00")
    assert await _news(morning) == [(f"watch/missed/{instant('06:00')}", "district")]
    words = await _words(morning)
    assert "11月23日 06:00 到 11月23日 12:00" in words
    assert "没有进行：" in words
    assert "推迟进行：" in words
    assert words.count("11月23日(周一)") == 1
    morning.stops()
    await morning.at("12:30")
    assert len(await _news(morning)) == 1


async def test_a_restart_in_time_is_no_news(morning: Morning) -> None:
    await morning.at("07:20")
    morning.stops()
    await morning.at("07:31")
    assert await _news(morning) == []


async def test_a_question_that_came_a_quarter_late_is_news(morning: Morning) -> None:
    await morning.at("07:20")
    morning.stops()
    await morning.at("07:45")
    assert "推迟进行：发起" in await _words(morning)


async def test_a_night_and_a_week_end_without_the_program_are_no_news(morning: Morning) -> None:
    await morning.at("2026-11-27 19:00")
    morning.stops()
    await morning.at("2026-11-30 06:00")
    assert await _news(morning) == []


async def test_the_first_start_ever_has_missed_nothing(morning: Morning) -> None:
    await morning.at("11:00")
    assert await _news(morning) == []


async def test_days_of_a_long_silence_are_listed_and_the_oldest_counted(morning: Morning) -> None:
    await morning.at("2026-11-12 06:00")
    morning.stops()
    await morning.at("2026-11-23 12:00")
    words = await _words(morning)
    assert "之前还有 3 天" in words
    assert [day for day in ("11月13日", "11月16日", "11月17日", "11月23日") if day in words] == [
        "11月17日",
        "11月23日",
    ]


def _answered(connection: sqlite3.Connection) -> None:
    """What waited to ask about an answered round is no longer said."""
    connection.execute(
        "UPDATE outbox SET state = 'obsolete' WHERE round_id IN"
        " (SELECT id FROM round WHERE revision > 0) AND kind = 'ask'"
    )

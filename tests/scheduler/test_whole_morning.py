"""Tick and pump together: what people really see from half past seven to a late answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.check_in import CheckIn, Entry, findings_of
from domain.class_figures import figures_of
from scheduler.tick import Tick
from storage.transaction import Transaction
from tests.clock import MONDAY, ZONE
from tests.scheduler.post import Post, a_post

DAY = date.fromisoformat(MONDAY)
CLASSES = ("一年级1班", "一年级2班")
FEVER = Entry(temperature=3820)


class Days:
    """A post whose clock moves the day on."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.tick = Tick(post.database, post.clock, ZONE)

    async def at(self, when: str) -> None:
        self.post.clock.set(when)
        await self.tick.tick()

    async def answer(self, class_name: str, entry: Entry | None = None) -> None:
        school, now_ms = self.post.school, self.post.clock.now_ms()

        def piece(tx: Transaction) -> None:
            round_ = tx.rounds.of_class(school.classes[class_name], DAY)
            assert round_ is not None
            said = {} if entry is None else {school.pupils[class_name][0]: entry}
            check_in = CheckIn(pupils=said)
            tx.answers.record(
                round_,
                check_in,
                figures_of(check_in, tx.roster.pupils_of(round_.unit.id, DAY), 3730),
                findings_of(check_in, 3730),
                by=school.people[class_name],
                for_=None,
                at_ms=now_ms,
                recorded_ms=now_ms,
                late=now_ms >= round_.cut_off_ms,
            )

        await self.post.database.write(piece)
        await self.tick.tick()


@pytest.fixture
async def days(tmp_path: Path) -> AsyncIterator[Days]:
    async with a_post(tmp_path, classes=len(CLASSES)) as post:
        await post.database.write(lambda tx: tx.calendar.put_year(DAY.year, "test"))
        made = Days(post)
        await made.at("05:00")
        yield made


async def test_a_morning_as_people_see_it(days: Days) -> None:
    post = days.post
    first, second = CLASSES
    async with post.pumping():
        await days.at("07:30")
        shown = await post.phone(first).until("正常")
        assert first in shown.newest["text"]
        await post.phone(second).until("正常")
        await days.answer(first)
        await days.at("08:00")
        assert len((await post.phone(second).until(lambda s: len(s.heard) == 2)).heard) == 2
        await days.at("08:40")
        told = await post.phone("leader 一年级").until(f"代报 {second}")
        assert first not in told.newest["text"]
        await days.at("09:00")
        shown = await post.phone("principal").until(lambda screen: screen.newest["photo"])
        digest, wall = shown.messages[-2:]
        assert "第1版" in digest["text"]
        assert (digest["protected"], digest["silent"]) == (True, False)
        assert (wall["protected"], wall["silent"]) == (False, True)
        picture = await post.phone("principal").download(wall)
        await days.answer(second, FEVER)
        changed = await post.phone("principal").until("第2版")
        assert len(changed.heard) == 2
        newer = await post.phone("principal").until(lambda screen: screen.newest["edit_date"])
        assert newer.newest["message_id"] == wall["message_id"]
        assert await post.phone("principal").download(newer.newest) != picture
        await days.at("09:15")
        roll_up = await post.phone("district").until("第1版")
        assert "晨检汇总" in roll_up.heard[0]
    assert len(await post.heard(first)) == 1


async def test_the_district_sees_no_name(days: Days) -> None:
    post = days.post
    first, second = CLASSES
    async with post.pumping():
        await days.answer(first, FEVER)
        await days.answer(second)
        await post.phone("principal").until("38.2")
        await days.at("09:15")
        shown = await post.phone("district").until("第1版")
    pupil = await post.database.read(lambda tx: tx.roster.pupil(post.school.pupils[first][0]))
    assert pupil is not None
    assert pupil.name in "".join(await post.heard("principal"))
    assert pupil.name not in "".join(shown.heard)


async def test_a_jump_over_the_whole_morning_says_everything_in_order(days: Days) -> None:
    post = days.post
    async with post.pumping():
        await days.at("09:16")
        await post.phone("district").until("第1版")
        shown = await post.phone(CLASSES[0]).until(lambda screen: len(screen.heard) == 3)
        assert all(CLASSES[0] in words for words in shown.heard)
        await post.phone("principal").until("第1版")
        await post.phone("leader 一年级").until("代报")

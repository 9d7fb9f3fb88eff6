"""刘洋 of 九(4) is on leave Monday to Friday, 赵婷 is asked instead, 刘洋 again on Monday."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from scheduler import pacer, pump, ticking
from tests.stories.morning import Morning, a_morning

CLASS, BESIDE = "九年级4班", "九年级3班"
WEEK = ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
NEXT_MONDAY = "2026-11-30"


@pytest.fixture
async def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Morning]:
    """Two classes of grade nine at 07:00 on the Monday."""
    monkeypatch.setattr(ticking, "EVERY_S", 0.05)
    monkeypatch.setattr(pump, "LOOK_AGAIN_S", 0.05)
    monkeypatch.setattr(pacer, "CHAT_BURST", 20)
    async with a_morning(tmp_path / "chenjian.db", classes=(BESIDE, CLASS)) as morning:
        people = morning.school.people
        morning.write(
            lambda tx: [
                tx.connection.execute(
                    "UPDATE person SET name = ? WHERE id = ?", (name, people[key])
                )
                for key, name in ((CLASS, "刘洋"), (f"deputy {CLASS}", "赵婷"))
            ]
        )
        yield morning


def asked_on(morning: Morning, key: str, day: str) -> int:
    """How often somebody was asked for the class on a day."""
    month_day = f"11月{day[-2:]}日"
    texts = [call["text"] for call in morning.someone(key).said if call["method"] == "sendMessage"]
    return sum(f"{CLASS} · {month_day}" in one and "应到" in one for one in texts)


def answered_by(morning: Morning, day: str) -> tuple[int, int | None]:
    """Who answered for the class on a day, and for whom."""
    round_ = morning.round(CLASS, day)
    row = morning.read(
        lambda tx: tx.connection.execute(
            "SELECT by_person, for_person FROM answer WHERE round_id = ?", (round_.id,)
        ).fetchone()
    )
    return row[0], row[1]


async def test_the_question_goes_to_the_substitute_and_comes_back_by_itself(
    week: Morning,
) -> None:
    liu, zhao = week.teacher(CLASS), week.deputy(CLASS)
    await liu.type("代班 赵婷 今天到周五")
    await liu.press("确认")
    assert await zhao.shows("请您代班")
    assert await zhao.shows("11月28日(周六)起自动交还")
    assert await week.leader("九年级").shows("赵婷 代 刘洋")

    for day in WEEK:
        await week.at(f"{day} 07:30")
        assert asked_on(week, f"deputy {CLASS}", day) == 1
        assert asked_on(week, CLASS, day) == 0
        if day == WEEK[1]:
            await week.at(f"{day} 08:00")
            assert "还没有上报" in zhao.heard, "the chase moves too"
            assert "还没有上报" not in liu.heard
        await zhao.press("全班正常")
        assert await zhao.shows("赵婷 代 刘洋 上报")
        assert answered_by(week, day) == (
            week.school.people[f"deputy {CLASS}"],
            week.school.people[CLASS],
        )

    await week.at(f"{NEXT_MONDAY} 07:30")
    monday = "11月30日"
    assert any(monday in call["text"] and "应到" in call["text"] for call in liu.said)
    assert not any(monday in call["text"] and "应到" in call["text"] for call in zhao.said)
    await liu.press("全班正常")
    assert week.round(CLASS, NEXT_MONDAY).revision == 1


async def test_arranged_after_the_question_it_moves_at_once(week: Morning) -> None:
    liu, zhao = week.teacher(CLASS), week.deputy(CLASS)
    await week.at("07:35")
    assert liu.heard == ["晨检"]
    await liu.type("/substitute 赵婷 今天")
    await liu.press("确认")
    assert asked_on(week, f"deputy {CLASS}", WEEK[0]) == 1
    assert await liu.shows("改由 赵婷 上报")
    await week.at("08:20")
    assert "还没有上报" not in liu.heard
    await zhao.press("全班正常")
    assert await liu.shows("已上报")

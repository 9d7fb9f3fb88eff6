"""Ten identical days give one nudge: under the receipt, without a sound, seen by nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.stories.morning import Morning

CLASS = "三年级2班"


def _school_days(count: int) -> list[date]:
    days = (date(2026, 11, 23) + timedelta(days=n) for n in range(2 * count))
    return [day for day in days if day.weekday() < 5][:count]


@pytest.mark.long
async def test_ten_identical_days_give_one_nudge(morning: Morning) -> None:
    teacher = morning.teacher(CLASS)
    for day in _school_days(10):
        assert not await teacher.shows("💡")
        await morning.at(f"{day} 07:30")
        await morning.at(f"{day} 07:35")
        await teacher.type("36.5 无")
    assert await teacher.shows("💡 连续 10 个上报日全班最高都是 36.5℃")
    nudged = [said["text"] for said in teacher.said if "💡" in said["text"]]
    assert all("已上报" in words for words in nudged), "it rides on the receipt"
    assert "💡" not in "".join(teacher.pinged)
    for other in (morning.principal, morning.health_officer, morning.admin):
        assert not await other.shows("💡")
    assert not await morning.deputy(CLASS).shows("💡")

    await morning.at("2026-12-07 07:30")
    await morning.at("2026-12-07 07:35")
    await teacher.type("36.5 无")
    assert "💡" not in teacher.said[-1]["text"], "and then there is peace for a while"

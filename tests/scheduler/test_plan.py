"""What is planned, planned again, and made up for after a silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.roster import UnitKind
from scheduler.moment import Moment
from scheduler.plan import plan_unit
from tests.clock import MONDAY, ZONE, instant
from tests.morning import mark
from tests.scheduler.morning import DAY, Morning, a_morning
from tests.school import CLASSES, a_school, a_unit

TUESDAY = date(2026, 11, 24)


async def test_a_school_day_owes_its_steps_and_opens_a_round_for_each_class(
    morning: Morning,
) -> None:
    await morning.at("04:00")
    assert set((await morning.steps()).values()) == {"owed"}
    await morning.at("05:00")
    rounds = await morning.database.read(lambda tx: tx.rounds.of_school(morning.school.id, DAY))
    assert [round_.unit.name for round_ in rounds] == list(CLASSES)
    assert {round_.cut_off_ms for round_ in rounds} == {instant("09:00")}
    assert {round_.lock_ms for round_ in rounds} == {instant("18:00")}
    assert {round_.fever_threshold for round_ in rounds} == {3730}
    assert await morning.said("ask", "digest") == []


async def test_a_unit_above_owes_only_the_roll_up(morning: Morning) -> None:
    await morning.at("05:00")
    assert await morning.steps(morning.school.district) == {"roll_up": "owed"}


async def test_a_week_end_owes_nothing(morning: Morning) -> None:
    await morning.at("2026-11-21 12:00")
    assert await morning.steps(day=date(2026, 11, 21)) == {}
    assert await morning.said("ask", "chase", "escalation", "digest", "roll_up") == []


async def test_an_admins_day_off_and_a_national_make_up_day_are_honoured(
    morning: Morning,
) -> None:
    saturday = date(2026, 11, 28)
    await morning.write(lambda tx: mark(tx, morning.school.id, MONDAY, MONDAY, "off", "运动会"))
    await morning.write(lambda tx: tx.calendar.put_national(saturday, "school", "调休", "test"))
    await morning.at("10:00")
    assert await morning.steps() == {}
    assert await morning.steps(morning.school.district) == {}
    await morning.at("2026-11-28 06:00")
    assert (await morning.steps(day=saturday))["open"] == "done"


async def test_times_set_on_the_district_hold_for_its_school(morning: Morning) -> None:
    await morning.write(
        lambda tx: tx.settings.put(morning.school.district, "ask_at", "07:00", by=None, at_ms=0)
    )
    await morning.at("06:59")
    assert await morning.who("ask") == []
    await morning.at("07:00")
    assert await morning.who("ask") == list(CLASSES)


async def test_new_times_reach_what_is_owed_and_rounds_nobody_has_answered(
    morning: Morning,
) -> None:
    await morning.at("06:00")
    await morning.answer("一年级1班")

    await morning.write(
        lambda tx: tx.settings.put(morning.school.id, "cut_off_at", "09:10", by=None, at_ms=0),
        lambda tx: tx.settings.put(morning.school.id, "ask_at", "07:40", by=None, at_ms=0),
        lambda tx: tx.days.forget_plans(morning.school.id, DAY),
    )
    await morning.at("07:30")
    assert await morning.who("ask") == []
    rounds = await morning.database.read(lambda tx: tx.rounds.of_school(morning.school.id, DAY))
    assert [round_.cut_off_ms for round_ in rounds] == [
        instant("09:00"),
        instant("09:10"),
        instant("09:10"),
    ]
    await morning.at("07:40")
    assert await morning.who("ask") == ["一年级2班", "二年级1班"]


async def test_a_step_that_was_done_is_not_done_again_at_its_new_time(morning: Morning) -> None:
    await morning.at("06:00")
    await morning.at("07:30")
    await morning.write(
        lambda tx: tx.settings.put(morning.school.id, "ask_at", "07:45", by=None, at_ms=0),
        lambda tx: tx.days.forget_plans(morning.school.id, DAY),
    )
    await morning.at("07:45")
    assert await morning.who("ask") == list(CLASSES)


async def test_a_step_moved_into_the_past_is_made_up_for(morning: Morning) -> None:
    await morning.at("06:00")
    await morning.at("07:20")
    await morning.write(
        lambda tx: tx.settings.put(morning.school.id, "ask_at", "07:00", by=None, at_ms=0),
        lambda tx: tx.days.forget_plans(morning.school.id, DAY),
    )
    await morning.at("07:21")
    assert await morning.who("ask") == list(CLASSES)


async def test_a_day_that_becomes_free_owes_nothing_more_and_can_become_a_school_day_again(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.write(
        lambda tx: mark(tx, morning.school.id, MONDAY, MONDAY, "off", "大雪"),
        lambda tx: tx.days.forget_plans(morning.school.district, DAY),
    )
    await morning.at("07:30")
    assert await morning.who("ask") == []
    assert await morning.database.read(lambda tx: tx.rounds.of_school(morning.school.id, DAY)) == []
    await morning.write(
        lambda tx: mark(tx, morning.school.id, MONDAY, MONDAY, "school"),
        lambda tx: tx.days.forget_plans(morning.school.id, DAY),
    )
    await morning.at("07:31")
    assert await morning.who("ask") == list(CLASSES)
    assert await morning.steps(morning.school.district) == {"roll_up": "owed"}


async def test_a_class_that_comes_to_the_roster_in_the_day_gets_its_round(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.write(
        lambda tx: a_unit(tx, "new", "一年级9班", UnitKind.CLASS, morning.school.grades["一年级"]),
        lambda tx: tx.days.forget_plans(morning.school.id, DAY),
    )
    await morning.at("06:00")
    rounds = await morning.database.read(lambda tx: tx.rounds.of_school(morning.school.id, DAY))
    assert [round_.unit.name for round_ in rounds] == [*CLASSES, "一年级9班"]


async def test_settings_that_contradict_each_other_do_not_stop_the_morning(
    morning: Morning,
) -> None:
    await morning.write(
        lambda tx: tx.settings.put(morning.school.district, "ask_at", "08:10", by=None, at_ms=0),
        lambda tx: tx.settings.put(morning.school.id, "chase_1_at", "08:05", by=None, at_ms=0),
    )
    await morning.at("06:00")
    await morning.at("07:30")
    assert await morning.who("ask") == list(CLASSES)


async def test_a_year_the_calendar_does_not_know_is_told_to_the_admins_once_and_by_day(
    morning: Morning,
) -> None:
    await morning.at("2027-03-01 05:00")
    await morning.at("2027-03-02 05:00")
    assert sorted(await morning.who("news")) == ["admin", "district"]
    held = await morning.database.read(
        lambda tx: tx.connection.execute(
            "SELECT MIN(not_before_ms) FROM outbox WHERE kind = 'news'"
        ).fetchone()[0]
    )
    assert held == instant("2027-03-01 07:30")


@pytest.mark.parametrize(
    ("stopped", "begun", "asked", "chased", "escalated", "digests", "missed"),
    [
        # Before the cut-off only the newest question is worth asking.
        ("07:00", "07:35", 3, 0, 0, 0, set()),
        ("07:00", "08:05", 0, 3, 0, 0, {"ask"}),
        ("07:00", "08:30", 0, 6, 0, 0, {"ask", "chase_1"}),
        ("07:40", "08:30", 3, 6, 0, 0, {"chase_1"}),
        ("07:40", "08:45", 3, 0, 2, 0, {"chase_1", "chase_2"}),
        # Nobody was asked: then the escalation asks too.
        ("07:00", "08:45", 3, 0, 2, 0, {"chase_1", "chase_2"}),
        # After it late answers still count.
        ("07:00", "10:00", 3, 0, 0, 3, {"chase_1", "chase_2", "escalate"}),
        ("07:40", "10:00", 3, 0, 0, 3, {"chase_1", "chase_2", "escalate"}),
        # After the lock nobody is asked; the figures are published all the same.
        ("07:00", "19:00", 0, 0, 0, 3, {"ask", "chase_1", "chase_2", "escalate"}),
    ],
)
async def test_a_start_after_a_silence_says_what_is_still_worth_saying(
    morning: Morning,
    stopped: str,
    begun: str,
    asked: int,
    chased: int,
    escalated: int,
    digests: int,
    missed: set[str],
) -> None:
    await morning.at("04:00")
    await morning.at(stopped)
    morning.stops()
    await morning.at(begun)
    assert len(await morning.said("ask")) == asked
    assert len(await morning.said("chase")) == chased
    assert len(await morning.said("escalation")) == escalated
    assert len(await morning.said("digest")) == digests
    steps = await morning.steps()
    assert {step for step, state in steps.items() if state == "missed"} == missed
    assert steps["open"] == "done"


async def test_a_first_start_in_the_middle_of_the_morning_asks_once(morning: Morning) -> None:
    await morning.at("08:30")
    await morning.at("08:31")
    assert await morning.who("ask") == []
    assert sorted(await morning.who("chase")) == sorted(
        [*CLASSES, *(f"deputy {name}" for name in CLASSES)]
    )


async def test_a_school_that_is_new_in_the_morning_is_asked_once_while_others_go_on(
    morning: Morning,
) -> None:
    await morning.at("04:00")
    await morning.at("08:05")
    second = await morning.database.write(lambda tx: a_school(tx, code="b", name="二小"))
    await morning.at("08:06")
    of_the_second = set(second.chats.values())
    chats = await morning.database.read(
        lambda tx: [
            row[0]
            for row in tx.connection.execute(
                "SELECT chat_id FROM outbox WHERE kind IN ('ask', 'chase') ORDER BY id"
            )
        ]
    )
    assert len([chat for chat in chats if chat in of_the_second]) == 3
    assert len([chat for chat in chats if chat not in of_the_second]) == 6


@pytest.mark.parametrize("when", ["09:05", "2026-11-24 00:10"])
async def test_a_clock_that_jumps_while_running_passes_every_step_in_order(
    morning: Morning, when: str
) -> None:
    await morning.at("04:00")
    await morning.at("07:29")
    await morning.at(when)
    kinds = [note.kind for note in await morning.said("ask", "chase", "escalation", "digest")]
    assert kinds == ["ask"] * 3 + ["chase"] * 9 + ["escalation"] * 2 + ["digest"] * 3
    assert "missed" not in (await morning.steps()).values()


async def test_a_jump_over_several_days_takes_the_days_between_too(morning: Morning) -> None:
    await morning.at("04:00")
    await morning.at("2026-11-26 08:10")
    for day in (DAY, TUESDAY, date(2026, 11, 25)):
        assert set((await morning.steps(day=day)).values()) == {"done"}
    thursday = await morning.steps(day=date(2026, 11, 26))
    assert [step for step, state in thursday.items() if state == "done"] == [
        "open",
        "ask",
        "chase_1",
    ]
    assert len(await morning.said("digest")) == 9


async def test_a_jump_of_a_year_plans_the_last_fortnight_only(morning: Morning) -> None:
    await morning.at("04:00")
    await morning.at("2027-11-23 04:30")
    planned = await morning.database.read(
        lambda tx: [
            row[0]
            for row in tx.connection.execute("SELECT DISTINCT day FROM day_plan ORDER BY day")
        ]
    )
    assert planned[0] == "2026-11-23"
    assert planned[1] == "2027-11-09"
    assert planned[-1] == "2027-11-23"


async def test_days_of_a_long_silence_are_kept_for_reports_and_nobody_hears_of_the_old_ones(
    morning: Morning,
) -> None:
    await morning.at("2026-11-17 19:00")
    morning.stops()
    await morning.at("2026-11-20 06:00")
    days = {day: await morning.steps(day=day) for day in (date(2026, 11, 18), date(2026, 11, 19))}
    for steps in days.values():
        assert {step for step, state in steps.items() if state == "done"} == {
            "open",
            "cut_off",
            "lock",
        }
    assert {note.subject for note in await morning.said("digest")} == {
        f"{morning.school.id}/2026-11-17",
        f"{morning.school.id}/2026-11-19",
    }
    figures = await morning.database.read(
        lambda tx: tx.reports.day(morning.school.id, date(2026, 11, 18))
    )
    assert figures.counts.missing == len(CLASSES)
    assert await morning.said("ask", "chase") == []


async def test_a_clock_set_back_repeats_nothing(morning: Morning) -> None:
    await morning.at("04:00")
    await morning.at("08:05")
    before = await morning.said("ask", "chase")
    await morning.at("07:00")
    await morning.at("08:06")
    assert await morning.said("ask", "chase") == before


async def test_a_school_that_fails_stops_no_other(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        second = await morning.database.write(lambda tx: a_school(tx, code="b", name="二小"))
        # A step that no version of this program knows makes the piece fail.
        await morning.at("04:00")
        await morning.write(
            lambda tx: tx.days.owe(morning.school.id, DAY, "sing", instant("07:00"))
        )
        await morning.at("07:30")
        chats = await morning.database.read(
            lambda tx: {
                row[0]
                for row in tx.connection.execute("SELECT chat_id FROM outbox WHERE kind = 'ask'")
            }
        )
        assert len(chats) == 6
        assert second.chats["一年级1班"] in chats
        assert (await morning.steps())["sing"] == "owed"


async def test_planning_twice_changes_nothing(morning: Morning) -> None:
    await morning.at("08:05")
    before = await morning.steps()
    moment = Moment(instant("08:06"), instant("08:05"), ZONE)
    await morning.write(lambda tx: plan_unit(tx, morning.school.id, UnitKind.SCHOOL, DAY, moment))
    assert await morning.steps() == before

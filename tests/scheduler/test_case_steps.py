"""The day of those who are followed, on the tick: week-ends, silences, people without a chat."""

from __future__ import annotations

from datetime import date

from domain.case import CaseState
from domain.case_plan import FollowStep, asked_from, newest_step, next_step_ms
from domain.case_rules import RULES
from domain.unit_settings import UnitSettings
from storage.cases import NewCase
from storage.rehearsal import make_ready
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.scheduler.morning import DAY, Morning

CLASS = "一年级1班"
LIMITS = UnitSettings.resolve([]).cases


async def a_case(morning: Morning, at: str = "08:00", rule: str = "home_isolation") -> int:
    """A case of the first pupil of 一年级1班, opened then; the tick follows."""
    morning.clock.set(at)
    school, now_ms = morning.school, morning.clock.now_ms()
    day = date.fromisoformat(at[:10]) if "-" in at else DAY
    first, last = RULES[rule].span(day, LIMITS)
    new = NewCase(
        school_id=school.id,
        unit_id=school.classes[CLASS],
        rule=RULES[rule],
        anchor=day,
        first=first,
        last=last,
        opened_ms=now_ms,
        opened_by=school.people["health_officer"],
        opened_day=day,
        asked_from=asked_from(LIMITS, now_ms, ZONE),
        pupil_id=school.pupils[CLASS][0],
    )
    case_id = await morning.database.write(lambda tx: tx.cases.open(new))
    assert case_id is not None
    await morning.tick.tick()
    return case_id


async def asked(morning: Morning) -> list[tuple[str, str]]:
    """Who was asked for which day and step."""
    said = await morning.said("case")
    return [(note.to, note.subject.partition("/")[2]) for note in said]


async def test_nobody_is_asked_before_ten_and_one_is_asked_once(morning: Morning) -> None:
    await a_case(morning)
    await morning.at("09:59")
    assert await asked(morning) == []
    for minute in range(5):
        await morning.at(f"10:0{minute}")
    assert await asked(morning) == [(CLASS, "2026-11-23/ask")]


async def test_who_is_opened_during_the_day_is_asked_about_at_once(morning: Morning) -> None:
    await a_case(morning, "11:30")
    assert await asked(morning) == [(CLASS, "2026-11-23/ask")]


async def test_who_is_opened_in_the_evening_is_asked_about_tomorrow(morning: Morning) -> None:
    await a_case(morning, "19:00")
    assert await asked(morning) == []
    await morning.at("2026-11-24 10:00")
    assert await asked(morning) == [(CLASS, "2026-11-24/ask")]


async def test_a_week_end_and_a_holiday_are_days_like_others(morning: Morning) -> None:
    await a_case(morning)
    await morning.write(
        lambda tx: tx.connection.execute(
            "INSERT INTO calendar_day (day, kind, name) VALUES ('2026-11-27', 'off', '放假')"
        )
    )
    for day in (27, 28, 29):
        await morning.at(f"2026-11-{day} 10:00")
    assert [when for _, when in await asked(morning)] == [
        "2026-11-27/ask", "2026-11-28/ask", "2026-11-29/ask",
    ]  # fmt: skip


async def test_after_a_silence_one_is_asked_once_and_not_thrice(morning: Morning) -> None:
    await a_case(morning)
    morning.stops()
    await morning.at("16:30")
    assert await asked(morning) == [(CLASS, "2026-11-23/ask")]
    morning.stops()
    await morning.at("2026-11-26 10:30")
    assert [when for _, when in await asked(morning)] == ["2026-11-23/ask", "2026-11-26/ask"]
    (case,) = await morning.database.read(
        lambda tx: tx.cases.open_in_school(morning.school.id, date(2026, 11, 26))
    )
    assert case.is_overdue(date(2026, 11, 26))


async def test_who_has_answered_is_not_asked_again(morning: Morning) -> None:
    case_id = await a_case(morning)
    await morning.at("10:00")
    await morning.write(
        lambda tx: tx.connection.execute(
            "INSERT INTO case_event (case_id, at_ms, day, what, detail)"
            " VALUES (?, 0, '2026-11-23', 'visit', '{\"well\":true}')",
            (case_id,),
        )
    )
    await morning.at("16:00")
    assert await asked(morning) == [(CLASS, "2026-11-23/ask")]


async def test_nobody_counts_as_asked_who_has_no_chat(morning: Morning) -> None:
    chat = morning.school.chats[CLASS]
    teacher = morning.school.people[CLASS]
    await morning.write(
        lambda tx: tx.connection.execute("UPDATE chat SET person_id = NULL WHERE id = ?", (chat,))
    )
    case_id = await a_case(morning)
    await morning.at("10:00")
    assert await asked(morning) == []
    assert not await morning.database.read(lambda tx: tx.cases.was_asked(case_id, DAY))
    await morning.write(lambda tx: tx.chats.enrol(chat, teacher, 0))
    await morning.at("16:00")
    assert await asked(morning) == [(CLASS, "2026-11-23/ask")]


async def test_the_substitute_is_asked_as_long_as_the_class_is_handed_over(
    morning: Morning,
) -> None:
    await a_case(morning)
    school = morning.school
    deputy, class_id = school.people[f"deputy {CLASS}"], school.classes[CLASS]
    await morning.write(
        lambda tx: tx.connection.execute(
            "INSERT INTO membership (person_id, role, unit_id, from_day, until_day)"
            " VALUES (?, 'substitute', ?, '2026-11-24', '2026-11-24')",
            (deputy, class_id),
        )
    )
    for day in (23, 24, 25):
        await morning.at(f"2026-11-{day} 10:00")
    assert [who for who, _ in await asked(morning)] == [CLASS, f"deputy {CLASS}", CLASS]


async def test_a_closed_case_waits_for_nothing(morning: Morning) -> None:
    case_id = await a_case(morning)

    def close(tx: Transaction) -> None:
        assert tx.cases.close(case_id, CaseState.RELEASED, 0, date(2026, 11, 24))
        assert not tx.cases.close(case_id, CaseState.TRANSFERRED, 0, date(2026, 11, 25))

    await morning.write(close)
    await morning.at("19:00")
    gate = [note for note in await morning.said("news") if note.subject.startswith("gate/")]
    assert sorted(note.to for note in gate) == ["admin", "health_officer"]
    await morning.at("2026-11-24 10:00")
    await morning.at("2026-11-25 10:00")
    assert await asked(morning) == []
    rows = await morning.database.read(
        lambda tx: tx.connection.execute("SELECT state, next_ms FROM case_file").fetchall()
    )
    assert [tuple(row) for row in rows] == [("released", None)]


async def test_a_rehearsal_asks_nobody_about_real_cases(morning: Morning) -> None:
    await a_case(morning)
    await morning.write(lambda tx: make_ready(tx, DAY, morning.clock.now_ms()))
    await morning.at("10:00")
    assert await asked(morning) == []


def test_the_steps_of_a_day_are_taken_in_their_order() -> None:
    def step(at: str) -> FollowStep | None:
        return newest_step(LIMITS, instant(at), ZONE)

    assert [step(at) for at in ("00:00", "09:59", "10:00", "15:59", "16:00", "19:00", "23:59")] == [
        None, None, FollowStep.ASK, FollowStep.ASK, FollowStep.CHASE, FollowStep.EVENING,
        FollowStep.EVENING,
    ]  # fmt: skip
    assert next_step_ms(LIMITS, instant("09:59"), ZONE) == instant("10:00")
    assert next_step_ms(LIMITS, instant("10:00"), ZONE) == instant("16:00")
    assert next_step_ms(LIMITS, instant("19:00"), ZONE) == instant("2026-11-24 10:00")
    assert asked_from(LIMITS, instant("18:59"), ZONE) == DAY
    assert asked_from(LIMITS, instant("19:00"), ZONE) == date(2026, 11, 24)

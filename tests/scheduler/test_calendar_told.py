"""Who hears of a change of the calendar, once, and what becomes of days that are over."""

from __future__ import annotations

import json
from datetime import date

from domain.calendar import Period
from domain.calendar_order import OrderKind, Wish
from domain.marking import Marking
from domain.school_calendar import Span
from scheduler.calendar_told import render_told
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.scheduler.morning import Morning
from tests.school import CLASSES, a_school

FIRST, SECOND, THIRD = CLASSES


async def closes(
    morning: Morning, unit_id: int, first: str, last: str, *, by: str | None = "admin"
) -> int:
    """The admin closes a unit; the tick has not come yet."""
    wish = Wish(
        kind=OrderKind.CLOSURE,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        note="大雪",
    )

    def piece(tx: Transaction) -> int:
        person = None if by is None else morning.school.people[by]
        change = tx.calendar_changes.propose(
            unit_id, "mark", wish.period, by=person, at_ms=0, body=wish.model_dump_json()
        )
        span = Span(0, Period(wish.first, wish.last), wish.kind.day_kind, wish.note)
        tx.calendar_changes.write(change, unit_id, Marking(adds=(span,)))
        tx.calendar_changes.set_state(change, "proposed", "in_force", 1)
        tx.days.forget_plans(morning.school.id, date(2026, 11, 23))
        return change

    return await morning.database.write(piece)


async def news(morning: Morning) -> list[str]:
    return [note.to for note in await morning.said("news") if note.subject.startswith("calendar/")]


async def test_head_teachers_leaders_and_the_principal_hear_of_a_closure_once(
    morning: Morning,
) -> None:
    await morning.at("21:00")
    await closes(morning, morning.school.id, "2026-11-24", "2026-11-26")
    await morning.at("21:00:01")
    heard = await news(morning)
    leaders = ["leader 一年级", "leader 二年级"]
    assert sorted(heard) == sorted([*CLASSES, *leaders, "principal", "health_officer"])
    await morning.at("21:01")
    morning.stops()
    await morning.at("21:02")
    assert await news(morning) == heard


async def test_only_the_grade_that_is_moved_hears_of_it(morning: Morning) -> None:
    await morning.at("21:00")
    await closes(morning, morning.school.grades["二年级"], "2026-11-24", "2026-11-24")
    await morning.at("21:00:01")
    heard = await news(morning)
    assert FIRST not in heard
    assert "leader 一年级" not in heard
    assert {THIRD, "leader 二年级", "principal"} <= set(heard)


async def test_a_class_whose_days_stay_as_they_are_hears_nothing(morning: Morning) -> None:
    await morning.at("21:00")
    await closes(morning, morning.school.grades["一年级"], "2026-11-24", "2026-11-24")
    await morning.at("21:00:01")
    before = await news(morning)
    await closes(morning, morning.school.id, "2026-11-24", "2026-11-24")
    await morning.at("21:00:02")
    after = (await news(morning))[len(before) :]
    assert FIRST not in after
    assert THIRD in after


async def test_what_is_told_says_whose_days_how_and_by_whom(morning: Morning) -> None:
    await morning.at("21:00")
    await closes(morning, morning.school.id, "2026-11-24", "2026-11-26")
    await morning.at("21:00:01")

    def said(tx: Transaction) -> str:
        [note] = [
            one
            for one in tx.outbox.due(instant("21:00:02"), 100)
            if one.chat_id == morning.school.chats[FIRST]
        ]
        message = render_told(tx, note, instant("21:00:02"), ZONE, "zh")
        assert message is not None
        return message.text.plain

    words = await morning.database.read(said)
    assert "和川镇中心小学 · 11月24日–11月26日 停课(大雪)" in words
    assert "您的班级：一年级1班" in words
    assert "停课期间每天问：在家体温" in words
    assert "老师 hc-admin 登记" in words


async def test_whoever_has_heard_of_it_hears_that_it_was_undone(morning: Morning) -> None:
    await morning.at("21:00")
    change = await closes(morning, morning.school.id, "2026-11-24", "2026-11-24")
    await morning.at("21:00:01")
    await morning.all_sent()
    await morning.write(
        lambda tx: tx.calendar_changes.set_state(change, "in_force", "undone", instant("21:05"))
    )
    await morning.at("21:05")
    heard = await news(morning)
    assert len(heard) == 2 * len(set(heard))


async def test_a_change_undone_before_it_was_said_is_said_to_nobody(morning: Morning) -> None:
    await morning.at("21:00")
    change = await closes(morning, morning.school.id, "2026-11-24", "2026-11-24")
    await morning.at("21:00:01")
    await morning.write(lambda tx: tx.calendar_changes.set_state(change, "in_force", "undone", 5))
    await morning.at("21:00:02")

    def said(tx: Transaction) -> list[object]:
        due = [one for one in tx.outbox.due(instant("21:00:03"), 100) if one.kind == "news"]
        return [render_told(tx, one, instant("21:00:03"), ZONE, "zh") for one in due]

    assert set(await morning.database.read(said)) == {None}


async def test_a_closure_of_the_district_reaches_each_school(morning: Morning) -> None:
    other = await morning.database.write(lambda tx: a_school(tx, name="柳坝小学", code="lb"))
    await morning.at("21:00")
    await closes(morning, morning.school.district, "2026-11-24", "2026-11-24", by=None)
    await morning.at("21:00:01")
    rows = await morning.database.read(
        lambda tx: [row[0] for row in tx.connection.execute("SELECT chat_id FROM outbox")]
    )
    assert {morning.school.chats[FIRST], other.chats[FIRST], other.chats["principal"]} <= set(rows)


async def test_days_that_are_over_and_were_none_are_not_missed(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.answer(FIRST)
    await morning.at("18:00")
    await morning.at("2026-11-24 06:00")
    await closes(morning, morning.school.id, "2026-11-24", "2026-11-24")
    await morning.at("2026-11-24 06:01")
    day = date(2026, 11, 23)
    counts = await morning.database.read(lambda tx: tx.reports.days(morning.school.id, day, day))
    assert counts[day].missing == 2
    off = Wish(kind=OrderKind.OFF, first=day, last=date(2026, 11, 25))

    def piece(tx: Transaction) -> None:
        change = tx.calendar_changes.propose(
            morning.school.id,
            "mark",
            off.period,
            by=None,
            at_ms=0,
            body=json.dumps(off.model_dump(mode="json")),
        )
        span = Span(0, off.period, off.kind.day_kind, "")
        tx.calendar_changes.write(change, morning.school.id, Marking(adds=(span,)))
        tx.calendar_changes.set_state(change, "proposed", "in_force", 1)

    await morning.write(piece)
    await morning.at("2026-11-24 06:02")
    counts = await morning.database.read(lambda tx: tx.reports.days(morning.school.id, day, day))
    assert (counts[day].expected, counts[day].answered, counts[day].missing) == (1, 1, 0)

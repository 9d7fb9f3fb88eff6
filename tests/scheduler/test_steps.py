"""Who is asked, chased and told, step by step."""

from __future__ import annotations

from pathlib import Path

from domain.check_in import Entry
from domain.message import Message
from scheduler.renderers import RENDERERS
from tests.clock import MONDAY, ZONE
from tests.scheduler.morning import DAY, Morning, a_morning
from tests.school import CLASSES, a_school

FIRST, SECOND, THIRD = CLASSES


async def test_each_class_is_asked_once(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("07:30")
    await morning.at("07:31")
    assert await morning.who("ask") == list(CLASSES)


async def test_a_class_that_has_answered_is_neither_asked_nor_chased(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.answer(FIRST)
    await morning.at("07:30")
    assert await morning.who("ask") == [SECOND, THIRD]
    await morning.answer(SECOND)
    await morning.at("08:00")
    assert await morning.who("chase") == [THIRD]


async def test_a_substitute_is_asked_instead_of_the_head_teacher(morning: Morning) -> None:
    deputy = morning.school.people[f"deputy {SECOND}"]
    await morning.write(
        lambda tx: tx.connection.execute(
            "INSERT INTO membership (person_id, role, unit_id, from_day, until_day)"
            " VALUES (?, 'substitute', ?, ?, ?)",
            (deputy, morning.school.classes[FIRST], MONDAY, MONDAY),
        )
    )
    await morning.at("05:00")
    await morning.at("07:30")
    assert await morning.who("ask") == [f"deputy {SECOND}", SECOND, THIRD]
    await morning.at("2026-11-24 07:30")
    asks = [note.to for note in await morning.said("ask")]
    assert asks[3:] == list(CLASSES)


async def test_the_second_chase_asks_the_deputy_too(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("08:00")
    await morning.answer(FIRST)
    await morning.at("08:20")
    chased = await morning.who("chase")
    assert chased[:3] == list(CLASSES)
    assert chased[3:] == [SECOND, f"deputy {SECOND}", THIRD, f"deputy {THIRD}"]


async def test_a_deputy_who_reports_for_the_class_is_chased_once(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        head = morning.school.people[FIRST]
        await morning.write(
            lambda tx: tx.connection.execute("DELETE FROM membership WHERE person_id = ?", (head,))
        )
        await morning.at("05:00")
        await morning.at("08:20")
        assert (await morning.who("chase")).count(f"deputy {FIRST}") == 2
        assert (await morning.who("ask"))[0] == f"deputy {FIRST}"


async def test_who_is_not_enrolled_gets_nothing_and_is_listed_as_such(tmp_path: Path) -> None:
    async with a_morning(
        tmp_path, school=lambda tx: a_school(tx, not_enrolled={FIRST, f"deputy {FIRST}"})
    ) as morning:
        await morning.at("05:00")
        await morning.at("08:20")
        assert FIRST not in await morning.who("ask") + await morning.who("chase")
        missing = await morning.database.read(
            lambda tx: tx.reports.outstanding(morning.school.id, DAY)
        )
        assert [one.reached.value for one in missing] == ["not_enrolled", "pending", "pending"]


async def test_escalation_goes_to_the_grade_leader_of_each_outstanding_class(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.at("08:39")
    await morning.answer(THIRD)
    await morning.at("08:40")
    assert await morning.who("escalation") == ["leader 一年级"]


async def test_a_grade_without_a_leader_who_can_be_reached_escalates_to_the_admins(
    morning: Morning,
) -> None:
    await morning.write(
        lambda tx: tx.chats.set_reachable(morning.school.chats["leader 一年级"], False)
    )
    await morning.at("05:00")
    await morning.at("08:40")
    assert sorted(await morning.who("escalation")) == ["admin", "leader 二年级"]


async def test_nobody_hears_an_escalation_when_all_are_in(morning: Morning) -> None:
    await morning.at("05:00")
    for name in CLASSES:
        await morning.answer(name)
    await morning.at("08:40")
    assert await morning.who("escalation") == []


async def test_the_admin_gets_the_list_of_the_missing_with_the_second_reminder(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.at("08:19")
    assert await morning.who("call_list") == []
    await morning.at("08:20")
    await morning.at("08:40")
    assert await morning.who("call_list") == ["admin"]


async def test_a_second_reminder_that_was_missed_leaves_the_list_to_the_escalation(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.at("07:30")
    morning.stops()
    await morning.at("08:41")
    assert await morning.who("call_list") == ["admin"]


async def test_an_admin_who_hears_of_it_only_now_hears_it_once(morning: Morning) -> None:
    await morning.write(
        lambda tx: tx.chats.set_reachable(morning.school.chats["leader 一年级"], False)
    )
    await morning.at("05:00")
    await morning.at("07:30")
    morning.stops()
    await morning.at("08:41")
    said = await morning.said("call_list", "escalation")
    assert [note.to for note in said].count("admin") == 1


async def test_a_class_that_comes_in_leaves_every_list_that_was_sent(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("08:40")
    await morning.all_sent()
    await morning.answer(FIRST)
    edits = [note for note in await morning.said("call_list", "escalation") if note.edits]
    assert sorted(note.to for note in edits) == ["admin", "leader 一年级", "leader 二年级"]
    await morning.answer(FIRST)
    again = [note for note in await morning.said("call_list", "escalation") if note.edits]
    assert len(again) == len(edits), "a correction changes no list"


async def test_the_escalation_names_who_is_missing_with_phone_and_a_button_to_file(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.at("08:40")
    await morning.answer(FIRST)
    chat = morning.school.chats["leader 一年级"]

    message = await morning.database.read(
        lambda tx: next(
            RENDERERS["escalation"](tx, note, morning.clock.now_ms(), ZONE, "zh")
            for note in tx.outbox.due(morning.clock.now_ms(), 100)
            if note.chat_id == chat and note.kind == "escalation"
        )
    )
    assert isinstance(message, Message)
    assert SECOND in message.text.plain
    assert FIRST not in message.text.plain
    assert THIRD not in message.text.plain
    assert "1380000" in message.text.plain
    assert "09:00" in message.text.plain
    assert message.protect
    assert message.keyboard is not None
    labels = [button.label for row in message.keyboard.rows for button in row]
    assert labels == [f"代报 {SECOND}", "🔄 刷新"]


async def test_an_escalation_has_no_point_once_everybody_is_in(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("08:40")
    for name in CLASSES:
        await morning.answer(name)
    rendered = await morning.database.read(
        lambda tx: [
            RENDERERS["escalation"](tx, note, morning.clock.now_ms(), ZONE, "zh")
            for note in tx.outbox.due(morning.clock.now_ms(), 100)
            if note.kind == "escalation"
        ]
    )
    assert rendered == [None, None]


async def test_the_lock_closes_every_round(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.answer(FIRST, Entry(temperature=3820))
    await morning.at("18:00")
    rounds = await morning.database.read(lambda tx: tx.rounds.of_school(morning.school.id, DAY))
    assert {round_.state for round_ in rounds} == {"locked"}


async def test_two_schools_on_one_day_keep_their_own_times(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        second = await morning.database.write(lambda tx: a_school(tx, code="b", name="二小"))
        await morning.write(
            lambda tx: tx.settings.put(second.id, "ask_at", "07:40", by=None, at_ms=0)
        )
        await morning.at("05:00")
        await morning.at("07:30")
        assert len(await morning.said("ask")) == 3
        await morning.at("07:40")
        assert len(await morning.said("ask")) == 6

"""Which class owes what, and what becomes of questions when the calendar changes in the day."""

from __future__ import annotations

from datetime import date

import pytest

from domain.check_in import Entry
from domain.mode import Mode
from storage.rounds import Round
from storage.transaction import Transaction
from tests.clock import MONDAY, instant
from tests.morning import mark
from tests.scheduler.morning import DAY, Morning
from tests.school import CLASSES

FIRST, SECOND, THIRD = CLASSES
TUESDAY = date(2026, 11, 24)


async def rounds(morning: Morning, day: date = DAY) -> dict[str, Round]:
    """Every round that was ever opened for the day, by class."""
    opened = await morning.database.read(lambda tx: tx.rounds.opened(morning.school.id, day))
    return {round_.unit.name: round_ for round_ in opened}


async def owed(morning: Morning, day: date = DAY) -> dict[str, Mode]:
    """The classes that owe an answer, and in which mode."""
    return {
        name: round_.mode
        for name, round_ in (await rounds(morning, day)).items()
        if round_.state != "not_required"
    }


async def marks(morning: Morning, unit: str, kind: str, *, day: str = MONDAY) -> None:
    """The admin marks one day for a unit, and the plan is made anew."""
    unit_id = {**morning.school.grades, **morning.school.classes}.get(unit, morning.school.id)

    def piece(tx: Transaction) -> None:
        mark(tx, unit_id, day, day, kind)
        tx.days.forget_plans(unit_id, DAY)
        tx.days.forget_plans(morning.school.id, DAY)

    await morning.write(piece)


async def test_a_school_where_one_grade_has_school_asks_that_grade_alone(
    morning: Morning,
) -> None:
    saturday = "2026-11-28"
    await marks(morning, "一年级", "school", day=saturday)
    await morning.at(f"{saturday} 09:30")
    day = date.fromisoformat(saturday)
    assert await owed(morning, day) == {FIRST: Mode.TERM, SECOND: Mode.TERM}
    assert set(await morning.who("ask")) == {FIRST, SECOND}
    assert await morning.steps(morning.school.district, day) == {"roll_up": "done"}


async def test_each_class_is_asked_in_the_mode_of_its_grade(morning: Morning) -> None:
    await marks(morning, "school", "closure")
    await marks(morning, "二年级", "plain")
    await morning.at("07:30")
    assert await owed(morning) == {
        FIRST: Mode.CLOSURE,
        SECOND: Mode.CLOSURE,
        THIRD: Mode.TERM,
    }


async def test_a_vacation_asks_on_its_weekday_only(morning: Morning) -> None:
    def piece(tx: Transaction) -> None:
        mark(tx, morning.school.id, MONDAY, "2026-11-29", "vacation")

    await morning.write(piece)
    await morning.at("07:30")
    assert set((await owed(morning)).values()) == {Mode.VACATION}
    await morning.at("2026-11-24 07:30")
    assert await owed(morning, TUESDAY) == {}
    assert await morning.steps(day=TUESDAY) == {}
    assert len(await morning.said("ask")) == len(CLASSES)


async def test_what_was_answered_stays_and_the_rest_is_no_longer_owed(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.all_sent()
    await morning.answer(FIRST, Entry(temperature=3820))
    await marks(morning, "school", "off")
    await morning.at("07:45")
    assert await owed(morning) == {FIRST: Mode.OFF}
    assert (await rounds(morning))[FIRST].revision == 1
    # The question that is not owed any more says so, the receipt explains; neither makes a sound.
    changed = [note for note in await morning.said("receipt") if "/calendar/" in note.subject]
    assert sorted(note.to for note in changed) == sorted([FIRST, SECOND, THIRD])
    assert all(note.edits for note in changed)


async def test_nobody_is_chased_or_missed_on_a_day_that_became_free(morning: Morning) -> None:
    await morning.at("07:30")
    await marks(morning, "school", "off")
    await morning.at("08:40")
    await morning.at("09:30")
    assert await morning.said("chase", "escalation", "digest") == []
    counts = await morning.database.read(lambda tx: tx.reports.days(morning.school.id, DAY, DAY))
    assert counts == {}


async def test_a_day_that_became_free_gets_no_digest_from_who_was_in_already(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    await morning.answer(FIRST)
    await marks(morning, "school", "off")
    await morning.at("07:45")
    assert await morning.said("digest") == []


async def test_a_digest_that_was_sent_counts_only_who_is_still_asked(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.at("09:00")
    await morning.all_sent()
    await marks(morning, "一年级", "off")
    await morning.at("09:20")
    await morning.at("09:20")
    assert [note.edits for note in await morning.said("digest") if note.to == "principal"] == [
        False,
        True,
    ]
    figures = await morning.database.read(lambda tx: tx.reports.day(morning.school.id, DAY))
    assert figures.counts.expected == 1


async def test_a_free_day_that_becomes_a_school_day_late_asks_everybody_once(
    morning: Morning,
) -> None:
    await marks(morning, "school", "off")
    await morning.at("06:00")
    await morning.at("08:30")
    await marks(morning, "school", "school")
    await morning.at("08:30:01")
    await morning.at("08:31")
    # The newest step alone speaks, and at 08:30 that is the second chase.
    assert await morning.who("ask") == []
    asked = [*CLASSES, *(f"deputy {name}" for name in CLASSES)]
    assert sorted(await morning.who("chase")) == sorted(asked)
    assert await owed(morning) == dict.fromkeys(CLASSES, Mode.TERM)


async def test_a_grade_that_comes_to_the_day_after_the_question_is_asked_by_itself(
    morning: Morning,
) -> None:
    await marks(morning, "二年级", "off")
    await morning.at("07:30")
    assert THIRD not in await morning.who("ask")
    await marks(morning, "二年级", "school")
    await morning.at("07:50")
    assert (await morning.who("ask")).count(THIRD) == 1
    await morning.at("08:00")
    assert THIRD in await morning.who("chase")


async def test_a_question_that_was_taken_back_comes_again_where_it_stands(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    await morning.all_sent()
    await marks(morning, "school", "off")
    await morning.at("07:40")
    await marks(morning, "school", "school")
    await morning.at("07:50")
    assert await owed(morning) == dict.fromkeys(CLASSES, Mode.TERM)
    assert len(await morning.said("ask")) == len(CLASSES)
    changed = [note for note in await morning.said("receipt") if "/calendar/" in note.subject]
    assert len([note for note in changed if note.state == "pending"]) == len(CLASSES)


async def test_a_closure_in_the_middle_of_the_morning_changes_the_question_where_it_stands(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    await morning.all_sent()
    await marks(morning, "school", "closure")
    await morning.at("07:40")
    assert set((await owed(morning)).values()) == {Mode.CLOSURE}
    changed = [note for note in await morning.said("receipt") if "/calendar/" in note.subject]
    assert len(changed) == len(CLASSES)
    assert len(await morning.said("ask")) == len(CLASSES)


async def test_an_answer_keeps_the_mode_it_was_given_in(morning: Morning) -> None:
    await marks(morning, "二年级", "closure")
    await morning.at("07:30")
    await morning.answer(THIRD)
    await morning.answer(FIRST)
    await marks(morning, "school", "off")
    await marks(morning, "二年级", "plain")
    await morning.at("07:50")

    def modes(tx: Transaction) -> dict[str, Mode]:
        found = {}
        for round_ in tx.rounds.opened(morning.school.id, DAY):
            answer = tx.answers.latest(round_)
            if answer is not None:
                found[round_.unit.name] = answer.mode
        return found

    assert await morning.database.read(modes) == {FIRST: Mode.TERM, THIRD: Mode.CLOSURE}


@pytest.mark.parametrize(("mode", "lock"), [("vacation", "18:00"), ("closure", "18:00")])
async def test_a_day_at_home_locks_like_any_other(morning: Morning, mode: str, lock: str) -> None:
    await marks(morning, "school", mode)
    await morning.at("06:00")
    assert {one.lock_ms for one in (await rounds(morning)).values()} == {instant(lock)}


async def test_a_forgotten_day_off_releases_what_is_locked_already(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.answer(FIRST)
    await morning.at("18:00")
    await marks(morning, "school", "off")
    await morning.at("21:00")
    assert await owed(morning) == {FIRST: Mode.OFF}

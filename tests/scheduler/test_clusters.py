"""A cluster is raised by the pupil who makes it one, grows in place, and goes with a correction."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from domain.alert import AlertKind
from domain.check_in import CheckIn, Entry, Symptom, findings_of
from domain.class_figures import figures_of
from storage.transaction import Transaction
from tests.morning import open_rounds
from tests.scheduler.morning import DAY, Morning, a_morning
from tests.school import CLASSES, a_school

FIRST = CLASSES[0]
FEVER = Entry(temperature=3820)


async def _says(morning: Morning, pupils: dict[int, Entry], day: date = DAY) -> None:
    """A class answers about pupils by their place in the class; the tick follows."""
    school, now_ms = morning.school, morning.clock.now_ms()

    def piece(tx: Transaction) -> None:
        open_rounds(tx, school.id, day)
        round_ = tx.rounds.of_class(school.classes[FIRST], day)
        assert round_ is not None
        check_in = CheckIn(pupils={school.pupils[FIRST][n]: e for n, e in pupils.items()})
        roll = tx.roster.pupils_of(round_.unit.id, day)
        tx.answers.record(
            round_,
            check_in,
            figures_of(check_in, roll, round_.fever_threshold),
            findings_of(check_in, round_.fever_threshold),
            by=school.people[FIRST],
            for_=None,
            at_ms=now_ms,
            recorded_ms=now_ms,
            late=False,
        )
        tx.alerts.mark_abnormal(school.id, day)

    await morning.database.write(piece)
    await morning.tick.tick()
    await morning.all_sent()


async def _clusters(morning: Morning) -> list[tuple[int, bool]]:
    """How many pupils stand in each cluster, and whether it is open."""

    def look(tx: Transaction) -> list[tuple[int, bool]]:
        found = tx.alerts.clusters_since(morning.school.id, DAY - timedelta(days=60))
        assert all(one.kind is AlertKind.CLUSTER for one in found)
        return [(len(one.standing), one.is_open) for one in found]

    return await morning.database.read(look)


async def test_the_third_pupil_makes_it_and_everybody_hears_once(morning: Morning) -> None:
    await morning.at("07:41")
    await _says(morning, {0: FEVER, 1: FEVER})
    assert await _clusters(morning) == []
    await morning.at("10:20")
    await _says(morning, {0: FEVER, 1: FEVER, 2: FEVER})
    assert await _clusters(morning) == [(3, True)]
    new = [note for note in await morning.said("alert") if not note.edits]
    assert sorted(note.to for note in new) == ["health_officer", "principal"]
    await _says(morning, {0: FEVER, 1: FEVER, 2: Entry(temperature=3850)})
    assert await _clusters(morning) == [(3, True)]
    assert len([note for note in await morning.said("alert") if not note.edits]) == 2


async def test_a_correction_below_three_takes_it_back(morning: Morning) -> None:
    await morning.at("07:41")
    await _says(morning, dict.fromkeys(range(3), FEVER))
    await _says(morning, {0: FEVER, 1: FEVER})
    assert await _clusters(morning) == [(0, False)]


async def test_a_correction_of_an_earlier_day_is_counted_anew(morning: Morning) -> None:
    friday = DAY - timedelta(days=3)
    await morning.at("07:41")
    await _says(morning, {0: FEVER, 1: FEVER}, friday)
    await _says(morning, dict.fromkeys(range(3), FEVER), friday)
    assert await _clusters(morning) == [(3, True)]
    await _says(morning, {0: FEVER}, friday)
    assert await _clusters(morning) == [(0, False)]


async def test_different_complaints_are_no_cluster(morning: Morning) -> None:
    await morning.at("07:41")
    said = {0: FEVER, 1: Entry(symptoms=(Symptom.RASH,)), 2: Entry(symptoms=(Symptom.VOMITING,))}
    await _says(morning, said)
    assert await _clusters(morning) == []


async def test_the_clock_is_told_of_at_six_hours_one_hour_and_none(morning: Morning) -> None:
    await morning.at("10:20")
    await _says(morning, dict.fromkeys(range(3), FEVER))
    before = len([n for n in await morning.said("alert") if n.subject.isdecimal() and not n.edits])
    told = []
    for when in ("04:19", "04:20", "09:20", "10:20", "12:00"):
        await morning.at(f"2026-11-24 {when}")
        await morning.all_sent()
        new = [n for n in await morning.said("alert") if n.subject.isdecimal() and not n.edits]
        told.append(len(new) - before)
    # Health officer, principal and the district each time.
    assert told == [0, 3, 6, 9, 9]


async def test_the_fifth_over_three_days_across_a_week_end(tmp_path: Path) -> None:
    """Saturday and Sunday held as school days: two, two, and on Monday the fifth. Who is still ill
    counts once.
    """
    saturday, sunday = DAY - timedelta(days=2), DAY - timedelta(days=1)
    async with a_morning(tmp_path, school=lambda tx: a_school(tx, pupils=6)) as morning:
        await morning.at("07:41")
        await _says(morning, {0: FEVER, 1: FEVER}, saturday)
        await _says(morning, {0: FEVER, 1: FEVER, 2: FEVER, 3: FEVER}, sunday)
        assert await _clusters(morning) == []
        await _says(morning, dict.fromkeys(range(1, 5), FEVER))
        assert await _clusters(morning) == [(5, True)]
        await _says(morning, dict.fromkeys(range(1, 6), FEVER))
        assert await _clusters(morning) == [(6, True)]


async def test_from_friday_on_monday_is_too_late(tmp_path: Path) -> None:
    friday = DAY - timedelta(days=3)
    async with a_morning(tmp_path, school=lambda tx: a_school(tx, pupils=6)) as morning:
        await morning.at("07:41")
        await _says(morning, {0: FEVER, 1: FEVER}, friday)
        await _says(morning, {2: FEVER, 3: FEVER})
        await _says(morning, {2: FEVER, 3: FEVER, 4: FEVER}, DAY + timedelta(days=1))
        assert await _clusters(morning) == []

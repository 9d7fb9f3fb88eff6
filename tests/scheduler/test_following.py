"""The digest: published once, early where it can be, and alive afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.check_in import CheckIn, Entry
from storage.drafts import Draft
from tests.clock import MONDAY
from tests.scheduler.morning import DAY, Morning, a_morning
from tests.school import CLASSES, a_school

FIRST, SECOND, THIRD = CLASSES
FEVER = Entry(temperature=3820)
HEARERS = ["admin", "health_officer", "principal"]


async def _published(morning: Morning, unit_id: int | None = None) -> int:
    unit = morning.school.id if unit_id is None else unit_id
    last = await morning.database.read(lambda tx: tx.days.last_digest(unit, DAY))
    return 0 if last is None else last.version


async def _all_answer(morning: Morning, classes: Sequence[str] = CLASSES) -> None:
    for name in classes:
        await morning.answer(name)


async def test_the_cut_off_publishes_the_digest_to_who_hears_it(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    assert sorted(await morning.who("digest")) == HEARERS
    assert await _published(morning) == 1


async def test_the_digest_goes_out_as_soon_as_every_class_is_in_and_nine_sends_no_second(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.at("07:50")
    await _all_answer(morning)
    assert sorted(await morning.who("digest")) == HEARERS
    await morning.all_sent()
    await morning.at("09:00")
    assert len(await morning.said("digest")) == 3
    assert await _published(morning) == 1


async def test_a_school_that_wants_no_early_digest_waits_for_the_cut_off(
    morning: Morning,
) -> None:
    await morning.write(
        lambda tx: tx.settings.put(morning.school.id, "digest_early", "false", by=None, at_ms=0)
    )
    await morning.at("05:00")
    await _all_answer(morning)
    assert await morning.said("digest") == []
    await morning.at("09:00")
    assert len(await morning.said("digest")) == 3


async def test_a_late_answer_changes_the_digest_that_was_sent(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.all_sent()
    await morning.at("09:30")
    await morning.answer(FIRST)
    edits = [note for note in await morning.said("digest") if note.edits]
    assert sorted(note.to for note in edits) == HEARERS
    assert {note.version for note in edits} == {2}
    assert await _published(morning) == 2


async def test_only_the_newest_change_waits_to_be_sent(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.all_sent()
    await morning.answer(FIRST)
    await morning.answer(SECOND)
    waiting = [n for n in await morning.said("digest") if n.edits and n.state == "pending"]
    assert {note.version for note in waiting} == {3}
    assert len(waiting) == 3


async def test_a_digest_that_has_not_been_sent_yet_needs_no_edit(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.answer(FIRST)
    assert [note.edits for note in await morning.said("digest")] == [False] * 3
    assert await _published(morning) == 2


async def test_a_touch_that_changes_no_figure_makes_no_version(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.all_sent()
    await morning.answer(FIRST)
    version = await _published(morning)
    await morning.write(lambda tx: tx.answers.touch(morning.school.id, DAY))
    await morning.at("09:31")
    assert await _published(morning) == version
    assert await morning.database.read(lambda tx: tx.days.touched(10)) == []


async def test_an_abnormal_draft_belongs_to_the_digest(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.all_sent()
    pupil = morning.school.pupils[FIRST][0]

    round_ = await morning.database.read(
        lambda tx: tx.rounds.of_class(morning.school.classes[FIRST], DAY)
    )
    assert round_ is not None
    draft = Draft(
        round_.id, morning.school.people[FIRST], CheckIn(pupils={pupil: FEVER}), abnormal=True
    )
    await morning.write(
        lambda tx: tx.drafts.put(draft), lambda tx: tx.answers.touch(morning.school.id, DAY)
    )
    await morning.at("09:05")
    assert await _published(morning) == 2


async def test_who_enrols_later_hears_the_next_version_as_a_new_message(tmp_path: Path) -> None:
    async with a_morning(
        tmp_path, school=lambda tx: a_school(tx, not_enrolled={"principal"})
    ) as morning:
        await morning.at("05:00")
        await morning.at("09:00")
        await morning.all_sent()
        principal = morning.school.people["principal"]
        await morning.write(
            lambda tx: tx.chats.enrol(tx.chats.at("telegram", "77").id, principal, 0)
        )
        await morning.answer(FIRST)
        fresh = [note for note in await morning.said("digest") if note.version == 2]
        assert sorted((note.to, note.edits) for note in fresh) == [
            ("?", False),
            ("admin", True),
            ("health_officer", True),
        ]


async def test_one_person_in_two_roles_gets_one_digest(morning: Morning) -> None:
    await morning.write(
        lambda tx: tx.connection.execute(
            "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'admin', ?)",
            (morning.school.people["principal"], morning.school.id),
        )
    )
    await morning.at("05:00")
    await morning.at("09:00")
    assert sorted(await morning.who("digest")) == HEARERS


async def test_the_roll_up_goes_to_the_district_and_to_liaisons_at_its_own_time(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.at("09:14")
    assert await morning.said("roll_up") == []
    await morning.at("09:15")
    assert sorted((note.to, note.subject) for note in await morning.said("roll_up")) == [
        ("district", f"{morning.school.district}/{MONDAY}"),
        ("liaison", f"{morning.school.id}/{MONDAY}"),
    ]


async def test_an_early_digest_does_not_bring_the_roll_up_forward(morning: Morning) -> None:
    await morning.at("05:00")
    await _all_answer(morning)
    assert await morning.said("roll_up") == []


async def test_a_late_answer_changes_the_roll_ups_too(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    await morning.all_sent()
    await morning.at("09:30")
    await morning.answer(FIRST)
    edits = [note for note in await morning.said("roll_up") if note.edits]
    assert sorted((note.to, note.version) for note in edits) == [("district", 2), ("liaison", 2)]


async def test_roll_ups_are_added_up_again_at_most_every_ten_seconds(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    await morning.answer(FIRST)
    await morning.answer(SECOND)
    assert await _published(morning, morning.school.district) == 2


async def test_a_restart_looks_at_the_roll_ups_again(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    await morning.answer(FIRST)
    await morning.answer(SECOND)
    morning.stops()
    await morning.at("09:20")
    assert await _published(morning, morning.school.district) == 3


async def test_a_school_without_a_unit_above_tells_its_liaisons_at_the_cut_off(
    tmp_path: Path,
) -> None:
    async with a_morning(tmp_path) as morning:
        await morning.write(
            lambda tx: tx.connection.execute(
                "DELETE FROM unit_tree WHERE ancestor_id = ? AND depth > 0",
                (morning.school.district,),
            )
        )
        await morning.at("05:00")
        await morning.at("09:00")
        assert await morning.who("roll_up") == ["liaison"]


async def test_a_school_without_classes_publishes_nothing(tmp_path: Path) -> None:
    async with a_morning(tmp_path, school=lambda tx: a_school(tx, classes=())) as morning:
        await morning.at("05:00")
        await morning.at("10:00")
        assert await morning.said("digest", "roll_up") == []


async def test_the_picture_follows_the_words_to_the_same_people(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.at("09:15")
    said = await morning.said("digest", "roll_up", "wall")
    words = {(note.to, note.subject): note.id for note in said if note.kind != "wall"}
    shown = {(note.to, note.subject): note.id for note in said if note.kind == "wall"}
    assert words.keys() == shown.keys()
    assert {to for to, _ in shown} == {*HEARERS, "district", "liaison"}
    assert all(words[key] < shown[key] for key in words)


async def test_the_picture_is_changed_with_the_words(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:00")
    await morning.all_sent()
    await morning.answer(FIRST)
    edits = [note for note in await morning.said("wall") if note.edits]
    assert sorted((note.to, note.version) for note in edits) == [(to, 2) for to in HEARERS]


async def test_a_principal_who_is_the_schools_liaison_too_gets_one_picture(
    morning: Morning,
) -> None:
    await morning.write(
        lambda tx: tx.connection.execute(
            "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'liaison', ?)",
            (morning.school.people["principal"], morning.school.id),
        )
    )
    await morning.at("05:00")
    await morning.at("09:15")
    assert (await morning.who("wall")).count("principal") == 1

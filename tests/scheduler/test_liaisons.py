"""包校联系人: one digest over the schools somebody is linked to, in counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.calendar import Period
from domain.check_in import Entry
from domain.message import Message
from domain.note import Wanted
from domain.roster import Role
from domain.roster_difference import DutyChange, in_chat
from scheduler.liaisons import tell_of_links
from scheduler.renderers import RENDERERS
from storage.transaction import Transaction
from tests.clock import MONDAY, ZONE
from tests.morning import DAY
from tests.scheduler.morning import Morning, a_morning
from tests.school import NAMES, School, a_chat, a_person, a_school

FIRST, SECOND, THIRD = "一年级1班", "一年级2班", "二年级1班"


def _two_schools(tx: Transaction) -> School:
    school = a_school(tx, classes=(FIRST, SECOND))
    other = a_school(tx, name="河湾小学", code="hw", classes=(THIRD,))
    a_school(tx, name="石桥小学", code="sq", classes=(THIRD,))
    person = a_person(tx, "linked", {Role.LIAISON: school.id})
    _link(tx, person, other.id)
    return School(
        school.id,
        school.district,
        school.grades,
        {**school.classes, THIRD: other.classes[THIRD]},
        {**school.people, "linked": person, THIRD: other.people[THIRD]},
        {**school.chats, "linked": a_chat(tx, person)},
        {**school.pupils, THIRD: other.pupils[THIRD]},
    )


def _link(tx: Transaction, person: int, school: int) -> None:
    tx.connection.execute(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'liaison', ?)",
        (person, school),
    )


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    async with a_morning(tmp_path, school=_two_schools) as made:
        yield made


async def heard(morning: Morning, language: str = "zh") -> Message:
    """What the liaison's digest says now."""

    def look(tx: Transaction) -> Message:
        tx.connection.execute("UPDATE outbox SET state = 'sent' WHERE kind <> 'roll_up'")
        now_ms = morning.clock.now_ms()
        [note] = [
            one
            for one in tx.outbox.due(now_ms, 99)
            if one.chat_id == morning.school.chats["linked"]
        ]
        assert isinstance(note.say, Wanted)
        said = RENDERERS[note.say.view](tx, note, now_ms, ZONE, language)
        assert isinstance(said, Message)
        return said

    return await morning.database.write(look)


async def theirs(morning: Morning) -> list[tuple[str, str, int, bool]]:
    notes = await morning.said("roll_up", "wall", "digest", "alert", "escalation", "correction")
    return [(n.kind, n.subject, n.version, n.edits) for n in notes if n.to == "linked"]


async def test_a_liaison_gets_one_text_over_the_own_schools_and_nothing_else(
    morning: Morning,
) -> None:
    await morning.at("05:00")
    await morning.answer(FIRST, Entry(temperature=3820, symptoms=()))
    await morning.answer(SECOND)
    await morning.at("09:14")
    assert await theirs(morning) == []
    await morning.at("09:15")
    person = morning.school.people["linked"]
    assert await theirs(morning) == [("roll_up", f"liaison/{person}/{MONDAY}", 1, False)]


async def test_what_is_missing_is_named_before_what_is_counted(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.answer(FIRST, Entry(temperature=3820))
    await morning.answer(SECOND)
    await morning.at("09:15")
    message = await heard(morning)
    words = message.text.plain
    assert words.startswith("包校 2 所学校 11月23日(周一) 晨检汇总 · 09:15 第1版\n⚠️ 应报 3 班")
    assert words.index("· 河湾小学 1：二年级1班") < words.index("应到 9 · 实到")
    assert words.index("⚠️ 河湾小学 已报 0/1") < words.index("✅ 和川镇中心小学 已报 2/2")
    assert "和川镇中心小学 一年级1班 发热 1" in words
    assert "石桥" not in words, "another's school"
    for secret in (*NAMES, "老师", "138000", "38.2"):
        assert secret not in words
    assert message.keyboard is not None
    labels = [button.label for row in message.keyboard.rows for button in row]
    assert labels == ["和川镇中心小学", "河湾小学"]
    english = (await heard(morning, "en")).text.plain
    assert english.startswith("Your 2 schools Mon 11/23")


async def test_a_late_answer_changes_it_in_place_and_once(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    await morning.all_sent()
    await morning.at("09:30")
    await morning.answer(THIRD)
    await morning.answer(FIRST)
    said = await theirs(morning)
    assert [(version, edits) for _, _, version, edits in said] == [
        (1, False),
        (2, True),
        (3, True),
    ]
    await morning.at("09:31")
    assert await theirs(morning) == said, "nothing new is said twice"


async def test_a_school_that_is_no_longer_theirs_is_not_told_of(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    school = morning.school.id
    await morning.write(
        lambda tx: tx.connection.execute(
            "UPDATE membership SET until_day = '2026-11-22'"
            " WHERE role = 'liaison' AND unit_id = ? AND person_id = ?",
            (school, morning.school.people["linked"]),
        )
    )
    words = (await heard(morning)).text.plain
    assert words.startswith("包校 1 所学校")
    assert "和川" not in words


async def test_a_liaison_of_one_school_gets_that_schools_counts(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    said = [n for n in await morning.said("roll_up", "wall") if n.to == "liaison"]
    assert [(n.kind, n.subject) for n in said] == [
        ("roll_up", f"{morning.school.id}/{MONDAY}"),
        ("wall", f"{morning.school.id}/{MONDAY}"),
    ]


async def test_a_restart_says_nothing_again(morning: Morning) -> None:
    await morning.at("05:00")
    await morning.at("09:15")
    await morning.all_sent()
    morning.stops()
    await morning.at("09:16")
    assert len(await theirs(morning)) == 1


async def told(morning: Morning, view: str, to: str, language: str = "zh") -> Message | None:
    """What a note of this view says to somebody, as it is sent."""

    def look(tx: Transaction) -> Message | None:
        chat = morning.school.chats[to]
        tx.connection.execute("UPDATE outbox SET state = 'sent' WHERE chat_id <> ?", (chat,))
        for note in tx.outbox.due(morning.clock.now_ms(), 99):
            assert isinstance(note.say, Wanted)
            if note.say.view == view:
                said = RENDERERS[view](tx, note, morning.clock.now_ms(), ZONE, language)
                assert said is None or isinstance(said, Message)
                return said
        return None

    return await morning.database.write(look)


async def test_whoever_is_linked_to_other_schools_hears_of_it_and_so_does_the_school(
    morning: Morning,
) -> None:
    def changed(tx: Transaction) -> None:
        duties = [
            DutyChange("linked", Role.LIAISON, code, (), (Period(DAY, DAY),))
            for code in ("hc", "hw")
        ]
        tell_of_links(tx, in_chat(DAY, 0, duties=tuple(duties)), morning.clock.now_ms())

    await morning.write(changed)
    notes = await morning.said("news")
    assert sorted(note.to for note in notes if note.to != "?") == ["admin", "linked", "principal"]
    own = await told(morning, "own_links", "linked")
    assert own is not None
    assert "2 所学校的包校联系人：和川镇中心小学、河湾小学" in own.text.plain
    await morning.write(changed)
    assert len(await morning.said("news")) == len(notes), "said once"


async def test_the_school_hears_who_is_linked_to_it(morning: Morning) -> None:
    duty = DutyChange("linked", Role.LIAISON, "hc", (), (Period(DAY, DAY),))
    change = in_chat(DAY, 0, duties=(duty,))
    await morning.write(lambda tx: tell_of_links(tx, change, morning.clock.now_ms()))
    words = await told(morning, "links_of", "principal")
    assert words is not None
    assert "和川镇中心小学 的包校联系人现在是：老师 hc-liaison、老师 linked" in words.text.plain
    assert words.protect


async def test_whoever_is_linked_to_no_school_any_more_hears_that(morning: Morning) -> None:
    duty = DutyChange("linked", Role.LIAISON, "hc", (Period(DAY, DAY),), ())

    def changed(tx: Transaction) -> None:
        tx.connection.execute(
            "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?",
            (morning.school.people["linked"],),
        )
        tell_of_links(tx, in_chat(DAY, 0, duties=(duty,)), morning.clock.now_ms())

    await morning.write(changed)
    words = await told(morning, "own_links", "linked", "en")
    assert words is not None
    assert words.text.plain == "You are no longer linked to a school; no more digests will come."


async def test_other_duties_are_no_matter_of_this(morning: Morning) -> None:
    duty = DutyChange("linked", Role.ADMIN, "hc", (), (Period(DAY, DAY),))
    change = in_chat(DAY, 0, duties=(duty,))
    await morning.write(lambda tx: tell_of_links(tx, change, morning.clock.now_ms()))
    assert await morning.said("news") == []

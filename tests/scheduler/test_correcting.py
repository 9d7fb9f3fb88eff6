"""更正: after the digest one short message says what matters, and nothing else makes a sound."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.check_in import Absence, Entry, Where
from domain.message import Message
from scheduler.delivery import Ready, Wording, prepare
from scheduler.renderers import RENDERERS
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.scheduler.morning import Morning, a_morning
from tests.school import CLASSES, NAMES, a_school

FIRST, SECOND, THIRD = CLASSES
FEVER = Entry(temperature=3820, where=Where.HOME)
LEAVE = Entry(absence=Absence.PERSONAL)
HEARERS = ["health_officer", "principal"]


@pytest.fixture
async def published(tmp_path: Path) -> AsyncIterator[Morning]:
    """09:00: two classes are in and well, the third is silent; the digest has been sent."""
    async with a_morning(tmp_path) as morning:
        await morning.at("05:00")
        await morning.at("07:40")
        for name in (FIRST, SECOND):
            await morning.answer(name)
        await morning.at("09:00")
        await morning.all_sent()
        yield morning


async def corrects(morning: Morning, name: str, entry: Entry | None) -> None:
    """A class says something else; the tick follows."""
    await morning.answer(name, entry)


async def waiting(morning: Morning) -> list[str]:
    """Whom a correction waits to be said to."""
    notes = await morning.said("correction")
    return sorted(note.to for note in notes if note.state == "pending")


async def text_for(morning: Morning, key: str, when: str) -> Message | None:
    """What is said to somebody at a time; None where nothing may go yet, or has a point."""
    chat = morning.school.chats[key]

    def look(tx: Transaction) -> Message | None:
        due = [
            note
            for note in tx.outbox.due(instant(when), 100)
            if note.kind == "correction" and note.chat_id == chat
        ]
        if not due:
            return None
        ready = prepare(tx, due[0], instant(when), Wording(RENDERERS, ZONE, "zh"))
        return ready.say if isinstance(ready, Ready) and isinstance(ready.say, Message) else None

    await morning.all_sent_but("correction")
    return await morning.database.write(look)


async def test_a_pupil_on_leave_after_all_is_told_after_two_minutes(published: Morning) -> None:
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    assert await waiting(published) == HEARERS
    assert await text_for(published, "principal", "10:21:59") is None
    said = await text_for(published, "principal", "10:22")
    assert said is not None
    assert said.protect
    assert not said.silent
    lines = said.text.plain.split("\n")
    assert lines[0] == "✏️ 更正 v2 · 和川镇中心小学 11月23日(周一) 晨检 · 10:20"
    assert lines[1:] == [
        "· 一年级1班 张伟 正常 → 事假",
        "· 一年级1班 实到 3 → 2",
        "日报已更新为第2版。",
    ]


async def test_where_the_school_keeps_names_back_it_holds_none(published: Morning) -> None:
    school = published.school.id
    await published.write(
        lambda tx: tx.settings.put(school, "names_shown", "false", by=None, at_ms=0)
    )
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    await corrects(published, THIRD, FEVER)
    said = await text_for(published, "principal", "10:22")
    assert said is not None
    lines = said.text.plain.split("\n")
    assert lines[1:3] == ["· 一年级1班 更正 1 处", "· 一年级1班 实到 3 → 2"]
    assert not [name for name in NAMES if name in said.text.plain]


async def test_several_within_a_short_time_are_one(published: Morning) -> None:
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    await published.at("10:21")
    await corrects(published, SECOND, LEAVE)
    await published.at("10:21:30")
    await corrects(published, THIRD, None)
    assert await waiting(published) == HEARERS
    said = await text_for(published, "principal", "10:22")
    assert said is not None
    assert "更正 v4" in said.text.plain
    for name in (FIRST, SECOND, THIRD):
        assert f"· {name} " in said.text.plain
    assert "一年级2班 实到 3 → 2" in said.text.plain


async def test_what_comes_after_it_was_said_is_another_message(published: Morning) -> None:
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    await published.all_sent()
    await published.at("11:00")
    await corrects(published, SECOND, LEAVE)
    said = await text_for(published, "principal", "11:02")
    assert said is not None
    assert FIRST not in said.text.plain


async def test_what_was_changed_back_meanwhile_is_not_told(published: Morning) -> None:
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    await published.at("10:21")
    await corrects(published, FIRST, None)
    assert await waiting(published) == []


async def test_a_finding_withdrawn_is_told(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        await morning.at("05:00")
        for name in CLASSES:
            await morning.answer(name, FEVER if name == FIRST else None)
        await morning.all_sent()
        await morning.at("10:20")
        await corrects(morning, FIRST, None)
        said = await text_for(morning, "health_officer", "10:22")
        assert said is not None
        assert "· 一年级1班 张伟 发热 38.2(在家) → 正常" in said.text.plain


async def test_a_late_zero_report_is_told_without_a_sound(published: Morning) -> None:
    await published.at("09:30")
    await corrects(published, THIRD, None)
    said = await text_for(published, "principal", "09:32")
    assert said is not None
    assert said.silent
    assert "· 二年级1班 已补报(迟报)：实到 3/3，零报告" in said.text.plain


async def test_a_late_fever_is_told_aloud_where_no_alert_has_sounded(published: Morning) -> None:
    await published.at("09:30")
    await corrects(published, THIRD, FEVER)
    said = await text_for(published, "principal", "09:32")
    assert said is not None
    assert not said.silent
    assert "已补报(迟报)：实到 2/3\n  " in said.text.plain


async def test_another_reading_of_the_same_pupil_makes_no_message(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        await morning.at("05:00")
        for name in CLASSES:
            await morning.answer(name, FEVER if name == FIRST else None)
        await morning.all_sent()
        await morning.at("10:20")
        await corrects(morning, FIRST, FEVER.model_copy(update={"temperature": 3890}))
        assert await morning.said("correction") == []
        assert len([n for n in await morning.said("digest") if n.edits]) == 3


async def test_nothing_is_told_before_the_digest_is_out(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        await morning.at("05:00")
        await morning.at("08:00")
        await corrects(morning, FIRST, None)
        await corrects(morning, FIRST, LEAVE)
        assert await morning.said("correction") == []
        await morning.at("09:00")
        await morning.at("09:01")
        await corrects(morning, SECOND, None)
        assert await morning.said("correction") == [], "the digest itself waits and says it"


async def test_an_admin_who_is_no_principal_hears_none(published: Morning) -> None:
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    assert "admin" not in await published.who("correction")
    assert "district" not in await published.who("correction")


async def test_how_long_is_waited_is_a_setting(published: Morning) -> None:
    await published.write(
        lambda tx: tx.settings.put(published.school.id, "correction_minutes", "0", by=None, at_ms=0)
    )
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    assert await text_for(published, "principal", "10:20") is not None


async def test_somebody_who_has_left_the_school_reads_no_names(published: Morning) -> None:
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    await published.write(
        lambda tx: tx.connection.execute(
            "DELETE FROM membership WHERE person_id = ?", (published.school.people["principal"],)
        )
    )
    assert await text_for(published, "principal", "10:22") is None


async def test_a_school_without_these_people_is_corrected_in_place_only(tmp_path: Path) -> None:
    nobody = {"principal", "health_officer"}
    async with a_morning(tmp_path, school=lambda tx: a_school(tx, not_enrolled=nobody)) as morning:
        await morning.at("05:00")
        await morning.at("09:00")
        await morning.all_sent()
        await morning.answer(FIRST, LEAVE)
        assert await morning.said("correction") == []


async def test_in_english(published: Morning) -> None:
    await published.write(lambda tx: tx.connection.execute("UPDATE chat SET language = 'en'"))
    await published.at("10:20")
    await corrects(published, FIRST, LEAVE)
    said = await text_for(published, "principal", "10:22")
    assert said is not None
    assert "Correction v2 · 和川镇中心小学 morning check Mon 11/23 · 10:20" in said.text.plain
    assert "一年级1班 present 3 → 2" in said.text.plain

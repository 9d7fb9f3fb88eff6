"""Digest and roll-up as they are rendered when they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.check_in import Entry
from domain.fingerprint import fingerprint
from domain.message import File, Message
from domain.note import Note, Wanted
from scheduler.report_renderers import RENDERERS
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds, transaction
from tests.school import School, a_school

A = "一年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    school = a_school(tx)
    open_rounds(tx, school.id)
    answer(tx, school.classes[A], school.people[A], {school.pupils[A][0]: Entry(temperature=3820)})
    return school


def rendered(
    tx: Transaction, view: str, unit: int, chat: int, now: str, *, version: int = 1
) -> Message:
    """A note put into the outbox and taken out again, as the pump does."""
    message = shown(tx, view, unit, chat, now, version=version)
    assert isinstance(message, Message)
    return message


def shown(
    tx: Transaction, view: str, unit: int, chat: int, now: str, *, version: int = 1
) -> Message | File | None:
    """The same, whatever it is."""
    about = {"unit": unit, "day": DAY.isoformat()}
    note = Note(view, f"{unit}/{DAY}", chat, Wanted(view, about), version=version)
    tx.outbox.put(note, instant(now))
    [due] = tx.outbox.due(instant(now), 9)
    assert isinstance(due.say, Wanted)
    return RENDERERS[due.say.view](tx, due, instant(now), ZONE, "zh")


def publish(tx: Transaction, unit: int, version: int, at: str) -> None:
    figures = fingerprint(tx.reports.day(unit, DAY))
    tx.days.publish(unit, DAY, version, figures, instant(at))


def test_a_digest_bears_the_time_and_number_of_its_version(tx: Transaction, school: School) -> None:
    publish(tx, school.id, 1, "09:00")
    publish(tx, school.id, 2, "09:12")
    message = rendered(tx, "digest", school.id, school.chats["principal"], "09:30")
    assert message.text.plain.startswith("和川镇中心小学 11月23日(周一) 晨检 · 09:12 第2版")
    assert "张伟 发热 38.2" in message.text.plain
    assert message.protect


def test_a_digest_rendered_again_with_nothing_new_is_the_same(
    tx: Transaction, school: School
) -> None:
    publish(tx, school.id, 1, "09:00")
    chat = school.chats["principal"]
    first = rendered(tx, "digest", school.id, chat, "09:00")
    assert rendered(tx, "digest", school.id, chat, "09:41") == first


def test_a_roll_up_has_counts_of_the_schools_and_a_version(tx: Transaction, school: School) -> None:
    message = rendered(tx, "roll_up", school.district, school.chats["district"], "09:15", version=3)
    words = message.text.plain
    assert words.startswith("云岭区 11月23日(周一) 晨检汇总 · 09:15 第3版")
    assert "⚠️ 和川镇中心小学 已报 1/3 · 应到 9 · 实到 3 · 发热 1" in words
    assert "张伟" not in words
    assert not message.protect


def test_a_liaison_gets_the_school_in_counts_and_no_button_to_chase(
    tx: Transaction, school: School
) -> None:
    message = rendered(tx, "roll_up", school.id, school.chats["liaison"], "09:15")
    assert "一年级 已报 1/2" in message.text.plain
    assert "张伟" not in message.text.plain
    assert message.keyboard is not None
    labels = [button.label for row in message.keyboard.rows for button in row]
    assert labels == ["📋 详情", "📊 明细 Excel", "📝 文字材料 Word"]


@pytest.mark.parametrize("who", ["principal", "liaison", "district"])
def test_the_picture_is_that_of_the_newest_version_whenever_it_is_drawn(
    tx: Transaction, school: School, who: str
) -> None:
    unit = school.district if who == "district" else school.id
    publish(tx, unit, 2, "09:12")
    first = shown(tx, "wall", unit, school.chats[who], "09:12", version=1)
    again = shown(tx, "wall", unit, school.chats[who], "10:30", version=2)
    assert isinstance(first, File)
    assert first == again
    answer(tx, school.classes["一年级2班"], school.people["一年级2班"])
    assert shown(tx, "wall", unit, school.chats[who], "10:31", version=3) != again


def test_whoever_may_no_longer_read_the_report_gets_no_picture(
    tx: Transaction, school: School
) -> None:
    chat = school.chats["principal"]
    assert isinstance(shown(tx, "wall", school.id, chat, "09:00"), File)
    tx.connection.execute("DELETE FROM membership WHERE role = 'principal'")
    assert shown(tx, "wall", school.id, chat, "09:01", version=2) is None


@pytest.mark.parametrize(("key", "told"), [("principal", True), ("liaison", False)])
def test_the_digest_tells_since_when_a_pupil_has_been_ill_to_who_sees_names(
    tx: Transaction, school: School, key: str, told: bool
) -> None:
    friday = DAY - timedelta(days=3)
    open_rounds(tx, school.id, friday)
    pupil = school.pupils[A][0]
    answer(tx, school.classes[A], school.people[A], {pupil: Entry(temperature=3820)}, day=friday)
    publish(tx, school.id, 1, "09:00")
    digest = rendered(tx, "digest", school.id, school.chats[key], "09:00")
    assert ("发热 38.2 11月20日起，第 4 天" in digest.text.plain) is told

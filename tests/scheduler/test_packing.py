"""A pack is asked for in the chat, made beside everything else, handed over or cancelled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.alert import AlertKind, Standing, Urgency
from domain.calendar import Period
from domain.choice import base36
from domain.note import Note, Wanted
from scheduler.packing import step_on
from scheduler.retention import PACKS_KEPT_MS, let_go
from storage.alerts import NewAlert
from storage.transaction import Transaction
from tests.clock import instant
from tests.handlers.desks import CLASS, Morning, a_morning
from tests.morning import DAY, answer, transaction
from tests.scheduler.packs import made
from tests.school import a_school


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    async with a_morning(tmp_path) as morning:
        school = morning.school
        await morning.database.write(
            lambda tx: answer(tx, school.classes[CLASS], school.people[CLASS])
        )
        yield morning


async def test_an_admin_gets_a_zip_and_hears_how_far_it_is(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/report 台账 11月")
    assert "台账已排队" in admin.sees
    await made(morning)
    assert admin.sees == "✅ 和川镇中心小学 11月1日–11月23日 的台账已整理好。"
    assert admin.labels == []
    [file] = admin.files
    assert file.name == "台账_和川镇中心小学_2026-11-01_2026-11-23.zip"
    assert "零报告 1" in file.caption.plain
    assert not file.protect
    assert "台账.xlsx" in zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    assert await morning.rows("SELECT act, detail FROM audit") == [
        ("pack", "2026-11-01 2026-11-23")
    ]


async def test_without_days_it_is_the_month_up_to_now(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types("报表 迎检")
    assert await morning.rows("SELECT first_day, last_day FROM pack") == [
        ("2026-11-01", "2026-11-23")
    ]


@pytest.mark.parametrize(
    ("key", "offered"),
    [("principal", True), ("district", True), ("health_officer", False), ("liaison", False)],
)
async def test_a_report_over_days_offers_it_to_who_may_have_it(
    morning: Morning, key: str, offered: bool
) -> None:
    person = morning.person(key)
    await person.types("/report 本月")
    assert any("台账" in label for label in person.labels) is offered
    if offered:
        await person.press("台账")
        await made(morning)
        assert [file.name[-4:] for file in person.files] == [".zip"]
    await person.types("/report")
    assert not any("台账" in label for label in person.labels)


async def test_it_may_be_cancelled_by_who_asked_and_nobody_else(morning: Morning) -> None:
    admin, principal = morning.person("admin"), morning.person("principal")
    await admin.types("/report 台账")
    _, payload = admin.button("取消")
    await principal.forge(payload)
    assert principal.toast == "这不是您负责的班级或单位。"
    await admin.press("取消")
    assert "已取消" in admin.sees
    await made(morning)
    assert admin.files == []
    await admin.forge(payload)
    assert admin.toast == "这份已经做完或已取消。"


async def test_a_step_after_it_was_cancelled_is_the_last(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/report 台账")
    assert await morning.database.write(lambda tx: step_on(tx, 1, 7, morning.now_ms))
    await morning.deliver()
    assert "7/23 天" in admin.sees
    await admin.press("取消")
    assert not await morning.database.write(lambda tx: step_on(tx, 1, 8, morning.now_ms))


async def test_one_at_a_time(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/report 台账", "/report 台账 昨天")
    assert "上一份还在整理" in admin.sees
    await made(morning)
    await admin.types("/report 台账 昨天")
    await made(morning)
    assert len(admin.files) == 2


@pytest.mark.parametrize("key", [CLASS, "health_officer", "liaison", "leader 一年级"])
async def test_it_is_for_admins_and_principals(morning: Morning, key: str) -> None:
    person = morning.person(key)
    await person.types("/report 台账 11月")
    assert "不是您负责" in person.sees
    await person.forge(f"1:pack:{base36(morning.school.id)}:0:20261101-20261123")
    assert await morning.rows("SELECT COUNT(*) FROM pack") == [(0,)]


async def test_another_school_s_is_not_given_by_name_or_press(morning: Morning) -> None:
    other = await morning.database.write(_other_school)
    principal = morning.person("principal")
    await principal.types("/report 台账 柳坝村小")
    assert "没有找到“柳坝村小”" in principal.sees
    await principal.forge(f"1:pack:{base36(other)}:0:20261101-20261123")
    assert principal.toast == "这不是您负责的班级或单位。"
    assert await morning.rows("SELECT COUNT(*) FROM pack") == [(0,)]


async def test_above_the_school_nobody_is_named(morning: Morning) -> None:
    district = morning.person("district")
    await district.types("/report 台账 和川镇中心小学 今天")
    await made(morning)
    [file] = district.files
    assert "不显示教职工姓名" in file.caption.plain
    archive = zipfile.ZipFile(io.BytesIO(file.content))
    book = zipfile.ZipFile(io.BytesIO(archive.read("台账.xlsx")))
    cells = "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)
    assert CLASS in cells
    assert "老师" not in cells


async def test_who_has_left_meanwhile_gets_nothing(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/report 台账")
    await morning.write("DELETE FROM membership WHERE person_id = ?", admin.id)
    await made(morning)
    assert admin.files == []


async def test_nobody_else_is_sent_it_by_a_forged_note(morning: Morning) -> None:
    admin, principal = morning.person("admin"), morning.person("principal")
    await admin.types("/report 台账")
    await made(morning)

    def forge(tx: Transaction) -> None:
        chat = morning.school.chats["principal"]
        tx.outbox.put(Note("file", "x", chat, Wanted("pack_file", {"pack": 1})), morning.now_ms)

    await morning.database.write(forge)
    await morning.deliver()
    assert principal.files == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/report 台账 2024-01-01..2026-11-23", "最多 400 天"),
        ("/report 台账 没有这里", "没有找到“没有这里”"),
    ],
)
async def test_what_cannot_be_made_is_said_at_once(
    morning: Morning, typed: str, answer: str
) -> None:
    admin = morning.person("admin")
    await admin.types(typed)
    assert answer in admin.sees
    await admin.forge("1:pack:1:0:20261399")
    assert "已失效" in (admin.toast or "")


async def test_a_pack_that_cannot_be_made_says_so_and_the_next_one_is_made(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    school = morning.school

    def spoil(tx: Transaction) -> None:
        new = NewAlert(AlertKind.FINDING, DAY, school.id, school.id, Urgency.LOW, morning.now_ms)
        tx.alerts.join(tx.alerts.raise_(new), [(1, None)], Standing.SAID, morning.now_ms)
        tx.connection.execute("UPDATE alert_person SET outcome = '秘某'")

    await morning.database.write(spoil)
    admin, principal = morning.person("admin"), morning.person("principal")
    await admin.types("/report 台账 今天")
    await principal.types("/report 台账 昨天")
    await made(morning)
    assert "没有做成，请再试一次" in admin.sees
    assert (len(admin.files), len(principal.files)) == (0, 1)
    assert "could not be made" in caplog.text
    assert "秘某" not in caplog.text


def test_what_was_sent_long_ago_is_not_kept(tmp_path: Path) -> None:
    with transaction(tmp_path / "school.db") as tx:
        school = a_school(tx)
        pack = tx.packs.ask(
            school.chats["admin"], school.people["admin"], school.id, Period(DAY, DAY),
            names=True, at_ms=instant("09:00"),
        )  # fmt: skip
        assert tx.packs.made(pack, b"zip", days=1, lines=3, zero=0)
        let_go(tx, instant("09:00") + PACKS_KEPT_MS)
        assert tx.packs.content(pack) == b"zip"
        let_go(tx, instant("09:00") + PACKS_KEPT_MS + 1)
        assert tx.packs.content(pack) is None


def _other_school(tx: Transaction) -> int:
    return a_school(tx, name="柳坝村小", code="lb", classes=("三年级1班",)).id

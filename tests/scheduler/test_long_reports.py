"""A report that takes long: word how far it is, a button to cancel, the same figures at last."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from domain.calendar import Period
from domain.check_in import Entry
from domain.report_request import Format, ReportRequest
from handlers.long_report import MADE_BESIDE
from scheduler.packing import step_on
from scheduler.report_files import report_file
from scheduler.retention import PACKS_KEPT_MS, let_go
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.handlers.desks import CLASS, Morning, Teacher, a_morning
from tests.morning import DAY, answer, open_rounds
from tests.papers import docx_words, pdf_words
from tests.scheduler.packs import made
from tests.school import NAMES
from views.template_check import judge_template

WEEK = "11-16..11-23"


@pytest.fixture
async def morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Morning]:
    """A week of which one class has answered each day; here three classes for a week are much."""
    for format_ in MADE_BESIDE:
        monkeypatch.setitem(MADE_BESIDE, format_, 20)
    async with a_morning(tmp_path) as morning:

        def week(tx: Transaction) -> None:
            fever = {morning.school.pupils[CLASS][0]: Entry(temperature=3820)}
            teacher, class_id = morning.school.people[CLASS], morning.school.classes[CLASS]
            for back in (3, 4, 5):
                day = DAY - timedelta(days=back)
                open_rounds(tx, morning.school.id, day)
                answer(tx, class_id, teacher, fever, day=day)

        await morning.database.write(week)
        yield morning


async def at_once(morning: Morning, unit_id: int, request: ReportRequest) -> bytes:
    """The same report, read and written at one go."""

    def piece(tx: Transaction) -> bytes:
        unit = tx.roster.unit(unit_id)
        assert unit is not None
        return report_file(
            tx, unit, request, language="zh", now_ms=morning.now_ms, zone=ZONE, names=True
        )

    return await morning.database.read(piece)


def keep_own(tx: Transaction, unit_id: int) -> None:
    """A unit's own form of the written material."""
    document = docx.Document()
    for line in ("{{单位}} 各校合计", "{{学校.名称}} {{学校.应到}} {{学校.发热}}", "{{异常.类别}}"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    judged = judge_template("工作动态.docx", out.getvalue())
    assert judged is not None
    assert not judged.faults
    sent = tx.templates.propose(unit_id, "工作动态", judged, out.getvalue(), by=1, at_ms=0)
    kept = tx.templates.get(sent)
    assert kept is not None
    tx.templates.put_in_force(kept, unit_id)


@pytest.mark.parametrize("format_", [Format.XLSX, Format.CSV, Format.JSON])
async def test_a_long_report_is_the_same_as_one_made_at_once(
    morning: Morning, format_: Format
) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} {format_}")
    assert principal.sees.startswith("📊 和川镇中心小学 11月16日–11月23日 的报表正在生成")
    assert principal.labels == ["✖️ 取消"]
    await made(morning)
    assert principal.sees == "✅ 和川镇中心小学 11月16日–11月23日 的报表已生成。"
    [file] = principal.files
    assert file.name == f"晨检_和川镇中心小学_2026-11-16_2026-11-23.{format_}"
    assert file.protect
    request = ReportRequest(Period(DAY - timedelta(days=7), DAY), format_)
    expected = await at_once(morning, morning.school.id, request)
    if format_ is Format.XLSX:
        assert file.content[:2] == b"PK"
    else:
        assert file.content == expected


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("format_", [Format.DOCX, Format.PDF])
@pytest.mark.parametrize("key", ["principal", "district"])
async def test_a_paper_of_many_days_says_the_same_as_one_made_at_once(
    morning: Morning, key: str, format_: Format, own: bool
) -> None:
    """The program's own form, and one that asks for other lists; it names nobody either way."""
    unit_id = morning.school.id if key == "principal" else morning.school.district
    if own:
        await morning.database.write(lambda tx: keep_own(tx, unit_id))
    person = morning.person(key)
    await person.types(f"/report {WEEK} {format_}")
    assert "的报表正在生成" in person.sees
    assert person.labels == ["✖️ 取消"]
    await made(morning)
    [file] = person.files
    assert file.name.startswith("每日工作动态_")
    assert file.name.endswith(f"_2026-11-16_2026-11-23.{format_}")
    assert not file.protect, "it may be passed on"
    request = ReportRequest(Period(DAY - timedelta(days=7), DAY), format_)
    expected = await at_once(morning, unit_id, request)
    words = docx_words if format_ is Format.DOCX else pdf_words
    assert words(file.content) == words(expected)
    assert ("各校合计" in words(file.content)) is (own and format_ is Format.DOCX)
    assert not [name for name in NAMES if name in words(file.content)]


async def test_a_paper_of_many_days_may_be_cancelled(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} word")
    await principal.press("取消")
    await made(morning)
    assert principal.files == []
    assert principal.sees == "已取消 和川镇中心小学 11月16日–11月23日 的报表。"


async def test_one_in_words_stands_at_last_where_it_was_waited_for(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK}")
    await made(morning)
    assert principal.sees.startswith("和川镇中心小学 11月16日–11月23日 晨检报表")
    assert "发热 3 · 不适 0" in principal.sees
    assert principal.last.message.protect
    assert len(principal.screen) == 1
    await principal.press("一年级")
    assert principal.sees.startswith("和川镇中心小学 一年级 11月16日–11月23日")


async def test_a_short_one_comes_at_once(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types("/report csv", "/report 11-20..11-23 csv")
    assert len(principal.files) == 2
    assert await morning.rows("SELECT COUNT(*) FROM pack") == [(0,)]


async def test_it_says_how_far_it_is_and_may_be_cancelled(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} excel")
    assert await morning.database.write(lambda tx: step_on(tx, 1, 5, morning.now_ms))
    await morning.deliver()
    assert "正在生成 和川镇中心小学 11月16日–11月23日 的报表… 5/8 天" in principal.sees
    _, payload = principal.button("取消")
    await morning.person("admin").forge(payload)
    assert morning.person("admin").toast == "这不是您负责的班级或单位。"
    await principal.press("取消")
    assert principal.sees == "已取消 和川镇中心小学 11月16日–11月23日 的报表。"
    await made(morning)
    assert principal.files == []


async def test_a_second_one_waits_for_the_first(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} excel", f"/report {WEEK} csv")
    assert "上一份还在整理" in principal.sees
    assert await morning.rows("SELECT COUNT(*) FROM pack") == [(1,)]


@pytest.mark.parametrize("format_", ["excel", "csv", "json", "word", "pdf", ""])
async def test_whoever_has_lost_the_duty_meanwhile_gets_nothing(
    morning: Morning, format_: str
) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} {format_}")
    await morning.write("DELETE FROM membership WHERE role = 'principal'")
    await made(morning)
    assert principal.files == []
    assert "发热" not in principal.sees


async def test_above_the_school_it_names_nobody(morning: Morning) -> None:
    district = morning.person("district")
    await district.types(
        f"/report {WEEK} csv",
    )
    await made(morning)
    [file] = district.files
    text = file.content.decode("utf-8-sig")
    assert "老师" not in text
    assert len(list(csv.DictReader(io.StringIO(text)))) == 4 * 3
    assert not file.protect


async def test_where_the_school_keeps_names_out_a_long_report_does_so_too(
    morning: Morning,
) -> None:
    await morning.write(
        "INSERT INTO setting (unit_id, key, value, at_ms) VALUES (?, 'names_shown', 'false', 0)",
        morning.school.id,
    )
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} csv")
    await made(morning)
    assert "老师" not in principal.files[0].content.decode("utf-8-sig")


async def test_what_was_made_is_let_go_of_the_day_after(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types(f"/report {WEEK} json")
    await made(morning)
    assert json.loads(principal.files[0].content)["fever"] == 3
    await morning.database.write(lambda tx: let_go(tx, morning.now_ms + PACKS_KEPT_MS + 1))
    assert await morning.rows("SELECT COUNT(*) FROM pack WHERE content IS NOT NULL") == [(0,)]


async def test_it_speaks_the_language_of_the_chat(morning: Morning) -> None:
    principal: Teacher = morning.person("principal")
    await principal.types("/language en", f"/report {WEEK} csv")
    assert "is being made and comes as soon as it is ready" in principal.sees
    await made(morning)
    assert principal.files[0].content.decode("utf-8-sig").startswith("Day,")

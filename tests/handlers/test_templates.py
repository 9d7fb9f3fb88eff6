"""Templates in the chat: sent, checked, seen, kept, filled; and by whom not."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from domain.check_in import Entry, Where
from domain.choice import Choice, base36
from domain.incoming import FileSent
from domain.paper import MOST_PROPOSED
from handlers.table_file import MOST_WAITING, look_into, read_sent_table
from scheduler.retention import PACKS_KEPT_MS, let_go
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.handlers.desks import CLASS, OTHER, Morning, Teacher, a_morning
from tests.morning import answer
from tests.papers import docx_words
from tests.school import School, a_school
from views.report_json import report_json

TABLE = {
    "A1": "{{单位}} {{日期}}", "A3": "{{班级.名称}}", "B3": "{{班级.应到}}", "C3": "{{班级.实到}}",
    "A4": "合计", "B4": "=SUM(B3:B3)", "C4": "{{实到}}",
}  # fmt: skip


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    async with a_morning(tmp_path) as morning:
        school = morning.school
        fever = {school.pupils[CLASS][0]: Entry(temperature=3820, where=Where.HOME)}

        def piece(tx: Transaction) -> None:
            answer(tx, school.classes[CLASS], school.people[CLASS], fever)
            answer(tx, school.classes[OTHER], school.people[OTHER])

        await morning.database.write(piece)
        yield morning


def workbook(cells: Mapping[str, object]) -> bytes:
    made: Any = openpyxl.Workbook()
    for place, value in cells.items():
        made.active[place] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def letter(*lines: str) -> bytes:
    made: Any = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


async def send(person: Teacher, name: str, content: bytes | None) -> None:
    """Send a file, and have it fetched and read as the file worker does."""
    morning = person.morning
    await person._comes(FileSent("document", "F", name))

    def read(tx: Transaction) -> None:
        for sent in tx.sent_files.open():
            looked = look_into(sent.name, content)
            read_sent_table(tx, sent, content, looked, morning.now_ms, morning.day, "zh")

    await morning.database.write(read)
    await morning.deliver()


async def keep(person: Teacher, name: str, content: bytes) -> None:
    """Send a template and say that it counts."""
    await send(person, name, content)
    await person.forge(on(person))


def on(person: Teacher) -> str:
    """The payload of [启用] under the newest preview."""
    keyboard = person.files[-1].keyboard
    assert keyboard is not None
    payload = keyboard.rows[0][0].payload
    assert payload is not None
    return payload


def cells(content: bytes) -> list[list[Any]]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


async def test_a_table_is_previewed_kept_and_filled_by_its_name(morning: Morning) -> None:
    admin, principal = morning.person("admin"), morning.person("principal")
    await send(admin, "疫情 日报表.xlsx", workbook(TABLE))
    [preview] = admin.files
    assert "“疫情日报表”检查无误，共 6 个字段" in preview.caption.plain
    assert cells(preview.content)[2][:3] == [CLASS, 3, 2]
    await principal.types("/report 疫情日报表")
    assert "没有找到“疫情日报表”" in principal.sees, "it does not count yet"
    await admin.forge(on(admin))
    assert "已启用" in admin.sees
    await principal.types("报表 疫情日报表")
    [file] = principal.files
    assert file.name == "疫情日报表_和川镇中心小学_2026-11-23.xlsx"
    assert cells(file.content)[:6] == [
        ["和川镇中心小学 2026年11月23日", None, None],
        [None, None, None],
        [CLASS, 3, 2],
        [OTHER, 3, 3],
        ["二年级1班", 3, None],
        ["合计", "=SUM(B3:B5)", 5],
    ]
    assert "数据来源" in str(cells(file.content)[-1])
    assert not file.protect


async def test_what_was_chosen_stands_below_the_preview_and_no_button_is_left(
    morning: Morning,
) -> None:
    admin = morning.person("admin")
    await send(admin, "日表.xlsx", workbook(TABLE))
    before = len(admin.screen)
    await admin.press_below("启用")
    assert admin.toast == "已启用。"
    assert len(admin.screen) == before, "it is said where it was pressed, and only there"
    assert "“日表”已启用，和川镇中心小学 及下级都可以用" in admin.files[-1].caption.plain
    assert admin.files[-1].keyboard is None
    await send(admin, "周表.xlsx", workbook(TABLE))
    await admin.press_below("不用")
    assert admin.files[-1].caption.plain == "✖️ “周表”没有启用，也没有保存。"
    assert admin.files[-1].keyboard is None
    assert "“日表”已启用" in admin.files[-2].caption.plain
    assert cells(admin.files[-1].content)[2][0] == CLASS, "the file stays as it was"


async def test_what_was_chosen_reads_so_in_english_too(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/language en")
    await send(admin, "daily.xlsx", workbook(TABLE))
    await admin.press_below("Use it")
    assert '"daily" is in use for 和川镇中心小学 and all below' in admin.files[-1].caption.plain


async def test_a_press_from_elsewhere_is_said_anew_and_changes_no_other_message(
    morning: Morning,
) -> None:
    admin = morning.person("admin")
    await admin.types("/report")
    report = admin.sees
    await send(admin, "日表.xlsx", workbook(TABLE))
    await admin.forge(on(admin), admin.last.reference)
    assert "已启用" in admin.sees
    told = [shown.text for shown in admin.screen]
    assert told[-2].startswith("收到 日表.xlsx")
    assert report in told


async def test_its_figures_are_those_of_the_json_for_any_unit_and_day(morning: Morning) -> None:
    fields = ["expected", "answered", "on_time", "late", "zero_reports", "enrolled", "present",
              "fever", "symptoms", "travel", "unmeasured", "corrections", "cases_open"]  # fmt: skip
    table = {f"A{row}": f"{{{{{field}}}}}" for row, field in enumerate(fields, 1)}
    admin, school = morning.person("admin"), morning.school
    await keep(admin, "上报.xlsx", workbook(table))
    for words, unit in (("", school.id), ("一年级", school.grades["一年级"]),
                        (CLASS, school.classes[CLASS])):  # fmt: skip
        await admin.types(f"/report 上报 {words}")
        body = await morning.database.read(
            lambda tx, unit=unit: report_json(  # type: ignore[misc]
                tx.reports.day(unit, morning.day), as_of_ms=morning.now_ms, zone=ZONE, names=False
            )
        )
        told = [row[0] for row in cells(admin.files[-1].content)][: len(fields)]
        assert told == [body[field] for field in fields]
    await admin.types("/report 上报 11月21日-11月22日")
    assert [row[0] for row in cells(admin.files[-1].content)][:2] == [0, 0]


async def test_what_is_wrong_is_told_with_its_place_and_nothing_is_kept(morning: Morning) -> None:
    admin = morning.person("admin")
    await send(admin, "表.xlsx", workbook({"C5": "{{应倒}}", "D6": "=SUM({{应到}})"}))
    assert "Sheet!C5：没有“应倒”这个字段，是不是“应到”？" in admin.sees
    assert "Sheet!D6：公式里不能写字段" in admin.sees
    await send(admin, "信.docx", letter("第一段", "{{没有的东西}}"))
    assert "第 2 段：没有“没有的东西”这个字段" in admin.sees
    assert admin.files == []
    assert await morning.rows("SELECT COUNT(*) FROM template") == [(0,)]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("报告.docx", letter("没有字段"), "没有要填的字段"),
        ("报告.docx", b"no zip", "打不开"),
        ("报告.docx", b"PK" + bytes(3_000_000), "太大"),
        ("昨天.xlsx", workbook(TABLE), "已有别的意思"),
        ("excel.xlsx", workbook(TABLE), "已有别的意思"),
        ("台账.docx", letter("{{应到}}"), "已有别的意思"),
        ("文字材料.xlsx", workbook(TABLE), "已有别的意思"),
        ("报告.docx", None, "没有取到"),
    ],
)
async def test_what_cannot_be_kept_gets_one_sentence(
    morning: Morning, name: str, content: bytes | None, told: str
) -> None:
    admin = morning.person("admin")
    await send(admin, name, content)
    assert told in admin.sees
    assert admin.files == []


async def test_a_school_s_own_material_takes_the_place_of_ours(morning: Morning) -> None:
    admin, principal = morning.person("admin"), morning.person("principal")
    own = letter("我校动态：{{总体情况}}", "{{异常.姓名}}", "{{异常情况.文字}}")
    await keep(admin, "文字材料.docx", own)
    await principal.types("/report word")
    words = docx_words(principal.files[-1].content)
    assert words.startswith("我校动态：截至")
    assert "一年级1班学生 1 人：发热 38.2(在家)。" in words
    name = (await morning.rows("SELECT name FROM pupil WHERE id = ?",
                               morning.school.pupils[CLASS][0]))[0][0]  # fmt: skip
    assert name not in words, "the material names nobody, also where its form asks for it"
    assert not principal.files[-1].protect
    await morning.person("district").types("/report word")
    assert "我校动态" not in docx_words(morning.person("district").files[-1].content)


async def test_a_form_that_asks_for_names_gives_them_inside_the_school_and_is_protected(
    morning: Morning,
) -> None:
    admin, district = morning.person("admin"), morning.person("district")
    await keep(admin, "名单.xlsx", workbook({"A1": "{{异常.姓名}}", "B1": "{{异常.情况}}"}))
    await admin.types("/report 名单")
    assert cells(admin.files[-1].content)[0][:2] == ["张伟", "发热 38.2(在家)"]
    assert admin.files[-1].protect
    await district.types("/report 名单 和川镇中心小学")
    assert cells(district.files[-1].content)[0][:2] == [None, "发热 38.2(在家)"]
    assert not district.files[-1].protect


async def test_a_district_s_form_serves_every_school_below(morning: Morning) -> None:
    await morning.database.write(_other_school)
    district, principal = morning.person("district"), morning.person("principal")
    await keep(district, "区表.xlsx", workbook({"A1": "{{学校.名称}}", "B1": "{{学校.应报班级}}"}))
    await district.types("/report 区表")
    assert [row[:2] for row in cells(district.files[-1].content)[:2]] == [
        ["和川镇中心小学", 3], ["柳坝村小", 0],
    ]  # fmt: skip
    await principal.types("/report 区表")
    rows = cells(principal.files[-1].content)
    assert rows[0][:2] == ["和川镇中心小学", 3]
    assert "柳坝" not in str(rows)


@pytest.mark.parametrize("key", [CLASS, "health_officer", "liaison", "leader 一年级"])
async def test_templates_are_kept_by_admins_and_principals(morning: Morning, key: str) -> None:
    person, admin = morning.person(key), morning.person("admin")
    await send(person, "表.docx", letter("{{应到}}"))
    assert person.files == []
    assert await morning.rows("SELECT COUNT(*) FROM template") == [(0,)]
    await send(admin, "日表.xlsx", workbook(TABLE))
    for argument in (f"on:{base36(morning.school.id)}", "no"):
        await person.forge(Choice("tpl", 1, argument=argument).encode())
        assert person.toast == "这不是您负责的班级或单位。"
    await admin.forge(on(admin))
    for argument in ("end", "src"):
        await person.forge(Choice("tpl", 1, argument=argument).encode())
        assert person.toast == "这不是您负责的班级或单位。"
    assert await morning.rows("SELECT state FROM template") == [("in_force",)]


async def test_another_school_gets_nothing_by_any_way(morning: Morning) -> None:
    admin, school = morning.person("admin"), morning.school
    other = await morning.database.write(_other_school)
    stranger = Teacher(morning, "stranger")
    morning.school.people["stranger"] = other.people["admin"]  # type: ignore[index]
    morning.school.chats["stranger"] = other.chats["admin"]  # type: ignore[index]
    await keep(admin, "日表.xlsx", workbook(TABLE))
    for words in ("/report 日表", "/report 日表 和川镇中心小学", "/report 日表 一年级1班"):
        await stranger.types(words)
        assert "没有找到" in stranger.sees
    for unit in (school.id, school.classes[CLASS], other.id):
        await stranger.forge(Choice("tpl", 1, argument=f"fill:20261123:{base36(unit)}").encode())
        assert stranger.alert
    for argument in ("end", "src", f"on:{base36(other.id)}", f"on:{base36(school.id)}", "no"):
        await stranger.forge(Choice("tpl", 1, argument=argument).encode())
        assert stranger.alert
    await stranger.types("/report 模板")
    assert "日表" not in stranger.sees
    assert stranger.files == []
    assert await morning.rows("SELECT unit_id, state FROM template") == [(school.id, "in_force")]


@pytest.mark.parametrize("days", ["00010101-99991231", "20260101-20261231"])
async def test_nobody_has_a_form_filled_for_more_days_than_a_report_may_hold(
    morning: Morning, days: str
) -> None:
    admin, teacher = morning.person("admin"), morning.person(CLASS)
    await keep(admin, "日表.xlsx", workbook({"A1": "{{school.name}}", "A2": "{{measure.text}}"}))
    unit = base36(morning.school.classes[CLASS])
    await teacher.forge(Choice("tpl", 1, argument=f"fill:{days}:{unit}").encode())
    assert "214" in (teacher.toast or "")
    await teacher.types("/report 日表 2026年1月1日-12月31日")
    assert "214" in teacher.sees
    assert teacher.files == []


async def test_who_sent_it_cannot_put_it_in_force_elsewhere(morning: Morning) -> None:
    admin = morning.person("admin")
    await send(admin, "日表.xlsx", workbook(TABLE))
    await admin.forge(Choice("tpl", 1, argument=f"on:{base36(morning.school.district)}").encode())
    assert admin.toast == "这不是您负责的班级或单位。"
    for broken in ("", "on:", "on:zz-", "fill:", "fill:x:1", "fill:20261399:1", "nothing", "src:1"):
        await admin.forge(Choice("tpl", 1, argument=broken).encode())
    assert await morning.rows("SELECT state FROM template") == [("proposed",)]


async def test_a_newer_one_takes_the_place_of_the_older_and_may_be_taken_away(
    morning: Morning,
) -> None:
    admin = morning.person("admin")
    await keep(admin, "日表.xlsx", workbook(TABLE))
    await keep(admin, "日表.xlsx", workbook({"A1": "{{应到}}"}))
    assert await morning.rows("SELECT state FROM template ORDER BY id") == [
        ("ended",), ("in_force",),
    ]  # fmt: skip
    await admin.types("/report 日表")
    assert cells(admin.files[-1].content)[0][0] == 9
    await admin.types("/report 模板")
    assert "· 日表 和川镇中心小学" in admin.sees
    await admin.press("⬇ 原件")
    assert cells(admin.files[-1].content) == [["{{应到}}"]]
    await admin.press("📄 日表")
    assert cells(admin.files[-1].content)[0][0] == 9
    await admin.press("🗑 停用")
    assert admin.toast == "“日表”已停用。"
    assert "还没有模板" in admin.sees, "the list stands there without it"
    assert not any("日表" in label for label in admin.labels)
    await admin.types("/report 日表")
    assert "没有找到“日表”" in admin.sees
    acts = [row[0] for row in await morning.rows("SELECT act FROM audit ORDER BY id")]
    assert acts == ["template_on", "template_on", "template_off"]


async def test_what_was_refused_is_not_kept(morning: Morning) -> None:
    admin = morning.person("admin")
    await send(admin, "日表.xlsx", workbook(TABLE))
    await admin.forge(Choice("tpl", 1, argument="no").encode())
    await admin.forge(on(admin))
    assert "已失效" in (admin.toast or "")
    assert await morning.rows("SELECT state FROM template") == [("ended",)]


async def test_what_nobody_agreed_to_is_forgotten_after_a_day(morning: Morning) -> None:
    admin = morning.person("admin")
    await keep(admin, "日表.xlsx", workbook(TABLE))
    await send(admin, "周表.xlsx", workbook(TABLE))
    for later, kept in ((PACKS_KEPT_MS, 2), (PACKS_KEPT_MS + 1, 1)):
        now_ms = morning.now_ms + later
        await morning.database.write(lambda tx, at=now_ms: let_go(tx, at))  # type: ignore[misc]
        assert await morning.rows("SELECT COUNT(*) FROM template") == [(kept,)]
    await admin.types("/report 日表")
    assert cells(admin.files[-1].content)[2][0] == CLASS


async def test_of_what_one_person_sends_only_the_newest_wait(morning: Morning) -> None:
    admin, principal = morning.person("admin"), morning.person("principal")
    await send(principal, "校长.xlsx", workbook(TABLE))
    for number in range(MOST_PROPOSED + 2):
        await send(admin, f"表{number}.xlsx", workbook(TABLE))
    names = [row[0] for row in await morning.rows("SELECT name FROM template ORDER BY id")]
    assert names == ["校长", "表2", "表3", "表4", "表5", "表6"]
    assert MOST_PROPOSED == 5


async def test_a_unit_keeps_so_many_and_one_may_take_the_place_of_another(
    morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.templates.MOST_KEPT", 2)
    admin = morning.person("admin")
    for name in ("一表.xlsx", "二表.xlsx", "二表.xlsx"):
        await keep(admin, name, workbook(TABLE))
        assert "已启用" in admin.sees
    await keep(admin, "三表.xlsx", workbook(TABLE))
    assert "最多保留 2 份" in (admin.toast or "")
    await morning.database.write(lambda tx: let_go(tx, morning.now_ms))
    kept = await morning.rows("SELECT name, state, LENGTH(content) > 0 FROM template ORDER BY id")
    assert kept == [
        ("一表", "in_force", 1), ("二表", "ended", 0), ("二表", "in_force", 1),
        ("三表", "proposed", 1),
    ]  # fmt: skip


async def test_whoever_sends_files_without_end_is_asked_to_wait(morning: Morning) -> None:
    admin = morning.person("admin")
    for number in range(MOST_WAITING + 1):
        await admin._comes(FileSent("document", f"F{number}", f"表{number}.xlsx"))
    assert "还有 10 个文件在读" in admin.sees
    assert await morning.rows("SELECT COUNT(*) FROM sent_file") == [(MOST_WAITING,)]
    principal = morning.person("principal")
    await principal._comes(FileSent("document", "F", "表.xlsx"))
    assert "正在" in principal.sees or "读" in principal.sees
    assert await morning.rows("SELECT COUNT(*) FROM sent_file") == [(MOST_WAITING + 1,)]


async def test_who_has_left_sends_no_template(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin._comes(FileSent("document", "F", "表.docx"))
    await morning.write("DELETE FROM membership WHERE person_id = ?", admin.id)
    said = len(admin.screen)
    await send(admin, "表.docx", letter("{{应到}}"))
    assert admin.files == []
    assert "启用" not in "".join(one.text for one in admin.screen[said:])


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_sample_and_the_fields_are_at_hand(morning: Morning, language: str) -> None:
    morning.language = language
    admin = morning.person("admin")
    await admin.types("/report 模板")
    sample, fields = list(admin.last.buttons)
    await admin.press(fields)
    assert ("{{班级.名称}}" if language == "zh" else "{{class.name}}") in admin.sees
    assert len(admin.sees) < 3500
    await admin.press(sample)
    name = admin.files[-1].name
    content = admin.files[-1].content
    await keep(admin, name, content)
    await admin.types("/report word")
    assert CLASS in docx_words(admin.files[-1].content)


def _other_school(tx: Transaction) -> School:
    return a_school(tx, name="柳坝村小", code="lb", classes=("三年级1班",))

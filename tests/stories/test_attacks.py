"""Attackers on a running bot: leaked links, groups, replays, files, logs.

Forged presses by the hundred and eyes above the school: tests/handlers/test_attacks.py.
"""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import openpyxl
import pytest

from bot.report_command import ReportCommand, run_report
from tests.clock import MONDAY, ZONE
from tests.papers import docx_words, pdf_words
from tests.stories.morning import Morning
from tests.stories.someone import Someone

CLASS = "三年级2班"
OTHER_CLASS = "四年级1班"
READING = "38.7"
FORMULA = "=1+1瑞丽"


def _rename(morning: Morning) -> None:
    """Names that stand nowhere by chance."""

    def piece(tx: Any) -> None:
        tx.connection.execute("UPDATE pupil SET name = '秘' || id || '某'")
        tx.connection.execute("UPDATE person SET name = '师' || id || '某'")

    morning.write(piece)


async def _fever(morning: Morning) -> str:
    """The class reports a fever and a journey of one pupil; gives the pupil's name."""
    teacher, name = morning.teacher(CLASS), morning.pupil(CLASS)
    for label in ("外出", name):
        await teacher.press(label)
    await teacher.type(FORMULA)
    for label in ("跳过", "发热", name):
        await teacher.press(label)
    await teacher.type(READING)
    for label in ("跳过", "在家", "提交"):
        await teacher.press(label)
    assert morning.revisions(CLASS) == 1
    return name


async def _file(person: Someone) -> bytes:
    """The newest file on the phone."""
    messages = [m for m in (await person.screen()).messages if m["document"]]
    return await person.phone.download(messages[-1])


async def test_no_log_line_holds_a_name_a_reading_a_code_or_the_token(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _rename(morning)
    await morning.at("07:30")
    await _fever(morning)
    person = morning.school.people["deputy 四年级1班"]
    code, _ = morning.write(lambda tx: tx.invites.issue(person, morning.clock.now_ms()))
    await morning.stranger.phone.start(code)
    await morning.quiet()
    await morning.teacher(OTHER_CLASS).type(f"秘9某 {READING} 瑞丽")
    await morning.principal.type("/report xlsx")
    await morning.principal.phone.contact("13800001111")
    update = {"update_id": 900_000_001, "message": {"text": "秘1某 38.7", "date": "瑞丽"}}
    await morning.client.post(f"{morning.address}/control/updates", json=update)
    await morning.principal.phone.block()
    for at in ("08:00", "08:40", "09:00", "09:15"):
        await morning.at(at)
    held = ("某", READING, "3870", "瑞丽", code, morning.emulator.token, "1380")
    leaks = {
        (record.name, word)
        for record in caplog.records
        for word in held
        if word in record.getMessage() + str(record.exc_text or "")
    }
    assert caplog.records
    assert leaks == set()
    columns = morning.connection.execute(
        "SELECT error FROM inbox WHERE error IS NOT NULL"
        " UNION ALL SELECT error FROM outbox WHERE error IS NOT NULL"
        " UNION ALL SELECT detail FROM audit"
    ).fetchall()
    assert columns
    assert [row[0] for row in columns for word in held if word in row[0]] == []


async def test_a_link_that_leaked_works_for_nobody_after_it_was_used(morning: Morning) -> None:
    person = morning.school.people[CLASS]
    code, _ = morning.write(lambda tx: tx.invites.issue(person, morning.clock.now_ms()))
    await morning.teacher(CLASS).phone.start(code)
    await morning.quiet()
    await morning.stranger.phone.start(code)
    await morning.quiet()
    chats = morning.connection.execute(
        "SELECT address FROM chat WHERE person_id = ?", (person,)
    ).fetchall()
    assert [tuple(row) for row in chats] == [(str(morning.school.address(CLASS)),)]
    assert CLASS not in (await morning.stranger.screen()).as_text()


async def test_an_update_of_last_week_changes_nothing_today(morning: Morning) -> None:
    """Somebody plays an old update again, under a new number."""
    await morning.at("07:30")
    await morning.teacher(CLASS).type("全班正常")
    raw = morning.connection.execute("SELECT raw FROM inbox ORDER BY update_id DESC").fetchone()[0]
    await morning.at("2026-11-24 07:30")
    again = json.loads(raw) | {"update_id": 900_000_002}
    answer = await morning.client.post(f"{morning.address}/control/updates", json=again)
    answer.raise_for_status()
    await morning.quiet()
    assert morning.round(CLASS, "2026-11-24").revision == 0
    assert morning.revisions(CLASS) == 1


async def test_in_a_group_nothing_is_said_and_nothing_done(morning: Morning) -> None:
    await morning.at("07:30")
    data, _ = await morning.teacher(CLASS).button("全班正常")
    teacher = morning.school.address(CLASS)
    sender = {"id": teacher, "is_bot": False, "first_name": "x"}
    group = {"id": -100200300, "type": "supergroup", "title": "家长群"}
    before = morning.emulator.record.last
    message = {"message_id": 5, "date": morning.clock.now_ms() // 1000, "chat": group}
    updates: list[dict[str, Any]] = [
        {"message": message | {"from": sender, "text": "全班正常"}},
        {"message": message | {"from": sender, "text": "/report json"}},
        {"message": message | {"from": sender, "text": "/invite hc-principal"}},
        {
            "message": message
            | {
                "from": sender,
                "contact": {
                    "phone_number": "13800000001",
                    "first_name": "x",
                    "user_id": teacher,
                },
            }
        },
        {
            "callback_query": {
                "id": "77",
                "from": sender,
                "chat_instance": "1",
                "message": message,
                "data": data,
            }
        },
    ]
    for number, what in enumerate(updates, 900_000_010):
        answer = await morning.client.post(
            f"{morning.address}/control/updates", json={"update_id": number, **what}
        )
        answer.raise_for_status()
    await morning.quiet()
    stored = "SELECT COUNT(*) FROM inbox WHERE update_id >= 900000010 AND state = 'done'"
    assert morning.connection.execute(stored).fetchone()[0] == len(updates)
    assert morning.revisions(CLASS) == 0
    calls = [c for c in morning.emulator.record.since(before) if c["method"].startswith("send")]
    assert calls == []


async def test_what_people_type_never_becomes_a_formula(morning: Morning) -> None:
    morning.write(lambda tx: tx.connection.execute("UPDATE pupil SET name = '=cmd|' || id"))
    morning.write(lambda tx: tx.connection.execute("UPDATE person SET name = '@SUM(' || id || ')'"))
    await morning.at("07:30")
    await _fever(morning)
    await morning.at("09:00")
    await morning.principal.press("明细 Excel")
    book = openpyxl.load_workbook(io.BytesIO(await _file(morning.principal)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=cmd|") for cell in cells)
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    await morning.principal.type("/report csv")
    rows = (await _file(morning.principal)).decode("utf-8-sig").splitlines()
    assert [row for row in rows for cell in row.split(",") if cell[:1] in "=+-@" and cell] == []


async def test_the_command_line_shows_no_name_unless_asked_with_a_reason(
    morning: Morning,
) -> None:
    _rename(morning)
    await morning.at("07:30")
    await _fever(morning)
    path, now_ms = morning.settings.database_path, morning.clock.now_ms()
    for unit in ("hc", "hc-c2", "hc-g1", "云岭区"):
        for form in ("text", "json", "csv", "xlsx", "docx", "pdf"):
            for reason in (None, "演练"):
                command = ReportCommand(unit, MONDAY, form, reason is not None, reason)
                content = run_report(path, command, now_ms=now_ms, zone=ZONE, language="zh")
                # The written material leaves the school: it names nobody, whoever asks.
                shown = reason is not None and unit != "云岭区" and form not in ("docx", "pdf")
                assert ("某" in _plain(form, content)) == shown, (unit, form, reason)


def _plain(form: str, content: bytes) -> str:
    """All words of a file."""
    if form == "docx":
        return docx_words(content)
    if form == "pdf":
        return pdf_words(content)
    if form != "xlsx":
        return content.decode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row)


async def test_a_bug_tells_the_log_where_and_not_whom(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    """A draft that nobody can read: the error of whoever tries quotes what stands in it."""
    caplog.set_level(logging.DEBUG)
    _rename(morning)
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    await teacher.press("缺勤")
    morning.write(
        lambda tx: tx.connection.execute('UPDATE draft SET body = \'{"pupils": "秘1某 38.7"}\'')
    )
    await teacher.press(morning.pupil(CLASS))
    failed = morning.connection.execute("SELECT error FROM inbox WHERE state = 'failed'").fetchall()
    assert len(failed) == 1
    log = caplog.text
    assert "failed" in log
    assert "某" not in log + failed[0][0]
    assert READING not in log + failed[0][0]

"""``chenjian rehearse``: the next morning as it would go, and nothing real is touched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import command_line
from domain.message import Message, Text
from domain.note import PRIORITY, Note
from domain.ports import RawUpdate
from scheduler import ticking, turns
from storage.database import prepare
from storage.runner import connect
from storage.transaction import Transaction
from tests.school import School, a_school
from tests.tables import tables_with
from views.words import LANGUAGES, catalogue

EMULATOR = "http://127.0.0.1:9"
"""Nobody listens there: it only allows the clock to be set."""
PRINCIPAL = "hc-principal"


@pytest.fixture(autouse=True)
def _friday_evening(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The same loops, only oftener: a rehearsal turns the clock many times and waits each time.
    monkeypatch.setattr(ticking, "EVERY_S", 0.05)
    monkeypatch.setattr(turns, "LOOK_AGAIN_S", 0.05)
    monkeypatch.setattr(turns, "EDIT_GAP_S", 0.5)
    monkeypatch.setenv("TELEGRAM_API_BASE", EMULATOR)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:real-token")
    monkeypatch.setenv("CLOCK_START", "2026-11-20T20:00:00+08:00")


def _a_database(home: Path, *, not_enrolled: Collection[str] = ()) -> tuple[Path, School]:
    path = home / "data" / "chenjian.db"
    return path, tables_with(path, lambda tx: a_school(tx, not_enrolled=not_enrolled))


def _rehearsed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert command_line(["rehearse", *arguments]) == 0
    return capsys.readouterr().out


def _counts(said: str) -> dict[str, int]:
    """What the steps said, by name."""
    rows = re.findall(r"^\d\d:\d\d　(\S+)　(\d+)", said, re.MULTILINE)
    return {what: int(count) for what, count in rows if not what[0].isdigit()}


def test_a_whole_morning_of_those_who_are_there(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = _a_database(home)
    before = hashlib.sha256(path.read_bytes()).digest()
    said = _rehearsed(capsys)
    assert said.startswith("排演 11月23日(周一)：1 所学校，3 个班\n"), "Friday's next is Monday"
    assert "每个班都有人可问" in said
    assert "07:30　3 个班，约 0 秒发完" in said
    assert _counts(said)["提问"] == 3
    assert _counts(said)["回执"] == 3
    assert "第一次催报" not in _counts(said)
    assert "应报 3 班 · 全部已报" in said
    assert "云岭区 11月23日(周一) 晨检汇总 · 09:15 第1版" in said
    assert "✘" not in said
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_names_are_codes_until_a_reason_is_given_and_written_down(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, school = _a_database(home)
    with closing(connect(path)) as connection:
        connection.execute("UPDATE person SET name = '钱' || id || '某'")
        connection.execute("UPDATE pupil SET name = '孙' || id || '某'")
    said = _rehearsed(capsys)
    assert "某" not in said
    assert "hc-一年级1班" in said, "the code"

    assert command_line(["rehearse", "--names"]) == 2
    assert "--reason" in capsys.readouterr().err

    said = _rehearsed(capsys, "--names", "--reason", "开学前核对")
    assert f"钱{school.people['一年级1班']}某" in said
    with closing(connect(path)) as connection:
        rows = connection.execute("SELECT act, detail FROM audit").fetchall()
    assert [tuple(row) for row in rows] == [("rehearse_names", "开学前核对")]


def test_who_would_be_left_out_is_told_before_the_morning(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, school = _a_database(home, not_enrolled=("一年级2班",))
    with closing(connect(path)) as connection:
        connection.execute(
            "DELETE FROM membership WHERE unit_id = ?", (school.classes["二年级1班"],)
        )
        connection.execute(
            "UPDATE chat SET reachable = 0 WHERE id = ?", (school.chats["principal"],)
        )
    said = _rehearsed(capsys, "--enrolled-only")
    assert "✘ 和川镇中心小学 二年级1班：没有班主任或副班主任，无人可问" in said
    assert "✘ hc-一年级2班(一年级2班 班主任)：还没有登记" in said
    assert f"✘ {PRINCIPAL}：停用了机器人" in said
    counts = _counts(said)
    assert counts["提问"] == 1
    # The deputy hears of the class whose head teacher is not enrolled, and answers.
    assert counts["请副班主任协助"] == 1
    assert counts["升级"] == 1, "nobody is asked for 二年级1班"
    assert "已报 2 · 未报 1" in said


def test_whoever_is_not_enrolled_takes_part_with_a_made_up_chat(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _a_database(home, not_enrolled=("一年级1班", "一年级2班", "二年级1班"))
    said = _rehearsed(capsys)
    assert said.count("还没有登记") == 3
    assert _counts(said)["提问"] == 3
    assert "全部已报" in said


def test_what_is_under_way_today_is_not_said_in_the_rehearsal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, school = _a_database(home)
    with closing(connect(path)) as connection:
        tx = Transaction(connection)
        note = Note("news", "today", school.chats["admin"], Message(Text.of("今天的事")))
        tx.outbox.put(note, 0)
        tx.inbox.store("telegram", [RawUpdate(100_000_001, "not read yet")], 0)
        tx.days.remember("last_tick", "0")
    said = _rehearsed(capsys)
    assert "给管理员的通知" not in _counts(said)
    assert _counts(said)["回执"] == 3


@pytest.mark.usefixtures("home")
def test_english_is_played_in_english(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = _a_database(home)
    with closing(connect(path)) as connection:
        connection.execute("UPDATE chat SET language = 'zh'")
    monkeypatch.setenv("LANGUAGE", "en")
    said = _rehearsed(capsys)
    assert said.startswith("Rehearsal of Mon 11/23: 1 schools, 3 classes")
    assert re.search(r"receipts  3$", said, re.MULTILINE)


def test_without_a_database_or_a_class_there_is_nothing_to_play(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["rehearse"]) == 2
    assert "没有数据库" in capsys.readouterr().err
    prepare(home / "data" / "chenjian.db")
    assert command_line(["rehearse"]) == 2
    assert "花名册" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_note_has_a_name_in_a_rehearsal(language: str) -> None:
    named = {key.removeprefix("rehearse.kind_") for key in catalogue(language)}
    assert set(PRIORITY) - {"chase"} <= named

"""``chenjian inbox`` as it is typed."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import command_line
from domain.ports import RawUpdate
from storage.database import prepare
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import instant

RAW = '{"update_id": 701, "message": {"text": "王小明 38.2\x1b[2J"}}'
ASKED = ["inbox", "--update", "701", "--names", "--reason", "家长来电"]


@pytest.fixture
def database(home: Path) -> Path:
    """One update that is well, one that cannot be read, one that failed."""
    path = home / "data" / "chenjian.db"
    prepare(path)
    with closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        inbox = Transaction(connection).inbox
        updates = [RawUpdate(700, "{}"), RawUpdate(701, RAW), RawUpdate(702, "{}")]
        inbox.store("telegram", updates, instant("07:41"))
        inbox.set_aside("telegram", 701, "unreadable", "message.date: missing")
        inbox.set_aside("telegram", 702, "failed", "KeyError")
        inbox.finish_up_to("telegram", 702)
        connection.execute("COMMIT")
    return path


def _audited(path: Path) -> list[tuple[str, str]]:
    with closing(connect(path, read_only=True)) as connection:
        return [tuple(row) for row in connection.execute("SELECT act, detail FROM audit")]


@pytest.mark.usefixtures("database")
def test_what_was_set_aside_is_listed_without_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command_line(["inbox"]) == 0
    first, second, hint = capsys.readouterr().out.splitlines()
    assert first == f"701  2026-11-23 07:41:00  无法识别  message.date: missing  {len(RAW)} 字"
    assert second.startswith("702  2026-11-23 07:41:00  处理失败  KeyError")
    assert hint.startswith("共 2 条")
    monkeypatch.setenv("LANGUAGE", "en")
    assert command_line(["inbox"]) == 0
    assert "not readable" in capsys.readouterr().out


@pytest.mark.usefixtures("database")
def test_another_program_can_read_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["inbox", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "channel": "telegram",
        "update_id": 701,
        "stored_at": "2026-11-23T07:41:00+08:00",
        "state": "unreadable",
        "error": "message.date: missing",
        "characters": len(RAW),
    }
    assert second["state"] == "failed"


def test_one_is_shown_as_it_came_and_the_look_is_written_down(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(ASKED) == 0
    assert capsys.readouterr().out == f"{RAW}\n"
    assert _audited(database) == [("inbox_raw", "701 家长来电")]


@pytest.mark.usefixtures("database")
def test_a_terminal_is_not_steered_by_what_somebody_wrote(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert command_line(ASKED) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "38.2\\x1b[2J" in out


@pytest.mark.parametrize(
    "wrong", [ASKED[:3], ASKED[:4], [*ASKED[:5], "  "], [*ASKED[:3], *ASKED[4:]]]
)
def test_without_names_and_a_reason_nothing_is_shown(
    database: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert command_line(wrong) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "--reason" in told.err
    assert _audited(database) == []


def test_an_update_that_never_came_is_refused_and_nothing_written_down(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["inbox", "--update", "9", "--names", "--reason", "x"]) == 2
    assert "没有编号为 9 的消息" in capsys.readouterr().err
    assert _audited(database) == []


@pytest.mark.usefixtures("home")
def test_without_a_database_there_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["inbox"]) == 2
    assert "chenjian.db" in capsys.readouterr().err


def test_where_all_is_well_it_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(home / "data" / "chenjian.db")
    assert command_line(["inbox"]) == 0
    assert capsys.readouterr().out == "收到的消息都能识别，也都处理了。\n"
    assert command_line(["inbox", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []

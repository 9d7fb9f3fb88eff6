"""``chenjian understand`` on a roster as an import leaves it."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import command_line
from bot.refused import Refused
from bot.understand_command import UnderstandCommand, run_understand
from storage.transaction import Transaction
from tests.school import a_school
from tests.tables import tables_with

TODAY = date(2026, 11, 23)
CLASS = "hc-c1"
"""一年级1班 of tests.school: 张伟, 刘洋 and 陈静, seats 1 to 3."""


@pytest.fixture
def database(home: Path) -> Path:
    path = home / "data" / "chenjian.db"

    def piece(tx: Transaction) -> None:
        school = a_school(tx)
        tx.settings.put(school.classes["一年级1班"], "fever_threshold", "37.5", by=None, at_ms=0)

    tables_with(path, piece)
    return path


def understood(database: Path, *messages: str, day: str = "2026-11-23") -> list[dict[str, object]]:
    lines = [json.dumps(message, ensure_ascii=False) for message in messages]
    answers = run_understand(
        database, UnderstandCommand(CLASS, day), lines, today=TODAY, language="zh"
    )
    return [json.loads(answer) for answer in answers]


def journey(understood: dict[str, object]) -> object:
    """Where the only pupil of an answer went."""
    pupils = understood["pupils"]
    assert isinstance(pupils, list)
    (pupil,) = pupils
    return pupil["travel"]


def test_each_line_gives_one_object_with_exactly_the_agreed_fields(database: Path) -> None:
    zero, both = understood(database, "全班正常", "张伟38.2咳嗽\n刘洋事假，其余正常")
    assert zero == {
        "status": "accept",
        "all_normal": True,
        "class_max": None,
        "enrolled": None,
        "present": None,
        "rest_normal": False,
        "pupils": [],
        "question": None,
    }
    assert (both["status"], both["rest_normal"]) == ("alert", True)
    assert both["pupils"] == [
        {
            "number": "hc-1-1",
            "name": "张伟",
            "temperature": 38.2,
            "unmeasured": False,
            "symptoms": ["cough"],
            "absence": None,
            "where": None,
            "travel": None,
        },
        {
            "number": "hc-1-2",
            "name": "刘洋",
            "temperature": None,
            "unmeasured": False,
            "symptoms": [],
            "absence": "personal",
            "where": None,
            "travel": None,
        },
    ]


def test_what_is_asked_is_a_sentence(database: Path) -> None:
    (asked,) = understood(database, "王小明病假，其余正常")
    assert asked["status"] == "ask"
    assert asked["question"] == "本班没有“王小明”，是哪一位同学？"


def test_the_threshold_of_the_class_decides_what_is_a_fever(database: Path) -> None:
    below, fever = understood(database, "张伟37.4，其余正常", "张伟37.5，其余正常")
    assert (below["status"], fever["status"]) == ("accept", "alert")


def test_days_count_from_the_day_asked_about(database: Path) -> None:
    (travelled,) = understood(database, "张伟昨天从瑞丽回来，其余正常", day="2026-11-20")
    assert journey(travelled) == {"place": "瑞丽", "from": "2026-11-19", "to": "2026-11-19"}


def test_the_national_day_is_known_before_the_bot_ever_ran(database: Path) -> None:
    (travelled,) = understood(database, "张伟国庆期间去了成都，其余正常")
    assert journey(travelled) == {"place": "成都", "from": "2026-10-01", "to": "2026-10-07"}


@pytest.mark.parametrize(
    ("unit", "day", "line", "told"),
    [
        ("hc", "2026-11-23", '"全班正常"', "unknown_class"),
        ("nobody", "2026-11-23", '"全班正常"', "unknown_class"),
        (CLASS, "2026-13-45", '"全班正常"', "bad_day"),
        (CLASS, "2026-11-23", "全班正常", "not_a_message"),
        (CLASS, "2026-11-23", "36.5", "not_a_message"),
    ],
)
def test_what_cannot_be_done_is_refused(
    database: Path, unit: str, day: str, line: str, told: str
) -> None:
    command = UnderstandCommand(unit, day)
    with pytest.raises(Refused) as refused:
        list(run_understand(database, command, [line], today=TODAY, language="zh"))
    assert refused.value.code == told


def test_a_missing_database_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(Refused):
        list(run_understand(path, UnderstandCommand(CLASS), [], today=TODAY, language="zh"))
    assert not path.exists()


class _Lines(io.TextIOWrapper):
    """Standard input with these bytes."""


@pytest.mark.usefixtures("database")
def test_the_command_reads_utf8_and_ends_with_nought(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = '"全班正常"\n\n"\\u5168\\u73ed\\u6b63\\u5e38"\n'.encode()
    monkeypatch.setattr("sys.stdin", _Lines(io.BytesIO(lines), encoding="ascii"))
    arguments = ["understand", "--class", CLASS, "--day", "2026-11-23", "--format", "json"]
    assert command_line(arguments) == 0
    answers = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [answer["status"] for answer in answers] == ["accept", "accept"]


@pytest.mark.usefixtures("database")
def test_a_refusal_is_one_line_and_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["understand", "--class", "nobody", "--day", "2026-11-23"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "nobody" in told.err

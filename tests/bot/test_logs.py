"""What a line of the log holds, and what it never does."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from bot.logs import JsonLines, PlainLines, log_to


def _record(words: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    caught = None if error is None else (type(error), error, error.__traceback__)
    record = logging.LogRecord("scheduler.carrier", logging.WARNING, "f", 1, words, values, caught)
    record.created = 1_795_390_200.123
    return record


def _line(words: str, *values: object, error: BaseException | None = None) -> dict[str, Any]:
    line = JsonLines().format(_record(words, *values, error=error))
    assert "\n" not in line
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_line_says_when_how_loud_where_and_what() -> None:
    assert _line("note %d (%s) failed", 12, "digest") == {
        "at": "2026-11-22T23:30:00.123+00:00",
        "level": "WARNING",
        "part": "scheduler.carrier",
        "says": "note 12 (digest) failed",
        "event": "note %d (%s) failed",
        "values": [12, "digest"],
    }


def test_a_value_of_any_kind_and_a_line_break_make_one_line() -> None:
    line = _line("%s\n%s", {1}, ("plan", 2))
    assert line["says"] == "{1}\n('plan', 2)"
    assert line["values"] == ["{1}", ["plan", 2]]


@pytest.mark.parametrize("formatter", [JsonLines(), PlainLines()])
def test_an_error_tells_its_way_and_not_its_words(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("王小明 38.2")
    except ValueError as error:
        line = formatter.format(_record("failed", error=error))
    assert "王小明" not in line
    assert "test_logs.py" in line
    assert "ValueError" in line


def test_a_terminal_gets_plain_lines() -> None:
    assert PlainLines().format(_record("note %d", 12)).endswith("WARNING scheduler.carrier note 12")


def test_the_log_of_a_process_is_json_without_the_talk_of_libraries() -> None:
    code = (
        "import logging; from bot.logs import log_to; log_to();"
        "logging.getLogger('httpx').info('GET /bot42:secret/getMe');"
        "logging.getLogger('bot.run').info('running')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    (line,) = ran.stderr.splitlines()
    assert json.loads(line)["says"] == "running"


def test_nothing_of_what_is_printed_comes_into_the_log() -> None:
    code = (
        "from bot.logs import log_to; log_to();"
        "from examples.gallery.papers import content; content('printed-rare')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stderr == ""


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_where_it_goes_decides_how_it_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    for stream, begins in ((io.StringIO(), "{"), (_Terminal(), "20")):
        monkeypatch.setattr(root, "handlers", [])
        log_to(stream, root.level)
        root.warning("running")
        assert stream.getvalue().startswith(begins)

"""``chenjian doctor``: a line for each thing, 2 where one is wrong, and nothing is changed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from email.utils import formatdate
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.__main__ import command_line
from bot.clock import SystemClock
from bot.web import served
from domain.ports import RawUpdate
from storage.runner import connect
from storage.transaction import Transaction
from tests.channels.exchange import free_port
from tests.school import a_school
from tests.tables import tables_with

TOKEN = "123456:ABC-def_secret"  # noqa: S105 - opens nothing


@pytest.fixture
def database(home: Path) -> Path:
    """A school, everybody enrolled."""
    path = home / "data" / "chenjian.db"
    tables_with(path, a_school)
    return path


async def _doctor() -> int:
    return await asyncio.to_thread(command_line, ["doctor"])


def _said(capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    """The lines on standard output and on standard error."""
    said = capsys.readouterr()
    return said.out.splitlines(), said.err.splitlines()


def _line(lines: list[str], word: str) -> str:
    (found,) = [line for line in lines if word in line]
    return found


def _now_s() -> float:
    return SystemClock().now_ms() / 1000


@asynccontextmanager
async def telegram(
    monkeypatch: pytest.MonkeyPatch,
    *,
    date: str | None = None,
    status: int = 200,
    webhook: str = "",
    error: str | None = None,
) -> AsyncIterator[str]:
    """A server that answers getMe and getWebhookInfo as told, with a clock of its own."""

    def says(result: object) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            headers = {"Date": formatdate(_now_s(), usegmt=True) if date is None else date}
            return JSONResponse({"ok": True, "result": result}, status, headers)

        return answer

    info = {"url": webhook, "pending_update_count": 3, "last_error_message": error}
    routes = [
        Route(f"/bot{TOKEN}/getMe", says({"id": 1, "username": "chenjian_bot"})),
        Route(f"/bot{TOKEN}/getWebhookInfo", says(info)),
    ]
    listen = f"127.0.0.1:{free_port()}"
    async with served(Starlette(routes=routes), listen, "WEB_LISTEN"):
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("TELEGRAM_API_BASE", f"http://{listen}")
        yield f"http://{listen}"


def test_what_could_not_be_read_or_handled_is_counted(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line(["doctor"])
    assert "收到的消息都已处理" in _line(_said(capsys)[0], "收件")
    with closing(connect(database)) as connection:
        inbox = Transaction(connection).inbox
        inbox.store("telegram", [RawUpdate(number, "{}") for number in range(1, 4)], 0)
        inbox.set_aside("telegram", 1, "unreadable", "x")
        inbox.set_aside("telegram", 2, "failed", "x")
    command_line(["doctor"])
    line = _line(_said(capsys)[0], "收件")
    assert line.startswith("–")
    assert "1 条无法识别，1 条处理失败" in line


@pytest.mark.usefixtures("database")
def test_without_a_token_all_else_is_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["doctor"]) == 0
    lines, errors = _said(capsys)
    assert errors == []
    assert _line(lines, "数据库").startswith("✔")
    assert "班级 3" in _line(lines, "花名册")
    assert _line(lines, "已登记").startswith("✔")
    assert _line(lines, "进程").startswith("–")
    assert _line(lines, "校历").startswith("✔")
    assert _line(lines, "Telegram").startswith("–")


def test_nothing_is_changed(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = hashlib.sha256(database.read_bytes()).digest()
    assert command_line(["doctor"]) == 0
    assert hashlib.sha256(database.read_bytes()).digest() == before


def test_before_the_first_import_it_says_what_to_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["doctor"]) == 2
    lines, errors = _said(capsys)
    assert "roster import" in _line(lines, "✘")
    assert len(errors) == 1
    assert list(home.iterdir()) == [], "no database was made"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("TELEGRAM_BOT_TOKEN=hunter2", "TELEGRAM_BOT_TOKEN"),
        ("LANGAUGE=zh", "LANGAUGE"),
        ("WEB_LISTEN=0.0.0.0:80", "WEB_SECRET"),
    ],
)
def test_a_bad_setting_is_named_and_never_shown(
    home: Path, capsys: pytest.CaptureFixture[str], line: str, words: str
) -> None:
    (home / ".env").write_text(line, encoding="utf-8")
    assert command_line(["doctor"]) == 2
    lines, _ = _said(capsys)
    assert words in _line(lines, "✘")
    assert "hunter2" not in "".join(lines)


def test_a_database_that_is_none_or_damaged_or_newer_is_told(
    database: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(database)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, '9999_x.sql', 'x')")
    assert command_line(["doctor"]) == 2
    assert "更新的版本" in _line(_said(capsys)[0], "✘")
    with closing(connect(database)) as connection:
        connection.execute("UPDATE migration SET checksum = 'x' WHERE number = 1")
        connection.execute("DELETE FROM migration WHERE number = 9999")
    assert command_line(["doctor"]) == 2
    assert "不符" in _line(_said(capsys)[0], "✘")
    for file in database.parent.iterdir():
        file.unlink()
    database.write_bytes(b"not a database at all" * 100)
    assert command_line(["doctor"]) == 2
    assert "打不开" in _line(_said(capsys)[0], "✘")


def test_an_older_database_is_well(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(connect(database)) as connection:
        connection.execute("DELETE FROM migration WHERE number > 1")
    assert command_line(["doctor"]) == 0
    assert "自动升级" in _line(_said(capsys)[0], "数据库：")


def test_two_processes_are_one_too_many(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now_ms = SystemClock().now_ms()
    with closing(connect(database)) as connection:
        tx = Transaction(connection)
        tx.processes.beat("1/a", now_ms)
        tx.processes.beat("2/b", now_ms - 3_600_000)
    assert command_line(["doctor"]) == 0
    assert "正在运行" in _line(_said(capsys)[0], "进程")
    with closing(connect(database)) as connection:
        Transaction(connection).processes.beat("3/c", now_ms)
    assert command_line(["doctor"]) == 2
    assert "2 个进程" in _line(_said(capsys)[0], "✘")


def test_whom_words_do_not_reach_is_counted(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(database)) as connection:
        connection.execute("UPDATE chat SET reachable = 0 WHERE id = 1")
    assert command_line(["doctor"]) == 0
    assert "其中 1 人停用" in _line(_said(capsys)[0], "登记")


@pytest.mark.usefixtures("database")
async def test_telegram_is_reached_and_its_clock_is_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram(monkeypatch):
        assert await _doctor() == 0
    lines, errors = _said(capsys)
    assert "@chenjian_bot" in _line(lines, "已连通")
    assert _line(lines, "相差").startswith("✔")
    assert "3 条在等" in _line(lines, "收消息")
    assert TOKEN not in "".join(lines + errors)


@pytest.mark.usefixtures("database")
async def test_a_clock_that_is_off_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with telegram(monkeypatch, date=formatdate(_now_s() - 300, usegmt=True)):
        assert await _doctor() == 2
    lines, _ = _said(capsys)
    assert _line(lines, "✘").startswith("✘ 时钟：与 Telegram 相差 +30")
    async with telegram(monkeypatch, date="tomorrow"):
        assert await _doctor() == 0
    assert _line(_said(capsys)[0], "时钟").startswith("–")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("status", "words"), [(401, "不认这个令牌"), (500, "连不上")])
async def test_a_refused_token_and_a_silent_telegram_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int, words: str
) -> None:
    async with telegram(monkeypatch, status=status):
        assert await _doctor() == 2
    lines, _ = _said(capsys)
    assert words in _line(lines, "✘")


@pytest.mark.usefixtures("database")
async def test_nobody_there_is_told_without_the_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_BASE", f"http://127.0.0.1:{free_port()}")
    assert await _doctor() == 2
    lines, errors = _said(capsys)
    assert "连不上" in _line(lines, "✘")
    assert TOKEN not in "".join(lines + errors)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("wanted", "webhook", "error", "mark", "words"),
    [
        (None, "https://bot.example.org/x", None, "–", "启动时会取消它"),
        ("https://bot.example.org/x", "https://bot.example.org/x", None, "✔", "bot.example.org"),
        ("https://bot.example.org/x", "", None, "–", "启动时会设置"),
        ("https://bot.example.org/x", "https://bot.example.org/x", "502", "✘", "送不到"),
    ],
)
async def test_the_webhook_is_held_against_the_settings(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wanted: str | None,
    webhook: str,
    error: str | None,
    mark: str,
    words: str,
) -> None:
    if wanted is not None:
        monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", wanted)
    async with telegram(monkeypatch, webhook=webhook, error=error):
        assert await _doctor() == (2 if mark == "✘" else 0)
    line = _line(_said(capsys)[0], "收消息")
    assert line.startswith(mark)
    assert words in line


@pytest.mark.usefixtures("database")
def test_whether_the_live_page_is_served_is_told_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEB_LISTEN", "127.0.0.1:8090")
    assert command_line(["doctor"]) == 0
    line = _line(_said(capsys)[0], "大屏")
    assert line == "– 大屏：未开通，还缺 WEB_URL WEB_SECRET；不用则不必填"
    monkeypatch.setenv("WEB_URL", "https://bot.example.org")
    monkeypatch.setenv("WEB_SECRET", "sixteen signs and more")
    assert command_line(["doctor"]) == 0
    out = _said(capsys)[0]
    assert _line(out, "大屏").startswith("✔ 大屏：开通，链接以 https://bot.example.org 开头")
    assert "sixteen signs" not in "".join(out)

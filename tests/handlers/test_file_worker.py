"""The file worker: whatever file somebody sends, the next one is read, and nobody waits for it."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest

from handlers.file_worker import FileWorker
from tests.clock import ZONE, FakeClock
from tests.handlers.desks import Morning, a_morning


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    async with a_morning(tmp_path) as morning:
        yield morning


class Files:
    """What was sent, by the channel's reference."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    async def fetch(self, file: str, most: int) -> bytes:
        content = self._files[file]
        return content if len(content) <= most else content[: most + 1]


async def works(morning: Morning, files: dict[str, bytes]) -> None:
    """The admin's files are read, one by one."""
    admin = morning.person("admin")
    chat_id = morning.school.chats["admin"]
    for name in files:
        await morning.database.write(
            lambda tx, name=name: tx.sent_files.keep(  # type: ignore[misc]
                chat_id, admin.id, name, name, morning.now_ms
            )
        )
    worker = FileWorker(morning.database, Files(files), FakeClock("07:31"), ZONE, "zh")
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(worker.serve())
        while await morning.rows("SELECT 1 FROM sent_file WHERE state = 'open'"):
            assert not serving.done()
            await asyncio.sleep(0.01)
        serving.cancel()
    await morning.deliver()


def spoilt(name: str) -> bytes:
    """A workbook with one part more, that cannot be unpacked."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"] = "{{应到}}"
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, b"hello hello")
    data = bytearray(out.getvalue())
    data[data.find(b"hello hello")] ^= 1
    return bytes(data)


async def test_a_file_that_was_made_to_break_the_reader_ends_nothing(morning: Morning) -> None:
    admin = morning.person("admin")
    await works(
        morning,
        {
            "坏.xlsx": spoilt("xl/evil.rels"),
            "坏.docx": spoilt("word/_rels/evil.rels"),
            "好.csv": "日期,类别,名称\n".encode(),
        },
    )
    assert await morning.rows("SELECT COUNT(*) FROM sent_file WHERE state = 'done'") == [(3,)]
    assert len(morning.screens[morning.school.chats["admin"]]) == 3
    assert admin.sees


async def test_whatever_goes_wrong_while_a_file_is_looked_through(
    morning: Morning, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(file: str, data: bytes | None) -> None:
        raise RuntimeError("三年级2班 王小明")

    monkeypatch.setattr("handlers.file_worker.look_into", breaks)
    await works(morning, {"一.xlsx": b"", "二.docx": b""})
    assert await morning.rows("SELECT COUNT(*) FROM sent_file WHERE state = 'done'") == [(2,)]
    assert "could not be read" in caplog.text
    assert "王小明" not in caplog.text

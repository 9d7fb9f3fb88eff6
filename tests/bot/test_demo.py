"""The demo: a whole morning headless, and a visitor who comes and goes."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bot.demo import TOWNSHIP, PortTaken, demo
from bot.demo_people import PINNED, personas
from bot.demo_script import BLOCKS, END_MS, MORNING, START_MS
from bot.settings import settings_of
from domain.roster_file import judge
from domain.roster_rows import RosterFile
from storage.sheets import read_roster_file
from tests.wire import a_client

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def roster() -> RosterFile:
    """The sample township."""
    judged = judge(read_roster_file(TOWNSHIP))
    assert judged.roster is not None
    return judged.roster


def test_everybody_has_a_phone_and_whoever_acts_enrols(roster: RosterFile) -> None:
    cast = personas(roster, "zh")
    assert len(cast) == 192
    assert len({one.user_id for one in cast.values()}) == 192
    assert list(cast)[: len(PINNED)] == list(PINNED)
    assert cast["HCZX-T11"].title == "三年级2班 班主任 孙萍"
    assert cast["HCZX-T11"].group == "和川镇中心小学"
    acting = {act.who for act in MORNING}
    strangers = {who for who in acting if not cast[who].enrols}
    assert acting <= set(cast)
    assert strangers == {"HCZX-T37"}, "one stranger tries to speak"
    assert not cast["TZJX-T03"].enrols, "冉光明 has no chat"
    assert BLOCKS not in acting


def test_the_script_names_pupils_that_exist_and_stays_in_the_morning(roster: RosterFile) -> None:
    pupils = {pupil.name for pupil in roster.pupils}
    named = {
        step[1:-1]
        for act in MORNING
        if any(word in act.does for word in ("[发热]", "[缺勤]", "[外出]"))
        for step in act.does
        if re.fullmatch(r"\[[\u4e00-\u9fff]{2,3}\]", step)
    }
    words = {"发热", "缺勤", "外出", "跳过", "下一步", "在家", "在医院", "在学校", "提交", "更正"}
    words |= {"咳嗽", "呕吐", "腹泻", "头痛", "病假", "事假", "昨天"}
    assert named - words
    assert named - words <= pupils
    assert all(START_MS <= act.due_ms() <= END_MS for act in MORNING)


@pytest.mark.long
@pytest.mark.timeout(180)
async def test_a_headless_morning_leaves_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "digest.txt").write_text("of an earlier morning")
    await demo(settings_of({}), headless=True, out=tmp_path, port=0)

    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    figures = {
        key: report[key]
        for key in ("expected", "answered", "on_time", "late", "enrolled", "fever", "corrections")
    }
    assert figures == {
        "expected": 58,
        "answered": 56,
        "on_time": 53,
        "late": 3,
        "enrolled": 2169,
        "fever": 4,
        "corrections": 1,
    }
    outstanding = {one["unit"]: one["reached"] for one in report["outstanding"]}
    assert outstanding == {"HCZX-503": "sent", "HCZX-601": "unreachable"}
    assert report["unconfirmed"] == 1
    assert not any(finding["person"] for finding in report["findings"])

    digest, _, roll_up = (
        (tmp_path / "digest.txt").read_text(encoding="utf-8").partition("\n\n和川镇教管中心")
    )
    assert re.match(r"和川镇中心小学 11月23日\(周一\) 晨检 · 09:10 第\d版\n", digest)
    assert "侯成林" in digest, "the correction after the cut-off"
    assert "迟报 1" in digest, "the late answer"
    assert "09:15 第1版" in roll_up
    assert "58" in roll_up
    assert "侯成林" not in roll_up

    sheets = openpyxl.load_workbook(BytesIO((tmp_path / "report.xlsx").read_bytes()))
    assert len(sheets.sheetnames) >= 3
    assert (tmp_path / "wall.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "chenjian.db").stat().st_size > 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 1
    assert all(figure in said for figure in ("58", "56", "53", "2"))


async def test_a_busy_port_is_one_clear_refusal(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for headless in (True, False):
            with pytest.raises(PortTaken) as refused:
                await demo(settings_of({}), headless=headless, out=tmp_path, port=port)
            assert refused.value.values == {"port": port}


@pytest.mark.timeout(180)
async def test_a_visitor_finds_the_page_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "demo", "--port", "0"),
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 120)).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found is not None, line
        async with a_client() as client:
            page = await client.get(f"{found[0]}/")
            listed = (await client.get(f"{found[0]}/control/users")).json()["users"]
        assert page.status_code == 200
        assert sum(bool(user["about"]["pinned"]) for user in listed) == len(PINNED)
        process.send_signal(signal.SIGINT)
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 0, errors.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

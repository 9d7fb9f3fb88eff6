"""Some seeds of the simulation, that the same seed tells the same story, and that bugs are found.

Each runs as a process of its own, as ``make simulate`` does, so that a seed found here can be
told again there.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.virtual_time import Deadlock, run_virtually
from tests.simulation.world import simulate

ROOT = Path(__file__).parent.parent.parent
PLANTED = ROOT / "tests" / "planted"
PATIENCE_S = 480
"""Seeds and processes take seconds each, on a busy machine several times as many."""
FIRST_SEED = {"inbox_marking": 30}
"""Where the search begins for a bug that one story in thirty shows."""
ROOMS = ("bot", "channels", "domain", "emulator", "handlers", "scheduler", "storage", "views")


def simulation(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run it on the code of a tree."""
    command = [sys.executable, "-m", "tests.simulation", *options]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.long
@pytest.mark.timeout(PATIENCE_S)
def test_days_full_of_trouble_lose_nothing() -> None:
    ran = simulation(ROOT, "--seeds", "8")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["failed"] == []
    assert told["lives"] > told["seeds"]
    assert told["answers"] > told["seeds"]


def test_a_seed_tells_the_same_story_again() -> None:
    assert simulate(3) == simulate(3)


@pytest.mark.long
@pytest.mark.timeout(PATIENCE_S)
@pytest.mark.parametrize("patch", sorted(PLANTED.glob("*.patch")), ids=lambda path: path.stem)
def test_a_planted_bug_is_found(patch: Path, tmp_path: Path) -> None:
    for room in (*ROOMS, "tests"):
        # What is compiled comes along: a file that is patched is newer and compiled anew.
        nothing_made = shutil.ignore_patterns("*-pytest-*.pyc", "page", "*.xlsx")
        shutil.copytree(ROOT / room, tmp_path / room, ignore=nothing_made)
    tool = shutil.which("patch")
    assert tool is not None, "patch is needed to plant a bug"
    planting = [tool, "--strip=1", "--batch", "--forward", "--fuzz=3", f"--input={patch}"]
    planted = subprocess.run(planting, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
    assert planted.returncode == 0, f"{planted.stdout}: the code has moved, plant it anew"
    first = str(FIRST_SEED.get(patch.stem, 0))
    ran = simulation(tmp_path, "--seeds", "40", "--first", first)
    assert ran.returncode == 1, f"nothing was found in 40 seeds: {ran.stdout} {ran.stderr}"
    assert json.loads(ran.stdout)["failed"], ran.stderr


def test_hours_pass_in_no_time() -> None:
    async def three_hours() -> float:
        await asyncio.sleep(3 * 3600)
        return asyncio.get_running_loop().time()

    assert run_virtually(three_hours()) == pytest.approx(3 * 3600)


def test_waiting_for_nobody_is_a_deadlock() -> None:
    async def stuck() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Deadlock):
        run_virtually(stuck())

"""A small crash run: the real process under SIGKILL."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.long
@pytest.mark.timeout(240)
def test_kills_lose_no_answer_and_no_push() -> None:
    options = ["--kills", "3", "--schools", "5", "--classes", "6"]
    command = [sys.executable, "-m", "tests.crash", *options]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = json.loads(ran.stdout)
    assert told["kills"] == 3
    assert told["answers_sent"] == 30
    assert told["answers_lost"] == told["pushes_lost"] == told["repeats_unmarked"] == 0

"""An empty folder and an environment without any of our keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import KEYS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a command of the test runs: no ``.env``, no variable set."""
    for key in KEYS:
        monkeypatch.delenv(key, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path

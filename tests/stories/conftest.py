"""A morning for each story."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from scheduler import pacer, pump, ticking, turns
from tests.stories.morning import Morning, a_morning


@pytest.fixture
async def morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Morning]:
    """A school of three classes on Monday 2026-11-23 at 07:00, the bot running."""
    # The same loops, only oftener: a story turns the clock many times and waits each time. Its
    # people press without a pause for thought, which the emulator's own limits still allow.
    monkeypatch.setattr(ticking, "EVERY_S", 0.05)
    monkeypatch.setattr(pump, "LOOK_AGAIN_S", 0.05)
    monkeypatch.setattr(turns, "LOOK_AGAIN_S", 0.05)
    monkeypatch.setattr(pacer, "CHAT_BURST", 20)
    monkeypatch.setattr(turns, "EDIT_GAP_S", 0.5)
    async with a_morning(tmp_path / "chenjian.db") as running:
        yield running

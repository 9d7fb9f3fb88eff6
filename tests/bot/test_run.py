"""The running bot as a whole: what begins before what."""

from __future__ import annotations

import json
from pathlib import Path

from domain.ports import RawUpdate
from tests.clock import instant
from tests.stories.morning import CLASSES, Morning, a_morning

TUESDAY = "2026-11-24"


async def test_an_early_answer_that_waits_in_the_inbox_at_the_start_counts(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "chenjian.db") as morning:
        await morning.stop()
        # Stored by a process that was killed before the rounds of the day were opened.
        raw = _typed(morning, "全班正常")
        at_ms = instant(f"{TUESDAY} 06:50")
        morning.write(lambda tx: tx.inbox.store("telegram", [RawUpdate(5, raw)], at_ms))
        morning.set_clock(f"{TUESDAY} 06:55")
        await morning.start()
        assert morning.round(CLASSES[0], TUESDAY).revision == 1
        assert await morning.teacher(CLASSES[0]).shows("已上报")


def _typed(morning: Morning, words: str) -> str:
    user_id = morning.teacher(CLASSES[0]).user_id
    message = {
        "message_id": 1,
        "date": instant(f"{TUESDAY} 06:50") // 1000,
        "chat": {"id": user_id, "type": "private"},
        "from": {"id": user_id, "is_bot": False, "first_name": "x"},
        "text": words,
    }
    return json.dumps({"update_id": 5, "message": message})

"""Speed: an answer from the raw update to the committed receipt, against the framework alone.

``python -m benchmarks`` prints JSON and writes bench.json. The denominator is measured in the same
run: python-telegram-bot parsing and dispatching the same updates to an empty handler, a task an
update, each chat in order.
"""

from __future__ import annotations

import asyncio
import json
import logging
import platform
import statistics
import sys
from pathlib import Path

from benchmarks.answers import answers_per_second
from benchmarks.framework import framework_per_second
from benchmarks.presses import press_updates

ROUNDS = 3
PRESSES = 10_000


def main() -> None:
    """Measure, print, and write bench.json."""
    logging.disable(logging.WARNING)
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else PRESSES
    updates = press_updates(presses)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(asyncio.run(framework_per_second(updates)))
        ours.append(asyncio.run(answers_per_second(updates)))
    figures = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "presses": presses,
        "rounds": ROUNDS,
        "answers_per_s": round(statistics.median(ours)),
        "framework_per_s": round(statistics.median(theirs)),
        "answers_ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
    }
    text = json.dumps(figures, indent=2)
    Path("bench.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

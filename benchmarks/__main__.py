"""The speed of the program, each figure with the goal it is held to.

``python -m benchmarks [names...] [--small] [--out FILE]`` writes bench.json and prints it; what is
being measured, and a table of the goals, go to standard error. A ratio's denominator is measured in
the same run. The machine and how busy it was stand beside the figures: only figures of a quiet
machine tell anything about the program.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.alerts import alerts
from benchmarks.answers import answers
from benchmarks.city_report import city_report
from benchmarks.commits import commits
from benchmarks.digests import digests
from benchmarks.goals import table
from benchmarks.growth import growth
from benchmarks.memory import memory
from benchmarks.pace import pace
from benchmarks.pack import pack
from benchmarks.plan import plan
from benchmarks.receipts import receipts
from benchmarks.sizes import FULL, SMALL, Sizes
from benchmarks.understanding import understanding
from benchmarks.wall import wall
from benchmarks.workbook import workbook
from bot.fair import share_fairly

Measure = Callable[[Sizes, Path], dict[str, float]]

MEASURES: Mapping[str, Measure] = {
    "answers": answers,
    "commits": commits,
    "receipts": receipts,
    "pace": pace,
    "plan": plan,
    "alerts": alerts,
    "report": city_report,
    "digests": digests,
    "wall": wall,
    "workbook": workbook,
    "pack": pack,
    "understanding": understanding,
    "growth": growth,
    "memory": memory,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(MEASURES))
    parser.add_argument("--small", action="store_true", help="tiny: that it runs, not how fast")
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in MEASURES]:
        parser.error(f"no such measure: {', '.join(unknown)}")
    figures = measured(asked.names or list(MEASURES), SMALL if asked.small else FULL)
    text = json.dumps({"machine": _machine(), "small": asked.small} | figures, indent=2)
    asked.out.write_text(text + "\n", encoding="utf-8")
    print(text)
    print(table(figures), file=sys.stderr)


def measured(names: Sequence[str], sizes: Sizes) -> dict[str, float]:
    """The figures of these measures, one after another."""
    figures: dict[str, float] = {}
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        share_fairly()
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = MEASURES[name](sizes, Path(folder))
        took = time.monotonic() - start
        words = ", ".join(f"{key} {value:g}" for key, value in found.items())
        print(f"{name} ({took:.0f} s): {words}", file=sys.stderr, flush=True)
        figures |= found | {f"{name}_load": round(os.getloadavg()[0], 1)}
    return figures


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    main()

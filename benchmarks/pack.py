"""An inspection pack of sixty classes and two hundred days: how long, and in how much memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.city import TODAY, City, copied
from benchmarks.emulated import ROOT
from benchmarks.memory import peak_mb
from benchmarks.morning import at
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from bot.pack_command import PackCommand, run_pack

FEW = 10
"""Days of the short pack, which the long one is held against."""


def pack(sizes: Sizes, folder: Path) -> dict[str, float]:
    """In a process of its own each time. ``pack_rss_mb`` is the most it held, ``pack_growth_mb`` by
    how much that was more than for a few days: what is kept of a day is its sums.

    Two schools of half the classes, as the city that is measured has them.
    """
    city = City(2, sizes.pack_classes // 2, sizes.pupils, sizes.days)
    with copied(city, folder) as path:
        long = _made(path, city.past[0].isoformat())
        short = _made(path, city.past[-min(FEW, sizes.days)].isoformat())
    return {
        "pack_s": long["s"],
        "pack_rss_mb": long["rss_mb"],
        "pack_growth_mb": round(max(long["rss_mb"] - short["rss_mb"], 0), 1),
        "pack_kb": long["kb"],
    }


def _made(path: Path, first: str) -> dict[str, float]:
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "benchmarks.pack", str(path), first],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def main() -> None:
    """One pack, from the first day given to today; prints its figures as JSON."""
    path, first = Path(sys.argv[1]), sys.argv[2]
    command = PackCommand("city", f"{first}..{TODAY}")
    start = time.perf_counter()
    content = run_pack(path, command, now_ms=at("09:30"), zone=ZONE, language="zh")
    took = time.perf_counter() - start
    kb = round(len(content) / 1000, 1)
    print(json.dumps({"s": round(took, 2), "rss_mb": round(peak_mb(), 1), "kb": kb}))


if __name__ == "__main__":
    main()

"""``python -m tests.crash --kills 20``: prints what was lost and what came twice, as JSON."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.crash.morning import Size, crash


def main() -> int:
    """Run it; exit 1 where something was lost, or came twice without saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--schools", type=int, default=24)
    parser.add_argument("--classes", type=int, default=10, help="of each school")
    parser.add_argument("--seed", type=int, default=0, help="of the moments, as far as they go")
    asked = parser.parse_args()
    size = Size(asked.kills, asked.schools, asked.classes)
    counted = asyncio.run(crash(size, asked.seed))
    sys.stdout.write(counted.as_json() + "\n")
    if not counted.good:
        sys.stderr.write(f"{counted.in_flight} requests were being sent at the kills\n")
    return 0 if counted.good else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""``python -m tests.simulation --seeds 200``: whole days by seed; ``--seed 17`` tells its story."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

from tests.simulation.world import simulate


def main() -> int:
    """Run the seeds; exit 1 where one fails, with its story on standard error."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--seed", type=int, help="only this one, with its story")
    parser.add_argument("--all", action="store_true", help="do not stop at the first failure")
    asked = parser.parse_args()
    alone = asked.seed is not None
    seeds = [asked.seed] if alone else range(asked.first, asked.first + asked.seeds)
    began = time.monotonic()
    done, failed, answers, lives, sends = 0, [], 0, 0, 0
    for seed in seeds:
        outcome = simulate(seed)
        done += 1
        answers, lives, sends = (
            answers + outcome.answers,
            lives + outcome.lives,
            sends + outcome.sends,
        )
        if outcome.wrong:
            failed.append(seed)
        if outcome.wrong or alone:
            sys.stderr.write("\n".join([*outcome.story, f"seed {seed}:", *outcome.wrong, ""]))
        if outcome.wrong and not asked.all:
            break
    told = {
        "seeds": done,
        "failed": failed,
        "answers": answers,
        "lives": lives,
        "requests": sends,
        "seconds": round(time.monotonic() - began, 1),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets of words are walked in another order by each process otherwise.
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606
    raise SystemExit(main())

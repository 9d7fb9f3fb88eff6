"""The measures still run; how fast is never asked here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import MEASURES, main, measured
from benchmarks.goals import GOALS, table
from benchmarks.pace import busiest_second
from benchmarks.sizes import SMALL
from benchmarks.spread import quantile

KEYS = {
    "answers": {"answers_per_s", "framework_per_s", "answers_ratio"},
    "commits": {"commit_p50_ms", "commit_p99_ms", "arrived_p99_ms", "commit_worst_ms"},
    "receipts": {"answer_p50_ms", "answer_p99_ms"},
    "pace": {"pace_per_s", "pace_efficiency", "pace_worst_second", "pace_refused"},
    "plan": {"plan_s", "plan_answer_p99_ms", "idle_tick_ms"},
    "alerts": {"alert_p50_ms", "alert_p99_ms", "case_tick_ms", "case_ask_s"},
    "report": {"report_city_ms", "report_ratio"},
    "digests": {"digests_s", "digests_rendered"},
    "workbook": {"xlsx_s", "xlsx_beside_s", "xlsx_answer_p99_ms"},
    "wall": {"png_ms", "png_bare_ms", "png_ratio"},
    "pack": {"pack_s", "pack_rss_mb", "pack_growth_mb"},
    "understanding": {"understand_p50_ms", "understand_p99_ms", "understand_worst_ms"},
    "growth": {"storage_growth", "history_bytes_per_answer"},
    "memory": {"rss_mb", "morning_bytes_per_answer"},
}
"""What each measure must give, at least."""


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_a_measure_runs_and_gives_its_figures(name: str) -> None:
    figures = measured([name], SMALL)
    assert KEYS[name] <= figures.keys()
    assert all(value >= 0 for value in figures.values())


def test_every_goal_is_measured() -> None:
    assert {goal.key for goal in GOALS} <= set().union(*KEYS.values())
    assert KEYS.keys() == MEASURES.keys()


def test_the_figures_are_printed_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bench.json"
    main(["digests", "--small", "--out", str(out)])
    printed = capsys.readouterr()
    assert json.loads(printed.out) == json.loads(out.read_text(encoding="utf-8"))
    assert "digests_s" in printed.err


def test_a_measure_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["speed", "--out", str(tmp_path / "bench.json")])
    assert refused.value.code == 2


def test_a_goal_that_is_missed_says_so() -> None:
    lines = table({"answers_ratio": 0.99, "rss_mb": 300}).splitlines()
    assert [line.split()[:2] for line in lines] == [["missed", "answers_ratio"], ["met", "rss_mb"]]


def test_the_busiest_second_is_found_wherever_it_begins() -> None:
    assert busiest_second([0.0, 0.9, 1.0, 1.1, 1.89, 3.0]) == 4
    assert busiest_second([0.0, 1.0, 2.0]) == 1


def test_a_quantile_is_one_of_the_times() -> None:
    times = [float(n) for n in range(100, 0, -1)]
    assert (quantile(times, 0.5), quantile(times, 0.99), quantile([7.0], 0.99)) == (50, 99, 7)

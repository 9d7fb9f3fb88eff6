"""What each figure is held to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure's key, its bound, and what it says."""

    key: str
    bound: float
    at_least: bool
    what: str

    def met(self, figure: float) -> bool:
        """Whether the figure is good enough."""
        return figure >= self.bound if self.at_least else figure <= self.bound


def _least(key: str, bound: float, what: str) -> Goal:
    return Goal(key, bound, True, what)


def _most(key: str, bound: float, what: str) -> Goal:
    return Goal(key, bound, False, what)


GOALS = (
    _least("answers_ratio", 1.0, "answers a second over the framework doing nothing"),
    _most("commit_p99_ms", 50, "update stored to answer committed, 200 a second"),
    _most("answer_p99_ms", 150, "press to receipt at the emulator, 20 a second"),
    _least("pace_efficiency", 0.97, "a wave's rate over 30 a second"),
    _most("pace_worst_second", 30, "sent in the busiest second"),
    _most("pace_refused", 0, "429s in a wave"),
    _most("plan_s", 3, "planning, opening and asking a city"),
    _most("plan_answer_p99_ms", 50, "an answer meanwhile"),
    _most("idle_tick_ms", 50, "a tick with nothing due"),
    _most("alert_p99_ms", 200, "an answer stored to its alert at the channel, 10,000 asks waiting"),
    _most("case_tick_ms", 50, "a tick with nothing due, 5,000 cases open"),
    _most("case_ask_s", 3, "asking those responsible for 5,000 cases"),
    _most("report_city_ms", 60, "a city's /report"),
    _most("report_ratio", 1.5, "its reading over the same SQL on bare sqlite3"),
    _most("digests_s", 5, "every school's digest at the cut-off"),
    _most("xlsx_s", 1.0, "a workbook of 10,000 rows"),
    _most("xlsx_answer_p99_ms", 50, "an answer while it is written"),
    _most("png_ms", 60, "a wall of 60 classes, as a PNG"),
    _most("pack_s", 10, "an inspection pack, 60 classes and 200 days"),
    _most("pack_rss_mb", 150, "its memory, MB"),
    _most("pack_growth_mb", 20, "and over that of ten days, MB"),
    _most("understand_p99_ms", 5, "a message of the corpus read, 60 pupils"),
    _most("understand_worst_ms", 50, "the longest and hardest text read"),
    _most("storage_growth", 1.3, "a morning's reads after long over after short"),
    _most("rss_mb", 300, "memory through a city's morning, MB"),
)


def table(figures: Mapping[str, float]) -> str:
    """A line for each goal that was measured: met or missed."""
    lines = []
    for goal in GOALS:
        if goal.key in figures:
            figure = figures[goal.key]
            sign = ">=" if goal.at_least else "<="
            mark = "met   " if goal.met(figure) else "missed"
            lines.append(f"{mark} {goal.key:<18} {figure:>9g}  {sign} {goal.bound:<5g} {goal.what}")
    return "\n".join(lines)

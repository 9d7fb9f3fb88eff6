"""Figures by mode in words: the classes at school, and those at home."""

from __future__ import annotations

from domain.class_figures import ClassFigures
from domain.figures import Counts, ModeCounts
from domain.message import Text
from domain.mode import Mode
from views.asking_modes import mode_name
from views.words import say, text


def mode_line(language: str, one: ModeCounts, absent: str) -> Text:
    """``停课 8 班：学生 360 · 已掌握 358 · 住院 2 · 未参加学习 5``; ``absent`` is who is missing of
    the classes at school.
    """
    counts = one.counts
    line = text(
        language,
        "mode.line_term" if one.mode is Mode.TERM else "mode.line_home",
        mode=mode_name(language, one.mode),
        classes=counts.expected,
        enrolled=counts.enrolled,
        present=counts.present,
    )
    line += absent if one.mode is Mode.TERM else home_absences(language, counts)
    for what in ("not_learning", "lives_in"):
        if count := getattr(one, what):
            line += say(language, f"mode.receipt_{what}", count=count)
    if counts.missing:
        line += text(language, "mode.line_missing", count=counts.missing)
    return line


def home_absences(language: str, figures: ClassFigures | Counts) -> str:
    """``· 住院 1 · 隔离等 2``: who is not with the others while everybody is at home."""
    return "".join(
        say(language, f"mode.absent_{reason}", count=count)
        for reason in ("sick", "personal", "other")
        if (count := getattr(figures, reason))
    )

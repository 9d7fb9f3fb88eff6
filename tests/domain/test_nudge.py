"""When a class is nudged, how often, and who is suggested."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.nudge import (
    QUICK_DAYS,
    QUICK_MS,
    QUIET_DAYS,
    REST,
    SAME_DAYS,
    Habit,
    NudgeReason,
    suggested,
)


def days(
    count: int,
    habit: Habit | None = None,
    *,
    class_max: int | None = None,
    zero: bool = False,
    waited_ms: int | None = None,
) -> Habit:
    """So many answers alike."""
    made = habit or Habit()
    for _ in range(count):
        made = made.one_more(class_max=class_max, zero=zero, waited_ms=waited_ms)
    return made


@pytest.mark.parametrize(("count", "nudged"), [(SAME_DAYS - 1, False), (SAME_DAYS, True)])
def test_the_same_temperature_ten_days_running(count: int, nudged: bool) -> None:
    habit = days(count, class_max=3650)
    assert (habit.reason is NudgeReason.SAME) is nudged


def test_another_temperature_or_none_breaks_it() -> None:
    nine = days(SAME_DAYS - 1, class_max=3650)
    other = nine.one_more(class_max=3660, zero=True, waited_ms=None)
    assert (other.same, other.reason) == (1, None)
    none = nine.one_more(class_max=None, zero=True, waited_ms=None)
    assert (none.same, none.reason) == (0, None)
    assert days(5, none, class_max=3650).same == 5


@pytest.mark.parametrize(
    ("waited_ms", "quick"),
    [(0, True), (QUICK_MS, True), (QUICK_MS + 1, False), (-1, False), (None, False)],
)
def test_an_answer_within_two_seconds_of_the_question(waited_ms: int | None, quick: bool) -> None:
    habit = days(QUICK_DAYS, waited_ms=waited_ms)
    assert (habit.reason is NudgeReason.QUICK) is quick


@pytest.mark.parametrize(("count", "nudged"), [(QUIET_DAYS - 1, False), (QUIET_DAYS, True)])
def test_nobody_away_or_unwell_for_weeks(count: int, nudged: bool) -> None:
    assert (days(count, zero=True).reason is NudgeReason.QUIET) is nudged
    one_away = days(1, days(count - 1, zero=True), zero=False)
    assert one_away.reason is None


def test_a_correction_counts_everything_anew() -> None:
    habit = days(SAME_DAYS - 1, class_max=3650, zero=True, waited_ms=0).corrected()
    again = habit.one_more(class_max=3650, zero=True, waited_ms=0)
    assert (again.same, again.quick, again.quiet, again.reason) == (1, 1, 1, None)


def test_after_a_nudge_a_class_is_left_in_peace() -> None:
    habit = days(SAME_DAYS, class_max=3650).nudged(2)
    assert habit.reason is None
    habit = days(REST, habit, class_max=3650, zero=True, waited_ms=0)
    assert habit.reason is None, "ten answers later it is still left in peace"
    assert days(1, habit, class_max=3650).reason is NudgeReason.SAME


def test_two_are_suggested_and_the_same_two_for_the_same_turn() -> None:
    pupils = list(range(1, 43))
    two, after = suggested(7, pupils, pupils, 0)
    assert len(set(two)) == 2
    assert after == 2
    assert suggested(7, pupils, pupils, 0) == (two, after)
    assert suggested(8, pupils, pupils, 0)[0] != two, "classes do not follow each other"


def test_everybody_has_a_turn_before_anybody_has_two() -> None:
    pupils, turn, counted = list(range(1, 43)), 0, Counter[int]()
    for _ in range(21):
        two, turn = suggested(7, pupils, pupils, turn)
        counted.update(two)
    assert set(counted.values()) == {1}
    assert len(counted) == 42
    again, _ = suggested(7, pupils, pupils, turn)
    assert again != suggested(7, pupils, pupils, 0)[0], "the order is another one each time"


def test_nobody_who_is_away_is_suggested() -> None:
    pupils = list(range(1, 6))
    two, _ = suggested(7, pupils, {2, 5}, 0)
    assert set(two) == {2, 5}


@pytest.mark.parametrize(("present", "chosen"), [({3}, (3,)), (set(), ())])
def test_a_class_with_hardly_anybody(present: set[int], chosen: tuple[int, ...]) -> None:
    assert suggested(7, [1, 2, 3], present, 0)[0] == chosen
    assert suggested(7, [], [], 0) == ((), 0)

"""How long words in doubt rest, and when they are given up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.doubt import AFTER_OUTAGE, LEAST_TRIES, rest_s, worth_another_try

HOUR_MS = 3_600_000
SPEAKING = ("alert", "digest", "roll_up", "news", "escalation", "ask", "chase", "snooze")
REPLYING = ("reply", "card", "receipt", "file")


def _tries(kind: str, *, of_each_rest: float = 1.0) -> Iterator[float]:
    """When the tries of words fall that never come to a known end, in seconds."""
    at, tries = 0.0, 0
    while not tries or worth_another_try(kind, tries=tries, age_ms=round(at * 1000), changes=False):
        yield at
        tries += 1
        at += rest_s(tries, changes=False) * of_each_rest


@pytest.mark.parametrize("kind", [*SPEAKING, *REPLYING])
def test_nobody_reads_the_same_a_dozen_times_over_whatever_goes_wrong(kind: str) -> None:
    assert len(list(_tries(kind))) <= 12
    assert len(list(_tries(kind, of_each_rest=AFTER_OUTAGE))) <= 14, "one outage after the other"


@pytest.mark.parametrize("kind", SPEAKING)
def test_what_is_said_of_itself_is_worth_it_for_half_a_day_and_no_longer(kind: str) -> None:
    half_a_day = 12 * HOUR_MS
    assert worth_another_try(kind, tries=9, age_ms=half_a_day - 1, changes=False)
    assert not worth_another_try(kind, tries=9, age_ms=half_a_day, changes=False)
    assert not worth_another_try(kind, tries=9, age_ms=half_a_day, changes=True)
    assert [at for at in _tries(kind) if at > 3600], "it is tried after the first hour too"


@pytest.mark.parametrize("kind", REPLYING)
def test_what_answers_somebody_is_tried_for_an_hour_only(kind: str) -> None:
    assert worth_another_try(kind, tries=9, age_ms=HOUR_MS - 1, changes=False)
    assert not worth_another_try(kind, tries=9, age_ms=HOUR_MS, changes=False)
    assert worth_another_try(kind, tries=9, age_ms=HOUR_MS, changes=True), "a change harms nobody"


def test_words_that_lay_for_days_are_not_given_up_at_the_first_try() -> None:
    days = 72 * HOUR_MS
    worth = [worth_another_try("alert", tries=n, age_ms=days, changes=False) for n in (1, 2, 3)]
    assert worth == [True, True, False]
    assert LEAST_TRIES == 3


def test_rests_grow_threefold_and_those_of_changes_to_a_minute() -> None:
    assert [rest_s(n, changes=False) for n in (1, 2, 3, 8)] == [2, 6, 18, 4374]
    assert [rest_s(n, changes=True) for n in (1, 2, 3, 8)] == [2, 6, 18, 60]

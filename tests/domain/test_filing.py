"""What a later answer leaves out of an earlier one."""

from __future__ import annotations

import pytest

from domain.check_in import Absence, CheckIn, Entry, Symptom
from domain.filing import emptied, left_out

FEVER = 3730
READING = Entry(temperature=3680)
COUGH = Entry(symptoms=(Symptom.COUGH,))


@pytest.mark.parametrize(
    "told",
    [
        READING,
        COUGH,
        Entry(absence=Absence.PERSONAL),
        Entry(unmeasured=True),
        Entry(gone=True),
        Entry(lives_in=True),
    ],
)
def test_whatever_was_told_of_somebody_is_missed(told: Entry) -> None:
    said = CheckIn(pupils={1: told, 2: COUGH}, staff={5: COUGH})
    assert left_out(said, CheckIn(pupils={2: Entry()}, staff={5: Entry()}), FEVER) == CheckIn(
        pupils={1: told}
    )


@pytest.mark.parametrize("told", [Entry(), Entry(back=True), Entry(recovered=True)])
def test_that_somebody_is_well_is_not(told: Entry) -> None:
    assert left_out(CheckIn(pupils={1: told}), CheckIn(), FEVER) == CheckIn()


def test_whoever_is_named_was_not_forgotten_whatever_is_said() -> None:
    assert left_out(CheckIn(pupils={1: COUGH}), CheckIn(pupils={1: READING}), FEVER) == CheckIn()


@pytest.mark.parametrize(
    ("before", "now", "lost"),
    [(3680, None, 3680), (3680, 3700, None), (None, None, None), (None, 3680, None)],
)
def test_the_highest_temperature_is_missed_where_there_is_none_any_more(
    before: int | None, now: int | None, lost: int | None
) -> None:
    left = left_out(CheckIn(class_max=before), CheckIn(class_max=now), FEVER)
    assert left == CheckIn(class_max=lost)


def test_nothing_is_lost_by_saying_the_same_again() -> None:
    said = CheckIn(pupils={1: COUGH, 2: READING}, staff={5: COUGH}, class_max=3680)
    assert left_out(said, said, FEVER) == CheckIn()


def test_what_is_not_abnormal_any_more_is_shown_though_it_is_named() -> None:
    before = CheckIn(pupils={1: COUGH, 2: READING, 3: COUGH}, staff={5: COUGH})
    now = CheckIn(pupils={1: READING, 3: COUGH})
    assert emptied(before, now, FEVER) == CheckIn(pupils={1: COUGH}, staff={5: COUGH})

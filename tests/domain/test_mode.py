"""What is said counts by the mode it is said in."""

from __future__ import annotations

import pytest

from domain.check_in import CheckIn, Entry, Symptom, Where, findings_of
from domain.class_figures import figures_of
from domain.mode import Mode
from domain.roster import Pupil

PUPILS = [Pupil(1, "1", "王小明"), Pupil(2, "2", "李晓红"), Pupil(3, "3", "张伟", away="isolation")]
AT_HOME = (Mode.VACATION, Mode.CLOSURE, Mode.PRE_RETURN)


@pytest.mark.parametrize("mode", AT_HOME)
def test_at_home_says_nothing_where_everybody_is_at_home(mode: Mode) -> None:
    said = CheckIn(pupils={1: Entry(temperature=3820, where=Where.HOME)})
    settled = mode.settled(said)
    assert settled.pupils[1] == Entry(temperature=3820)
    figures = figures_of(settled, PUPILS, 3730)
    assert (figures.fever, figures.present, figures.sick) == (1, 2, 0)


@pytest.mark.parametrize("mode", AT_HOME)
def test_in_hospital_is_absent_wherever_the_others_are(mode: Mode) -> None:
    said = CheckIn(pupils={1: Entry(symptoms=(Symptom.COUGH,), where=Where.HOSPITAL)})
    assert figures_of(mode.settled(said), PUPILS, 3730).sick == 1


def test_at_school_at_home_is_absent_sick() -> None:
    said = CheckIn(pupils={1: Entry(where=Where.HOME)})
    assert Mode.TERM.settled(said) == said
    assert figures_of(said, PUPILS, 3730).sick == 1


def test_the_figures_of_every_mode_add_up() -> None:
    said = CheckIn(
        pupils={
            1: Entry(not_learning=True, lives_in=True),
            2: Entry(where=Where.HOSPITAL, feverish=True),
        }
    )
    for mode in Mode:
        figures = figures_of(mode.settled(said), PUPILS, 3730)
        away = figures.sick + figures.personal + figures.other
        assert figures.present + away == figures.enrolled == 3
        assert (figures.not_learning, figures.lives_in) == (1, 1)


def test_who_takes_no_part_in_lessons_is_no_finding_and_no_zero_report() -> None:
    said = CheckIn(pupils={1: Entry(not_learning=True)})
    assert findings_of(said, 3730) == ()
    assert not figures_of(said, PUPILS, 3730).zero


def test_living_in_leaves_a_zero_report_and_is_kept() -> None:
    said = CheckIn(pupils={1: Entry(lives_in=True)})
    assert figures_of(said, PUPILS, 3730).zero
    assert said.without_nothing(3730) == said


def test_each_mode_but_a_school_day_marks_its_buttons() -> None:
    marks = [mode.mark for mode in Mode]
    assert len(set(marks)) == len(Mode)
    assert Mode.TERM.mark == ""
    assert "s" not in marks  # "sure" stands behind the mark

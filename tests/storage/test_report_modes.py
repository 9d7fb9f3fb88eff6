"""Figures by mode: one school with classes at school and classes at home."""

from __future__ import annotations

from pathlib import Path

from domain.check_in import Entry, Where
from domain.mode import Mode
from storage.transaction import Transaction
from tests.morning import DAY, answer, open_rounds, transaction
from tests.school import School, a_school

FIRST, SECOND, THIRD = "七年级1班", "八年级1班", "九年级1班"


def a_mixed_day(tx: Transaction) -> School:
    """Grade 9 is at school, grade 8 closed, grade 7 keeps its log and has not answered."""
    school = a_school(tx, classes=(FIRST, SECOND, THIRD), pupils=4)
    open_rounds(tx, school.id)
    for name, mode in ((FIRST, "pre_return"), (SECOND, "closure")):
        tx.connection.execute(
            "UPDATE round SET mode = ? WHERE unit_id = ?", (mode, school.classes[name])
        )
    answer(tx, school.classes[THIRD], school.people[THIRD])
    one, two = school.pupils[SECOND][:2]
    said = {one: Entry(not_learning=True), two: Entry(lives_in=True, where=Where.HOSPITAL)}
    answer(tx, school.classes[SECOND], school.people[SECOND], said)
    return school


def test_the_counts_of_each_mode_add_up_to_those_of_the_school(tmp_path: Path) -> None:
    with transaction(tmp_path / "modes.db") as tx:
        school = a_mixed_day(tx)
        figures = tx.reports.day(school.id, DAY)
    assert [one.mode for one in figures.modes] == [Mode.TERM, Mode.CLOSURE, Mode.PRE_RETURN]
    for what in ("expected", "answered", "enrolled", "present", "sick", "other"):
        total = sum(getattr(one.counts, what) for one in figures.modes)
        assert total == getattr(figures.counts, what), what
    closed = figures.modes[1]
    assert (closed.not_learning, closed.lives_in) == (1, 1)
    assert (closed.counts.present, closed.counts.sick) == (3, 1)
    assert figures.modes[2].counts.missing == 1


def test_who_does_not_learn_and_who_lives_in_is_told_by_name(tmp_path: Path) -> None:
    with transaction(tmp_path / "modes.db") as tx:
        school = a_mixed_day(tx)
        closure = tx.reports.day(school.id, DAY).closure
        names = [tx.roster.pupil(pupil).name for pupil in school.pupils[SECOND][:2]]  # type: ignore[union-attr]
    assert [(one.name, one.not_learning, one.lives_in) for one in closure] == [
        (names[0], True, False),
        (names[1], False, True),
    ]


def test_a_plain_school_day_has_no_modes(tmp_path: Path) -> None:
    with transaction(tmp_path / "modes.db") as tx:
        school = a_school(tx)
        open_rounds(tx, school.id)
        figures = tx.reports.day(school.id, DAY)
    assert figures.modes == ()
    assert figures.form is Mode.TERM


def test_a_grade_s_figures_are_those_of_its_own_mode(tmp_path: Path) -> None:
    with transaction(tmp_path / "modes.db") as tx:
        school = a_mixed_day(tx)
        nine = tx.reports.day(school.grades["九年级"], DAY)
        eight = tx.reports.day(school.grades["八年级"], DAY)
    assert nine.modes == ()
    assert eight.form is Mode.CLOSURE

"""What changed between two versions of a digest, and which of it is news."""

from __future__ import annotations

import json

import pytest

from domain.check_in import Absence, CheckIn, Entry, Symptom, Where
from domain.class_figures import figures_of
from domain.correction import ClassChange, Said, is_silent, revisions_in
from domain.roster import Pupil

THRESHOLD = 3730
PUPILS = [Pupil(n, f"N{n}", f"P{n}") for n in range(1, 5)]
FEVER = Entry(temperature=3730, where=Where.HOME)
LEAVE = Entry(absence=Absence.PERSONAL)
READING = Entry(temperature=3729)


def said(**pupils: Entry) -> Said:
    check_in = CheckIn(pupils={int(key[1:]): entry for key, entry in pupils.items()})
    return Said(check_in, figures_of(check_in, PUPILS, THRESHOLD))


def change(before: Said | None, now: Said) -> ClassChange:
    return ClassChange(7, 0 if before is None else 1, before, now, THRESHOLD)


@pytest.mark.parametrize(
    ("before", "now", "new", "withdrawn", "counts"),
    [
        (said(), said(p1=FEVER), True, False, True),
        (said(p1=FEVER), said(), False, True, True),
        (said(p1=FEVER), said(p2=FEVER), True, True, False),
        # One hundredth below the threshold is no fever.
        (said(), said(p1=READING), False, False, False),
        (said(p1=READING), said(p1=FEVER), True, False, True),
        # A private leave is nobody's alarm, and changes who is there.
        (said(), said(p1=LEAVE), False, False, True),
        # Warmer, and still the same pupil.
        (said(p1=FEVER), said(p1=FEVER.model_copy(update={"temperature": 3900})), False, False,
         False),
        (said(p1=Entry(symptoms=(Symptom.COUGH,))), said(p1=FEVER), False, False, True),
        (said(), said(), False, False, False),
    ],
)  # fmt: skip
def test_what_differs(before: Said, now: Said, new: bool, withdrawn: bool, counts: bool) -> None:
    made = change(before, now)
    assert (bool(made.new), bool(made.withdrawn), made.counts_differ) == (new, withdrawn, counts)
    assert made.matters is (new or withdrawn or counts)
    assert not made.now_in


def test_a_class_that_was_outstanding_is_in() -> None:
    made = change(None, said())
    assert made.now_in
    assert made.matters
    assert not made.counts_differ, "there were none before"


@pytest.mark.parametrize(
    ("before", "now", "alerted", "news"),
    [
        # The alert has just sounded: once is enough.
        (said(), said(p1=FEVER), True, False),
        (None, said(p1=FEVER), True, False),
        # It has not, in this chat.
        (said(), said(p1=FEVER), False, True),
        # An alert never says aloud that somebody is well after all.
        (said(p1=FEVER), said(), False, True),
        (said(p1=FEVER), said(p2=FEVER), True, True),
        (said(), said(p1=LEAVE), False, True),
        (None, said(), False, True),
        (said(p1=READING), said(), False, False),
    ],
)
def test_nobody_hears_twice_of_the_same(
    before: Said | None, now: Said, alerted: bool, news: bool
) -> None:
    assert change(before, now).is_news(alerted=alerted) is news


def test_only_late_zero_reports_make_no_sound() -> None:
    late_zero, late_fever = change(None, said()), change(None, said(p1=FEVER))
    corrected = change(said(), said(p1=LEAVE))
    reading = change(said(), said(p1=READING))
    assert is_silent([late_zero, late_zero])
    assert is_silent([late_zero, reading]), "what does not matter is not told"
    assert not is_silent([late_zero, late_fever])
    assert not is_silent([late_zero, corrected])


def test_a_version_from_before_says_nothing_of_revisions() -> None:
    assert revisions_in(json.dumps({"counts": []})) is None
    assert revisions_in(json.dumps({"revisions": [[7, 1], [9, 3]]})) == {7: 1, 9: 3}

"""Figures add up, and findings are told by person, what matters first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.check_in import Finding, FindingKind
from domain.figures import Counts, total
from domain.roster import Unit, UnitKind
from domain.unwell import Found, by_person

COUNTS = st.builds(Counts, *[st.integers(0, 50)] * 15)
CLASS = Unit(1, "c1", "三年级1班", UnitKind.CLASS, 9)
FINDINGS = st.builds(
    Finding,
    kind=st.sampled_from(FindingKind),
    pupil_id=st.integers(1, 4),
    temperature=st.sampled_from([None, 3730, 3820, 3910]),
)


@given(st.lists(COUNTS, max_size=6), st.integers(0, 6))
def test_counts_add_up_however_they_are_grouped(counts: list[Counts], cut: int) -> None:
    assert total(counts) == total(counts[:cut]) + total(counts[cut:])
    assert total(reversed(counts)) == total(counts)


def test_pupils_of_silent_classes_are_neither_present_nor_absent() -> None:
    counts = Counts(expected=2, answered=1, enrolled=90, present=40, sick=3, personal=1, other=1)
    assert (counts.missing, counts.absent, counts.silent) == (1, 5, 45)


@given(st.lists(FINDINGS, max_size=12))
def test_each_person_is_told_once_with_everything_that_was_said(findings: list[Finding]) -> None:
    people = by_person([Found(CLASS, "学校", "王小明", finding) for finding in findings])
    told = [finding for person in people for finding in person.findings]
    assert sorted(map(repr, told)) == sorted(map(repr, findings))
    ids = [person.findings[0].pupil_id for person in people]
    assert len(ids) == len(set(ids)) == len({finding.pupil_id for finding in findings})


@given(st.lists(FINDINGS, max_size=12))
def test_fevers_come_first_and_absences_last(findings: list[Finding]) -> None:
    people = by_person([Found(CLASS, "学校", "王小明", finding) for finding in findings])
    first = [person.findings[0].kind for person in people]
    fevers = first.count(FindingKind.FEVER)
    assert set(first[:fevers]) <= {FindingKind.FEVER}
    absences = first.count(FindingKind.ABSENCE)
    assert set(first[len(first) - absences :]) <= {FindingKind.ABSENCE}
    readings = [person.findings[0].temperature or 0 for person in people[:fevers]]
    assert readings == sorted(readings, reverse=True)

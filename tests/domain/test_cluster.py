"""Counting who is ill alike: each boundary from both sides, over months, years, week-ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.alert_rules import ClusterLimits
from domain.check_in import Finding, FindingKind, Symptom
from domain.cluster import HINTS, Cluster, Ill, Scope, find_clusters, rules, signs_of

LIMITS = ClusterLimits(3, 5, 3, 24, 6, 1)
CLASS, OTHER = 7, 8


def _found(
    said: Sequence[tuple[int, date]],
    *,
    sign: str = "fever",
    answered: Sequence[date] | None = None,
    dormitory: str | None = None,
    classes: Sequence[int] = (CLASS,),
) -> list[Cluster]:
    """Clusters of pupils who were ill on days; their classes answered on all days of the time."""
    days = sorted(day for _, day in said)
    ill = [
        Ill(pupil, classes[pupil % len(classes)], dormitory, day, frozenset({sign}))
        for pupil, day in said
    ]
    first, last = days[0], days[-1]
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    heard = dict.fromkeys(classes, span if answered is None else answered)
    return find_clusters(ill, heard, rules(LIMITS), last - timedelta(days=14), last)


@pytest.mark.parametrize(("count", "is_one"), [(2, False), (3, True), (4, True)])
def test_three_in_one_day(count: int, is_one: bool) -> None:
    found = _found([(pupil, date(2026, 11, 23)) for pupil in range(count)])
    assert bool(found) is is_one
    assert [cluster.place.scope for cluster in found] == [Scope.CLASS] * is_one


@pytest.mark.parametrize(
    "start",
    [date(2026, 11, 23), date(2026, 11, 29), date(2026, 12, 30), date(2028, 2, 27)],
    ids=["plain", "month", "year", "leap day"],
)
@pytest.mark.parametrize(("gap", "is_one"), [(1, True), (2, False)])
def test_five_within_three_calendar_days(start: date, gap: int, is_one: bool) -> None:
    """Two, two and one: on the third day they are a cluster, on the fourth no more."""
    second, third = start + timedelta(days=1), start + timedelta(days=1 + gap)
    said = [(1, start), (2, start), (3, second), (4, second), (5, third)]
    assert bool(_found(said)) is is_one
    assert _found(said[:4]) == []


def test_the_week_end_counts_inside_the_three_days() -> None:
    """From Friday on Monday is the fourth day; from Saturday, held as a school day, the third."""
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    said = [(1, friday), (2, friday), (3, monday), (4, monday), (5, friday + timedelta(days=4))]
    assert _found(said, answered=[friday, monday, monday + timedelta(days=1)]) == []
    saturday, sunday = friday + timedelta(days=1), friday + timedelta(days=2)
    said = [(1, saturday), (2, saturday), (3, sunday), (4, sunday), (5, monday)]
    assert [sorted(cluster.pupils) for cluster in _found(said)] == [[1, 2, 3, 4, 5]]


def test_a_pupil_counts_once_per_episode_on_the_day_it_began() -> None:
    monday = date(2026, 11, 23)
    week = [monday + timedelta(days=n) for n in range(3)]
    assert _found([(1, day) for day in week] * 2 + [(2, week[2]), (3, week[1])]) == []
    # Ill since Monday, so not begun on Wednesday: two others on Wednesday are two.
    assert _found([*((1, day) for day in week), (2, week[2]), (3, week[2])]) == []


def test_an_illness_over_the_week_end_is_one_episode_and_one_after_a_well_day_is_another() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    over = [(1, friday), (1, monday), (2, monday), (3, monday)]
    assert _found(over, answered=[friday, monday]) == []
    thursday = friday - timedelta(days=1)
    again = [(1, thursday), (1, monday), (2, monday), (3, monday)]
    assert len(_found(again, answered=[thursday, friday, monday])) == 1


def test_only_what_is_alike_counts_together() -> None:
    day = date(2026, 11, 23)
    signs = ("fever", "gut", "rash")
    ill = [Ill(n, CLASS, None, day, frozenset({sign})) for n, sign in enumerate(signs)]
    assert find_clusters(ill, {CLASS: [day]}, rules(LIMITS), day, day) == []


def test_a_dormitory_of_two_classes_is_a_place_of_its_own() -> None:
    day = date(2026, 11, 23)
    found = _found([(n, day) for n in range(3)], dormitory="男108", classes=(CLASS, OTHER))
    assert [(one.place.scope, one.place.dormitory) for one in found] == [(Scope.DORMITORY, "男108")]


def test_a_class_and_its_dormitory_and_two_signs_are_counted_once() -> None:
    day = date(2026, 11, 23)
    ill = [Ill(n, CLASS, "男108", day, frozenset({"fever", "respiratory"})) for n in range(3)]
    found = find_clusters(ill, {CLASS: [day]}, rules(LIMITS), day, day)
    assert [one.place.scope for one in found] == [Scope.CLASS]


@pytest.mark.parametrize(
    ("sign", "count", "days", "group"),
    [
        ("flu_like", 10, 7, False), ("scarlet_fever", 10, 7, False),
        ("hand_foot_mouth", 2, 7, True), ("chickenpox", 5, 7, False), ("mumps", 5, 7, False),
        ("rubella", 5, 7, False), ("measles", 2, 10, False), ("dysentery", 10, 3, False),
        ("dengue", 3, 14, False), ("measles", 2, 10, True),
    ],
)  # fmt: skip
def test_each_disease_has_its_count_and_its_days(
    sign: str, count: int, days: int, group: bool
) -> None:
    start = date(2026, 12, 28)
    end = start + timedelta(days=days - 1)
    classes = (CLASS,) if group else tuple(range(20, 40))

    def said(many: int, last: date) -> list[tuple[int, date]]:
        return [(n, start) for n in range(many - 1)] + [(many - 1, last)]

    assert len(_found(said(count, end), sign=sign, classes=classes)) == 1
    assert _found(said(count, end + timedelta(days=1)), sign=sign, classes=classes) == []
    assert _found(said(count - 1, end), sign=sign, classes=classes) == []


def test_closing_a_class_is_hinted_at_where_the_table_says_so() -> None:
    start = date(2026, 12, 28)
    last = start + timedelta(days=6)
    said = [(n, start) for n in range(9)]
    (nine,) = _found([*said, (9, last + timedelta(days=1))], sign="chickenpox")
    (ten,) = _found([*said, (9, last)], sign="chickenpox")
    assert (nine.rule.key in HINTS, ten.rule.key in HINTS) == (False, True)


def _finding(kind: FindingKind = FindingKind.SYMPTOM, **what: Any) -> Finding:
    return replace(Finding(kind=kind, pupil_id=1), **what)


@pytest.mark.parametrize(
    ("findings", "signs"),
    [
        ([_finding(FindingKind.FEVER, temperature=3800), _finding(symptom=Symptom.COUGH)],
         {"fever", "respiratory", "flu_like"}),
        ([_finding(FindingKind.FEVER, temperature=3790), _finding(symptom=Symptom.COUGH)],
         {"fever", "respiratory"}),
        ([_finding(symptom=Symptom.VOMITING)], {"gut"}),
        ([_finding(symptom=Symptom.OTHER)], set()),
        ([_finding(symptom=Symptom.OTHER, remark="水痘")], {"chickenpox"}),
        ([_finding(FindingKind.ABSENCE)], set()),
    ],
)  # fmt: skip
def test_what_findings_are_like(findings: list[Finding], signs: set[str]) -> None:
    assert signs_of(findings) == signs

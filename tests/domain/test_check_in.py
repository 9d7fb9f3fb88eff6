"""What one class says for one day: figures, findings, and what is told twice."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.check_in import (
    Absence,
    CheckIn,
    Entry,
    FindingKind,
    Symptom,
    Travel,
    Where,
    findings_of,
)
from domain.class_figures import figures_of, known_away, zero_figures
from domain.filing import alarming, forgotten, may_file
from domain.roster import Away, HeadCount, Pupil, Role, UnitKind

FEVER = 3730
A, B = Absence, Where
COUGH = Entry(symptoms=(Symptom.COUGH,))

temperatures = st.none() | st.integers(3400, 4300)
entries = st.builds(
    Entry,
    temperature=temperatures,
    feverish=st.booleans(),
    unmeasured=st.booleans(),
    symptoms=st.lists(st.sampled_from(Symptom), unique=True, max_size=3).map(tuple),
    absence=st.none() | st.sampled_from(Absence),
    where=st.none() | st.sampled_from(Where),
    travel=st.none() | st.just(Travel(place="瑞丽")),
    back=st.booleans(),
    gone=st.booleans(),
)
classes = st.lists(st.sampled_from([None, *Away]), max_size=60).map(
    lambda away: [Pupil(n, str(n), f"P{n}", away=one) for n, one in enumerate(away, 1)]
)
check_ins = st.builds(
    CheckIn,
    pupils=st.dictionaries(st.integers(1, 70), entries, max_size=20),
    staff=st.dictionaries(st.integers(1, 3), entries, max_size=2),
)


@given(check_ins, classes)
def test_present_and_absent_add_up_to_the_enrolled(check_in: CheckIn, pupils: list[Pupil]) -> None:
    figures = figures_of(check_in, pupils, FEVER)
    assert figures.present + figures.sick + figures.personal + figures.other == len(pupils)
    assert figures.enrolled == len(pupils)
    assert min(figures.present, figures.sick, figures.personal, figures.other) >= 0
    for kind in (figures.fever, figures.symptoms, figures.travel, figures.unmeasured):
        assert 0 <= kind <= len(pupils)


@given(classes)
def test_a_zero_report_has_the_figures_of_one_press(pupils: list[Pupil]) -> None:
    away = Counter(pupil.away for pupil in pupils)
    known = (away[why] for why in (Away.ISOLATION, Away.LEAVE, Away.SICK, Away.LEAVING))
    pressed = zero_figures(HeadCount(len(pupils), *known))
    assert figures_of(CheckIn(), pupils, FEVER) == pressed


def test_who_is_back_and_who_has_gone_change_who_is_known_to_be_away() -> None:
    away = (None, "isolation", "leave", "sick", "sick", "leaving", None)
    roll = [Pupil(n, str(n), f"P{n}", away=one) for n, one in enumerate(away, 1)]
    assert known_away(CheckIn(), roll) == HeadCount(7, 1, 1, 2, 1)
    said = CheckIn(
        pupils={1: Entry(gone=True), 3: Entry(back=True), 5: Entry(where=B.SCHOOL), 7: COUGH}
    )
    assert known_away(said, roll) == HeadCount(7, 1, 0, 1, 2)


@given(check_ins)
def test_nothing_abnormal_is_lost_by_leaving_out_what_says_nothing(check_in: CheckIn) -> None:
    kept = check_in.without_nothing(FEVER)
    assert findings_of(kept, FEVER) == findings_of(check_in, FEVER)
    assert kept.without_nothing(FEVER) == kept


@given(check_ins)
def test_who_has_a_finding_is_abnormal_and_nobody_else(check_in: CheckIn) -> None:
    found = {
        ("pupil", one.pupil_id) if one.pupil_id is not None else ("staff", one.person_id)
        for one in findings_of(check_in, FEVER)
    }
    assert found == set(check_in.abnormal_people(FEVER))


@given(check_ins, check_ins)
def test_a_mark_tells_two_answers_apart(one: CheckIn, other: CheckIn) -> None:
    assert (one.mark == other.mark) == (
        one.model_dump_json(exclude_defaults=True) == other.model_dump_json(exclude_defaults=True)
    )
    assert CheckIn.model_validate_json(one.model_dump_json(exclude_defaults=True)).mark == one.mark


@pytest.mark.parametrize(
    ("hundredths", "threshold", "fever"),
    [(3729, 3730, False), (3730, 3730, True), (3725, 3730, False), (3680, 3680, True)],
)
def test_a_fever_begins_at_the_threshold(hundredths: int, threshold: int, fever: bool) -> None:
    assert Entry(temperature=hundredths).has_fever(threshold) is fever


KINDS = FindingKind


@pytest.mark.parametrize(
    ("entry", "kinds"),
    [
        (Entry(), []),
        (Entry(temperature=3650), []),
        (Entry(where=B.SCHOOL), []),
        (Entry(temperature=3820), [KINDS.FEVER]),
        (Entry(feverish=True), [KINDS.FEVER]),
        # At home with a fever: one finding, the absence is explained.
        (Entry(temperature=3820, where=B.HOME), [KINDS.FEVER]),
        (Entry(temperature=3820, absence=A.SICK), [KINDS.FEVER]),
        (Entry(symptoms=(Symptom.COUGH, Symptom.RASH), where=B.HOSPITAL), [KINDS.SYMPTOM] * 2),
        (Entry(where=B.HOME), [KINDS.ABSENCE]),
        (Entry(absence=A.SICK), [KINDS.ABSENCE]),
        # A fever and a private leave are two things.
        (Entry(temperature=3820, absence=A.PERSONAL), [KINDS.FEVER, KINDS.ABSENCE]),
        (Entry(unmeasured=True), [KINDS.UNMEASURED]),
        (Entry(back=True), []),
        # Who has gone is the roster's matter, and no finding.
        (Entry(gone=True), []),
        (Entry(travel=Travel()), [KINDS.TRAVEL]),
        (
            Entry(temperature=3820, symptoms=(Symptom.COUGH,), travel=Travel(place="瑞丽")),
            [KINDS.FEVER, KINDS.SYMPTOM, KINDS.TRAVEL],
        ),
    ],
)
def test_each_thing_about_a_person_is_one_finding(entry: Entry, kinds: list[FindingKind]) -> None:
    of_pupil = findings_of(CheckIn(pupils={7: entry}), FEVER)
    assert [one.kind for one in of_pupil] == kinds
    assert all(one.pupil_id == 7 and one.person_id is None for one in of_pupil)
    of_staff = findings_of(CheckIn(staff={7: entry}), FEVER)
    assert [one.kind for one in of_staff] == kinds
    assert all(one.person_id == 7 and one.pupil_id is None for one in of_staff)


@pytest.mark.parametrize(
    ("away", "entry", "counted"),
    [
        (None, Entry(temperature=3820), "present"),
        (None, Entry(temperature=3820, where=B.SCHOOL), "present"),
        (None, Entry(temperature=3820, where=B.HOME), "sick"),
        (None, Entry(where=B.HOSPITAL), "sick"),
        (None, Entry(absence=A.PERSONAL), "personal"),
        (None, Entry(absence=A.OTHER), "other"),
        ("isolation", None, "other"),
        ("leave", None, "personal"),
        # Followed apart, and yet somebody says something of them.
        ("isolation", Entry(temperature=3820), "other"),
        ("isolation", Entry(temperature=3820, where=B.HOSPITAL), "sick"),
        ("leave", Entry(absence=A.SICK), "sick"),
        ("sick", None, "sick"),
        ("leaving", None, "other"),
        (None, Entry(gone=True), "other"),
        # Back before the end of a leave.
        ("sick", Entry(back=True), "present"),
        ("leave", Entry(back=True, symptoms=(Symptom.COUGH,)), "present"),
        ("leave", Entry(back=True, where=B.HOME), "sick"),
        ("isolation", Entry(temperature=3650, where=B.SCHOOL), "present"),
    ],
)
def test_where_a_pupil_counts(away: str | None, entry: Entry | None, counted: str) -> None:
    said = CheckIn(pupils={} if entry is None else {1: entry})
    figures = figures_of(said, [Pupil(1, "1", "P", away=away)], FEVER)
    counts = {"present", "sick", "personal", "other"}
    assert {key for key in counts if getattr(figures, key)} == {counted}


def test_one_pupil_may_count_as_feverish_unwell_and_travelled_at_once() -> None:
    entry = Entry(
        temperature=3820, symptoms=(Symptom.COUGH, Symptom.RASH), travel=Travel(place="瑞丽")
    )
    figures = figures_of(CheckIn(pupils={1: entry}), [Pupil(1, "1", "P")], FEVER)
    assert (figures.fever, figures.symptoms, figures.travel, figures.zero) == (1, 1, 1, False)


def test_staff_and_strangers_to_the_class_are_not_counted() -> None:
    fever = Entry(temperature=3820, where=B.HOME)
    figures = figures_of(CheckIn(pupils={9: fever}, staff={1: fever}), [Pupil(1, "1", "P")], FEVER)
    assert (figures.enrolled, figures.present, figures.fever) == (1, 1, 0)
    assert not figures.zero


def test_everything_but_a_private_leave_alarms() -> None:
    said = CheckIn(
        pupils={
            1: Entry(absence=A.PERSONAL),
            2: Entry(absence=A.SICK),
            3: Entry(unmeasured=True),
            4: Entry(travel=Travel(first=date(2026, 11, 20))),
        }
    )
    assert [one.pupil_id for one in alarming(findings_of(said, FEVER))] == [2, 3, 4]


def test_an_answer_forgets_whom_it_does_not_name() -> None:
    fever = Entry(temperature=3820)
    draft = CheckIn(pupils={1: fever, 2: fever, 3: Entry(temperature=3650)}, staff={5: fever})
    answer = CheckIn(pupils={2: Entry()})
    lost = forgotten(draft, answer, FEVER)
    assert lost == CheckIn(pupils={1: fever}, staff={5: fever})
    assert forgotten(draft, draft, FEVER) == CheckIn()


@pytest.mark.parametrize(
    ("roles", "by"),
    [
        ([(Role.HEAD_TEACHER, UnitKind.CLASS)], Role.HEAD_TEACHER),
        ([(Role.DEPUTY, UnitKind.CLASS), (Role.ADMIN, UnitKind.SCHOOL)], Role.DEPUTY),
        ([(Role.SUBSTITUTE, UnitKind.CLASS)], Role.SUBSTITUTE),
        ([(Role.GRADE_LEADER, UnitKind.GRADE)], Role.GRADE_LEADER),
        ([(Role.HEALTH_OFFICER, UnitKind.SCHOOL)], Role.HEALTH_OFFICER),
        ([(Role.ADMIN, UnitKind.SCHOOL)], Role.ADMIN),
        ([(Role.ADMIN, UnitKind.TOWNSHIP)], None),
        ([(Role.PRINCIPAL, UnitKind.DISTRICT)], None),
        ([(Role.LIAISON, UnitKind.SCHOOL)], None),
        ([(Role.STAFF, UnitKind.CLASS)], None),
        ([(Role.HEAD_TEACHER, UnitKind.SCHOOL)], None),
        ([], None),
    ],
)
def test_who_may_file_for_a_class(roles: list[tuple[Role, UnitKind]], by: Role | None) -> None:
    assert may_file(roles) is by


def test_sick_leave_beside_a_symptom_is_told_with_it() -> None:
    cough = Entry(symptoms=(Symptom.COUGH, Symptom.RASH), absence=Absence.SICK)
    first, last = findings_of(CheckIn(pupils={1: cough}), 3730)
    assert (first.absence, last.symptom, last.absence) == (None, Symptom.RASH, Absence.SICK)
    at_home = cough.model_copy(update={"where": Where.HOME})
    assert not any(one.absence for one in findings_of(CheckIn(pupils={1: at_home}), 3730))
    personal = cough.model_copy(update={"absence": Absence.PERSONAL})
    kinds = [one.kind for one in findings_of(CheckIn(pupils={1: personal}), 3730)]
    assert kinds == [FindingKind.SYMPTOM, FindingKind.SYMPTOM, FindingKind.ABSENCE]

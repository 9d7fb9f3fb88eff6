"""The figures of a unit's day, against counts made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from domain.check_in import Absence, CheckIn, Entry, FindingKind, Symptom, Travel, Where
from domain.day_report import ResultState
from domain.figures import Counts, DayFigures, Reached, total
from domain.fingerprint import fingerprint
from domain.roster import Role
from domain.unsettled import Doubt, Matter, Unsettled
from storage.drafts import Draft
from storage.transaction import Transaction
from tests.clock import instant
from tests.morning import DAY, absent, answer, asked, draft, open_rounds, round_of, transaction
from tests.school import a_person, a_school

FEVER_AT_HOME = Entry(temperature=3820, where=Where.HOME)
A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


def test_a_class_that_said_nothing_is_missing_and_not_a_zero_report(tx: Transaction) -> None:
    school = a_school(tx, pupils=3)
    open_rounds(tx, school.id)
    answer(tx, school.classes[A], school.people[A])
    counts = tx.reports.day(school.id, DAY).counts
    assert (counts.expected, counts.answered, counts.missing, counts.zero_reports) == (3, 1, 2, 1)
    assert (counts.enrolled, counts.present, counts.absent, counts.silent) == (9, 3, 0, 6)


def test_a_day_without_rounds_expects_nothing(tx: Transaction) -> None:
    school = a_school(tx)
    figures = tx.reports.day(school.id, DAY)
    assert figures.counts == Counts()
    assert (figures.outstanding, figures.findings, figures.version) == ((), (), 0)


def test_an_answer_at_the_cut_off_is_late(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    answer(tx, school.classes[A], school.people[A], at="08:59:59.999")
    answer(tx, school.classes[B], school.people[B], at="09:00:00.000")
    counts = tx.reports.day(school.id, DAY).counts
    assert (counts.on_time, counts.late) == (1, 1)


def test_a_late_correction_of_a_timely_answer_stays_on_time(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    sick = {school.pupils[A][0]: FEVER_AT_HOME}
    answer(tx, school.classes[A], school.people[A], at="08:00")
    answer(tx, school.classes[A], school.people[A], sick, at="10:20")
    figures = tx.reports.day(school.id, DAY)
    counts = figures.counts
    assert (counts.on_time, counts.late, counts.corrections, counts.zero_reports) == (1, 0, 1, 0)
    assert (counts.fever, counts.sick, counts.present) == (1, 1, 2)
    assert [found.finding.kind for found in figures.findings] == [FindingKind.FEVER]


def test_a_round_that_is_not_required_is_not_expected(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    tx.rounds.set_state(round_of(tx, school.classes[A]).id, "not_required")
    figures = tx.reports.day(school.id, DAY)
    assert figures.counts.expected == len(figures.outstanding) == 2


def test_staff_are_listed_and_not_counted(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    teacher = school.people[A]
    answer(tx, school.classes[A], teacher, staff={teacher: Entry(temperature=3850)})
    figures = tx.reports.day(school.id, DAY)
    assert (figures.counts.fever, figures.counts.zero_reports) == (0, 0)
    assert [(found.staff, found.name) for found in figures.findings] == [
        (True, "老师 hc-一年级1班")
    ]


def test_everybody_in_isolation_is_an_open_case_once(tx: Transaction) -> None:
    school = a_school(tx)
    teacher = school.people[A]
    tx.connection.execute(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'staff', ?)",
        (teacher, school.id),
    )
    absent(tx, pupil=school.pupils[A][0])
    absent(tx, person=teacher)
    absent(tx, pupil=school.pupils[B][0], kind="leave")
    absent(tx, pupil=school.pupils[B][1], last=DAY - timedelta(days=1), first=date(2026, 11, 1))
    assert tx.reports.day(school.id, DAY).cases_open == 2
    assert tx.reports.day(school.classes[B], DAY).cases_open == 0
    assert tx.reports.day(school.district, DAY).cases_open == 2


def test_an_abnormal_draft_is_unconfirmed_and_counts_nothing(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    draft(tx, school.classes[A], school.people[A], {school.pupils[A][0]: FEVER_AT_HOME})
    figures = tx.reports.day(school.id, DAY)
    assert (figures.counts.answered, figures.counts.fever, figures.findings) == (0, 0, ())
    [waiting] = figures.unconfirmed
    assert waiting.unit.name == A
    assert [(found.name, found.finding.temperature) for found in waiting.found] == [
        (tx.roster.pupils_of(school.classes[A], DAY)[0].name, 3820)
    ]


def test_a_draft_tells_whom_it_may_mean_and_whose_reading_is_in_doubt(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    first = school.pupils[A][0]
    matters = (
        Matter(doubt=Doubt.WHOSE, raw="小红", entry=FEVER_AT_HOME),
        Matter(doubt=Doubt.WHOSE, times=2, entry=FEVER_AT_HOME),
        Matter(doubt=Doubt.READING, candidates=(first,), raw="41或38", entry=FEVER_AT_HOME),
    )
    round_ = round_of(tx, school.classes[A])
    unsettled = Unsettled(matters=matters)
    said = Draft(round_.id, school.people[A], CheckIn(), abnormal=True, unsettled=unsettled)
    tx.drafts.put(said)
    [waiting] = tx.reports.day(school.id, DAY).unconfirmed
    name = tx.roster.pupils_of(school.classes[A], DAY)[0].name
    told = [(found.name, found.finding.unknown) for found in waiting.found]
    assert told == [("小红", True), ("", True), (name, False)]


def test_a_correction_begun_and_left_as_it_was_is_not_unconfirmed(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    sick = {school.pupils[A][0]: FEVER_AT_HOME}
    answer(tx, school.classes[A], school.people[A], sick)
    draft(tx, school.classes[A], school.people[A], sick)
    assert tx.reports.day(school.id, DAY).unconfirmed == ()
    draft(tx, school.classes[A], school.people[A], {school.pupils[A][1]: FEVER_AT_HOME})
    assert len(tx.reports.day(school.id, DAY).unconfirmed) == 1


@pytest.mark.parametrize(
    ("outcomes", "reachable", "reached"),
    [
        ([], True, Reached.PENDING),
        (["pending"], True, Reached.PENDING),
        (["unknown"], True, Reached.PENDING),
        (["sent"], True, Reached.SENT),
        (["sent", "pending"], True, Reached.SENT),
        (["sent", "unreachable"], True, Reached.UNREACHABLE),
        (["unreachable", "sent"], True, Reached.SENT),
        (["unreachable", "pending"], True, Reached.UNREACHABLE),
        (["sent"], False, Reached.UNREACHABLE),
    ],
)
def test_reached_tells_what_became_of_the_last_question(
    tx: Transaction, outcomes: list[str], reachable: bool, reached: Reached
) -> None:
    school = a_school(tx, classes=(A,))
    open_rounds(tx, school.id)
    for step, outcome in zip(("ask", "chase_1"), outcomes, strict=False):
        asked(tx, school.classes[A], school.chats[A], outcome, step=step)
    tx.chats.set_reachable(school.chats[A], reachable)
    [one] = tx.reports.outstanding(school.id, DAY)
    assert one.reached is reached


def test_a_teacher_without_a_chat_is_not_enrolled(tx: Transaction) -> None:
    school = a_school(tx, classes=(A,), not_enrolled={A})
    open_rounds(tx, school.id)
    [one] = tx.reports.outstanding(school.id, DAY)
    assert (one.reached, one.teacher) == (Reached.NOT_ENROLLED, "老师 hc-一年级1班")
    assert one.phone is not None


def test_a_substitute_is_named_in_place_of_the_head_teacher(tx: Transaction) -> None:
    school = a_school(tx, classes=(A,))
    open_rounds(tx, school.id)
    a_person(tx, "代班", {Role.SUBSTITUTE: school.classes[A]})
    [one] = tx.reports.outstanding(school.id, DAY)
    assert (one.teacher, one.reached) == ("老师 代班", Reached.NOT_ENROLLED)


@pytest.mark.parametrize(
    ("heard_at", "seen"), [(None, False), ("07:29", False), ("07:30", True), ("08:10", True)]
)
def test_whoever_pressed_or_wrote_since_the_question_has_seen_it(
    tx: Transaction, heard_at: str | None, seen: bool
) -> None:
    school = a_school(tx, classes=(A,))
    open_rounds(tx, school.id)
    for step, sent_at in (("ask", "07:30"), ("chase_1", "08:00")):
        asked(tx, school.classes[A], school.chats[A], "sent", step=step)
        tx.connection.execute(
            "UPDATE outbox SET sent_ms = ? WHERE sent_ms IS NULL", (instant(sent_at),)
        )
    if heard_at is not None:
        tx.chats.heard(school.chats[A], instant(heard_at), 0)
    [one] = tx.reports.outstanding(school.id, DAY)
    assert (one.reached, one.seen) == (Reached.SENT, seen)


def test_whoever_has_stopped_the_bot_since_is_not_said_to_have_seen_it(tx: Transaction) -> None:
    school = a_school(tx, classes=(A,))
    open_rounds(tx, school.id)
    asked(tx, school.classes[A], school.chats[A], "sent")
    tx.connection.execute("UPDATE outbox SET sent_ms = ?", (instant("07:30"),))
    tx.chats.heard(school.chats[A], instant("07:40"), 0)
    tx.chats.set_reachable(school.chats[A], False)
    [one] = tx.reports.outstanding(school.id, DAY)
    assert (one.reached, one.seen) == (Reached.UNREACHABLE, False)


def test_of_two_head_teachers_the_one_who_was_reached_is_named(tx: Transaction) -> None:
    school = a_school(tx, classes=(A,), not_enrolled={A})
    open_rounds(tx, school.id)
    second = a_person(tx, "second", {Role.HEAD_TEACHER: school.classes[A]})
    chat = tx.chats.at("telegram", "777")
    tx.chats.enrol(chat.id, second, 0)
    asked(tx, school.classes[A], chat.id, "sent")
    [one] = tx.reports.outstanding(school.id, DAY)
    assert (one.teacher, one.reached) == ("老师 second", Reached.SENT)


def test_a_class_without_anybody_names_nobody(tx: Transaction) -> None:
    school = a_school(tx, classes=(A,), deputies=False)
    open_rounds(tx, school.id)
    tx.connection.execute("DELETE FROM membership WHERE unit_id = ?", (school.classes[A],))
    [one] = tx.reports.outstanding(school.id, DAY)
    assert (one.teacher, one.phone, one.reached) == (None, None, Reached.NOT_ENROLLED)


def test_a_class_alone_has_its_own_figures(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    answer(tx, school.classes[A], school.people[A], {school.pupils[A][0]: FEVER_AT_HOME})
    figures = tx.reports.day(school.classes[A], DAY)
    assert (figures.counts.expected, figures.counts.fever, figures.counts.enrolled) == (1, 1, 3)
    assert tx.reports.day(school.classes[B], DAY).counts.fever == 0


def test_the_class_table_leaves_a_silent_class_empty(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    answer(tx, school.classes[B], school.people[B], at="09:30")
    results = {result.unit.name: result for result in tx.reports.classes(school.id, DAY)}
    silent, late = results[A], results[B]
    assert (silent.state, silent.figures, silent.enrolled) == (ResultState.OUTSTANDING, None, 3)
    assert (late.state, late.at_ms) == (ResultState.LATE, instant("09:30"))


def test_a_period_has_the_counts_of_each_of_its_school_days(tx: Transaction) -> None:
    school = a_school(tx)
    tuesday = DAY + timedelta(days=1)
    for day in (DAY, tuesday):
        open_rounds(tx, school.id, day)
    answer(tx, school.classes[A], school.people[A], day=tuesday)
    days = tx.reports.days(school.id, DAY - timedelta(days=7), tuesday)
    assert {day: counts.answered for day, counts in days.items()} == {DAY: 0, tuesday: 1}


def moved(tx: Transaction, unit_id: int, parent_id: int) -> None:
    """The roster now has a class under another grade, maybe of another school."""
    school = tx.roster.unit(parent_id)
    assert school is not None
    tx.connection.execute(
        "UPDATE unit SET parent_id = ?, school_id = ? WHERE id = ?",
        (parent_id, school.school_id, unit_id),
    )
    tx.connection.execute("DELETE FROM unit_tree WHERE unit_id = ?", (unit_id,))
    tx.connection.execute(
        "INSERT INTO unit_tree (ancestor_id, unit_id, depth)"
        " SELECT ancestor_id, ?1, depth + 1 FROM unit_tree WHERE unit_id = ?2"
        " UNION ALL SELECT ?1, ?1, 0",
        (unit_id, parent_id),
    )


def test_what_a_class_said_stays_with_the_school_it_has_left(tx: Transaction) -> None:
    before = a_school(tx)
    after = a_school(tx, name="柳坝村小", code="lb")
    for school in (before, after):
        open_rounds(tx, school.id)
    answer(tx, before.classes[A], before.people[A], {before.pupils[A][0]: FEVER_AT_HOME})
    draft(tx, before.classes[B], before.people[B], {before.pupils[B][0]: FEVER_AT_HOME})
    told = {school.id: tx.reports.day(school.id, DAY) for school in (before, after)}
    whole = tx.reports.day(before.district, DAY)
    for name in (A, B):
        moved(tx, before.classes[name], after.grades["一年级"])
    for school_id, figures in told.items():
        assert tx.reports.day(school_id, DAY) == figures
    assert tx.reports.day(before.district, DAY).counts == whole.counts
    assert len(tx.reports.classes(before.id, DAY)) == 3
    assert tx.reports.day(before.classes[A], DAY).counts == Counts()
    assert not tx.reports.findings(after.grades["一年级"], DAY), "names of another school"
    children = tx.reports.children(before.id, DAY)
    assert total(child.counts for child in children) == told[before.id].counts


def test_a_class_that_moved_within_the_school_takes_its_days_along(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    answer(tx, school.classes[A], school.people[A])
    whole = tx.reports.day(school.id, DAY).counts
    moved(tx, school.classes[A], school.grades["二年级"])
    parts = {child.unit.name: child.counts for child in tx.reports.children(school.id, DAY)}
    assert (parts["一年级"].expected, parts["二年级"].answered) == (1, 1)
    assert total(parts.values()) == whole


def test_units_are_found_by_name_code_alias_and_part_of_a_name(tx: Transaction) -> None:
    school = a_school(tx)
    tx.connection.execute("INSERT INTO unit_alias VALUES (?, '101')", (school.classes[A],))

    def named(name: str) -> list[str]:
        return [unit.name for unit in tx.reports.units_like([school.id], name, DAY)]

    assert named("101") == named("HC-C1") == named(A) == [A]
    assert named("一年级") == ["一年级"], "the grade itself comes before classes that hold its name"
    assert named("1班") == [A, C]
    assert named("中心小学") == ["和川镇中心小学"]
    assert named("%") == named("_") == named("云岭区") == []


def test_the_fingerprint_changes_with_what_is_said_and_with_nothing_else(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    before = fingerprint(tx.reports.day(school.id, DAY))
    tx.days.publish(school.id, DAY, 1, before, instant("09:00"))
    same = tx.reports.day(school.id, DAY)
    assert (same.version, same.published_ms) == (1, instant("09:00"))
    assert fingerprint(same) == before
    answer(tx, school.classes[A], school.people[A])
    assert fingerprint(tx.reports.day(school.id, DAY)) != before


@dataclass(frozen=True)
class Said:
    """What is generated about one pupil, and what one would count by hand."""

    known: str | None
    entry: Entry | None

    @property
    def away(self) -> str | None:
        if self.entry is not None:
            if self.entry.absence is not None:
                return self.entry.absence.value
            if self.entry.where in (Where.HOME, Where.HOSPITAL):
                return "sick"
            if self.entry.where is Where.SCHOOL:
                return None
        return {"isolation": "other", "leave": "personal", None: None}[self.known]

    @property
    def isolated(self) -> bool:
        said = self.entry is not None and (self.entry.absence or self.entry.where)
        return self.known == "isolation" and not said


@dataclass(frozen=True)
class Class:
    pupils: tuple[Said, ...]
    at: str | None
    revisions: int


ENTRIES = st.none() | st.builds(
    Entry,
    temperature=st.sampled_from([None, 3650, 3729, 3730, 3900]),
    unmeasured=st.booleans(),
    symptoms=st.sampled_from([(), (Symptom.COUGH,), (Symptom.COUGH, Symptom.RASH)]),
    absence=st.sampled_from([None, *Absence]),
    where=st.sampled_from([None, *Where]),
    travel=st.sampled_from([None, Travel(place="瑞丽")]),
)
CLASSES = st.builds(
    Class,
    st.lists(
        st.builds(Said, st.sampled_from([None, None, "isolation", "leave"]), ENTRIES), max_size=4
    ).map(tuple),
    st.sampled_from([None, "07:41", "08:59:59.999", "09:00", "10:20"]),
    st.integers(1, 3),
)


def by_hand(classes: list[Class]) -> Counts:
    """The same figures without a database."""
    answered = [one for one in classes if one.at is not None]
    pupils = [said for one in answered for said in one.pupils]
    entries = [said.entry for said in pupils if said.entry is not None]

    def away(reason: str) -> int:
        return sum(said.away == reason for said in pupils)

    def abnormal(entry: Entry | None) -> bool:
        return entry is not None and bool(
            (entry.temperature or 0) >= 3730
            or entry.symptoms
            or entry.absence
            or entry.travel
            or entry.unmeasured
            or entry.where in (Where.HOME, Where.HOSPITAL)
        )

    return Counts(
        expected=len(classes),
        answered=len(answered),
        on_time=sum(one.at in ("07:41", "08:59:59.999") for one in answered),
        late=sum(one.at in ("09:00", "10:20") for one in answered),
        zero_reports=sum(not any(abnormal(s.entry) for s in one.pupils) for one in answered),
        corrections=sum(one.revisions - 1 for one in answered),
        enrolled=sum(len(one.pupils) for one in classes),
        present=sum(said.away is None for said in pupils),
        sick=away("sick"),
        personal=away("personal"),
        other=away("other"),
        fever=sum((entry.temperature or 0) >= 3730 for entry in entries),
        symptoms=sum(bool(entry.symptoms) for entry in entries),
        travel=sum(entry.travel is not None for entry in entries),
        unmeasured=sum(entry.unmeasured for entry in entries),
        isolated=sum(said.isolated for said in pupils),
    )


def played(tx: Transaction, schools: list[list[Class]]) -> tuple[int, list[tuple[int, Counts]]]:
    """Play the generated answers; gives the district and each school's and class's hand count."""
    parts = []
    for number, classes in enumerate(schools):
        names = [f"{'一二三'[n % 3]}年级{n + 1}班" for n in range(len(classes))]
        school = a_school(tx, code=f"s{number}", name=f"学校{number}", classes=names, pupils=4)
        for name, one in zip(names, classes, strict=True):
            ids = school.pupils[name]
            for pupil_id in ids[len(one.pupils) :]:
                tx.connection.execute("DELETE FROM enrolment WHERE pupil_id = ?", (pupil_id,))
            for pupil_id, said in zip(ids, one.pupils, strict=False):
                if said.known:
                    absent(tx, pupil=pupil_id, kind=said.known)
        open_rounds(tx, school.id)
        for name, one in zip(names, classes, strict=True):
            said_of = zip(school.pupils[name], one.pupils, strict=False)
            entries = {pupil_id: said.entry for pupil_id, said in said_of if said.entry}
            for revision in range(one.revisions if one.at else 0):
                last = revision == one.revisions - 1
                answer(
                    tx,
                    school.classes[name],
                    school.people[name],
                    entries if last else {},
                    at=(one.at if revision == 0 else "17:00") or "",
                )
            parts.append((school.classes[name], by_hand([one])))
        parts.append((school.id, by_hand(classes)))
    return school.district, parts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CLASSES, min_size=1, max_size=5), min_size=1, max_size=3))
def test_the_figures_are_those_counted_by_hand_and_parts_make_the_whole(
    tmp_path_factory: pytest.TempPathFactory, schools: list[list[Class]]
) -> None:
    with transaction(tmp_path_factory.getbasetemp() / "figures.db") as tx:
        district, parts = played(tx, schools)
        for unit_id, counted in parts:
            assert tx.reports.day(unit_id, DAY).counts == counted
        whole = tx.reports.day(district, DAY)
        assert whole.counts == by_hand([one for classes in schools for one in classes])
        assert_closed(whole)
        children = tx.reports.children(district, DAY)
        assert total(child.counts for child in children) == whole.counts
        below = [tx.reports.day(child.unit.id, DAY) for child in children]
        assert sum(part.cases_open for part in below) == whole.cases_open
        nameless = [structs.replace(one, name="") for part in below for one in part.findings]
        assert nameless == list(whole.findings), "above the schools no name is read"
        assert [one for part in below for one in part.outstanding] == list(whole.outstanding)


def assert_closed(figures: DayFigures) -> None:
    """The sums that the contract promises."""
    counts = figures.counts
    assert counts.expected == counts.answered + len(figures.outstanding)
    assert counts.answered == counts.on_time + counts.late
    assert counts.present + counts.absent + counts.silent == counts.enrolled
    assert counts.zero_reports <= counts.answered


def test_two_pupils_of_one_name_are_told_apart(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    first, second, third, *_ = school.pupils[A]
    tx.connection.execute("UPDATE pupil SET name = '张伟' WHERE id IN (?, ?)", (first, second))
    fevers = {first: FEVER_AT_HOME, second: FEVER_AT_HOME, third: FEVER_AT_HOME}
    answer(tx, school.classes[A], school.people[A], fevers)
    found = tx.reports.findings(school.id, DAY)
    assert [one.name for one in found] == ["张伟(1)", "张伟(2)", "陈静"]
    assert [one.on_roster for one in found] == ["张伟", "张伟", ""]
    elsewhere = school.pupils[B][0]
    answer(tx, school.classes[B], school.people[B], {elsewhere: FEVER_AT_HOME})
    (alone,) = tx.reports.findings(school.classes[B], DAY)
    assert "(" not in alone.name, "one of the name in the class"


def test_two_of_one_name_are_told_apart_before_anybody_submits(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id)
    first, second, *_ = school.pupils[A]
    tx.connection.execute("UPDATE pupil SET name = '张伟' WHERE id IN (?, ?)", (first, second))
    draft(tx, school.classes[A], school.people[A], {second: FEVER_AT_HOME})
    (unconfirmed,) = tx.reports.unconfirmed(school.id, DAY)
    assert [one.name for one in unconfirmed.found] == ["张伟(2)"]

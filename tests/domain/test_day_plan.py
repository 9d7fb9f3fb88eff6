from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.day_plan import (
    DayTimes,
    Step,
    StepKind,
    TimesOutOfOrder,
    catch_up,
    due_in_order,
    instant_ms,
    is_late,
    school_day_of,
    steps_of,
    wave_runs_into,
    wave_seconds,
)

MONDAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York"])
SCHOOL = steps_of(MONDAY, DayTimes(), SHANGHAI)


def at(clock: str, day: date = MONDAY) -> int:
    """Milliseconds since the epoch of a time of that Monday in Shanghai."""
    return instant_ms(day, time.fromisoformat(clock), SHANGHAI)


def names(steps: tuple[Step, ...]) -> str:
    return " ".join(step.kind for step in steps)


def test_a_school_opens_asks_chases_escalates_cuts_off_and_locks() -> None:
    assert names(SCHOOL) == "open ask chase_1 chase_2 escalate cut_off lock"
    assert [step.due_ms for step in SCHOOL] == [
        at(clock) for clock in ("05:00", "07:30", "08:00", "08:20", "08:40", "09:00", "18:00")
    ]


def test_a_unit_above_the_schools_only_rolls_up() -> None:
    steps = steps_of(MONDAY, DayTimes(), SHANGHAI, above_school=True)
    assert steps == (Step(StepKind.ROLL_UP, at("09:15")),)


def test_a_step_is_due_at_the_civil_time_of_the_schools_own_zone() -> None:
    half_past_seven = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert SCHOOL[1].due_ms == half_past_seven.timestamp() * 1000


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), ZONES)
def test_steps_are_due_in_order_and_on_their_own_day(day: date, name: str) -> None:
    zone = ZoneInfo(name)
    steps = steps_of(day, DayTimes(), zone)
    assert due_in_order(reversed(steps), steps[-1].due_ms) == steps
    assert {school_day_of(step.due_ms, zone) for step in steps} == {day}


def test_where_clocks_change_a_step_keeps_its_civil_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before, after = date(2026, 3, 28), date(2026, 3, 29)
    gap_ms = instant_ms(after, time(7, 30), berlin) - instant_ms(before, time(7, 30), berlin)
    assert gap_ms == 23 * 3_600_000


def test_the_school_day_turns_at_the_schools_midnight() -> None:
    assert school_day_of(at("00:00"), SHANGHAI) == MONDAY
    assert school_day_of(at("00:00") - 1, SHANGHAI) == date(2026, 11, 22)
    assert school_day_of(at("23:59"), SHANGHAI) == MONDAY


@pytest.mark.parametrize(
    ("step", "clock", "earlier", "later"),
    [
        (StepKind.ASK, "04:59", StepKind.OPEN, StepKind.ASK),
        (StepKind.ASK, "08:00", StepKind.ASK, StepKind.CHASE_1),
        (StepKind.CHASE_1, "08:30", StepKind.CHASE_1, StepKind.CHASE_2),
        (StepKind.ESCALATE, "09:00", StepKind.ESCALATE, StepKind.CUT_OFF),
        (StepKind.CUT_OFF, "09:30", StepKind.CUT_OFF, StepKind.ROLL_UP),
        (StepKind.LOCK, "09:15", StepKind.ROLL_UP, StepKind.LOCK),
    ],
)
def test_times_out_of_order_are_refused_by_name(
    step: StepKind, clock: str, earlier: StepKind, later: StepKind
) -> None:
    with pytest.raises(TimesOutOfOrder) as refused:
        replace(DayTimes(), **{step.value: time.fromisoformat(clock)})
    assert (refused.value.earlier, refused.value.later) == (earlier, later)


@given(st.lists(st.times(), min_size=len(StepKind), max_size=len(StepKind), unique=True))
def test_only_rising_times_make_a_day(times: list[time]) -> None:
    rising = sorted(times)
    day = DayTimes(*rising)
    assert [day.at(kind) for kind in StepKind] == rising
    with pytest.raises(TimesOutOfOrder):
        DayTimes(*reversed(rising))


@pytest.mark.parametrize(("late_by_ms", "late"), [(-1, False), (0, True), (1, True)])
def test_nine_oclock_sharp_is_late(late_by_ms: int, late: bool) -> None:
    assert is_late(at("09:00") + late_by_ms, cut_off_ms=at("09:00")) is late


def test_a_step_is_due_from_its_very_millisecond() -> None:
    assert names(due_in_order(SCHOOL, at("07:30") - 1)) == "open"
    assert names(due_in_order(SCHOOL, at("07:30"))) == "open ask"


@pytest.mark.parametrize(
    ("clock", "was_asked", "do", "missed"),
    [
        ("04:59", False, "", ""),
        ("06:00", False, "open", ""),
        ("07:30", False, "open ask", ""),
        ("08:00", False, "open chase_1", "ask"),
        ("08:25", False, "open chase_2", "ask chase_1"),
        ("08:45", False, "open ask escalate", "chase_1 chase_2"),
        ("08:45", True, "open escalate", "ask chase_1 chase_2"),
        ("09:00", False, "open ask cut_off", "chase_1 chase_2 escalate"),
        ("09:00", True, "open cut_off", "ask chase_1 chase_2 escalate"),
        ("17:59", False, "open ask cut_off", "chase_1 chase_2 escalate"),
        ("18:00", False, "open cut_off lock", "ask chase_1 chase_2 escalate"),
        ("23:00", True, "open cut_off lock", "ask chase_1 chase_2 escalate"),
    ],
)
def test_a_start_after_silence_says_only_what_is_still_worth_saying(
    clock: str, was_asked: bool, do: str, missed: str
) -> None:
    caught = catch_up(SCHOOL, at(clock), was_asked)
    assert (names(caught.do), names(caught.missed)) == (do, missed)


def test_a_roll_up_that_was_slept_through_is_made_up_for() -> None:
    owed = steps_of(MONDAY, DayTimes(), SHANGHAI, above_school=True)
    assert names(catch_up(owed, at("09:14"), was_asked=False).do) == ""
    assert names(catch_up(owed, at("12:00"), was_asked=False).do) == "roll_up"


def test_a_morning_interrupted_after_the_ask_is_taken_up_at_the_newest_chase() -> None:
    owed = SCHOOL[2:]
    caught = catch_up(owed, at("08:30"), was_asked=True)
    assert (names(caught.do), names(caught.missed)) == ("chase_2", "chase_1")


@pytest.mark.parametrize(
    ("clock", "do", "missed"),
    [
        ("08:41", "chase_2 escalate", ""),
        ("09:30", "chase_2 cut_off", "escalate"),
    ],
)
def test_two_silences_in_a_row_leave_no_class_unasked(clock: str, do: str, missed: str) -> None:
    first = catch_up(SCHOOL, at("08:33"), was_asked=False)
    assert names(first.missed) == "ask chase_1"
    still_owed = [step for step in SCHOOL[1:] if step not in first.missed]
    second = catch_up(still_owed, at(clock), was_asked=False)
    assert (names(second.do), names(second.missed)) == (do, missed)


@given(
    st.sets(st.sampled_from(SCHOOL)),
    st.integers(at("04:00"), at("23:00")),
    st.booleans(),
)
def test_every_step_that_is_due_is_either_done_or_missed(
    owed: set[Step], now_ms: int, was_asked: bool
) -> None:
    steps = tuple(owed)
    caught = catch_up(steps, now_ms, was_asked)
    assert sorted(caught.do + caught.missed, key=lambda step: step.due_ms) == list(
        due_in_order(steps, now_ms)
    )
    talk = {step.kind for step in caught.do} & {
        StepKind.ASK, StepKind.CHASE_1, StepKind.CHASE_2, StepKind.ESCALATE,
    }  # fmt: skip
    assert len(talk - {StepKind.ESCALATE}) <= 1
    never_missed = {StepKind.OPEN, StepKind.CUT_OFF, StepKind.ROLL_UP, StepKind.LOCK}
    assert not {step.kind for step in caught.missed} & never_missed


def test_ten_thousand_asks_need_about_six_minutes() -> None:
    assert 5.5 * 60 < wave_seconds(10_000) < 6 * 60


def test_a_wave_that_runs_into_the_next_step_says_by_how_much() -> None:
    assert wave_runs_into(10_000, at("08:40"), at("09:00")) is None
    assert wave_runs_into(1_200, at("08:40"), at("08:41"), per_second=20) is None
    assert wave_runs_into(1_201, at("08:40"), at("08:41"), per_second=20) == pytest.approx(0.05)
    assert wave_runs_into(1_500, at("08:40"), at("08:41"), per_second=20) == 15

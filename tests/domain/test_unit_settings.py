from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alert_rules import AlertRules, ClusterLimits, Hearer
from domain.case_rules import CaseLimits
from domain.check_in import Symptom
from domain.day_plan import DayTimes, StepKind, TimesOutOfOrder
from domain.notifiable import NotifiableHours
from domain.setting_change import changed_own
from domain.setting_specs import SETTINGS, SettingKind
from domain.setting_values import BadSettingValue, UnknownSetting, parse_setting
from domain.temperature import FEVER, PLAUSIBLE, Temperature
from domain.unit_settings import TemperaturesOutOfOrder, UnitSettings, resolve_with_origin
from domain.watch_words import read_symptoms, symptoms_marked


def test_without_a_word_from_anybody_the_defaults_hold() -> None:
    defaults = UnitSettings.resolve([])
    assert defaults.times == DayTimes()
    assert defaults.fever_threshold == FEVER
    assert defaults.plausible == PLAUSIBLE
    assert defaults.high_fever == Temperature(3850)
    assert defaults.snooze_minutes == 10
    assert defaults.show_keyboard_page == 60
    assert defaults.digest_early
    assert defaults.alerts.to == (Hearer.OFFICER, Hearer.PRINCIPAL)
    assert [(rung.after_ms, rung.to) for rung in defaults.alerts.rungs] == [
        (600_000, (Hearer.ABOVE,)),
        (1_200_000, (Hearer.ABOVE2,)),
    ]
    assert defaults.clusters == ClusterLimits(3, 5, 3, 24, 6, 1)


@pytest.mark.parametrize("key", list(SETTINGS))
def test_every_default_is_stored_as_it_would_be_typed_and_says_where_it_comes_from(
    key: str,
) -> None:
    assert parse_setting(key, SETTINGS[key].default) == SETTINGS[key].default
    assert SETTINGS[key].key == key
    assert SETTINGS[key].source


def test_every_setting_but_the_times_has_its_place_in_the_typed_view() -> None:
    typed = set(UnitSettings.__slots__) - {
        "times",
        "watch",
        "alerts",
        "clusters",
        "notifiable",
        "cases",
    }
    times = {f"{step}_at" for step in StepKind}
    alerts = {f"alert_{name}" for name in AlertRules.__slots__}
    clusters = {f"cluster_{name}" for name in ClusterLimits.__slots__}
    watch = {"alert_fever", "alert_symptoms", "travel_alerts"}
    diseases = {f"notifiable_{name}_hours" for name in NotifiableHours.__slots__}
    cases = {f"case_{name}" for name in CaseLimits.__slots__}
    assert typed | times | watch | alerts | clusters | diseases | cases == set(SETTINGS)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("咳嗽、腹泻", "cough,diarrhoea"),
        ("sore throat, rash", "sore_throat,rash"),
        ("#5", "cough,runny_nose"),
        ("#0", "none"),
        ("全部", ",".join(Symptom)),
        ("无", "none"),
    ],
)
def test_symptoms_are_read_in_both_languages(typed: str, stored: str) -> None:
    assert parse_setting("alert_symptoms", typed) == stored


@pytest.mark.parametrize("typed", ["", "头疼脑热", "#fffff", "#x", "cough,x", "无、咳嗽"])
def test_what_is_no_symptom_is_refused(typed: str) -> None:
    with pytest.raises(BadSettingValue):
        parse_setting("alert_symptoms", typed)


@given(st.frozensets(st.sampled_from(Symptom)))
def test_the_symptoms_of_a_button_are_read_back(symptoms: frozenset[Symptom]) -> None:
    stored = parse_setting("alert_symptoms", symptoms_marked(symptoms))
    assert read_symptoms(stored) == symptoms


def test_the_alert_temperature_follows_the_fever_threshold_until_it_is_set() -> None:
    assert UnitSettings.resolve([{"fever_threshold": "36.8"}]).watch.fever == Temperature(3680)
    own = UnitSettings.resolve([{"fever_threshold": "36.8", "alert_fever": "38.0"}])
    assert own.watch.fever == Temperature(3800)


def test_the_nearest_unit_wins_and_the_rest_is_inherited() -> None:
    school = {"ask_at": "07:40"}
    township = {"ask_at": "07:20", "cut_off_at": "09:10"}
    district = {"fever_threshold": "37.5", "cut_off_at": "09:05"}
    settings = UnitSettings.resolve([school, township, district])
    assert settings.times.ask == time(7, 40)
    assert settings.times.cut_off == time(9, 10)
    assert settings.fever_threshold == Temperature(3750)
    assert settings.times.lock == time(18, 0)


def test_each_setting_says_how_far_up_it_was_set() -> None:
    in_force = resolve_with_origin(
        [{"ask_at": "07:40"}, {}, {"ask_at": "07:00", "snooze_minutes": "5"}]
    )
    places = {setting.spec.key: (setting.text, setting.levels_up) for setting in in_force}
    assert places["ask_at"] == ("07:40", 0)
    assert places["snooze_minutes"] == ("5", 2)
    assert places["lock_at"] == ("18:00", None)
    assert [setting.spec.key for setting in in_force] == list(SETTINGS)


@pytest.mark.parametrize(
    ("key", "raw", "stored"),
    [
        ("ask_at", "7:30", "07:30"),
        ("ask_at", "０７：３０", "07:30"),
        ("ask_at", " 07:30 ", "07:30"),
        ("ask_at", "7点", "07:00"),
        ("ask_at", "7点半", "07:30"),
        ("ask_at", "7点05分", "07:05"),
        ("lock_at", "23:59", "23:59"),
        ("fever_threshold", "37.5", "37.5"),
        ("fever_threshold", "37度5", "37.5"),
        ("fever_threshold", "37.25℃", "37.25"),
        ("plausible_low", "34", "34.0"),
        ("plausible_high", "43.0", "43.0"),
        ("snooze_minutes", "5", "5"),
        ("snooze_minutes", "15 分钟", "15"),
        ("snooze_minutes", "060", "60"),
        ("show_keyboard_page", "６", "6"),
        ("digest_early", "关", "false"),
        ("digest_early", "Yes", "true"),
        ("alert_to", "校长、校医", "officer,principal"),
        ("alert_to", "Principal, admin", "principal,admin"),
        ("alert_again_to", "上级", "above"),
        ("alert_again_to", "无", "none"),
        ("alert_again_minutes", "0", "0"),
    ],
)
def test_a_setting_is_stored_in_one_form_however_it_is_typed(
    key: str, raw: str, stored: str
) -> None:
    assert parse_setting(key, raw) == stored


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        ("ask_at", "24:00", "HH:MM"),
        ("ask_at", "07:60", "HH:MM"),
        ("ask_at", "7:3", "HH:MM"),
        ("ask_at", "7:", "HH:MM"),
        ("ask_at", "", "HH:MM"),
        ("ask_at", "早上", "HH:MM"),
        ("fever_threshold", "33.9", "34.0-43.0"),
        ("fever_threshold", "365", "34.0-43.0"),
        ("fever_threshold", "101.3", "34.0-43.0"),
        ("snooze_minutes", "0", "1-60"),
        ("snooze_minutes", "61", "1-60"),
        ("snooze_minutes", "1.5", "1-60"),
        ("snooze_minutes", "-5", "1-60"),
        ("show_keyboard_page", "91", "6-90"),
        ("digest_early", "maybe", "true|false"),
        ("alert_to", "", "officer,principal,admin,leader,above,above2"),
        ("alert_to", "校医、门卫", "officer,principal,admin,leader,above,above2"),
        ("alert_to", "无、校医", "officer,principal,admin,leader,above,above2"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_and_the_shape_named(
    key: str, raw: str, expected: str
) -> None:
    with pytest.raises(BadSettingValue) as refused:
        parse_setting(key, raw)
    assert (refused.value.key, refused.value.expected) == (key, expected)


def test_a_setting_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownSetting):
        parse_setting("ask_time", "07:30")
    with pytest.raises(UnknownSetting):
        UnitSettings.resolve([{"ask_time": "07:30"}])


def test_a_time_out_of_order_with_an_inherited_one_is_refused() -> None:
    with pytest.raises(TimesOutOfOrder) as refused:
        changed_own([{}, {"chase_1_at": "07:50"}], {"ask_at": "7:50"})
    assert (refused.value.earlier, refused.value.later) == (StepKind.ASK, StepKind.CHASE_1)


def test_a_whole_morning_is_moved_at_once() -> None:
    moved = {
        "ask_at": "9:30", "chase_1_at": "10:00", "chase_2_at": "10:20", "escalate_at": "10:40",
        "cut_off_at": "11:00", "roll_up_at": "11:15",
    }  # fmt: skip
    stored = changed_own([{}], moved)
    assert stored["ask_at"] == "09:30"
    assert UnitSettings.resolve([stored]).times.cut_off == time(11, 0)


def test_a_change_is_weighed_against_what_the_unit_has_now() -> None:
    own = {"cut_off_at": "08:50"}
    assert changed_own([own], {"roll_up_at": "8:55"}) == {**own, "roll_up_at": "08:55"}
    with pytest.raises(TimesOutOfOrder):
        changed_own([own], {"escalate_at": "08:50"})
    assert changed_own([own], {"escalate_at": "8:50", "cut_off_at": "9:00"})


@pytest.mark.parametrize(
    ("key", "raw", "lower", "higher"),
    [
        ("fever_threshold", "38.6", "fever_threshold", "high_fever"),
        ("high_fever", "37.2", "fever_threshold", "high_fever"),
        ("plausible_low", "37.4", "plausible_low", "fever_threshold"),
        ("plausible_high", "38.4", "high_fever", "plausible_high"),
    ],
)
def test_temperatures_that_contradict_each_other_are_refused(
    key: str, raw: str, lower: str, higher: str
) -> None:
    with pytest.raises(TemperaturesOutOfOrder) as refused:
        changed_own([{}], {key: raw})
    assert (refused.value.lower, refused.value.higher) == (lower, higher)


def test_a_high_fever_may_begin_where_fever_begins() -> None:
    assert changed_own([{}], {"high_fever": "37.3"}) == {"high_fever": "37.3"}


@given(st.times())
def test_every_minute_of_the_day_is_kept(clock: time) -> None:
    stored = parse_setting("ask_at", f"{clock.hour}:{clock.minute:02d}")
    assert time.fromisoformat(stored) == clock.replace(second=0, microsecond=0)


@given(st.integers(3400, 4300))
def test_every_temperature_is_kept(hundredths: int) -> None:
    temperature = Temperature(hundredths)
    assert parse_setting("fever_threshold", str(temperature)) == str(temperature)


@given(st.sampled_from(list(SETTINGS)), st.text(max_size=8))
def test_what_is_stored_is_read_again_as_the_same(key: str, raw: str) -> None:
    try:
        stored = parse_setting(key, raw)
    except BadSettingValue:
        return
    assert parse_setting(key, stored) == stored


def test_counts_and_minutes_have_bounds_that_hold_their_default() -> None:
    for spec in SETTINGS.values():
        if spec.kind in (SettingKind.COUNT, SettingKind.MINUTES):
            lowest, highest = spec.bounds
            assert lowest <= int(spec.default) <= highest

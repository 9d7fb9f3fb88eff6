"""The settings of a unit, inherited down the tree: what holds there, and who has set it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Self

from domain.alert_rules import AlertRules, ClusterLimits
from domain.alert_watch import AlertWatch, TravelAlerts
from domain.case_rules import CaseLimits
from domain.day_plan import DayTimes, StepKind
from domain.errors import ChenjianError
from domain.notifiable import NotifiableHours
from domain.school_calendar import CalendarRules
from domain.setting_specs import SETTINGS, SettingSpec
from domain.setting_values import hearers_of, parse_setting, weekday_number
from domain.temperature import Temperature
from domain.watch_words import read_symptoms


class TemperaturesOutOfOrder(ChenjianError):
    """Two temperature settings contradict each other: the lower one is above the higher."""

    def __init__(self, lower: str, higher: str) -> None:
        super().__init__(f"{lower} must not be above {higher}")
        self.lower = lower
        self.higher = higher


# From the least figure to the greatest; two that are equal do no harm.
_RISING = ("plausible_low", "fever_threshold", "high_fever", "plausible_high")


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """What holds for one unit, typed; `resolve([])` gives the defaults.

    Raises TemperaturesOutOfOrder; its times raise TimesOutOfOrder.
    """

    times: DayTimes
    fever_threshold: Temperature
    high_fever: Temperature
    plausible_low: Temperature
    plausible_high: Temperature
    snooze_minutes: int
    reopen_minutes: int
    show_keyboard_page: int
    fever_return_hours: int
    nudges: bool
    digest_early: bool
    names_shown: bool
    correction_minutes: int
    vacation_weekday: int | None
    log_days: int
    closure_weekends: bool
    watch: AlertWatch
    travel_days: int
    alerts: AlertRules
    clusters: ClusterLimits
    notifiable: NotifiableHours
    cases: CaseLimits

    def __post_init__(self) -> None:
        for lower, higher in pairwise(_RISING):
            if getattr(self, lower) > getattr(self, higher):
                raise TemperaturesOutOfOrder(lower, higher)

    @property
    def plausible(self) -> tuple[Temperature, Temperature]:
        """The range that is accepted without a question, as read_temperature takes it."""
        return self.plausible_low, self.plausible_high

    @property
    def calendar_rules(self) -> CalendarRules:
        """What the school's calendar goes by."""
        return CalendarRules(self.log_days, self.vacation_weekday, self.closure_weekends)

    @classmethod
    def resolve(cls, chain: Sequence[Mapping[str, str]]) -> Self:
        """What holds for a unit, from what it and the units above it have set, nearest first.

        Raises UnknownSetting, BadSettingValue, TimesOutOfOrder or TemperaturesOutOfOrder where
        what is stored cannot stand together.
        """
        text = {setting.spec.key: setting.text for setting in resolve_with_origin(chain)}
        return cls(
            times=DayTimes(
                **{kind.value: time.fromisoformat(text[f"{kind}_at"]) for kind in StepKind}
            ),
            fever_threshold=Temperature.parse(text["fever_threshold"]),
            high_fever=Temperature.parse(text["high_fever"]),
            plausible_low=Temperature.parse(text["plausible_low"]),
            plausible_high=Temperature.parse(text["plausible_high"]),
            snooze_minutes=int(text["snooze_minutes"]),
            reopen_minutes=int(text["reopen_minutes"]),
            show_keyboard_page=int(text["show_keyboard_page"]),
            fever_return_hours=int(text["fever_return_hours"]),
            nudges=text["nudges"] == "true",
            digest_early=text["digest_early"] == "true",
            names_shown=text["names_shown"] == "true",
            correction_minutes=int(text["correction_minutes"]),
            vacation_weekday=weekday_number(text["vacation_weekday"]),
            log_days=int(text["log_days"]),
            closure_weekends=text["closure_weekends"] == "true",
            watch=_watch(text),
            travel_days=int(text["travel_days"]),
            alerts=_alerts(text),
            clusters=ClusterLimits(
                **{name: int(text[f"cluster_{name}"]) for name in ClusterLimits.__slots__}
            ),
            notifiable=NotifiableHours(
                **{name: int(text[f"notifiable_{name}_hours"]) for name in "abc"}
            ),
            cases=_cases(text),
        )


def _watch(text: Mapping[str, str]) -> AlertWatch:
    return AlertWatch(
        fever=Temperature.parse(text["alert_fever"]),
        symptoms=read_symptoms(text["alert_symptoms"]),
        travel=TravelAlerts(text["travel_alerts"]),
    )


def _alerts(text: Mapping[str, str]) -> AlertRules:
    return AlertRules(
        to=hearers_of(text["alert_to"]),
        again_minutes=int(text["alert_again_minutes"]),
        again_to=hearers_of(text["alert_again_to"]),
        further_minutes=int(text["alert_further_minutes"]),
        further_to=hearers_of(text["alert_further_to"]),
        outcome_minutes=int(text["alert_outcome_minutes"]),
        quiet_from=time.fromisoformat(text["alert_quiet_from"]),
        quiet_until=time.fromisoformat(text["alert_quiet_until"]),
    )


def _cases(text: Mapping[str, str]) -> CaseLimits:
    return CaseLimits(
        isolation_days=int(text["case_isolation_days"]),
        observation_days=int(text["case_observation_days"]),
        rectification_days=int(text["case_rectification_days"]),
        test_hours=int(text["case_test_hours"]),
        symptom_free_hours=int(text["case_symptom_free_hours"]),
        ask_at=time.fromisoformat(text["case_ask_at"]),
        chase_at=time.fromisoformat(text["case_chase_at"]),
        evening_at=time.fromisoformat(text["case_evening_at"]),
    )


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting as it holds for a unit: 0 levels up is the unit's own, None the default."""

    spec: SettingSpec
    text: str
    levels_up: int | None


def resolve_with_origin(chain: Sequence[Mapping[str, str]]) -> tuple[SettingInForce, ...]:
    """Every setting with the place in the chain, nearest unit first, that has set it.

    In the order of SETTINGS. Raises UnknownSetting or BadSettingValue for what is stored amiss.
    """
    in_force = {
        key: SettingInForce(spec, spec.default, levels_up=None) for key, spec in SETTINGS.items()
    }
    for levels_up in range(len(chain) - 1, -1, -1):
        for key, raw in chain[levels_up].items():
            text = parse_setting(key, raw)
            in_force[key] = SettingInForce(SETTINGS[key], text, levels_up)
    for key, followed in _FOLLOWS.items():
        if in_force[key].levels_up is None:
            in_force[key] = SettingInForce(SETTINGS[key], in_force[followed].text, None)
    return tuple(in_force.values())


_FOLLOWS: Mapping[str, str] = {"alert_fever": "fever_threshold"}
"""What is as high as another setting where nobody has set it."""

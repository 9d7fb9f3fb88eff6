"""Every setting of a unit: what it is, what it may be, its default and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.alert_rules import Hearer
from domain.alert_watch import TravelAlerts
from domain.check_in import Symptom
from domain.day_plan import DayTimes, StepKind

OURS = "ours"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAILY = "daily"
NOBODY = "none"
"""What is stored for no hearer at all."""


class SettingKind(StrEnum):
    """What a setting's value is."""

    TIME = "time"
    TEMPERATURE = "temperature"
    COUNT = "count"
    MINUTES = "minutes"
    BOOL = "bool"
    WEEKDAY = "weekday"
    HEARERS = "hearers"
    SYMPTOMS = "symptoms"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting: its kind, its default as stored, and where the default comes from.

    `source` names a document (the reader's words for it are a text), or is OURS where no document
    gives a figure. `bounds` hold for counts
    and minutes, both ends included. Hearers and symptoms are stored by their codes with a comma
    between; none is `none`.
    """

    key: str
    kind: SettingKind
    default: str
    source: str
    group: str
    bounds: tuple[int, int] = (0, 0)

    @property
    def expected(self) -> str:
        """The shape of a value, the same in every language: ``HH:MM``, ``10-90``."""
        match self.kind:
            case SettingKind.TIME:
                return "HH:MM"
            case SettingKind.TEMPERATURE:
                return "34.0-43.0"
            case SettingKind.BOOL:
                return "true|false"
            case SettingKind.WEEKDAY:
                return "|".join((*WEEKDAYS, DAILY))
            case SettingKind.HEARERS:
                return ",".join(Hearer)
            case SettingKind.SYMPTOMS:
                return ",".join(Symptom)
            case SettingKind.TRAVEL:
                return "|".join(TravelAlerts)
            case SettingKind.COUNT | SettingKind.MINUTES:
                return f"{self.bounds[0]}-{self.bounds[1]}"


def _time_of(step: StepKind) -> SettingSpec:
    default = DayTimes().at(step).strftime("%H:%M")
    return SettingSpec(f"{step}_at", SettingKind.TIME, default, OURS, "day")


_SPECS = (
    *(_time_of(step) for step in StepKind),
    SettingSpec(
        "fever_threshold",
        SettingKind.TEMPERATURE,
        "37.3",
        "fever",
        "temperature",
    ),
    SettingSpec("high_fever", SettingKind.TEMPERATURE, "38.5", OURS, "temperature"),
    SettingSpec("plausible_low", SettingKind.TEMPERATURE, "35.0", OURS, "temperature"),
    SettingSpec("plausible_high", SettingKind.TEMPERATURE, "42.0", OURS, "temperature"),
    SettingSpec("snooze_minutes", SettingKind.MINUTES, "10", OURS, "check_in", (1, 60)),
    SettingSpec("reopen_minutes", SettingKind.MINUTES, "120", OURS, "check_in", (10, 1440)),
    # A keyboard of Telegram's holds 100 buttons; ten are left for paging and going back.
    SettingSpec("show_keyboard_page", SettingKind.COUNT, "60", OURS, "check_in", (6, 90)),
    SettingSpec(
        "fever_return_hours",
        SettingKind.COUNT,
        "48",
        "sick_leave",
        "check_in",
        (0, 168),
    ),
    SettingSpec("nudges", SettingKind.BOOL, "true", OURS, "check_in"),
    SettingSpec("digest_early", SettingKind.BOOL, "true", OURS, "digest"),
    SettingSpec("names_shown", SettingKind.BOOL, "true", OURS, "digest"),
    SettingSpec("correction_minutes", SettingKind.MINUTES, "2", OURS, "digest", (0, 30)),
    SettingSpec("vacation_weekday", SettingKind.WEEKDAY, "mon", OURS, "calendar"),
    SettingSpec(
        "log_days",
        SettingKind.COUNT,
        "14",
        "log_days",
        "calendar",
        (0, 30),
    ),
    SettingSpec("closure_weekends", SettingKind.BOOL, "true", OURS, "calendar"),
    SettingSpec("alert_fever", SettingKind.TEMPERATURE, "37.3", OURS, "watch"),
    SettingSpec("alert_symptoms", SettingKind.SYMPTOMS, ",".join(Symptom), "watch_list", "watch"),
    SettingSpec("travel_alerts", SettingKind.TRAVEL, "risky", OURS, "watch"),
    SettingSpec("travel_days", SettingKind.COUNT, "14", "travel_days", "watch", (1, 30)),
    SettingSpec("alert_to", SettingKind.HEARERS, "officer,principal", "first_hearers", "alert"),
    SettingSpec("alert_again_minutes", SettingKind.MINUTES, "10", "unanswered", "alert", (0, 240)),
    SettingSpec("alert_again_to", SettingKind.HEARERS, "above", OURS, "alert"),
    SettingSpec("alert_further_minutes", SettingKind.MINUTES, "20", OURS, "alert", (0, 480)),
    SettingSpec("alert_further_to", SettingKind.HEARERS, "above2", OURS, "alert"),
    SettingSpec("alert_outcome_minutes", SettingKind.MINUTES, "120", OURS, "alert", (0, 720)),
    SettingSpec("alert_quiet_from", SettingKind.TIME, "22:00", OURS, "alert"),
    SettingSpec("alert_quiet_until", SettingKind.TIME, "06:00", OURS, "alert"),
    SettingSpec("cluster_day_count", SettingKind.COUNT, "3", "cluster_rule", "cluster", (2, 50)),
    SettingSpec("cluster_run_count", SettingKind.COUNT, "5", "cluster_rule", "cluster", (2, 50)),
    SettingSpec("cluster_run_days", SettingKind.COUNT, "3", "cluster_rule", "cluster", (2, 14)),
    SettingSpec(
        "cluster_report_hours", SettingKind.COUNT, "24", "cluster_rule", "cluster", (1, 72)
    ),
    SettingSpec("notifiable_a_hours", SettingKind.COUNT, "2", "report_at_once", "cluster", (0, 72)),
    SettingSpec(
        "notifiable_b_hours", SettingKind.COUNT, "24", "report_in_a_day", "cluster", (0, 72)
    ),
    SettingSpec(
        "notifiable_c_hours", SettingKind.COUNT, "24", "report_in_a_day", "cluster", (0, 72)
    ),
    SettingSpec("cluster_low_hours", SettingKind.COUNT, "6", OURS, "cluster", (0, 72)),
    SettingSpec("cluster_last_hours", SettingKind.COUNT, "1", OURS, "cluster", (0, 72)),
    SettingSpec("case_isolation_days", SettingKind.COUNT, "14", "isolation", "case", (1, 60)),
    SettingSpec("case_observation_days", SettingKind.COUNT, "14", "isolation", "case", (1, 60)),
    SettingSpec("case_rectification_days", SettingKind.COUNT, "7", OURS, "case", (1, 60)),
    SettingSpec(
        "case_test_hours",
        SettingKind.COUNT,
        "48",
        "test_valid",
        "case",
        (12, 168),
    ),
    SettingSpec(
        "case_symptom_free_hours",
        SettingKind.COUNT,
        "48",
        "sick_leave",
        "case",
        (0, 168),
    ),
    SettingSpec("case_ask_at", SettingKind.TIME, "10:00", OURS, "case"),
    SettingSpec("case_chase_at", SettingKind.TIME, "16:00", OURS, "case"),
    SettingSpec("case_evening_at", SettingKind.TIME, "19:00", OURS, "case"),
)
SETTINGS: Mapping[str, SettingSpec] = {spec.key: spec for spec in _SPECS}

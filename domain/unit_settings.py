"""The settings of a unit, inherited down the tree: what there is, what it may be, what holds."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from itertools import pairwise
from typing import Self

from domain.alert_rules import AlertRules, ClusterLimits, Hearer
from domain.alert_watch import AlertWatch, TravelAlerts
from domain.case_rules import CaseLimits
from domain.check_in import Symptom
from domain.day_plan import DayTimes, StepKind
from domain.errors import ChenjianError
from domain.notifiable import NotifiableHours
from domain.school_calendar import CalendarRules
from domain.temperature import Accepted, Temperature, read_temperature
from domain.watch_words import TRAVEL_WORDS, read_symptoms, symptoms_text

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

    `source` is a document, or OURS where no document gives a figure. `bounds` hold for counts
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


_FIRST_HEARERS = (
    "校医/疫情报告人 judges and reports, 校长 is 第一责任人: township and city documents, 2020-2021"
)
_AGAIN = (
    "three in ten automatic warnings went unanswered (Hangzhou, cjsh.org.cn 2021-04); 10 is ours"
)
_WATCH_LIST = "WS/T 772-2020, press summary (tellerreport.com 2020-08-10): the list of symptoms"
_TRAVEL_DAYS = (
    "14 days: 001_8696775f9a52992e.txt (isolation before entry), gd.gov.cn post_2881036 (health of "
    "the 14 days before the return)"
)
_REPORT_A = (
    "传染病信息报告管理规范 2026 (Xinhua 2026-01-30): 甲类, and 乙类 managed like it, within 2 h; "
    "schools at once (school rule citing the national 工作规范, xayhny.com pkId=2041)"
)
_REPORT = (
    "传染病信息报告管理规范 2015: other 乙类 and 丙类 within 24 h; schools at once "
    "(school rule citing the national 工作规范, xayhny.com pkId=2041)"
)
_CLUSTER = (
    "school rule citing the national 工作规范 (xayhny.com pkId=2041): same class or dormitory, "
    "3 in 1 day or 5 in 3 days running, report within 24 h"
)
_ISOLATION = "district meeting 2021: 14 days, then a test, then enter"
_SPECS = (
    *(_time_of(step) for step in StepKind),
    SettingSpec(
        "fever_threshold",
        SettingKind.TEMPERATURE,
        "37.3",
        "Anhui school standard, China Education News 2020-03-25: 腋温≥37.3℃; "
        "Education Ministry 2020: below 37.3 to enter the 高考",
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
        "college table of disease leave, csmpv.com 2020-09-30: flu-like, 48 h after normal "
        "temperature and no symptoms",
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
        "gd.gov.cn post_2881036: health of the 14 days before the return",
        "calendar",
        (0, 30),
    ),
    SettingSpec("closure_weekends", SettingKind.BOOL, "true", OURS, "calendar"),
    SettingSpec("alert_fever", SettingKind.TEMPERATURE, "37.3", OURS, "watch"),
    SettingSpec("alert_symptoms", SettingKind.SYMPTOMS, ",".join(Symptom), _WATCH_LIST, "watch"),
    SettingSpec("travel_alerts", SettingKind.TRAVEL, "risky", OURS, "watch"),
    SettingSpec("travel_days", SettingKind.COUNT, "14", _TRAVEL_DAYS, "watch", (1, 30)),
    SettingSpec("alert_to", SettingKind.HEARERS, "officer,principal", _FIRST_HEARERS, "alert"),
    SettingSpec("alert_again_minutes", SettingKind.MINUTES, "10", _AGAIN, "alert", (0, 240)),
    SettingSpec("alert_again_to", SettingKind.HEARERS, "above", OURS, "alert"),
    SettingSpec("alert_further_minutes", SettingKind.MINUTES, "20", OURS, "alert", (0, 480)),
    SettingSpec("alert_further_to", SettingKind.HEARERS, "above2", OURS, "alert"),
    SettingSpec("alert_outcome_minutes", SettingKind.MINUTES, "120", OURS, "alert", (0, 720)),
    SettingSpec("alert_quiet_from", SettingKind.TIME, "22:00", OURS, "alert"),
    SettingSpec("alert_quiet_until", SettingKind.TIME, "06:00", OURS, "alert"),
    SettingSpec("cluster_day_count", SettingKind.COUNT, "3", _CLUSTER, "cluster", (2, 50)),
    SettingSpec("cluster_run_count", SettingKind.COUNT, "5", _CLUSTER, "cluster", (2, 50)),
    SettingSpec("cluster_run_days", SettingKind.COUNT, "3", _CLUSTER, "cluster", (2, 14)),
    SettingSpec("cluster_report_hours", SettingKind.COUNT, "24", _CLUSTER, "cluster", (1, 72)),
    SettingSpec("notifiable_a_hours", SettingKind.COUNT, "2", _REPORT_A, "cluster", (0, 72)),
    SettingSpec("notifiable_b_hours", SettingKind.COUNT, "24", _REPORT, "cluster", (0, 72)),
    SettingSpec("notifiable_c_hours", SettingKind.COUNT, "24", _REPORT, "cluster", (0, 72)),
    SettingSpec("cluster_low_hours", SettingKind.COUNT, "6", OURS, "cluster", (0, 72)),
    SettingSpec("cluster_last_hours", SettingKind.COUNT, "1", OURS, "cluster", (0, 72)),
    SettingSpec("case_isolation_days", SettingKind.COUNT, "14", _ISOLATION, "case", (1, 60)),
    SettingSpec("case_observation_days", SettingKind.COUNT, "14", _ISOLATION, "case", (1, 60)),
    SettingSpec("case_rectification_days", SettingKind.COUNT, "7", OURS, "case", (1, 60)),
    SettingSpec(
        "case_test_hours",
        SettingKind.COUNT,
        "48",
        "Chongqing 2022 and an Anhui city notice: a test before the return is valid for 48 h",
        "case",
        (12, 168),
    ),
    SettingSpec(
        "case_symptom_free_hours",
        SettingKind.COUNT,
        "48",
        "college table of disease leave, csmpv.com 2020-09-30: 48 h after normal temperature and "
        "no symptoms",
        "case",
        (0, 168),
    ),
    SettingSpec("case_ask_at", SettingKind.TIME, "10:00", OURS, "case"),
    SettingSpec("case_chase_at", SettingKind.TIME, "16:00", OURS, "case"),
    SettingSpec("case_evening_at", SettingKind.TIME, "19:00", OURS, "case"),
)
SETTINGS: Mapping[str, SettingSpec] = {spec.key: spec for spec in _SPECS}


class UnknownSetting(ChenjianError):
    """There is no setting of that name."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class BadSettingValue(ChenjianError):
    """A setting was given a value of the wrong shape, or outside its bounds."""

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(f"{key}: {expected}")
        self.key = key
        self.expected = expected


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
            vacation_weekday=_weekday_number(text["vacation_weekday"]),
            log_days=int(text["log_days"]),
            closure_weekends=text["closure_weekends"] == "true",
            watch=AlertWatch(
                fever=Temperature.parse(text["alert_fever"]),
                symptoms=read_symptoms(text["alert_symptoms"]),
                travel=TravelAlerts(text["travel_alerts"]),
            ),
            travel_days=int(text["travel_days"]),
            alerts=AlertRules(
                to=_hearers(text["alert_to"]),
                again_minutes=int(text["alert_again_minutes"]),
                again_to=_hearers(text["alert_again_to"]),
                further_minutes=int(text["alert_further_minutes"]),
                further_to=_hearers(text["alert_further_to"]),
                outcome_minutes=int(text["alert_outcome_minutes"]),
                quiet_from=time.fromisoformat(text["alert_quiet_from"]),
                quiet_until=time.fromisoformat(text["alert_quiet_until"]),
            ),
            clusters=ClusterLimits(
                **{name: int(text[f"cluster_{name}"]) for name in ClusterLimits.__slots__}
            ),
            notifiable=NotifiableHours(
                **{name: int(text[f"notifiable_{name}_hours"]) for name in "abc"}
            ),
            cases=CaseLimits(
                isolation_days=int(text["case_isolation_days"]),
                observation_days=int(text["case_observation_days"]),
                rectification_days=int(text["case_rectification_days"]),
                test_hours=int(text["case_test_hours"]),
                symptom_free_hours=int(text["case_symptom_free_hours"]),
                ask_at=time.fromisoformat(text["case_ask_at"]),
                chase_at=time.fromisoformat(text["case_chase_at"]),
                evening_at=time.fromisoformat(text["case_evening_at"]),
            ),
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


def change_settings(
    chain: Sequence[Mapping[str, str]], changes: Mapping[str, str]
) -> dict[str, str]:
    """Check what is to be set for the nearest unit of a chain; gives the texts to store.

    Several at once, so that a whole morning can be moved without passing through a wrong order.
    Raises UnknownSetting, BadSettingValue, TimesOutOfOrder or TemperaturesOutOfOrder. A unit
    below that has set some of its own has to be checked with its own chain.
    """
    texts = {key: parse_setting(key, raw) for key, raw in changes.items()}
    UnitSettings.resolve([texts, *chain])
    return texts


def parse_setting(key: str, raw: str) -> str:
    """Read a setting as an admin types it; gives the one text that is stored.

    Raises UnknownSetting or BadSettingValue.
    """
    if key not in SETTINGS:
        raise UnknownSetting(key)
    spec = SETTINGS[key]
    text = _canonical(unicodedata.normalize("NFKC", raw).strip().casefold(), spec)
    if text is None:
        raise BadSettingValue(key, spec.expected)
    return text


def _hearers(stored: str) -> tuple[Hearer, ...]:
    return () if stored == NOBODY else tuple(Hearer(code) for code in stored.split(","))


_CLOCK = re.compile(r"([0-9]{1,2})(?:[:点]([0-9]{2})分?|点(半)?)")
_COUNT = re.compile(r"([0-9]{1,4})(?:分钟|分|minutes|min)?")
_YES = frozenset({"true", "yes", "on", "1", "是", "开"})
_HEARER_WORDS: Mapping[str, str] = {
    **{hearer.value: hearer.value for hearer in Hearer},
    **dict.fromkeys(("校医", "疫情报告人", "health_officer"), Hearer.OFFICER.value),
    **dict.fromkeys(("校长", "园长"), Hearer.PRINCIPAL.value),
    "管理员": Hearer.ADMIN.value,
    **dict.fromkeys(("年级组长", "grade_leader"), Hearer.LEADER.value),
    **dict.fromkeys(("上级", "上一级", "上级单位"), Hearer.ABOVE.value),
    **dict.fromkeys(("再上级", "上两级"), Hearer.ABOVE2.value),
    **dict.fromkeys((NOBODY, "无", "没有", "nobody"), NOBODY),
}
_NO = frozenset({"false", "no", "off", "0", "否", "关"})


def _canonical(text: str, spec: SettingSpec) -> str | None:
    match spec.kind:
        case SettingKind.TIME:
            return _clock_text(text)
        case SettingKind.TEMPERATURE:
            # A threshold is set plainly: a figure that would have to be read back is none.
            read = read_temperature(text, (Temperature(3400), Temperature(4300)))
            return str(read.temperature) if isinstance(read, Accepted) else None
        case SettingKind.BOOL:
            return "true" if text in _YES else "false" if text in _NO else None
        case SettingKind.WEEKDAY:
            return _weekday_text(text.replace(" ", ""))
        case SettingKind.HEARERS:
            return _hearers_text(text)
        case SettingKind.SYMPTOMS:
            return symptoms_text(text)
        case SettingKind.TRAVEL:
            return TRAVEL_WORDS.get(text)
        case SettingKind.COUNT | SettingKind.MINUTES:
            found = _COUNT.fullmatch(text.replace(" ", ""))
            lowest, highest = spec.bounds
            return str(int(found[1])) if found and lowest <= int(found[1]) <= highest else None


_EVERY_DAY = frozenset({DAILY, "everyday", "每天", "每日", "天天"})
_WEEKDAY = re.compile(
    r"(?:每?(?:周|星期|礼拜))?([一二三四五六日天1-7])|(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
)


def _weekday_text(text: str) -> str | None:
    if text in _EVERY_DAY:
        return DAILY
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        return None
    if found[2]:
        return found[2]
    sign = found[1].replace("天", "日")
    return WEEKDAYS[int(sign) - 1 if sign.isdigit() else "一二三四五六日".index(sign)]


def _weekday_number(stored: str) -> int | None:
    """Monday is 0; None is every day."""
    return None if stored == DAILY else WEEKDAYS.index(stored)


def _hearers_text(text: str) -> str | None:
    """Codes in their own order, whatever the order and the language they were typed in."""
    words = [word for word in re.split(r"[\s,、，;；/和]+", text) if word]
    named = {_HEARER_WORDS.get(word) for word in words}
    if named == {NOBODY}:
        return NOBODY
    if not named or None in named or NOBODY in named:
        return None
    return ",".join(hearer for hearer in Hearer if hearer in named)


def _clock_text(text: str) -> str | None:
    found = _CLOCK.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    hour, minute = int(found[1]), 30 if found[3] else int(found[2] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None

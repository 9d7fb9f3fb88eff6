"""The value of a setting: read as an admin types it, stored as one text, and read back."""

import re
import unicodedata
from collections.abc import Mapping

from domain.alert_rules import Hearer
from domain.errors import ChenjianError
from domain.setting_specs import DAILY, NOBODY, SETTINGS, WEEKDAYS, SettingKind, SettingSpec
from domain.temperature import Accepted, Temperature, read_temperature
from domain.watch_words import TRAVEL_WORDS, symptoms_text


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


def hearers_of(stored: str) -> tuple[Hearer, ...]:
    """Who hears, from the codes that are stored."""
    return () if stored == NOBODY else tuple(Hearer(code) for code in stored.split(","))


def weekday_number(stored: str) -> int | None:
    """Monday is 0; None is every day."""
    return None if stored == DAILY else WEEKDAYS.index(stored)


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
_HEARER_PHRASES: Mapping[str, str] = {
    "health officer": Hearer.OFFICER.value,
    "grade leader": Hearer.LEADER.value,
    "one level up": Hearer.ABOVE.value,
    "two levels up": Hearer.ABOVE2.value,
}
"""Hearers whose names are more than a word."""
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


def _hearers_text(text: str) -> str | None:
    """Codes in their own order, whatever the order and the language they were typed in."""
    for phrase, code in _HEARER_PHRASES.items():
        text = text.replace(phrase, code)
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

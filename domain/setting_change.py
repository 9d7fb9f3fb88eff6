"""What an admin types to change settings, taken apart; and values near the present one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.alert_rules import Hearer
from domain.alert_watch import TravelAlerts
from domain.check_in import Symptom
from domain.errors import ChenjianError
from domain.setting_specs import DAILY, NOBODY, WEEKDAYS, SettingKind, SettingSpec
from domain.setting_values import parse_setting
from domain.temperature import Temperature
from domain.unit_settings import UnitSettings
from domain.watch_words import read_symptoms, symptoms_marked

LONGEST_HEARERS = 30
"""Characters of hearers that a button has room for beside the rest of its payload."""
_TO_DEFAULT = frozenset({"默认", "default", "继承", "沿用", "inherit"})


class SettingsBelow(ChenjianError):
    """A change would contradict what a unit below has set itself; the values name that unit."""


@dataclass(frozen=True, slots=True)
class SettingWords:
    """What was typed: a unit's name ("" for one's own), then keys with their values.

    A value "" asks to see the setting; None takes the unit's own value away.
    """

    unit: str
    changes: Mapping[str, str | None]


def read_setting_words(typed: str, names: Mapping[str, str]) -> SettingWords:
    """Take apart ``和川镇中心小学 发起 7:40 催报1 8:10``; ``names`` gives keys by casefolded name.

    Names may hold spaces, and a value may stick to its name (发起7:40).
    """
    words = _words(typed, names)
    unit: list[str] = []
    values: dict[str, list[str]] = {}
    current = unit
    place = 0
    while place < len(words):
        key, length = _name_at(words, place, names)
        if key is None:
            current.append(words[place])
        else:
            current = values.setdefault(key, [])
        place += length
    changes = {key: _value(" ".join(said)) for key, said in values.items()}
    return SettingWords(" ".join(unit), changes)


def _value(said: str) -> str | None:
    return None if said.casefold() in _TO_DEFAULT else said


def _words(typed: str, names: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for word in unicodedata.normalize("NFKC", typed).replace("=", " ").split():
        stuck = re.match(r"([^0-9:]+[12]?):?(?=[0-9]{1,2}[:点.]|[0-9]+$)(.+)", word)
        if stuck and word.casefold() not in names and stuck[1].casefold() in names:
            found += [stuck[1], stuck[2]]
        else:
            found.append(word.rstrip(":") if word.rstrip(":").casefold() in names else word)
    return found


def _name_at(words: Sequence[str], place: int, names: Mapping[str, str]) -> tuple[str | None, int]:
    """The key whose name begins at a place, and how many words that name takes."""
    for length in range(min(4, len(words) - place), 0, -1):
        key = names.get(" ".join(words[place : place + length]).casefold())
        if key is not None:
            return key, length
    return None, 1


def changed_own(
    chain: Sequence[Mapping[str, str]], changes: Mapping[str, str | None]
) -> dict[str, str]:
    """What the unit itself will have set after the changes, if that can stand.

    Raises UnknownSetting, BadSettingValue, TimesOutOfOrder or TemperaturesOutOfOrder.
    """
    own = dict(chain[0])
    for key, raw in changes.items():
        if raw is None:
            own.pop(key, None)
        else:
            own[key] = parse_setting(key, raw)
    UnitSettings.resolve([own, *chain[1:]])
    return own


def check_below(
    own: Mapping[str, str], chain_below: Sequence[Mapping[str, str]], height: int, unit: str
) -> None:
    """Whether a unit below can still stand; ``height`` is how far above it the change is made.

    Raises SettingsBelow naming the unit.
    """
    chain = [*chain_below[:height], own, *chain_below[height + 1 :]]
    try:
        UnitSettings.resolve(chain)
    except ChenjianError as error:
        raise SettingsBelow(unit=unit) from error


def _one_more_or_less(text: str) -> list[str]:
    """The hearers with each one more, or one less."""
    held = set() if text == NOBODY else set(text.split(","))
    return [",".join(one for one in Hearer if one in held ^ {more}) or NOBODY for more in Hearer]


def values_near(spec: SettingSpec, text: str) -> list[str]:
    """A few values around the present one, for buttons; each may still be refused."""
    match spec.kind:
        case SettingKind.TIME:
            now = datetime.strptime(text, "%H:%M")  # noqa: DTZ007  a time of day has no zone
            near = (now + timedelta(minutes=minutes) for minutes in (-10, -5, 5, 10))
            return [at.strftime("%H:%M") for at in near if at.date() == now.date()]
        case SettingKind.TEMPERATURE:
            present = Temperature.parse(text).hundredths
            near_by = (present + step for step in (-20, -10, 10, 20))
            return [str(Temperature(one)) for one in near_by if 3400 <= one <= 4300]
        case SettingKind.BOOL:
            return ["false" if text == "true" else "true"]
        case SettingKind.WEEKDAY:
            return [one for one in (*WEEKDAYS, DAILY) if one != text]
        case SettingKind.HEARERS:
            return [one for one in _one_more_or_less(text) if len(one) <= LONGEST_HEARERS]
        case SettingKind.SYMPTOMS:
            watched = read_symptoms(text)
            return [symptoms_marked(watched ^ {one}) for one in Symptom]
        case SettingKind.TRAVEL:
            return [one for one in TravelAlerts if one != text]
        case SettingKind.COUNT | SettingKind.MINUTES:
            lowest, highest = spec.bounds
            steps = (int(text) + step for step in (-10, -5, 5, 10))
            return [str(number) for number in steps if lowest <= number <= highest]

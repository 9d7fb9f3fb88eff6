"""The settings of a unit as an admin sees them: what holds, where it comes from, what may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.check_in import Symptom
from domain.choice import Choice
from domain.day_plan import TimesOutOfOrder
from domain.errors import ChenjianError
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Unit
from domain.setting_change import LONGEST_HEARERS, SettingsBelow
from domain.setting_specs import DAILY, OURS, SETTINGS, WEEKDAYS, SettingKind
from domain.setting_values import BadSettingValue, parse_setting
from domain.unit_settings import SettingInForce, TemperaturesOutOfOrder
from domain.watch_words import read_symptoms, symptoms_marked
from views.words import LANGUAGES, say, text

ACTION = "set"
GROUP_MARK = "/"
"""Stands before a group's name in a payload, where else a setting's key stands."""


def setting_names() -> dict[str, str]:
    """Every name under which a setting may be typed, casefolded, in all languages: its key."""
    names = {key: key for key in SETTINGS}
    for language in LANGUAGES:
        names.update({name(language, key).casefold(): key for key in SETTINGS})
    return names


def name(language: str, key: str) -> str:
    """发起, ask."""
    return say(language, f"settings.name_{key}")


def subject(language: str, group: str) -> str:
    """What the settings of a group are about: 每天的时间, the day."""
    return say(language, f"settings.subject_{group}")


def group_choice(unit: Unit, group: str) -> str:
    """The payload that shows a group."""
    return Choice(ACTION, unit.id, argument=GROUP_MARK + group).encode()


def value(language: str, key: str, stored: str) -> str:
    """A stored value as people read it."""
    if SETTINGS[key].kind is SettingKind.BOOL:
        return say(language, "settings.yes" if stored == "true" else "settings.no")
    if SETTINGS[key].kind is SettingKind.WEEKDAY:
        if stored == DAILY:
            return say(language, "settings.daily")
        return say(language, f"day.weekday_{WEEKDAYS.index(stored)}")
    if SETTINGS[key].kind is SettingKind.HEARERS:
        words = [say(language, f"settings.hearer_{code}") for code in stored.split(",")]
        return say(language, "settings.hearers_join").join(words)
    if SETTINGS[key].kind is SettingKind.SYMPTOMS:
        return _symptoms(language, parse_setting(key, stored))
    if SETTINGS[key].kind is SettingKind.TRAVEL:
        return say(language, f"settings.travel_{stored}")
    return stored


def _symptoms(language: str, stored: str) -> str:
    """All of them in one word; else those there are, or those there are not, if these are fewer."""
    watched = read_symptoms(stored)
    join = say(language, "settings.hearers_join")
    if not watched:
        return say(language, "settings.symptoms_none")
    left_out = [say(language, f"entry.{one}") for one in Symptom if one not in watched]
    if not left_out:
        return say(language, "settings.symptoms_all")
    if len(left_out) < len(watched):
        return say(language, "settings.symptoms_but", left_out=join.join(left_out))
    return join.join(say(language, f"entry.{one}") for one in Symptom if one in watched)


def _button(language: str, key: str, present: str, one: str) -> str:
    """What a value's button says; of symptoms it is the one that is put in or left out."""
    if SETTINGS[key].kind is not SettingKind.SYMPTOMS:
        return value(language, key, one)
    (changed,) = read_symptoms(present) ^ read_symptoms(parse_setting(key, one))
    sign = "off" if changed in read_symptoms(present) else "on"
    return say(language, f"settings.symptom_{sign}", symptom=say(language, f"entry.{changed}"))


def shape(language: str, key: str) -> str:
    """What a value has to look like."""
    if SETTINGS[key].kind is SettingKind.BOOL:
        return say(language, "settings.shape_bool")
    if SETTINGS[key].kind is SettingKind.WEEKDAY:
        return say(language, "settings.shape_weekday")
    if SETTINGS[key].kind is SettingKind.HEARERS:
        return say(language, "settings.shape_hearers")
    if SETTINGS[key].kind is SettingKind.SYMPTOMS:
        return say(language, "settings.shape_symptoms")
    if SETTINGS[key].kind is SettingKind.TRAVEL:
        return say(language, "settings.shape_travel")
    return SETTINGS[key].expected


def choose_unit(language: str, units: Sequence[Unit]) -> Message:
    """Buttons for somebody who manages several units."""
    rows = tuple((Button(unit.name, Choice(ACTION, unit.id).encode()),) for unit in units)
    return Message(text(language, "settings.choose_unit"), Keyboard(rows))


def detail(
    language: str,
    unit: Unit,
    upward: Sequence[Unit],
    setting: SettingInForce,
    near: Sequence[str],
) -> Message:
    """One setting with buttons for the values ``near`` it."""
    key = setting.spec.key
    called = name(language, key)
    shown = value(language, key, setting.text)
    parts = [
        text(language, "settings.detail", unit=unit.name, name=called, value=shown),
        _origin(language, setting, upward),
        text(language, "settings.hint", name=called, expected=shape(language, key)),
    ]
    buttons = [
        Button(
            _button(language, key, setting.text, one),
            Choice(ACTION, unit.id, argument=f"{key}={one}").encode(),
        )
        for one in near
    ]
    rows = in_rows(buttons, 4)
    if setting.levels_up == 0:
        label = "settings.button_inherit" if len(upward) > 1 else "settings.button_clear"
        clear = Choice(ACTION, unit.id, argument=f"{key}=").encode()
        rows += ((Button(say(language, label), clear),),)
    rows += (back(language, unit, setting.spec.group),)
    return Message(joined("\n", parts), Keyboard(rows))


def _origin(language: str, setting: SettingInForce, upward: Sequence[Unit]) -> Text:
    match setting.levels_up:
        case None if setting.spec.source == OURS:
            return text(language, "settings.origin_default")
        case None:
            source = say(language, f"settings.source_{setting.spec.source}")
            return text(language, "settings.origin_source", source=source)
        case 0:
            return text(language, "settings.origin_own")
        case levels:
            return text(language, "settings.origin_from", unit=upward[levels].name)


def changed(
    language: str,
    unit: Unit,
    before: Mapping[str, SettingInForce],
    after: Mapping[str, SettingInForce],
    keys: Sequence[str],
) -> Message:
    """What was changed, old and new; one change alone can be taken back by a button."""
    lines = []
    for key in keys:
        old, new = before[key].text, after[key].text
        values = {
            "unit": unit.name,
            "name": name(language, key),
            "old": value(language, key, old),
            "new": value(language, key, new),
        }
        which = "unchanged" if old == new else "changed"
        lines.append(text(language, f"settings.{which}", **values))
    rows: tuple[tuple[Button, ...], ...] = ()
    if any(before[key].text != after[key].text for key in keys):
        lines.append(text(language, "settings.from_now"))
        if len(keys) == 1:
            rows = _undo(language, unit, before[keys[0]])
    groups = {SETTINGS[key].group for key in keys}
    group = groups.pop() if len(groups) == 1 else None
    return Message(joined("\n", lines), Keyboard((*rows, back(language, unit, group))))


def _undo(language: str, unit: Unit, before: SettingInForce) -> tuple[tuple[Button, ...], ...]:
    """The way back, where a button has room for it."""
    key = before.spec.key
    own = before.text if before.levels_up == 0 else ""
    if own and before.spec.kind is SettingKind.SYMPTOMS:
        own = symptoms_marked(read_symptoms(own))
    if before.spec.kind is SettingKind.HEARERS and len(own) > LONGEST_HEARERS:
        return ()
    label = say(language, "settings.button_undo", value=value(language, key, before.text))
    return ((Button(label, Choice(ACTION, unit.id, argument=f"{key}={own}").encode()),),)


def refusal(language: str, error: ChenjianError) -> str:
    """Why a setting was not changed. Errors that are not about settings are raised again."""
    match error:
        case BadSettingValue(key=key):
            called, expected = name(language, key), shape(language, key)
            return say(language, "settings.bad_value", name=called, expected=expected)
        case TimesOutOfOrder(earlier=earlier, later=later):
            return say(
                language,
                "settings.times_out_of_order",
                earlier=name(language, f"{earlier}_at"),
                later=name(language, f"{later}_at"),
            )
        case TemperaturesOutOfOrder(lower=lower, higher=higher):
            return say(
                language,
                "settings.temperatures_out_of_order",
                lower=name(language, lower),
                higher=name(language, higher),
            )
        case SettingsBelow():
            return say(language, "settings.clash_below", **error.values)
        case _:
            raise error


def back(language: str, unit: Unit, group: str | None = None) -> tuple[Button, ...]:
    """The row that leads back: to the group one comes from, and to all groups."""
    everything = Button(say(language, "settings.button_back"), Choice(ACTION, unit.id).encode())
    if group is None:
        return (everything,)
    label = say(language, "settings.button_group", subject=subject(language, group))
    return Button(label, group_choice(unit, group)), everything


def in_rows(buttons: Sequence[Button], wide: int) -> tuple[tuple[Button, ...], ...]:
    """So many buttons beside each other."""
    return tuple(tuple(buttons[n : n + wide]) for n in range(0, len(buttons), wide))

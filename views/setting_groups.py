"""The settings of a unit by subject: first what was changed and a button for each, then one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Unit
from domain.setting_specs import SETTINGS, SettingKind, SettingSpec
from domain.unit_settings import SettingInForce
from views.unit_settings import ACTION, back, group_choice, in_rows, name, subject, value
from views.words import LANGUAGES, text

_BOUNDED = frozenset({SettingKind.TEMPERATURE, SettingKind.COUNT, SettingKind.MINUTES})
"""Settings whose bounds nobody can guess."""


def group_names() -> dict[str, str]:
    """Every name under which a group may be typed, casefolded, in all languages: the group."""
    groups = dict.fromkeys(spec.group for spec in SETTINGS.values())
    return {subject(language, one).casefold(): one for language in LANGUAGES for one in groups}


def overview(
    language: str, unit: Unit, upward: Sequence[Unit], in_force: Sequence[SettingInForce]
) -> Message:
    """What is set otherwise than by default, and a button for each group, with how many of its
    settings are; ``upward`` is the unit and those above it.
    """
    parts, buttons = [text(language, "settings.title", unit=unit.name)], []
    for group, settings in groupby(in_force, key=lambda setting: setting.spec.group):
        changed = [setting for setting in settings if setting.levels_up is not None]
        if changed:
            lines = [text(language, f"settings.group_{group}")]
            lines += [_line(language, setting, upward) for setting in changed]
            parts.append(joined("\n", lines))
        label = subject(language, group) + (f" · {len(changed)}" if changed else "")
        buttons.append(Button(label, group_choice(unit, group)))
    parts.append(text(language, "settings.rest_default" if parts[1:] else "settings.all_default"))
    parts.append(text(language, "settings.footer"))
    return Message(joined("\n\n", parts), Keyboard(in_rows(buttons, 2)))


def group_page(
    language: str, unit: Unit, upward: Sequence[Unit], settings: Sequence[SettingInForce]
) -> Message:
    """The settings of one group, a button for each, and how one of them is typed."""
    first = settings[0]
    group, key = first.spec.group, first.spec.key
    lines = [text(language, f"settings.group_{group}")]
    lines += [_line(language, setting, upward, _bounds(setting.spec)) for setting in settings]
    known = {"name": name(language, key), "value": value(language, key, first.text)}
    parts = [
        text(language, "settings.title", unit=unit.name),
        joined("\n", lines),
        text(language, "settings.group_footer", **known),
    ]
    buttons = [
        Button(
            name(language, setting.spec.key),
            Choice(ACTION, unit.id, argument=setting.spec.key).encode(),
        )
        for setting in settings
    ]
    rows = (*in_rows(buttons, 3), back(language, unit))
    return Message(joined("\n\n", parts), Keyboard(rows))


def _bounds(spec: SettingSpec) -> str:
    return spec.expected if spec.kind in _BOUNDED else ""


def _line(language: str, setting: SettingInForce, upward: Sequence[Unit], bounds: str = "") -> Text:
    key = setting.spec.key
    known = {"name": name(language, key), "value": value(language, key, setting.text)}
    match setting.levels_up:
        case None:
            line = text(language, "settings.line", **known)
        case 0:
            line = text(language, "settings.line_own", **known)
        case levels:
            line = text(language, "settings.line_from", **known, unit=upward[levels].name)
    return line + text(language, "settings.line_bounds", bounds=bounds) if bounds else line

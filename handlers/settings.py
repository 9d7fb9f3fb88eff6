"""/settings (设置): the settings of a unit, seen and changed by who manages it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.choice import Choice
from domain.errors import ChenjianError, NotYours
from domain.incoming import Press
from domain.message import Message, Text
from domain.roster import Unit
from domain.setting_change import (
    changed_own,
    check_below,
    read_setting_words,
    values_near,
)
from domain.setting_specs import SETTINGS
from domain.unit_settings import SettingInForce, resolve_with_origin
from handlers.command_rules import manages
from handlers.visit import Visit
from views import unit_settings as view
from views.setting_groups import group_names, group_page, overview
from views.words import text

_MOVES_THE_DAY = frozenset({"day", "temperature", "calendar"})
"""Groups of settings after which the day has to be planned anew."""
_PRESSED = SETTINGS.keys() | {view.GROUP_MARK + spec.group for spec in SETTINGS.values()}
"""What a button may be about: a setting, or a group of them."""


def settings(visit: Visit, argument: str) -> None:
    """``/settings [unit | group] [key] [value] ...``: show, or change what is named."""
    words = read_setting_words(argument, view.setting_names())
    units = _managed(visit)
    group = None if words.changes else group_names().get(words.unit.casefold())
    if words.unit and not group:
        units = _named(visit, words.unit)
        if len(units) > 1:
            codes = " ".join(unit.code for unit in units)
            _say(visit, "several_units", unit=words.unit, codes=codes)
            return
        if not units:
            _say(visit, "no_such_unit", unit=words.unit)
            return
    if len(units) > 1:
        visit.reply(view.choose_unit(visit.language, units))
        return
    [unit] = units
    if not words.changes:
        visit.reply(_group(visit, unit, group) if group else _overview(visit, unit))
        return
    asked = [key for key, raw in words.changes.items() if raw == ""]
    for key in asked:
        visit.reply(_detail(visit, unit, key))
    changes = {key: raw for key, raw in words.changes.items() if raw != ""}
    if changes:
        _change(visit, unit, changes)


def press_settings(visit: Visit, choice: Choice) -> None:
    """A button of the settings: a unit, a group of its settings, one of them, or a new value.

    Raises NotYours where the person does not manage the unit (any more).
    """
    unit = visit.tx.roster.unit(choice.subject)
    key, equals, raw = choice.argument.partition("=")
    if unit is None or not _may_manage(visit, unit) or (key and key not in _PRESSED):
        raise NotYours
    if not key:
        _show(visit, _overview(visit, unit))
    elif key not in SETTINGS:
        _show(visit, _group(visit, unit, key.removeprefix(view.GROUP_MARK)))
    elif not equals:
        _show(visit, _detail(visit, unit, key))
    else:
        _change(visit, unit, {key: raw or None})


def _managed(visit: Visit) -> list[Unit]:
    """The units whose settings this person bears directly."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    units = {duty.unit.id: duty.unit for duty in duties if manages(duty)}
    if not units:
        raise NotYours
    return list(units.values())


def _may_manage(visit: Visit, unit: Unit) -> bool:
    """Whether a unit can have settings and stands at or under one this person manages."""
    whole = unit.kind.above_school or unit.school_id == unit.id
    return whole and any(visit.tx.roster.is_below(unit.id, own.id) for own in _managed(visit))


def _named(visit: Visit, name: str) -> list[Unit]:
    """Units of this name among one's own; one that is not one's own might as well not be."""
    return [unit for unit in visit.tx.roster.units_named(name) if _may_manage(visit, unit)]


def _change(visit: Visit, unit: Unit, changes: Mapping[str, str | None]) -> None:
    """Check everything, then write everything; what cannot stand changes nothing."""
    tx, chain = visit.tx, visit.tx.settings.chain(unit.id)
    try:
        own = changed_own(chain, changes)
        for below, name in tx.setters.below(unit.id):
            chain_below = tx.settings.chain(below)
            check_below(own, chain_below, len(chain_below) - len(chain), name)
    except ChenjianError as error:
        refused = view.refusal(visit.language, error)
        visit.toasted(refused, alert=True)
        if not isinstance(visit.incoming.what, Press):
            visit.reply(Message(Text.of(refused)))
        return
    before = _in_force(visit, unit)
    for key in changes:
        if key not in own:
            tx.settings.clear(unit.id, key)
        elif own[key] != chain[0].get(key):
            tx.settings.put(unit.id, key, own[key], by=visit.person_id, at_ms=visit.now_ms)
    after = _in_force(visit, unit)
    for key in changes:
        if own.get(key) != chain[0].get(key):
            detail = f"{key}: {before[key].text} -> {after[key].text}"
            tx.audit.add(visit.now_ms, visit.person_id, "setting", unit.id, detail)
    if any(SETTINGS[key].group in _MOVES_THE_DAY for key in changes):
        tx.days.forget_plans(unit.id, visit.day)
    _show(visit, view.changed(visit.language, unit, before, after, list(changes)))


def _in_force(visit: Visit, unit: Unit) -> dict[str, SettingInForce]:
    chain = visit.tx.settings.chain(unit.id)
    return {setting.spec.key: setting for setting in resolve_with_origin(chain)}


def _overview(visit: Visit, unit: Unit) -> Message:
    upward = visit.tx.roster.upward(unit.id)
    in_force = list(_in_force(visit, unit).values())
    return overview(visit.language, unit, upward, in_force)


def _group(visit: Visit, unit: Unit, group: str) -> Message:
    upward = visit.tx.roster.upward(unit.id)
    settings = [one for one in _in_force(visit, unit).values() if one.spec.group == group]
    return group_page(visit.language, unit, upward, settings)


def _detail(visit: Visit, unit: Unit, key: str) -> Message:
    setting = _in_force(visit, unit)[key]
    chain = visit.tx.settings.chain(unit.id)
    near = []
    for one in values_near(setting.spec, setting.text):
        try:
            changed_own(chain, {key: one})
        except ChenjianError:
            continue
        near.append(one)
    upward = visit.tx.roster.upward(unit.id)
    return view.detail(visit.language, unit, upward, setting, near)


def _show(visit: Visit, message: Message) -> None:
    """In place of the message whose button was pressed, else as a new one."""
    if isinstance(visit.incoming.what, Press) and visit.message is not None:
        visit.edit(visit.message, message)
    else:
        visit.reply(message)


def _say(visit: Visit, key: str, **values: object) -> None:
    visit.reply(Message(text(visit.language, f"settings.{key}", **values)))

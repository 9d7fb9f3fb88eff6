"""Reads what has to be known of a class before its teacher's words can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.calendar import DayKind, Period
from domain.roster import Unit
from domain.understanding import ClassContext
from domain.unit_settings import UnitSettings
from storage.calendar_seed import YearUnknown, national_days
from storage.transaction import Transaction

_DAY = timedelta(days=1)


def class_context(tx: Transaction, unit: Unit, day: date) -> ClassContext:
    """A class on a day: its pupils, its names, its thresholds and the holidays around it."""
    pupils = tx.roster.pupils_of(unit.id, day)
    in_force = UnitSettings.resolve(tx.settings.chain(unit.id))
    return ClassContext(
        pupils=pupils,
        enrolled=len(pupils),
        day=day,
        names=(unit.name, unit.code, *tx.roster.aliases(unit.id)),
        fever_threshold=in_force.fever_threshold,
        plausible=in_force.plausible,
        holidays=holidays_before(tx, day),
        coming_holidays=holidays_after(tx, day),
    )


def holidays_before(tx: Transaction, day: date) -> dict[str, Period]:
    """When each public holiday was last, by its short name (国庆); one that runs now counts."""
    runs = (one for year in (day.year - 1, day.year) for one in _runs(tx, year))
    return {name: Period(run.first, min(run.last, day)) for name, run in runs if run.first <= day}


def holidays_after(tx: Transaction, day: date) -> dict[str, Period]:
    """When each public holiday begins next; a year nobody has loaded yet holds none."""
    found: dict[str, Period] = {}
    for year in (day.year, day.year + 1):
        for name, run in _runs(tx, year):
            if run.first > day:
                found.setdefault(name, run)
    return found


def _runs(tx: Transaction, year: int) -> Iterator[tuple[str, Period]]:
    """The holidays of a year by name, each from its first day to its last."""
    found: dict[str, Period] = {}
    for here, name in _public_holidays(tx, year):
        last = found.get(name)
        running = last is not None and here - last.last <= _DAY
        if last is not None and not running:
            yield name, last
        found[name] = Period(last.first if last and running else here, here)
    yield from found.items()


def _public_holidays(tx: Transaction, year: int) -> Iterator[tuple[date, str]]:
    """The calendar's holidays of a year in order; the national list where it is not loaded yet."""
    if tx.calendar.year_known(year):
        yield from ((day, _short(name)) for day, name in tx.calendar.holidays(year))
        return
    try:
        days = national_days(year)
    except YearUnknown:
        return
    yield from ((one.day, _short(one.name)) for one in days if one.kind is DayKind.OFF)


def _short(name: str) -> str:
    return "国庆" if name == "国庆节" else name

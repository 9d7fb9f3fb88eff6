"""Reads all there is to tell of a unit's risk areas."""

from __future__ import annotations

from datetime import date, timedelta

from domain.area_facts import AreaFacts
from domain.roster import Unit
from storage.transaction import Transaction


def area_facts(tx: Transaction, unit: Unit, day: date, back: int, *, names: bool) -> AreaFacts:
    """The list of a unit on a day, and the journeys of the ``back`` days before it: people where
    names may be seen, else counts of the schools.
    """
    since = day - timedelta(days=back)
    areas = tuple(tx.areas.over(unit.id, day))
    above = {one.id: one.name for one in tx.roster.upward(unit.id) if one.id != unit.id}
    return AreaFacts(
        unit=unit,
        day=day,
        back=back,
        is_kept=tx.areas.is_kept(unit.id),
        areas=areas,
        keepers=above,
        exposed=tuple(tx.exposures.under(unit.id, since)) if names else (),
        counts=None if names else tx.exposures.counts(unit.id, since),
    )

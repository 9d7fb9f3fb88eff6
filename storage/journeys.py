"""Holds the journeys of a class against the risk areas that hold for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.alert import Who
from domain.area import Area, Journey, JourneyRead, read_journey
from domain.check_in import Finding
from storage.divisions import gazetteer
from storage.exposures import journeys_in
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AreasOfDay:
    """The risk areas for a class whose answer was given on the day ``told``, as they stand
    ``today``; ``back`` are the days that are looked at.
    """

    areas: Sequence[Area]
    told: date
    today: date
    back: int

    def read(self, finding: Finding) -> JourneyRead:
        """Where a journey led."""
        journey = Journey.of(finding, self.told, self.back)
        return read_journey(journey, self.areas, gazetteer(), self.today, self.back)


def areas_of_day(
    tx: Transaction, unit_id: int, *, told: date, today: date, back: int
) -> AreasOfDay | None:
    """What holds for a class; None where nobody has ever kept a list."""
    if not tx.areas.is_kept(unit_id):
        return None
    areas = tx.areas.over(unit_id, min(told, today) - timedelta(days=back))
    return AreasOfDay(areas, told, today, back)


def read_journeys(
    tx: Transaction,
    unit_id: int,
    findings: Iterable[Finding],
    *,
    told: date,
    today: date,
    back: int,
) -> Mapping[Who, JourneyRead] | None:
    """Each journey among findings; None where there is one and nobody has ever kept a list."""
    journeys = journeys_in(findings)
    if not journeys:
        return {}
    areas = areas_of_day(tx, unit_id, told=told, today=today, back=back)
    if areas is None:
        return None
    return {who: areas.read(finding) for who, finding in journeys.items()}

"""Holds the journeys of a class against the risk areas that hold for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from domain.alert import Who
from domain.area import Journey, JourneyRead, read_journey
from domain.check_in import Finding
from storage.divisions import gazetteer
from storage.exposures import journeys_in
from storage.transaction import Transaction


def read_journeys(
    tx: Transaction,
    unit_id: int,
    findings: Iterable[Finding],
    *,
    told: date,
    today: date,
    back: int,
) -> Mapping[Who, JourneyRead] | None:
    """Each journey among findings that an answer of a day ``told``, as it stands ``today``.

    ``back`` are the days that are looked at. None where nobody has ever kept a list.
    """
    journeys = journeys_in(findings)
    if not journeys:
        return {}
    if not tx.areas.is_kept(unit_id):
        return None
    areas = tx.areas.over(unit_id, min(told, today) - timedelta(days=back))
    return {
        who: read_journey(Journey.of(finding, told, back), areas, gazetteer(), today, back)
        for who, finding in journeys.items()
    }

"""What a teacher reads at once of a journey: it led into a risk area, or may have."""

from __future__ import annotations

from collections.abc import Mapping

from domain.alert import Who
from domain.alert_watch import TravelAlerts
from domain.area import JourneyRead
from domain.check_in import CheckIn, findings_of
from domain.choice import base36
from domain.gazetteer import Nearness
from domain.message import Text, joined
from domain.unit_settings import UnitSettings
from storage.journeys import read_journeys
from storage.rounds import Round
from storage.transaction import Transaction
from views.area_words import place_hint_line

MOST = 5
"""Lines, at most: the health officer hears of all."""


def place_hint(
    tx: Transaction,
    round_: Round,
    check_in: CheckIn,
    settings: UnitSettings,
    names: Mapping[str, str],
    language: str,
) -> Text | None:
    """A line for each person of a draft who was in a risk area, or somewhere that holds one: who
    knows where exactly is asked while the words are still open. ``names`` by ``who``.
    """
    if settings.watch.travel is TravelAlerts.NONE:
        return None
    findings = findings_of(check_in, round_.fever_threshold)
    day, back = round_.day, settings.travel_days
    reads = read_journeys(tx, round_.unit.id, findings, told=day, today=day, back=back)
    lines = [
        place_hint_line(language, names.get(_key(who), "?"), read.journey, areas, nearness)
        for who, read in (reads or {}).items()
        for nearness in Nearness
        if (areas := _areas(read, nearness))
    ]
    return joined("\n", lines[:MOST]) if lines else None


def _key(who: Who) -> str:
    pupil_id, person_id = who
    return f"p{base36(pupil_id)}" if pupil_id is not None else f"s{base36(person_id or 0)}"


def _areas(read: JourneyRead, nearness: Nearness) -> list[str]:
    found = (one.area.place for one in read.exposures if one.nearness is nearness)
    return list(dict.fromkeys(found))

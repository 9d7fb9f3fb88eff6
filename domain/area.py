"""Risk areas (风险地区), and which journeys led into one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.check_in import Finding
from domain.gazetteer import Gazetteer, Nearness, PlaceName, nearness
from domain.roster import OPEN_UNTIL


class AreaLevel(StrEnum):
    """How risky (高、中、低风险), or only 重点地区. Low is listed and raises no alert."""

    HIGH = "high"
    MEDIUM = "medium"
    KEY = "key"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the list, risky from a day until a day, both included. ``keeper`` is the unit
    whose list it stands in; it holds for everything below that unit.
    """

    id: int
    keeper: int
    place: str
    level: AreaLevel
    first: date
    last: date = OPEN_UNTIL

    def in_force(self, day: date) -> bool:
        """Whether it has not ended."""
        return day <= self.last


@dataclass(frozen=True, slots=True)
class Journey:
    """Where somebody is said to have been. ``told`` is the day of the answer; days that were not
    said are the ``back`` days before it. ``relative`` are words about somebody at home.
    """

    place: str
    relative: str
    first: date
    last: date

    @classmethod
    def of(cls, finding: Finding, told: date, back: int) -> Journey:
        """The journey of a finding; whoever is not said to be back is still away."""
        first = finding.first or told - timedelta(days=back)
        last = finding.last or max(told, first)
        return cls(finding.place or "", finding.remark or "", first, max(first, last))

    @property
    def is_own(self) -> bool:
        """Whether the person went, and not somebody at home."""
        return bool(self.place) or not self.relative

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any day of it lies among these."""
        return self.first <= last and first <= self.last


@dataclass(frozen=True, slots=True)
class Exposure:
    """A journey that led into an area, or may have."""

    area: Area
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class JourneyRead:
    """What became of a journey held against the list. ``is_read`` is False where nobody can tell
    which place is meant; ``elsewhere`` where a place was read and none of the list is near it.
    """

    journey: Journey
    exposures: tuple[Exposure, ...] = ()
    is_read: bool = True

    @property
    def was_there(self) -> bool:
        """Whether it surely led into an area."""
        return any(one.nearness is Nearness.BEEN for one in self.exposures)

    @property
    def elsewhere(self) -> bool:
        """Whether it surely led nowhere that is listed."""
        return self.is_read and not self.exposures


def read_journey(
    journey: Journey, areas: Iterable[Area], table: Gazetteer, today: date, back: int
) -> JourneyRead:
    """Hold a journey against the list: by its days, of the last ``back`` ones, and by its place.

    Day 1 is the day after somebody has left; day ``back`` still counts. A relative's journey, or a
    place of several meanings, has to be asked about.
    """
    places = table.read(journey.place if journey.is_own else journey.relative)
    if not journey.is_own:
        places = tuple(place for place in places if place.divisions)
    found: list[Exposure] = []
    since = today - timedelta(days=back)
    for area in areas:
        if area.level is AreaLevel.LOW or not journey.overlaps(max(area.first, since), area.last):
            continue
        near = _nearest(table.read(area.place), places)
        if near is not None:
            certain = near if journey.is_own else Nearness.PERHAPS
            found.append(Exposure(area, certain))
    is_read = bool(found) or any(place.divisions for place in places)
    return JourneyRead(journey, tuple(found), is_read)


def _nearest(area: tuple[PlaceName, ...], places: tuple[PlaceName, ...]) -> Nearness | None:
    found = {nearness(area[0], place) for place in places} if area else set()
    if found <= _NEITHER:
        return None
    return Nearness.BEEN if Nearness.BEEN in found else Nearness.PERHAPS


_NEITHER = frozenset([None])

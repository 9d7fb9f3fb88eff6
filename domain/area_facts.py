"""All there is to tell of a unit's risk areas: the list, and whose journeys it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.area import Area
from domain.check_in import Finding
from domain.gazetteer import Nearness
from domain.roster import Unit

UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Exposed:
    """Somebody of whom a journey was told; ``nearness`` None where its place cannot be read.

    ``day`` is that of the last answer that told it, ``finding`` the journey as it was told and
    ``area`` the place of the list.
    """

    day: date
    unit: str
    name: str
    is_staff: bool
    nearness: Nearness | None
    area: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A unit's list on a day. ``keepers`` are the names of the units above that keep a part of it.

    ``exposed`` are people of the last ``back`` days, for eyes inside the school; ``counts`` how
    many people by school and nearness (been, perhaps, unread), for those above.
    """

    unit: Unit
    day: date
    back: int
    is_kept: bool
    areas: tuple[Area, ...]
    keepers: Mapping[int, str]
    exposed: tuple[Exposed, ...] = ()
    counts: Mapping[str, Mapping[str, int]] | None = None

    @property
    def own(self) -> tuple[Area, ...]:
        """The areas of the unit's own list."""
        return tuple(one for one in self.areas if one.keeper == self.unit.id)

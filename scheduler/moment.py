"""A moment: the present as one tick sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of


@dataclass(frozen=True, slots=True)
class Moment:
    """``now_ms`` is civil time; whatever fell due up to ``since_ms`` and is still owed passed while
    nobody was looking: before this process began, or before the unit was known.
    """

    now_ms: int
    since_ms: int
    zone: ZoneInfo

    @property
    def day(self) -> date:
        """The school day of now."""
        return school_day_of(self.now_ms, self.zone)

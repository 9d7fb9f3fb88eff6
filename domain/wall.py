"""The wall (一览墙): a unit's day as tiles, and its last fourteen school days.

It holds units and figures and nothing of anybody's, so that a picture of it may go anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.figures import Counts
from domain.mode import Mode
from domain.roster import Unit

TREND_DAYS = 14
"""School days of a trend, the wall's own day the last of them."""


class Standing(StrEnum):
    """How a class or a school stands, what needs attention first."""

    OUTSTANDING = "outstanding"
    FEVER = "fever"
    ABNORMAL = "abnormal"
    ZERO = "zero"
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True, slots=True)
class Tile:
    """One class, or one school, with its figures of the day.

    ``unconfirmed`` counts drafts with a finding that nobody has submitted (待确认), ``mode`` is how
    a class spends the day.
    """

    unit: Unit
    counts: Counts
    unconfirmed: int = 0
    mode: Mode = Mode.TERM

    @property
    def standing(self) -> Standing:
        """Silence goes before everything: nobody knows what it hides."""
        counts = self.counts
        if not counts.expected:
            return Standing.NOT_REQUIRED
        if counts.missing:
            return Standing.OUTSTANDING
        if counts.fever:
            return Standing.FEVER
        return Standing.ZERO if counts.zero_reports == counts.answered else Standing.ABNORMAL

    @property
    def urgency(self) -> tuple[int, ...]:
        """Smaller needs attention sooner: silence, fever, what else is abnormal, then the rest."""
        counts = self.counts
        return (
            list(Standing).index(self.standing),
            -counts.missing,
            -counts.fever,
            -self.unconfirmed,
            counts.zero_reports - counts.answered,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A grade and its classes; ``name`` None where they stand under no grade."""

    name: str | None
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TrendDay:
    """What a trend tells of one school day. Its pupils are those of the classes that answered."""

    day: date
    expected: int
    on_time: int
    present: int
    absent: int
    fever: int

    @property
    def attendance(self) -> float | None:
        """出勤率, 0 to 1; None where nobody has answered."""
        known = self.present + self.absent
        return self.present / known if known else None

    @property
    def fevers(self) -> int | None:
        """Feverish pupils; None where nobody has answered, for silence is no nought."""
        return self.fever if self.present + self.absent else None

    @property
    def punctuality(self) -> float | None:
        """准时率, 0 to 1: rounds answered in time over rounds owed."""
        return self.on_time / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class Wall:
    """A unit's day: rows of classes, or above the schools one row of schools.

    ``at_ms`` is when the figures stood so, ``version`` the digest's, 0 where it belongs to none.
    ``school`` is the school's name for a grade and a class.
    """

    unit: Unit
    day: date
    at_ms: int
    rows: tuple[Row, ...]
    trend: tuple[TrendDay, ...]
    school: str | None = None
    version: int = 0

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All of them, row by row."""
        return tuple(tile for row in self.rows for tile in row.tiles)

    @property
    def form(self) -> Mode:
        """The mode that the whole day is called by; a school day's where there are several."""
        modes = {tile.mode for tile in self.tiles if tile.counts.expected}
        return modes.pop() if len(modes) == 1 else Mode.TERM

    def published(self, version: int, at_ms: int) -> Wall:
        """The same as the picture of a digest's version."""
        return replace(self, version=version, at_ms=at_ms)

"""Reopening (重开): after the lock an admin opens a round again for a while, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import ChenjianError
from domain.roster import Role, UnitKind

MOST_BACK = timedelta(days=30)
"""How far back a day may be reopened: names are kept as long (FIELD section 3)."""
LONGEST_REASON = 60
"""Characters of a reason in one's own words."""
PATIENCE_MS = 10 * 60_000
"""How long the next words of an admin who was asked for a reason are that reason."""


class TooLongAgo(ChenjianError):
    """A day before ``first`` is not reopened any more."""


class Reason(StrEnum):
    """Why a round is reopened; other words may be typed."""

    WRONG = "wrong"
    MISSED = "missed"
    BELATED = "belated"
    COUNT = "count"


class ReopeningState(StrEnum):
    """What has become of a request; NAMING once an admin chose to type the reason."""

    ASKED = "asked"
    NAMING = "naming"
    REOPENED = "reopened"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reopening:
    """A request, and what an admin made of it. ``asked_by`` None where an admin needed no asking;
    until it is decided ``by_person`` is the admin who has the card open, since ``at_ms``.

    ``reason`` is a Reason's value or the admin's own words.
    """

    id: int
    round_id: int
    asked_by: int | None
    asked_ms: int
    state: ReopeningState
    by_person: int | None = None
    at_ms: int | None = None
    reason: str = ""
    until_ms: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state in (ReopeningState.ASKED, ReopeningState.NAMING)


def may_reopen(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether somebody with these roles over a class may reopen its rounds: admins only."""
    return any(role is Role.ADMIN for role, _ in roles)


def judge_day(day: date, today: date) -> None:
    """Raises TooLongAgo."""
    if day < today - MOST_BACK:
        raise TooLongAgo(first=today - MOST_BACK)

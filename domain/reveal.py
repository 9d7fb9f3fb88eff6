"""查看姓名: whoever of the school is shown counts asks for the names behind them, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.calendar import Period
from domain.choice import UnreadableChoice
from domain.report_request import MOST_DAYS, days_of
from domain.roster import FILES_FOR_CLASS, Role, Unit, UnitKind
from domain.viewer import sees_names

SHOWN_MS = 10 * 60_000
"""How long revealed names stand in a chat."""
PATIENCE_MS = 10 * 60_000
"""How long the next words of somebody who chose to type a reason are that reason."""
LONGEST_REASON = 60
"""Characters of a reason in one's own words."""


class RevealReason(StrEnum):
    """Why names are looked at; other words may be typed."""

    CARE = "care"
    FAMILY = "family"
    OFFICE = "office"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Reveal:
    """Names of a unit's days, asked for by a person; ``reason`` as typed or a RevealReason's value.

    ``message`` is the channel's reference of the question, which the names take the place of.
    """

    id: int
    person_id: int
    unit_id: int
    period: Period
    reason: str
    message: str
    at_ms: int


def may_reveal(unit: Unit, roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether somebody with these roles over the unit may see its names at all: nobody above the
    school, and nobody of a unit above the schools as a whole.
    """
    return not unit.kind.above_school and sees_names(roles)


def sees_names_at_once(roles: Iterable[tuple[Role, UnitKind]], *, names_shown: bool) -> bool:
    """Whether digest and report of a day show names without being asked: where the school has it
    so, and to a class's own teachers always.
    """
    held = list(roles)
    own = any(role in FILES_FOR_CLASS for role, _ in held)
    return sees_names(held) and (names_shown or own)


def shown_days(words: str) -> Period:
    """The days that a button carries, see ``days_words``. Raises UnreadableChoice."""
    period = days_of(words)
    if period is None or len(period) > MOST_DAYS:
        raise UnreadableChoice
    return period

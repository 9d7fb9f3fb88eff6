"""查看姓名: whoever of the school is shown counts asks for the names behind them, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar import Period, UnreadableDay
from domain.choice import UnreadableChoice
from domain.report_request import MOST_DAYS
from domain.roster import FILES_FOR_CLASS, Role, Unit, UnitKind
from domain.viewer import sees_names

SHOWN_MS = 10 * 60_000
"""How long revealed names stand in a chat."""
PATIENCE_MS = 10 * 60_000
"""How long the next words of somebody who chose to type a reason are that reason."""
LONGEST_REASON = 60
"""Characters of a reason in one's own words."""
_DAYS = re.compile(r"([0-9]{8})(?:-([0-9]{8}))?")


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


def days_text(period: Period) -> str:
    """The days as a button carries them: ``20261123``, ``20261116-20261122``."""
    first, last = (day.isoformat().replace("-", "") for day in (period.first, period.last))
    return first if period.is_day else f"{first}-{last}"


def days_of(words: str) -> Period:
    """The days that a button carries. Raises UnreadableChoice."""
    found = _DAYS.fullmatch(words)
    if found is None:
        raise UnreadableChoice
    try:
        period = Period(_day(found[1]), _day(found[2] or found[1]))
    except (ValueError, UnreadableDay):
        raise UnreadableChoice from None
    if len(period) > MOST_DAYS:
        raise UnreadableChoice
    return period


def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))

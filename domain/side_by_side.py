"""Several schools side by side, as somebody sees them who is linked to each (包校联系人)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.figures import AlertFigures, DayFigures, ModeCounts, total
from domain.mode import Mode
from domain.roster import Unit, UnitKind


def side_by_side(name: str, day: date, parts: Sequence[DayFigures]) -> DayFigures:
    """The sum of several units' figures. It is no unit's: its own has no id, and like a unit above
    the schools it is nobody's to see names in.
    """
    return DayFigures(
        unit=Unit(0, "", name, UnitKind.TOWNSHIP, None),
        day=day,
        counts=total(part.counts for part in parts),
        outstanding=tuple(one for part in parts for one in part.outstanding),
        findings=tuple(one for part in parts for one in part.findings),
        unconfirmed=tuple(one for part in parts for one in part.unconfirmed),
        cases_open=sum(part.cases_open for part in parts),
        alerts=sum((part.alerts for part in parts), AlertFigures()),
        modes=_modes(parts),
    )


def _modes(parts: Sequence[DayFigures]) -> tuple[ModeCounts, ...]:
    """Told apart where not every school has a plain school day."""
    told = [
        one
        for part in parts
        if part.counts.expected
        for one in part.modes or (ModeCounts(Mode.TERM, part.counts),)
    ]
    summed = tuple(_of_mode(mode, told) for mode in dict.fromkeys(one.mode for one in told))
    return () if [one.mode for one in summed] == [Mode.TERM] else summed


def _of_mode(mode: Mode, told: Sequence[ModeCounts]) -> ModeCounts:
    of_mode = [one for one in told if one.mode is mode]
    return ModeCounts(
        mode,
        total(one.counts for one in of_mode),
        sum(one.not_learning for one in of_mode),
        sum(one.lives_in for one in of_mode),
    )

"""/alerts (预警): what is open, who is at it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from domain.calendar import UnreadableDay, parse_day
from domain.choice import Choice, UnreadableChoice
from domain.errors import NotYours
from domain.note import Wanted
from domain.roster import READS_REPORTS
from handlers.report import full_name, own_units, units_called
from handlers.visit import Visit
from views.alert_list import LIST
from views.report_text import units_to_choose

LONGEST = 80
"""Characters after the command that are read."""


def alerts(visit: Visit, argument: str) -> None:
    """``/alerts [day] [unit]``. Raises NotYours, UnknownUnit."""
    day, name = _day_and_name(visit, argument.strip()[:LONGEST])
    units = units_called(visit, name, own_units(visit, READS_REPORTS))
    if len(units) == 1:
        visit.reply(_wanted(units[0].id, day))
        return
    choices = [
        (full_name(visit, unit), Choice(LIST, unit.id, argument=day.isoformat())) for unit in units
    ]
    visit.reply(units_to_choose(visit.language, "alert.choose", choices, protect=False))


def pressed(visit: Visit, choice: Choice) -> None:
    """A unit was chosen, or 刷新. Raises NotYours, UnreadableChoice."""
    roles = visit.tx.roster.roles_over(visit.person_id, choice.subject, visit.day)
    if not any(role in READS_REPORTS for role, _ in roles):
        raise NotYours
    try:
        day = date.fromisoformat(choice.argument)
    except ValueError:
        raise UnreadableChoice from None
    if visit.message is not None:
        visit.edit(visit.message, _wanted(choice.subject, day))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {LIST: pressed}


def _day_and_name(visit: Visit, argument: str) -> tuple[date, str]:
    """The day that stands first or last, today by default, and what is left."""
    words = argument.split()
    for place in (0, -1) if words else ():
        try:
            day = parse_day(words[place], visit.day)
        except UnreadableDay:
            continue
        del words[place]
        return day, " ".join(words)
    return visit.day, argument


def _wanted(unit_id: int, day: date) -> Wanted:
    return Wanted("alerts", {"unit": unit_id, "day": day.isoformat()})

"""/alerts (预警): what is open, who is at it, what came of it; and how soon, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.calendar import Period, UnreadableDay, parse_period
from domain.choice import Choice, UnreadableChoice
from domain.errors import NotYours
from domain.note import Wanted
from domain.report_request import MOST_DAYS, PeriodTooLong
from domain.roster import READS_REPORTS
from domain.viewer import sees_names
from handlers.report import full_name, own_units, units_called
from handlers.visit import Visit
from views.alert_list import LIST, Days
from views.report_text import units_to_choose

LONGEST = 80
"""Characters after the command that are read."""
MOST_WORDS = 3
"""Words of a day or a period."""
_DAY = timedelta(days=1)


def alerts(visit: Visit, argument: str) -> None:
    """``/alerts [day or period] [unit]``. Raises NotYours, UnknownUnit, PeriodTooLong."""
    days, name = _days_and_name(visit, argument.strip()[:LONGEST])
    if len(days.period) > MOST_DAYS:
        raise PeriodTooLong(most=MOST_DAYS)
    units = units_called(visit, name, own_units(visit, READS_REPORTS))
    if len(units) == 1:
        visit.reply(_wanted(units[0].id, days))
        return
    choices = [
        (full_name(visit, unit), Choice(LIST, unit.id, argument=days.argument)) for unit in units
    ]
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    protect = sees_names([(duty.role, duty.unit.kind) for duty in duties])
    visit.reply(units_to_choose(visit.language, "alert.choose", choices, protect=protect))


def pressed(visit: Visit, choice: Choice) -> None:
    """A unit was chosen, other days, or 刷新. Raises NotYours, UnreadableChoice."""
    roles = visit.roles_over(choice.subject)
    if not any(role in READS_REPORTS for role, _ in roles):
        raise NotYours
    days = Days.read(choice.argument)
    if days is None or len(days.period) > MOST_DAYS:
        raise UnreadableChoice
    if visit.message is not None:
        visit.edit(visit.message, _wanted(choice.subject, days))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {LIST: pressed}


def _days_and_name(visit: Visit, argument: str) -> tuple[Days, str]:
    """The days that stand first or last, today by default, and what is left."""
    words = argument.split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        for said, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            days = _days(" ".join(said), visit.day)
            if days is not None:
                return days, " ".join(rest)
    return Days(Period(visit.day, visit.day)), argument


def _days(words: str, today: date) -> Days | None:
    """本周 is a week on a Monday too, and 本月 a month on its first day: each grows in six days."""
    try:
        period, later = (parse_period(words, today + n * _DAY) for n in (0, 6))
    except UnreadableDay:
        return None
    return Days(period, in_all=not (period.is_day and later.is_day))


def _wanted(unit_id: int, days: Days) -> Wanted:
    first, last = days.period.first.isoformat(), days.period.last.isoformat()
    if days.in_all:
        return Wanted("alerts_period", {"unit": unit_id, "first": first, "last": last})
    return Wanted("alerts", {"unit": unit_id, "day": first})

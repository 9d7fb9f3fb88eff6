"""Who is silent: the outstanding classes of whoever may file for them, to ring up and file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.choice import Choice
from domain.errors import NothingOwed, NotYours
from domain.note import Wanted
from domain.roster import FILES_FROM_ABOVE, UnitKind
from handlers.report import full_name, own_units, units_called
from handlers.visit import Visit
from storage.rounds import Round
from views.escalation import REFRESH
from views.report_text import units_to_choose


def files_from_above(visit: Visit, school_id: int | None = None) -> bool:
    """Whether this person may file for classes (of a school) by a duty above them, inside it."""
    schools = _schools(visit)
    return bool(schools) if school_id is None else school_id in schools


def list_silent(visit: Visit) -> None:
    """The list for each school in which this person may file from above. Raises NothingOwed."""
    owing = [one for one in _schools(visit) if visit.tx.rounds.of_school(one, visit.day)]
    if not owing:
        raise NothingOwed
    for school_id in owing:
        visit.reply(_wanted(visit, school_id))


def rounds_from_above(visit: Visit, name: str) -> list[Round]:
    """The round of the class a name means, among those this person files for from above; where it
    may mean several they are offered. Raises NothingOwed, UnknownUnit.
    """
    own = [unit for unit in own_units(visit, FILES_FROM_ABOVE) if not unit.kind.above_school]
    units = [one for one in units_called(visit, name, own) if one.kind is UnitKind.CLASS]
    rounds = [visit.tx.rounds.of_class(unit.id, visit.day) for unit in units]
    owed = [one for one in rounds if one is not None and one.state != "not_required"]
    if not owed:
        raise NothingOwed
    if len(owed) == 1:
        return owed
    choices = [(full_name(visit, one.unit), Choice("file", one.id)) for one in owed]
    visit.reply(units_to_choose(visit.language, "report.choose_status", choices, protect=True))
    return []


def _schools(visit: Visit) -> list[int]:
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    schools = dict.fromkeys(duty.unit.school_id for duty in duties if duty.role in FILES_FROM_ABOVE)
    return [one for one in schools if one is not None]


def refresh_pressed(visit: Visit, choice: Choice) -> None:
    """刷新: the same list as it is now. Raises NotYours."""
    if not files_from_above(visit, choice.subject):
        raise NotYours
    if visit.message is not None:
        visit.edit(visit.message, _wanted(visit, choice.subject))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {REFRESH: refresh_pressed}


def _wanted(visit: Visit, school_id: int) -> Wanted:
    return Wanted("escalation", {"school": school_id, "day": visit.day.isoformat(), "asked": True})

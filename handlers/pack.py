"""台账: an inspection pack of a unit's days is asked for, and cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.calendar import Period
from domain.choice import Choice, UnreadableChoice
from domain.errors import NotYours
from domain.ledger import MOST_DAYS, MOST_LINES, PackTooLarge, PackTooLong, PackUnderWay
from domain.report_request import PACK_ACTION, days_of, days_words
from domain.roster import Role, Unit
from domain.viewer import keeps_records, sees_names
from handlers.report import LONGEST, ask_which, days_and_name, own_units, units_called
from handlers.visit import Visit
from views.pack_card import CANCEL
from views.words import say

WORDS = frozenset({"台账", "迎检", "台帐", "pack", "ledger", "inspection"})
"""The words after /report that ask for it."""
KEEPERS = frozenset({Role.ADMIN, Role.PRINCIPAL})


def names_pack(argument: str) -> bool:
    """Whether a pack is asked for, and no report."""
    return any(word.casefold() in WORDS for word in argument.split())


def ask_pack(visit: Visit, argument: str) -> None:
    """``/report 台账 9月 [unit]``: the month up to now and the own unit by default.

    Raises NotYours, UnknownUnit, PackTooLong, PackTooLarge, PackUnderWay.
    """
    words = [word for word in argument[:LONGEST].split() if word.casefold() not in WORDS]
    own = own_units(visit, KEEPERS)
    this_month = Period(visit.day.replace(day=1), visit.day)
    period, name = days_and_name(visit, words, own, this_month)
    units = units_called(visit, name, own)
    if len(units) == 1:
        _begin(visit, units[0], period)
        return
    choices = [(unit, Choice(PACK_ACTION, unit.id, argument=days_words(period))) for unit in units]
    ask_which(visit, "report.choose", choices, name)


def pack_pressed(visit: Visit, choice: Choice) -> None:
    """A unit was chosen, or [取消]. Raises NotYours, UnreadableChoice and what ask_pack raises."""
    if choice.argument == CANCEL:
        _cancel(visit, choice.subject)
        return
    period = days_of(choice.argument)
    unit = visit.tx.roster.unit(choice.subject)
    if period is None or unit is None:
        raise UnreadableChoice
    visit.toasted(say(visit.language, "report.coming"))
    _begin(visit, unit, period)


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {PACK_ACTION: pack_pressed}


def _begin(visit: Visit, unit: Unit, period: Period) -> None:
    roles = visit.roles_over(unit.id)
    if not keeps_records(roles):
        raise NotYours
    if len(period) > MOST_DAYS:
        raise PackTooLong(most=MOST_DAYS)
    if visit.tx.ledger.size(unit, period) > MOST_LINES:
        raise PackTooLarge(most=MOST_LINES)
    if visit.tx.packs.under_way(visit.person_id):
        raise PackUnderWay
    names = sees_names(roles) and not unit.kind.above_school
    pack_id = visit.tx.packs.ask(
        visit.chat.id, visit.person_id, unit.id, period, names=names, at_ms=visit.now_ms
    )
    detail = f"{period.first} {period.last}"
    visit.tx.audit.add(visit.now_ms, visit.person_id, "pack", unit.id, detail)
    visit.tx.packs.tell(pack_id, visit.now_ms)


def _cancel(visit: Visit, pack_id: int) -> None:
    """Only who asked for it; what is made already is told so."""
    asked = visit.tx.packs.get(pack_id)
    if asked is None or asked.person_id != visit.person_id:
        raise NotYours
    ended = visit.tx.packs.close(pack_id, "cancelled")
    visit.toasted(say(visit.language, f"ledger.{'toast_cancelled' if ended else 'over'}"))
    visit.tx.packs.tell(pack_id, visit.now_ms)

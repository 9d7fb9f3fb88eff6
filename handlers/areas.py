"""/areas (风险地区): the list of risk areas, seen, typed, ended and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.area import Area
from domain.area_words import AreaWish, read_area_wish
from domain.choice import Choice, UnreadableChoice, from36
from domain.errors import NotYours, Outdated
from domain.message import Message
from domain.note import Wanted
from domain.roster import Role, Unit
from domain.unit_settings import UnitSettings
from domain.viewer import is_whole, keeps_areas, reads_areas
from handlers.visit import Visit
from storage.areas import AreaChange
from storage.divisions import gazetteer
from storage.transaction import Transaction
from views import areas as view
from views.areas import AREA, CONFIRM, DROP, END, REMOVE, SHOW, WITH_THE_REST
from views.words import say, text

LONGEST = 3000
"""Characters after the command that are read."""
READERS = frozenset({Role.HEALTH_OFFICER, Role.ADMIN, Role.PRINCIPAL})


def areas(visit: Visit, argument: str) -> None:
    """``/areas``, ``/areas 云南省瑞丽市 中风险 11月10日``, ``/areas 结束 瑞丽市``; the name of a
    unit may stand before it.

    Raises NotYours, UnreadableArea, UnclearArea, AreaEndsBefore, NoSuchArea.
    """
    units, typed = _named(_own_units(visit), argument.strip()[:LONGEST])
    if typed:
        units = [unit for unit in units if keeps_areas(visit.roles_over(unit.id))]
        if not units:
            raise NotYours
    if len(units) > 1:
        visit.reply(view.choose_unit(visit.language, units, typed=bool(typed)))
    elif typed:
        _propose(visit, units[0], typed)
    else:
        visit.reply(Wanted("areas", {"unit": units[0].id}))


def back_days(tx: Transaction, unit_id: int) -> int:
    """How many days back journeys count in a unit."""
    return UnitSettings.resolve(tx.settings.chain(unit_id)).travel_days


def propose(
    tx: Transaction, unit: Unit, wish: AreaWish, language: str, *, by: int, now_ms: int, today: date
) -> Message:
    """Read back what somebody wants; nothing changes before it is confirmed."""
    if not wish.changes:
        return Message(text(language, "areas.nothing_new", unit=unit.name))
    change_id = tx.areas.propose(unit.id, wish, by=by, at_ms=now_ms)
    own = {one.id: one for one in tx.areas.own(unit.id, today - timedelta(days=365))}
    return view.read_back(language, unit, wish, own, change_id)


def _propose(visit: Visit, unit: Unit, typed: str) -> None:
    back = back_days(visit.tx, unit.id)
    own = visit.tx.areas.own(unit.id, visit.day - timedelta(days=back))
    wish = read_area_wish(typed, own, gazetteer(), visit.day, back)
    visit.reply(_read_back(visit, unit, wish))


def _read_back(visit: Visit, unit: Unit, wish: AreaWish) -> Message:
    return propose(
        visit.tx,
        unit,
        wish,
        visit.language,
        by=visit.person_id,
        now_ms=visit.now_ms,
        today=visit.day,
    )


def _own_units(visit: Visit) -> list[Unit]:
    """The schools and units above whose list this person may see. Raises NotYours."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    units = {
        duty.unit.id: duty.unit
        for duty in duties
        if duty.role in READERS and is_whole(duty.unit.kind)
    }
    if not units:
        raise NotYours
    return list(units.values())


def _named(units: list[Unit], argument: str) -> tuple[list[Unit], str]:
    """A unit whose name stands first, and what follows it."""
    for unit in units:
        if argument.startswith(unit.name):
            return [unit], argument.removeprefix(unit.name).strip()
    return units, argument


# -- buttons ---------------------------------------------------------------------------------------


def show(visit: Visit, choice: Choice) -> None:
    """The list of a unit, where the button was pressed. Raises NotYours."""
    if not reads_areas(visit.roles_over(choice.subject)):
        raise NotYours
    if visit.message is not None:
        visit.edit(visit.message, Wanted("areas", {"unit": choice.subject}))


def area(visit: Visit, choice: Choice) -> None:
    """One area of a list, and what can be done with it. Raises NotYours."""
    found, unit = _kept_area(visit, choice.subject)
    visit.show(view.area_card(visit.language, unit, found, visit.day))


def end(visit: Visit, choice: Choice) -> None:
    """It ends with a day, so many days before this one; read back. Raises NotYours."""
    found, unit = _kept_area(visit, choice.subject)
    back = from36(choice.argument)
    if back not in (0, 1):
        raise UnreadableChoice
    last = max(visit.day - timedelta(days=back), found.first)
    visit.show(_read_back(visit, unit, AreaWish(ends=(found.id,), last=last)))


def remove(visit: Visit, choice: Choice) -> None:
    """It should never have stood there; read back. Raises NotYours."""
    found, unit = _kept_area(visit, choice.subject)
    visit.show(_read_back(visit, unit, AreaWish(removes=(found.id,))))


def confirm(visit: Visit, choice: Choice) -> None:
    """What was read back holds now; whoever was there surfaces. Raises NotYours, Outdated."""
    change = _proposal(visit, choice.subject)
    with_the_rest = choice.argument == WITH_THE_REST
    if not visit.tx.areas.settle(change.id, "in_force"):
        raise Outdated
    _carry_out(visit, change, with_the_rest=with_the_rest)
    visit.tx.audit.add(visit.now_ms, visit.person_id, "areas", change.unit_id, str(change.id))
    visit.tx.areas.ask_anew(change.unit_id)
    visit.toasted(say(visit.language, "areas.toast_done"))
    unit = visit.tx.roster.unit(change.unit_id)
    assert unit is not None, "changes hold units by foreign key"  # noqa: S101
    visit.show(view.done(visit.language, unit, change.wish, with_the_rest=with_the_rest))


def drop(visit: Visit, choice: Choice) -> None:
    """Nothing is changed after all. Raises NotYours, Outdated."""
    change = _proposal(visit, choice.subject)
    if not visit.tx.areas.settle(change.id, "dropped"):
        raise Outdated
    visit.show(Message(text(visit.language, "areas.dropped")))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    SHOW: show,
    AREA: area,
    END: end,
    REMOVE: remove,
    CONFIRM: confirm,
    DROP: drop,
}


def _kept_area(visit: Visit, area_id: int) -> tuple[Area, Unit]:
    """An area this person may change now, and whose list it stands in. Raises NotYours."""
    found = visit.tx.areas.get(area_id)
    if found is None or not keeps_areas(visit.roles_over(found.keeper)):
        raise NotYours
    unit = visit.tx.roster.unit(found.keeper)
    assert unit is not None, "areas hold units by foreign key"  # noqa: S101
    return found, unit


def _proposal(visit: Visit, change_id: int) -> AreaChange:
    """What this person wanted today and nobody has decided. Raises NotYours, Outdated."""
    change = visit.tx.areas.change(change_id)
    if (
        change is None
        or change.by_person != visit.person_id
        or not keeps_areas(visit.roles_over(change.unit_id))
    ):
        raise NotYours
    if change.state != "proposed" or visit.now_ms - change.at_ms > view.LASTS_MS:
        raise Outdated
    return change


def _carry_out(visit: Visit, change: AreaChange, *, with_the_rest: bool) -> None:
    """Write what is wanted; what a file does not hold ends only ``with_the_rest``."""
    tables, wish, unit_id = visit.tx.areas, change.wish, change.unit_id
    for line in wish.adds:
        tables.put(unit_id, line, by=visit.person_id, at_ms=visit.now_ms)
    for area_id, line in wish.alters.items():
        if _stands_in(visit, area_id, unit_id):
            tables.alter(area_id, line)
    if wish.last is not None and (with_the_rest or not wish.file):
        for area_id in wish.ends:
            if _stands_in(visit, area_id, unit_id):
                tables.end(area_id, wish.last)
    for area_id in wish.removes:
        if _stands_in(visit, area_id, unit_id):
            tables.remove(area_id, visit.now_ms)


def _stands_in(visit: Visit, area_id: int, unit_id: int) -> bool:
    found = visit.tx.areas.get(area_id)
    return found is not None and found.keeper == unit_id

"""/chase (催报): remind whoever is outstanding, now, and say who has to be rung."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.choice import Choice
from domain.errors import ChenjianError, NothingOwed, NotYours
from domain.figures import Outstanding
from domain.message import Message
from domain.note import Note, Wanted
from domain.report_request import CHASE_ACTION
from domain.roster import FILES_FROM_ABOVE, Unit
from domain.viewer import may_chase, sees_names
from handlers.report import full_name, own_units, units_called
from handlers.visit import Visit
from views.report_text import units_to_choose
from views.status import chased
from views.words import say, text

REST_MS = 5 * 60_000
"""A class is not reminded by hand twice within this time. Ours."""
MOST = 300
"""Classes reminded at once: more would keep an answer waiting, and the morning's wave as well."""


class TooManyToChase(ChenjianError):
    """More outstanding classes (``count``) than one press may remind (``most``)."""


@dataclass(slots=True)
class _Reminders:
    """What became of a chase."""

    reminded: int = 0
    lately: list[int] = field(default_factory=list)
    unreached: list[Outstanding] = field(default_factory=list)


def chase(visit: Visit, argument: str) -> None:
    """``/chase [unit]``. Raises NotYours, UnknownUnit, NothingOwed, TooManyToChase."""
    units = units_called(visit, argument.strip(), own_units(visit, FILES_FROM_ABOVE))
    if len(units) == 1:
        _chase(visit, units[0])
        return
    choices = [(full_name(visit, unit), Choice(CHASE_ACTION, unit.id)) for unit in units]
    visit.reply(units_to_choose(visit.language, "report.choose_status", choices, protect=False))


def chase_pressed(visit: Visit, choice: Choice) -> None:
    """[催报未报] under a digest, a report or a status. Raises as chase does."""
    unit = visit.tx.roster.unit(choice.subject)
    roles = visit.roles_over(choice.subject)
    if unit is None or not may_chase(roles):
        raise NotYours
    _chase(visit, unit)


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {CHASE_ACTION: chase_pressed}


def _chase(visit: Visit, unit: Unit) -> None:
    owed = visit.tx.reports.days(unit.id, visit.day, visit.day)
    if not owed:
        raise NothingOwed
    outstanding = visit.tx.reports.outstanding(unit.id, visit.day)
    if not outstanding:
        visit.toasted(say(visit.language, "report.chased_all_in"))
        visit.reply(Message(text(visit.language, "report.chased_all_in")))
        return
    if len(outstanding) > MOST:
        raise TooManyToChase(count=len(outstanding), most=MOST)
    done = _Reminders()
    for one in outstanding:
        _remind(visit, one, done)
    visit.tx.audit.add(visit.now_ms, visit.person_id, "chase", unit.id, f"{done.reminded}")
    roles = visit.roles_over(unit.id)
    message = chased(
        visit.language,
        unit,
        done.reminded,
        len(done.lately),
        min(done.lately, default=0) + REST_MS,
        done.unreached,
        zone=visit.zone,
        names=sees_names(roles),
    )
    visit.toasted(message.text.plain.split("\n")[0])
    visit.reply(message)


def _remind(visit: Visit, one: Outstanding, done: _Reminders) -> None:
    """Ask everybody who answers for the class today and can be reached, unless just done."""
    round_ = visit.tx.rounds.get(one.round_id)
    if round_ is None or round_.state != "open":
        return
    last_ms = visit.tx.reports.last_reminder(one.round_id)
    if last_ms is not None and visit.now_ms - last_ms < REST_MS:
        done.lately.append(last_ms)
        return
    sent = False
    for member in visit.tx.roster.reporters(one.unit.id, visit.day):
        chat = visit.tx.chats.of_person(member.person.id)
        if chat is not None and chat.reachable:
            sent = True
            visit.tx.outbox.put(_note(one.round_id, chat.id, visit.now_ms), visit.now_ms)
    if sent:
        done.reminded += 1
    else:
        done.unreached.append(one)


def _note(round_id: int, chat_id: int, now_ms: int) -> Note:
    return Note(
        kind="chase",
        subject=f"{round_id}/now/{now_ms // 60_000}",
        chat_id=chat_id,
        say=Wanted("ask", {"round": round_id, "step": "chase_now"}),
        round_id=round_id,
    )

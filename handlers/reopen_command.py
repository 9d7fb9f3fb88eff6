"""/reopen (重开): the command of admins, with class, day and reason in one line."""

from __future__ import annotations

from domain.calendar import UnreadableDay, parse_day
from domain.choice import Choice
from domain.errors import NothingOwed
from domain.message import Button, Keyboard, Message, Text
from domain.note import Wanted
from domain.reopening import LONGEST_REASON, judge_day
from domain.roster import Role, Unit, UnitKind
from handlers.reopening import NotLocked, Standing, ask_why, of_admin, open_again
from handlers.report import UnknownUnit, full_name, own_units, units_called
from handlers.visit import Visit
from views.words import text

MOST_CARDS = 5
MOST_CLASSES = 12


def reopen(visit: Visit, argument: str) -> None:
    """``/reopen CLASS [DAY] [REASON]``; alone it shows who is waiting.

    Raises NotYours, UnknownUnit, NothingOwed, NotLocked, TooLongAgo.
    """
    own = own_units(visit, {Role.ADMIN})
    words = argument.split()
    if not words:
        _show_waiting(visit, own)
        return
    classes, rest = _classes(visit, words, own)
    if len(classes) > 1:
        _which(visit, classes)
        return
    at, reason = _meant(visit, classes[0], rest)
    if at.round.takes_answers_at(visit.at_ms):
        raise NotLocked
    judge_day(at.round.day, visit.day)
    if not reason:
        visit.reply(ask_why(at))
    elif len(reason) > LONGEST_REASON:
        visit.reply(Message(text(visit.language, "reopening.bad_reason")))
    else:
        open_again(at, reason)


def _show_waiting(visit: Visit, own: list[Unit]) -> None:
    schools = [unit for unit in own if unit.kind is UnitKind.SCHOOL]
    waiting = [one for unit in schools for one in visit.tx.reopenings.waiting(unit.id)]
    key = "usage" if waiting else "none_waiting"
    for one in waiting[:MOST_CARDS]:
        visit.reply(Wanted("reopening", {"reopening": one.id}))
    lines = [text(visit.language, f"reopening.{key}")]
    if not waiting:
        lines.append(text(visit.language, "reopening.usage"))
    visit.reply(Message(Text.of(*[part for line in lines for part in (line, "\n")][:-1])))


def _classes(visit: Visit, words: list[str], own: list[Unit]) -> tuple[list[Unit], list[str]]:
    """The classes named by the first words, and what follows."""
    for length in range(min(3, len(words)), 0, -1):
        try:
            found = units_called(visit, " ".join(words[:length]), own)
        except UnknownUnit:
            continue
        classes = [unit for unit in found if unit.kind is UnitKind.CLASS]
        if classes:
            return classes, words[length:]
    raise UnknownUnit(name=words[0])


def _which(visit: Visit, classes: list[Unit]) -> None:
    rows = []
    for unit in classes[:MOST_CLASSES]:
        round_ = visit.tx.rounds.latest_of_class(unit.id, visit.day)
        if round_ is not None:
            choice = Choice("ropen", round_.id, round_.revision)
            rows.append((Button(full_name(visit, unit), choice.encode()),))
    if not rows:
        raise NothingOwed
    visit.reply(Message(text(visit.language, "reopening.which"), Keyboard(tuple(rows))))


def _meant(visit: Visit, unit: Unit, words: list[str]) -> tuple[Standing, str]:
    """The round of the day named, else the class's last one, and the reason that follows."""
    round_ = visit.tx.rounds.latest_of_class(unit.id, visit.day)
    if words:
        try:
            day = parse_day(words[0], visit.day)
        except UnreadableDay:
            pass
        else:
            round_, words = visit.tx.rounds.of_class(unit.id, day), words[1:]
    if round_ is None:
        raise NothingOwed
    return of_admin(visit, round_.id), " ".join(words)

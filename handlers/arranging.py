"""Arranging: one change of the roster on its way, from the first word to the last press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from domain.calendar import UnreadableDay
from domain.choice import UnreadableChoice
from domain.errors import NotYours
from domain.message import Message, Text
from domain.roster import Unit
from domain.roster_change import (
    AlreadyAnswered,
    Changed,
    ChangeKind,
    ChangeOvertaken,
    ChangeState,
    Plan,
    RosterChange,
)
from domain.roster_difference import DutyChange, EnrolmentChange, in_chat
from domain.spelling import named_within
from handlers.visit import Visit
from storage import roster_import
from views.change_cards import ChangeCards
from views.refusals import sentence
from views.words import text

MOST_NAME = 24
"""Characters of a name that is said back."""

P = TypeVar("P", bound=Plan)
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Heard(Generic[P, C]):
    """What typed words come to. ``lead`` says what could not be read; ``candidates`` are whom a
    name may mean where that has to be asked.
    """

    plan: P
    lead: Text | None = None
    candidates: tuple[C, ...] = ()
    understood: bool = False


@dataclass(frozen=True, slots=True)
class Arranging:
    """A change that this person is making now, or has made."""

    visit: Visit
    change: RosterChange

    @property
    def cards(self) -> ChangeCards:
        """Buttons of this change at its present state."""
        return ChangeCards(self.visit.language, self.change.id, self.change.revision)

    def planned(self, kind: type[P]) -> P:
        """What is planned. Raises UnreadableChoice: another kind's button was forged."""
        if not isinstance(self.change.plan, kind):
            raise UnreadableChoice
        return self.change.plan

    def keep(self, plan: Plan, step: str) -> Arranging:
        """Keep what is planned by now and what is asked next."""
        self.visit.tx.roster_changes.plan(self.change.id, plan, step, self.visit.now_ms)
        return arranging(self.visit, self.change.id)

    def settle(self, state: ChangeState, changed: Changed) -> Arranging:
        """It is made, undone or dropped. Raises ChangeOvertaken where somebody was faster."""
        if not self.visit.tx.roster_changes.settle(self.change, state, changed, self.visit.now_ms):
            raise ChangeOvertaken
        return arranging(self.visit, self.change.id)


def begin(visit: Visit, kind: ChangeKind, plan: Plan, step: str = "") -> Arranging:
    """Begin a change; one that this person had begun before is given up."""
    change = visit.tx.roster_changes.begin(kind, visit.person_id, plan, visit.now_ms, step)
    return Arranging(visit, change)


def arranging(visit: Visit, change_id: int) -> Arranging:
    """The change with this id, if it is this person's. Raises NotYours."""
    change = visit.tx.roster_changes.get(change_id)
    if change is None or change.by_person != visit.person_id:
        raise NotYours
    return Arranging(visit, change)


def show(visit: Visit, message: Message) -> None:
    """In place of the message whose button was pressed, else below. All of them hold names."""
    message = replace(message, protect=True)
    if visit.toast is not None and visit.message is not None:
        visit.edit(visit.message, message)
    else:
        visit.reply(message)


def unreadable_day(visit: Visit, error: UnreadableDay, key: str = "roll.unreadable_day") -> Text:
    """Why a day was not read; ``key`` says what can be, where nothing more is known."""
    if type(error) is UnreadableDay:
        return text(visit.language, key)
    return Text.of(sentence(visit.language, error))


def unknown_unit(visit: Visit, typed: str) -> Text:
    """A class or grade was asked for, and this names none of the own ones."""
    return text(visit.language, "refusal.unknown_unit", name=typed.strip()[:MOST_NAME])


def units_named(
    visit: Visit, units: Iterable[Unit], words: str
) -> tuple[list[tuple[int, ...]], str]:
    """The units that words name, by name, code or alias, and the words without them; units of one
    name stand together.
    """
    aliases = visit.tx.roster.aliases
    return named_within(
        words, [(unit.id, (unit.name, unit.code, *aliases(unit.id))) for unit in units]
    )


def set_menus(visit: Visit, changed: Changed) -> None:
    """Whoever's duties change is offered other commands from now on (see also handlers.menus)."""
    people = [visit.tx.roster.person_by_code(one.person_code) for one in changed.duties]
    chats = [visit.tx.chats.of_person(one.id) for one in people if one is not None]
    visit.menus += dict.fromkeys(one.id for one in chats if one is not None)


def undo(a: Arranging, school_id: int, classes: frozenset[int]) -> Arranging:
    """Turn the change round, while no class has answered by it and nobody has changed more.

    Raises AlreadyAnswered, ChangeOvertaken.
    """
    visit, changed = a.visit, a.change.changed
    since = changed.since
    if since is not None and since <= visit.day:
        answered = any(
            round_ is not None and round_.revision
            for class_id in classes
            for round_ in [visit.tx.rounds.of_class(class_id, visit.day)]
        )
        if since < visit.day or answered:
            raise AlreadyAnswered
    changes: list[DutyChange | EnrolmentChange] = [*changed.duties, *changed.enrolments]
    if not all(_stands(visit, one) for one in changes):
        raise ChangeOvertaken
    write(visit, changed.turned_round(), school_id)
    return a.settle(ChangeState.UNDONE, changed)


def write(visit: Visit, changed: Changed, school_id: int) -> None:
    """Write the days of duties and enrolments as they are to be."""
    tx = visit.tx
    difference = in_chat(
        visit.day,
        roster_import.version(tx),
        duties=changed.duties,
        enrolments=changed.enrolments,
    )
    roster_import.apply_in_chat(tx, difference, school_id, visit.day)


def _stands(visit: Visit, one: DutyChange | EnrolmentChange) -> bool:
    """Whether the days are still those that the change made."""
    tx = visit.tx
    if isinstance(one, DutyChange):
        unit = tx.roster.unit_by_code(one.unit_code)
        known = {} if unit is None else tx.roster_days.holding(unit.id, one.role)
        return known.get(one.person_code, ()) == one.after
    pupil = tx.roster_days.pupil_numbered(one.number)
    classes = {} if pupil is None else tx.roster_days.enrolments_of(pupil.id)
    enrolled = classes.get(one.class_code)
    return (() if enrolled is None else enrolled.periods) == one.after


def number_of(raw: str) -> int:
    """A number in a button's argument. Raises UnreadableChoice."""
    try:
        return int(raw, 36)
    except ValueError:
        raise UnreadableChoice from None


def day_of(raw: str) -> date:
    """A day in a button's argument. Raises UnreadableChoice."""
    try:
        return date.fromordinal(number_of(raw))
    except (ValueError, OverflowError):
        raise UnreadableChoice from None

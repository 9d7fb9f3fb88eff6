"""Nudges: the habits of classes, who was suggested, and who wants to hear no more."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from domain.nudge import Habit, NudgeReason
from storage.named import queries


@dataclass(frozen=True, slots=True)
class Nudge:
    """Who is to be measured again under the receipt of a round, and why; ``turn`` comes next."""

    reason: NudgeReason
    days: int
    pupils: tuple[int, ...]
    turn: int


class Nudges:
    """The tables ``habit``, ``nudge`` and ``nudge_mute``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("nudges")

    def habit(self, class_id: int) -> Habit:
        """What a class's answers had been like up to the last day that was locked."""
        row = self._q.habit(self._c, class_id=class_id)
        return Habit() if row is None else Habit(*row)

    def asked_ms(self, round_id: int, person_id: int) -> int | None:
        """When a person was asked for a round, None where nobody had asked."""
        asked: int | None = self._q.asked_ms(self._c, round_id=round_id, person_id=person_id)
        return asked

    def keep(self, class_id: int, habit: Habit) -> None:
        """Keep a class's habit in place of the former."""
        self._q.keep(
            self._c,
            class_id=class_id,
            same_max=habit.same_max,
            same=habit.same,
            quick=habit.quick,
            quiet=habit.quiet,
            rest=habit.rest,
            turn=habit.turn,
        )

    def put(self, round_id: int, nudge: Nudge) -> None:
        """Nudge under the receipt of a round."""
        first, *second = nudge.pupils
        self._q.put(
            self._c,
            round_id=round_id,
            reason=nudge.reason.value,
            days=nudge.days,
            first_pupil=first,
            second_pupil=second[0] if second else None,
            turn=nudge.turn,
        )

    def of_round(self, round_id: int) -> Nudge | None:
        """The nudge under the receipt of a round."""
        row = self._q.of_round(self._c, round_id=round_id)
        if row is None:
            return None
        pupils = tuple(one for one in (row[2], row[3]) if one is not None)
        return Nudge(NudgeReason(row[0]), row[1], pupils, row[4])

    def is_muted(self, person_id: int) -> bool:
        """Whether somebody wants to hear no more nudges."""
        return self._q.is_muted(self._c, person_id=person_id) is not None

    def mute(self, person_id: int, at_ms: int, *, muted: bool) -> None:
        """No more, or again."""
        if muted:
            self._q.mute(self._c, person_id=person_id, at_ms=at_ms)
        else:
            self._q.unmute(self._c, person_id=person_id)

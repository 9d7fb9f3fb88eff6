"""Honest-data nudges: when a class's answers look alike for long, two pupils are measured again.

Private and friendly: only who answers for the class sees it. All numbers here are ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

SAME_DAYS = 10
"""The same highest temperature so many answers running."""
QUICK_DAYS = 10
"""So many answers running that came before anybody can have looked."""
QUICK_MS = 2_000
"""An answer within this time of the question, the end included."""
QUIET_DAYS = 20
"""Four weeks of school with nobody away or unwell."""
REST = 10
"""Answers between two nudges of a class, whatever the reason."""
PUPILS = 2


class NudgeReason(StrEnum):
    """What looked alike."""

    SAME = "same"
    QUICK = "quick"
    QUIET = "quiet"


class Habit(Struct, frozen=True):
    """How long a class's answers have been alike, and how long it has been left in peace.

    ``turn`` counts the pupils who have been suggested, so that everybody has a turn.
    """

    same_max: int | None = None
    same: int = 0
    quick: int = 0
    quiet: int = 0
    rest: int = REST
    turn: int = 0

    def one_more(self, *, class_max: int | None, zero: bool, waited_ms: int | None) -> Habit:
        """After the first answer of another day. ``waited_ms`` is None where nobody had asked."""
        alike = class_max is not None and class_max == self.same_max
        quick = waited_ms is not None and 0 <= waited_ms <= QUICK_MS
        return replace(
            self,
            same_max=class_max,
            same=0 if class_max is None else self.same + 1 if alike else 1,
            quick=self.quick + 1 if quick else 0,
            quiet=self.quiet + 1 if zero else 0,
            rest=self.rest + 1,
        )

    def corrected(self) -> Habit:
        """A correction shows that somebody has looked: everything is counted anew."""
        return replace(self, same_max=None, same=0, quick=0, quiet=0)

    @property
    def is_near(self) -> bool:
        """Whether one more answer can be a reason at all."""
        return self.rest >= REST and (
            self.same >= SAME_DAYS - 1
            or self.quick >= QUICK_DAYS - 1
            or self.quiet >= QUIET_DAYS - 1
        )

    @property
    def reason(self) -> NudgeReason | None:
        """Why two pupils should be measured again; None where there is no need, or not yet."""
        if self.rest <= REST:
            return None
        if self.same >= SAME_DAYS:
            return NudgeReason.SAME
        if self.quick >= QUICK_DAYS:
            return NudgeReason.QUICK
        return NudgeReason.QUIET if self.quiet >= QUIET_DAYS else None

    def days(self, reason: NudgeReason) -> int:
        """How many answers running that was so."""
        return {
            NudgeReason.SAME: self.same,
            NudgeReason.QUICK: self.quick,
            NudgeReason.QUIET: self.quiet,
        }[reason]

    def nudged(self, turn: int) -> Habit:
        """After a nudge: counted anew, and left in peace for a while."""
        return replace(self.corrected(), rest=0, turn=turn)


def suggested(
    class_id: int, pupils: Sequence[int], present: Collection[int], turn: int
) -> tuple[tuple[int, ...], int]:
    """Two pupils who are there, and the turn after them.

    The same for the same turn, in no order anybody could guess at, and everybody once before
    anybody twice.
    """
    chosen: list[int] = []
    after = turn
    for after, pupil_id in enumerate(_in_turn(class_id, pupils, turn), turn + 1):
        if pupil_id in present and pupil_id not in chosen:
            chosen.append(pupil_id)
        if len(chosen) == PUPILS or after - turn >= 2 * len(pupils):
            break
    return tuple(chosen), after


def _in_turn(class_id: int, pupils: Sequence[int], turn: int) -> Iterator[int]:
    while pupils:
        cycle, place = divmod(turn, len(pupils))
        shuffled = sorted(pupils, key=lambda pupil_id: _lot(class_id, cycle, pupil_id))
        yield shuffled[place]
        turn += 1


def _lot(class_id: int, cycle: int, pupil_id: int) -> str:
    return hashlib.sha256(f"{class_id}/{cycle}/{pupil_id}".encode()).hexdigest()

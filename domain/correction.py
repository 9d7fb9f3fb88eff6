"""What changed between two versions of a school's digest, and which of it is news (更正)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.alert import Who, by_who
from domain.check_in import CheckIn, findings_of
from domain.class_figures import ClassFigures
from domain.filing import alarming


def revisions_in(fingerprint: str) -> Mapping[int, int] | None:
    """Which revision of each round a version of a digest told of (see domain.fingerprint).

    None where the version does not say; a round it does not name was outstanding.
    """
    told = json.loads(fingerprint).get("revisions")
    return None if told is None else {int(round_id): revision for round_id, revision in told}


@dataclass(frozen=True, slots=True)
class Said:
    """What a class had said at one version."""

    check_in: CheckIn
    figures: ClassFigures


@dataclass(frozen=True)
class ClassChange:
    """One class between two versions; ``before`` is None where it was outstanding, which is
    revision 0.
    """

    round_id: int
    revision_before: int
    before: Said | None
    now: Said
    threshold: int

    @cached_property
    def new(self) -> frozenset[Who]:
        """Who is abnormal now and was not, so that somebody has to hear of it."""
        return self._abnormal(self.now) - self._abnormal(self.before)

    @cached_property
    def withdrawn(self) -> frozenset[Who]:
        """Who was abnormal and is not any more."""
        return self._abnormal(self.before) - self._abnormal(self.now)

    @property
    def now_in(self) -> bool:
        """Whether the class was outstanding."""
        return self.before is None

    @property
    def counts_differ(self) -> bool:
        """Whether any figure of the class is another one now."""
        return self.before is not None and self.before.figures != self.now.figures

    @property
    def matters(self) -> bool:
        """Whether a 更正 names this class at all."""
        return bool(self.new or self.withdrawn or self.now_in or self.counts_differ)

    def is_news(self, *, alerted: bool) -> bool:
        """Whether it needs a message. ``alerted``: an alert of this class has just sounded in the
        same chat, which has told of who is new and of what follows from that.
        """
        if self.withdrawn:
            return True
        return not alerted and self.matters

    @property
    def is_plain(self) -> bool:
        """Whether it is only that a class is in after all, and all is well: no sound is made."""
        return self.now_in and self.now.figures.zero

    def _abnormal(self, said: Said | None) -> frozenset[Who]:
        if said is None:
            return frozenset()
        return frozenset(by_who(alarming(findings_of(said.check_in, self.threshold))))


def is_silent(changes: Iterable[ClassChange]) -> bool:
    """Whether a message of these makes no sound: nothing but late zero reports."""
    return all(change.is_plain for change in changes if change.matters)

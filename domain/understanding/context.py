"""What has to be known of a class before its teacher's words can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from domain.calendar import Period
from domain.roster import Pupil
from domain.temperature import FEVER, PLAUSIBLE, Temperature


class Likeness(Protocol):
    """How alike names sound and look; the dictionaries for it stand outside the domain."""

    def sounds(self, sign: str) -> frozenset[str]:
        """Every way one character may be read, without tones: 单 is dan, shan, chan."""
        ...

    def __hash__(self) -> int:
        """What was made with it once is kept for it."""
        ...

    def nearness(self, one: str, other: str) -> float:
        """How alike two spellings are, from 0 (nothing shared) to 1 (the same)."""
        ...


@dataclass(frozen=True, slots=True)
class ClassContext:
    """One class on one day, as the question to its teacher knows it.

    ``enrolled`` counts all pupils of the class, those known to be away too. ``names`` are the
    class's own name and its aliases. ``holidays`` says when a holiday's name was last: 国庆 is
    1 to 7 October 2026; ``coming_holidays`` when it is next, where that year is known.
    """

    pupils: Sequence[Pupil]
    enrolled: int
    day: date
    names: Sequence[str] = ()
    fever_threshold: Temperature = FEVER
    plausible: tuple[Temperature, Temperature] = PLAUSIBLE
    holidays: Mapping[str, Period] = field(default_factory=dict)
    coming_holidays: Mapping[str, Period] = field(default_factory=dict)

    @property
    def away(self) -> int:
        """Pupils known to be in isolation or on leave, who are followed separately."""
        return sum(pupil.away is not None for pupil in self.pupils)

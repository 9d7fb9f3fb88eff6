"""Contacts (密接、次密接) of a confirmed case: who was near, and how near."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.case_rules import RULES, CaseRule
from domain.errors import ChenjianError


class NotConfirmed(ChenjianError):
    """Contacts were asked for of a case (``number``) that no positive test has confirmed."""


class Link(StrEnum):
    """What two pupils share, the nearest first."""

    CLASS = "class"
    DORMITORY = "dormitory"
    BUS = "bus"
    CLUB = "club"


class Mark(StrEnum):
    """How somebody counts: close (密接), secondary (次密接), or not at all. A press goes on."""

    CLOSE = "close"
    SECONDARY = "secondary"
    NONE = "none"

    @property
    def following(self) -> Mark:
        """What the next press marks."""
        order = list(Mark)
        return order[(order.index(self) + 1) % len(order)]

    @property
    def rule(self) -> CaseRule | None:
        """The rule of the case that is opened; None opens none."""
        return None if self is Mark.NONE else RULES[f"{self}_contact"]


def suggested(links: Collection[Link]) -> Mark:
    """Who shares a class or a room is close, who shares a bus or a club is secondary. Ours: an
    officer decides.
    """
    near = Link.CLASS in links or Link.DORMITORY in links
    return Mark.CLOSE if near else Mark.SECONDARY


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil who was near. ``marked`` is what an officer has said, ``case_number`` the number of
    an open case, ``of_this`` whether that was opened for this source.
    """

    pupil_id: int
    name: str
    class_id: int
    class_name: str
    links: tuple[Link, ...]
    marked: Mark | None = None
    case_number: int | None = None
    of_this: bool = False

    @property
    def nearest(self) -> Link:
        """By what somebody is listed, where more than one thing is shared."""
        return self.links[0]

    @property
    def mark(self) -> Mark:
        """What counts: the officer's word, else the suggestion."""
        return self.marked or suggested(self.links)

    @property
    def is_new(self) -> bool:
        """Whether a case is to be opened."""
        return self.case_number is None and self.mark is not Mark.NONE


def to_open(candidates: Iterable[Candidate], mark: Mark) -> list[Candidate]:
    """Those for whom a case is to be opened, marked like this."""
    return [one for one in candidates if one.is_new and one.mark is mark]


def clubs_of(written: str | None) -> frozenset[str]:
    """合唱团、足球: each club by itself."""
    return frozenset(filter(None, re.split(r"[、,，;；/\s]+", written or "")))

"""Tests that follow from a confirmed case: all classmates, one of each dormitory room; a tally."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TaskKind(StrEnum):
    """Who is to be tested: everybody of the class or office (一人隔离、全班检测), or one of each
    dormitory room (每间宿舍至少一人); both from the city's 校防组, 2021-11-26.
    """

    CLASS = "class"
    DORMITORY = "dormitory"


@dataclass(frozen=True, slots=True)
class Task:
    """One test to be taken: of a person, or of somebody in a room."""

    id: int
    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tests of a kind follow from a case, and how many were taken."""

    kind: TaskKind
    count: int
    done: int

"""What was understood of a teacher's words: the facts, what must be asked, how urgent it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.check_in import Absence, Symptom, Where
from domain.roster import Pupil
from domain.temperature import Temperature
from domain.understanding.about import Planned
from domain.understanding.chatter import Chatter


class Status(StrEnum):
    """What has to happen with the words.

    ``accept``: complete, read it back. ``ask``: one question first. ``alert``: somebody must hear
    of it now, then ask. ``none``: not an answer, keep asking.
    """

    ACCEPT = "accept"
    ASK = "ask"
    ALERT = "alert"
    NONE = "none"


class OfTeachers(StrEnum):
    """What was told of a teacher beside the class; no pupil's field holds it.

    ``unwell`` has a button of its own; ``away`` is a leave, or that somebody stands in.
    """

    UNWELL = "unwell"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Travelled:
    """Where a pupil has been. Days that were not said are None; one day has first == last.

    A journey ``ahead`` has not begun; of one ``unended`` only the day of leaving was told.
    """

    place: str
    first: date | None = None
    last: date | None = None
    ahead: bool = False
    unended: bool = False


@dataclass(frozen=True, slots=True)
class PupilSaid:
    """What was said of one pupil.

    ``pupil`` is None while nobody knows who is meant; ``candidates`` are those it may be, and
    ``raw`` is what was typed for the name; the match is not ``sure`` where it must be confirmed.
    ``feverish`` is a fever without a figure. ``asks`` are the keys of the questions that are about
    this pupil. ``words`` is what was said and no field holds: 水痘, 联系不上, 爸爸从南京回来.
    ``until`` is the last day of a leave, ``ahead`` one that begins after today, ``aside`` what was
    said of another day or a later part of this one. ``well_again`` is said of who has recovered or
    is back, ``cooled`` of who has no fever any more, ``figures`` are those nobody knows whose they
    are; ``removed`` takes back what was said before, ``instead_of`` is whose it was,
    and two who are ``swapped`` have each other's.
    """

    pupil: Pupil | None
    raw: str = ""
    candidates: tuple[Pupil, ...] = ()
    temperature: Temperature | None = None
    said: str | None = None
    feverish: bool = False
    unmeasured: bool = False
    symptoms: tuple[Symptom, ...] = ()
    absence: Absence | None = None
    still_away: bool = False
    """Still on a journey: not at school, whatever was said of an absence."""
    where: Where | None = None
    only_came: bool = False
    """Here, and where was not said: 来了."""
    travel: Travelled | None = None
    sure: bool = True
    asks: tuple[str, ...] = ()
    words: str = ""
    until: date | None = None
    ahead: Planned | None = None
    aside: str = ""
    well_again: bool = False
    cooled: bool = False
    figures: tuple[str, ...] = ()
    removed: bool = False
    swapped: bool = False
    instead_of: Pupil | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be asked back: ``understanding.KEY`` in views holds the sentence."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """The meaning of one message about one class.

    ``questions`` stand in the order in which they matter; ``question`` is the one to ask. Only
    what was stated is filled. ``correction`` marks words that change an answer of another day,
    which must not be stored as this day's. What is no answer is ``chatter``: then ``asked_of`` is
    the pupil of a question. ``teacher`` is who was named to stand in (王 of 问王老师), and
    ``of_teachers`` what was told of teachers beside the class and is not asked about.
    """

    raw: str
    status: Status
    all_normal: bool = False
    rest_normal: bool = False
    class_max: Temperature | None = None
    enrolled: int | None = None
    present: int | None = None
    no_travel: bool = False
    unmeasured: bool = False
    correction: bool = False
    pupils: tuple[PupilSaid, ...] = ()
    questions: tuple[Question, ...] = ()
    chatter: Chatter | None = None
    teacher: str = ""
    of_teachers: frozenset[OfTeachers] = frozenset()
    asked_of: Pupil | None = None

    @property
    def question(self) -> Question | None:
        """What is asked first, None where nothing is."""
        return self.questions[0] if self.questions else None

"""A paper (材料): what a template's blanks are filled with, and what a template may not be."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.alert_facts import AlertFacts
from domain.calendar import Period
from domain.day_report import DayReport
from domain.errors import ChenjianError
from domain.figures import AlertFigures, ChildCounts, Counts, total
from domain.roster import Unit

MATERIAL = ("文字材料", "工作动态", "每日工作动态", "material")
"""A Word template of this name takes the place of the written material's own."""
MOST_BYTES = 3_000_000
"""Of a template as it is sent: a form with the school's crest in it."""
MOST_KEPT = 40
"""Templates of one unit: a bureau has a few tables a day."""
MOST_PROPOSED = 5
"""Templates of one person that wait for a word; the oldest gives way."""
MOST_NAME = 30
"""Characters of a template's name."""

Value: TypeAlias = str | int | None
"""None leaves a blank empty: nobody has said anything, which is not nought."""


class NotATemplate(ChenjianError):
    """A file that cannot be read as a Word document or an Excel workbook."""


class TemplateTooLarge(ChenjianError):
    """A template that is larger than any form is."""


class TooManyTemplates(ChenjianError):
    """A unit keeps as many templates as it may (``most``)."""


class TooManyFiles(ChenjianError):
    """Somebody sends files faster than they can be read."""


class NoSuchTemplate(ChenjianError):
    """A template (``name``) that was kept for other units, or is kept no more."""


def template_name(file: str) -> str:
    """What a template is called: its file's name without spaces and ending."""
    stem = unicodedata.normalize("NFKC", file).rpartition(".")[0]
    return "".join(stem.split())[:MOST_NAME]


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template is filled with: single values by field, and the rows of each list.

    The fields are those of views.fields; a field of a list is called ``list.field`` there.
    """

    values: Mapping[str, Value]
    rows: Mapping[str, Sequence[Mapping[str, Value]]]


@dataclass(frozen=True, slots=True)
class Blank:
    """A field's name as it stands in a template, and where: ``表1!C5``, paragraph 3."""

    name: str
    where: str
    group: str
    """Blanks of one row or one paragraph are filled together."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template: ``reason`` is a key of the section ``template``, ``near`` the
    field that may have been meant.
    """

    where: str
    reason: str
    name: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class JudgedTemplate:
    """A template that was looked through. ``kind`` is xlsx | docx.

    ``lists`` are those that it fills rows from; ``personal`` says whether it asks for anybody's
    name, ``drawings`` whether it holds pictures or charts, which an Excel file loses.
    """

    kind: str
    blanks: int
    faults: tuple[Fault, ...]
    lists: frozenset[str]
    personal: bool
    drawings: bool = False


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """All there is to say of a unit's days on paper.

    ``parts`` are the units right below (above the schools), ``schools`` every school of the unit
    with its counts, each for a single day. ``alerts`` are told one by one inside a school only.
    ``names`` are those that no paper may hold which leaves the school.
    """

    unit: Unit
    unit_name: str
    period: Period
    days: tuple[DayReport, ...]
    alerts: AlertFigures
    parts: tuple[ChildCounts, ...] = ()
    schools: tuple[ChildCounts, ...] = ()
    told: tuple[AlertFacts, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def counts(self) -> Counts:
        """The sums of the days."""
        return total(day.figures.counts for day in self.days)

"""转班, 转出, 插班: the classes of a pupil when the pupil moves, leaves or comes, day by day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Period
from domain.coming_days import Coming, find_coming
from domain.errors import ChenjianError
from domain.known_roster import Enrolled
from domain.roster import OPEN_UNTIL, Pupil, Unit
from domain.roster_cells import RowReader
from domain.roster_columns import SEXES
from domain.roster_difference import EnrolmentChange
from domain.roster_periods import joined, until
from domain.roster_rows import Problem
from domain.spelling import called
from domain.understanding.context import Likeness
from domain.understanding.cutting.names import Roll

_DAY = timedelta(days=1)


class NumberTaken(ChenjianError):
    """A newcomer's ``number`` is that of another pupil, or of one who is still in a class."""


class SeatTaken(ChenjianError):
    """A ``seat`` is another pupil's of the class on that day."""


class NotInClass(ChenjianError):
    """The pupil (``name``) is not in the class any more that the change begins from."""


class TooEarly(ChenjianError):
    """A change was to count from a day that is over or answered; ``day`` is the earliest."""


def placed(
    number: str,
    classes: Mapping[str, Enrolled],
    to_class: str | None,
    day: date,
    seat: int | None = None,
) -> tuple[EnrolmentChange, ...]:
    """From ``day`` on a pupil is in one class, or in none; what was before stays.

    ``classes`` are all the pupil was ever in, by code. Moves that were planned for later are gone.
    """
    known = dict(classes)
    if to_class is not None:
        known.setdefault(to_class, Enrolled((), seat))
    changes = []
    for code, enrolled in known.items():
        after = until(enrolled.periods, day)
        if code == to_class:
            after = joined([*after, Period(day, OPEN_UNTIL)])
        kept = seat if code == to_class else enrolled.seat
        if after != enrolled.periods:
            changes.append(EnrolmentChange(number, code, enrolled.periods, after, kept))
    return tuple(changes)


def class_on(classes: Mapping[str, Enrolled], day: date) -> str | None:
    """The class a pupil is in on a day."""
    for code, enrolled in classes.items():
        if any(day in period for period in enrolled.periods):
            return code
    return None


def pupils_meant(pupils: Sequence[Pupil], raw: str, likeness: Likeness) -> Sequence[Pupil]:
    """Whom of a class a name, a number or a seat may mean, forgivingly; several are asked back."""
    exact = called(pupils, raw)
    return exact or Roll(pupils, likeness).resolve(raw.strip()).candidates


def bare(raw: str) -> str:
    """A name without what stands around it in a sentence: ``的张萌 转到``, ``张萌 from``."""
    return _AROUND_MOVE.sub("", _AROUND_MOVE.sub("", raw)).strip()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What was typed of a pupil who comes; ``problems`` name what cannot stand in a roster."""

    name: str | None
    number: str | None
    sex: str | None
    seat: int | None
    coming: Coming | None
    problems: tuple[Problem, ...]


def read_newcomer(raw: str, today: date) -> Newcomer:
    """``李四 2026031 女 座号12 明天`` in any order, judged as a line of a roster file is.

    Raises UnreadableDay.
    """
    cells: dict[str, str] = {}
    text = _cut(raw.translate(_PLAIN_WIDTH), "seat", _SEAT, cells)
    days = find_coming(text, today)
    text = _cut(_cut(days.rest, "number", _NUMBER, cells), "sex", _SEX, cells)
    cells["name"] = " ".join(_AROUND_NAME.sub(" ", text).split())
    problems: list[Problem] = []
    row = RowReader("", 0, cells, _HEADINGS, problems)
    return Newcomer(
        name=row.name("name") if cells["name"] else None,
        number=row.optional_code("number"),
        sex=row.choice("sex", SEXES, "unknown_sex"),
        seat=row.seat("seat"),
        coming=days.coming,
        problems=tuple(problems),
    )


def _cut(text: str, column: str, pattern: re.Pattern[str], cells: dict[str, str]) -> str:
    """The text without what the pattern finds, which becomes a cell."""
    found = pattern.search(text)
    if found is None:
        return text
    cells[column] = found[1]
    return text[: found.start()] + " " + text[found.end() :]


_PLAIN_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SEAT = re.compile(r"(?:座位号|座号|座位|\bseat)\s*:?\s*(\d+)号?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:学号|\bnumber|\bno\.)?\s*:?\s*(?<![A-Za-z0-9-])((?=[A-Za-z-]*\d)[A-Za-z0-9-]{3,32})"
    r"(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_SEX = re.compile(r"(?<!\w)(男|女|male|female|boy|girl)[生孩]?(?!\w)", re.IGNORECASE)
_AROUND_NAME = re.compile(
    r"姓名\s*:?|(?i:\bname\s*:)|学号|[,，、;；。:：()]|同学|转入|插入|(?<!\w)[到在至从](?!\w)"
    r"|\b(?:to|into|in|of|from|on|the|joins|comes)\b"
)
"""Small words only in small letters, and 到 only where it stands alone: they may be a name's."""
_AROUND_MOVE = re.compile(
    r"^(?:[\s,，、]|的|把|将|让|由|从)+"
    r"|(?:[\s,，、]|的|同学|转到|转至|转入|转去|调到|调至|调去|转出|转学|[转调到至去从由]"
    r"|\b(?:to|into|of|from|on|in|leaves|moves)\b)+$"
)
_HEADINGS = {"name": "姓名", "number": "学号", "sex": "性别", "seat": "座号"}


def earliest(today: date, *, answered: bool) -> date:
    """The first day from which a change may count: a class that has answered today has counted
    its pupils, so tomorrow.
    """
    return today + _DAY if answered else today


@dataclass(frozen=True, slots=True)
class ClassSize:
    """A class of a move, with its pupils on the day before the move counts and on the day."""

    unit: Unit
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PupilMoveFacts:
    """A move, departure or arrival as it is told. ``away`` says why the pupil is known to be away;
    ``returning`` that the pupil has been in this roster before.
    """

    name: str
    number: str
    sex: str | None
    leaves: ClassSize | None
    joins: ClassSize | None
    seat: int | None
    day: date
    away: str | None = None
    returning: bool = False
    by: str = ""

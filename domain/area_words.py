"""What is typed about the list of risk areas, and what it comes to for the list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, Field

from domain.area import Area, AreaLevel
from domain.area_list import LEVELS, AreaLine, UnclearArea, UnreadableArea, lines_of
from domain.calendar import UnreadableDay, parse_day, parse_period
from domain.errors import ChenjianError
from domain.gazetteer import Gazetteer
from domain.roster import OPEN_UNTIL
from domain.roster_cells import shown


class AreaEndsBefore(ChenjianError):
    """A ``line`` whose last day lies before its first."""


class NoSuchArea(ChenjianError):
    """The unit's own list holds no such ``place``."""


class AreaWish(BaseModel):
    """What somebody wants of a unit's list, to be read back.

    ``alters`` are areas that stand there already, by id. With a ``file``, ``ends`` are those it
    does not hold, which end only where the file is to be the whole list. ``last`` is the last day
    of what ends.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    adds: tuple[AreaLine, ...] = ()
    alters: Mapping[int, AreaLine] = Field(default_factory=dict)
    ends: tuple[int, ...] = ()
    removes: tuple[int, ...] = ()
    last: date | None = None
    file: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything would be another way."""
        return bool(self.adds or self.alters or self.ends or self.removes)


_LEVEL = re.compile(
    "高风险(?:地区|区)?|中风险(?:地区|区)?|低风险(?:地区|区)?|重点(?:地区|区域)|封控区|管控区|防范区"
    r"|\b(?:high|medium|low|key)\b(?: risk)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?|[0-9]{1,2}月[0-9]{1,2}[日号]?"
    r"|(?<![0-9])[0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|今天|昨天|前天|\b(?:today|yesterday)\b",
    re.IGNORECASE,
)
_AROUND_DAYS = re.compile(
    r"(?:至今|以来|开始|[起自从到至止~—–-]|\b(?:from|until|till|to|since|on)\b)+", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:[到至~]|\b(?:until|till|to)\b)\s*$", re.IGNORECASE)


def read_area_lines(raw: str, names: Gazetteer, today: date, back: int) -> tuple[AreaLine, ...]:
    """What was typed, a line each: ``云南省瑞丽市 中风险 11月10日-11月24日``.

    Raises UnreadableArea, UnclearArea, AreaEndsBefore.
    """
    found: list[AreaLine] = []
    for line in filter(None, (part.strip() for part in re.split(r"[\n;；]", raw))):
        text = unicodedata.normalize("NFKC", line)
        level = _LEVEL.search(text)
        named = LEVELS[level[0].casefold().removesuffix(" risk")] if level else AreaLevel.KEY
        text = _LEVEL.sub(" ", text)
        first, last = _days(line, text, today, back)
        place = _without_days(text)
        found += lines_of(place, named, first, last, names)
    if not found:
        raise UnreadableArea(line=shown(raw))
    return tuple(found)


def _days(line: str, text: str, today: date, back: int) -> tuple[date, date]:
    said = list(_DAY.finditer(text))
    since = today - timedelta(days=back)
    try:
        match said:
            case []:
                return since, OPEN_UNTIL
            case [one]:
                day = parse_day(one[0], today)
                ends = _UNTIL.search(text, 0, one.start()) is not None
                first, last = (min(since, day), day) if ends else (day, OPEN_UNTIL)
            case [one, other]:
                period = parse_period(f"{one[0]}到{other[0]}", today)
                first, last = period.first, period.last
            case _:
                raise UnreadableArea(line=shown(line))
    except UnreadableDay:
        raise UnreadableArea(line=shown(line)) from None
    return first, last


def _without_days(text: str) -> str:
    """The place alone: the days and the words around them are taken away."""
    parts = _DAY.split(text)
    bare = [_AROUND_DAYS.sub(" ", part) if n else part for n, part in enumerate(parts)]
    if len(parts) > 1:
        bare[0] = re.sub(r"(?:[自从到至起~]|\b(?:from|until|till|since)\b)\s*$", "", bare[0])
    return " ".join("".join(bare).split())


def wish_of(
    lines: Iterable[AreaLine], own: Sequence[Area], today: date, *, file: str = ""
) -> AreaWish:
    """What lines change in a unit's own list. Only a ``file`` can end what it does not hold."""
    adds: dict[str, AreaLine] = {}
    alters: dict[int, AreaLine] = {}
    held: set[int] = set()
    for line in lines:
        same = [one for one in own if one.place == line.place and one.last >= line.first]
        held |= {one.id for one in same}
        if not same:
            adds[line.place] = line
        elif (same[0].level, same[0].first, same[0].last) != (line.level, line.first, line.last):
            alters[same[0].id] = line
    gone = tuple(one.id for one in own if one.id not in held and one.in_force(today))
    yesterday = today - timedelta(days=1)
    return AreaWish(
        adds=tuple(adds.values()),
        alters=alters,
        ends=gone if file else (),
        last=yesterday if file and gone else None,
        file=file,
    )


_END = re.compile(r"^(?:结束|解除|end)(?:\s+|(?=\S))", re.IGNORECASE)
_REMOVE = re.compile(r"^(?:删除|移除|remove|delete)(?:\s+|(?=\S))", re.IGNORECASE)


def read_area_wish(
    raw: str, own: Sequence[Area], names: Gazetteer, today: date, back: int
) -> AreaWish:
    """What was typed after the command: lines to add, or 结束/删除 with a place.

    Raises UnreadableArea, UnclearArea, NoSuchArea.
    """
    text = raw.strip()
    if found := _REMOVE.match(text):
        return AreaWish(removes=(_one_of(text[found.end() :], own, names).id,))
    if found := _END.match(text):
        rest = text[found.end() :]
        area = _one_of(_without_days(rest), own, names)
        said = _DAY.search(rest)
        try:
            last = parse_day(said[0], today) if said else today
        except UnreadableDay:
            raise UnreadableArea(line=shown(raw)) from None
        if last < area.first:
            raise AreaEndsBefore(line=shown(raw))
        return AreaWish(ends=(area.id,), last=last)
    return wish_of(read_area_lines(text, names, today, back), own, today)


def _one_of(written: str, own: Sequence[Area], names: Gazetteer) -> Area:
    """The one area of a unit's list that is meant. Raises NoSuchArea, UnclearArea."""
    places = names.read(written)
    found = [
        area
        for area in own
        for read in names.read(area.place)
        if places and read.stems == places[0].stems and read.divisions <= places[0].divisions
    ]
    if not found:
        raise NoSuchArea(place=shown(written))
    if len(found) > 1:
        raise UnclearArea(place=shown(written), options="、".join(one.place for one in found[:4]))
    return found[0]

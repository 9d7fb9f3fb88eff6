"""A list of risk areas as somebody sends or types it: place, level, from, until."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, Field

from domain.area import Area, AreaLevel
from domain.calendar import UnreadableDay, parse_day, parse_period
from domain.errors import ChenjianError
from domain.gazetteer import Gazetteer, PlaceName
from domain.holiday_list import BadRow
from domain.roster import OPEN_UNTIL
from domain.roster_cells import parse_day as parse_cell
from domain.roster_cells import shown
from domain.roster_columns import columns_of, plain
from domain.roster_rows import RawRow, RawTable

MOST_AREAS = 3000
LONGEST_PLACE = 60


class NotAnAreaList(ChenjianError):
    """A ``file`` of more lines than a list of risk areas has."""


class UnreadableArea(ChenjianError):
    """A ``line`` that names no place, or days that cannot be read."""


class UnclearArea(ChenjianError):
    """A ``place`` that may be several; ``options`` are their full names."""


class AreaEndsBefore(ChenjianError):
    """A ``line`` whose last day lies before its first."""


class NoSuchArea(ChenjianError):
    """The unit's own list holds no such ``place``."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AreaLine(_Kept):
    """One line of a list; ``is_known`` is False where no table of divisions holds the place."""

    place: str
    level: AreaLevel = AreaLevel.KEY
    first: date
    last: date = OPEN_UNTIL
    is_known: bool = True


class AreaWish(_Kept):
    """What somebody wants of a unit's list, to be read back.

    ``alters`` are areas that stand there already, by id. With a ``file``, ``ends`` are those it
    does not hold, which end only where the file is to be the whole list. ``last`` is the last day
    of what ends.
    """

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


@dataclass(frozen=True, slots=True)
class AreaList:
    """What a file says; nothing of it counts while there is a bad row."""

    lines: tuple[AreaLine, ...]
    bad_rows: tuple[BadRow, ...]


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "place": ("地区", "地点", "区域", "风险地区", "place", "area"),
    "province": ("省", "省份", "province"),
    "city": ("市", "城市", "city"),
    "county": ("区县", "县区", "区", "县", "县市区", "county", "district"),
    "street": ("街道", "街道乡镇", "乡镇", "详细地址", "street"),
    "level": ("等级", "风险等级", "级别", "风险", "level", "risk"),
    "first": ("开始", "起始", "开始日期", "起始日期", "起", "自", "from", "start"),
    "last": ("结束", "截止", "结束日期", "截止日期", "止", "至", "until", "to", "end"),
}
_PLACE_COLUMNS = ("province", "city", "county", "street", "place")
_LEVELS = {
    word: level
    for level, words in {
        AreaLevel.HIGH: "高 高风险 高风险区 高风险地区 封控区 high",
        AreaLevel.MEDIUM: "中 中风险 中风险区 中风险地区 管控区 medium",
        AreaLevel.LOW: "低 低风险 低风险区 低风险地区 防范区 low",
        AreaLevel.KEY: "重点 重点地区 重点区域 关注 key",
    }.items()
    for word in (*words.split(), *([""] if level is AreaLevel.KEY else []))
}


def is_area_table(headings: Sequence[str]) -> bool:
    """Whether the headings of a table are those of a list of risk areas."""
    places = columns_of(_COLUMNS, headings)
    return "level" in places or any(column in places for column in _PLACE_COLUMNS)


def judge_areas(table: RawTable, names: Gazetteer, today: date, back: int) -> AreaList:
    """Read every line and name every bad one. Without a first day a place is risky since ``back``
    days ago. Raises NotAnAreaList.
    """
    if len(table.rows) > MOST_AREAS:
        raise NotAnAreaList(file=table.sheet)
    columns = columns_of(_COLUMNS, table.headings)
    if not any(column in columns for column in _PLACE_COLUMNS):
        return AreaList((), (BadRow(1, "no_place"),))
    if not table.rows:
        return AreaList((), (BadRow(1, "no_rows"),))
    lines: list[AreaLine] = []
    bad: list[BadRow] = []
    for row in table.rows:
        read = _read_row(row, columns, names, today - timedelta(days=back))
        if isinstance(read, BadRow):
            bad.append(read)
        else:
            lines += read
    return AreaList(tuple(lines), tuple(bad))


def _read_row(
    row: RawRow, columns: Mapping[str, int], names: Gazetteer, since: date
) -> list[AreaLine] | BadRow:
    def cell(column: str) -> str:
        return row.cell(columns.get(column))

    written = "".join(cell(column) for column in _PLACE_COLUMNS)
    level = _LEVELS.get(plain(cell("level")).casefold())
    if level is None:
        return BadRow(row.line, "bad_level", {"value": shown(cell("level"))})
    days: list[date] = []
    for column, default in (("first", since), ("last", OPEN_UNTIL)):
        day = parse_cell(cell(column)) if cell(column) else default
        if day is None:
            return BadRow(row.line, "bad_day", {"value": shown(cell(column))})
        days.append(day)
    if days[1] < days[0]:
        return BadRow(row.line, "ends_before", {"value": shown(cell("last"))})
    try:
        return _lines(written, level, days[0], days[1], names)
    except UnclearArea as error:
        return BadRow(row.line, "unclear_place", {k: str(v) for k, v in error.values.items()})
    except UnreadableArea:
        return BadRow(row.line, "bad_place", {"value": shown(written)})


# -- what is typed ---------------------------------------------------------------------------------

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
        named = _LEVELS[level[0].casefold().removesuffix(" risk")] if level else AreaLevel.KEY
        text = _LEVEL.sub(" ", text)
        first, last = _days(line, text, today, back)
        place = _without_days(text)
        found += _lines(place, named, first, last, names)
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


def _lines(
    written: str, level: AreaLevel, first: date, last: date, names: Gazetteer
) -> list[AreaLine]:
    """A line for each place that is named. Raises UnreadableArea, UnclearArea."""
    places = names.read(written) if len(written) <= LONGEST_PLACE else ()
    if not places:
        raise UnreadableArea(line=shown(written))
    return [
        AreaLine(
            place=full_place(place, names, written),
            level=level,
            first=first,
            last=last,
            is_known=bool(place.divisions),
        )
        for place in places
    ]


def full_place(place: PlaceName, names: Gazetteer, written: str) -> str:
    """The place with everything above it: 云南省德宏傣族景颇族自治州瑞丽市姐告街道.

    Raises UnclearArea where it may be several.
    """
    if len(place.divisions) > 1:
        options = [names.full_name(code) for code in sorted(place.divisions)[:4]]
        raise UnclearArea(place=shown(written), options="、".join(options))
    above = "".join(names.full_name(code) for code in place.divisions)
    return above + place.rest


# -- what it changes -------------------------------------------------------------------------------


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

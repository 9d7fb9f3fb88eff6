"""A list of risk areas as somebody sends it: a line with place, level, from, until."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from domain.area import AreaLevel
from domain.errors import ChenjianError
from domain.gazetteer import Gazetteer, PlaceName
from domain.roster import OPEN_UNTIL
from domain.roster_cells import parse_day as parse_cell
from domain.roster_cells import shown
from domain.roster_columns import columns_of, plain
from domain.roster_rows import BadRow, RawRow, RawTable

MOST_AREAS = 3000
"""Lines of a file."""
LONGEST_PLACE = 60
"""Characters of what is written for one place."""


class NotAnAreaList(ChenjianError):
    """A ``file`` of more lines than a list of risk areas has."""


class UnreadableArea(ChenjianError):
    """A ``line`` that names no place, or days that cannot be read."""


class UnclearArea(ChenjianError):
    """A ``place`` that may be several; ``options`` are their full names."""


class AreaLine(BaseModel):
    """One line of a list; ``is_known`` is False where no table of divisions holds the place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    level: AreaLevel = AreaLevel.KEY
    first: date
    last: date = OPEN_UNTIL
    is_known: bool = True


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
LEVELS = {
    word: level
    for level, words in {
        AreaLevel.HIGH: "高 高风险 高风险区 高风险地区 封控区 high",
        AreaLevel.MEDIUM: "中 中风险 中风险区 中风险地区 管控区 medium",
        AreaLevel.LOW: "低 低风险 低风险区 低风险地区 防范区 low",
        AreaLevel.KEY: "重点 重点地区 重点区域 关注 key",
    }.items()
    for word in (*words.split(), *([""] if level is AreaLevel.KEY else []))
}
"""What a level is called; where nothing is said of it, the place is one to watch."""


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
    level = LEVELS.get(plain(cell("level")).casefold())
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
        return lines_of(written, level, days[0], days[1], names)
    except UnclearArea as error:
        return BadRow(row.line, "unclear_place", {k: str(v) for k, v in error.values.items()})
    except UnreadableArea:
        return BadRow(row.line, "bad_place", {"value": shown(written)})


def lines_of(
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

"""The walls of the gallery: invented schools and districts on 23 November 2026.

Their figures are drawn from a number, the same each time; no two neighbours look alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.figures import Counts, total
from domain.roster import Unit, UnitKind
from domain.wall import TREND_DAYS, Row, Tile, TrendDay, Wall

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
NINE_TWELVE_MS = int(datetime(2026, 11, 23, 9, 12, tzinfo=ZONE).timestamp() * 1000)
GRADES = "一二三四五六七八九"
RARE = "䶮㛃𬱖𫖯𬭎喆犇堃翀鋆彧赟屾頔😀"
"""FIELD's rare characters, and one that no Chinese font has."""

MIXED = (*["zero"] * 26, *["fever", "out"] * 2, "draft", "symptoms", "absent", "travel", "staff")
"""How often each thing is said by the classes of an ordinary bad day."""
KINDS = ("fever", "symptoms", "travel")


@dataclass(frozen=True, slots=True)
class Case:
    """A wall of the gallery, what it is called there, and in which language it is drawn."""

    title: str
    wall: Wall
    language: str = "zh"


def _class(dice: random.Random, number: int, name: str, said: str) -> Tile:
    unit, enrolled = Unit(number, f"c{number}", name, UnitKind.CLASS, 1), dice.randint(38, 50)
    if said == "none":
        return Tile(unit, Counts())
    if said in ("out", "draft"):
        return Tile(unit, Counts(expected=1, enrolled=enrolled), int(said == "draft"))
    away = dice.choice((0, 0, 1, 2)) + (said == "absent")
    counts: dict[str, int] = {"sick": away, "zero_reports": int(said == "zero")}
    if said in KINDS:
        counts[said] = dice.choice((1, 1, 2))
    if said == "fever":
        counts["symptoms"] = dice.choice((0, 1))
    present = enrolled - away
    return Tile(unit, Counts(1, 1, 1, enrolled=enrolled, present=present, **counts))


def _grade(
    dice: random.Random, grade: str | None, names: Iterable[str], kinds: Sequence[str]
) -> Row:
    said = [dice.choice(kinds) for _ in names] if len(kinds) > 1 else list(kinds) * 99
    number = dice.randrange(10**6)
    tiles = (_class(dice, number + at, one, said[at]) for at, one in enumerate(names))
    return Row(grade, tuple(tiles))


def _grades(dice: random.Random, count: int, classes: int, kinds: Sequence[str]) -> tuple[Row, ...]:
    return tuple(
        _grade(dice, f"{one}年级", [f"{one}年级{n}班" for n in range(1, classes + 1)], kinds)
        for one in GRADES[:count]
    )


def _trend(dice: random.Random, expected: int, *, pupils: int, days: int) -> tuple[TrendDay, ...]:
    """School days up to the Monday; attendance dips in the middle, as in a wave of influenza."""
    found: list[TrendDay] = []
    day = MONDAY
    while len(found) < days:
        if day.weekday() < 5:
            ill = 1 + 3 * (4 <= len(found) <= 8)
            absent = round(pupils * dice.uniform(0.004, 0.014) * ill)
            on_time = expected - round(expected * dice.uniform(0, 0.14))
            fever = dice.randint(0, 1 + ill * max(pupils // 900, 1))
            found.append(TrendDay(day, expected, on_time, pupils - absent, absent, fever))
        day -= timedelta(days=1)
    return tuple(reversed(found))


def _school(
    name: str,
    rows: Callable[[random.Random], tuple[Row, ...]],
    *,
    day: date = MONDAY,
    days: int = TREND_DAYS,
    seed: int = 1,
) -> Wall:
    dice = random.Random(f"{name} {seed}")  # noqa: S311 - invented figures
    made = rows(dice)
    counts = total(tile.counts for row in made for tile in row.tiles)
    classes = sum(len(row.tiles) for row in made)
    trend = _trend(dice, classes, pupils=classes * 45, days=days - 1 if counts.expected else days)
    if counts.expected:
        trend = (*_before(trend), _of(counts)) if days else ()
    unit = Unit(1, "s", name, UnitKind.SCHOOL, 1)
    return Wall(unit, day, NINE_TWELVE_MS, made, trend, version=2 if counts.expected else 0)


def _before(trend: tuple[TrendDay, ...]) -> tuple[TrendDay, ...]:
    """The same days, each a school day earlier, so that they end before the Monday."""
    moved = []
    for one in trend:
        day = one.day - timedelta(days=3 if one.day.weekday() == 0 else 1)
        moved.append(TrendDay(day, one.expected, one.on_time, one.present, one.absent, one.fever))
    return tuple(moved)


def _of(counts: Counts) -> TrendDay:
    """The Monday itself."""
    return TrendDay(
        MONDAY, counts.expected, counts.on_time, counts.present, counts.absent, counts.fever
    )


_NAMES = (
    "中心小学", "初级中学", "柳坝村小", "石桥小学", "龙洞小学", "桐梓教学点", "中心幼儿园",
    "阳光幼儿园(民办)", "实验学校", "第二小学", "职业中学", "民族小学",
)  # fmt: skip
_TOWNS = (
    "和川镇", "青石镇", "白鹤镇", "双河镇", "永兴镇", "太平镇", "长岭镇", "马鞍镇", "红岩镇",
    "金华镇", "清溪镇", "大坪镇",
)  # fmt: skip


def _district(name: str, count: int, names: Sequence[str]) -> Wall:
    dice = random.Random(name)  # noqa: S311 - invented figures
    tiles = tuple(_a_school(dice, number, names[number % len(names)]) for number in range(count))
    counts = total(tile.counts for tile in tiles)
    days = _trend(dice, counts.expected, pupils=counts.expected * 45, days=TREND_DAYS - 1)
    unit = Unit(1, "d", name, UnitKind.DISTRICT, None)
    trend = (*_before(days), _of(counts))
    return Wall(unit, MONDAY, NINE_TWELVE_MS, (Row(None, tiles),), trend, version=1)


def _a_school(dice: random.Random, number: int, name: str) -> Tile:
    unit = Unit(number, f"s{number}", name, UnitKind.SCHOOL, number)
    size = dice.choice((1, 3, 6, 6, 12, 18, 24, 36))
    chance = dice.random()
    said = ["zero"] * size
    if chance < 0.02:
        return Tile(unit, Counts())
    if chance < 0.05:
        said = ["out"] * size
    elif chance < 0.13:
        said[: max(size // 6, 1)] = ["out"] * max(size // 6, 1)
    if 0.10 < chance < 0.20:
        said[-1] = "fever"
    elif 0.20 < chance < 0.42:
        said[-1] = dice.choice(("symptoms", "absent", "travel", "staff"))
    return Tile(unit, total(_class(dice, 1, "", one).counts for one in said))


def _kindergarten(dice: random.Random) -> tuple[Row, ...]:
    said = {"小": ("zero", "absent"), "中": ("fever", "zero"), "大": ("zero", "draft")}
    return tuple(
        Row(
            f"{age}班年级",
            tuple(_class(dice, n, f"{age}({n})班", one) for n, one in enumerate(both, 1)),
        )
        for age, both in said.items()
    )


def _long(dice: random.Random) -> tuple[Row, ...]:
    first = ("一年级艺术与体育特长实验班", "一年级1班", "一年级(国家级非物质文化遗产传承)班")
    return (
        _grade(dice, "国际部小学阶段一年级", first, MIXED),
        _grade(dice, "二年级", ["二年级1班", "二年级2班", "二年级3班"], MIXED),
    )


def _rare(dice: random.Random) -> tuple[Row, ...]:
    return tuple(
        _grade(dice, f"{grade}年级", [f"{grade}年级{sign}班" for sign in signs], MIXED)
        for grade, signs in (("一", RARE[:5]), ("二", RARE[5:10]), ("三", RARE[10:]))
    )


_SCHOOLS = [town + name for town in _TOWNS for name in _NAMES]
_MANY = [town + name for name in (*_NAMES, *(f"第{n}小学" for n in range(3, 34)))
         for town in _TOWNS]  # fmt: skip

CASES: Mapping[str, Case] = {
    "school-18": Case(
        "18 classes 十八个班", _school("和川镇中心小学", lambda d: _grades(d, 6, 3, MIXED), seed=19)
    ),
    "school-18-en": Case(
        "The same in English",
        _school("和川镇中心小学", lambda d: _grades(d, 6, 3, MIXED), seed=19),
        "en",
    ),
    "school-60": Case(
        "60 classes 六十个班", _school("云溪区实验学校", lambda d: _grades(d, 6, 10, MIXED))
    ),
    "school-6": Case(
        "6 classes without grades 村小，六个班",
        _school("柳坝村小", lambda d: (_grade(d, None, [f"{g}年级" for g in GRADES[:6]], MIXED),)),
    ),
    "school-1": Case(
        "One class 教学点，一个复式班",
        _school("桐梓教学点", lambda d: (_grade(d, None, ["复式班"], ["zero"]),)),
    ),
    "kindergarten": Case("A kindergarten 幼儿园", _school("镇中心幼儿园", _kindergarten)),
    "long-names": Case(
        "Long names 很长的名称",
        _school("云川市云溪区和川镇人民政府第三十二中心实验小学东校区(九年一贯制)", _long),
    ),
    "rare-characters": Case("Rare characters 生僻字", _school("李䶮𬱖小学", _rare)),
    "all-outstanding": Case(
        "Nobody has answered 全部未报", _school("石桥小学", lambda d: _grades(d, 6, 3, ["out"]))
    ),
    "all-normal": Case(
        "A normal day 全部零报告", _school("龙洞小学", lambda d: _grades(d, 6, 3, ["zero"]))
    ),
    "holiday": Case(
        "A day without school 不上课的一天",
        _school("和川镇中心小学", lambda d: _grades(d, 6, 3, ["none"]), day=SATURDAY),
    ),
    "empty-day": Case(
        "The first day, before anything was asked 第一天，尚未发起",
        _school("和川镇第二小学", lambda d: _grades(d, 3, 3, ["none"]), days=0),
    ),
    "district-3": Case("3 schools 三所学校", _district("和川镇教管中心", 3, _SCHOOLS)),
    "district-40": Case("40 schools 四十所学校", _district("云溪区", 40, _SCHOOLS)),
    "district-500": Case("500 schools 五百所学校", _district("云川市", 500, _MANY)),
}
"""Every wall of the gallery by the name of its file."""

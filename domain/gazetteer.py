"""Administrative names (行政区划) as people write them: 云南瑞丽, 贵阳市云岩区, 姐告街道."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache


class Nearness(StrEnum):
    """Whether a journey led into an area: surely, or only somewhere that holds a part of it."""

    BEEN = "been"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place that was written, as far as it is understood.

    ``divisions`` are the codes it may mean, two digits for a province, four for a city, six for a
    county: a code holds every code that begins with it. ``also`` are rarer bearers of the same
    name. ``stems`` are names below the county or that no table holds, without their endings;
    ``is_whole`` where the last of them had one (姐告街道 has, 姐告 has not). ``rest`` is what no
    table holds, as it was written.
    """

    divisions: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    is_whole: bool = False
    rest: str = ""
    provinces: frozenset[str] = field(init=False)
    """Where it may lie, as codes of two digits."""

    def __post_init__(self) -> None:
        codes = self.divisions | self.also
        object.__setattr__(self, "provinces", frozenset(code[:2] for code in codes))


def nearness(area: PlaceName, journey: PlaceName) -> Nearness | None:
    """Whether somebody who went to ``journey`` was in ``area``; None is surely not, or not known.

    Whoever was in a part of the area was there; whoever was in something wider has to be asked.
    """
    if area.provinces and journey.provinces and area.provinces.isdisjoint(journey.provinces):
        return None
    if not (area.divisions and journey.divisions):
        return _by_stems(area, journey)
    pairs = [(here, there) for here in area.divisions for there in journey.divisions]
    found = {_between(here, there, area, journey) for here, there in pairs}
    if found == {Nearness.BEEN}:
        return Nearness.BEEN
    rarer = any(there.startswith(here) for here in area.divisions for there in journey.also)
    return Nearness.PERHAPS if found != {None} or rarer else None


def _between(here: str, there: str, area: PlaceName, journey: PlaceName) -> Nearness | None:
    if here == there:
        return _below(area, journey)
    if there.startswith(here):
        return Nearness.PERHAPS if area.stems else Nearness.BEEN
    return Nearness.PERHAPS if here.startswith(there) else None


def _below(area: PlaceName, journey: PlaceName) -> Nearness | None:
    """The same county: the streets and towns that were named decide."""
    if not area.stems or area.stems[-1] in journey.stems:
        return Nearness.BEEN
    others = bool(journey.stems) and journey.stems[-1] not in area.stems
    return None if others and area.is_whole and journey.is_whole else Nearness.PERHAPS


def _by_stems(area: PlaceName, journey: PlaceName) -> Nearness | None:
    """Where one of the two stands in no table, only the same name of a place is a sign."""
    if not area.stems or not journey.stems:
        return None
    if area.stems[-1] in journey.stems:
        alike = bool(area.divisions) is bool(journey.divisions)
        return Nearness.BEEN if alike else Nearness.PERHAPS
    return Nearness.PERHAPS if journey.stems[-1] in area.stems else None


_NATIONS = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|"
    "景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|"
    "鄂温克|德昂|保安|裕固|鄂伦春|独龙|门巴|珞巴|基诺|各"
)
_OF_NATIONS = re.compile(rf"(?<=..)(?:(?:{_NATIONS})族|维吾尔|哈萨克|柯尔克孜|蒙古)+$|维吾尔$")
_ENDING = re.compile("(?:特别行政区|自治[区州县旗]|林区|新区|地区|省|市|区|县|州|盟|旗)$")
_LOOSE_ENDING = re.compile("省|市(?!中区)|地区|区|县|州|盟|旗")
_MIDDLE = "市中区"
"""乐山市中区 is the middle of 乐山, not what is left of 乐山市."""
_NAMELESS = frozenset(["城区", "郊区", "矿区", "东区", "西区", "新区", "市中区", "市辖区"])
"""Names that say nothing without the city before them."""
_ROAD = re.compile("[东南西北中]?(?:路|街|大道|大街|巷)(?!道)")
_NO_COUNTY = re.compile(
    "街道|小区|社区|[镇乡村屯山湖河江岛寺]|大?[道厦]|广场|公园|学校|[中小大]学|医院|酒店|家园|花园"
)
"""What a name of a county without its ending is not followed by: 和平小区, 凤凰山."""
_BEFORE = frozenset("去到从在回至往经和与及、")
_PART = re.compile(
    "(.+?)(街道办事处|街道|社区|开发区|新区|省|市|州|盟|县|区|旗|镇|乡|村|屯|组)(?!道|区)"
)
LONGEST = 200
"""Characters of a place that are looked at."""


def short_name(name: str) -> str:
    """贵州省 -> 贵州, 德宏傣族景颇族自治州 -> 德宏; a name of one character keeps its ending."""
    bare = _ENDING.sub("", name)
    if bare != name and "自治" in name:
        bare = _OF_NATIONS.sub("", bare) or bare
    return bare if len(bare) > 1 else name


class Gazetteer:
    """The table of provinces, cities and counties, by the national code of six digits."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._name = {_prefix(code): name for code, name in names.items()}
        self._full: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        for code, name in self._name.items():
            self._full.setdefault(name, set()).add(code)
            self._short.setdefault(short_name(name), set()).add(code)
        self._longest = max(map(len, self._full), default=0)
        # A list of thousands is held against each journey, and stays the same for days.
        self._read_once = lru_cache(maxsize=8192)(self._read)

    @property
    def codes(self) -> Collection[str]:
        """Every code there is, as short as it may be: two digits for a province."""
        return self._name.keys()

    def full_name(self, code: str) -> str:
        """``530000`` and all below: 云南省德宏傣族景颇族自治州瑞丽市."""
        return "".join(
            self._name[code[:length]] for length in (2, 4, 6)
            if length <= len(code) and code[:length] in self._name
        )  # fmt: skip

    def read(self, raw: str) -> tuple[PlaceName, ...]:
        """Every place that words name, in their order; one that no table holds has only stems."""
        return self._read_once(raw)

    def _read(self, raw: str) -> tuple[PlaceName, ...]:
        words = unicodedata.normalize("NFKC", raw)[:LONGEST]
        words = "".join(sign if sign.isalnum() else "、" for sign in words.strip())
        places = [one for one in _Reading(self, words).places() if one.divisions or one.stems]
        known = [place for place in places if place.divisions or place.is_whole]
        return tuple(known or places)

    def is_full(self, name: str) -> bool:
        """Whether a name has its ending: 台州市, not 台州."""
        return name in self._full

    def longest_at(self, words: str, place: int, *, small: bool) -> tuple[str, frozenset[str]]:
        """The longest name that begins at a place; ``small`` allows a county without its ending."""
        for length in range(min(self._longest, len(words) - place), 1, -1):
            name = words[place : place + length]
            codes = self._full.get(name) or self._short.get(name, set())
            end = place + length
            if not self.is_full(name) and (not small or _NO_COUNTY.match(words, end)):
                codes = {code for code in codes if len(code) < 6}
            cut = words.startswith(_MIDDLE, end - 1)
            road = not self.is_full(name) and _ROAD.match(words, end)
            if codes and not cut and not road:
                return name, frozenset(codes)
        return "", frozenset()


def _prefix(code: str) -> str:
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


@dataclass(slots=True)
class _Reading:
    """Goes through words once and cuts them into places."""

    table: Gazetteer
    words: str

    def places(self) -> Iterator[PlaceName]:
        codes, rest, at = frozenset[str](), "", 0
        chained = True
        while at < len(self.words):
            small = chained or self.words[at - 1] in _BEFORE
            name, found = self.table.longest_at(self.words, at, small=small)
            inside = _inside(found, codes)
            if not name or (name in _NAMELESS and not inside):
                rest, chained = rest + self.words[at], False
                at += 1
                continue
            if (codes or rest.strip("、")) and not inside:
                yield _place(codes, rest)
                rest = ""
            codes, chained = inside or found, True
            at = self._after(at + len(name), name)
        yield _place(codes, rest)

    def _after(self, at: int, name: str) -> int:
        """瑞丽县, 德宏州: an ending behind a short name is part of it."""
        ending = None if self.table.is_full(name) else _LOOSE_ENDING.match(self.words, at)
        end = ending.end() if ending else at
        while end < len(self.words) and self.words[end] == "、" and end + 1 < len(self.words):
            end += 1
        return end


def _inside(found: frozenset[str], codes: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in found for code in codes if one.startswith(code) and one != code)


def _place(codes: frozenset[str], rest: str) -> PlaceName:
    shortest = min(map(len, codes), default=0)
    chief = frozenset(code for code in codes if len(code) == shortest or shortest == 6)
    chief |= frozenset(one for one in codes if any(one.startswith(code) for code in chief))
    stems, is_whole = _stems(rest)
    return PlaceName(chief, codes - chief, stems, is_whole, rest.replace("、", ""))


def _stems(rest: str) -> tuple[tuple[str, ...], bool]:
    found: list[str] = []
    is_whole = False
    for words in filter(None, rest.split("、")):
        end = 0
        for part in _PART.finditer(words):
            found.append(part[1])
            end = part.end()
        is_whole = end == len(words)
        if not is_whole:
            found.append(words[end:])
    return tuple(stem for stem in found if len(stem) > 1), is_whole

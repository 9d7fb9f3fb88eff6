"""The wall (一览墙) as a web page (大屏), for a screen in the office or a telephone.

It is made from the values that the picture is made from, which hold units and counts: nobody's name
can be on it. What changes is one piece of HTML, the same in the page and in its stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from domain.figures import Counts, total
from domain.mode import Mode
from domain.wall import Row, Standing, Tile, TrendDay, Wall
from views.asking_modes import form_name
from views.days import clock_time, day_name, short_day
from views.wall_head import unit_name
from views.wall_words import called, class_words, school_words
from views.words import say

FOLDER = files("views") / "pages"
ASSETS: Mapping[str, str] = {
    "wall.css": "text/css; charset=utf-8",
    "wall.js": "text/javascript; charset=utf-8",
}
"""What a page fetches beside itself, with its type."""
MOST_MISSING = 12
"""Units that are named before the rest is counted: a line that nobody reads names nobody."""
MOST_BESIDE = 5
"""Classes of a grade up to which grades stand beside one another."""
TAGS = {"zh": "zh-CN", "en": "en"}
"""The languages as HTML calls them."""
_FIGURES = ("enrolled", "present", "absent", "fever", "symptoms", "unmeasured", "travel")
_GRAVE = frozenset({"fever"})
_NOT_ASKED: Mapping[Mode, frozenset[str]] = {
    Mode.VACATION: frozenset({"absent", "fever", "symptoms", "unmeasured"}),
    Mode.CLOSURE: frozenset({"absent"}),
    Mode.PRE_RETURN: frozenset({"absent"}),
}
"""What nobody is asked about in a mode: nought of it is no figure."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows now: ``body`` is HTML, ``news`` one sentence to be read aloud when it
    changes, ``day`` and ``as_of`` the day and the moment in words.
    """

    body: str
    news: str
    day: str
    as_of: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A tile as the page bears one. ``state`` is said to whoever does not see the mark."""

    name: str
    standing: Standing
    mark: str
    state: str
    what: str


def asset(name: str) -> bytes:
    """One of ASSETS."""
    return (FOLDER / name).read_bytes()


def shown(language: str, wall: Wall, zone: ZoneInfo) -> Shown:
    """What the page shows of a wall."""
    counts = total(tile.counts for tile in wall.tiles)
    missing = missing_words(language, wall)
    body = _template("body.html").render(
        {
            "t": _words(language),
            "above": wall.unit.kind.above_school,
            "wide": any(len(row.tiles) > MOST_BESIDE for row in wall.rows),
            "counts": counts,
            "missing": missing,
            "figures": _figures(language, counts, wall.form),
            "legend": _legend(language, wall),
            "rows": [(row.name, list(_row(language, wall, row))) for row in _rows(wall)],
            "trend": [_trend_day(language, one) for one in reversed(wall.trend)],
        }
    )
    day = f"{day_name(language, wall.day)} {form_name(language, wall.form)}"
    moment = say(language, "wall.as_of", time=clock_time(wall.at_ms, zone))
    return Shown(body, _news(language, counts, missing, wall.form), day, moment)


def page(language: str, wall: Wall, now: Shown, *, token: str, until: str) -> str:
    """The whole page. It finds its stream under its own address."""
    return _template("wall.html").render(
        {
            "t": _words(language),
            "tag": TAGS[language],
            "unit": unit_name(language, wall),
            "shown": now,
            "token": token,
            "until": until,
        }
    )


def refusal_page(language: str, key: str) -> str:
    """A page of one sentence: why there is nothing to see, and what to do."""
    words = {"words": say(language, f"page.{key}"), "tag": TAGS[language]}
    return _template("refusal.html").render({"t": _words(language), **words})


def _news(language: str, counts: Counts, missing: str, form: Mode) -> str:
    """What a reader hears when it changes: who is in, who is missing, how many are feverish."""
    if not counts.expected:
        return say(language, "page.nothing_due")
    parts = [say(language, "page.news", answered=counts.answered, expected=counts.expected)]
    parts += [missing] if missing else []
    if counts.answered and (counts.fever or "fever" not in _NOT_ASKED.get(form, ())):
        parts.append(say(language, "page.news_fever", count=counts.fever))
    return say(language, "page.news_join").join(parts)


def missing_words(language: str, wall: Wall) -> str:
    """``未报 2 班：三年级1班、四年级2班``; above the schools each school with how many."""
    silent = [tile for tile in wall.tiles if tile.counts.missing]
    if not silent:
        return ""
    above = wall.unit.kind.above_school
    if above:
        silent.sort(key=lambda tile: -tile.counts.missing)
    names = [
        say(language, "page.missing_school", unit=tile.unit.name, count=tile.counts.missing)
        if above
        else tile.unit.name
        for tile in silent[:MOST_MISSING]
    ]
    words = say(
        language,
        "page.missing",
        count=sum(tile.counts.missing for tile in silent),
        units=say(language, "digest.list").join(names),
    )
    more = len(silent) - len(names)
    key = "more_schools" if above else "more_classes"
    return words + (say(language, f"page.{key}", count=more) if more else "")


def _rows(wall: Wall) -> Sequence[Row]:
    """Grades as they stand; schools with what needs attention first."""
    if not wall.unit.kind.above_school:
        return wall.rows
    return [Row(None, tuple(sorted(row.tiles, key=lambda t: t.urgency))) for row in wall.rows]


def _row(language: str, wall: Wall, row: Row) -> Iterator[_Told]:
    above = wall.unit.kind.above_school
    words = school_words if above else class_words
    for tile in row.tiles:
        name = tile.unit.name if above else called(tile.unit.name, row.name or "")
        state = say(language, f"wall.{tile.standing}")
        yield _Told(name, tile.standing, _mark(tile), state, words(language, tile))


def _mark(tile: Tile) -> str:
    """What is filled in and not submitted bears the mark of what is abnormal, as in the picture."""
    unsure = tile.unconfirmed and tile.standing in (Standing.OUTSTANDING, Standing.ZERO)
    return (Standing.ABNORMAL if unsure else tile.standing).value


def _figures(language: str, counts: Counts, form: Mode) -> list[tuple[str, str, bool]]:
    """Figures of the classes that are in, with whether a figure is to be seen from afar.

    At home nobody is called present, and before anybody is in there is no nought.
    """
    figures = []
    for key in _FIGURES:
        value = getattr(counts, key)
        if value or key not in _NOT_ASKED.get(form, ()):
            label = "known" if key == "present" and form.at_home else key
            known = counts.answered or key == "enrolled"
            told = str(value) if known else say(language, "wall.no_figure")
            figures.append((say(language, f"page.{label}"), told, key in _GRAVE and value > 0))
    if counts.silent:
        figures.append((say(language, "page.silent"), str(counts.silent), False))
    return figures


def _legend(language: str, wall: Wall) -> list[tuple[str, str, int]]:
    """Each standing with its word and how many tiles stand so."""
    tiles = wall.tiles
    counted = {one: sum(tile.standing is one for tile in tiles) for one in Standing}
    return [
        (one.value, say(language, f"wall.{one}"), counted[one])
        for one in Standing
        if counted[one] or one is not Standing.NOT_REQUIRED
    ]


def _trend_day(language: str, day: TrendDay) -> tuple[str, str, str, str]:
    none = say(language, "wall.no_figure")
    fevers = none if day.fevers is None else str(day.fevers)
    rates = (_percent(rate) or none for rate in (day.attendance, day.punctuality))
    attendance, punctuality = rates
    return short_day(language, day.day), attendance, fevers, punctuality


def _percent(rate: float | None) -> str | None:
    """Never rounded up to a hundred: one who is missing must be seen."""
    return None if rate is None else "100%" if rate == 1 else f"{min(rate * 100, 99.9):.1f}%"


class _Words:
    """The sentences of a language, as a template asks for them."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)


@cache
def _words(language: str) -> _Words:
    return _Words(language)


def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    """Whatever is put in is escaped: a class may be called anything."""
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

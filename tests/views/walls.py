"""Walls for tests and for looking at: classes and schools in a given state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.figures import Counts
from domain.roster import Unit, UnitKind
from domain.wall import Row, Tile, TrendDay, Wall
from tests.clock import MONDAY, instant

DAY = date.fromisoformat(MONDAY)
GRADES = "一二三四五六七八九"

OUT = {"expected": 1}
ZERO = {"expected": 1, "answered": 1, "zero_reports": 1, "enrolled": 45, "present": 44}
FEVER = {"expected": 1, "answered": 1, "fever": 2, "symptoms": 1, "enrolled": 45, "present": 43}
UNWELL = {"expected": 1, "answered": 1, "symptoms": 1, "travel": 2, "enrolled": 45, "present": 45}
IDLE: dict[str, int] = {}
STATES = (OUT, FEVER, UNWELL, ZERO, IDLE)


def a_class(name: str, counts: dict[str, int], unconfirmed: int = 0, number: int = 1) -> Tile:
    return Tile(Unit(number, f"c{number}", name, UnitKind.CLASS, 1), Counts(**counts), unconfirmed)


def a_grade(name: str | None, names: Iterable[str], states: Sequence[dict[str, int]]) -> Row:
    """Classes with these names, in one state after the other."""
    return Row(
        name,
        tuple(
            a_class(called, states[number % len(states)], number=number)
            for number, called in enumerate(names)
        ),
    )


def grades(count: int, classes: int, states: Sequence[dict[str, int]] = STATES) -> tuple[Row, ...]:
    """``一年级`` with ``一年级1班`` and so on."""
    return tuple(
        a_grade(f"{grade}年级", (f"{grade}年级{one + 1}班" for one in range(classes)), states)
        for grade in GRADES[:count]
    )


def a_wall(
    rows: tuple[Row, ...],
    *,
    name: str = "和川镇中心小学",
    kind: UnitKind = UnitKind.SCHOOL,
    days: int = 14,
) -> Wall:
    unit = Unit(1, "s", name, kind, None if kind.above_school else 1)
    return Wall(unit, DAY, instant("09:00"), rows, a_trend(days), version=1)


def a_trend(days: int) -> tuple[TrendDay, ...]:
    """So many days that go up and down."""
    return tuple(
        TrendDay(
            DAY - timedelta(days=back), 18, 18 - back % 3, 800 - back, 10 + back, (back * 5) % 4
        )
        for back in range(days - 1, -1, -1)
    )


def a_district(count: int, states: Sequence[dict[str, int]] = STATES) -> Wall:
    schools = tuple(
        Tile(
            Unit(number, f"s{number}", f"第{number + 1}小学", UnitKind.SCHOOL, number),
            Counts(**states[number % len(states)]),
        )
        for number in range(count)
    )
    return a_wall((Row(None, schools),), name="云溪区", kind=UnitKind.DISTRICT)

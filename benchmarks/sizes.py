"""How large the measures are: in full for the figures, small so that a test can run them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.city import City


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers of each measure. ``schools`` and ``days`` make the city and its history."""

    schools: int = 500
    days: int = 200
    few_days: int = 20
    pupils: int = 45
    repeats: int = 3
    presses: int = 10_000
    offered_per_s: int = 200
    offered_s: float = 60.0
    receipts_per_s: int = 20
    receipts_s: float = 30.0
    notes: int = 3_000
    reports: int = 15
    pictures: int = 200
    rows: int = 10_000
    morning_schools: int = 500
    pack_classes: int = 60
    cases: int = 5_000
    alarms_per_s: int = 2
    alarms_s: float = 60.0

    @property
    def city(self) -> City:
        """The city with its whole history."""
        return City(self.schools, pupils=self.pupils, days=self.days)

    def classes(self, at_least: int, days: int = 0) -> City:
        """A city of so many classes."""
        schools = -(-at_least // 20)
        return City(schools, pupils=self.pupils, days=days)


FULL = Sizes()
SMALL = Sizes(
    schools=2,
    days=6,
    few_days=3,
    pupils=3,
    repeats=1,
    presses=20,
    offered_per_s=100,
    offered_s=0.4,
    receipts_s=0.5,
    notes=20,
    reports=2,
    pictures=2,
    rows=120,
    morning_schools=1,
    pack_classes=6,
    cases=6,
    alarms_s=1.0,
)

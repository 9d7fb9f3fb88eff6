"""The kinds of cases (个案): how each is counted and what has to hold before it is released."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Any

from domain.case_days import first_day, last_day
from domain.roster import Away


class CaseKind(StrEnum):
    """What somebody is followed for."""

    HOME_ISOLATION = "home_isolation"
    CLOSE_CONTACT = "close_contact"
    SECONDARY_CONTACT = "secondary_contact"
    TRAVEL = "travel"
    SUSPICIOUS = "suspicious"
    ILLNESS = "illness"
    NOT_BACK = "not_back"
    LONG_ABSENCE = "long_absence"
    RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True)
class CaseLimits:
    """What is set for a unit's cases: days and hours of the rules, and the times of a day.

    From ``ask_at`` on whoever is responsible is asked, at ``chase_at`` asked again, and at
    ``evening_at`` health officer and admins hear who was not followed and who may come back.
    """

    isolation_days: int
    observation_days: int
    rectification_days: int
    test_hours: int
    symptom_free_hours: int
    ask_at: time
    chase_at: time
    evening_at: time


@dataclass(frozen=True, slots=True)
class CaseRule:
    """One rule of case_kinds.toml. ``days`` is a number or the name of a limit; 0 counts none."""

    key: str
    kind: CaseKind
    days: int | str
    anchor: str
    source: str
    day_one_after: bool = True
    away: Away | None = None
    test: bool = False
    symptom_free: bool = False
    certificates: int = 0

    def length(self, limits: CaseLimits) -> int:
        """How many days it lasts by what is set; 0 where it counts none."""
        return self.days if isinstance(self.days, int) else int(getattr(limits, self.days))

    def span(self, anchor: date, limits: CaseLimits) -> tuple[date, date | None]:
        """Day 1 and the last day, None where the kind counts no days."""
        first = first_day(anchor, after=self.day_one_after)
        return first, last_day(first, self.length(limits))

    @property
    def releases(self) -> bool:
        """Whether anything but a press has to hold before a release."""
        return bool(self.days or self.test or self.symptom_free or self.certificates)

    @property
    def asks_daily(self) -> bool:
        """Whether somebody is followed; a rectification is about a thing."""
        return self.kind is not CaseKind.RECTIFICATION


def _rule(key: str, raw: Mapping[str, Any]) -> CaseRule:
    return CaseRule(
        key=key,
        kind=CaseKind(raw["kind"]),
        days=raw["days"],
        anchor=raw["anchor"],
        source=raw["source"],
        day_one_after=raw.get("day_one", "after") == "after",
        away=Away(raw["away"]) if "away" in raw else None,
        test=raw.get("test", False),
        symptom_free=raw.get("symptom_free", False),
        certificates=raw.get("certificates", 0),
    )


_TOML = Path(__file__).with_name("case_kinds.toml").read_text(encoding="utf-8")
RULES: Mapping[str, CaseRule] = {key: _rule(key, raw) for key, raw in tomllib.loads(_TOML).items()}
"""Every rule by its key, in the order of the buttons."""

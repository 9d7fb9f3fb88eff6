"""Clusters (聚集): pupils of one class, dormitory or school who are ill alike within some days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from domain.alert_rules import ClusterLimits
from domain.check_in import Finding, FindingKind, Symptom

LOOK_BACK = 14
"""Days before a window in which an illness may have begun."""
FLU_FEVER = 3800
"""Flu-like illness begins at 38.0 (Huzhou; FIELD section 3), in hundredths."""


class Scope(StrEnum):
    """Where pupils are counted together, the narrowest first."""

    CLASS = "class"
    DORMITORY = "dormitory"
    SCHOOL = "school"


_SIGNS: Mapping[Symptom, str] = {
    Symptom.COUGH: "respiratory",
    Symptom.SORE_THROAT: "respiratory",
    Symptom.RUNNY_NOSE: "respiratory",
    Symptom.VOMITING: "gut",
    Symptom.DIARRHOEA: "gut",
    Symptom.ABDOMINAL_PAIN: "gut",
    Symptom.HEADACHE: "headache",
    Symptom.FATIGUE: "fatigue",
    Symptom.RASH: "rash",
    Symptom.RED_EYE: "red_eye",
    Symptom.PAROTID_SWELLING: "parotid",
}
"""Which symptoms are alike. "Other" is like nothing."""


@dataclass(frozen=True, slots=True)
class Ill:
    """One pupil on one day: what was said, and where the pupil belongs."""

    pupil_id: int
    class_id: int
    dormitory: str | None
    day: date
    signs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """So many within so many calendar days running, the week-end among them; ``signs`` None is
    any that are alike. ``hours`` until it has to be reported, 0 at once.
    """

    key: str
    count: int
    days: int
    hours: int
    school: bool = False
    signs: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A class, a dormitory of a school, or a whole school."""

    scope: Scope
    class_id: int = 0
    dormitory: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Who is ill alike in one place. ``onsets`` are the pupils with the day their illness began."""

    place: Place
    rule: Rule
    onsets: Mapping[int, date]

    @property
    def pupils(self) -> frozenset[int]:
        return frozenset(self.onsets)


def signs_of(findings: Iterable[Finding]) -> frozenset[str]:
    """What the findings about one pupil are like: fever, gut, flu_like, disease names."""
    found: set[str] = set()
    warm = False
    for finding in findings:
        if finding.kind is FindingKind.FEVER:
            found.add("fever")
            warm = warm or (finding.temperature or 0) >= FLU_FEVER
        if finding.symptom is not None and finding.symptom in _SIGNS:
            found.add(_SIGNS[finding.symptom])
        words = (finding.remark or "").casefold()
        found.update(key for word, key in _DISEASES if word in words)
    if warm and "respiratory" in found:
        found.add("flu_like")
    return frozenset(found)


def rules(limits: ClusterLimits) -> tuple[Rule, ...]:
    """Those of a school's settings first, then the diseases."""
    hours = limits.report_hours
    own = (
        Rule("day", limits.day_count, 1, hours),
        Rule("run", limits.run_count, limits.run_days, hours),
    )
    return own + _BY_DISEASE


def find_clusters(
    ill: Sequence[Ill],
    answered: Mapping[int, Sequence[date]],
    by: Sequence[Rule],
    first: date,
    last: date,
) -> list[Cluster]:
    """Every cluster with a window that ends from the first to the last day.

    A pupil counts once per episode, on the day it began: an episode lasts as long as each answer of
    the class (``answered``, in order) tells of it. What shares a place and pupils is one cluster;
    one whose pupils all stand in another is none of its own.
    """
    onsets = _onsets(ill, answered)
    found: list[Cluster] = []
    for rule in by:
        for place, sign, begun in onsets:
            if (rule.school is (place.scope is Scope.SCHOOL)) and _alike(rule, sign):
                members = _within(begun, rule, first, last)
                if members:
                    found.append(Cluster(place, rule, members))
    return _once(found)


def _alike(rule: Rule, sign: str) -> bool:
    return sign not in _NAMED if rule.signs is None else sign in rule.signs


def _onsets(
    ill: Sequence[Ill], answered: Mapping[int, Sequence[date]]
) -> list[tuple[Place, str, list[tuple[date, int]]]]:
    """By place and sign: who began to be ill on which day."""
    days: dict[tuple[int, str], list[Ill]] = {}
    for one in sorted(ill, key=lambda one: one.day):
        for sign in one.signs:
            days.setdefault((one.pupil_id, sign), []).append(one)
    begun: dict[tuple[Place, str], list[tuple[date, int]]] = {}
    for (pupil_id, sign), told in days.items():
        before: Ill | None = None
        for one in told:
            if before is None or _well_between(before.day, one.day, answered.get(one.class_id, ())):
                for place in _places(one):
                    begun.setdefault((place, sign), []).append((one.day, pupil_id))
            before = one
    return [(place, sign, who) for (place, sign), who in begun.items()]


def _well_between(before: date, now: date, answered: Sequence[date]) -> bool:
    return any(before < day < now for day in answered)


def _places(one: Ill) -> list[Place]:
    places = [Place(Scope.CLASS, one.class_id)]
    if one.dormitory:
        places.append(Place(Scope.DORMITORY, dormitory=one.dormitory))
    return [*places, Place(Scope.SCHOOL)]


def _within(
    begun: Sequence[tuple[date, int]], rule: Rule, first: date, last: date
) -> dict[int, date]:
    """Those in any window of the rule that is full."""
    members: dict[int, date] = {}
    for offset in range((last - first).days + 1):
        end = first + timedelta(days=offset)
        start = end - timedelta(days=rule.days - 1)
        inside = {pupil: day for day, pupil in begun if start <= day <= end}
        if len(inside) >= rule.count:
            for pupil, day in inside.items():
                members[pupil] = max(day, members.get(pupil, day))
    return members


def _once(found: Sequence[Cluster]) -> list[Cluster]:
    merged: list[Cluster] = []
    for cluster in found:
        same = next((one for one in merged if _are_one(one, cluster)), None)
        if same is None:
            merged.append(cluster)
        else:
            merged.remove(same)
            merged.append(Cluster(same.place, same.rule, {**cluster.onsets, **same.onsets}))
    order = list(Scope)
    merged.sort(key=lambda one: (-len(one.pupils), order.index(one.place.scope)))
    kept: list[Cluster] = []
    for cluster in merged:
        if not any(cluster.pupils <= other.pupils for other in kept):
            kept.append(cluster)
    return kept


def _are_one(one: Cluster, other: Cluster) -> bool:
    return (
        one.place == other.place
        and (not one.rule.school or one.rule == other.rule)
        and bool(one.pupils & other.pupils)
    )


_TABLES = tomllib.loads(Path(__file__).with_name("cluster_rules.toml").read_text(encoding="utf-8"))
_DISEASES = tuple(
    (word.casefold(), key.removesuffix("_class"))
    for key, table in _TABLES.items()
    for word in table["words"]
)
_NAMED = frozenset(key for _, key in _DISEASES) - {"red_eye"} | {"flu_like"}
"""Signs that only the disease rules count."""
_BY_DISEASE = tuple(
    Rule(
        key,
        table["count"],
        table["days"],
        table["hours"],
        school=table["scope"] == "school",
        signs=frozenset({key.removesuffix("_class"), *table.get("signs", ())}),
    )
    for key, table in _TABLES.items()
)
HINTS = frozenset(key for key, table in _TABLES.items() if table.get("hint"))
"""Rules at which closing the class may be thought of. It is shown and decides nothing."""
LONGEST = max(rule.days for rule in _BY_DISEASE)
"""Days of the longest window."""

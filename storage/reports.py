"""Figures for digests and reports, summed where the rows lie."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby
from operator import add
from typing import Any

from domain.calendar import Period
from domain.check_in import CheckIn, ClassFigures, Finding, findings_of
from domain.figures import (
    AlertFigures,
    ChildCounts,
    ClassResult,
    ClosurePupil,
    Counts,
    DayFigures,
    Found,
    ModeCounts,
    Outstanding,
    Reached,
    ResultState,
    Unconfirmed,
    total,
)
from domain.mode import Mode
from domain.roster import Role, Unit, UnitKind
from domain.unsettled import Unsettled
from storage.answers import Answers
from storage.days import Days
from storage.named import queries
from storage.roster import Roster

_COUNTS = tuple(field.name for field in fields(Counts))
_FINDING = tuple(Finding.model_fields)
"""The fields of a finding, as the last columns of `findings` and `findings_above` bear them."""
_ASKED = tuple(role.value for role in (Role.SUBSTITUTE, Role.HEAD_TEACHER, Role.DEPUTY))
_BEST_FIRST = tuple(Reached)
_MODE_ORDER = {mode: place for place, mode in enumerate(Mode)}


class Reports:
    """Reads over ``round``, ``answer``, ``finding`` and ``draft``; writes nothing."""

    def __init__(
        self, connection: sqlite3.Connection, roster: Roster, answers: Answers, days: Days
    ) -> None:
        self._c = connection
        self._q = queries("reports")
        self._roster = roster
        self._answers = answers
        self._days = days

    def day(self, unit_id: int, day: date) -> DayFigures:
        """The figures of any unit on a day; nothing is expected on a day without rounds.

        Raises KeyError for an id that is no unit.
        """
        unit = self._unit(unit_id)
        return self._figures(unit, day, self._sums(unit, day), places=True)

    def with_children(self, unit_id: int, day: date) -> tuple[DayFigures, list[ChildCounts]]:
        """The figures of a unit and of the units right below, added up once for both.

        For texts, which tell no place to those who see no names. Raises KeyError for an id that
        is no unit.
        """
        unit = self._unit(unit_id)
        sums = self._sums(unit, day)
        figures = self._figures(unit, day, sums, places=False)
        return figures, self._children(unit, day, sums)

    def _figures(
        self, unit: Unit, day: date, sums: Sequence[Sequence[Any]], *, places: bool
    ) -> DayFigures:
        unit_id = unit.id
        published = self._days.last_digest(unit_id, day)
        modes = self._modes(unit, day, sums)
        closed = any(one.not_learning or one.lives_in for one in modes)
        return DayFigures(
            unit=unit,
            day=day,
            counts=total(_by_child(sums).values()),
            outstanding=tuple(self.outstanding(unit_id, day)),
            findings=tuple(self.findings(unit_id, day, places=places)),
            unconfirmed=tuple(self.unconfirmed(unit_id, day)),
            cases_open=self.cases_open(unit_id, day),
            alerts=self.alerts(unit, Period(day, day)),
            version=published.version if published else 0,
            published_ms=published.at_ms if published else None,
            modes=modes,
            closure=tuple(self._closure_pupils(unit, day)) if closed else (),
        )

    def days(self, unit_id: int, first: date, last: date) -> dict[date, Counts]:
        """The counts of each day that has rounds, in order."""
        counted = {}
        unit = self._unit(unit_id)
        for day in Period(first, last):
            sums = self._sums(unit, day)
            if sums:
                counted[day] = total(_by_child(sums).values())
        return counted

    def children(self, unit_id: int, day: date) -> list[ChildCounts]:
        """The units right below with their counts, in the roster's order; nought where nothing
        is owed.
        """
        unit = self._unit(unit_id)
        return self._children(unit, day, self._sums(unit, day))

    def _children(self, unit: Unit, day: date, sums: Sequence[Sequence[Any]]) -> list[ChildCounts]:
        counts = _by_child(sums)
        children = [
            ChildCounts(child, counts.pop(child.id, Counts()))
            for child in self._roster.children(unit.id, day)
        ]
        # What is left has no place below any more: a class that has moved, a unit that was closed.
        rest = total(counts.values())
        return [*children, ChildCounts(unit, rest)] if rest.expected and children else children

    def schools(self, unit_id: int, day: date) -> dict[int, Counts]:
        """The counts of each school under a unit above the schools that owes something."""
        rows = self._q.counts_above(self._c, unit_id=unit_id, day=day.isoformat())
        return {row["school"]: Counts(*(row[name] for name in _COUNTS)) for row in rows}

    def outstanding(self, unit_id: int, day: date) -> list[Outstanding]:
        """未报: the classes that owe an answer, in the roster's order."""
        rows = self._rows("outstanding", self._unit(unit_id), day)
        return [
            _outstanding(list(of_round)) for _, of_round in groupby(rows, lambda r: r["round_id"])
        ]

    def findings(self, unit_id: int, day: date, *, places: bool = True) -> list[Found]:
        """异常 in the answers that count, by class in the roster's order.

        Without ``places`` none is looked at, so that each counts as telling a name.
        """
        units: dict[int, Unit] = {}
        found = []
        for row in self._rows("findings", self._unit(unit_id), day):
            class_id, code, name, kind, school_id, school, person, *finding = row
            unit = units.get(class_id)
            if unit is None:
                unit = units[class_id] = Unit(class_id, code, name, UnitKind(kind), school_id)
            said = Finding.model_validate(
                {f: value for f, value in zip(_FINDING, finding, strict=True) if value is not None}
            )
            tells = not places or self._tells_a_name(unit, said)
            found.append(Found(unit, school, person, said, tells_a_name=tells))
        return found

    def unconfirmed(self, unit_id: int, day: date) -> list[Unconfirmed]:
        """待确认: drafts whose findings stand in no answer. A correction begun and left as it
        was says nothing new.
        """
        found = []
        for row in self._rows("drafts", self._unit(unit_id), day):
            said = _said_in(row)
            known = set(self._answers.findings(row["round_id"], row["revision"]))
            news = tuple(finding for finding in said if finding not in known)
            if news:
                found.append(self._unconfirmed(row, news))
        return found

    def classes(self, unit_id: int, day: date) -> list[ClassResult]:
        """Every class that owes an answer on a day, in the roster's order."""
        rows = self._rows("classes", self._unit(unit_id), day)
        return [_class_result(row, day) for row in rows]

    def cases_open(self, unit_id: int, day: date) -> int:
        """People of the unit in isolation on the day, staff too."""
        row = self._q.cases_open(self._c, unit_id=unit_id, day=day.isoformat())
        return int(row[0])

    def alerts(self, unit: Unit, period: Period) -> AlertFigures:
        """The alerts of a unit's days, and how soon somebody owned them."""
        first, last = period.first.isoformat(), period.last.isoformat()
        if unit.school_id == unit.id:
            row = self._q.alerts_of_school(self._c, school_id=unit.id, first=first, last=last)
        else:
            row = self._q.alerts(self._c, unit_id=unit.id, first=first, last=last)
        return AlertFigures(*row)

    def units_like(self, under: Iterable[int], name: str, day: date, most: int = 12) -> list[Unit]:
        """Units under any of these that are called so; where none is, those whose name holds it."""
        # The exclamation mark takes its meaning away from a sign that LIKE would read.
        holding = "%" + re.sub("([!%_])", r"!\1", name) + "%"
        exact: dict[int, Unit] = {}
        near: dict[int, Unit] = {}
        for unit_id in under:
            rows = self._q.units_like(
                self._c,
                unit_id=unit_id,
                name=name,
                holding=holding,
                day=day.isoformat(),
                most=most,
            )
            for row in rows:
                (exact if row["exact"] else near)[row["id"]] = _unit_of(row)
        return list((exact or near).values())[:most]

    def last_reminder(self, round_id: int) -> int | None:
        """When somebody last had the class reminded by hand (ms), None where nobody has."""
        row = self._q.last_reminder(self._c, round_id=round_id, by_hand=f"{round_id}/now/%")
        return None if row[0] is None else int(row[0])

    def _sums(self, unit: Unit, day: date) -> list[sqlite3.Row]:
        """The sums by unit right below, and by mode or, above the schools, by school."""
        return list(self._rows("counts", unit, day))

    def _modes(
        self, unit: Unit, day: date, sums: Sequence[Sequence[Any]]
    ) -> tuple[ModeCounts, ...]:
        """The counts by mode; nothing where every class has a plain school day."""
        if unit.kind.above_school:
            if self._q.any_mode(self._c, day=day.isoformat()) is None:
                return ()
            sums = list(self._rows("modes", unit, day))
        return _by_mode(sums)

    def _closure_pupils(self, unit: Unit, day: date) -> list[ClosurePupil]:
        """Who takes no part in lessons and who lives in, by class in the roster's order; above the
        schools nobody, for they are named.
        """
        if unit.kind.above_school:
            return []
        found = []
        for row in self._rows("closure", unit, day):
            for pupil_id, entry in CheckIn.model_validate_json(row["body"]).pupils.items():
                pupil = self._roster.pupil(pupil_id)
                if pupil is not None and (entry.not_learning or entry.lives_in):
                    said = (pupil.name, entry.not_learning, entry.lives_in)
                    found.append(ClosurePupil(_unit_of(row), row["school"], *said))
        return found

    def _rows(self, name: str, unit: Unit, day: date) -> Iterable[sqlite3.Row]:
        """The rows of a statement that is written for a unit inside a school, and for one above."""
        given: dict[str, Any] = {"unit_id": unit.id, "day": day.isoformat()}
        if unit.kind.above_school:
            name = f"{name}_above"
        else:
            given["school_id"] = unit.school_id
        rows: Iterable[sqlite3.Row] = getattr(self._q, name)(self._c, **given)
        return rows

    def _unit(self, unit_id: int) -> Unit:
        unit = self._roster.unit(unit_id)
        if unit is None:
            raise KeyError(unit_id)
        return unit

    def _unconfirmed(self, row: sqlite3.Row, findings: Iterable[Finding]) -> Unconfirmed:
        unit = _unit_of(row)
        return Unconfirmed(
            row["round_id"],
            unit,
            row["school"],
            row["drafted_by"],
            tuple(
                Found(unit, row["school"], self._name(one), one, self._tells_a_name(unit, one))
                for one in findings
            ),
        )

    def _tells_a_name(self, unit: Unit, finding: Finding) -> bool:
        return bool(finding.place) and bool(
            self._q.tells_a_name(self._c, class_id=unit.id, words=finding.place)
        )

    def _name(self, finding: Finding) -> str:
        if finding.pupil_id is not None:
            pupil = self._roster.pupil(finding.pupil_id)
            return pupil.name if pupil else "?"
        person = self._roster.person(finding.person_id or 0)
        return person.name if person else "?"


def _by_child(sums: Iterable[Sequence[Any]]) -> dict[int, Counts]:
    """The counts of each unit right below; above the schools several rows may be of one."""
    found: dict[int, tuple[int, ...]] = {}
    for child, _, *more in sums:
        counts = more[: len(_COUNTS)]
        before = found.get(child)
        found[child] = tuple(counts) if before is None else tuple(map(add, before, counts))
    return {child: Counts(*counts) for child, counts in found.items()}


def _by_mode(sums: Iterable[Sequence[Any]]) -> tuple[ModeCounts, ...]:
    """The counts of each mode, in the modes' order; nothing where there are school days only."""
    found: dict[Mode, list[int]] = {}
    for _, mode, *more in sums:
        before = found.get(Mode(mode))
        found[Mode(mode)] = more if before is None else list(map(add, before, more))
    if list(found) == [Mode.TERM]:
        return ()
    counted = [
        ModeCounts(mode, Counts(*figures[: len(_COUNTS)]), *figures[len(_COUNTS) :])
        for mode, figures in found.items()
    ]
    return tuple(sorted(counted, key=lambda one: _MODE_ORDER[one.mode]))


def _unit_of(row: sqlite3.Row) -> Unit:
    return Unit(row["id"], row["code"], row["name"], UnitKind(row["kind"]), row["school_id"])


def _outstanding(rows: list[sqlite3.Row]) -> Outstanding:
    """Of those asked for the class that day, whoever is best reached."""
    present = {row["role"] for row in rows}
    asked = next((role for role in _ASKED if role in present), None)
    candidates = [row for row in rows if row["role"] == asked]
    best = min(candidates, key=lambda row: (_BEST_FIRST.index(_reached(row)), not row["seen"]))
    return Outstanding(
        best["round_id"],
        _unit_of(best),
        best["school"],
        best["teacher"],
        best["phone"],
        _reached(best),
        seen=_reached(best) is Reached.SENT and bool(best["seen"]),
    )


def _reached(row: sqlite3.Row) -> Reached:
    if row["chat_id"] is None:
        return Reached.NOT_ENROLLED
    if not row["reachable"] or row["told"] == "unreachable":
        return Reached.UNREACHABLE
    return Reached.SENT if row["told"] == "sent" else Reached.PENDING


def _said_in(row: sqlite3.Row) -> tuple[Finding, ...]:
    """All that a draft tells, also of those nobody knows yet."""
    threshold = row["fever_threshold"]
    found = findings_of(CheckIn.model_validate_json(row["body"]), threshold)
    if not row["unsettled"]:
        return found
    return found + Unsettled.model_validate_json(row["unsettled"]).findings(threshold)


def _class_result(row: sqlite3.Row, day: date) -> ClassResult:
    unit = _unit_of(row)
    if not row["revision"]:
        return ClassResult(
            day,
            unit,
            row["school"],
            ResultState.OUTSTANDING,
            enrolled=row["on_the_roll"],
            mode=Mode(row["mode"]),
        )
    figures = ClassFigures(
        **{name: row[name] for name in ClassFigures.model_fields if name != "zero"},
        zero=bool(row["zero"]),
    )
    return ClassResult(
        day,
        unit,
        row["school"],
        ResultState.LATE if row["late"] else ResultState.ON_TIME,
        enrolled=figures.enrolled,
        figures=figures,
        at_ms=row["first_at_ms"],
        by=row["answered_by"],
        corrections=row["revision"] - 1,
        mode=Mode(row["mode"]),
    )

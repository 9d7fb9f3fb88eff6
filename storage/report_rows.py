"""What a row of a report comes to: counts, classes, who is missing, corrections."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby, pairwise
from operator import add
from typing import Any

from msgspec.structs import replace

from domain.check_in import CheckIn, Finding, findings_of
from domain.class_figures import ClassFigures
from domain.day_report import ClassResult, ResultState, Revision
from domain.figures import Counts, ModeCounts, Outstanding, Reached
from domain.mode import Mode
from domain.roster import Role, Unit, UnitKind
from domain.unsettled import Doubt, Matter, Unsettled

COUNTS = tuple(field.name for field in fields(Counts))
_ASKED = tuple(role.value for role in (Role.SUBSTITUTE, Role.HEAD_TEACHER, Role.DEPUTY))
_BEST_FIRST = tuple(Reached)
_MODE_ORDER = {mode: place for place, mode in enumerate(Mode)}


def by_child(sums: Iterable[Sequence[Any]]) -> dict[int, Counts]:
    """The counts of each unit right below; above the schools several rows may be of one."""
    found: dict[int, tuple[int, ...]] = {}
    for child, _, *more in sums:
        counts = more[: len(COUNTS)]
        before = found.get(child)
        found[child] = tuple(counts) if before is None else tuple(map(add, before, counts))
    return {child: Counts(*counts) for child, counts in found.items()}


def by_mode(sums: Iterable[Sequence[Any]]) -> tuple[ModeCounts, ...]:
    """The counts of each mode, in the modes' order; nothing where there are school days only."""
    found: dict[Mode, list[int]] = {}
    for _, mode, *more in sums:
        before = found.get(Mode(mode))
        found[Mode(mode)] = more if before is None else list(map(add, before, more))
    if list(found) == [Mode.TERM]:
        return ()
    counted = [
        ModeCounts(mode, Counts(*figures[: len(COUNTS)]), *figures[len(COUNTS) :])
        for mode, figures in found.items()
    ]
    return tuple(sorted(counted, key=lambda one: _MODE_ORDER[one.mode]))


def unit_of(row: sqlite3.Row) -> Unit:
    """The unit whose columns stand in a row under the names of the table."""
    return Unit(row["id"], row["code"], row["name"], UnitKind(row["kind"]), row["school_id"])


def outstanding_of(rows: list[sqlite3.Row]) -> Outstanding:
    """Of those asked for the class that day, whoever is best reached."""
    present = {row["role"] for row in rows}
    asked = next((role for role in _ASKED if role in present), None)
    candidates = [row for row in rows if row["role"] == asked]
    best = min(candidates, key=lambda row: (_BEST_FIRST.index(_reached(row)), not row["seen"]))
    return Outstanding(
        best["round_id"],
        unit_of(best),
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


def said_in(row: sqlite3.Row) -> tuple[Finding, ...]:
    """All that a draft tells, also of those nobody knows yet."""
    threshold = row["fever_threshold"]
    found = findings_of(CheckIn.model_validate_json(row["body"]), threshold)
    unsettled = unsettled_in(row)
    return found + tuple(_known(one, unsettled) for one in unsettled.findings(threshold))


def unsettled_in(row: sqlite3.Row) -> Unsettled:
    """What has to be settled in a draft."""
    return Unsettled.model_validate_json(row["unsettled"]) if row["unsettled"] else Unsettled()


def typed_name(finding: Finding, unsettled: Unsettled) -> str:
    """What was typed for somebody nobody knows yet; nothing where only words or a number were."""
    matter = _matter(finding, unsettled)
    return "" if matter.doubt is Doubt.WORDS else matter.raw


def _matter(finding: Finding, unsettled: Unsettled) -> Matter:
    """The matter a finding comes from, which has an id below zero."""
    return unsettled.matters[-(finding.pupil_id or 0) - 1]


def _known(finding: Finding, unsettled: Unsettled) -> Finding:
    """The finding under the pupil's own id, where only a reading or a word is in doubt."""
    pupil_id = _matter(finding, unsettled).pupil_id
    return finding if pupil_id is None else replace(finding, pupil_id=pupil_id)


def class_result(row: sqlite3.Row, day: date) -> ClassResult:
    unit = unit_of(row)
    if not row["revision"]:
        return ClassResult(
            day,
            unit,
            row["school"],
            ResultState.OUTSTANDING,
            enrolled=row["on_the_roll"],
            mode=Mode(row["mode"]),
            grade=row["grade"],
        )
    figures = _class_figures(row)
    return ClassResult(
        day,
        unit,
        row["school"],
        ResultState.LATE if row["late"] else ResultState.ON_TIME,
        enrolled=figures.enrolled,
        figures=figures,
        at_ms=row["first_at_ms"],
        by=row["answered_by"],
        stood_for=row["stood_for"],
        corrections=row["revision"] - 1,
        mode=Mode(row["mode"]),
        grade=row["grade"],
    )


def _class_figures(row: sqlite3.Row) -> ClassFigures:
    said = {name: row[name] for name in ClassFigures.__struct_fields__ if name != "zero"}
    return ClassFigures(**said, zero=bool(row["zero"]))


def revisions_of(rows: Iterable[sqlite3.Row], day: date) -> Iterator[Revision]:
    """Each later answer beside the one before it."""
    for _, of_round in groupby(rows, lambda row: row["round_id"]):
        for before, after in pairwise(of_round):
            yield Revision(
                day,
                unit_of(after),
                after["school"],
                after["revision"] - 1,
                after["at_ms"],
                after["answered_by"],
                _class_figures(before),
                _class_figures(after),
            )

"""The fingerprint of a digest: what its figures say, to be compared with what was said before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date

from msgspec import structs

from domain.figures import ChildCounts, Counts, DayFigures
from domain.unwell import Found


def fingerprint(
    figures: DayFigures,
    children: Iterable[ChildCounts] = (),
    revisions: Mapping[int, int] | None = None,
) -> str:
    """What a digest of these figures says, as JSON without names, to be compared and kept.

    Version and times are left out: equal texts need no new version. ``revisions`` of a school's
    rounds tell later what has changed (see domain.correction).
    """
    said: dict[str, object] = {
        "counts": _plain(figures.counts),
        "cases_open": figures.cases_open,
        "alerts": [figures.alerts.raised, figures.alerts.owned, figures.alerts.waiting,
                   figures.alerts.done, figures.alerts.minutes_to_owner],
        "outstanding": [[one.round_id, one.teacher is None, one.reached.value]
                        for one in figures.outstanding],
        "findings": [_finding(found) for found in figures.findings],
        "unconfirmed": [[one.round_id, [_finding(found) for found in one.found]]
                        for one in figures.unconfirmed],
        "children": {child.unit.id: _plain(child.counts) for child in children},
    }  # fmt: skip
    if figures.modes:
        said["modes"] = [
            [one.mode.value, *_plain(one.counts), one.not_learning, one.lives_in]
            for one in figures.modes
        ]
    if revisions is not None:
        said["revisions"] = sorted(revisions.items())
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _plain(counts: Counts) -> list[int]:
    return [getattr(counts, f.name) for f in fields(counts)]


def _finding(found: Found) -> Mapping[str, object]:
    said = {one.name: getattr(found.finding, one.name) for one in structs.fields(found.finding)}
    told = {name: value for name, value in said.items() if value is not None}
    days = {name: day.isoformat() for name, day in told.items() if isinstance(day, date)}
    return {"unit": found.unit.id, **told, **days}

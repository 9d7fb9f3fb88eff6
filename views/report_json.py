"""The report as JSON: the contract of docs/report.schema.json, for other programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.check_in import Finding, FindingKind
from domain.figures import AlertFigures, Counts, DayFigures
from domain.period_figures import PeriodReport
from domain.roster import Unit, UnitKind
from domain.unwell import Found
from views.entry import reading


def report_json(
    figures: DayFigures, *, as_of_ms: int, zone: ZoneInfo, names: bool
) -> dict[str, Any]:
    """The figures of one day. Names only where asked for, and never above the school."""
    unit, counts = figures.unit, figures.counts
    shown = names and not unit.kind.above_school
    return {
        "day": figures.day.isoformat(),
        "unit": _unit(unit),
        "as_of": _instant(as_of_ms, zone),
        "version": figures.version if unit.kind is UnitKind.SCHOOL else 0,
        "expected": counts.expected,
        "answered": counts.answered,
        "on_time": counts.on_time,
        "late": counts.late,
        "outstanding": [
            {
                "unit": one.unit.code,
                "head_teacher": one.teacher if shown else None,
                "reached": one.reached.value,
            }
            for one in figures.outstanding
        ],
        "zero_reports": counts.zero_reports,
        **_pupils(counts),
        "corrections": counts.corrections,
        "cases_open": figures.cases_open,
        "unconfirmed": len(figures.unconfirmed),
        "findings": [_finding(found, shown) for found in figures.findings],
        "alerts": _alerts(figures.alerts),
    }


def json_file(figures: DayFigures, *, as_of_ms: int, zone: ZoneInfo, names: bool) -> bytes:
    """One day as the contract's object."""
    return _bytes(report_json(figures, as_of_ms=as_of_ms, zone=zone, names=names))


def period_json(report: PeriodReport, *, as_of_ms: int, zone: ZoneInfo) -> dict[str, Any]:
    """The sums of some days, of each day and of the units right below, under the contract's names.

    It names nobody (docs/period_report.schema.json).
    """
    figures = report.figures
    return {
        "first": figures.period.first.isoformat(),
        "last": figures.period.last.isoformat(),
        "unit": _unit(figures.unit),
        "as_of": _instant(as_of_ms, zone),
        **_counts(figures.counts),
        "alerts": _alerts(figures.alerts),
        "isolations": {"begun": figures.isolations.begun, "ended": figures.isolations.ended},
        "cases": {"opened": figures.cases.opened, "released": figures.cases.released},
        "days": [
            {"day": day.isoformat(), **_counts(counts)} for day, counts in figures.days.items()
        ],
        "units": [{"unit": _unit(part.unit), **_counts(part.counts)} for part in figures.parts],
    }


def period_file(report: PeriodReport, *, as_of_ms: int, zone: ZoneInfo) -> bytes:
    """The sums of some days as a file."""
    return _bytes(period_json(report, as_of_ms=as_of_ms, zone=zone))


def _bytes(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def _unit(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name, "kind": unit.kind.value}


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "expected": counts.expected,
        "answered": counts.answered,
        "on_time": counts.on_time,
        "late": counts.late,
        "outstanding": counts.missing,
        "zero_reports": counts.zero_reports,
        "corrections": counts.corrections,
        **_pupils(counts),
    }


def _pupils(counts: Counts) -> dict[str, Any]:
    return {
        "enrolled": counts.enrolled,
        "present": counts.present,
        "absent": {"sick": counts.sick, "personal": counts.personal, "other": counts.other},
        "fever": counts.fever,
        "symptoms": counts.symptoms,
        "travel": counts.travel,
        "unmeasured": counts.unmeasured,
    }


def finding_detail(finding: Finding) -> str:
    """A finding in words of no language: ``38.2, home``, ``cough, sick``, ``瑞丽, 2026-11-20``."""
    match finding.kind:
        case FindingKind.FEVER:
            what = reading(finding.temperature) if finding.temperature is not None else ""
        case FindingKind.SYMPTOM:
            what = finding.symptom or ""
        case FindingKind.ABSENCE:
            what = ""
        case FindingKind.TRAVEL:
            what = ", ".join(filter(None, (finding.place, _days(finding))))
        case FindingKind.UNMEASURED:
            what = ""
    return ", ".join(filter(None, (what, finding.absence, finding.where)))


def _alerts(alerts: AlertFigures) -> dict[str, Any]:
    return {
        "raised": alerts.raised,
        "owned": alerts.owned,
        "waiting": alerts.waiting,
        "done": alerts.done,
        "escalated": alerts.escalated,
        "minutes_to_owner": alerts.minutes_to_owner,
    }


def _finding(found: Found, names: bool) -> dict[str, Any]:
    return {
        "unit": found.unit.code,
        "person": (found.on_roster or found.name) if names else None,
        "kind": found.finding.kind.value,
        "detail": finding_detail(found.seen(names=names)),
    }


def _days(finding: Finding) -> str:
    days = [day.isoformat() for day in (finding.first, finding.last) if day is not None]
    return "/".join(dict.fromkeys(days))


def _instant(at_ms: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).isoformat(timespec="seconds")

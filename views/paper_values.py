"""What fills the fields of a template: the figures of a unit's days, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.day_report import ClassResult, ResultState
from domain.figures import ChildCounts, Counts, DayFigures
from domain.paper import Filling, PaperFacts, Value
from views import paper_words
from views.days import moment
from views.report_table import (
    ALERT_COLUMNS,
    CLASS_COLUMNS,
    COUNT_COLUMNS,
    FINDING_COLUMNS,
    MISSING_COLUMNS,
    alert_cells,
    class_row,
    count_cells,
    finding_rows,
    missing_rows,
)
from views.words import say

Row = Mapping[str, Value]
_SAID = ("present", "sick", "personal", "other", "absent", "fever", "symptoms", "travel",
         "unmeasured")  # fmt: skip
"""What only an answer tells."""


def filling(
    language: str, facts: PaperFacts, *, as_of_ms: int, zone: ZoneInfo, names: bool
) -> Filling:
    """Every field with its value. ``names`` as domain.viewer.sees_names says."""
    as_of = moment(as_of_ms, zone)
    values = {**_figures(language, facts, as_of), **paper_words.sentences(language, facts, as_of)}
    rows: dict[str, Sequence[Row]] = {
        "class": [
            _class_row(language, one, zone, names=names)
            for day in facts.days
            for one in day.classes
        ],
        "part": _parts(language, facts),
        "school": [_counted(language, one) for one in facts.schools],
        "daily": [_day_row(language, day.figures) for day in facts.days if _is_daily(facts)],
        "finding": _numbered(_findings(language, facts, names=names)),
        "outstanding": _numbered(_missing(language, facts, names=names)),
        "abnormal": _lines(paper_words.abnormal(language, facts)),
        "measure": _lines(paper_words.measures(language, facts, zone)),
    }
    return Filling(values, rows)


def _figures(language: str, facts: PaperFacts, as_of: str) -> dict[str, Value]:
    first, last = facts.period.first, facts.period.last
    figures = facts.days[0].figures if facts.period.is_day else None
    return {
        "unit": facts.unit_name,
        "unit_code": facts.unit.code,
        "day": written_day(language, first) if figures else written_days(language, facts.period),
        "weekday": say(language, f"day.weekday_{first.weekday()}") if figures else None,
        "period": written_days(language, facts.period),
        "first_day": written_day(language, first),
        "last_day": written_day(language, last),
        "days": sum(day.figures.counts.expected > 0 for day in facts.days),
        "as_of": as_of,
        "source": say(language, "paper.source"),
        "version": figures.version or None if figures else None,
        **_counts(facts.counts),
        "silent": facts.counts.silent,
        "answered_rate": rate(facts.counts.answered, facts.counts.expected),
        "on_time_rate": rate(facts.counts.on_time, facts.counts.expected),
        "cases_open": figures.cases_open if figures else None,
        "unconfirmed": len(figures.unconfirmed) if figures else None,
        **dict(zip(ALERT_COLUMNS, alert_cells(facts.alerts), strict=True)),
    }


def _counts(counts: Counts) -> dict[str, Value]:
    """The counts; of pupils nothing is known where no class has answered."""
    silent = dict.fromkeys(_SAID) if counts.expected and not counts.answered else {}
    return {
        **dict(zip(COUNT_COLUMNS, count_cells(counts), strict=True)),
        "absent": counts.absent,
        "attendance": rate(counts.present, counts.present + counts.absent),
        **silent,
    }


def rate(part: int, whole: int) -> str | None:
    """``99.1%``; never rounded up to a whole that is not there, None of nothing."""
    if not whole:
        return None
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _is_daily(facts: PaperFacts) -> bool:
    return not facts.period.is_day


def _parts(language: str, facts: PaperFacts) -> list[Row]:
    """The units right below, or inside a school every class; of a single day."""
    if facts.unit.kind.above_school:
        return [_counted(language, one) for one in facts.parts]
    if _is_daily(facts):
        return []
    return [_class_part(language, one) for day in facts.days for one in day.classes]


def _counted(language: str, one: ChildCounts) -> Row:
    counts = one.counts
    key = "state_some" if counts.expected else "state_none"
    state = say(language, f"paper.{key}", answered=counts.answered, expected=counts.expected)
    return {"name": one.unit.name, "code": one.unit.code, "state": state, **_counts(counts)}


def _class_part(language: str, one: ClassResult) -> Row:
    """A class as one of the units below. While it is outstanding only its roll is known."""
    known = _class_counts(one)
    counts: dict[str, Value] = dict.fromkeys((*COUNT_COLUMNS, "absent", "attendance"))
    counts |= {"expected": 1, "answered": int(one.figures is not None)}
    counts |= {"outstanding": int(one.figures is None), "enrolled": one.enrolled}
    if one.figures is not None:
        late = one.state is ResultState.LATE
        counts |= {"on_time": int(not late), "late": int(late)}
        counts |= {"zero_reports": int(one.figures.zero)}
    state = say(language, f"report.state_{one.state}")
    return {"name": one.unit.name, "code": one.unit.code, "state": state, **counts, **known}


def _class_counts(one: ClassResult) -> dict[str, Value]:
    figures = one.figures
    if figures is None:
        return {}
    absent = figures.sick + figures.personal + figures.other
    return {
        "present": figures.present,
        "sick": figures.sick,
        "personal": figures.personal,
        "other": figures.other,
        "absent": absent,
        "fever": figures.fever,
        "symptoms": figures.symptoms,
        "travel": figures.travel,
        "unmeasured": figures.unmeasured,
        "corrections": one.corrections,
        "attendance": rate(figures.present, figures.present + absent),
    }


def _class_row(language: str, one: ClassResult, zone: ZoneInfo, *, names: bool) -> Row:
    cells = class_row(language, one, zone=zone, names=names)
    row: dict[str, Value] = dict(zip(CLASS_COLUMNS, cells, strict=True))
    absent = _class_counts(one).get("absent")
    return {**row, "name": row["class"], "code": row["class_code"], "absent": absent}


def _day_row(language: str, figures: DayFigures) -> Row:
    weekday = say(language, f"day.weekday_{figures.day.weekday()}")
    return {"day": figures.day.isoformat(), "weekday": weekday, **_counts(figures.counts)}


def _findings(language: str, facts: PaperFacts, *, names: bool) -> Iterable[Row]:
    """What the answers that count tell; drafts are no answers."""
    for day in facts.days:
        rows = finding_rows(language, day.figures, names=names)
        for cells in rows[: len(day.figures.findings)]:
            yield dict(zip(FINDING_COLUMNS, cells, strict=True))


def _missing(language: str, facts: PaperFacts, *, names: bool) -> Iterable[Row]:
    for day in facts.days:
        for cells in missing_rows(language, day.figures, names=names):
            yield dict(zip(MISSING_COLUMNS, cells, strict=True))


def _lines(lines: Iterable[str]) -> list[Row]:
    return _numbered({"text": line} for line in lines)


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{"number": number, **row} for number, row in enumerate(rows, 1)]


def written_day(language: str, day: date) -> str:
    """``2026年11月23日``, as papers write it."""
    month = say(language, f"paper.month_{day.month}")
    return say(language, "paper.day", year=day.year, month=month, day=day.day)


def written_days(language: str, period: Period) -> str:
    """One day, or ``2026年11月16日至2026年11月20日``."""
    first = written_day(language, period.first)
    if period.is_day:
        return first
    return say(language, "paper.period", first=first, last=written_day(language, period.last))


def source_line(language: str, at_ms: int, zone: ZoneInfo) -> str:
    """Where the figures are from, and as of when."""
    source, as_of = say(language, "paper.source"), moment(at_ms, zone)
    return say(language, "paper.source_line", source=source, as_of=as_of)

"""What was said about one person, in a few words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.check_in import Entry, Finding, FindingKind, Travel
from domain.temperature import Temperature
from views.days import short_day
from views.words import say

_CLOSURE = ("not_learning", "lives_in")
"""Said of a pupil in a closure; no finding."""


def reading(hundredths: int) -> str:
    """``38.2``, ``37.25``: as it was given, never rounded."""
    return str(Temperature(hundredths))


def entry_words(language: str, entry: Entry, threshold: int) -> str:
    """``发热 38.2、咳嗽(在家)``."""
    words = []
    if entry.has_fever(threshold):
        words.append(_fever(language, entry.temperature))
    elif entry.temperature is not None:
        words.append(say(language, "entry.reading", value=reading(entry.temperature)))
    if entry.unmeasured:
        words.append(say(language, "entry.unmeasured"))
    words += [say(language, f"entry.{symptom}") for symptom in entry.symptoms]
    last = entry.leave_until(threshold)
    until = "" if last is None else say(language, "entry.until", day=short_day(language, last))
    if entry.absence is not None or until:
        words.append(say(language, f"entry.absence_{entry.away}") + until)
    if entry.gone:
        words.append(say(language, "entry.gone"))
    if entry.returned:
        words.append(say(language, "entry.back"))
    if entry.recovered:
        words.append(say(language, "entry.recovered"))
    if entry.travel is not None:
        words.append(_travel(language, entry.travel))
    words += [entry.remark] if entry.remark else []
    words += [say(language, f"entry.{what}") for what in _CLOSURE if getattr(entry, what)]
    where = ""
    if entry.where is not None:
        where = say(language, f"entry.where_{entry.where}")
        where = say(language, "entry.paren", words=where) if words else where
    if not words and not where:
        words = [say(language, "entry.well")]
    return say(language, "entry.join").join(words) + where + _of_other_days(language, entry)


def _of_other_days(language: str, entry: Entry) -> str:
    """A leave that begins later, and what was said of another time."""
    words = ""
    if entry.ahead is not None:
        ahead = entry.ahead
        days = _days(language, ahead.first, ahead.last)
        words += say(language, f"ahead.leave_{ahead.absence}", days=days)
    if entry.aside:
        words += say(language, "ahead.aside", words=entry.aside)
    return words


def findings_words(language: str, findings: Iterable[Finding]) -> str:
    """The findings about one person in one line."""
    words, where = [], ""
    for finding in findings:
        words.append(finding_word(language, finding))
        if finding.absence is not None and finding.kind is not FindingKind.ABSENCE:
            words.append(say(language, f"entry.absence_{finding.absence}"))
        if finding.remark and finding.kind is not FindingKind.TRAVEL:
            words.append(finding.remark)
        if finding.where is not None:
            where = say(
                language, "entry.paren", words=say(language, f"entry.where_{finding.where}")
            )
    return say(language, "entry.join").join(words) + where


def finding_word(language: str, finding: Finding) -> str:
    """One finding without the person and the place: ``发热 38.2``."""
    match finding.kind:
        case FindingKind.FEVER:
            return _fever(language, finding.temperature)
        case FindingKind.SYMPTOM:
            return say(language, f"entry.{finding.symptom}")
        case FindingKind.ABSENCE:
            return say(language, f"entry.absence_{finding.absence}")
        case FindingKind.TRAVEL:
            travel = Travel(
                place=finding.place or "",
                relative=finding.remark or "",
                first=finding.first,
                last=finding.last,
            )
            return _travel(language, travel)
        case FindingKind.UNMEASURED:
            return say(language, "entry.unmeasured")


def _fever(language: str, temperature: int | None) -> str:
    if temperature is None:
        return say(language, "entry.fever")
    return say(language, "entry.fever_reading", value=reading(temperature))


def _travel(language: str, travel: Travel) -> str:
    words = say(language, "entry.travel")
    if travel.relative:
        words = say(language, "entry.relative", words=travel.relative)
    elif travel.place:
        words = say(language, "entry.travel_place", place=travel.place)
    days = _days(language, travel.first, travel.last)
    return words + (say(language, "entry.travel_days", days=days) if days else "")


def _days(language: str, first: date | None, last: date | None) -> str:
    if first is None:
        until = None if last is None else short_day(language, last)
        return "" if until is None else say(language, "entry.until_day", day=until)
    if last is None:
        return say(language, "entry.from_day", day=short_day(language, first))
    if last == first:
        return short_day(language, first)
    return f"{short_day(language, first)}–{short_day(language, last)}"

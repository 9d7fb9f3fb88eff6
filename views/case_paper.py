"""A case on one page (个案登记表), in Word or as a PDF: for the school's file, with the name.

Its form is views/papers/*/case.docx; only the program fills it, with fields of its own.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.case_days import day_number
from domain.case_facts import CaseFacts
from domain.message import File
from domain.paper import Filling, Value
from views.case_history import history_days
from views.case_words import missing_words, rule_words, standing_words
from views.days import day_name, short_day
from views.docx_filling import filled_docx
from views.material import FOLDER
from views.words import say, text

_AWKWARD = re.compile(r'[\\/:*?"<>|\s]')


def case_file(
    language: str, facts: CaseFacts, school: str, zone: ZoneInfo, *, printed_ms: int | None = None
) -> File:
    """The page of a case, called by its number: what a file is called is seen in more places than
    what stands in it. A PDF where it is to be printed.
    """
    called = say(language, "case.paper_file", number=facts.number)
    caption = text(language, "case.paper_caption", number=facts.number)
    content, ending = case_page(language, facts, school, zone), "docx"
    if printed_ms is not None:
        content, ending = case_pdf(language, content, printed_ms, zone), "pdf"
    name = f"{_AWKWARD.sub('_', called)}.{ending}"
    return File(name, content, caption=caption, protect=True)


def case_pdf(language: str, page: bytes, at_ms: int, zone: ZoneInfo) -> bytes:
    """The page as it is printed."""
    # The printer takes 26 MB of memory, which nobody pays before the first page.
    from views.printed import printed

    return printed(language, page, datetime.fromtimestamp(at_ms / 1000, zone))


def case_page(language: str, facts: CaseFacts, school: str, zone: ZoneInfo) -> bytes:
    """What it is about and how it stands, then its history, then where it is signed."""
    form = (FOLDER / language / "case.docx").read_bytes()
    rows = {"step": _history(language, facts, zone)}
    return filled_docx(form, Filling(_about(language, facts, school), rows), known=str)


def _about(language: str, facts: CaseFacts, school: str) -> dict[str, Value]:
    """The fields of the form's head, by the names its blanks bear."""
    join, rule = say(language, "entry.join"), facts.case.rule
    stands = standing_words(language, facts.case, facts.day) or say(language, "case.paper_open")
    lacks = join.join(missing_words(language, one) for one in facts.lacks)
    ready = say(language, "case.paper_is_ready") if facts.case.goes_on else ""
    return {
        "school": school,
        "number": facts.number,
        "kind": rule_words(language, rule),
        "name": facts.name,
        "unit": facts.unit.name,
        "days": _span(language, facts),
        "state": stands,
        "responsible": join.join(facts.responsible),
        "lacks": lacks or ready,
        "rule": say(language, f"case.source_{rule.key}"),
        "source": facts.source,
    }


def _span(language: str, facts: CaseFacts) -> str:
    case = facts.case
    first = short_day(language, case.first)
    if case.last is None:
        return say(language, "case.paper_since", first=first)
    days = day_number(case.last, case.first)
    last = short_day(language, case.last)
    return say(language, "case.paper_span", first=first, last=last, days=days)


def _history(language: str, facts: CaseFacts, zone: ZoneInfo) -> list[dict[str, Value]]:
    """A row for each thing; its day stands in the first row of the day."""
    rows: list[dict[str, Value]] = []
    for one in history_days(language, facts, zone):
        day = day_name(language, one.day)
        for told in one.told:
            rows.append({"day": day, "time": told.at, "what": told.what, "by": told.by})
            day = ""
        if one.missed:
            rows.append({"day": day, "what": say(language, "case.paper_missed")})
    return rows

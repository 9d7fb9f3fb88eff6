"""The fields (字段) that a template may name, by their code or by their word in any language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from views.report_table import ALERT_COLUMNS, COUNT_COLUMNS
from views.words import LANGUAGES, say

BLANK = re.compile(
    r"(?:\{\{|｛｛)\s{0,40}([^\s{}｛｝](?:[^{}｛｝]{0,38}[^\s{}｛｝])?)\s{0,40}(?:\}\}|｝｝)"
)
"""``{{enrolled}}``, also as a Chinese keyboard types it: ``｛｛应到｝｝``. Spaces are counted, so
that a million of them cannot keep anybody busy.
"""

WORDED = ("title", "summary", "health", "measures", "missing", "parts", "days_title")
"""Whole sentences and headings; empty where there is nothing to say."""
SINGLE = (
    "unit", "unit_code", "day", "weekday", "period", "first_day", "last_day", "days", "as_of",
    "source", "version", *COUNT_COLUMNS, "absent", "silent", "attendance", "answered_rate",
    "on_time_rate", "cases_open", "unconfirmed", *ALERT_COLUMNS, *WORDED,
)  # fmt: skip
_PART = (
    "name", "code", "state", *COUNT_COLUMNS, "absent", "attendance",
)  # fmt: skip
LISTS = {
    "class": (
        "day", "school", "name", "code", "state", "result", "at", "by", "enrolled", "present",
        "absent", "sick", "personal", "other", "fever", "symptoms", "travel", "unmeasured",
        "corrections",
    ),
    "part": _PART,
    "school": _PART,
    "daily": ("day", "weekday", *COUNT_COLUMNS, "absent", "attendance"),
    "finding": ("number", "day", "school", "class", "person", "whose", "kind", "detail"),
    "abnormal": ("number", "text"),
    "measure": ("number", "text"),
    "outstanding": ("number", "day", "school", "class", "teacher", "phone", "reached"),
}  # fmt: skip
"""What repeats, with the fields of a row."""
PERSONAL = frozenset(
    {"class.by", "finding.person", "finding.detail", "outstanding.teacher", "outstanding.phone"}
)
"""Fields that may hold somebody's name: a document with one of them stays where it was sent."""


def all_fields() -> tuple[str, ...]:
    """Every field by its code."""
    rows = tuple(f"{name}.{field}" for name, fields in LISTS.items() for field in fields)
    return SINGLE + rows


def field_called(name: str) -> str | None:
    """The field that a template means by a name; None where there is no such field."""
    return _names().get(_plain(name))


def field_word(language: str, field: str) -> str:
    """What a field is called: ``应到``, ``班级.名称``."""
    name, _, of_row = field.partition(".")
    if not of_row:
        return say(language, f"field.{field}")
    return f"{say(language, f'field.list_{name}')}.{say(language, f'field.{of_row}')}"


@cache
def _names() -> dict[str, str]:
    found = {_plain(field): field for field in all_fields()}
    for language in LANGUAGES:
        for field in all_fields():
            found.setdefault(_plain(field_word(language, field)), field)
    return found


def _plain(name: str) -> str:
    """Without spaces, in plain width, in small letters; 。 is a point too."""
    words = unicodedata.normalize("NFKC", name).casefold().replace("。", ".").replace("·", ".")
    return "".join(words.split()).replace("_", "")

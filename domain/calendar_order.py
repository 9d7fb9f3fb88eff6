"""What somebody types about the calendar: ``12月1日-3日 停课``, ``九年级 返校 2月9日``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from domain.calendar import DayKind, Period, UnreadableDay
from domain.coming_days import YEAR, Coming, find_coming


class OrderKind(StrEnum):
    """What days are to be marked as; ``return`` names the day a unit is back."""

    CLOSURE = "closure"
    OFF = "off"
    SCHOOL = "school"
    VACATION = "vacation"
    PLAIN = "plain"
    RETURN = "return"

    @property
    def day_kind(self) -> DayKind:
        """The kind of a span. A return is none and raises ValueError."""
        return DayKind(self.value)


LONGEST_NOTE = 40
"""Characters of what days are called."""


class TwoKinds(UnreadableDay):
    """Words that name two kinds of days at once (``one``, ``other``)."""


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What was said: a kind and a time where they were named, and what else there was.

    ``name`` is what the days are called (寒假), ``note`` the reason given, ``unit`` what is left:
    a unit's name, or words nobody understands. ``approved`` belongs to a return, ``said`` are the
    words that named the kind.
    """

    kind: OrderKind | None
    coming: Coming | None
    unit: str = ""
    name: str = ""
    note: str = ""
    approved: bool = False
    said: tuple[str, ...] = ()

    @property
    def until_resumed(self) -> bool:
        """复课 12月9日: from that day on; 不停课 12月9日 is about the day alone."""
        return any(word.startswith(_RESUMED) for word in self.said)

    @property
    def label(self) -> str:
        """What the days are called, and why they are so."""
        return "，".join(filter(None, (self.name, self.note)))[:LONGEST_NOTE]

    @property
    def is_surely_meant(self) -> bool:
        """Whether words that bear no command can only be about the calendar: 今天正常 is none."""
        return bool(self.said) and not any(word in _EVERYDAY for word in self.said)


class Wish(BaseModel):
    """What somebody wants of a unit's calendar, to be read back; kept with the change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: OrderKind
    first: date
    last: date
    note: str = Field(default="", max_length=LONGEST_NOTE)
    approved: bool = False

    @property
    def period(self) -> Period:
        """The days that are named."""
        return Period(self.first, self.last)


def _lexicon() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).with_name("calendar_words.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        about: (*words["zh"].split(), *(word.strip() for word in words["en"].split("|")))
        for about, words in read.items()
    }


_LEXICON = _lexicon()
_KINDS = {word: kind for kind in OrderKind for word in _LEXICON[kind]}
_NAMES = {
    **dict.fromkeys(("寒假", "寒假放假", "放寒假"), "寒假"),
    **dict.fromkeys(("暑假", "暑假放假", "放暑假"), "暑假"),
    **{word: word for word in ("春假", "秋假", "校庆", "运动会")},
}
_REASON = re.compile(r"(?:因为|由于|因|原因[:：]?|because of|due to|because)\s*(?P<note>.+)$", re.I)
_EDGES = " \t\n,，。.、;；:：!！?？"
_RESUMED = (
    "复课",
    "恢复",
    "结束",
    "解除",
    "停课结束",
    "寒假结束",
    "暑假结束",
    "resume",
    "reopen",
    "back to",
)
_EVERYDAY = frozenset(_LEXICON["everyday"])


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    parts = [rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in ordered]
    return re.compile("|".join(parts), re.IGNORECASE)


_KIND = _pattern(tuple(_KINDS))
_APPROVAL = _pattern(_LEXICON["approved"])
_FILLER = _pattern(_LEXICON["filler"])


def read_calendar_words(raw: str, today: date) -> CalendarWords:
    """Take apart what was typed, in any order.

    Raises UnreadableDay where the days cannot be read, TwoKinds.
    """
    text = " ".join(unicodedata.normalize("NFKC", raw).split())
    text, note = _without_reason(text)
    approved = bool(_APPROVAL.search(text))
    text = _APPROVAL.sub(" ", text)
    said = [found[0].casefold() for found in _KIND.finditer(text)]
    found = find_coming(" ".join(_KIND.sub(" ", text).split()), today, YEAR)
    name = next((_NAMES[word] for word in said if word in _NAMES), "")
    unit = " ".join(_FILLER.sub(" ", found.rest).split()).strip(_EDGES)
    kind = _one_kind(said)
    return CalendarWords(kind, found.coming, unit, name, note, approved, tuple(said))


def _without_reason(text: str) -> tuple[str, str]:
    """The words before 因……, and the reason; days and kinds behind it are none."""
    found = _REASON.search(text)
    if found is None:
        return text, ""
    before, note = text[: found.start()], found["note"]
    kind = _KIND.search(note)
    if kind is not None and not _KIND.search(before):
        # 因大雪停课 12月1日: what is ordered stands behind the reason.
        return f"{before} {note[kind.start() :]}", note[: kind.start()].strip(_EDGES)
    return before, note.strip(_EDGES)


def _one_kind(said: list[str]) -> OrderKind | None:
    kinds = list(dict.fromkeys(_KINDS[word] for word in said))
    if OrderKind.VACATION in kinds and OrderKind.OFF in kinds:
        kinds.remove(OrderKind.OFF)  # 寒假放假
    if len(kinds) > 1:
        raise TwoKinds(one=said[0], other=next(w for w in said if _KINDS[w] is kinds[1]))
    return kinds[0] if kinds else None

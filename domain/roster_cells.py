"""One line of a roster file, read cell by cell; what is wrong is noted and reading goes on."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from domain.roster_columns import plain, word_of
from domain.roster_rows import Problem

LONGEST = 64  # characters of a name, a code, a room
_SHOWN = 40  # characters of a wrong value that are repeated in its sentence

_PHONE = re.compile(r"[0-9+\- ]{5,20}")
_DASHES = re.compile(r"[‐‑‒–—−]")
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?"
    r"(?: 0?0:00(?::00)?)?"
)
_DAY_CLOSED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BETWEEN = re.compile(r"[\s,，、;；/]+")
_SCIENTIFIC = re.compile(r"[0-9]+(\.[0-9]+)?[eE]\+[0-9]+")
# 身份证号 and the 学籍号 made from it: region, birthday, order, check digit.
_ID_NUMBER = re.compile(r"[GLgl]?[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{3}[0-9Xx]")
_EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)


def shown(raw: str) -> str:
    """A wrong value as its sentence repeats it: one line, and not too long."""
    line = " ".join(raw.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def parse_day(raw: str) -> date | None:
    """Read a day of a roster: ``2026-11-23``, ``2026/11/3``, ``2026年11月3日``, ``20261103``.

    None if it is no day of the calendar; a spreadsheet's midnight behind it is forgiven.
    """
    text = plain(raw)
    found = _DAY.fullmatch(text) or _DAY_CLOSED.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


class RowReader:
    """Reads one line; every wrong cell adds a problem that names the sheet and the line."""

    def __init__(
        self,
        sheet: str,
        line: int,
        cells: Mapping[str, str],
        headings: Mapping[str, str],
        problems: list[Problem],
    ) -> None:
        """Take the cells by column, and the headings as this file writes them."""
        self.sheet = sheet
        self.line = line
        self._cells = cells
        self._headings = headings
        self._problems = problems
        self.faults = 0

    def fault(self, code: str, /, **values: str) -> None:
        """Note what is wrong with this line."""
        self.faults += 1
        self._problems.append(Problem(self.sheet, self.line, code, values))

    def written(self, column: str) -> str:
        """A cell as the file has it, short enough for a sentence."""
        return shown(self._cells.get(column, ""))

    def name(self, column: str) -> str:
        """A name exactly as written, rare characters and all; it must be there."""
        self._must_stand(column)
        return self._optional(column)

    def text(self, column: str) -> str | None:
        """Words that may be missing, such as a dormitory room; letters and digits made plain."""
        return plain(self._optional(column)) or None

    def code(self, column: str) -> str:
        """A code that must be there; empty if it cannot be used."""
        self._must_stand(column)
        return self.optional_code(column) or ""

    def optional_code(self, column: str) -> str | None:
        """A code that may be missing. Identity card numbers are refused: nobody may store them."""
        return self._checked(column, plain(self._optional(column)))

    def codes(self, column: str) -> list[str]:
        """The codes of a cell that may name several, with a comma or a space between."""
        words = [word for word in _BETWEEN.split(plain(self._optional(column))) if word]
        codes = (self._checked(column, word) for word in dict.fromkeys(words))
        return [code for code in codes if code is not None]

    def _checked(self, column: str, code: str) -> str | None:
        if _SCIENTIFIC.fullmatch(code):
            self.fault("rounded_number", column=self._heading(column), value=shown(code))
            return None
        if _ID_NUMBER.fullmatch(code):
            self.fault("identity_number", column=self._heading(column))
            return None
        return code or None

    def choice(self, column: str, words: Mapping[str, tuple[str, ...]], fault: str) -> str | None:
        """One of the known words, in Chinese or English; None if empty or unknown."""
        raw = self._optional(column)
        if not raw:
            return None
        word = word_of(raw, words)
        if word is None:
            self.fault(fault, value=shown(raw))
        return word

    def required_choice(
        self, column: str, words: Mapping[str, tuple[str, ...]], fault: str
    ) -> str | None:
        """One of the known words, which must be there; None if it cannot be used."""
        self._must_stand(column)
        return self.choice(column, words, fault)

    def phone(self, column: str) -> str | None:
        """A phone number of 5 to 20 digits, ``+``, ``-`` and spaces, made plain."""
        raw = self._optional(column)
        if not raw:
            return None
        phone = _DASHES.sub("-", plain(raw))
        if not _PHONE.fullmatch(phone) or sum(sign.isdigit() for sign in phone) < 5:
            self.fault("bad_phone", value=shown(raw))
            return None
        return phone

    def seat(self, column: str) -> int | None:
        """A seat number (座号): a whole number from 1."""
        raw = self._optional(column)
        if not raw:
            return None
        digits = plain(raw).removesuffix("号")
        if not re.fullmatch(r"[0-9]{1,4}", digits) or int(digits) == 0:
            self.fault("bad_seat", value=shown(raw))
            return None
        return int(digits)

    def period(self) -> tuple[date | None, date | None]:
        """The days ``from`` and ``until``; both count, and an empty one is open."""
        first, last = self._day("from"), self._day("until")
        if first and last and first > last:
            self.fault("days_backwards", first=first.isoformat(), last=last.isoformat())
        return first, last

    def _day(self, column: str) -> date | None:
        raw = self._optional(column)
        if not raw:
            return None
        day = parse_day(raw)
        if day is None:
            self.fault("bad_day", value=shown(raw))
        return day

    def _must_stand(self, column: str) -> None:
        if not self._cells.get(column, "").strip():
            self.fault("empty", column=self._heading(column))

    def _optional(self, column: str) -> str:
        text = self._cells.get(column, "").strip()
        if text in _EXCEL_ERRORS:
            self.fault("formula_error", column=self._heading(column), value=text)
            return ""
        if len(text) > LONGEST:
            self.fault("too_long", column=self._heading(column), most=str(LONGEST))
        if any(unicodedata.category(sign) == "Cc" for sign in text):
            self.fault("control_character", column=self._heading(column))
        return text

    def _heading(self, column: str) -> str:
        return self._headings.get(column, column)

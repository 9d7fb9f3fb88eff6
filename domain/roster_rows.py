"""The values of a roster file (花名册): what was read, what it says, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.errors import ChenjianError
from domain.roster import Role, UnitKind


class RosterFileError(ChenjianError):
    """A file that cannot be read as a roster at all; ``file`` is its name without the folder."""

    def __init__(self, file: str) -> None:
        """Remember the name of the file, for the sentence."""
        super().__init__(file)
        self.file = file


class RosterFileMissing(RosterFileError):
    """There is no file or folder of this name."""


class NotARoster(RosterFileError):
    """Not xlsx, csv folder or zip; broken, locked with a password, or without a sheet of units."""


class RosterFileTooLarge(RosterFileError):
    """Unpacked it would be larger, or hold more files, than any roster does."""


class UnreadableEncoding(RosterFileError):
    """A csv file that is neither UTF-8 nor GBK."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One line of a sheet as written; ``line`` counts from 1, which is the heading."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int | None) -> str:
        """What stands at a place, without the blanks around it; empty where nothing does."""
        return "" if place is None or place >= len(self.cells) else self.cells[place].strip()


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet as written: its name, its headings (line 1) and the lines that are not empty."""

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[RawRow, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """What is wrong with a line of a list (the headings are line 1), by the key of its sentence."""

    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawRoster:
    """Every sheet of the file, in the file's order, before anybody judged it."""

    tables: tuple[RawTable, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit (单位): city, district, township, school, grade, class or office."""

    code: str
    name: str
    kind: UnitKind
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member of staff, once, however many roles the file gives."""

    code: str
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A person's role on a unit (任职); both days count, None is open.

    The role ``staff``, or none at all, is a member of staff without a duty in the bot.
    """

    person_code: str
    role: Role
    unit_code: str
    from_day: date | None
    until_day: date | None


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil; the number is unique in the whole file, sex is 男, 女 or None. ``club`` may name
    several with a comma between.
    """

    number: str
    name: str
    sex: str | None
    class_code: str
    seat: int | None
    dormitory: str | None
    guardian_phone: str | None
    bus: str | None = None
    club: str | None = None


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A known absence of a pupil or of a member of staff; both days count, None is open."""

    code: str
    of: Literal["pupil", "person"]
    kind: Literal["isolation", "leave"]
    from_day: date | None
    until_day: date | None


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """Who is asked for a class instead of its head teacher (代班); both days count."""

    class_code: str
    person_code: str
    from_day: date | None
    until_day: date | None


@dataclass(frozen=True, slots=True)
class AliasRow:
    """Another name (别名) by which a teacher may call a unit of the own school."""

    unit_code: str
    alias: str


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster without a fault: every code exists, every period runs forwards.

    Units stand parents first; everything else stands in the file's order.
    """

    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    memberships: tuple[MembershipRow, ...]
    pupils: tuple[PupilRow, ...]
    absences: tuple[AbsenceRow, ...]
    substitutes: tuple[SubstituteRow, ...]
    aliases: tuple[AliasRow, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right, or to know; views hold the sentence for ``code``."""

    sheet: str
    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judging found: a roster, or every problem of the file in the file's order.

    Notes do not stop an import (an ignored column, a class without a head teacher).
    """

    roster: RosterFile | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

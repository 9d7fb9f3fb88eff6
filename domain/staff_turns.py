"""任命 and 离任: who holds a role from a day on, and what ends when somebody leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.coming_days import Coming, find_coming
from domain.errors import ChenjianError
from domain.roster import OPEN_UNTIL, Duty, Role, UnitKind
from domain.roster_columns import ROLE_PLACES, ROLES
from domain.roster_difference import DutyChange
from domain.roster_periods import joined, until

Days = tuple[Period, ...]


class RoleNotHere(ChenjianError):
    """A role that cannot be held on a unit of this kind."""


class NothingEnds(ChenjianError):
    """Somebody (``name``) holds no duty here that could end."""


def offered(kind: UnitKind, *, below: bool = False) -> tuple[Role, ...]:
    """The roles that may be given in the chat on a unit of this kind, or also on those below it."""
    kinds = tuple(UnitKind)
    places = set(kinds[kinds.index(kind) :]) if below else {kind}
    given = (role for role in Role if role not in (Role.SUBSTITUTE, Role.STAFF, Role.LIAISON))
    return tuple(role for role in given if places & ROLE_PLACES.get(role, frozenset()))


def appointed(
    known: Mapping[str, Days], person: str, role: Role, day: date, *, beside: bool
) -> dict[str, tuple[Days, Days]]:
    """The holders of a role on a unit by person's code, before and after; only who changes.

    A class has one head teacher: the one before holds it until the day before, unless the new one
    comes ``beside``. Other roles may have several holders.
    """
    changed = {}
    for code in dict.fromkeys((*known, person)):
        before = known.get(code, ())
        after = before
        if code == person:
            after = joined([*before, Period(day, OPEN_UNTIL)])
        elif role is Role.HEAD_TEACHER and not beside:
            after = until(before, day)
        if after != before:
            changed[code] = (before, after)
    return changed


def resigned(
    person: str, duties: Iterable[tuple[Duty, Period]], day: date
) -> tuple[DutyChange, ...]:
    """Every one of these duties ends the day before ``day``."""
    held: dict[tuple[Role, str], Days] = {}
    for duty, period in duties:
        key = (duty.role, duty.unit.code)
        held[key] = (*held.get(key, ()), period)
    return tuple(
        DutyChange(person, role, code, before, until(before, day))
        for (role, code), before in held.items()
        if until(before, day) != before
    )


@dataclass(frozen=True, slots=True)
class Appointment:
    """What was typed of an appointment: every part may be missing."""

    name: str
    phone: str | None
    role: Role | None
    coming: Coming | None


def read_appointment(raw: str, today: date) -> Appointment:
    """``王新 13800001111 班主任 12月1日起`` in any order. Raises UnreadableDay."""
    phone, role = None, None
    days = find_coming(raw.translate(_PLAIN_WIDTH), today)
    text = days.rest  # without the days, whose figures could stand behind those of a phone
    found = _PHONE.search(text)
    if found is not None:
        phone = found[0]
        text = text[: found.start()] + " " + text[found.end() :]
    for word, one in _WORDS:
        if word in text.casefold():
            at = text.casefold().index(word)
            role, text = one, _TAKES.sub("", text[:at]) + " " + text[at + len(word) :]
            break
    name = " ".join(_AROUND.sub(" ", text).split())
    return Appointment(name, phone, role, days.coming)


_PLAIN_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_PHONE = re.compile(r"(?<![A-Za-z\d])\+?\d[\d -]{5,18}\d(?![A-Za-z\d])")
_TAKES = re.compile(r"(?:担任|任命为|任|为)$")
"""Right before a role; anywhere else 任 and 为 belong to a name."""
_AROUND = re.compile(
    r"姓名\s*:?|电话\s*:?|手机号?\s*:?|(?<!\w)新老师|老师|[,，、;；。:：()]|担任|任命"
    r"|(?<!\w)[任为](?!\w)|(?i:\b(?:name|phone|mobile|tel)\b)"
    r"|\b(?:as|of|for|from|in|on|the|is|becomes|new|teacher)\b"
)
"""What stands around a name. Small words only in small letters: On and New are names as well."""
_WORDS = sorted(
    (
        (spelling, Role(word))
        for word, spellings in ROLES.items()
        for spelling in (word, word.replace("_", " "), *spellings)
        if word != Role.STAFF
    ),
    key=lambda one: len(one[0]),
    reverse=True,
)


@dataclass(frozen=True, slots=True)
class StaffTurnFacts:
    """An appointment or resignation as it is told.

    ``begins`` is the duty that is taken up, ``ends`` those that end, each with whose it is.
    ``headless`` are classes without a head teacher from ``day`` on, each with who is asked then.
    """

    person_id: int | None
    name: str
    phone: str | None
    day: date
    begins: Duty | None = None
    ends: tuple[tuple[str, Duty], ...] = ()
    others: tuple[str, ...] = ()
    headless: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reached: bool = False
    by: str = ""

"""The worst a card may have to show: long names, large ids, everything said of everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.check_in import Absence, CheckIn, Entry, Finding, FindingKind, Symptom, Travel, Where
from domain.choice import LIMIT, base36
from domain.class_day import ClassDay
from domain.message import Message
from domain.open_pupil import OpenPupil
from domain.roster import Pupil
from tests.clock import instant
from views.fitting import size
from views.review import Review

DAY = date(2026, 11, 23)
LARGE = 2**53 - 100
LONG = "𬱖" * 64
"""As long a name as a roster may hold, each character two of Telegram's units."""
EVERYTHING = Entry(
    temperature=4199,
    said="41.99",
    symptoms=tuple(Symptom),
    absence=Absence.OTHER,
    where=Where.HOSPITAL,
    travel=Travel(place="瑞" * 40, first=date(2026, 11, 1), last=DAY),
)
FINDINGS = tuple(
    Finding(kind=FindingKind.SYMPTOM, symptom=symptom, where=Where.HOSPITAL) for symptom in Symptom
)


def pupils(count: int = 60, name: str = LONG) -> list[Pupil]:
    """So many pupils of the same long name, all in isolation."""
    return [
        Pupil(LARGE + n, f"{n:064}", name, "男", 10_000 + n, away="isolation") for n in range(count)
    ]


def class_day(open_pupils: int = 0, enrolled: int = 60) -> ClassDay:
    """A class of a long name, everybody known to be away."""
    return ClassDay(
        round_id=LARGE,
        revision=LARGE,
        class_name=LONG,
        day=DAY,
        cut_off_ms=instant("09:00"),
        enrolled=enrolled,
        isolated=enrolled // 2,
        on_leave=enrolled - enrolled // 2,
        open_pupils=tuple(OpenPupil(LARGE + n, str(n), LONG, FINDINGS) for n in range(open_pupils)),
    )


def review(of: Sequence[Pupil]) -> Review:
    """Everything said of all of them, and of the teacher."""
    said = CheckIn(
        pupils={pupil.id: EVERYTHING for pupil in of}, staff={LARGE: EVERYTHING}, class_max=4200
    )
    names = {f"p{base36(pupil.id)}": pupil.name for pupil in of}
    return Review(said, {**names, f"s{base36(LARGE)}": LONG}, 3730, of)


def payloads(message: Message) -> Iterator[str]:
    rows = message.keyboard.rows if message.keyboard is not None else ()
    for row in rows:
        for button in row:
            assert button.payload is not None
            yield button.payload


def fits(message: Message) -> None:
    """Telegram's limits: 4,096 characters, 100 buttons, 8 to a row, 64 bytes, no empty label."""
    assert 0 < size(message.text.plain) <= 4096
    assert len(list(payloads(message))) <= 100
    assert all(len(payload.encode()) <= LIMIT for payload in payloads(message))
    rows = message.keyboard.rows if message.keyboard is not None else ()
    assert all(0 < len(row) <= 8 and all(button.label for button in row) for row in rows)

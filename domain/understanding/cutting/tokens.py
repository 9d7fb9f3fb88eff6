"""The pieces of a sentence: what each is, how it was typed, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calendar import Period
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.writing import is_han

_AT_SCHOOL = ("校", "学", "课", "园", "班", "教室", "school", "class", "lesson", "desk")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a sentence: what it is, how it was typed, and what it holds.

    ``value`` by kind: NAME a Reference; COUNT and NUMBER an int; RATIO two ints; FIGURE a Figure;
    DAYS a Period or None; ORDINAL an int; SYMPTOM, DISEASE, WHERE the enum; ABSENT the enum with
    whether the reason is known; PLACE its text; STAY the days between the
    first and the last.
    """

    kind: Kind
    text: str
    value: object = None


SIGNS = {
    "\n": Kind.STOP, "。": Kind.STOP, ";": Kind.STOP, "!": Kind.STOP, ".": Kind.STOP,
    "[": Kind.OPEN, "]": Kind.CLOSE,
    ",": Kind.COMMA, "、": Kind.LIST, "+": Kind.LIST, "&": Kind.LIST, "/": Kind.LIST,
    "|": Kind.COMMA, ":": Kind.COLON, "(": Kind.OPEN, ")": Kind.CLOSE, " ": Kind.SPACE,
    "?": Kind.MARK, "-": Kind.SPACE, "~": Kind.SPACE, "·": Kind.SPACE, "*": Kind.SPACE,
    "_": Kind.SPACE, "'": Kind.SPACE, "•": Kind.SPACE, "^": Kind.SPACE,
    "・": Kind.SPACE, "#": Kind.SPACE, "@": Kind.SPACE,
    "→": Kind.COLON, "<": Kind.OPEN, ">": Kind.CLOSE,
}  # fmt: skip
PREPOSITIONS = frozenset({Kind.FROM, Kind.TO, Kind.VIA, Kind.IN})
SILENT = frozenset({Kind.SPACE, Kind.FILLER, Kind.DAYS, Kind.TITLE})
CARRIES = SILENT | {*(Kind.COLON, Kind.OPEN, Kind.LIST, Kind.NAME, Kind.EACH, Kind.TEMPERATURE)}
"""What may stand between a name and what is said of it."""
ILL = frozenset({Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE})
ILL_OR_AWAY = ILL | {Kind.ABSENT}
TRAVELS = frozenset({Kind.FROM, Kind.TO, Kind.VIA, Kind.IN, Kind.PLACE, Kind.BACK, Kind.TRIP})
"""What tells of a journey."""
COUNTED = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SOMEBODY})
"""Pupils without a name: 三个, 有人."""
SOMEBODY_ELSE = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.REST, Kind.ALL, Kind.STOP})
"""Behind these nothing more is told of the one before."""
SAYS = frozenset(
    {
        *(Kind.FIGURE, Kind.FEVER, Kind.HOT, Kind.COOLED, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT),
        *(Kind.UNREACHABLE, Kind.WHERE, Kind.UNMEASURED, Kind.LEFT, Kind.FROM, Kind.TO, Kind.VIA),
        *(Kind.BACK, Kind.AWAY_STILL, Kind.TRIP),
    }
)
"""What can be said of one pupil."""
HEADED = frozenset(
    {
        *(Kind.FEVER, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.TRIP, Kind.UNMEASURED),
        *(Kind.WHERE, Kind.ABNORMAL, Kind.UNREACHABLE),
    }
)
"""What may stand before the names it is said of: 病假：张三、李四."""
NOTHING = frozenset(["没有", "没", "no", "none", "无", "没得", "莫得"])
DONE = ("了", "的", "过")
NOW = frozenset(["现在", "目前", "现", "now"])


def joined(tokens: Sequence[Token]) -> list[Token]:
    """Unknown characters side by side are one stretch, and unknown words with a space between."""
    found: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.UNKNOWN or not found:
            found.append(token)
        elif found[-1].kind is Kind.UNKNOWN and _same_script(found[-1].text, token.text):
            found[-1] = Token(Kind.UNKNOWN, found[-1].text + token.text)
        elif (
            len(found) > 1
            and found[-1].kind is Kind.SPACE
            and found[-2].kind is Kind.UNKNOWN
            and found[-2].text[-1:].isascii()
            and token.text[:1].isascii()
        ):
            found[-2:] = [Token(Kind.UNKNOWN, f"{found[-2].text} {token.text}")]
        else:
            found.append(token)
    return found


def _same_script(one: str, other: str) -> bool:
    return is_han(one[-1]) == is_han(other[0])


def reference(token: Token) -> Reference:
    """Whom a NAME token means."""
    if not isinstance(token.value, Reference):
        raise TypeError(token.kind)
    return token.value


def days_of(token: Token) -> Period | None:
    """The days that a piece names; None where it names none, or none that are known: 最近."""
    return token.value if isinstance(token.value, Period) else None


def is_leave(token: Token) -> bool:
    """请假, 事假, on leave: a word for the leave itself."""
    return "假" in token.text or "leave" in token.text.casefold()


def names_school(token: Token) -> bool:
    """到校, back at school, and not 来了: whether the place is named too."""
    return any(place in token.text.casefold() for place in _AT_SCHOOL)


def whole(token: Token) -> int:
    """The number of a COUNT, NUMBER or ORDINAL token."""
    if not isinstance(token.value, int):
        raise TypeError(token.kind)
    return token.value


def whole_of(token: Token) -> int | None:
    """The number of a piece that may count heads."""
    if isinstance(token.value, Figure):
        return token.value.whole
    return token.value if isinstance(token.value, int) else None

"""How much, how many and when, each known by its shape: 45/43, 3人, 昨天, 第二, 8:30, 36.5."""

from __future__ import annotations

import re

from domain.understanding.context import ClassContext
from domain.understanding.cutting import figures as fig
from domain.understanding.cutting.days import days_at
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.numbers import number_at
from domain.understanding.cutting.shapes import lasting_at
from domain.understanding.cutting.tokens import Token
from domain.understanding.writing import is_han

_COUNTS = frozenset("一二三四五六七八九十两俩仨零〇几")
"""What a count in characters begins with."""
_PERCENT = re.compile(r"\d+(?:\.\d+)?\s?%")


def amount_at(text: str, at: int, class_: ClassContext) -> tuple[int, Token] | None:
    """A count, a day, how long something lasted, an ordinal, a time of day or a figure."""
    if found := _percent_or_ratio_at(text, at, class_) or _count_at(text, at):
        return found
    if day := days_at(text, at, class_):
        return day[0], Token(Kind.DAYS, text[at : at + day[0]], day[1])
    if lasting := lasting_at(text, at):
        return lasting
    if ordinal := fig.ORDINAL.match(text, at):
        n = fig.numeral(ordinal["marked"] or ordinal["bare"])
        return len(ordinal[0]), Token(Kind.ORDINAL, ordinal[0], n)
    if not is_han(text[at]) and (clock := fig.CLOCK.match(text, at)):
        return len(clock[0]), Token(Kind.FILLER, clock[0])
    return number_at(text, at, class_.plausible)


def _percent_or_ratio_at(text: str, at: int, class_: ClassContext) -> tuple[int, Token] | None:
    """45/43 of heads; what 95% is of, nobody knows here."""
    if not text[at].isdigit():
        return None
    if percent := _PERCENT.match(text, at):
        return len(percent[0]), Token(Kind.UNKNOWN, percent[0])
    ratio = fig.RATIO.match(text, at)
    if ratio is None:
        return None
    both = (int(ratio["one"]), int(ratio["two"]))
    if not _is_of_heads(*both, class_):
        return None
    return len(ratio[0]), Token(Kind.RATIO, ratio[0], both)


def _is_of_heads(one: int, two: int, class_: ClassContext) -> bool:
    """45/43 counts heads; 11/20 is a day unless the class has as many."""
    size = class_.enrolled
    return max(one, two) in (size, size - class_.away) or min(one, two) > 12


def _count_at(text: str, at: int) -> tuple[int, Token] | None:
    """好几个, 3人, 俩, two pupils."""
    sign = text[at]
    if is_han(sign) and sign not in _COUNTS:
        return None
    if vague := fig.VAGUE_COUNT.match(text, at):
        return len(vague[0]), Token(Kind.SOMEBODY, vague[0])
    if count := fig.COUNT.match(text, at):
        n = fig.numeral(count["digits"] or count["han"])
        return len(count[0]), Token(Kind.COUNT, count[0], n)
    few = (fig.PAIR if is_han(sign) else fig.ENGLISH_COUNT).match(text, at)
    if few:
        raw = few.groupdict().get("n") or few[0][0]
        return len(few[0]), Token(Kind.COUNT, few[0], fig.numeral(raw))
    return None

"""The names of classes in a sentence: the class that is meant, and any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from domain.understanding.cutting.english_classes import english_class_at
from domain.understanding.cutting.figures import numeral
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token
from domain.understanding.writing import is_han, same_spelling

_N = r"\d{1,2}|[一二三四五六七八九十]{1,2}"
_ANY_CLASS = re.compile(
    rf"(?P<stage>[初高])?(?P<grade>[一二三四五六七八九]|[1-9])\s?(?P<year>年级|年)?\s?[(.]?\s?(?P<number>{_N})\s?\)?\s?班(?!同学|的同学)"
    rf"|(?P<stage2>[初高])?(?P<grade2>[一二三四五六七八九]|[1-9])\s?(?:年级|年)?\s?\(\s?(?P<number2>{_N})\s?\)"
    rf"|(?P<stage3>[初高])?(?P<grade3>[一二三四五六七八九]|[1-9])年级\s?\(?(?P<number3>{_N})\)?(?![\d.个人名位])"
    r"|(?:class|grade)\s(?P<grade4>[1-9])\s?[.(-]\s?(?P<number4>\d{1,2})\)?(?!\d)",
    re.IGNORECASE,
)
_VAGUE_CLASS = re.compile(
    r"(?:[一二三四五六七八九]|[1-9])年级|[大中小](?:一|二|三|四|五|六|[1-9])?班|隔壁班|隔壁|别的班|其他班|别班"
    rf"|(?P<number>{_N})班|class\s\d{{1,2}}(?!\d)|grade\s\d{{1,2}}(?!\d)|(?:the\s)?other class"
    r"|(?:the\s)?class next door|next door",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[一二三四五六七八九]\d{1,2}(?![\d.人个名位号日月度点%/岁班级])")
"""五1, where the class itself is called so: 五2."""
_DIGITS = re.compile(r"[1-9][.-]\d{1,2}(?=[\s:,、]*[^\d\s.,度:、])")
_SIGNS = frozenset("初高一二三四五六七八九十大中小隔别其")
"""What the name of a class begins with, if not with a digit or a letter."""
_STAGES = {"初": 6, "高": 9}


@lru_cache(maxsize=64)
def class_names(names: tuple[str, ...]) -> ClassNames:
    """The patterns of a class's names, made once."""
    return ClassNames(names)


class Whose(StrEnum):
    """Whose line it is, by the class that it begins with."""

    OURS = "ours"
    THEIRS = "theirs"
    NOBODY = "nobody"


class ClassNames:
    """Knows the class's own name however it is written: 五(2)班, 五年二班, 5.2, 502."""

    def __init__(self, names: Sequence[str]) -> None:
        numeric, plain = [], []
        for name in names:
            spelt = same_spelling(name)
            if spelt.isdigit():
                numeric.append(spelt)
            elif spelt:
                plain.append(r"[\s().年级第]{0,3}".join(map(re.escape, spelt)))
        either = "|".join(sorted(plain, key=len, reverse=True)) or "(?!)"
        self._own = re.compile(rf"(?:{either})\)?班?(?!\d)", re.IGNORECASE)
        self._own_signs = {name[0] for name in map(same_spelling, names) if name}
        digits = "|".join("[-.()]{0,2}".join(name) + r"\)?" for name in numeric) or "(?!)"
        # 701 and 7.1 are figures too: a class only where they begin the words.
        self._own_digits = re.compile(rf"(?:{digits})(?:班|(?=[\s:,、]*[^\d\s.,人个名/度:、]))")
        self._only_digits = re.compile(rf"(?:{digits})$")
        self._short = any(map(_SHORT.fullmatch, map(same_spelling, names)))
        self._numbers = {pair for name in names if (pair := _numbers(same_spelling(name) + "班"))}

    def own_at(self, text: str, at: int, *, first: bool) -> tuple[int, Token] | None:
        """The class's own name; in digits alone only where it is the ``first`` of the words."""
        own = self._own.match(text, at) if text[at].casefold() in self._own_signs else None
        if own is None and first:
            own = self._own_digits.match(text, at)
            if own is None and text[:at].rstrip().endswith((" in", " for", " of")):
                own = self._only_digits.match(text, at)  # all clear in 5.2
        if own is None or not own[0]:
            return None
        return len(own[0]), Token(Kind.OWN_CLASS, own[0])

    def at(self, text: str, at: int) -> tuple[int, Token] | None:
        """Any class that is named here: this one, written in another way, or another one."""
        if spoken := english_class_at(text, at):
            length, pair = spoken
            kind = Kind.OWN_CLASS if pair in self._numbers else Kind.OTHER_CLASS
            return length, Token(kind, text[at : at + length])
        if is_han(text[at]) and text[at] not in _SIGNS:
            return None
        if self._short and (short := _SHORT.match(text, at)) and _apart(text, at):
            return len(short[0]), Token(Kind.OTHER_CLASS, short[0])
        found = _ANY_CLASS.match(text, at)
        if found is not None and not text.startswith("度", found.end()):
            own = _pair(found) in self._numbers
            return len(found[0]), Token(Kind.OWN_CLASS if own else Kind.OTHER_CLASS, found[0])
        found = _VAGUE_CLASS.match(text, at)
        if found is None or text.startswith("度", found.end()):
            return None
        number = found["number"]
        own = number is not None and numeral(number) in {own for _, own in self._numbers}
        return len(found[0]), Token(Kind.OWN_CLASS if own else Kind.OTHER_CLASS, found[0])

    def whose(self, line: str, at: int) -> tuple[Whose, int]:
        """Whose line it is by the name it begins with, and where that name ends."""
        if at >= len(line):
            return Whose.NOBODY, at
        if own := self.own_at(line, at, first=True):
            return Whose.OURS, at + own[0]
        if digits := _DIGITS.match(line, at):
            return Whose.THEIRS, digits.end()
        found = self.at(line, at)
        if found is None or _VAGUE_CLASS.fullmatch(found[1].text):
            return Whose.NOBODY, at
        ours = found[1].kind is Kind.OWN_CLASS
        return Whose.OURS if ours else Whose.THEIRS, at + found[0]


def _apart(text: str, at: int) -> bool:
    return not at or not text[at - 1].isalnum()


def _numbers(name: str) -> tuple[int, int] | None:
    found = _ANY_CLASS.match(name)
    return _pair(found) if found else None


def _pair(found: re.Match[str]) -> tuple[int, int]:
    """Grade and number; 初一 is the seventh grade."""
    parts = [found[f"grade{n}"] for n in ("", 2, 3, 4)]
    which = next(n for n, part in zip(("", 2, 3, 4), parts, strict=True) if part)
    stage = found[f"stage{which}"] if which != 4 else None
    grade = numeral(found[f"grade{which}"]) + (_STAGES[stage] if stage else 0)
    return grade, numeral(found[f"number{which}"])

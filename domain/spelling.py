"""How people spell the names of classes and pupils, and finding who is meant; never a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from domain.roster import Pupil

T = TypeVar("T")


def plain(raw: str) -> str:
    """Letters, digits and characters only, in plain width and small: ``七（１）班`` is ``七1班``.

    Brackets, dots and spaces make no difference: 阿依古丽・买买提 is 阿依古丽·买买提.
    """
    normal = unicodedata.normalize("NFKC", raw).casefold()
    return "".join(sign for sign in normal if sign.isalnum())


def after_name(words: str, name: str) -> str | None:
    """What follows a name at the beginning of the words, None where they begin otherwise.

    ``五（2）班正常`` after ``五(2)班`` is ``正常``; 701 does not begin 70136.5.
    """
    wanted, read = plain(name), ""
    if not wanted:
        return None
    for place, sign in enumerate(words):
        read += plain(sign)
        if not wanted.startswith(read):
            return None
        if read == wanted:
            rest = words[place + 1 :]
            if read[-1].isdigit() and rest[:1].isdigit():
                return None
            return _without_marks(rest)
    return None


def _without_marks(rest: str) -> str:
    """Brackets, commas and colons between a name and what is said of it are nobody's words."""
    for place, sign in enumerate(rest):
        if sign.isalnum():
            return rest[place:].rstrip()
    return ""


def named_first(words: str, named: Iterable[tuple[T, Iterable[str]]]) -> tuple[T | None, str]:
    """Whose name the words begin with, and what follows it; the longest name counts.

    Gives None with all the words where nobody is named, or two by the same name.
    """
    best: dict[int, list[tuple[T, str]]] = {}
    for what, names in named:
        fitting = [(len(plain(name)), rest) for name in names
                   if (rest := after_name(words, name)) is not None]  # fmt: skip
        if fitting:
            length, rest = max(fitting)
            best.setdefault(length, []).append((what, rest))
    longest = best[max(best)] if best else []
    return longest[0] if len(longest) == 1 else (None, words)


def called(pupils: Sequence[Pupil], raw: str) -> list[Pupil]:
    """The pupils somebody may mean by a name, a number or a seat; several are asked back.

    A name goes before a seat: only who is called by nothing else is looked for by the seat.
    """
    wanted = plain(raw)
    if not wanted:
        return []
    by_name = [pupil for pupil in pupils if wanted in (plain(pupil.name), plain(pupil.number))]
    if by_name:
        return by_name
    spoken = wanted.removesuffix("同学")
    if spoken != wanted:
        return [pupil for pupil in pupils if plain(pupil.name) == spoken]
    seat = wanted.removesuffix("号").removesuffix("座")
    return [pupil for pupil in pupils if pupil.seat is not None and str(pupil.seat) == seat]

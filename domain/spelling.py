"""How people spell the names of classes and pupils, and finding who is meant; never a guess."""

from __future__ import annotations

import re
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


_TOWARDS = re.compile(r"(?:[转调搬升插分]?[到至入进]|[转调去在由从])$")


def named_within(
    words: str, named: Iterable[tuple[T, Iterable[str]]]
) -> tuple[list[tuple[T, ...]], str]:
    """Everything that words name anywhere, in order, and the words without those names.

    A longer name goes before one within it. Things of one name stand together: which of them is
    meant has to be asked. 701 is not named in 13870100. 到 before a name goes with it, lest it be
    read with what follows: 转到三年级1班 明天.
    """
    signs = [(letter, place) for place, sign in enumerate(words) for letter in plain(sign)]
    text = "".join(letter for letter, _ in signs)
    owners: dict[str, list[T]] = {}
    for what, names in named:
        for name in {plain(name) for name in names} - {""}:
            owners.setdefault(name, []).append(what)
    taken: dict[int, tuple[int, tuple[T, ...]]] = {}
    for name in sorted(owners, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            free = all(end <= begin or at >= stop for begin, (stop, _) in taken.items())
            if free and not _runs_on(text, at, end):
                taken[at] = (end, tuple(dict.fromkeys(owners[name])))
            at = text.find(name, at + 1)
    rest, place = "", 0
    for begin, (end, _) in sorted(taken.items()):
        rest += _TOWARDS.sub("", words[place : signs[begin][1]]) + " "
        place = _past(words, signs[end - 1][1] + 1)
    found = [what for _, (_, what) in sorted(taken.items(), key=lambda one: one[0])]
    return found, " ".join((rest + words[place:]).split())


def _runs_on(text: str, at: int, end: int) -> bool:
    """Whether digits or letters of one word go on before or after: 701 in 13870100."""
    return any(
        first.isascii() and second.isascii() and first.isdigit() == second.isdigit()
        for first, second in ((text[at - 1 : at], text[at]), (text[end - 1], text[end : end + 1]))
        if first and second
    )


def _past(words: str, place: int) -> int:
    """Brackets that close a name belong to it."""
    while place < len(words) and words[place] in "）)】]":
        place += 1
    return place

"""Who is meant by a name: the class's roster, read forgivingly and never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from domain.roster import Pupil
from domain.understanding.context import Likeness
from domain.understanding.cutting.half_spelt import half_spelt
from domain.understanding.cutting.known_names import KnownName
from domain.understanding.cutting.name_forms import (
    LONGEST_NAME,
    MISSING,
    form_of,
    holes_of,
    in_characters,
    is_cut,
    surnamed,
)
from domain.understanding.cutting.sounds import Sounds
from domain.understanding.writing import is_han, same_spelling, written

_HOLE = re.compile(rf".{{0,10}}[{re.escape(MISSING)}]", re.IGNORECASE)
NEAR = 0.92
"""How alike two spellings in Latin letters have to be to be offered; it is always asked back."""
LATIN_WORDS = 4
REMEMBERED = 500
"""Stretches of a class's messages whose meaning is kept."""
_LATIN = re.compile(r"(?P<letters>[a-z]+(?:['-][a-z]+)*)[ ]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name as typed and whom it may mean; not ``sure`` where the match is to be confirmed."""

    raw: str
    candidates: tuple[Pupil, ...]
    sure: bool = True

    @property
    def pupil(self) -> Pupil | None:
        """Who is meant, where that is one pupil only."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    def narrowed(self, keep: Callable[[Pupil], bool]) -> Reference:
        """The same name with only the candidates of this sex, seat or number."""
        return replace(self, candidates=tuple(filter(keep, self.candidates)))


class Roll:
    """The names of one class, and finding a name in a sentence or a sentence's leftover."""

    def __init__(self, pupils: Sequence[Pupil], likeness: Likeness) -> None:
        self.likeness = likeness
        self._sounds = Sounds(likeness)
        self._known = [KnownName.of(pupil) for pupil in pupils]
        self._by_name = _grouped((one.name, one.pupil) for one in self._known)
        self._by_given = _grouped(
            (one.given, one.pupil) for one in self._known if len(one.given) > 1
        )
        self._by_number = {same_spelling(p.number): p for p in pupils if p.number}
        self._by_seat = _grouped((str(p.seat), p) for p in pupils if p.seat is not None)
        forms = sorted({form_of(written(one.pupil.name)) for one in self._known}, key=len)
        self._exact = re.compile("|".join(reversed(forms)) or "(?!)", re.IGNORECASE)
        holes = sorted({hole for one in self._known for hole in holes_of(one.name)}, key=len)
        self._holed = re.compile("|".join(reversed(holes)) or "(?!)", re.IGNORECASE)
        self._resolved: dict[str, Reference] = {}
        self._letters_of: dict[str, set[str]] | None = None
        self._firsts = {one.name[0] for one in self._known if one.name}
        self._openings: dict[str, list[KnownName]] = {}
        for one in self._known:
            for sound in likeness.sounds(one.name[:1]) if one.name else ():
                self._openings.setdefault(sound, []).append(one)

    def exact(self, text: str, at: int) -> tuple[int, Reference] | None:
        """The longest full name of the class that stands here, and how long it is as typed."""
        if text[at].casefold() not in self._firsts:
            return None
        found = self._exact.match(text, at)
        if found is None or is_cut(text, found.start(), found.end()):
            return None
        raw = found[0]
        spelt = same_spelling(raw)
        pupils = self._by_name.get(spelt) or self._by_name.get(in_characters(spelt), ())
        return len(raw), Reference(raw, pupils)

    def latin(self, text: str, at: int) -> tuple[int, Reference] | None:
        """A whole name in Latin letters, in either order: An Quan, Sun Haoran, LiLei."""
        if self._letters_of is None:
            self._letters_of = self._whole_letters()
        letters, best = "", None
        end = at
        for _ in range(LATIN_WORDS):
            word = _LATIN.match(text, end)
            if word is None:
                break
            letters += word["letters"].casefold().replace("'", "").replace("-", "")
            last, end = word.end("letters"), word.end()
            names = self._letters_of.get(letters)
            if names and not text[last : last + 1].isalnum():
                best = last - at, Reference(text[at:last], self._called(names))
        return best

    def _whole_letters(self) -> dict[str, set[str]]:
        """Every name by its letters."""
        found: dict[str, set[str]] = {}
        for one in self._known:
            for spelt in self._sounds.whole_letters(one):
                found.setdefault(spelt, set()).add(one.name)
        return found

    def half_spelt(self, text: str, at: int) -> tuple[int, Reference] | None:
        """A name with a rare character typed by its sound: 李yan. It is asked back once."""
        if text[at].casefold() not in self._firsts:
            return None
        length, names = half_spelt(text, at, [one.name for one in self._known], self.likeness)
        if not names:
            return None
        return length, Reference(text[at : at + length], self._called(names), sure=False)

    def holed(self, text: str, at: int) -> tuple[int, Reference] | None:
        """A name with a sign that old lists print for a missing character: 陈□."""
        if text[at].casefold() not in self._firsts or not _HOLE.match(text, at + 1):
            return None
        found = self._holed.match(text, at)
        if found is None:
            return None
        pattern = re.compile(
            "".join("." if sign in MISSING else re.escape(sign) for sign in found[0])
        )
        fits = tuple(one.pupil for one in self._known if pattern.fullmatch(one.name))
        return len(found[0]), Reference(found[0], fits, sure=False)

    def number(self, digits: str) -> Reference | None:
        """A student number."""
        pupil = self._by_number.get(same_spelling(digits))
        return None if pupil is None else Reference(digits, (pupil,))

    def seat(self, seat: int) -> Reference:
        """A seat in the class; nobody where it is empty."""
        return Reference(f"{seat}号", self._by_seat.get(str(seat), ()))

    def called(self, given: str) -> Reference | None:
        """Whoever has this given name."""
        pupils = self._by_given.get(given)
        return Reference(given, pupils) if pupils else None

    def spoken(self, said: str) -> Reference | None:
        """Whoever has a whole name of this sound."""
        names = {one.name for one in self._known if self._sounds.alike(said, one.name)}
        return Reference(said, self._called(names)) if names else None

    def sounding(self, text: str, at: int) -> tuple[int, Reference] | None:
        """A name here that sounds like pupils of the class, or is a given name of theirs."""
        first = self.likeness.sounds(text[at])
        near = {one.name: one for sound in first for one in self._openings.get(sound, ())}
        characters = sum(1 for _ in takewhile(is_han, text[at : at + 4]))
        for length in range(characters, 1, -1):
            window = text[at : at + length]
            fits = [
                one
                for one in near.values()
                if len(one.name) == length and self._sounds.alike(window, one.name)
            ]
            if fits:
                names = {one.name for one in fits}
                return length, Reference(window, self._called(names), _same_surname(window, names))
            if window in self._by_given:
                return length, Reference(window, self._by_given[window])
        return None

    def resolve(self, raw: str) -> Reference:
        """Whom a stretch of unknown characters may mean; no candidates where nobody fits.

        The first of these that fits anybody decides: whole name, given name, one character
        missing, all but one character (which sounds or looks alike), 小 or 老 with a character,
        a surname with a title, Latin letters.
        """
        word = same_spelling(raw)
        if word in self._resolved:
            return replace(self._resolved[word], raw=raw)
        if len(self._resolved) >= REMEMBERED:
            self._resolved.clear()
        found = self._resolved[word] = self._resolve(raw, word)
        return found

    def _resolve(self, raw: str, word: str) -> Reference:
        sounds = self._sounds
        ways: list[Callable[[str, KnownName], bool]] = [
            lambda said, one: one.name == said,
            lambda said, one: said == one.given and len(said) > 1,
            lambda said, one: sounds.alike(said, one.name),
            lambda said, one: said == one.surname and len(said) > 1,
            lambda said, one: one.lacks_one(said),
            lambda said, one: any(sounds.alike(said, part) for part in one.parts),
            lambda said, one: sounds.one_wrong(said, one.name),
            lambda said, one: one.is_nicked(said),
            lambda said, one: sounds.latin(said, one, 1.0),
            lambda said, one: sounds.accented(said, one.name),
            lambda said, one: sounds.latin(said, one, NEAR),
        ]
        if 0 < len(word) <= LONGEST_NAME * 2:
            for way in ways:
                if names := {one.name for one in self._known if way(word, one)}:
                    sure = way not in ways[-2:] and _same_surname(word, names)
                    return Reference(raw, self._called(names), sure)
        return Reference(raw, ())

    def titled(self, raw: str) -> Reference:
        """A surname with a title: 张同学."""
        word = same_spelling(raw)
        fits = {one.name for one in self._known if word == one.surname}
        return Reference(raw, self._called(fits)) if fits else self.resolve(raw)

    def _called(self, names: set[str]) -> tuple[Pupil, ...]:
        return tuple(one.pupil for one in self._known if one.name in names)


def _same_surname(said: str, names: Iterable[str]) -> bool:
    """Whether nobody else can be meant: 许静怡 may be another child than 徐静怡."""
    return len(said) < 3 or not surnamed(said) or any(name[0] == said[0] for name in names)


def _grouped(pairs: Iterable[tuple[str, Pupil]]) -> dict[str, tuple[Pupil, ...]]:
    found: dict[str, tuple[Pupil, ...]] = {}
    for key, pupil in pairs:
        if key:
            found[key] = (*found.get(key, ()), pupil)
    return found

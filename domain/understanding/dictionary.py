"""The longest word of the lexicon that stands at a place of a text, Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.understanding.lexicon import LEXICON, LONGEST_PHRASE, Kind
from domain.understanding.places import PLACES
from domain.understanding.tokens import Token

AND = frozenset(["和", "跟", "与", "及", "以及", "或", "或者", "还有", "and", "or", "plus"]) | {
    "as well as"
}
_WORD = re.compile(r"[a-z]+(?:[-'.][a-z]+)*", re.IGNORECASE)


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By its first character, how long a word may be, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


_LENGTHS = _lengths((*LEXICON, *AND))
_PLACE_LENGTHS = _lengths(PLACES)


def known_word(word: str, raw: str) -> Token:
    kind, value = LEXICON[word]
    return Token(kind, raw, value)


def longest(text: str, at: int) -> str:
    """The longest Chinese word that begins here, empty where none does."""
    for length in _LENGTHS.get(text[at], ()):
        word = text[at : at + length]
        if word in LEXICON or word in AND:
            return word
    return ""


def longest_place(text: str, at: int) -> str:
    for length in _PLACE_LENGTHS.get(text[at], ()):
        if text[at : at + length] in PLACES:
            return text[at : at + length]
    return ""


def overlaps(text: str, at: int, length: int) -> bool:
    """Whether a word of two characters or more ends a likely name or reaches beyond it."""
    return any(
        len(word) > 1 and at + n + len(word) >= at + length
        for n in range(1, length)
        if (word := longest(text, at + n))
    )


def english(text: str, at: int) -> tuple[int, Token]:
    """The longest known phrase of English words here, else one unknown word."""
    spans = []
    place = at
    for _ in range(LONGEST_PHRASE):
        found = _WORD.match(text, place)
        if found is None:
            break
        spans.append((found[0].casefold(), found.end()))
        place = found.end()
        if text[place : place + 1] != " ":
            break
        place += 1
    for count in range(len(spans), 0, -1):
        phrase = " ".join(word for word, _ in spans[:count])
        end = spans[count - 1][1]
        for known in (phrase, phrase.removesuffix(".")):
            if known in AND:
                return end - at, Token(Kind.LIST, text[at:end])
            if known in LEXICON:
                return end - at, known_word(known, text[at:end])
            if known in PLACES:
                return end - at, Token(Kind.PLACE, text[at:end], text[at:end])
    word, end = spans[0]
    if word.endswith("'s"):
        end -= 2
        if word[:-2] in LEXICON:
            return end - at, known_word(word[:-2], text[at:end])
    return end - at, Token(Kind.UNKNOWN, text[at:end])

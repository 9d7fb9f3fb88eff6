"""The longest word of the lexicon that stands at a place of a text, Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.understanding.cutting.lexicon import LEXICON, LONGEST_PHRASE, Kind
from domain.understanding.cutting.places import PLACES
from domain.understanding.cutting.tokens import Token

AND = frozenset(
    ["和", "跟", "与", "及", "以及", "或", "或者", "还有", "and", "or", "plus", "n"]
) | {"as well as"}
_WORD = re.compile(r"[a-z]+(?:[-'.][a-z]+)*", re.IGNORECASE)


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By its first character, how long a word may be, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


_DENIALS = frozenset("无没未不")
_TELLING = frozenset(
    {
        *(Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.WHERE, Kind.FULL),
        *(Kind.UNMEASURED, Kind.UNREACHABLE, Kind.NORMAL, Kind.ABNORMAL, Kind.NO_TRAVEL, Kind.TRIP),
    }
)
_IN_TIME = frozenset(["得及", "得急", "的及", "不及"])
_LENGTHS = _lengths((*LEXICON, *AND))
_PLACE_LENGTHS = _lengths(PLACES)


def _misspellings() -> dict[str, set[str]]:
    """Words of five letters and more by what they are when one letter is left out."""
    found: dict[str, set[str]] = {}
    for word in LEXICON:
        if word.isascii() and word.isalpha() and len(word) > 4:
            for n in range(1, len(word)):
                found.setdefault(word[:n] + word[n + 1 :], set()).add(word)
    return found


_MISSPELT = _misspellings()


def _misspelt(word: str) -> str:
    """The one word that is meant where two letters changed places, or one is missing or doubled.

    Nothing that means another thing is read so: the first letter is right, and only one word of
    the lexicon fits.
    """
    if len(word) < 5 or not word.isalpha():
        return ""
    fits = set(_MISSPELT.get(word, ()))
    for n in range(1, len(word)):
        shorter = word[:n] + word[n + 1 :]
        doubled = word[n] == word[n - 1]
        if doubled and shorter in LEXICON:
            fits.add(shorter)
        swapped = word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :] if n > 1 else word
        if swapped in LEXICON and len(swapped) > 4:
            fits.add(swapped)
    kinds = {LEXICON[one] for one in fits}
    return min(fits) if len(kinds) == 1 else ""


def known_word(word: str, raw: str) -> Token:
    """A word of the lexicon as a piece of the sentence."""
    kind, value = LEXICON[word]
    return Token(kind, raw, value)


def longest(text: str, at: int) -> str:
    """The longest Chinese word that begins here, empty where none does.

    A word whose last character begins another word is left to it, where what stays is a word
    too: 都不舒服 is 都 and 不舒服.
    """
    word = _longest_known(text, at)
    if len(word) > 1 and word[:-1] in LEXICON:
        end = at + len(word)
        following = _longest_known(text, end - 1)
        beyond = _longest_known(text, end) if end < len(text) else ""
        tells = following in LEXICON and LEXICON[following][0] in _TELLING
        denies = word[:-1] in _DENIALS
        if tells and len(following) > len(beyond) + (not denies):
            return word[:-1]  # 都不舒服, 无病缺
    return word


def _longest_known(text: str, at: int) -> str:
    for length in _LENGTHS.get(text[at], ()):
        word = text[at : at + length]
        if (word in LEXICON or word in AND) and not _is_in_time(text, at, word):
            return word
    return ""


def _is_in_time(text: str, at: int, word: str) -> bool:
    """Whether a 来 that ends a word is that of 来得及: 今天没来得及量 is not 今天没来."""
    behind = at + len(word)
    return word[-1] == "来" and text[behind : behind + 2] in _IN_TIME


def longest_place(text: str, at: int) -> str:
    """The longest known place that begins here, empty where none does."""
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
    spans = _words_from(text, at)
    for count in range(len(spans), 0, -1):
        phrase = " ".join(word for word, _ in spans[:count])
        end = spans[count - 1][1]
        for known in (phrase, phrase.removesuffix(".")):
            if (piece := _phrase(known, text[at:end])) is not None:
                return end - at, piece
    word, end = spans[0]
    if meant := _misspelt(word):
        return end - at, known_word(meant, text[at:end])
    if word.endswith("'s"):
        end -= 2
        if word[:-2] in LEXICON:
            return end - at, known_word(word[:-2], text[at:end])
    return end - at, Token(Kind.UNKNOWN, text[at:end])


def _words_from(text: str, at: int) -> list[tuple[str, int]]:
    """The words from here on that may be one phrase, each with where it ends."""
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
    return spans


def _phrase(known: str, raw: str) -> Token | None:
    """What an English phrase is: and, a word of the lexicon or a place."""
    if known in AND:
        return Token(Kind.LIST, raw)
    if known in LEXICON:
        return known_word(known, raw)
    return Token(Kind.PLACE, raw, raw) if known in PLACES else None

"""Cutting a sentence into pieces: names first, then figures and days, then words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from domain.understanding.context import ClassContext
from domain.understanding.cutting.amounts import amount_at
from domain.understanding.cutting.asides import aside_at, clinic_says_at, left_out_at, stayed_at
from domain.understanding.cutting.body_en import body_at
from domain.understanding.cutting.causes import cause_at
from domain.understanding.cutting.class_names import class_names
from domain.understanding.cutting.classmates import classmate_at
from domain.understanding.cutting.crowd import crowd_at
from domain.understanding.cutting.dictionary import (
    AND,
    english,
    known_word,
    longest,
    longest_place,
    overlaps,
)
from domain.understanding.cutting.families import called_at, family_at
from domain.understanding.cutting.homophones import class_at
from domain.understanding.cutting.in_time import in_time_at
from domain.understanding.cutting.kin import family_tells_at, kin_at, told_at
from domain.understanding.cutting.lexicon import LEXICON, Kind
from domain.understanding.cutting.names import Reference, Roll
from domain.understanding.cutting.no_reply import no_reply_at
from domain.understanding.cutting.numbered import numbered_at
from domain.understanding.cutting.numbers import heads_at
from domain.understanding.cutting.own_people import own_people_at
from domain.understanding.cutting.searches import search_at
from domain.understanding.cutting.shapes import (
    address_at,
    again_at,
    better_at,
    complaint_at,
    hospital_at,
    leave_or_broken_at,
    not_full_at,
    silent_at,
    thing_fell_at,
)
from domain.understanding.cutting.short_leave import short_leave_at
from domain.understanding.cutting.spoken import spoken_at
from domain.understanding.cutting.stays import stay_at
from domain.understanding.cutting.stickers import sticker_at
from domain.understanding.cutting.stretches import Stretches
from domain.understanding.cutting.tokens import PREPOSITIONS, SIGNS, SILENT, Token, joined
from domain.understanding.cutting.unnamed import unnamed_at
from domain.understanding.cutting.warm_en import warm_at
from domain.understanding.writing import is_han, same_spelling

_OPENING = SILENT | {Kind.COURTESY, Kind.COMMA, Kind.STOP}
"""What may stand before the class's name: 早，5.2 全班正常."""
_OF_CLASS = frozenset(["in", "of", "for", "class", "from"])
"""All good in 5.2: what stands here is the class."""
_OF_A_CLASS = re.compile(r"(?:for|from|of|in) class", re.IGNORECASE)
_DIGIT = re.compile(r"\s?\d")
_POSSESSIVE = re.compile(r"'s\b", re.IGNORECASE)
_BOUND = re.compile(r"[<≤>≥]=?\s?\d")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{2,30}", re.IGNORECASE)
# Every figure, count and day begins with one of these; the rest need not be looked at closely.
_SHAPED = frozenset(
    "0123456789#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "一二三四五六七八九十两俩仨零〇半今昨前明后大本这上周星礼凌国五元春清端中劳双最近放假寒暑几隔下别初高休过等小学座编在整第宿寝房男女好寻琴听坐歇缓停等静"
)


class Cutter:
    """Cuts the words of one class; holds what is known of its names."""

    def __init__(self, class_: ClassContext, roll: Roll) -> None:
        self._class = class_
        self._roll = roll
        self._stretches = Stretches(roll)
        self._names = class_names(tuple(class_.names))

    def cut(self, text: str) -> tuple[Token, ...]:
        """The pieces of a text in plainer words (domain.understanding.wording)."""
        found: list[Token] = []
        at = 0
        while at < len(text):
            length, token = self._at(text, at, found)
            found.append(token)
            at += max(length, 1)
        return self._stretches.named(joined(found))

    def _at(self, text: str, at: int, before: Sequence[Token]) -> tuple[int, Token]:
        if found := self._name_at(text, at) or self._phrase_at(text, at, before):
            return found
        sign = text[at]
        shaped = self._shape(text, at) if sign in _SHAPED else None
        if shaped is None and (heads := heads_at(text, at, before)):
            return heads
        shaped = shaped or spoken_at(text, at, before, self._class.plausible)
        word = longest(text, at)
        if shaped is not None and len(word) <= shaped[0]:
            return shaped
        other_sign = not is_han(sign) and not sign.isascii()
        if word and (other_sign or sign.isdigit()):
            return len(word), known_word(word, word)
        if is_han(sign):
            return self._han(text, at, before, word)
        return self._sign_or_english(text, at)

    def _name_at(self, text: str, at: int) -> tuple[int, Token] | None:
        """A pupil's name, unless a longer word begins here."""
        named = self._roll.exact(text, at) or self._roll.half_spelt(text, at)
        named = named or self._roll.holed(text, at)
        if named is None or len(longest(text, at)) > named[0]:
            return None
        return named[0], Token(Kind.NAME, named[1].raw, named[1])

    def _phrase_at(self, text: str, at: int, before: Sequence[Token]) -> tuple[int, Token] | None:
        """A sticker, the class's name, a student number: what goes before figures and words."""
        if sticker := sticker_at(text, at):
            return sticker
        first = text[at].isdigit() and _is_first(before)
        if own := self._names.own_at(text, at, first=first):
            return own
        if told := self._code(text, at) or search_at(text, at) or own_people_at(text, at):
            return told
        if fell := thing_fell_at(text, at):
            return fell
        if numbered := numbered_at(text, at, self._roll, self._class.enrolled):
            return numbered
        if classmate := classmate_at(text, at, before) or unnamed_at(text, at):
            return classmate
        if (stay := stay_at(text, at, before)) and len(longest(text, at)) < stay[0]:
            return stay
        if (left_out := left_out_at(text, at)) and len(longest(text, at)) <= left_out[0]:
            return left_out
        return None

    def _sign_or_english(self, text: str, at: int) -> tuple[int, Token]:
        sign = text[at]
        if _POSSESSIVE.match(text, at):
            return 2, Token(Kind.FILLER, text[at : at + 2])
        if sign in "<≤>≥" and _BOUND.match(text, at):
            return 1, Token(Kind.BELOW if sign in "<≤" else Kind.MORE, sign)
        if sign in SIGNS:
            return 1, Token(SIGNS[sign], sign)
        if sign.isascii() and sign.isalpha():
            return self._english(text, at)
        drawn = unicodedata.category(sign) in ("So", "Sk", "Sm")
        return 1, Token(Kind.FILLER if drawn else Kind.UNKNOWN, sign)

    def _english(self, text: str, at: int) -> tuple[int, Token]:
        """A name in Latin letters, if it is longer than the words that begin here."""
        word = english(text, at)
        if _OF_A_CLASS.fullmatch(word[1].text) and _DIGIT.match(text, at + word[0]):
            word = english(word[1].text.partition(" ")[0], 0)  # for class 5(3)
        hurt = body_at(text, at) or warm_at(text, at)
        unknown = word[1].kind is Kind.UNKNOWN
        if hurt is not None and hurt[0] + unknown > word[0]:
            return hurt
        if not at or not text[at - 1].isalpha():
            name = self._roll.latin(text, at)
            if name is not None and name[0] >= word[0]:
                return name[0], Token(Kind.NAME, name[1].raw, name[1])
        return word

    def _code(self, text: str, at: int) -> tuple[int, Token] | None:
        """A student number, whole."""
        if not text[at].isascii() or (at and text[at - 1].isascii() and text[at - 1].isalnum()):
            return None
        found = _CODE.match(text, at)
        who = self._roll.number(found[0]) if found else None
        return (len(found[0]), Token(Kind.NAME, found[0], who)) if found and who else None

    def _shape(self, text: str, at: int) -> tuple[int, Token] | None:
        """A figure, a count, a day: whatever is known by its shape."""
        if class_ := self._names.at(text, at):
            return class_
        if silent := silent_at(text, at) or again_at(text, at) or stayed_at(text, at):
            return silent
        return amount_at(text, at, self._class)

    def _han(self, text: str, at: int, before: Sequence[Token], word: str) -> tuple[int, Token]:
        if short := short_leave_at(text, at, before):
            return short
        family = called_at(text, at, self._roll) or family_at(text, at, before, self._roll)
        if family:
            return family
        if address := address_at(text, at):
            return address
        if found := self._phrase_over(text, at, before, word):
            return found
        place = longest_place(text, at)
        towards = bool(before) and before[-1].kind in PREPOSITIONS
        if place and (len(place) > len(word) or towards):
            return len(place), Token(Kind.PLACE, place, place)
        if like := self._sounding(text, at, word, towards=towards):
            return like[0], Token(Kind.NAME, like[1].raw, like[1])
        if word in AND:
            return len(word), Token(Kind.LIST, word)
        if word:
            return len(word), known_word(word, word)
        return 1, Token(Kind.UNKNOWN, text[at])

    def _phrase_over(
        self, text: str, at: int, before: Sequence[Token], word: str
    ) -> tuple[int, Token] | None:
        """A phrase known by its shape, where the lexicon has no longer word here."""
        if len(word) < 2 and class_at(text, at, self._roll.likeness):
            return 2, Token(Kind.ALL, text[at : at + 2])
        if silent := not_full_at(text, at) or better_at(text, at):
            return silent
        shaped = leave_or_broken_at(text, at) or complaint_at(text, at) or told_at(text, at)
        shaped = in_time_at(text, at) or family_tells_at(text, at) or shaped
        if shaped is not None and shaped[0] >= len(word):
            return shaped
        towards = bool(before) and before[-1].kind in PREPOSITIONS
        if not towards and (clinic := clinic_says_at(text, at)) and clinic[0] >= len(word):
            return clinic
        beside = aside_at(text, at) or hospital_at(text, at) or crowd_at(text, at)
        beside = beside or kin_at(text, at, towards=towards) or cause_at(text, at)
        beside = beside or no_reply_at(text, at)
        if beside is not None and beside[0] > len(word):
            return beside
        leads = text[at] == "上" and len(word) < 2 and at + 1 < len(text)
        if leads and longest_place(text, at + 1):
            return 1, Token(Kind.TO, "上")
        return None

    def _sounding(
        self, text: str, at: int, word: str, *, towards: bool
    ) -> tuple[int, Reference] | None:
        """A name spelt by its sound, where no word of the lexicon is meant."""
        if (len(word) > 1 and word in LEXICON) or (towards and not word):
            return None
        like = self._roll.sounding(text, at)
        if like is None or overlaps(text, at, like[0]):
            return None
        return like if not word or like[0] > 2 or _is_given(like[1]) else None


def _is_first(before: Sequence[Token]) -> bool:
    """Whether the class may be called by its digits alone here: 5.2 全班正常, all good in 5.2."""
    if before and before[-1].text == "\n":
        return True
    if len(before) > 1 and before[-2].text.casefold() in _OF_CLASS:
        return True
    return all(token.kind in _OPENING for token in before[:30])


def _is_given(who: Reference) -> bool:
    """Whether this is the very given name of somebody."""
    return any(same_spelling(pupil.name).endswith(who.raw) for pupil in who.candidates)

"""Stretches of characters nobody knows: a misspelt name, a place, or a word of the same sound."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.cutting.dictionary import known_word
from domain.understanding.cutting.homophones import meant_by
from domain.understanding.cutting.latin_given import given_apart, latin_pupil
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.name_forms import surnamed
from domain.understanding.cutting.names import Reference, Roll
from domain.understanding.cutting.namesakes import namesakes_settled
from domain.understanding.cutting.places import is_place
from domain.understanding.cutting.tokens import (
    CARRIES,
    PREPOSITIONS,
    SAYS,
    SILENT,
    Token,
    reference,
)
from domain.understanding.cutting.whole_names import names_whole
from domain.understanding.writing import is_han, same_spelling

_DOING = frozenset(
    "来返找摘采挖种收割插捡配办做看参打学考拿取买交送接上治检查化拍练补开吃喝玩面领逛听修理剪洗唱跳跑踢游骑拜扫走"
)
"""What one goes to do begins so, no place does."""
_NO_PLACE = frozenset("来去回了的过吧呢啊啦就再又才还也都是说家校班园")
_LIMBS = frozenset("手脚腿头脸嘴眼鼻牙腰背肚胃")
_NOISES = frozenset("嘟嘀嗡喵汪哔叮咚当咣啪砰噔吱叽噗哐嘣咔嘭哗咩唧嗖嗒")
"""Characters that are only heard."""
_LONGEST = 12
"""Characters that may name a place nobody knows."""
_NOT_IN_NAMES = frozenset(
    "手脚头眼耳鼻口牙腰腿背胸肚胃心肺皮脸晚早去来在有没又也还都才就已被让把给说刚是了的"
)


class Stretches:
    """Reads them beside the pieces around them."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll

    def named(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The same pieces, stretches of unknown characters read as names or places."""
        tokens = given_apart(tokens, self._roll)
        tokens = namesakes_settled(self._whole_names(names_whole(tokens)), self._roll)
        found: list[Token] = []
        for n, token in enumerate(tokens):
            if token.kind is Kind.PLACE and found and found[-1].kind is Kind.PLACE:
                joined = found.pop().text + token.text
                found.append(Token(Kind.PLACE, joined, joined))
            elif token.kind is Kind.UNKNOWN:
                found.append(self._unknown(token, found, tokens[n + 1 : n + 30]))
                if len(found) > 1 and found[-1].kind is found[-2].kind is Kind.PLACE:
                    joined = found[-2].text + found[-1].text
                    found[-2:] = [Token(Kind.PLACE, joined, joined)]
            else:
                found.append(token)
        return tuple(found)

    @staticmethod
    def _whole_names(tokens: Sequence[Token]) -> list[Token]:
        """A name is taken with the unknown character beside it.

        张小明 is not surely 王小明, and 张三丰 not surely 张三.
        """
        found: list[Token] = []
        for n, token in enumerate(tokens):
            last = found[-1] if found else Token(Kind.STOP, "")
            if token.kind is Kind.NAME and _is_surname(last) and _is_called(reference(token)):
                found[-1] = Token(Kind.UNKNOWN, last.text + token.text)
            elif (
                _is_one_unknown(token)
                and last.kind is Kind.NAME
                and len(last.text) == 2
                and is_han(last.text[-1])
                and token.text not in _NOT_IN_NAMES
                and n + 1 < len(tokens)
                and tokens[n + 1].kind in SAYS | {Kind.TITLE}
            ):
                who = Reference(last.text + token.text, reference(last).candidates, sure=False)
                found[-1] = Token(Kind.NAME, who.raw, who)
            else:
                found.append(token)
        return found

    def _unknown(self, token: Token, before: Sequence[Token], after: Sequence[Token]) -> Token:
        leads = next((one for one in reversed(before) if one.kind not in SILENT), None)
        if leads is not None and _leads_nowhere(leads.kind, token.text):
            return token
        if (named := latin_pupil(token.text, self._roll)) and not is_place(token.text):
            return Token(Kind.NAME, token.text, named)
        there = leads is not None and leads.kind in PREPOSITIONS and len(token.text) <= _LONGEST
        if there or (before and _goes_on(before[-1], token.text)):
            return Token(Kind.PLACE, token.text, token.text)
        if not any(sign.isalpha() for sign in token.text):
            return token
        titled = bool(after) and after[0].kind is Kind.TITLE
        who = self._roll.titled(token.text) if titled else self._roll.resolve(token.text)
        if who.candidates:
            return Token(Kind.NAME, token.text, who)
        if _is_noise(token.text):
            return Token(Kind.FILLER, token.text)
        if meant := meant_by(token.text, self._roll.likeness):
            return known_word(meant, token.text)
        if self._stands_for_a_name(token, before, after):
            return Token(Kind.NAME, token.text, who)
        return token

    @staticmethod
    def _stands_for_a_name(token: Token, before: Sequence[Token], after: Sequence[Token]) -> bool:
        """Whether somebody nobody knows is spoken of: 赵七38.2, everyone except Amy."""
        words = token.text.split() if token.text.isascii() else list(token.text)
        if len(words) > (3 if token.text.isascii() else 4):
            return False
        last = before[-1].kind if before else Kind.STOP
        listed = last is Kind.NAME and surnamed(token.text) and 1 < len(words) < 4
        if (last in (Kind.NAME, Kind.PLACE) and not listed) or last in SAYS:
            return False
        if is_han(token.text[0]) and not surnamed(token.text):
            return bool(before) and before[-1].kind is Kind.EXCEPT
        lead = next((one.kind for one in reversed(before) if one.kind is not Kind.SPACE), None)
        if lead is Kind.EXCEPT:
            return True
        listed = False
        for one in after:
            if one.kind in SAYS:
                return True
            if one.kind not in CARRIES and not (listed and one.kind is Kind.UNKNOWN):
                return False
            listed = one.kind is Kind.LIST or (listed and one.kind is Kind.SPACE)
        return False


def _is_noise(text: str) -> bool:
    """嘟嘟嘟, typed by a hand that slipped, or by a child."""
    return len(text) > 2 and text.strip(text[0]) == "" and text[0] in _NOISES


def _is_one_unknown(token: Token) -> bool:
    return token.kind is Kind.UNKNOWN and len(token.text) == 1 and is_han(token.text)


def _is_surname(token: Token) -> bool:
    return _is_one_unknown(token) and surnamed(token.text)


def _is_called(who: Reference) -> bool:
    """Whether this is less than the whole name of anybody."""
    return all(same_spelling(pupil.name) != same_spelling(who.raw) for pupil in who.candidates)


def _leads_nowhere(leads: Kind, text: str) -> bool:
    """去配眼镜, 晕倒在操场, 飞回来, 烫到手: no place follows."""
    if leads is Kind.TO and text[0] in _DOING:
        return True
    if leads is Kind.IN and not is_place(text):
        return True
    return leads in PREPOSITIONS and (text in _NO_PLACE or text[0] in _LIMBS)


def _goes_on(before: Token, text: str) -> bool:
    """江宁区 behind 南京: a part of the place before it."""
    near = before.kind is Kind.PLACE and len(text) <= 4 and text[0] not in _DOING
    return near and is_place(before.text + text)

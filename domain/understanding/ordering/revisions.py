"""What was said first and is not so: 刚才说赵六事假，其实是病假; 李雷38.1，不是，36.1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.check_in import Absence, Symptom
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, back_from, first_loud
from domain.understanding.cutting.tokens import HEADED, ILL, Token

_IN_FACT = frozenset(
    [
        *("其实", "其实是", "实际", "实际是", "实际上", "实际上是", "事实上", "事实上是"),
        *("actually", "it's actually", "it is actually", "is actually", "in fact"),
    ]
)
_SAID = frozenset(
    [
        *("刚才", "刚刚", "刚才说", "刚刚说", "刚才说的", "刚刚说的", "早上说", "之前说", "先前说"),
        *("刚才报", "刚才报的", "刚刚报", "i said", "earlier i said", "i said earlier", "i wrote"),
        *("i reported", "i told you"),
    ]
)
_IS = ("是", "it's actually", "it is actually")
_TOLD = HEADED | {Kind.FIGURE}
_NOT_SO = frozenset(["不是", "不", "no", "哦不是", "啊不是"])
_BESIDE_A_DAY = QUIET | {Kind.DAYS, Kind.COURTESY, Kind.COMMA, Kind.OWN_CLASS, Kind.SELF}
_BEFORE_A_DAY = QUIET | {Kind.COURTESY, Kind.COMMA, Kind.COLON, Kind.TEMPERATURE, Kind.TITLE}
_DAY_FIRST = [Kind.WRONG, Kind.DAYS, Kind.NAME, Kind.FIGURE]
_NAME_FIRST = [Kind.WRONG, Kind.NAME, Kind.DAYS, Kind.FIGURE]
_DAY_LAST = [Kind.WRONG, Kind.NAME, Kind.FIGURE, Kind.DAYS]
_PASSED = QUIET | {Kind.COMMA, Kind.EACH, Kind.LIST}


def revised(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a word that takes back what stands before it is known for that."""
    found: list[Token] = []
    start, said = 0, False
    tokens = _days_apart(_named_first(tokens))
    for n, one in enumerate(tokens):
        if one.kind is Kind.STOP:
            start, said = n + 1, False
        kind = one.kind
        if _may_be_more(one):
            kind = _meant(one, tokens[start:n], tokens[n + 1 :], said=said)
        found.append(replace(one, kind=kind) if kind is not one.kind else one)
        said = said or one.kind is Kind.WRONG or one.text.casefold() in _SAID
    return found


def _days_apart(tokens: Sequence[Token]) -> list[Token]:
    """更正上周五：朱梓萱37.9: the day of the report that was wrong, in a sentence of its own."""
    found = list(tokens)
    loud: list[Kind] = []
    dated = False
    for n, one in enumerate(tokens):
        if one.kind is Kind.STOP:
            loud, dated = [], False
            continue
        if one.kind in (Kind.COLON, Kind.COMMA) and dated and loud == [Kind.WRONG]:
            found[n] = replace(one, kind=Kind.STOP)
        loud += [one.kind] if one.kind not in _BESIDE_A_DAY else []
        dated = dated or one.kind is Kind.DAYS
    return _day_to_the_front(found)


def _day_to_the_front(tokens: list[Token]) -> list[Token]:
    """更正：李雷昨天37.9 says it too, at the head of a sentence."""
    found = list(tokens)
    for n, one in enumerate(tokens):
        opens = first_loud(back_from(tokens, n), _BEFORE_A_DAY).kind is Kind.STOP
        if one.kind is not Kind.WRONG or not opens:
            continue
        loud = [m for m in range(n, min(n + 16, len(found))) if _is_loud(found[m])][:4]
        if [found[m].kind for m in loud] in (_DAY_FIRST, _NAME_FIRST, _DAY_LAST):
            day = next(m for m in loud if found[m].kind is Kind.DAYS)
            found[n + 1 : day + 1] = [found[day], *found[n + 1 : day]]
            return [*found[: n + 2], Token(Kind.STOP, "."), *_day_to_the_front(found[n + 2 :])]
    return found


def _is_loud(token: Token) -> bool:
    return token.kind not in _BEFORE_A_DAY


def _named_first(tokens: Sequence[Token]) -> list[Token]:
    """李雷、王五病假，其实王五是事假: the name goes before the word that takes back."""
    found = list(tokens)
    for n, one in enumerate(tokens):
        if one.text.casefold() not in _IN_FACT:
            continue
        name = next((m for m in range(n + 1, len(found)) if found[m].kind not in _PASSED), n)
        if found[name].kind is not Kind.NAME:
            continue
        told = {told.kind for told in found[:n] if told.kind in _TOLD}
        named = any(told.text == found[name].text for told in found[:n])
        if named and _first(found[name + 1 :]).kind in told:
            found[n : name + 1] = [found[name], one, *found[n + 1 : name]]
    return found


def _may_be_more(token: Token) -> bool:
    return token.kind is Kind.SAME or token.text.casefold() in _IN_FACT | _NOT_SO


def _meant(token: Token, before: Sequence[Token], behind: Sequence[Token], *, said: bool) -> Kind:
    """What the word is between these; whether it was ``said`` there that something is not so."""
    word = token.text.casefold()
    if word in _IN_FACT and _replaces(before, token, behind, said=said):
        return Kind.WRONG
    if word in _NOT_SO and _stands_between(before, behind):
        return Kind.WRONG
    if token.kind is Kind.SAME and _of_the_rest(before, behind):
        return Kind.FILLER
    return token.kind


def _replaces(
    before: Sequence[Token], token: Token, behind: Sequence[Token], *, said: bool
) -> bool:
    """Whether what follows 其实 is another thing of the kind that was told before."""
    following = _first(behind)
    if following.kind is Kind.NAME:
        names = any(one.kind is Kind.NAME for one in before)
        return names and (said or token.text.casefold().endswith(_IS))
    return any(_takes_the_place(following, one, said=said) for one in _told_last(before))


def _takes_the_place(new: Token, old: Token, *, said: bool) -> bool:
    """咳嗽，其实是拉肚子; 事假，其实是发烧. 咳嗽，其实是过敏 only says why."""
    if old.kind is Kind.ABSENT and new.kind in ILL:
        return old.value == (Absence.PERSONAL, True)
    if old.kind in ILL and new.kind in ILL:
        plain = Kind.SYMPTOM is old.kind is new.kind and new.value is not Symptom.OTHER
        return said or (plain and new.value is not old.value)
    return new.kind is old.kind and new.kind in _TOLD


def _told_last(before: Sequence[Token]) -> list[Token]:
    """What was told of whoever was named last, where the name stood before or last."""
    names = [n for n, one in enumerate(before) if one.kind is Kind.NAME]
    told = [n for n, one in enumerate(before) if one.kind in _TOLD]
    if not names or not told:
        return []
    same = (n for n in reversed(names) if before[n].text == before[names[-1]].text)
    start = next((n for n in same if n < told[-1]), len(before))
    return [before[n] for n in told if n > start]


def _stands_between(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """38.1，不是，36.1: a clause of its own between two readings."""
    ends = bool(before and behind) and before[-1].kind in ENDS and behind[0].kind in ENDS
    return ends and _first(reversed(before)).kind is Kind.FIGURE is _first(behind).kind


def _of_the_rest(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """其余不变都正常: what follows says how the rest is."""
    leads = first_loud(reversed(before), QUIET | {Kind.EACH})
    return leads.kind is Kind.REST and _first(behind).kind is Kind.NORMAL


def _first(behind: Iterable[Token]) -> Token:
    return first_loud(behind, _PASSED)

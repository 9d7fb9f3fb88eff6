"""Nothing is lost in silence: a complaint or absence that was typed is denied, told or asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from datetime import date
from itertools import islice, takewhile

from domain.check_in import Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import VAGUE_ILLNESS, Kind
from domain.understanding.cutting.pieces import (
    ENDS,
    NOTHING_THERE,
    QUIET,
    back_from,
    clauses_of,
    on_from,
)
from domain.understanding.cutting.tokens import ILL, Token, days_of
from domain.understanding.cutting.vague_days import is_over_surely
from domain.understanding.cutting.which_day import is_over, is_today
from domain.understanding.grammar.doubts import CAUSES
from domain.understanding.grammar.heads import DENIABLE
from domain.understanding.heard import Heard

_DENIES = frozenset({Kind.NOT, Kind.NONE, Kind.FULL, Kind.NO_TRAVEL})
_BETWEEN = QUIET | DENIABLE | {Kind.LIST, Kind.TITLE, Kind.EACH, Kind.ALL, Kind.SPACE, Kind.CLOSE}
_LASTED = ("一周", "两周", "一天", "两天", "三天", "四天", "五天", "几天", "天后", "周后")
_NOW = frozenset(
    [
        "现",
        "现在",
        "现已",
        "刚",
        "刚刚",
        "刚才",
        "已",
        "已经",
        "又",
        "后来",
        "才",
        "今天",
        "人",
        "的",
    ]
)
_COME = frozenset({Kind.PRESENT, Kind.FULL, Kind.TO, Kind.BACK, Kind.WHERE})
_TEACHERS = frozenset({Kind.SELF, Kind.TOPIC})
_THEY = frozenset({Kind.NAME, Kind.COUNT, Kind.EACH, Kind.TITLE})
_ANY_PUPIL = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.SOMEBODY, Kind.RELATIVE})
_CLOCK = re.compile(r"[\d一二三四五六七八九十两半:：点分刻零]+")
_BEHIND = QUIET | {Kind.COLON, Kind.EACH, Kind.ALL, Kind.LIST, Kind.OPEN}


def lost_in(tokens: Sequence[Token], heard: Heard, day: date) -> list[str]:
    """The words of complaints and absences of which nothing is left, though nobody denied them and
    no earlier day was named beside them. The last net, whatever rule let them through.
    """
    unheard = [
        place
        for place, token in enumerate(tokens)
        if (token.kind in ILL or token.kind is Kind.ABSENT)
        and not any(_accounts_for(about, token) for about in heard.about)
        and not _denied(tokens, place)
        and not _is_put_right(tokens, place)
    ]
    if not unheard:
        return []
    kinds = {token.kind for token in tokens}
    times = [n for n, token in enumerate(tokens) if _says_when(token)]
    return [
        tokens[place].text
        for place in unheard
        if not _is_over(tokens, times, place, day)
        and not (kinds & _TEACHERS and _of_a_teacher(tokens, place))
        and not (tokens[place].kind is Kind.ABSENT and _is_there(tokens, kinds, place))
    ]


def _is_there(tokens: Sequence[Token], kinds: Set[Kind], place: int) -> bool:
    """Whether no pupil is away by it, or came after all, where there are such ``kinds``."""
    of_others = Kind.RELATIVE in kinds and _of_a_relative(tokens, place)
    return of_others or bool(kinds & _COME and _came_after_all(tokens, place))


def _is_put_right(tokens: Sequence[Token], place: int) -> bool:
    """咳嗽，其实是拉肚子: another complaint was told in its place."""
    behind = (one for one in on_from(tokens, place + 1) if one.kind not in QUIET | {Kind.COMMA})
    wrong, instead = next(behind, tokens[place]), next(behind, tokens[place])
    return wrong.kind is Kind.WRONG and instead.kind is tokens[place].kind is Kind.SYMPTOM


def _came_after_all(tokens: Sequence[Token], place: int) -> bool:
    """李雷没来，八点到了: a clause by itself. 家长来了电话, 书包来了 and 下午到校 are others'."""
    behind = (*tokens[place + 1 :], NOTHING_THERE)
    for *clause, end in clauses_of(behind):
        said = [token for token in clause if token.kind is not Kind.SPACE]
        if said and said[-1].kind in _COME:
            return all(
                token.text in _NOW or token.kind in _THEY or _CLOCK.fullmatch(token.text)
                for token in said[:-1]
            )
        if end.kind is Kind.STOP:
            return False
    return False


def _of_a_relative(tokens: Sequence[Token], place: int) -> bool:
    """家长还没来: it is the parent who has not come."""
    for one in back_from(tokens, place):
        if one.kind in ENDS or one.kind is Kind.NAME:
            return False
        if one.kind is Kind.RELATIVE:
            return True
    return False


def _of_a_teacher(tokens: Sequence[Token], place: int) -> bool:
    """我嗓子疼, 班主任请假: no pupil is told of before it in its clause, and none behind."""
    said = False
    for one in back_from(tokens, place):
        if one.kind in ENDS or one.kind in _ANY_PUPIL:
            break
        said = said or one.kind in _TEACHERS
    behind = takewhile(lambda one: one.kind not in ENDS, on_from(tokens, place + 1))
    return said and not any(one.kind in _ANY_PUPIL for one in behind)


def _says_when(token: Token) -> bool:
    """Whether it says on which day or how long ago something was, or ends a sentence."""
    if token.kind is Kind.STOP or days_of(token) is not None or token.text.endswith(_LASTED):
        return True
    return token.text.casefold() == "after" or is_over_surely(token.text)


def _is_over(tokens: Sequence[Token], times: Sequence[int], place: int, day: date) -> bool:
    """昨天请假，今天来了; 病假一周，今天来了: its sentence names days that are over. What says when
    stands at these ``times``.
    """
    here = bisect_right(times, place)
    stops = (n for n in range(here - 1, -1, -1) if tokens[times[n]].kind is Kind.STOP)
    lasted = today = after = behind = False
    for n in islice(times, next(stops, -1) + 1, None):
        one = tokens[n]
        if one.kind is Kind.STOP or n >= place + 12:
            break
        if (days := days_of(one)) is not None:
            if is_over(days, day) and not _said_of_today(tokens, place, day):
                return True
            now = is_today(days, day)
            today, behind = today or now, behind or (now and n > place)
        lasted = lasted or one.text.endswith(_LASTED)
        after = after or one.text.casefold() == "after"
        if (lasted and today) or is_over_surely(one.text):
            return True
    return after and not behind  # in school after vomiting this morning: that was today


def _said_of_today(tokens: Sequence[Token], place: int, day: date) -> bool:
    """vomited on Saturday and off sick today: the nearest day of the clause is this one."""
    near: list[tuple[int, bool]] = []
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(tokens) and tokens[at].kind not in ENDS:
            if (days := days_of(tokens[at])) is not None:
                near.append((abs(at - place), is_today(days, day)))
                break
            at += step
    return bool(near) and min(near)[1]


def _accounts_for(about: About, token: Token) -> bool:
    """Whether something of this kind stands about this pupil, or was put right."""
    if about.household or about.aside or about.ahead is not None or about.removed:
        return True
    if token.kind is Kind.ABSENT:
        if about.unmeasured and token.text.endswith("差"):
            return True  # 还差李雷没测
        isolated = token.text.casefold().startswith("isolat") and about.where is Where.SCHOOL
        away = about.absence is not None or about.where in (Where.HOME, Where.HOSPITAL)
        return bool(away or isolated or about.unreachable or about.left or about.swapped)
    ill = about.feverish or about.hot or about.had_fever or about.cooled or about.figures
    if token.kind in (Kind.FEVER, Kind.HOT):
        return bool(ill)
    if token.text.casefold() in VAGUE_ILLNESS | CAUSES:
        gone = about.absence is not None or about.where is not None
        return bool(about.symptoms or about.vague or gone)  # 拉肚子，应该是吃坏肚子了
    return token.value in about.symptoms or about.vague or about.disease or about.cooled


def _denied(tokens: Sequence[Token], place: int) -> bool:
    for one in reversed(tokens[max(place - 12, 0) : place]):
        if one.kind in _DENIES or (one.value == 0 and one.kind in (Kind.COUNT, Kind.NUMBER)):
            return True
        if one.kind not in _BETWEEN:
            break
    for one in tokens[place + 1 : place + 8]:
        if one.kind in (Kind.NONE, Kind.NOT) or one.text.startswith("阴性"):
            return True
        if one.kind in (Kind.COUNT, Kind.NUMBER) and one.value == 0:
            return True
        if one.kind in ENDS or one.kind not in _BEHIND:
            return False
    return False

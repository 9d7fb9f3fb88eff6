"""Setting out on a journey: words that only their place tells, and days that are still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, SPACES, first_loud
from domain.understanding.cutting.tokens import Token, days_of
from domain.understanding.cutting.which_day import TILL_NOW, is_over, is_weekday_alone, to_come

_WENT = frozenset(["went", "left", "gone", "departed"])
_VISITED = frozenset(["visited", "has visited", "visit", "visits"])
_WISHES = frozenset(
    ["要", "会", "将", "将要", "准备", "打算", "计划", "预计", "拟", "想", "想要", "will", "plans"]
)
_AHEAD = frozenset(
    [
        *("要去", "准备去", "打算去", "将去", "is going to", "will go to", "goes to", "flies to"),
        *("is flying to", "flying to", "leaves for", "is leaving for", "leaving for", "heading to"),
        *("will fly to", "travels to", "will travel to", "will leave for", "plans to go to"),
        *("is planning to go to", "wants to go to", "will be going to", "going to go to"),
        "is going to go to",
    ]
)
"""After these a journey has not begun."""
_NOT_BEFORE = ("才", "再")


def setting_out(tokens: Sequence[Token], today: date) -> list[Token]:
    """The same pieces: (went Friday) is a word of travel; 周五要去武汉 is the coming Friday."""
    found = list(tokens)
    for n, one in enumerate(found):
        then = _behind(found, n)
        word = one.text.casefold()
        if one.kind is Kind.UNKNOWN and (
            (word in _WENT and then.kind is Kind.DAYS)
            or (word in _VISITED and then.kind is Kind.PLACE)
        ):
            found[n] = replace(one, kind=Kind.TO)
        elif word == "to" and one.kind is Kind.FILLER and _only_whither(found, n):
            found[n] = replace(one, kind=Kind.TO)  # Last weekend: Li Lei to Changsha
        elif one.text in TILL_NOW and then.kind in ENDS and found[n - 1].kind is Kind.PLACE:
            found[n] = replace(one, kind=Kind.AWAY_STILL)  # 周五去武汉至今
        elif _is_up_to_return(found, n):
            found[n] = replace(one, kind=Kind.FILLER)
    start = 0
    for n, one in enumerate((*found, Token(Kind.STOP, ""))):
        if one.kind in ENDS or one.kind in (Kind.OPEN, Kind.CLOSE):
            found[start:n] = _coming(found[start:n], today)
            start = n + 1
    return found


def _only_whither(tokens: Sequence[Token], at: int) -> bool:
    before = [one.kind for one in tokens[max(at - 3, 0) : at] if one.kind is not Kind.SPACE]
    return before[-1:] == [Kind.NAME] and _behind(tokens, at).kind is Kind.PLACE


def _is_up_to_return(tokens: Sequence[Token], at: int) -> bool:
    """要到周五才回来: neither 要 nor 到 tells more than the day of return does."""
    behind = [t for t in tokens[at : at + 5] if t.kind is not Kind.SPACE]
    if behind and behind[0].text == "要":
        behind = behind[1:]
    kinds = [one.kind for one in behind[:3]]
    returns = kinds == [Kind.TO, Kind.DAYS, Kind.BACK] and behind[0].text in ("到", "得到")
    return returns and behind[2].text.startswith(_NOT_BEFORE)


def _coming(clause: Sequence[Token], today: date) -> list[Token]:
    """The clause with weekdays as days to come, where its journey has not begun."""
    if not _lies_ahead(clause):
        return list(clause)
    return [_next_one(one, today) if one.kind is Kind.DAYS else one for one in clause]


def _next_one(day: Token, today: date) -> Token:
    period = days_of(day)
    if not is_over(period, today) or not is_weekday_alone(day.text):
        return day
    return replace(day, value=to_come(day.text, today) or period)


def _lies_ahead(clause: Sequence[Token]) -> bool:
    wished = False
    for one in clause:
        word = one.text.casefold()
        wished = wished or word in _WISHES
        if one.kind is Kind.TO and word.endswith("到"):
            return False  # 要待到周五
        if one.kind is Kind.TO and (wished or word in _AHEAD):
            return True
    return False


def _behind(tokens: Sequence[Token], at: int) -> Token:
    return first_loud(tokens[at + 1 : at + 4], SPACES)

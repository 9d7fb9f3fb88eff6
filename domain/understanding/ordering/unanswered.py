"""Who is not reached is the pupil or the parents: not answering questions, and 校医电话没人接, is
nobody who is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import clauses_of, first_loud
from domain.understanding.cutting.tokens import Token

_ANSWERS = ("answer", "answering", "answers", "reply", "replying", "respond", "responding")
_IN_CLASS = ("question", "teacher", "the teacher", "in class", "in lessons", "asked", "when asked")
_OFFICES = frozenset(
    [
        *("校医", "老师", "班主任", "主任", "校长", "校医室", "医务室", "办公室", "热线"),
        *("厂家", "厂商", "客服", "售后", "教务处", "总务处", "总务", "后勤", "食堂"),
        *("教育局", "中心校", "教管中心", "疾控", "疾控中心", "卫生院", "机器人", "系统", "平台"),
        *("校车司机", "司机", "医生", "门卫", "保安"),
        *("office", "the office", "front office", "reception", "hotline", "helpdesk", "nurse"),
        *("bot", "the bot", "robot", "clinic", "headmaster", "principal", "school nurse"),
        *("the nurse", "the principal", "the clinic", "the school nurse", "the hotline"),
    ]
)
_SOMEBODY = frozenset(
    {
        *(Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.SOMEBODY, Kind.NUMBER, Kind.RELATIVE),
        *(Kind.ABSENT, Kind.BOY, Kind.GIRL, Kind.TITLE, Kind.AWAY_STILL),
    }
)


def calls_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, with only those calls as such that may be for a pupil. Where anybody was
    named, counted or missed, whoever is not reached may have to do with it.
    """
    found = [_in_class(tokens, n) for n in range(len(tokens))]
    if any(one.kind in _SOMEBODY for one in found):
        return found
    return [one for clause in clauses_of(found) for one in _without_office(clause)]


def _in_class(tokens: Sequence[Token], at: int) -> Token:
    """not answering questions: of a lesson, and asked about."""
    one = tokens[at]
    if one.kind is not Kind.UNREACHABLE or not one.text.casefold().endswith(_ANSWERS):
        return one
    behind = first_loud(tokens[at + 1 : at + 8]).text.casefold()
    lesson = behind.startswith(_IN_CLASS)
    return replace(one, kind=Kind.UNKNOWN) if lesson else one


def _without_office(clause: list[Token]) -> list[Token]:
    called = next((n for n, one in enumerate(clause) if one.kind is Kind.UNREACHABLE), None)
    if called is None or not any(map(_is_office, clause[:called])):
        return clause
    silent = {n for n in range(called) if _is_office(clause[n])} | {called}
    return [replace(one, kind=Kind.FILLER) if n in silent else one for n, one in enumerate(clause)]


def _is_office(token: Token) -> bool:
    return token.text.casefold() in _OFFICES

"""Business behind an answer: 口罩不够了, 体温枪快没电了, 今天谁值班, please send masks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, clauses_of
from domain.understanding.cutting.tokens import ILL, Token
from domain.understanding.ordering.everyday import EVERYDAY

_TABLES = {
    key: frozenset(words.split())
    for key, words in tomllib.loads(
        Path(__file__).with_name("business.toml").read_text(encoding="utf-8")
    ).items()
}
_THINGS = (_TABLES["things"], _TABLES["troubles"])
_DUTIES = (_TABLES["duties"], _TABLES["asked"])
_THINGS_EN = (_TABLES["things_en"], _TABLES["troubles_en"])
_DUTIES_EN = (_TABLES["duties_en"], _TABLES["asked_en"])
BUSINESS = frozenset().union(*_TABLES.values())
_APART = ENDS | {Kind.COLON, Kind.OPEN, Kind.CLOSE}
_OF_PUPILS = ILL | {
    *(Kind.COOLED, Kind.FIGURE, Kind.SOMEBODY, Kind.RELATIVE, Kind.BOY, Kind.GIRL, Kind.BROKEN),
    *(Kind.UNREACHABLE, Kind.UNMEASURED, Kind.COUNT, Kind.ORDINAL, Kind.WHERE),
}
"""Whatever may tell of a pupil; a thermometer that is broken tells that nobody was measured."""
_LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)?")
_AMOUNT = re.compile(
    r"差?(?:\d{1,3}|[一二两三四五六七八九十几]{1,3})"
    r"(?:个|只|包|盒|瓶|箱|桶|袋|卷|支|把|节|块|套|副|件|双|张|本|台|提|片|罐)(?:左右|以上)?(?![人同学生孩娃])"
    r"|(?:差|(?<=[缺少]))\d{1,3}$"
)
"""口罩还差20个, 2瓶消毒液: so many things."""
_MAY_BE_HEADS = re.compile(r"个|\d$")
_AMOUNT_EN = re.compile(
    r"\b\d{1,3} (?:(?:more|new|extra|spare|(?:packs?|box|boxes|bottles?|pairs?|sets?) of) )*"
    rf"(?=(?:{'|'.join(sorted(_TABLES['things_en']))})\b)",
    re.IGNORECASE,
)
LONGEST = 60
"""Characters of a clause that may be of business."""


def without_business(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, clauses that tell of things and duties fallen silent, with the sign of a
    question behind them.
    """
    found: list[Token] = []
    business = False
    for *clause, end in clauses_of((*tokens, NOTHING_THERE), _APART):
        business = _is_business(clause, goes_on=business)
        found += _silent(clause) if business else _without_notes(clause)
        asked = business and end.kind is Kind.MARK
        found.append(Token(Kind.STOP, ".") if asked else end)
    return found[:-1]


def _silent(clause: Sequence[Token]) -> list[Token]:
    return [replace(t, kind=Kind.FILLER, value=None) for t in clause]


def _without_notes(clause: Sequence[Token]) -> list[Token]:
    """全班正常 缺口罩20个: a note may have but a blank before it."""
    if not any(one.kind is Kind.SPACE for one in clause):
        return list(clause)
    found: list[Token] = []
    for part in clauses_of(clause, frozenset({Kind.SPACE})):
        text = "".join(one.text for one in part)
        note = len(part) < len(clause) and not text.isascii() and _is_business(part, goes_on=False)
        found += _silent(part) if note else part
    return found


def _is_business(clause: Sequence[Token], *, goes_on: bool) -> bool:
    """Whether a thing or a duty is told of; what ``goes_on`` behind one needs none: 投影仪坏了，
    请派人来修.
    """
    typed = "".join(one.text for one in clause)
    if len(typed) > LONGEST:
        return False
    amounts = [found.span() for found in _amounts(typed)]
    if any(_is_of_pupils(one) for one in _apart_from(clause, amounts)):
        return False
    heads = any(_MAY_BE_HEADS.search(typed[first:last]) for first, last in amounts)
    if heads and "了" in typed[: amounts[-1][0]]:
        return False  # 灯坏了缺3个 may count pupils
    asked = any(one.kind in (Kind.ABNORMAL, Kind.NONE) for one in clause)
    goes_on = goes_on and not heads and not asked
    if any(isinstance(one.value, Reference) and one.value.candidates for one in clause):
        return False
    text = _without(typed, amounts).strip().casefold()
    if not text or len(text) > LONGEST:
        return False
    if text.isascii():
        words = [one.removesuffix("'s") for one in _LETTERS.findall(text)]
        plain = not any(sign.isdigit() for sign in text)
        return plain and any(_are(words, *table) for table in (_THINGS_EN, _DUTIES_EN))
    text = text.replace(" ", "")
    return any(_is_covered(text, *table, goes_on=goes_on) for table in (_THINGS, _DUTIES))


def _amounts(typed: str) -> list[re.Match[str]]:
    """How many things are told of; behind a blank 缺3个 may count pupils."""
    if typed.isascii():
        return list(_AMOUNT_EN.finditer(typed))
    return [] if " " in typed.strip() else list(_AMOUNT.finditer(typed))


def _apart_from(clause: Sequence[Token], amounts: Sequence[tuple[int, int]]) -> list[Token]:
    """The pieces that stand outside of the amounts."""
    found: list[Token] = []
    at = 0
    for one in clause:
        if not any(first <= at < last for first, last in amounts):
            found.append(one)
        at += len(one.text)
    return found


def _without(typed: str, amounts: Sequence[tuple[int, int]]) -> str:
    """The text with a word that wants something for each amount."""
    wanted = "need " if typed.isascii() else "需要"
    for first, last in reversed(amounts):
        typed = typed[:first] + wanted + typed[last:]
    return typed


def _is_of_pupils(token: Token) -> bool:
    return token.kind in _OF_PUPILS and not _is_harmless(token)


def _is_harmless(token: Token) -> bool:
    """in the classroom of a lamp is nobody's place, and some masks are no pupils."""
    said = token.text.casefold()
    place = token.kind is Kind.WHERE and ("教室" in said or "classroom" in said)
    return place or (token.kind is Kind.SOMEBODY and said in ("some", "a few", "几个", "一些"))


def _are(words: Sequence[str], subjects: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a thing and what may be told of it are all there is; a thing alone tells nothing."""
    named = sum(one in subjects for one in words)
    return 0 < named < len(words) and all(one in subjects | said for one in words)


def _is_covered(
    text: str, subjects: frozenset[str], said: frozenset[str], *, goes_on: bool
) -> bool:
    """Whether words of business and everyday ones make up the text, with a thing among them and
    what is told of it.
    """
    lengths = range(1, 8)
    reached: dict[int, set[tuple[bool, bool]]] = {0: {(goes_on, False)}}
    for at in range(len(text)):
        for named, told in reached.get(at, ()):
            for word in (text[at : at + n] for n in lengths):
                if word in subjects or word in said or word in EVERYDAY:
                    now = (named or word in subjects, told or word in said)
                    reached.setdefault(at + len(word), set()).add(now)
    return (True, True) in reached.get(len(text), ())

"""的话 and 么 behind what is spoken of, 孙浩然的话38.2, 其他的么都好; a condition stays one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import HEADED, Token

_PARTICLES = frozenset(["的话", "么"])
_IF = frozenset(["如果", "要是", "假如", "万一", "若", "若是", "倘若"])
_THEN = ("就", "再", "会", "请", "要", "可以", "能", "才", "那", "麻烦")
_SUBJECTS = frozenset(
    {Kind.NAME, Kind.ALL, Kind.OWN_CLASS, Kind.REST, Kind.TEMPERATURE, Kind.TITLE}
)
_NOW = frozenset(["今天", "今早", "今日", "目前", "现在", "今儿", "今朝"])
_OURS = ("班", "娃", "学生", "孩子", "同学", "们")


def topics_silent(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; 的话 or 么 behind a subject says only who or what is spoken of."""
    found = list(tokens)
    for n, one in enumerate(found):
        if one.text in _PARTICLES and n and _is_topic(found, n):
            found[n] = replace(one, kind=Kind.FILLER)
    return found


def _is_topic(tokens: Sequence[Token], at: int) -> bool:
    behind = next((t for t in tokens[at + 1 : at + 6] if t.kind not in QUIET | {Kind.COMMA}), None)
    if behind is None or behind.kind in ENDS or _is_condition(tokens, at):
        return False
    if behind.text.startswith(_THEN) and tokens[at].text != "么":
        return False
    before = tokens[at - 1]
    denied = behind.kind in (Kind.NOT, Kind.NONE) or behind.value == 0
    subject = before.kind in _SUBJECTS or before.text.endswith(_OURS) or before.text in _NOW
    return subject or (before.kind in HEADED and denied and tokens[at].text != "么")


def _is_condition(tokens: Sequence[Token], at: int) -> bool:
    """如果发烧的话没有人接"""
    for one in reversed(tokens[max(at - 12, 0) : at]):
        if one.kind in ENDS:
            return False
        if one.text in _IF:
            return True
    return False

"""两个胳膊, 两个膝盖 behind a name count parts of a body, and no pupils: 李雷两个膝盖疼."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import Token

_PAIR = re.compile(
    r"(?:胳膊|手臂|膝盖|鼻孔|耳朵|眼睛|眼皮|眼眶|手腕|手掌|手心|手指|手|脚踝|脚|腿|小腿|大腿|脸蛋|脸颊|脸|腮帮|腮"
    r"|肩膀|肩|眼|耳|膀子|屁股|嘴角|脚趾|脚板|脚后跟|脚底)"
)
_BETWEEN = QUIET - {Kind.SPACE}


def parts_of_a_body(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a number of limbs of the one pupil who was just named falls silent."""
    found = list(tokens)
    for n, one in enumerate(found):
        if one.kind is Kind.COUNT and _of_one_named(found, n) and _limb_follows(found, n):
            found[n] = replace(one, kind=Kind.FILLER)
    return found


def _of_one_named(tokens: Sequence[Token], at: int) -> bool:
    before = [one.kind for one in tokens[max(at - 12, 0) : at] if one.kind not in _BETWEEN]
    return before[-1:] == [Kind.NAME] and before[-2:] not in (
        [Kind.NAME, Kind.NAME],
        [Kind.LIST, Kind.NAME],
    )


def _limb_follows(tokens: Sequence[Token], at: int) -> bool:
    behind = "".join(one.text for one in tokens[at + 1 : at + 4])
    return _PAIR.match(behind) is not None

"""What a pupil feels is a complaint: 感觉头痛, 觉得恶心 are no doubt of the teacher."""

from __future__ import annotations

import re

_A_LITTLE = r"(?:有一?[点些]儿?|一点儿?|稍微有点|很|好|特别|比较|还是)?"
_HURTS = (
    r"(?:头(?![发上])|脑壳|肚|小腹|腹|胃|嗓|喉|咽|浑身|全身|身上|恶心|想吐|要吐|反胃|晕|昏"
    r"|累|困(?!难)|没[力劲精]|无力|乏"
    r"|难受|不舒服|不适|不太舒服|不大舒服|痒|疼|痛|胸闷|烫"
    r"|(?:手|脚|腿|腰|后?背|眼睛?|牙齿?|耳朵?|鼻子?|膝盖|脖子|颈子|胸口?)(?:有点|很"
    r"|好)?[痛疼痒酸麻胀肿闷干涩堵冷])"
)
_SELF = r"(?:自己|(?<!其)[他她])?"
_FEELS = re.compile(rf"{_SELF}(?:感觉到?|感到|觉得)(?:自己|身上|身体)?(?={_A_LITTLE}{_HURTS})")
_FEELS_COLD = re.compile(rf"{_SELF}(?:感觉|感到|觉得)(?:身上|身体)?{_A_LITTLE}冷(?![静淡])")


def complaints_felt(text: str) -> str:
    """The text with what is felt as what is so: 李雷头痛, 李雷怕冷."""
    return _FEELS.sub("", _FEELS_COLD.sub("怕冷", text))

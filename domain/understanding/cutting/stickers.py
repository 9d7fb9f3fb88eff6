"""What chats write for a sticker: [玫瑰], [OK]."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_STICKER = re.compile(r"\[([^\]\n]{1,8})\]")
_STICKERS = frozenset(
    re.findall(
        r"\S+",
        """
        强 OK ok 太阳 玫瑰 微笑 呲牙 抱拳 鼓掌 愉快 憨笑 咖啡 爱心 合十 握手 胜利 庆祝 图片 语音
        视频 表情 文件 动画表情 位置 偷笑 捂脸 笑脸 拥抱 可爱 嘿哈 好的 收到 赞 耶 笑 加油 Smile
        Sun Rose ThumbsUp Voice Photo
        """,
    )
)


def sticker_at(text: str, at: int) -> tuple[int, Token] | None:
    """A sticker, which says nothing of health; other brackets hold words."""
    found = _STICKER.match(text, at) if text[at] == "[" else None
    if found is None or found[1] not in _STICKERS:
        return None
    return len(found[0]), Token(Kind.COURTESY, found[0])

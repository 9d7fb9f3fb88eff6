"""How a leave was asked for: 妈妈打电话来请假 and 奶奶来学校请病假 tell of the leave alone."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN_ENDS

_LEAVE = (
    r"(?:[跟向给和](?:我|老师|班主任))?(?:帮|给|替|为)?(?:他|她|孩子|娃儿?)?(?:请"
    r"|告)(?:了|过)?(?:个|一天|[半两三]天)?[病事]?假"
)
_CALLED = re.compile(
    r"(?<![没未不有])(?:今早|早上|今天早上|刚才|刚刚|刚|昨晚)?(?:打来?了?个?电话"
    r"|发来?了?个?(?:微信|信息|短信|消息|语音)|来了?个?(?:电话|微信))"
    rf"(?:过来|来)?(?={_LEAVE})"
)
_CAME = re.compile(
    rf"(?<={KIN_ENDS})(?:刚|刚才|今早|早上)?(?:亲自)?过?来(?:学校|校|班上"
    rf"|办公室)(?:来)?(?={_LEAVE})"
)
_SAYS_OF = re.compile(r"(?<=假)(?P<says>[,，]?说)(?:是)?(?:他|她|孩子|娃儿?)")
_AT_SCHOOL = re.compile(
    r"(?P<many>[人个名位生学子班部体\d]?)(?:现在|目前|现|此时)(?:还"
    r"|仍)?在校(?![园内外医])(?P<end>\s*(?:[,;。!]|$))?"
)


# 请下午假, 请了明天的病假.
_OF_A_TIME = re.compile(
    r"请了?(?:个|一个)?(?P<when>今天上午|今天下午|上午|下午|中午|晚自习|晚上|明天|后天|明后天|周[一二三四五]"
    r"|今明两天)的?(?P<leave>[病事]?假)(?![期日])"
)


def leaves_only(text: str) -> str:
    """The text without how the leave was asked for; 现在在校 is at school."""
    text = _OF_A_TIME.sub(r"\g<when>请\g<leave>", text)
    text = _CAME.sub("", _CALLED.sub("", text))
    return _AT_SCHOOL.sub(_at_school, _SAYS_OF.sub(r"\g<says>", text))


def _at_school(found: re.Match[str]) -> str:
    """A pupil who is at school; or how many are, 全班目前在校45人."""
    if found["many"] or found["end"] is None:
        return f"{found['many']}在校{found['end'] or ''}"
    return f"在学校{found['end']}"

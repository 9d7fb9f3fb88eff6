"""Who came along says nothing of health: 奶奶送来的, He Yuxin and her family went to Shanghai."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN, KIN_EN

_BROUGHT = re.compile(
    rf"(?:刚才?|早上|今早)?(?:由|被|是)?(?:他|她)?(?:{KIN}|爸|妈)(?:刚才?|早上|今早)?(?:开车|骑车|打车)?(?:送|带|领|背|抱)(?:他|她)?(?:过)?来"
    r"(?:了|的|上学|上课|学校|到校){0,2}(?=\s*(?:[,;。!]|$))"
)
_ON_THE_WAY = re.compile(r"(?:在)?来(?:学校|校)?的?路上(?=[就又刚]?(?:吐|呕|晕|摔|头|肚|咳|流))")
_FAMILY = re.compile(
    rf"(?<=[a-z]) and (?:his|her|their) {KIN_EN}(?= (?:went|travell?ed|drove|flew|visited|spent"
    r"|were in|came back|returned|got back|are in|are still))"
)
_DESK_MATE = re.compile(r"(?P<pupil>[\u4e00-\u9fff]{2,4})(?P<also>[和跟与、])(?P=pupil)的?(?=同桌)")
"""小明和小明同桌."""


def pupils_alone(text: str) -> str:
    """The text without those who brought the pupil or went along."""
    text = _DESK_MATE.sub(r"\g<pupil>\g<also>他", text) if "同桌" in text else text
    return _FAMILY.sub("", _ON_THE_WAY.sub("", _BROUGHT.sub("", text)))

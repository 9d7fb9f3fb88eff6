"""Away at a match or an exam of one's own: at a chess match, 去区里参加运动会, 考级."""

from __future__ import annotations

import re

_EVENT_ZH = r"(?:比赛|竞赛|大赛|联赛|选拔赛|锦标赛|初赛|复赛|决赛|运动会|考级|汇演|演出|集训|选拔)"
_NEAR = r"(?:(?:[市区县镇乡省州](?:里|上)?|片区|少年宫|体育馆|体育场|文化馆|体校|外校)(?:里|去)?)"
_WHAT = (
    r"(?:作文|数学|语文|英语|奥数|奥赛|舞蹈|朗诵|演讲|讲故事|诵读|篮球|足球|排球|乒乓球?|羽毛球|网球|田径|游泳"
    r"|跆拳道|武术|围棋|象棋|国际|棋类|编程|机器人|合唱|书法|绘画|美术|科技|创新|航模|拔河|跳绳|钢琴|声乐|歌唱|器乐"
    r"|乐器|古筝|知识|艺术|文艺|少儿|青少年|中小学生?|小学生|学生|阳光体育|体育|春季|冬季|秋季|的){0,4}"
)
_LEAVES = r"(?=\s*(?:[,;。.!)\n]|$|其[余他它]))"
_FOR_SCHOOL = rf"代表(?:学校|我校|班级|校队|{_NEAR})"
_GONE_TO = re.compile(
    rf"(?:{_FOR_SCHOOL})?去{_NEAR}?(?:参加|打|比)?{_WHAT}{_EVENT_ZH}(?:去)?了?"
    rf"|{_FOR_SCHOOL}[去到在]?{_NEAR}?(?:参加|打|比)?{_WHAT}{_EVENT_ZH}(?:去)?了?"
    rf"|{_NEAR}?参加{_WHAT}{_EVENT_ZH}去了?{_LEAVES}"
    rf"|(?<![班都家们生])参加{_NEAR}{_WHAT}{_EVENT_ZH}了?{_LEAVES}"
    rf"|(?<![班都家们生])参加{_WHAT}{_EVENT_ZH}(?=请了?假)"
    r"|(?:参加)?(?:钢琴|古筝|吉他|小提琴|二胡|架子鼓|舞蹈|声乐|跆拳道|围棋|书法|美术|琵琶)?考级(?:去)?了?"
)
_EVENT = (
    r"(?:match|competition|contest|tournament|olympiad|championships?|exam|audition|recital"
    r"|(?:swim|sports|track) meet|gala)s?\b"
)
_KIND = r"(?:(?!and\b|with\b|but\b|or\b|not\b)[a-z]+ ){0,2}?"
_ONE = r"(?:a|an|the|his|her|their|some)"
_GAME = (
    r"(?:match|competition|contest|tournament|olympiad|championships?"
    r"|(?:swim|sports|track) meet)s?\b"
)
_IS_AT = re.compile(
    rf"(?P<who>\b(?:(?-i:[A-Z])[a-z]+|is|are)) at {_ONE} {_KIND}{_GAME}", re.IGNORECASE
)
_AWAY_AT = re.compile(
    r"\b(?:(?:is|was|are) )?(?:(?:away|out|off|absent|gone|not in|excused)(?: today)?,? "
    rf"(?:for|at|to|on|in|taking|playing(?: in| at)?|because of) (?:{_ONE} )?{_KIND}{_EVENT}"
    rf"|(?:playing (?:in|at)|competing (?:in|at)|taking part in) {_ONE} {_KIND}{_GAME})",
    re.IGNORECASE,
)


def away_for_contests(text: str) -> str:
    """The text with 去比赛 and on personal leave for whatever is competed in."""
    text = _IS_AT.sub(r"\g<who> on personal leave", _GONE_TO.sub("去比赛", text))
    return _AWAY_AT.sub("on personal leave", text)

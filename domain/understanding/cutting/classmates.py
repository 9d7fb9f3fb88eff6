"""Words for a classmate who is told by another one: 李雷前面的男生, the boy next to Li Lei."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE
from domain.understanding.cutting.tokens import Token

_CHILD = (
    "(?:男同学|女同学|小?同学|男生|女生|男孩子?|女孩子?|小?孩子?|男娃儿?|女娃儿?|娃儿?|学生"
    "|小朋友|男的|女的)"
)
_THAT = "(?:[那这](?:几|两|俩|三|四)?[个位名些]|(?:[一几两二三四五六]|[1-8])\\s?[个位名])"
_SEAT = (
    "(?:座位)?(?:最?靠?[前后左右旁](?:面|边|排|座|桌|一排|一桌|一个)|隔壁|对面|斜对面|背后"
    "|周围|附近|身边|四周|周边|前后左右|[前左]后?右?[桌座])"
)
_THING = "(?:体温|温度|时间|记录|数据|信息|情况|结果|消息|座位|位置|桌子)"
_SITS = "(?:坐|住|睡|站)?"
_ROOM = "(?:同一个?|一个|同|1个)(?:宿舍|寝室|房间|屋子?|小组|组|桌子?|车子?|床|校车|村子?|小区)"
_TOGETHER = (
    "(?:一起|一块儿?|一路|一道|一同|经常|天天|常)+(?:来?上学|放学|回家|来学校|来|坐车|坐校车|坐|玩儿?|吃早?饭"
    "|吃|走路?|住|睡|训练|打球|踢球|值日|参赛|比赛|上课|补课|写作业|做作业|拼车|同路)"
)
_FRIEND = (
    "(?:最?好的?|要好的)?(?:朋友|好友|闺蜜|死党|铁?哥们儿?|小伙伴|玩伴|同伴|队友|搭档|小姐妹)们?"
)
_BEHIND_A_NAME = re.compile(
    rf"的?(?:{_SEAT}的?{_SITS}的?{_THAT}?{_CHILD}|{_SEAT}的?{_SITS}的?{_THAT}"
    rf"|{_SEAT}{_SITS}的(?!{_THING}))"
    rf"|(?:是|住|和他|和她)?{_ROOM}{_SITS}(?:的{_THAT}?{_CHILD}?|{_CHILD})"
    rf"|的?{_THAT}?{_FRIEND}(?!家|圈)"
    rf"|的{_THAT}?(?:男|女)?同学(?!家|们)"
)
_BESIDE_A_NAME = re.compile(
    rf"(?:{_TOGETHER}|同桌|同寝|同宿舍|同组|同班|[坐住睡])的{_THAT}?{_CHILD}?"
)
_BEHIND_A_SIGN = re.compile(rf"{_SEAT}的?{_SITS}的?(?:那个|那位|一个|一位)?{_CHILD}(?![都均全们])")
"""李雷咳嗽，后面的女生也是."""
_WITH = frozenset(["和", "跟", "与", "同", "挨着", "紧挨着", "靠着", "着"])
_OF_A_PUPIL = frozenset(["他", "她", "其", "他的", "她的", "孩子", "同学"])
_SIGNS = frozenset(
    "的座最靠前后左右旁隔对斜背身周附四是住和同一1好要朋闺死铁哥小玩队搭天经常坐住睡"
)
_KID = r"(?:boy|girl|child|kid|pupil|student|one|classmate|friend|boys|girls|kids|children|pupils)"
_MANY = r"(?:two|three|four|five|some|several|both|[2-8])"
_WHO_SITS = (
    r"(?:\s(?:who|that))?(?:\s(?:is|was|are|were|'s))?"
    r"(?:\s(?:sits|sat|sit|sitting|seated|sleeps|sleeping|standing|stands))?"
)
_PLACE_BY = (
    r"(?:(?:right|directly|just)\s)?(?:next to|beside|besides|behind|in (?:the )?front of"
    r"|across from|opposite|near|close to|(?:to|on|at) (?:the|his|her) (?:left|right)(?: side)? of"
    r"|above|below"
    r"|(?:in|on) the (?:seat|row|desk|bed|bunk) (?:next to|beside|behind|in front of|above|below))"
)
_SHARING = (
    r"(?:(?:who|that)\s)?(?:shares|sharing|share)\s(?:a|the)\s"
    r"(?:room|dorm|dorm room|desk|table|bunk|dormitory)\swith"
    r"|(?:(?:who|that)\s(?:is|sits|sleeps|lives)\s)?in the same"
    r"\s(?:room|dorm|dormitory|group|row|bunk)\sas"
)
_BY_THE_SEAT = re.compile(
    rf"(?:the|a|one|another|{_MANY})\s(?:{_MANY}\s)?(?:other\s|little\s)?{_KID}"
    rf"(?:{_WHO_SITS}\s{_PLACE_BY}|\s(?:{_SHARING}))"
    r"(?P<him>\s(?:him|her|them)(?![a-z]))?(?=\s|$|[,;.:])",
    re.IGNORECASE,
)
_FRIEND_OF = re.compile(
    rf"(?:the|a|one|{_MANY})\s(?:{_MANY}\s)?(?:(?:best|good|close)\s)?(?:friend|deskmate|desk mate"
    r"|roommate|room mate|dorm mate|seatmate|classmate|partner)s?\sof(?=\s)",
    re.IGNORECASE,
)
_FRIEND_EN = re.compile(
    rf"(?:'s|his|her|their)\s(?:{_MANY}\s)?(?:very\s)?(?:best\s|good\s|close\s|little\s)?"
    r"(?:friends?|buddy|buddies|bestie|pals?|classmates?|mates?|desk partners?|partners?)"
    r"(?![a-z']|\s?'s)",
    re.IGNORECASE,
)
_SIGNS_EN = frozenset("taohfsbTAOHFSB'2345678")


def classmate_at(text: str, at: int, before: Sequence[Token]) -> tuple[int, Token] | None:
    """A classmate who is told by the pupil named beside these words. Its value says whether the
    pupil's name follows: the boy next to.
    """
    sign = text[at]
    if sign in _SIGNS_EN:
        return _classmate_in_english(text, at)
    if sign not in _SIGNS:
        return None
    last = before[-1] if before else NOTHING_THERE
    if last.kind in ENDS | {Kind.LIST, Kind.SPACE}:
        found = _BEHIND_A_SIGN.match(text, at)
        return (len(found[0]), Token(Kind.CLASSMATE, found[0])) if found else None
    if last.kind is not Kind.NAME and last.text not in _OF_A_PUPIL:
        return None
    found = _BESIDE_A_NAME.match(text, at) if _stands_with(before) else None
    found = found or _BEHIND_A_NAME.match(text, at)
    return (len(found[0]), Token(Kind.CLASSMATE, found[0])) if found else None


def _stands_with(before: Sequence[Token]) -> bool:
    """和李雷一起上学的, 跟他一起坐车的."""
    return len(before) > 1 and before[-2].text in _WITH


def _classmate_in_english(text: str, at: int) -> tuple[int, Token] | None:
    if at and text[at - 1].isalpha() and text[at] != "'":
        return None
    if text[at].isdigit() and not text.startswith(" ", at + 1):
        return None
    if friend := _FRIEND_EN.match(text, at):
        return len(friend[0]), Token(Kind.CLASSMATE, friend[0])
    if friend := _FRIEND_OF.match(text, at):
        return len(friend[0]), Token(Kind.CLASSMATE, friend[0], True)
    found = _BY_THE_SEAT.match(text, at)
    if found is None:
        return None
    return len(found[0]), Token(Kind.CLASSMATE, found[0], found["him"] is None)

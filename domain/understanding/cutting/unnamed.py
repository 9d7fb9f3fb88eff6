"""Words for a pupil nobody named: by a place in the room (第二组的, the back row), or as new."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_N = r"(?:[一二三四五六七八九十两]{1,2}|\d{1,2})"
_BLOCK = "(?:大组|小组|组(?![织合成长])|排(?![队查除名练])|列(?!为)|座(?!位)|桌(?!子))"
_CHILD = (
    "(?:男同学|女同学|小?同学|男生|女生|男孩子?|女孩子?|小?孩子?|男娃儿?|女娃儿?|娃儿?|学生"
    "|小朋友|男的|女的|组长)(?![都均全们])"
)
_THAT = "[那这](?:一|几|两|俩)?[个位名些]"
_THING = "(?:体温|温度|时间|记录|数据|情况|座位|位置|桌子|同学们|学生们|学生[都均全]|同学[都均全])"
_ROW = (
    rf"(?:最|靠|倒数)?(?:[前后左右末尾首]|左边|右边|中间)(?:第?{_N}|几|两)?{_BLOCK}"
    rf"|(?:倒数)?第{_N}(?:{_BLOCK}|行)|{_N}(?:大组|小组|排(?![队查除名练])|组(?![织合成长]))"
    rf"|(?:同(?!桌)|同一|这|那|这一|那一|另一|隔壁|旁边)个?{_BLOCK}"
)
_SPOT = (
    "(?:靠|临|挨)(?:着|近)?(?:窗户?|门|墙|过道|走廊|讲台|黑板|前门|后门|空调|暖气)(?:口|边|旁边?|那边|那里)?"
    "|(?:窗户?|前?后?门)[边口旁]上?|讲台[边旁前下]上?|(?:教室)?(?:角落|墙角)[里头]?|教室(?:最?[后前](?:面|头|边)?|中间)"
)
_SIDE = "(?:坐在?)?最?(?:前面|后面|中间|旁边|左边|右边|隔壁|对面|后头|前头)"
_BY_PLACE = re.compile(
    rf"(?:坐在?|住在?)?(?:(?:{_ROW})(?:的?(?:{_SPOT}))?(?P<who>的?(?:{_THAT})?{_CHILD}|的?{_THAT}|的(?!{_THING}))?"
    rf"|(?:{_SPOT})(?P<there>[坐那]?的?(?:{_THAT})?{_CHILD}|[坐那]?的?(?:{_THAT}|[那]桌的?)|[坐那]?的(?!{_THING}))"
    rf"|{_SIDE}(?P<side>的?{_THAT}(?:{_CHILD})?))"
)
_SEATMATE = re.compile("[前后][桌座]的?|前后左?右?[桌座]?的?")
"""李雷的同桌和前桌: of who is named, and no row."""
_ONE = "(?:一|1)?[个位名]"
_NEW = re.compile(
    rf"[那这有]?(?:个|位|名)?(?:刚|刚刚|才)?(?:"
    rf"(?:新转(?:学|过)?来|新转[进入]|转[学校](?:过)?来|转来|新来|新到|插班来?)的(?:新?{_CHILD}|[那这]?[个位])?"
    rf"|(?:新转(?:学|过)?来|新来|新)(?:{_CHILD}|转学生)|(?:插班|转学|转校|借读|旁听|新转)生|新生(?![儿代的日])"
    rf"|(?P<came>(?:新(?:转|转学)?来|转[学校]?(?:过)?来|插班来?)了?{_ONE}(?:{_CHILD}|插班生|新生)"
    rf"|来了?{_ONE}(?:新{_CHILD}|新生|插班生|转[学校]生))"
    r")(?![都均全们])"
)
_OPENS = re.compile(
    r"(?:(?:^|[,。;!、\n\s|:])(?:今天|昨天|本周|这周|我们?班|班[里上]|我班)*|还有|另外|此外|以及"
    r"|和|跟|[,。;\s]也|但是?|不过|而且|然后|加上)$"
)
_TOLD_BEFORE = re.compile(r"(?:[嗽烧吐泻]|没来|病假|事假|[3-4]\d(?:\.\d)?)了?$")
"""张三咳嗽后排的发烧: without a sign between."""
_SIGNS = frozenset(
    "最靠倒前后左右末尾首中第一二三四五六七八九十两0123456789同这那另隔旁临挨窗讲教角墙坐住对门"
)
_NEW_SIGNS = frozenset("那这有个位名刚才新转插借旁来")

_KID = r"(?:boy|girl|child|kid|pupil|student|one|boys|girls|kids|children|pupils|students)"
_NTH = (
    r"(?:front|back|last|first|second|third|fourth|fifth|sixth|middle|rear|same|other|next|left"
    r"|right)"
)
_ROW_EN = (
    rf"(?:{_NTH}\s(?:row|group|table|desk|bench|line|column)s?"
    r"|(?:row|group|table|column)\s\d{1,2})"
)
_SPOT_EN = (
    rf"(?:window|door|wall|aisle|corner|radiator|blackboard|{_ROW_EN}"
    r"|(?:very\s)?(?:back|front|rear|side|middle)(?:\sof\sthe\s(?:class|classroom|room))?)"
)
_SITS_EN = r"(?:\s(?:who|that))?(?:\s(?:is|was|'s))?(?:\s(?:sits|sitting|seated|sat))?"
_BY_PLACE_EN = re.compile(
    rf"(?:(?P<who>(?:the|a|one|another|that)\s(?:other\s|little\s)?{_KID}|some(?:one|body))"
    rf"{_SITS_EN}\s(?:by|near|at|in|on|from|beside|next to)\s(?:the\s)?{_SPOT_EN}"
    rf"|(?:(?:in|on|at|from)\s)?(?:the\s)?{_ROW_EN})(?=\s|$|[,;.:!])",
    re.IGNORECASE,
)
_NEW_EN = re.compile(
    r"(?:the|a|an|our|one|that|another)\s(?:(?:brand\s)?new(?:ly\s\w+ed)?|transfer(?:red)?|newly\sarrived)"
    rf"\s(?:transfer\s)?{_KID}(?=\s|$|[,;.:!'])|(?:the|a|our)\s(?:newcomer|transfer)(?=\s|$|[,;.:!])",
    re.IGNORECASE,
)
_OPENS_EN = re.compile(
    r"(?:^|[,.;!\n、(]|\b(?:and|also|but|plus|then|while|there is|there's|there was|we have))\s*$",
    re.IGNORECASE,
)
_SIGNS_EN = frozenset("taosionfrblmgcTAOSIONFRBLMGC")


def unnamed_at(text: str, at: int) -> tuple[int, Token] | None:
    """A pupil, or the pupils of a row, of whom nothing but this is known, where a clause opens. Its
    value says whether it is one of them, or somebody who came into the class.
    """
    sign = text[at]
    if sign in _SIGNS_EN:
        return _in_english(text, at)
    if sign not in _SIGNS and sign not in _NEW_SIGNS:
        return None
    new = _NEW.match(text, at) if sign in _NEW_SIGNS else None
    found = new or _BY_PLACE.match(text, at)
    if found is None:
        return None
    one = new or found["who"] or found["there"] or found["side"]
    if _SEATMATE.fullmatch(found[0]):
        return None
    if not opens_clause(text, at) and not (one and _TOLD_BEFORE.search(text[max(at - 5, 0) : at])):
        return None
    if new is not None:
        return len(new[0]), Token(Kind.UNNAMED, new[0], "came" if new["came"] else "new")
    return len(found[0]), Token(Kind.UNNAMED, found[0], "one" if one else "row")


def opens_clause(text: str, at: int) -> bool:
    """Whether nobody is named before this place in its clause."""
    near = text[max(at - 8, 0) : at]
    return _OPENS.search(near if len(near) == at else f"…{near}") is not None


def _in_english(text: str, at: int) -> tuple[int, Token] | None:
    if at and text[at - 1].isalpha():
        return None
    new = _NEW_EN.match(text, at)
    found = new or _BY_PLACE_EN.match(text, at)
    if found is None or not _OPENS_EN.search(text[max(at - 14, 0) : at]):
        return None
    if new is not None:
        return len(new[0]), Token(Kind.UNNAMED, new[0], "new")
    return len(found[0]), Token(Kind.UNNAMED, found[0], "one" if found["who"] else "row")

"""What teachers tell of their own people in passing: 全班正常，我家娃感冒了."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.own_people import OWN
from domain.understanding.cutting.pieces import ENDS, QUIET, back_from, end_from, first_loud
from domain.understanding.cutting.tokens import ILL_OR_AWAY, TRAVELS, Token

_PUPILS = frozenset(
    {
        *(Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.NUMBER, Kind.RATIO, Kind.SOMEBODY, Kind.BOY),
        *(Kind.GIRL, Kind.CLASSMATE, Kind.RELATIVE, Kind.ALL, Kind.REST, Kind.EACH, Kind.FULL),
        *(Kind.OWN_CLASS, Kind.OTHER_CLASS, Kind.EXCEPT, Kind.PRESENT, Kind.ENROLLED, Kind.MAX),
        *(Kind.NORMAL, Kind.ABNORMAL, Kind.NO_TRAVEL, Kind.UNMEASURED, Kind.UNREACHABLE),
        *(Kind.PART_BOARDS, Kind.PART_GOES_HOME, Kind.TITLE, Kind.SELF, Kind.COLON, Kind.UNNAMED),
    }
)
"""Here the teacher's own matter is over."""
OF_PUPILS = frozenset(
    [
        *("他", "她", "他们", "她们", "其", "学生", "孩子", "娃", "娃儿", "班里", "班上"),
        *("班级", "我班", "我们班"),
        *("he", "she", "they", "him", "her", "his", "them", "their", "it", "students"),
        "pupils",
        *("student", "pupil", "kids", "kid", "children", "child", "class", "in class"),
    ]
)
"""Words that speak of pupils."""
_CLASS = frozenset(
    {Kind.ALL, Kind.REST, Kind.FULL, Kind.EACH, Kind.OWN_CLASS, Kind.RATIO, Kind.PRESENT}
)
_THEIRS = frozenset(
    ["学生", "孩子", "班里", "班上", "班级", "我班", "我们班", "class", "kids", "students"]
)
_TO_ME = frozenset(
    ["跟", "向", "给", "和", "与", "找", "对", "问", "到", "告诉", "让", "叫", "喊", "请"]
)
_TELLS = (
    *("说", "告诉", "电话", "微信", "信息", "消息", "短信", "称", "讲", "留言", "转", "反映"),
    "语音",
)
_TELLS_EN = ("say", "said", "told", "call", "text", "messag", "wrote", "phone", "email", "rang")
_ALSO = frozenset(
    [
        *("自己", "也", "有点", "有些", "有一点", "还", "就", "是", "又", "真", "最近", "本来"),
        *("因为", "由于", "好像"),
        *("可能", "都", "一直", "刚", "刚刚", "已经", "现在", "身体", "感觉", "觉得", "有点儿"),
        *("这两天", "要", "早上"),
        *("稍微", "正", "昨天", "今天", "今早", "昨晚", "昨夜", "这几天", "没", "没有", "不"),
        *("的", "得", "了", "有"),
        *("am", "'m", "have", "has", "had", "i've", "got", "a", "bit", "a bit", "of", "little"),
        "a little",
        *("slightly", "also", "too", "still", "was", "were", "been", "not", "just", "myself"),
        *("so", "is"),
        *("really", "quite", "rather", "down", "with", "caught", "feel", "feeling", "think"),
        "might",
        *("came down with", "coming down with", "unfortunately", "actually", "the", "being"),
        *("been", "now"),
        *("in", "at", "on", "again", "be", "may", "for", "to", "both", "bit of", "a bit of"),
        "kind of",
    ]
)
"""What may stand between the teacher and the ailment. 我看, I noticed tell of others."""
_STATES = ILL_OR_AWAY | TRAVELS | {Kind.WHERE, Kind.COOLED}
_TURNS = ("but", "though", "although", "while", "however", "但", "但是", "不过", "可", "可是")
_TOGETHER = ("all", "every", "全", "都", "均", "也都")


def without_own_matters(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, what the teacher's own people have fallen silent where the class is told of
    besides. Whatever a parent may have written, and whatever stands alone, is left as it is.
    """
    own = _own_places(tokens)
    if not _class_is_told(tokens, own):
        own = set()
    return [_silent(one) if n in own else _plain(one) for n, one in enumerate(tokens)]


def _own_places(tokens: Sequence[Token]) -> set[int]:
    own: set[int] = set()
    pupil = quoted = False
    for n, one in enumerate(tokens):
        if n in own:
            continue
        if one.kind in (Kind.ALL, Kind.REST, Kind.FULL):
            pupil = quoted = False
        pupil = pupil or one.kind in (Kind.NAME, Kind.ORDINAL, Kind.RELATIVE, Kind.SOMEBODY)
        quoted = quoted or (pupil and (one.kind in (Kind.RELATIVE, Kind.COLON) or _tells(one)))
        quoted = quoted or one.text.startswith("转")
        if not quoted and _begins(tokens, n):
            own.update(range(n, _own_end(tokens, n, beside=pupil)))
    return own


def _tells(token: Token) -> bool:
    text = token.text.casefold()
    return any(word in text for word in _TELLS) or text.startswith(_TELLS_EN)


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """我儿子, my son; not 跟我妈请了假."""
    if tokens[at].kind is not Kind.SELF or tokens[at].value != OWN:
        return False
    before = first_loud(back_from(tokens, at), {Kind.SPACE})
    return before.text not in _TO_ME and before.kind is not Kind.LIST


def _own_end(tokens: Sequence[Token], at: int, *, beside: bool) -> int:
    """Where the teacher's own matter ends; at its very beginning where there is none."""
    state = _state_behind(tokens, at)
    if state is None or (beside and tokens[state].kind not in ILL_OR_AWAY):
        return at  # 李雷骨折，我在医院: of the pupil
    end = _clause_end(tokens, state + 1)
    if not _stands_apart(tokens, state, end):
        return at
    while end < len(tokens) and tokens[end].kind is Kind.COMMA:
        then = _clause_end(tokens, end + 1)
        if not _goes_on(tokens[end + 1 : then]) or then != end_from(tokens, end + 1):
            break
        end = then
    turns = end < len(tokens) and tokens[end].text.casefold() in _TURNS
    return end + 1 if turns else end


def _state_behind(tokens: Sequence[Token], at: int) -> int | None:
    for n in range(at + 1, min(at + 16, len(tokens))):
        one = tokens[n]
        if one.kind in _STATES:
            leads = one.text.startswith(("送", "带", "接", "陪", "take", "sent", "picked"))
            return None if leads else n
        if one.kind not in (Kind.SPACE, Kind.DAYS) and one.text.casefold() not in _ALSO:
            return None
    return None


def _clause_end(tokens: Sequence[Token], at: int) -> int:
    """The end of the clause, or where it turns to pupils, or to somebody nobody knows."""
    end = end_from(tokens, at)
    for n in range(at, end):
        one = tokens[n]
        unknown = one.kind is Kind.UNKNOWN and one.text.casefold() not in _TURNS
        strange = unknown and any(t.kind in ILL_OR_AWAY for t in tokens[n:end])
        if one.kind in _PUPILS and one.text.casefold() not in ("myself", "我自己"):
            return n
        if one.text.casefold() in OF_PUPILS or strange:
            return n
    return end


def _stands_apart(tokens: Sequence[Token], state: int, end: int) -> bool:
    """我感冒了学生都正常; in 请假的学生 and sick kids it is the pupils who are away or ill."""
    last = first_loud(tokens[state + 1 : state + 3], ()).text
    if last == "的" or tokens[state].text.endswith("的"):
        return False
    if end >= len(tokens) or tokens[end].kind in ENDS:
        return True
    if tokens[end].kind is Kind.COLON:
        return False
    between = tokens[state + 1 : end + 1]
    if tokens[state].text.isascii():
        return any(one.text.casefold() in _TURNS for one in between)
    words = "".join(one.text for one in tokens[state:end])
    return words.endswith(("了", " ", *_TURNS))


def _goes_on(clause: Sequence[Token]) -> bool:
    """我发烧了，请假一天: still of the teacher. A denial or a figure may be the class's."""
    said = [one for one in clause if one.kind not in QUIET | {Kind.DAYS}]
    known = all(one.kind in _STATES for one in said)
    return bool(said) and known and not clause[0].text.startswith("有")


def _class_is_told(tokens: Sequence[Token], own: Collection[int]) -> bool:
    """Whether the class or a pupil is told of besides. 我昨天发烧，今天正常 may be the teacher."""
    told = after = False
    start = 0
    for end in [n for n, one in enumerate(tokens) if one.kind in ENDS] + [len(tokens)]:
        clause = [tokens[n] for n in range(start, end) if n not in own]
        theirs = any(map(is_of_the_class, clause))
        if after and not theirs and any(one.kind is Kind.NORMAL for one in clause):
            return False
        told = told or theirs or any(one.kind is Kind.NORMAL for one in clause)
        after = (after or any(n in own for n in range(start, end))) and not theirs
        start = end + 1
    return told


def is_of_the_class(token: Token) -> bool:
    """Whether a piece speaks of the class or of one of its pupils."""
    if isinstance(token.value, Reference):
        return bool(token.value.candidates)
    text = token.text.casefold()
    together = token.kind is Kind.NORMAL and text.startswith(_TOGETHER)
    return token.kind in _CLASS or text in _THEIRS or together


def _silent(token: Token) -> Token:
    return token if token.kind in ENDS else replace(token, kind=Kind.FILLER, value=None)


def _plain(token: Token) -> Token:
    """The family in what a parent may have written is the pupil's."""
    mine = token.kind is Kind.SELF and token.value == OWN
    return replace(token, kind=Kind.FILLER, value=None) if mine else token

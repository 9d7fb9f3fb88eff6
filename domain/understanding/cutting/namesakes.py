"""Words that a pupil is called by too: 安全 and 高兴 of the roster, or the words themselves.

The roster goes before the words, wherever a name can stand. Where the grammar shows the word
(不太高兴, 其余安全, 王五安全到家) it is the word, and where both are possible it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from domain.check_in import Absence
from domain.temperature import FEVER
from domain.understanding.context import Likeness
from domain.understanding.cutting.dictionary import known_word
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import LEXICON, Kind
from domain.understanding.cutting.names import Roll
from domain.understanding.cutting.pieces import back_from, on_from
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token, reference

_ENDS = frozenset({Kind.STOP, Kind.COMMA, Kind.MARK, Kind.OPEN, Kind.CLOSE})
_OF_ALL = frozenset({Kind.ALL, Kind.EACH, Kind.REST})
_WHO = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.RELATIVE})
_PLACED = frozenset({Kind.WHERE, Kind.BACK, Kind.FROM, Kind.TO, Kind.TRIP, Kind.VIA})
_TELLS = _PLACED | {
    *(Kind.FIGURE, Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.COOLED),
}
_WEATHER = frozenset(["高温"])
_MOODS = frozenset(["高兴", "开心", "快乐", "欢喜"])
_WELL = frozenset(["正常", "无恙", "安全", "平安", "健康", "安好"])
_NOT_GLAD = frozenset(["不", "不太", "不大", "不怎么", "不是很"])
_BEFORE = (
    *("很", "非常", "真", "特别", "挺", "蛮", "十分", "有点", "有些", "比较", "太", "心情", "情绪"),
    *("显得", "看起来", "看着", "玩得", "校园", "注意", "交通", "人身", "出行", "保证", "确保"),
)
"""Behind these no pupil stands: 人还挺高兴的, 注意安全."""
_BEHIND = frozenset(["地", "得很", "的很", "极了", "坏了", "着呢", "无事故"])
_ANSWERS = frozenset({Kind.NORMAL, Kind.FEVER, Kind.HOT})
_OF_OTHERS = frozenset(
    {Kind.NAME, Kind.COUNT, Kind.NUMBER, Kind.COLON, Kind.NONE, Kind.NOT, Kind.EACH, Kind.ALL}
)
_TITLES = frozenset(["同学", "小朋友", "小同学"])
_ALREADY = frozenset(["已", "已经", "现已", "现", "现在", "刚", "刚刚", "人", "人已", "也已", "并"])
_COMES = ("送", "接", "到", "回", "返", "抵", "离", "达", "护送")
_STAYS = ("在", "居家", "住", "隔离")


def namesakes_settled(tokens: Sequence[Token], roll: Roll) -> list[Token]:
    """The same pieces: the word where a word stands, a name to be confirmed where both may."""
    found = [*tokens, Token(Kind.STOP, "")]
    for n, one in enumerate(tokens):
        if one.kind is Kind.NAME and (word := _word_of(one, roll.likeness)):
            _settle(found, n, word)
        elif (named := _named_so(found, n, roll)) is not None:
            found[n] = named
        elif one.text in _WELL and one.kind is Kind.NORMAL and _comes(found, n):
            found[n] = replace(one, kind=Kind.FILLER)  # 全部平安到校
    return found[:-1]


def _word_of(token: Token, likeness: Likeness) -> str:
    """The word that this name is, or that is typed as the name: 郑常 for 正常."""
    text = token.text
    if text in _MOODS or (text in LEXICON and LEXICON[text][0] is Kind.NORMAL):
        return text
    if text[1:] in _WELL and likeness.sounds(text[0]) & likeness.sounds("人"):
        return text[1:]  # 其余任健康
    alike = (word for word in sorted(_WELL) if len(word) == len(text))
    return next((word for word in alike if _sounds_as(text, word, likeness)), "")


def _sounds_as(text: str, word: str, likeness: Likeness) -> bool:
    signs = zip(text, word, strict=True)
    return all(
        one == other or likeness.sounds(one) & likeness.sounds(other) for one, other in signs
    )


def _settle(found: list[Token], n: int, word: str) -> None:
    one = found[n]
    if _said_of_all(found, n, exact=one.text == word, glad=word in _MOODS):
        found[n] = Token(Kind.FILLER, word) if word in _MOODS else known_word(word, one.text)
    elif one.text != word:
        return
    elif _before(found, n).text.endswith(_BEFORE) or found[n + 1].text in _BEHIND:
        found[n] = Token(Kind.FILLER, word)
    elif word in _MOODS:
        _denied(found, n)
    elif _comes(found, n):
        _goes_on(found, n)


def _named_so(found: Sequence[Token], n: int, roll: Roll) -> Token | None:
    """The pupil who is called by the word: 平安没来 for 何平安, 高温请事假 for 高文. Where no 同学
    follows it has to be confirmed.
    """
    one, behind = found[n], found[n + 1]
    begins = _before(found, n).kind in _ENDS | {Kind.LIST, Kind.SPACE}
    if not begins and _is_weather(found, n):
        return replace(one, kind=Kind.UNSURE)
    if one.kind not in _ANSWERS or not begins:
        return None
    after = found[n + 2] if behind.kind is Kind.TITLE else behind
    titled = behind.text in _TITLES and after.kind in _TELLS | {Kind.DAYS}
    given = one.kind is Kind.NORMAL and (titled or _tells(found, n))
    who = roll.called(one.text) if given else None
    if who is None and (titled or _is_away(found, n)):
        who = roll.spoken(one.text)
    if who is None and _is_weather(found, n):
        return replace(one, kind=Kind.UNSURE)
    return None if who is None else Token(Kind.NAME, one.text, replace(who, sure=titled))


def _is_away(found: Sequence[Token], n: int) -> bool:
    """高温请事假; 高温、李雷请事假: leave of somebody, who stands before the word for it."""
    behind = [one.kind for one in found[n + 1 : n + 4]]
    if found[n].kind is not Kind.FEVER or not behind:
        return False
    return behind[0] is Kind.ABSENT or behind == [Kind.LIST, Kind.NAME, Kind.ABSENT]


def _is_weather(found: Sequence[Token], n: int) -> bool:
    """今天高温，全班正常; 高温请事假: it may be the weather, where nobody is named."""
    if found[n].text not in _WEATHER:
        return False
    clause = {one.kind for one in _back_to(found, n, _ENDS)}
    behind = found[n + 1]
    leave = behind.value == (Absence.PERSONAL, True)
    ends = behind.kind is Kind.COMMA and found[n + 2].kind in (Kind.ALL, Kind.OWN_CLASS)
    return clause <= {Kind.DAYS, Kind.FILLER, Kind.SPACE} and (leave or ends)


def _tells(found: Sequence[Token], n: int) -> bool:
    """平安没来, 健康38.2; 健康36.8, 健康发烧没有 and 正常请假2人 tell of the class."""
    behind, clause = found[n + 1], []
    for one in on_from(found, n + 1):
        if one.kind in _ENDS:
            break
        clause.append(one.kind)
    if _OF_OTHERS & set(clause):
        return False
    if isinstance(behind.value, Figure):
        reading = behind.value.temperature
        return found[n].text != "正常" and reading is not None and reading >= FEVER
    return behind.kind in ILL_OR_AWAY


def _before(found: Sequence[Token], n: int) -> Token:
    return found[n - 1] if n else Token(Kind.STOP, "")


def _said_of_all(found: Sequence[Token], n: int, *, exact: bool, glad: bool) -> bool:
    """其余都高兴, 全班安全: right behind those who are spoken of, where the clause ends."""
    place = n - 1
    while place > 0 and found[place].kind in (Kind.SPACE, Kind.COLON, Kind.EACH):
        place -= 1
    first = max(place, 0)
    rest = n > 0 and found[first].kind is Kind.REST
    before = _before(found, n).kind
    of_whom = rest or (not glad and (before is Kind.EACH or (before is Kind.ALL and exact)))
    place = n + 1
    while found[place].text in ("的", "了", "呢", "啊", "哈"):
        place += 1
    if glad and exact and n and found[first].kind is Kind.ALL:
        return found[place].kind is Kind.COMMA  # 大家高兴，李雷咳嗽: nobody else tells of 高兴
    return of_whom and found[place].kind in _ENDS | {Kind.SPACE, Kind.NORMAL}


def _denied(found: list[Token], n: int) -> None:
    """王五不太高兴, 张三高兴不起来: a mood tells of no illness."""
    word = Token(Kind.FILLER, found[n].text)
    before, behind = _before(found, n), found[n + 1]
    if before.text in _NOT_GLAD:
        found[n - 1], found[n] = replace(before, kind=Kind.FILLER), word
    elif behind.text == "不" and found[n + 2].text in ("起来", "了"):
        found[n], found[n + 1] = word, replace(behind, kind=Kind.FILLER)


def _comes(found: Sequence[Token], n: int) -> bool:
    """Whether coming or going somewhere follows: 安全送到医院, 安全从昆明回来, 平安到校."""
    place = n + 1
    while found[place].text in ("地", "的", "已", "已经", "被"):
        place += 1
    following = found[place]
    return following.kind in _PLACED or following.text.startswith(_COMES)


def _goes_on(found: list[Token], n: int) -> None:
    """Whether the clause goes on with somebody who was named before, with the word, or the pupil
    is named here.
    """
    clause = _back_to(found, n, _ENDS)
    if any(one.kind in _OF_ALL for one in clause) or _before(found, n).text in _ALREADY:
        found[n] = Token(Kind.FILLER, found[n].text)
        return
    whom = next((at for at, one in enumerate(clause) if one.kind in _WHO), None)
    if whom is not None and {Kind.LIST, Kind.SPACE} & {one.kind for one in clause[:whom]}:
        return  # 张三、安全送到医院
    between = clause[:whom] if whom is not None else _back_to(found, n, {Kind.STOP})
    told = {one.kind for one in between} & _TELLS
    named = whom is not None or any(one.kind is Kind.NAME for one in between)
    if whom is None and not (told and named):
        return
    _word_or_pupil(found, n, told, itself=whom is not None)


def _word_or_pupil(found: list[Token], n: int, told: Collection[Kind], *, itself: bool) -> None:
    """张三38.2，安全送到医院 is the word; 李四咳嗽，安全在家 may be either."""
    following = next(one for one in on_from(found, n + 1) if one.kind is not Kind.FILLER)
    stays = following.text.startswith(_STAYS) and bool(told)
    travels = following.kind in (Kind.FROM, Kind.TO, Kind.VIA) and not itself
    if stays or travels or (not itself and set(told) & _PLACED):
        found[n] = replace(found[n], value=replace(reference(found[n]), sure=False))
    else:
        found[n] = Token(Kind.FILLER, found[n].text)


def _back_to(found: Sequence[Token], n: int, ends: Collection[Kind]) -> list[Token]:
    """The pieces before this one, the nearest first, back to where the clause or sentence began."""
    back: list[Token] = []
    for one in back_from(found, n):
        if one.kind in ends:
            break
        back.append(one)
    return back

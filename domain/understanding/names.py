"""Who is meant by a name: the class's roster, read forgivingly and never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from domain.roster import Pupil
from domain.understanding.context import Likeness
from domain.understanding.writing import is_han, same_spelling, written

_MISSING = "□■?*○◻◯〇x×某_"
_HOLE = re.compile(rf".{{0,10}}[{re.escape(_MISSING)}]", re.IGNORECASE)
NEAR = 0.92
"""How alike two spellings in Latin letters have to be to be offered; it is always asked back."""
LONGEST_NAME = 12
_DOUBLE = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "端木",
        "南宫",
        "独孤",
        "司徒",
        "长孙",
        "宇文",
    ]
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃"
    "武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋"
    "商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮"
    "粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬"
)
_NICK = "小老阿大"
# One stroke, one part: characters that a tired eye or a pen input takes for one another.
_ALIKE = (
    "己已巳 末未 玮伟炜纬苇韦 桐铜同 晴睛清情晴 瑶谣遥摇 轩杆 欣昕 萱宣暄 涵函 "
    "梓锌辛 子孑 宇于字 辰晨 浩洁皓 颖颍 雨两 兴光 明朋 昊吴 杨扬 李季 王玉主 "
    "张弛 陈阵 徐除 刘浏 孙逊 泽译 志忠 怡治 思恩 佳住 家冢 俊骏峻 杰然 博搏 "
    "文又 天夫 凯铠 喆哲吉 犇奔 堃坤方 翀冲 鋆均 彧或域 赟斌贇 屾山 琪棋琦 "
    "婷停 茜西 蕾雷 琳淋 瑾谨 燕艳 萍平苹 健建 永水 冬东 秋秩 梅悔 娟捐 妍研 "
    "磊垒 超起 宁宇 川州 航杭 帆凡 斌武 涛寿 锦棉 睿叡 奕弈 墨黑 "
)
_LOOKS: dict[str, frozenset[str]] = {}
for _group in _ALIKE.split():
    for _sign in _group:
        _LOOKS[_sign] = _LOOKS.get(_sign, frozenset()) | frozenset(_group)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name as typed and whom it may mean; not ``sure`` where the match is to be confirmed."""

    raw: str
    candidates: tuple[Pupil, ...]
    sure: bool = True

    @property
    def pupil(self) -> Pupil | None:
        """Who is meant, where that is one pupil only."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    def narrowed(self, keep: Callable[[Pupil], bool]) -> Reference:
        """The same name with only the candidates of this sex, seat or number."""
        return replace(self, candidates=tuple(filter(keep, self.candidates)))


@dataclass(frozen=True, slots=True)
class _Known:
    """A pupil with the name as it is compared, split into surname and given name."""

    pupil: Pupil
    name: str
    surname: str
    given: str


class Roll:
    """The names of one class, and finding a name in a sentence or a sentence's leftover."""

    def __init__(self, pupils: Sequence[Pupil], likeness: Likeness) -> None:
        self._likeness = likeness
        self._known = [_known(pupil) for pupil in pupils]
        self._by_name = _grouped((one.name, one.pupil) for one in self._known)
        self._by_given = _grouped(
            (one.given, one.pupil) for one in self._known if len(one.given) > 1
        )
        self._by_number = {same_spelling(p.number): p for p in pupils if p.number}
        self._by_seat = _grouped((str(p.seat), p) for p in pupils if p.seat is not None)
        forms = sorted({_form(written(one.pupil.name)) for one in self._known}, key=len)
        self._exact = re.compile("|".join(reversed(forms)) or "(?!)", re.IGNORECASE)
        holes = sorted({hole for one in self._known for hole in _holes(one.name)}, key=len)
        self._holed = re.compile("|".join(reversed(holes)) or "(?!)", re.IGNORECASE)
        self._resolved: dict[str, Reference] = {}
        self._firsts = {one.name[0] for one in self._known if one.name}
        self._openings: dict[str, list[_Known]] = {}
        for one in self._known:
            for sound in likeness.sounds(one.name[:1]) if one.name else ():
                self._openings.setdefault(sound, []).append(one)

    def exact(self, text: str, at: int) -> tuple[int, Reference] | None:
        """The longest full name of the class that stands here, and how long it is as typed."""
        if text[at].casefold() not in self._firsts:
            return None
        found = self._exact.match(text, at)
        if found is None or _cut(text, found.start(), found.end()):
            return None
        raw = found[0]
        pupils = self._by_name.get(same_spelling(raw), ())
        return len(raw), Reference(raw, pupils)

    def holed(self, text: str, at: int) -> tuple[int, Reference] | None:
        """A name with a sign that old lists print for a missing character: 陈□."""
        if text[at].casefold() not in self._firsts or not _HOLE.match(text, at + 1):
            return None
        found = self._holed.match(text, at)
        if found is None:
            return None
        pattern = re.compile(
            "".join("." if sign in _MISSING else re.escape(sign) for sign in found[0])
        )
        fits = tuple(one.pupil for one in self._known if pattern.fullmatch(one.name))
        return len(found[0]), Reference(found[0], fits, sure=False)

    def number(self, digits: str) -> Reference | None:
        """A student number."""
        pupil = self._by_number.get(same_spelling(digits))
        return None if pupil is None else Reference(digits, (pupil,))

    def seat(self, seat: int) -> Reference:
        """A seat in the class; nobody where it is empty."""
        return Reference(f"{seat}号", self._by_seat.get(str(seat), ()))

    def sounding(self, text: str, at: int) -> tuple[int, Reference] | None:
        """A name here that sounds like pupils of the class, or is a given name of theirs."""
        first = self._likeness.sounds(text[at])
        near = {one.name: one for sound in first for one in self._openings.get(sound, ())}
        for length in (4, 3, 2):
            window = text[at : at + length]
            if len(window) < length or not all(map(is_han, window)):
                continue
            fits = [one for one in near.values() if self._sounds_like(window, one.name)]
            if fits:
                names = {one.name for one in fits}
                return length, Reference(window, self._called(names))
            if window in self._by_given:
                return length, Reference(window, self._by_given[window])
        return None

    def resolve(self, raw: str) -> Reference:
        """Whom a stretch of unknown characters may mean; no candidates where nobody fits.

        The first of these that fits anybody decides: whole name, given name, one character
        missing, all but one character (which sounds or looks alike), 小 or 老 with a character,
        a surname with a title, Latin letters.
        """
        word = same_spelling(raw)
        if word in self._resolved:
            return replace(self._resolved[word], raw=raw)
        found = self._resolved[word] = self._resolve(raw, word)
        return found

    def _resolve(self, raw: str, word: str) -> Reference:
        ways: list[Callable[[str], Iterable[str]]] = [
            lambda said: [one.name for one in self._known if one.name == said],
            lambda said: [one.name for one in self._known if said in (one.given, one.name)],
            lambda said: [one.name for one in self._known if self._sounds_like(said, one.name)],
            lambda said: [one.name for one in self._known if self._one_missing(said, one)],
            lambda said: [one.name for one in self._known if self._one_wrong(said, one.name)],
            lambda said: [one.name for one in self._known if _nick(said, one)],
            lambda said: self._latin(said, 1.0),
            lambda said: self._latin(said, NEAR),
        ]
        if 0 < len(word) <= LONGEST_NAME * 2:
            for way in ways:
                if names := set(way(word)):
                    return Reference(raw, self._called(names), sure=way is not ways[-1])
        return Reference(raw, ())

    def titled(self, raw: str) -> Reference:
        """A surname with a title: 张同学."""
        word = same_spelling(raw)
        fits = {one.name for one in self._known if word == one.surname}
        return Reference(raw, self._called(fits)) if fits else self.resolve(raw)

    def _called(self, names: set[str]) -> tuple[Pupil, ...]:
        return tuple(one.pupil for one in self._known if one.name in names)

    def _alike(self, one: str, other: str) -> bool:
        return one == other or bool(self._likeness.sounds(one) & self._likeness.sounds(other))

    def _sounds_like(self, said: str, name: str) -> bool:
        return len(said) == len(name) and all(map(self._alike, said, name))

    def _one_wrong(self, said: str, name: str) -> bool:
        """One character looks like the right one, the others are right."""
        if len(said) != len(name) or len(name) < 2:
            return False
        wrong = [(s, n) for s, n in zip(said, name, strict=True) if s != n]
        return len(wrong) == 1 and (
            wrong[0][1] in _LOOKS.get(wrong[0][0], ()) or self._alike(*wrong[0])
        )

    def _one_missing(self, said: str, one: _Known) -> bool:
        """王明 for 王小明, 古丽 for 阿依古丽·买买提."""
        name = one.name
        if len(name) < 3 or not 2 <= len(said) < len(name):
            return False
        if len(name) > 4:
            return said in (name[: len(said)], name[-len(said) :]) or (
                len(said) > 2 and said in name
            )
        if len(said) != len(name) - 1 or said[0] != name[0]:
            return False
        return any(name[:n] + name[n + 1 :] == said for n in range(1, len(name)))

    def _latin(self, said: str, near: float) -> Iterable[str]:
        """Li Lei, lilei, leili: the letters of a name, in either order."""
        if not said.isascii() or len(said) < (3 if near == 1.0 else 8):
            return []
        return [
            one.name
            for one in self._known
            if any(self._likeness.nearness(said, spelt) >= near for spelt in self._spelt(one))
        ]

    def _spelt(self, one: _Known) -> Iterable[str]:
        if one.name.isascii():
            return [one.name]
        surname, given = (self._letters(part) for part in (one.surname, one.given))
        spelt = [s + g for s in surname for g in given] + [g + s for s in surname for g in given]
        return spelt + ([g for g in given if len(one.given) > 1])

    def _letters(self, part: str) -> list[str]:
        spelt = [""]
        for sign in part:
            spelt = [
                lead + sound for lead in spelt for sound in sorted(self._likeness.sounds(sign))
            ]
            if len(spelt) > 16:
                return spelt[:16]
        return spelt


def surnamed(text: str) -> bool:
    """Whether this may be a name of anybody: it begins with a surname, or as nicknames do."""
    return text[0] in _SURNAMES or (text[0] in _NICK and len(text) == 2)


def _known(pupil: Pupil) -> _Known:
    name = same_spelling(pupil.name)
    cut = 2 if name[:2] in _DOUBLE and len(name) > 2 else 1
    return _Known(pupil, name, name[:cut], name[cut:])


def _grouped(pairs: Iterable[tuple[str, Pupil]]) -> dict[str, tuple[Pupil, ...]]:
    found: dict[str, tuple[Pupil, ...]] = {}
    for key, pupil in pairs:
        if key:
            found[key] = (*found.get(key, ()), pupil)
    return found


def _form(name: str) -> str:
    """A pattern of the name with its dots left out or typed in another way, and lists' spaces."""
    signs = [sign for sign in name if sign.isalnum()]
    if not signs:
        return "(?!)"
    dotted = len(signs) != len(name)
    between = r"[ ·・•.。⋅∙‧]{0,2}" if dotted else r" {0,2}"
    if not is_han(signs[0]):
        between = r"[ ·・•.'-]{0,2}"
    return between.join(map(re.escape, signs))


def _holes(name: str) -> list[str]:
    if len(name) > LONGEST_NAME:
        return []
    hole = f"[{re.escape(_MISSING)}]"
    return [
        re.escape(name[:n]) + hole + re.escape(name[n + 1 :])
        for n in range(1, len(name))
        if is_han(name[n])
    ]


def _nick(said: str, one: _Known) -> bool:
    """小明 for 王小明 or 李明, 小王 and 老王 for 王伟."""
    if len(said) == 2 and said[0] in _NICK:
        return said[1] in (one.surname, one.given[-1:])
    return len(said) == 2 and said[0] == said[1] and one.given == said[0]


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters is only a part of a longer word."""
    first, last = text[start], text[end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    return (first.isascii() and first.isalnum() and before.isascii() and before.isalnum()) or (
        last.isascii() and last.isalnum() and after.isascii() and after.isalnum()
    )

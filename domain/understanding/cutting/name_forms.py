"""How names are written: surnames, nicknames, look-alikes, signs for a missing character."""

from __future__ import annotations

import re

from domain.understanding.writing import is_han

MISSING = "□■?*○◻◯〇x×某_"
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
_NUMERALS = "零一二三四五六七八九"
NICK = "小老阿大"
# One stroke, one part: characters that a tired eye or a pen input takes for one another.
_ALIKE = (
    "己已巳 末未 玮伟炜纬苇韦 桐铜同 晴睛清情晴 瑶谣遥摇 轩杆 欣昕 萱宣暄 涵函 "
    "梓锌辛 子孑 宇于字 辰晨 浩洁皓 颖颍 雨两 兴光 明朋 昊吴 杨扬 李季 王玉主 "
    "张弛 陈阵 徐除 刘浏 孙逊 泽译 志忠 怡治 思恩 佳住 家冢 俊骏峻 杰然 博搏 "
    "文又 天夫 凯铠 喆哲吉 犇奔 堃坤方 翀冲 鋆均 彧或域 赟斌贇 屾山 琪棋琦 "
    "婷停 茜西 蕾雷 琳淋 瑾谨 燕艳 萍平苹 健建 永水 冬东 秋秩 梅悔 娟捐 妍研 "
    "磊垒 超起 宁宇 川州 航杭 帆凡 斌武 涛寿 锦棉 睿叡 奕弈 墨黑 "
)
LOOKS: dict[str, frozenset[str]] = {}
for _group in _ALIKE.split():
    for _sign in _group:
        LOOKS[_sign] = LOOKS.get(_sign, frozenset()) | frozenset(_group)


def accent(sound: str) -> str:
    """A syllable as it is said where sh is s, zh is z, ch is c, ing is in, eng is en and n is l."""
    plain = sound[0] + sound[2:] if sound[:2] in ("sh", "zh", "ch") else sound
    if plain.endswith(("ing", "eng")):
        plain = plain[:-1]
    return "l" + plain[1:] if plain[:1] == "n" else plain


def surnamed(text: str) -> bool:
    """Whether this may be a name of anybody: it begins with a surname, or as nicknames do."""
    return text[0] in _SURNAMES or (text[0] in NICK and len(text) == 2)


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name: 欧阳 若曦."""
    cut = 2 if name[:2] in _DOUBLE and len(name) > 2 else 1
    return name[:cut], name[cut:]


def form_of(name: str) -> str:
    """A pattern of the name with its dots left out or typed in another way, and lists' spaces."""
    signs = [sign for sign in name if sign.isalnum()]
    if not signs:
        return "(?!)"
    dotted = len(signs) != len(name)
    between = r"[ ·・•.。⋅∙‧]{0,2}" if dotted else r" {0,2}"
    if not is_han(signs[0]):
        between = r"[ ·・•.'-]{0,2}"
    return between.join(map(_sign_of, signs))


def _sign_of(sign: str) -> str:
    """A pattern of one character; 三 may be typed as 3."""
    if sign not in _NUMERALS:
        return re.escape(sign)
    return rf"(?:{sign}|{_NUMERALS.index(sign)}(?![\d.度点]))"


def in_characters(name: str) -> str:
    """张3 as it stands in the roster: 张三."""
    return "".join(_NUMERALS[int(sign)] if sign in "123456789" else sign for sign in name)


def holes_of(name: str) -> list[str]:
    if len(name) > LONGEST_NAME:
        return []
    hole = f"[{re.escape(MISSING)}]"
    return [
        re.escape(name[:n]) + hole + re.escape(name[n + 1 :])
        for n in range(1, len(name))
        if is_han(name[n])
    ]


def is_cut(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters is only a part of a longer word."""
    first, last = text[start], text[end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    return (first.isascii() and first.isalnum() and before.isascii() and before.isalnum()) or (
        last.isascii() and last.isalnum() and after.isascii() and after.isalnum()
    )

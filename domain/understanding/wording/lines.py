"""Numbers before the lines of a list, and other things that stand in a text only for the eye."""

from __future__ import annotations

import re

from domain.understanding.cutting.figures import numeral
from domain.understanding.cutting.numbered import seats_apart
from domain.understanding.wording.carers import cared_for
from domain.understanding.wording.dictated import plain_dictation
from domain.understanding.wording.empty_fields import plain_fields
from domain.understanding.wording.entries import plain_entries
from domain.understanding.wording.everyday_wording import plain_wording
from domain.understanding.wording.measured_twice import in_order
from domain.understanding.wording.no_returns import returns_denied
from domain.understanding.wording.seat_figures import seats_before_readings
from domain.understanding.wording.spelled import in_digits

_WAYS = (
    plain_fields,
    seats_before_readings,
    *(plain_dictation, plain_wording, plain_entries, cared_for, in_digits, seats_apart, in_order),
    returns_denied,
)
_ITEM = re.compile(r"\((?:[1-9]|1\d)\)(?=[\u4e00-\u9fff])(?!班)")
_COLUMN = re.compile(
    r"^\s*\d{1,2}\s?(?=[\u3400-\u9fff\U00020000-\U0003ffff])(?!\s*(?:[人个名位例号日月度点年班级楼周天次]|学生|同学|孩子|娃))",
    re.MULTILINE,
)
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十]+")
_NOTHING_BEFORE = re.compile(r"(?:^|[\s。;:是的号])$")
_NOUGHT = r"(?:人数|者|人员|学生)?\s?[:,]?\s?(?:0\s?[人个名例]?|无|没有|否)(?=[\s,;。]|$)"
_HOT = r"37\.[0-5]\s?(?:度|°c|°|℃)?\s?"
_COOL = r"(?:生|同学|孩子?|娃儿?)?(?P<{}>[最高体温:]*\s?(?:3[56]\.\d\d?|37\.[0-2]))度?(?![\d.])"
_PART = r"(?:男|女)(?:同学|生|孩子?|娃儿?|的)?|(?:住校|住宿|寄宿|走读|通校)(?:学?生)?"


def _unnumbered(found: re.Match[str]) -> str:
    """Nothing in place of a number before a line; (sick 1, personal 1) ends with a count."""
    before = found.string[: found.start()].rpartition("\n")[2]
    closes = found[0].endswith(")") and "(" not in found[0]
    return found[0] if closes and before.count("(") > before.count(")") else " "


def _written_date(found: re.Match[str]) -> str:
    """十一月廿三号 in figures: 11月23号."""
    spoken = found[0].replace("廿", "二十")
    return _HAN_NUMBER.sub(lambda one: str(numeral(one[0])), spoken)


def _rate(found: re.Match[str]) -> str:
    """What a rate of a hundred per cent says."""
    if found["of"].endswith(("晨检", "检测", "测温")):
        return "都量了"  # that everybody was measured does not say how
    there = found["of"].endswith(("到校", "出勤", "入园", "到园"))
    return "全勤" if there else "体温正常" if "温" in found["of"] else "正常"


def _called_seats(found: re.Match[str]) -> str:
    """12、15、18号: each of them is one; so are 12，15号 where nothing stands before them."""
    before = found.string[max(found.start() - 2, 0) : found.start()]
    if "," in found[0] and not _NOTHING_BEFORE.search(before):
        return found[0]
    return re.sub(r"(\d+)(?!\d|\s?号)", r"\1号", found[0])


_PLAIN = (
    # 没到37.3 is below it.
    (
        re.compile(
            r"(?:没有?|未|冇)到"
            r"(?=\s?(?:[34]\d(?:\.\d|度|点)|三十[五六七八九](?![人个名位号])|三[五六七八九][度点]))"
        ),
        "不到",
    ),
    # 确诊不是流感: it is the disease that is denied.
    (re.compile(r"(?:确诊|诊断|检查|化验|查出来|核实)(?=(?:了|结果)?(?:不是|没得|没有|并非))"), ""),
    # 发烧中午退了 is 发烧 and 中午, and not 发烧中.
    (re.compile(r"(?<=[烧热咳])(?=中午)"), " "),
    # 说明天来 is 说 and 明天, and not 说明.
    (re.compile(r"说(?=明[天日早儿])"), "说 "),
    # 38度2分 is 38.2.
    (re.compile(r"(?<=[34]\d度\d)分(?!钟)|(?<=十[五六七八九]度[一二三四五六七八九])分(?!钟)"), ""),
    # 36块7 as it is spoken.
    (re.compile(r"(?<=[34]\d)块(?=\d)"), "度"),
    # 屋里头, where no headache follows.
    (re.compile(r"(?<=[屋教室家校村班房车])里头(?![疼痛晕昏烫热胀重发破部皮])"), "里"),
    # 男23女22 counts pupils; 住校32走读13 too.
    (
        re.compile(
            rf"(?P<one>(?:{_PART})\s?:?\s?\d{{1,2}})\s?[人名个]?\s?[,、;和 ]?\s?"
            rf"(?P<two>(?:{_PART})\s?:?\s?\d{{1,2}})\s?[人名个]?(?![\d.度点号:])"
        ),
        r"\g<one>人,\g<two>人",
    ),
    # 冒 for 没 along the middle Yangtze; 感冒, 冒汗 and the like stay.
    (
        re.compile(
            r"(?<!感)冒(?=得|有|人|哪|谁|啥|么子|问题|毛病|事|发[烧热现]|烧|咳|拉|吐|屙|病|来|到|去|回|返|缺|请|量|测|外|异|不"
            r"|一个|听|看|见|睡|吃|出(?:去|门|市|省|县|远))"
        ),
        "没",
    ),
    # 十一月二十日 is 11月20日, and not 国庆.
    (
        re.compile(
            r"(?:(?<=[周期拜][一二三四五六日天])|(?<![一二三四五六七八九十]))(?:十[一二]?|[一二三四五六七八九])月份?"
            r"(?:[一二三四五六七八九十廿]{1,4}[号日](?:[到至\-~—][一二三四五六七八九十廿]{1,4}[号日])?)?"
        ),
        _written_date,
    ),
    # 三十八点几 is 38 and something.
    (re.compile(r"(?<=三十[五六七八九])点(?=[几多])"), "度"),
    # 男生36.6女生36.5: nobody in either part has a fever.
    (
        re.compile(rf"男{_COOL.format('boys')}[,、;\s]*女{_COOL.format('girls')}"),
        r"\g<boys>,\g<girls>",
    ),
    # 其余没得大问题, and 没的问题, 没得啥子毛病: all is well.
    (
        re.compile(
            r"(?:(?<=[都余他下体班些])|^)(?:没[得的有]?|莫得)(?:啥子?|什么|么子)?太?大的?问题",
            re.MULTILINE,
        ),
        "没问题",
    ),
    (
        re.compile(
            r"(?:(?:没[得的有]?|莫得|冇得?)(?:啥子?|什么|么子|么事)|没的)(?:问题|毛病|异常|异样)(?!的)"
        ),
        "没啥问题",
    ),
    # 全部安全到校, 其余平安返校: how they came says nothing more.
    (
        re.compile(
            r"(?<=[部体都均全班生员余他])(?:安全|平安|顺利)地?(?=到校|到达|返校|抵校|到园|入园|到班|到齐)"
        ),
        "",
    ),
    # 36.x is 36 and something.
    (re.compile(r"(?<=3[56])(?:\.[x×](?![a-z\d])|多(?!人|个|名|位))", re.IGNORECASE), "度多"),
    # 到校率100%，体温正常率100% of the class.
    (
        re.compile(
            r"(?P<of>(?:体温|到校|出勤|合格|正常|健康|晨检|检测|测温|入园|到园|学生|达标)+)率"
            r"\s?[:为是达]?\s?(?:100\s?%|百分之百|百分百)"
        ),
        _rate,
    ),
    # sent him home reads as sent home.
    (
        re.compile(
            r"\b(sent|took|taken|picked|brought|drove|collected|send|take|pick|see|seen)\s(?:him|her|them)\b",
            re.IGNORECASE,
        ),
        r"\1",
    ),
    # No temps among the other things that nobody has: no fever.
    (
        re.compile(
            r"\bno temp(?:eratures?|s)?\b(?=\s*(?:[,.;!)]|$|and\b|or\b|no\b))", re.IGNORECASE
        ),
        "no fever",
    ),
    # 12、15、18号 is 12号、15号、18号.
    (re.compile(r"(?<![\d.])\d{1,2}(?:\s?[、,和]\s?\d{1,2})+\s?号"), _called_seats),
    # 1. 2、 3) 一、 before the lines of a list say nothing.
    (
        re.compile(
            r"(?:^|(?<=\s))[一二三四五六七八九十]{1,2}、"
            r"|(?:^|(?<=[\s;。,!])(?<!:\s)(?<!lass\s)(?<!rade\s))\(?(?:1?[1-9]|10|20)[.、)](?!\s?\d)"
            r"|^\s*\(?[1-9]\d?[.、)](?=\s?[^\d\s.。])|(?<=:)1[.、)](?=[^\d\s][^\n]*[;。,\s]2[.、)])",
            re.MULTILINE,
        ),
        _unnumbered,
    ),
    # 37.3以上0人 in a form.
    (
        re.compile(
            rf"(?:体温)?(?:[>≥]=?|高于|超过|大于)\s?{_HOT}(?:及以上|以上)?的?{_NOUGHT}"
            rf"|(?:体温)?{_HOT}(?:及以上|以上)的?{_NOUGHT}",
            re.IGNORECASE,
        ),
        "无发热",
    ),
)


def plain_lines(text: str) -> str:
    """The text without numbering; seats in a row and a form's nobody-above spelled out."""
    for way in _WAYS:
        text = way(text)
    text = _items_apart(text)
    for wording, known in _PLAIN:
        text = wording.sub(known, text)
    return _without_column(text)


def _items_apart(text: str) -> str:
    """(1)张三 (2)李四 in one line: a line each."""
    return _ITEM.sub("\n", text) if len(_ITEM.findall(text)) > 1 else text


def _without_column(text: str) -> str:
    """1 张三 36.5, and 2 李四 36.6 below it: the column of numbers says nothing."""
    return _COLUMN.sub(" ", text) if len(_COLUMN.findall(text)) > 1 else text

"""Figures in a sentence: temperatures, head counts, ordinals; and what could not be right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.temperature import (
    Accepted,
    Confirm,
    Doubtful,
    Temperature,
    read_temperature,
)

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "俩": 2, "仨": 3}
NUMERALS = frozenset("一二三四五六七八九十两俩仨零〇")
_NUMERAL = "[一二三四五六七八九十两俩仨零〇]"
_ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1}
_HEADS = r"students?|pupils?|kids?|children|child|people|persons?|boys?|girls?"

TEMPERATURE = re.compile(
    r"""
    (?: [1-9]\d{1,2} \s? [.。·・•]{1,2} \s? \d{1,3} (?!\d*\s?号)  # 36.5, 36。5, 101.3; 44。5号
      | [1-9]\d \s? [.。] \s? [一二三四五六七八九零]    # 38.二
      | [1-9]\d \s? ° \s? \d{1,2} (?!\d)             # 38°5
      | [1-9]\d [,、:;] \d{1,2} (?![\d.,、人个名位号]|\s?(?:人|个|名|位|号))   # 36,5 but not 38,3人
      | [1-9]\d \s? [度点] \s? (?: \d{1,2} (?![\d个名位]) | [一二三四五六七八九零半] )?
      # 三八度二; 三十八度六一个 is 38.6 and one
      | [二三四]十? [一二三四五六七八九零]? \s? [度点] \s?
        (?: [一二三四五六七八九零\d] [一二三四五六七八九零半\d] (?=\s*(?:[^\w\s]|$|度|摄|左右))
          | [一二三四五六七八九零半\d] )?
      | 3\d \s \d (?![\d.人个名位度])                  # 36 5
      | [1-9]\d{1,3}
      | [1-9]\.\d{1,2}                                # 3.65
    )
    \s? (?: 摄氏度 | 华氏度 | 度 | °\s?[cf]? | [cf](?![a-z])
          | (?:degrees?\s)?(?:celsius|fahrenheit) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DEGREES = r"[1-9]\d(?:[.。·]\d{1,2}|\s?[度点]\s?\d(?!\d))?"
RANGE = re.compile(
    rf"(?P<low>{_DEGREES})\s?(?:度|°c?|c)?\s?(?:-+|~+|到|至|to)\s?"
    rf"(?P<high>{_DEGREES})(?:\s?(?:度|°c?|c(?![a-z])))?(?:之间)?(?![\d人个名位/号日])",
    re.IGNORECASE,
)
_HAN_DEGREES = (
    r"[三四]十?[一二三四五六七八九零]?\s?(?:[度点]\s?[一二三四五六七八九零半]?)?(?:度|摄氏度)?"
)
RANGE_HAN = re.compile(
    rf"(?:在\s?)?(?P<low>{_HAN_DEGREES})\s?(?:-+|~+|到|至)\s?(?P<high>{_HAN_DEGREES})(?:之间)?"
)
BETWEEN = re.compile(
    r"(?:在\s?|between\s)?(?P<low>[34]\d(?:[.。]\d{1,2})?)\s?(?:度|°c?)?\s?(?:和|\band\b)\s?"
    r"(?P<high>[34]\d(?:[.。]\d{1,2})?)\s?(?:度|°c?)?\s?(?P<mark>之间)?",
    re.IGNORECASE,
)
_PUPILS = (
    "男同学|女同学|男生|女生|男孩子?|女孩子?|男娃儿?|女娃儿?|孩儿|细伢子|伢子|伢崽|细妹子|妹子|小朋友|小同学|小孩儿?|小孩子|孩子|娃儿|娃娃|娃|宝宝|宝贝"
    "|学生|同学|幼儿|住校生|走读生|病号|人"
)
_OF_TIME = "个(?:多|半)?(?:星期|礼拜|月|学期|小时|钟头|上午|下午|早上|晚上|疗程|周末)"
COUNT = re.compile(
    rf"(?:(?P<digits>\d{{1,4}})|(?P<han>{_NUMERAL}{{1,4}}))\s?(?!{_OF_TIME})(?:个|名|位)?\s?"
    rf"(?P<unit>人次|例|个|名|位|{_PUPILS})(?:{_PUPILS})?",
)
HEADS = re.compile(rf"{_NUMERAL}{{1,4}}(?=\s*(?:[,，。;、)\n]|$|实到|实有|缺|请假))")
"""应到四十五: after a word that counts heads."""
PAIR = re.compile(rf"(?P<han>[俩仨])\s?(?:个|{_PUPILS})?")
VAGUE_COUNT = re.compile(
    rf"(?:一两|[一二]三|两三|三四|三五|四五|五六|六七|七八|八九|十几|十来|十多|几十|[二三四]十[几多]"
    rf"|\d{{1,2}}\s?(?:-|~|到|至|、)\s?\d{{1,2}}|[一两二三四五六七八九](?:到|至)[两二三四五六七八九十])\s?"
    rf"(?:个|名|位)?\s?(?:人次|例|个|名|位|{_PUPILS})(?:{_PUPILS})?"
)
"""两三个: some, and how many has to be asked."""
ENGLISH_COUNT = re.compile(
    rf"(?P<n>\d{{1,4}}|{'|'.join(_ENGLISH)})\s(?:other\s)?(?:{_HEADS})\b", re.IGNORECASE
)
ENGLISH_NUMBER = re.compile(rf"(?:{'|'.join(w for w in _ENGLISH if len(w) > 2)})\b", re.IGNORECASE)
RATIO = re.compile(
    r"(?P<one>\d{1,3})\s?人?\s?(?:/|\bout of\b|\bof\b)\s?(?:the\s)?(?P<two>\d{1,3})(?![\d/])\s?人?",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    r"(?:(?:学号|座号|座位号|座位|编号|no\.?|number|seat|#)\s?[:.]?\s?(?P<marked>\d{1,4})(?:号)?(?!\d)"
    rf"|第?(?P<bare>\d{{1,2}}|{_NUMERAL}{{1,3}})\s?号(?!楼|线|院|下午|晚))",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:][0-5]\d(?!\d)|(?:[01]?\d|2[0-3])点(?:[0-5]\d分?|半|钟|左右)?(?!\d)"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d\s?(?:am|pm)"
    r"|since\s(?:[01]?\d|2[0-3])(?::[0-5]\d)?\s?[ap]m"
    r"|(?:by|at|around|before|after)\s(?:[01]?\d|2[0-3])(?::[0-5]\d)?(?:\s?[ap]m|(?![\d.]|:\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may be a temperature.

    ``temperature`` is the reading where there is one; ``doubt`` says that it has to be confirmed
    first, or that there is none. ``whole`` is the number where it may as well count heads.
    """

    raw: str
    temperature: Temperature | None
    doubt: bool
    candidates: tuple[Temperature, ...] = ()
    whole: int | None = None
    low: Temperature | None = None

    @property
    def plain(self) -> bool:
        """A bare number without point and degree."""
        return self.whole is not None


def figure(raw: str, plausible: tuple[Temperature, Temperature]) -> Figure:
    """What a typed number says as a temperature; never raises."""
    text = raw.strip()
    # The typed comma or semicolon stands for the point where the pattern let it through.
    reading = re.sub(r"(?<=\d)[,;、:](?=\d)", ".", text)
    reading = re.sub(r"(?i)(?:degrees?\s)?fahrenheit", "f", reading)
    reading = re.sub(r"(?i)(?:degrees?\s)?celsius", "c", reading)
    whole = int(text) if text.isascii() and text.isdigit() else None
    match read_temperature(reading, plausible):
        case Accepted(temperature=value):
            return Figure(text, value, doubt=False, whole=whole)
        case Confirm(temperature=value):
            return Figure(text, value, doubt=True, candidates=(value,), whole=whole)
        case Doubtful(candidates=candidates):
            return Figure(text, None, doubt=True, candidates=candidates, whole=whole)
        case _:
            return Figure(text, None, doubt=True, whole=whole)


def figure_range(found: re.Match[str], plausible: tuple[Temperature, Temperature]) -> Figure | None:
    """The highest of a range such as 36.2-37.1; None where it is no range of temperatures."""
    low, high = (figure(found[side].replace("。", "."), plausible) for side in ("low", "high"))
    if low.doubt or high.doubt or low.temperature is None or high.temperature is None:
        return None
    if low.temperature > high.temperature:
        return None
    return Figure(found[0].strip(), high.temperature, doubt=False, low=low.temperature)


def numeral(text: str) -> int:
    """A whole number in digits, Chinese or English: 12, 十二, 二十三, 两, two."""
    if text.isdigit():
        return int(text)
    if text.casefold() in _ENGLISH:
        return _ENGLISH[text.casefold()]
    text = text.replace("〇", "零").lstrip("零") or "零"
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)

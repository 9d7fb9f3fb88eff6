"""Ordinary wordings of which one is known are read as that one."""

from __future__ import annotations

import re

from domain.understanding.all_but import with_except
from domain.understanding.called import one_of_them
from domain.understanding.feelings import complaints_felt
from domain.understanding.home_towns import towns_alone
from domain.understanding.kept_apart import rooms_only
from domain.understanding.leave_calls import leaves_only
from domain.understanding.missing_why import absent_with_reason
from domain.understanding.named_counts import names_alone
from domain.understanding.new_pupils import arrivals_settled
from domain.understanding.outings_en import plain_outings

_END = r"(?=\s*(?:[,;。.!\n]|$))"
_WAYS = (
    *(complaints_felt, rooms_only, leaves_only, one_of_them, with_except, arrivals_settled),
    *(towns_alone, plain_outings, absent_with_reason, names_alone),
)
_PLAIN = (
    # 没有没有外出, as it comes out of dictation.
    (
        re.compile(
            r"(?:没有){2,}(?=(?:人|同学|学生)?(?:外出|出行|发烧|发热|异常|请假|咳嗽"
            r"|出去))"
        ),
        "没有",
    ),
    (re.compile(r"(?P<well>正常)常+(?=\s*(?:[,;。!]|$))"), r"\g<well>"),
    # 都测过了，没问题 of everybody.
    (
        re.compile(
            r"(?:^|(?<=\n))\s*(?:体温|全班|全部|大家|今天)?(?:全都|都|全部|全)(?:已经?)?(?:测|量"
            r"|检查)(?:过|完)?(?:体温)?了[,，\s]*"
            r"(?=(?:全都|都|均)?没(?:有)?(?:啥|什么)?问题)"
        ),
        "全班",
    ),
    # 正常，45 counts pupils: nobody is as warm, or as cold.
    (
        re.compile(
            rf"(?:^|(?<=\n))(?P<well>(?:全班|都|全部|一切)?正常)[,，]\s?(?P<n>4[4-9]|5\d"
            rf"|[12]\d){_END}"
        ),
        r"\g<n>人\g<well>",
    ),
    (
        re.compile(
            rf"(?:^|(?<=\n))(?P<n>4[4-9]|5\d|[12]\d)[,，]\s?(?P<well>(?:全班|都|全部"
            rf"|一切)?正常){_END}"
        ),
        r"\g<n>人\g<well>",
    ),
    (re.compile(rf"(?P<n>4[4-9]|5\d|[12]\d)全{_END}"), r"\g<n>全到"),
    # 44人没发烧 says of them what 44人体温正常 does.
    (
        re.compile(
            r"(?<!\d)(?P<n>[2-6]\d)(?:个人|个|人|名|名学生|名同学)(?:都|均)?(?:没有?|未"
            r"|无)(?:发烧|发热)(?:的)?(?=\s*(?:[,;。!]|$))"
        ),
        r"\g<n>人体温正常",
    ),
    # 没有别的了 of the class.
    (
        re.compile(
            rf"(?<=[,;。\s])(?:没有?|无)(?:别的?|其[他它余]的?)(?:情况"
            rf"|人)?了{_END}"
        ),
        "其余正常",
    ),
    # 体温异常的没有请假的有一个: a form read aloud.
    (
        re.compile(
            r"(?<=的)(?P<none>没有|无)(?=(?:请假|缺勤|没来|外出|咳嗽|生病|发烧"
            r"|发热)的?(?:有|是|一个|\d))"
        ),
        r"\g<none>,",
    ),
    # How late somebody was says nothing of health.
    (
        re.compile(
            r"(?P<late>迟到|晚到)了?(?:大概|大约|约"
            r"|近)?[\d一二三四五六七八九十半两几]+多?(?:分钟|个?小时|节课|刻钟|个?钟头?)"
        ),
        r"\g<late>",
    ),
    # 20号跟舅舅去昆明: a day, and who went along.
    (
        re.compile(
            r"(?P<day>(?:[12]?\d|3[01])[号日])(?:跟着?|和|与|同|随着?|由)(?:他|她"
            r"|其)?(?:家人|家长|父母|爸爸?妈妈?|爸爸?|妈妈?|爷爷|奶奶"
            r"|外公|外婆|舅舅|舅妈|姑姑|姨妈|叔叔|伯伯|哥哥|姐姐|亲戚)(?:一起|一块儿?"
            r"|一道)?(?=[去到回飞往赴])"
        ),
        r"\g<day>",
    ),
    (re.compile(r"腋下(?:体温|温度)?"), "腋温"),
    (re.compile(r"额头(?:体温|温度)?(?=\s?[34]\d)"), "额温"),
    # Everyone came and nobody is ill.
    (
        re.compile(
            r"\b(?P<all>(?:everyone|everybody|all(?: of them| pupils| students| kids"
            r"| children)?)(?: (?:came|is|are|were|was))?"
            r"(?: (?:here|present|in|to school|at school)){0,2})(?: and|,) (?:nobody|no one"
            r"|no-one|none(?: of them)?)"
            r" (?:is|are|was|were|feels) (?:sick|ill|unwell|poorly)\b",
            re.I,
        ),
        r"\g<all> and everyone is well",
    ),
    # Half not measured.
    (
        re.compile(
            r"\bhalf(?: of)?(?: (?:the|my|our))?(?: (?:class|them|pupils|kids|students"
            r"|children))?(?: (?:is|are|was|were|has|have))?"
            r"(?: not|n't) (?:been )?(?:yet )?(?:been )?(?:measured|checked|taken)(?: yet)?",
            re.I,
        ),
        "一半没测",
    ),
    (
        re.compile(
            r"\b(?:some|a few|several)(?: of (?:them|the kids|the pupils"
            r"|the students))?(?: (?:kids|pupils|students|children))?"
            r"(?: (?:are|were|have))(?: not|n't) (?:been )?(?:yet )?(?:been )?(?:measured"
            r"|checked)(?: yet)?",
            re.I,
        ),
        "some not measured",
    ),
)


def plain_wording(text: str) -> str:
    """The text in those words."""
    for way in _WAYS:
        text = way(text)
    for wording, known in _PLAIN:
        text = wording.sub(known, text)
    return text

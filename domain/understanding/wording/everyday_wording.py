"""Ordinary wordings of which one is known are read as that one."""

from __future__ import annotations

import re

from domain.understanding.cutting.kinfolk import KIN
from domain.understanding.wording.all_but import none_but, with_except
from domain.understanding.wording.back_after import plain_return
from domain.understanding.wording.called import one_of_them
from domain.understanding.wording.company import pupils_alone
from domain.understanding.wording.contests import away_for_contests
from domain.understanding.wording.counts_en import plain_counts
from domain.understanding.wording.earlier_leaves import leaves_taken_back
from domain.understanding.wording.feelings import complaints_felt
from domain.understanding.wording.fillers_en import without_fillers
from domain.understanding.wording.headings_en import without_headings
from domain.understanding.wording.home_towns import towns_alone
from domain.understanding.wording.ill_at_desk import ill_at_school
from domain.understanding.wording.kept_apart import rooms_only
from domain.understanding.wording.leave_calls import leaves_only
from domain.understanding.wording.measured_later import measured_already
from domain.understanding.wording.missing_why import absent_with_reason
from domain.understanding.wording.moved_away import moves_settled
from domain.understanding.wording.named_counts import names_alone
from domain.understanding.wording.new_pupils import arrivals_settled
from domain.understanding.wording.no_longer import denied_at_last
from domain.understanding.wording.outings_en import plain_outings
from domain.understanding.wording.returned import returned_from
from domain.understanding.wording.short_answers import short_answers_whole
from domain.understanding.wording.short_days import days_in_full
from domain.understanding.wording.thermometers import thermometers_settled
from domain.understanding.wording.travellers import travellers_counted
from domain.understanding.wording.vaccines import vaccines_alone

_END = r"(?=\s*(?:[,;。.!\n]|$))"
_WAYS = (
    *(measured_already, denied_at_last, away_for_contests),
    *(complaints_felt, rooms_only, leaves_only, one_of_them, none_but, with_except),
    *(arrivals_settled, moves_settled, towns_alone, plain_outings, absent_with_reason, names_alone),
    *(pupils_alone, without_headings, plain_counts, plain_return),
    *(without_fillers, days_in_full, returned_from, vaccines_alone),
    *(thermometers_settled, short_answers_whole, ill_at_school, leaves_taken_back),
    travellers_counted,
)
_PLAIN = (
    # 轮到她没电了: she was not measured.
    (
        re.compile(
            r"(?:刚好|正好)?(?:(?:轮|测|量)?到(?=[他她])|(?=[他她]测的?时候?))(?P<who>他们|她们|他|她)(?:那里|这里)?"
            r"(?:测的?)?(?:时候?|的时候)?(?:体温|额温|测温)?[枪计]?(?:刚好|正好|就)?(?:没电|坏)了?"
        ),
        r"\g<who>没测",
    ),
    (
        re.compile(r"(?<![正常好,，。\s])(?:体温|额温|测温)?枪(?:刚好|正好|恰好)没电了?"),
        "没测",
    ),
    (
        re.compile(
            r"(?:轮|量|测)到(?P<who>[\u4e00-\u9fff]{2,4}?)(?:时|的时候|这儿|这里)?"
            r"(?:体温|额温|测温)?[枪计]?(?:刚好|正好|就)?没电了?"
        ),
        r"\g<who>没测",
    ),
    # 手机摔了，用别人的发: how it was sent.
    (
        re.compile(
            r"用(?:的)?(?:别人|同事|家人|老公|老婆|爱人|其他老师)的?(?:手机|微信|号)?"
            r"发(?:的|了)*(?=\s*(?:[,;。.!)\n]|$))"
        ),
        "重发",
    ),
    # He must have eaten something off: one wording.
    (
        re.compile(
            r"\b(?:(?:he |she )?(?:probably|must have|may have|might have|has|had|have) )?"
            r"(?:ate|eats?|eaten) (?:(?:something|some food|food)(?: that was| which was)? "
            r"(?:bad|off|wrong|dodgy|rotten)|bad food|some bad food)\b",
            re.I,
        ),
        "ate something bad",
    ),
    # 38.5 -> 37.0: an arrow.
    (re.compile(r"(?<=\d)\s*(?:→|[-=]+>|>>)\s*(?=[34]\d)"), "→"),
    # 38.5 sorry 36.5: a slip.
    (
        re.compile(
            r"(?<=\d\.\d)\s?[,，]?\s?(?:sorry|my bad|不好意思|抱歉|对不起)[,，]?\s?"
            r"(?:i mean|it's|是)?\s?"
            r"(?=[34]\d\.\d)",
            re.I,
        ),
        ", typo, ",
    ),
    # 病1 李四, 事1（王五） beside those who are away.
    (
        re.compile(
            r"(?<![\u4e00-\u9fff])(?P<why>[病事])(?=\s?[1-9]\s?[人名]?\s?[:(]?\s?[\u4e00-\u9fff]{2})"
        ),
        r"\g<why>假",
    ),
    # 打了三个电话 counts calls, and no pupils.
    (
        re.compile(
            r"(?:(?<=[打拨])|(?<=[打拨][了过])|(?<=[没未][来到],))[几好\d一两三四五六七八九十]{1,2}[个通](?=电话)"
        ),
        "",
    ),
    # 没有没有外出, as it comes out of dictation.
    (
        re.compile(
            r"(?:没有){2,}(?=(?:人|同学|学生)?(?:外出|出行|发烧|发热|异常|请假|咳嗽"
            r"|出去))"
        ),
        "没有",
    ),
    # 正常常, with a finger too long on the key.
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
    # 体温测过了，都没问题 of everybody too.
    (
        re.compile(
            r"体温(?:都)?(?:测|量)(?:过|完)?了?[,，]?\s?(?=(?:都|均)(?:没问题|没有问题|正常))"
        ),
        "全班",
    ),
    # 手上起了几个红点: so many spots, and no pupils.
    (
        re.compile(
            r"(?P<comes>[起长出冒]|有)了?(?:好几|几|一些|一?点|两三|[一两三四五六七八]|好多"
            r"|很多|不少)[个颗粒片]?(?:小)?"
            r"(?=(?:红[点疹斑]|疹子|皮疹|水[疱泡]|疙瘩|红疙瘩))"
        ),
        r"\g<comes>",
    ),
    # 要去办护照: gone for it.
    (re.compile(r"(?:要|得|需要)去?(?=办(?:护照|签证|身份证|户口|证件?))"), "去"),
    # 通知家长带他去看: the parents know.
    (
        re.compile(
            r"(?:已经?)?(?:通知|联系)(?:家长|爸爸|妈妈)(?:来)?带(?:他"
            r"|她)?去看(?=\s*(?:[,;。!]|$))"
        ),
        "已通知家长",
    ),
    # 一个个都精神: everybody.
    (re.compile(r"一个个(?=[都全]|精神|活蹦|好好)"), "大家"),
    # 送来医务室: it is the school doctor who tells it.
    (re.compile(r"送来(?=(?:学校)?(?:医务|校医|卫生|保健|观察)室)"), "送到"),
    # The others stayed home, where journeys are told.
    (
        re.compile(
            r"(?P<went>\b(?:went|travell?ed|trip|back from|weekend)\b[^\n]*?"
            r"\b(?:the )?(?:others|rest|other \w+|everyone else))"
            r" (?:all )?stayed (?:at )?home\b(?! (?:sick|ill|with|because))",
            re.I,
        ),
        r"\g<went> no travel",
    ),
    # 带着药来上学: there, with a medicine.
    (
        re.compile(
            r"(?:吃着|喝着|带着|服着|吃了)药来(?:的|了|上学|上课|学校)?(?=\s*(?:[,;。!]"
            r"|$))"
        ),
        "吃了药来的",
    ),
    # 请假，爷爷八十大寿: a matter of the family.
    (
        re.compile(
            rf"(?<=[(,，假])(?:因为?)?(?:他|她)?{KIN}(?:过)?"
            r"(?:[六七八九]十)?岁?(?:大寿|生日|寿辰|忌日|结婚|婚礼|出嫁)"
        ),
        "家里有事",
    ),
    # All students have arrived safely.
    (
        re.compile(
            r"\b(?:all(?: of)?(?: the| my| our)?(?: students| kids| pupils| children)?"
            r"|everyone|everybody)(?: have| has)?"
            r" arrived(?: safely| on time| at school| in school)*",
            re.I,
        ),
        "everyone came to school",
    ),
    # Li Lei (cough), no fever, no travel: of the class.
    (
        re.compile(
            r"\),?\s?(?=no (?:fevers?|temperatures?)\b[^.\n]*\bno (?:travel"
            r"|trips?)\b)",
            re.I,
        ),
        "). ",
    ),
    # Li Lei (fever) and An Quan (cough) went home.
    (
        re.compile(
            r"(?P<one>\([^()\n]*)\) and (?P<two>[A-Z]\w+ [A-Z]\w+) \((?P<what>[^()\n]*)\) "
            r"(?:have |has |are |were |both |all )*(?:went|gone|sent|at) home\b"
        ),
        r"\g<one>, at home) and \g<two> (\g<what>, at home)",
    ),
    # Li Lei and his twin sister Li Na: both are named.
    (
        re.compile(
            r"\band (?:his|her) (?:twin |little |big |older |younger )?(?:sister"
            r"|brother|twin|cousin) (?=[A-Z]\w+ [A-Z])"
        ),
        "and ",
    ),
    # Other words for the class that is well, or is all there.
    (re.compile(r"\bzero report\b(?: for (?:today|us|my class|our class))?", re.I), "nil report"),
    (re.compile(r"\bno(?:body| one) else(?=\s*(?:[,;.!\n]|$))", re.I), "rest fine"),
    (
        re.compile(
            r"\b(?:none|no one|nobody|not one) of the (?:others|rest|other \w+)"
            r"(?: (?:is|are|was|were|has|have|had|got|shows?))?(?= (?!fine|well|ok|normal))",
            re.I,
        ),
        "others no",
    ),
    (re.compile(r"\brunny noses\b", re.I), "runny nose"),
    (re.compile(r"\b(?P<well>healthy|well|fine|ok|okay) and present\b", re.I), r"\g<well>"),
    (re.compile(r"\b(?:the )?class is full\b", re.I), "full attendance"),
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
            rf"|其)?(?:{KIN}|爸|妈){{1,2}}(?:一起|一块儿?"
            r"|一道)?(?=[去到回飞往赴])"
        ),
        r"\g<day>",
    ),
    # 腋下36.5, 额头36.4: where it was measured.
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
    (
        re.compile(
            r"\b(?:nobody|no one|no-one|none of them) (?:is|are|was|were|feels) (?:sick|ill|unwell)"
            r"(?P<all>(?:,| and) ?(?:everyone|everybody|all)(?: is| are)? (?:here|present|in))\b"
            r"(?! (?:but|except))",
            re.I,
        ),
        r"everyone is well\g<all>",
    ),
    # 全到，没人生病
    (
        re.compile(
            r"(?P<all>(?:全|都|全部|全都)(?:到齐?|来齐?|到校|在)了?\s?[,、]?\s?)(?:没有?|无|冇)人(?:生病|得病)"
            rf"{_END}"
        ),
        r"\g<all>都健康",
    ),
    (
        re.compile(
            r"(?:没有?|无|冇)人(?:生病|得病)(?P<all>\s?[,、]?\s?(?:全|都|全部|全都)(?:到齐?|来齐?|到校|在)了?)"
            rf"{_END}"
        ),
        r"都健康\g<all>",
    ),
    # Half of them not measured yet, some of the kids are not checked.
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

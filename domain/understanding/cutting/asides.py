"""What is said by the way: a clinic's slip, that nobody knows why, that all stayed at home."""

from __future__ import annotations

import re

from domain.understanding.cutting.figures import numeral
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.shapes import leave_for
from domain.understanding.cutting.tokens import Token

_SLIP = re.compile(
    r"(?:县|市|镇|乡|区|村|社区|省|人民|中|儿童|妇幼|第?[一二三]|附近){0,4}"
    r"(?:医院|诊所|卫生院|卫生[室所]|门诊|大夫|校医|医生)(?:[里那]边?)?"
    r"[都也已给]*(?:开|出|打|写|拿|配|抓|盖|复查)?[具来]?[的了过]?(?:一?[个张份些])?"
    r"(?:病|就?诊|复[课学查]|返校|健康|康复|痊愈|请假|请|检查|化验|诊断|缴费|挂号|体检|无传染|正常上课)*"
    r"(?:证明书?|条子?|单子|诊断书|病历本?|处方|报告单?|票据|发票|药方?|手续|假条|[单章])"
)
_CLINIC_SAYS = re.compile(
    r"(?:县|市|镇|乡|区|村|人民|中|儿童|妇幼|第?[一二三]){0,4}(?:医院|诊所|卫生院|卫生[室所])(?:[里那]边?)?"
    r"(?=说|诊断|确诊|叫|让|喊|建议|怀疑|判断)"
)
_ALL_HERE = re.compile(
    r"(?:全部|全班|人|学生|娃儿?|孩子|一个个)?(?:都|全|全都)在(?:的|了|咧|哩|呢|嘞)?(?=\s*(?:[,;。!、\n]|$))"
)
_FIELD = (
    "玉米|苞谷|包谷|稻谷?|谷子|水稻|麦子?|小麦|油菜|菜籽|红薯|红苕|洋芋|土豆|花生|棉花|烟叶?|辣椒"
    "|秧|茶叶?|苹果|橘子|柑子|核桃|板栗|庄稼|粮食|果子"
)
_FAMILY = re.compile(
    r"(?:家里?|屋里|屋头|家中|家头)(?:正在|在|要|今天|忙着?)?"
    rf"(?:[收种栽割挖摘插晒掰打]了?(?:{_FIELD})|打谷子?|杀年?猪|[盖修建起]新?房子?|装修|搬新?家|拆迁"
    r"|过(?:节|年|事|喜事|白事|生日|寿)|办(?:酒席?|喜事|丧事|白事|红事|满月酒|寿酒?)|做(?:酒|寿|道场|法事)"
    r"|接(?:亲|媳妇)|娶(?:亲|媳妇)|嫁女|生了?(?:小孩|孩子|弟弟|妹妹|二胎)|添了?小?(?:弟弟|妹妹|娃)|开业|农忙|大忙)了?"
)
"""What a family needs its children for."""
_ALL_HERE_SIGNS = frozenset("全人学娃孩一都")
_NOTHING = re.compile(r"(?:没得?|莫得)(?:啥子?|什么|么子|么事)(?=\s*(?:[,;。!、\n]|$))")
_SLIP_SIGNS = frozenset("县市镇乡区村社省人中儿妇第一二三附医诊卫门大校")
_UNTOLD = re.compile(
    r"(?:还|暂时?|目前|也|就是|我也?|都)?(?:不(?:晓得|知道?|清楚|明白|详)|没(?:说|问)清?楚?)(?:是)?(?:因?为)?"
    r"(?:(?:啥子?|么子|什么|哪样|何|咋个?|怎么)(?:原因|缘故|理由|回事|事|情况)"
    r"|么子|(?:咋个?|怎么)(?=没来|没到|不来)|为啥子?|为什么)[了的]?"
)
_UNTOLD_SIGNS = frozenset("还暂目也就我都不没")
_INDOORS = re.compile(
    r"(?:周末|双休日?|周六周日|礼拜天|这?两天|放假)(?:[也都均全些]|一直|就是|娃儿|他们)*(?:在|待在|呆在)(?:自己)?"
    r"(?:家|屋)(?:里头?|头)?(?![发休养吃输打])"
    r"(?:[,、]?[都也]?(?:没有?|未|哪儿?里?都没)(?:出去?过?|出门|外出|出远门|去哪儿?里?|到处跑)[耍玩]?)?"
)
_NOT_FAR = re.compile(
    r"(?:没有?|未|莫得|没得)(?:人|哪个|学生|同学|娃儿)?曾?[到去往上]过?"
    r"(?:外面|外头|外地|外省|外县|外市|县外|省外|市外|别处|别的地方|其他地方|远处)[去过跑耍玩的了来]*"
)
_NO_CONTACT = re.compile(
    r"(?:没有?|未|无|不曾)曾?(?:密切)?接触过?(?:任何|什么)?"
    r"(?:(?:[发高低][烧热]|咳嗽|生病|得病|患病|确诊|感染|阳性|有病|有症状|流感|水痘)的?)?"
    r"(?:病人|病例|患者|人员?|同学|学生|孩子|密接者?)"
)
_VERB = "[报写说填打记登算数录]"
_LEFT_OUT = re.compile(
    rf"(?:刚才|刚刚|刚|还|又|也|早上|之前|前面){{0,3}}(?:漏(?:{_VERB}|登记|统计)|少(?:[报写填记登算录]|登记|统计|[说打数](?=了))|{_VERB}[漏少]|漏掉?(?=了))"
    r"了?(?:(?P<n>\d{1,2}|[一两二三四五六七八九十])[个名位](?:人|学生|同学|孩子|娃儿?)?)?"
    r"(?![测量检水电液尿气雨])"
)
_LEFT_OUT_SIGNS = frozenset("刚还又也早之前漏少报写说填打记登算数录")
_STAYED_SIGNS = frozenset("周双礼这两放没未莫无不")

_SIGNS = _SLIP_SIGNS | _UNTOLD_SIGNS | _STAYED_SIGNS | _ALL_HERE_SIGNS | frozenset("没莫家屋")


def all_here_at(text: str, at: int) -> tuple[int, Token] | None:
    """全部都在, where the clause ends: everybody is there."""
    found = _ALL_HERE.match(text, at) if text[at] in _ALL_HERE_SIGNS else None
    return (len(found[0]), Token(Kind.FULL, found[0])) if found else None


def aside_at(text: str, at: int) -> tuple[int, Token] | None:
    """The first of the things said by the way that begins here."""
    if text[at] not in _SIGNS:
        return None
    found = nothing_at(text, at) or stayed_at(text, at) or all_here_at(text, at)
    return found or slip_at(text, at) or untold_at(text, at) or family_at(text, at)


def family_at(text: str, at: int) -> tuple[int, Token] | None:
    """家里收玉米, 屋头杀年猪: a family matter."""
    found = _FAMILY.match(text, at) if text[at] in "家屋" else None
    return (len(found[0]), Token(Kind.ABSENT, found[0], leave_for("事"))) if found else None


def clinic_says_at(text: str, at: int) -> tuple[int, Token] | None:
    """卫生院说是水痘: it says what it is, and nobody is there."""
    found = _CLINIC_SAYS.match(text, at) if text[at] in _SLIP_SIGNS else None
    return (len(found[0]), Token(Kind.TOPIC, found[0])) if found else None


def nothing_at(text: str, at: int) -> tuple[int, Token] | None:
    """别的没啥: nothing else, where the clause ends."""
    found = _NOTHING.match(text, at) if text[at] in "没莫" else None
    return (len(found[0]), Token(Kind.NORMAL, found[0])) if found else None


def slip_at(text: str, at: int) -> tuple[int, Token] | None:
    """诊所开的条子, 医院的复课证明: a paper a pupil brings; nobody is in hospital by it."""
    found = _SLIP.match(text, at) if text[at] in _SLIP_SIGNS else None
    if found is None:
        return None
    if "病假" in found[0]:
        return len(found[0]), Token(Kind.ABSENT, found[0], leave_for("病"))
    return len(found[0]), Token(Kind.FILLER, found[0])


def left_out_at(text: str, at: int) -> tuple[int, Token] | None:
    """刚才漏报了一个, 报少了: what comes now belongs to an earlier answer. Its value is how many
    pupils were left out, where it was said.
    """
    found = _LEFT_OUT.match(text, at) if text[at] in _LEFT_OUT_SIGNS else None
    if found is None:
        return None
    many = numeral(found["n"]) if found["n"] else None
    return len(found[0]), Token(Kind.LEFT_OUT, found[0], many)


def untold_at(text: str, at: int) -> tuple[int, Token] | None:
    """不晓得啥原因: why is asked anyway where nothing was told."""
    found = _UNTOLD.match(text, at) if text[at] in _UNTOLD_SIGNS else None
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


def stayed_at(text: str, at: int) -> tuple[int, Token] | None:
    """周末也都在屋头没出去, 没有到外面去: nobody travelled."""
    if text[at] not in _STAYED_SIGNS:
        return None
    if met := _NO_CONTACT.match(text, at):
        return len(met[0]), Token(Kind.FILLER, met[0])
    found = _INDOORS.match(text, at) or _NOT_FAR.match(text, at)
    return (len(found[0]), Token(Kind.NO_TRAVEL, found[0])) if found else None

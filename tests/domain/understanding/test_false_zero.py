"""The worst that could happen: trouble was told, and the class is called normal."""

from __future__ import annotations

import pytest

from domain.understanding import Status, understand
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = a_class()
ZERO = (
    *("全班正常", "都正常", "36.5无", "体温正常，无外出", "无异常", "大家都好", "零报告"),
    *("全勤，体温正常，没人外出", "All normal"),
)
BETWEEN = ("", "，", " ", "\n", "，但是")
_TROUBLE = """
有个娃打摆子
有娃滚烫
一个娃脸通红发烧了
李四脸色煞白
李四有点蔫
李四精神恹恹
李四趴桌子上起不来
李四浑身没劲
李四额头烫手
李四烧得很
李四烧心
有人烧
有人烫
38度2
38点2
三八度二
38°5
39+
烧到39
有个39的
一个38.5
张四38
王刚烧起来了
王刚没来
新来的那个没来
有一个没来
少了俩
差两个
缺人
有缺席
还有两个在路上
还差3个没到
除了三个
但是有例外
有几个不行
就是有几个咳
不过李四除外
李四除外
李四待定
李四不知道
李四另说
李四单独报
李四的情况稍后说
有一个去了武汉
李四从武汉回来
李四刚回来
李四去外地了
有人去外地了
李四妈妈密接
有密接
有红码
有阳性
李四两条杠
李四中招了
李四水逗
李四流敢
李四发梢
李四发骚
李四fashao
李四fever
李四sick
one has fever
one kid hot
someone ill
Li Si absent
but Li Si is not well
not really
才怪
开玩笑的
骗你的
是不可能的
除非
如果没算李四
不算李四
李四没算
没算请假的
没算李四的话
没测的不算
只测了一半
没测完
有的没测
李四没测
部分没测
估计
应该
可能
大概吧
听说
昨天的
昨天
上周
明天
五3班
隔壁班
不是
不对
错了
错了，有一个发烧
等等，有一个烧
哦李四烧38
？
吗
对吧
是不是
真的吗
37.8
最高37.8
最高38
有37.5的
超过37.3的有2个
37.3以上2人
体温高的有3个
体温偏高2人
2例发热
发热2
发热：2
发热：李四
发热人数2
咳嗽：3
缺勤：2
缺勤李四
病2事1
病假李四
事假：1
外出1
外出：李四
李四、王五
李四
李四？
李四怎么办
李四送医院了
120来了
李四流血了
李四摔了
李四被打了
李四哭
李四说头疼
李四他妈说他发烧
李四他爸确诊
李四家里有人发烧
食堂吃坏了肚子
食物中毒
有人吐了
厕所里有人吐
宿舍有人拉肚子
全寝室拉肚子
李四拉了
李四吐
李四痛
李四红疹
李四身上长东西
李四起泡
李四眼睛红
李四肿了
李四咬了
李四晕
李四抽了
李四不舒服
李四难受
李四不好
李四不正常
李四异常
李四有问题
有问题
有点问题
问题不大
小问题
基本
差不多
大部分
除个别
个别除外
个别没来
90%
99%
44个
44人
43/45
应到45实到43
实到43
请假2
李四假
李四病
李四事
李四退学
李四转走
李四失踪
找不到李四
李四不见了
李四没影
李四联系不上
打不通李四电话
李四逃课
李四离家出走
李四自杀
李四死了
李四去世
周五咳嗽的还在咳
昨天没来的还没来
上周发烧的又烧了
昨天发烧的那个来了
上周隔离的来了
刚才写成38.2的是39.2
全到除了李四
lol no
well almost
a girl fainted
two stayed home
Li Lei isn't here
Li Lei looks pale
Li Lei's dad has covid
for class 6
except Tom
a few late
hurt his knee
on crutches
"""
TROUBLE = _TROUBLE.strip().splitlines()


@pytest.mark.parametrize("zero", ZERO)
def test_a_zero_report_with_trouble_beside_it_is_no_zero_report(zero: str) -> None:
    """Each trouble meets each zero report, and in turn each of the joints."""
    begin = ZERO.index(zero)
    accepted = [
        said
        for place, trouble in enumerate(TROUBLE, begin)
        for between in (BETWEEN[place % len(BETWEEN)],)
        for said in (f"{zero}{between}{trouble}", f"{trouble}{between}{zero}")
        if _is_zero(said)
    ]
    assert accepted == []


FEVERS = (
    *(
        "38.2",
        "38度2",
        "38点2",
        "38°2",
        "三十八度二",
        "三八度二",
        "38.2℃",
        "３８．２",
        "38,2",
        "38。2",
    ),
    *("38.2度", "38.2+", "38.2多", "烧到38.2", "发烧38.2", "体温38.2", "38.2(在家)", "100.8F"),
)


@pytest.mark.parametrize(
    "words",
    [
        *("全班要正常", "都要量完才正常", "大夫说都正常", "班长说都正常", "医院证明都正常"),
        *("查寝都正常", "明天全班正常", "下周全班正常", "昨天全班正常", "全班下周体检正常"),
        *("全班正常，昨晚38.5", "昨天38.5，今天全班正常", "把发烧的去掉，全班正常"),
        *("全班正常，家里二宝发烧", "不算张三，全班正常", "ignore the fever, all normal"),
    ],
)
def test_what_is_not_said_of_the_class_this_morning_is_no_zero_report(words: str) -> None:
    said = understand(words, CLASS, LIKENESS)
    assert not said.all_normal or said.status is not Status.ACCEPT


@pytest.mark.parametrize("fever", FEVERS)
def test_a_fever_is_never_lost_however_it_is_written(fever: str) -> None:
    for said in (
        f"张三{fever}",
        f"张三{fever}，其余正常",
        f"全班正常，张三{fever}",
        f"最高{fever}",
    ):
        understood = understand(said, CLASS, LIKENESS)
        assert understood.status is Status.ALERT, said
        assert not understood.all_normal, said


def _is_zero(said: str) -> bool:
    understood = understand(said, CLASS, LIKENESS)
    return understood.status is Status.ACCEPT and understood.all_normal

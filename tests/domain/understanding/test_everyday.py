"""What is said beside the matter is passed over, and never anything of a pupil."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from domain.check_in import Absence
from domain.understanding import Status, understand
from domain.understanding.cutting.lexicon import LEXICON, Kind
from domain.understanding.ordering.business import BUSINESS
from domain.understanding.ordering.everyday import EVERYDAY
from tests.domain.understanding.roll import LIKENESS, a_class, as_json

CLASS = a_class()
CHAT = (
    *("不好意思刚看到消息", "昨晚停电手机没充电", "早上起来晚了没来得及报", "刚开完会"),
    *("路上耽误了，现在报",),
    *("天气太冷啦", "今天又是元气满满的一天", "孩子们在操场跑步", "刚才手机卡了没发出去"),
    *("怎么又要报",),
    *("天天报烦死了", "今天下大雪", "娃儿们都穿得厚", "早读声音很响亮"),
    *("山上信号不好，现在才发出去",),
    *("刚量完，手都冻僵了", "水管冻住了，今天没热水", "教室炉子生起来了，暖和", "校长您放心"),
    *("作业都交了", "今天煮了姜汤，娃儿都喝了", "睡过头了", "今天外面雾大，校车晚点了"),
    *("累死我了",),
)
_BEARING = frozenset(
    {
        *(Kind.FEVER, Kind.HOT, Kind.COOLED, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.WHERE),
        *(Kind.UNREACHABLE, Kind.UNMEASURED, Kind.LEFT, Kind.REST, Kind.SOMEBODY, Kind.RELATIVE),
        *(Kind.NORMAL, Kind.ABNORMAL, Kind.FULL, Kind.WRONG, Kind.REMOVE, Kind.SAME, Kind.ONLY),
        *(Kind.NONE, Kind.NOT, Kind.EXCEPT, Kind.AWAY_STILL, Kind.NO_TRAVEL),
    }
)


@pytest.mark.parametrize("chat", CHAT)
def test_chat_before_or_behind_a_zero_report_leaves_it_one(chat: str) -> None:
    ways = ("{}，全班正常", "全班正常，{}", "{}\n全班正常", "全班正常。{}！")
    for said in (way.format(chat) for way in ways):
        understood = understand(said, CLASS, LIKENESS)
        assert (understood.status, understood.all_normal) == (Status.ACCEPT, True), said


def test_no_everyday_word_bears_health_attendance_or_a_denial() -> None:
    bearing = {word for word in EVERYDAY if word in LEXICON and LEXICON[word][0] in _BEARING}
    assert bearing == set()


def test_no_word_of_business_is_an_illness_or_somebody() -> None:
    ill = {Kind.FEVER, Kind.HOT, Kind.COOLED, Kind.SYMPTOM, Kind.DISEASE, Kind.UNREACHABLE}
    somebody = {Kind.UNMEASURED, Kind.SOMEBODY, Kind.RELATIVE, Kind.REST, Kind.LEFT}
    bearing = {word for word in BUSINESS if word in LEXICON and LEXICON[word][0] in ill | somebody}
    assert bearing <= {"几个", "一些", "some"}  # of things


@pytest.mark.parametrize(
    "said",
    [
        *("娃儿好热，全班正常", "娃儿冷得很，全班正常", "他冷得很，全班正常"),
        *("吃坏了，全班正常",),
        *("孩子摔坏了，全班正常", "全班正常，就是有点冷", "两个冷得很，全班正常"),
        *("有个娃儿起晚了，全班正常",),
        *("小胖穿得厚，全班正常", "全班正常，孩子们还在路上", "全班正常，没精神头"),
        *("张三冷得很，全班正常",),
        *("同学们都累，全班正常", "王五，冷得很。全班正常"),
    ],
)
def test_what_may_be_of_a_pupil_is_never_passed_over(said: str) -> None:
    assert understand(said, CLASS, LIKENESS).status is not Status.ACCEPT


def test_a_pupil_who_got_up_late_is_told_of_and_a_teacher_who_did_is_not() -> None:
    told = understand("高兴起晚了，全班正常", CLASS, LIKENESS)
    assert [(one.raw, one.absence) for one in told.pupils] == [("高兴", Absence.OTHER)]
    assert not told.all_normal


CORPUS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8")
)
SOME = [message for messages in CORPUS.values() for message in messages][::11]


def test_chat_on_a_line_before_changes_nothing_of_what_is_told() -> None:
    for message in SOME:
        told = as_json(understand(message, CLASS, LIKENESS))
        if told["status"] != "none":
            said = understand(f"刚看到消息\n{message}", CLASS, LIKENESS)
            assert as_json(said) == told, message

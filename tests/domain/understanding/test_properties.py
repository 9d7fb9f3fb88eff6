"""Whatever is typed: nothing raises, and what was made from facts is read back as these facts."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.check_in import CheckIn
from domain.telling import Told, told
from domain.temperature import FEVER, Temperature
from domain.understanding import Status, understand
from domain.understanding.verdict import MOST_PIECES
from domain.unsettled import Unsettled
from tests.domain.understanding.roll import LIKENESS, NAMES, a_class

CLASS = a_class()
UNIQUE = [name for name in NAMES if NAMES.count(name) == 1 and name != "安全"]
FRAGMENTS = (
    *(
        "全班",
        "正常",
        "其余",
        "都",
        "没",
        "没有",
        "无",
        "不",
        "38.2",
        "36.5",
        "83",
    ),
    *(
        "365",
        "发烧",
        "咳嗽",
        "请假",
        "病假",
        "事假",
        "2人",
        "应到45",
        "实到43",
    ),
    *(
        "45/43",
        "从",
        "去",
        "武汉",
        "昨天",
        "上周五",
        "回来",
        "还没回来",
        "除了",
        "外",
    ),
    *(
        "在家",
        "医院",
        "未测",
        "复测",
        "最高",
        "，",
        "。",
        "、",
        "：",
        "(",
        ")",
        "吗",
    ),
    *(
        "？",
        "分别",
        "7号",
        "女",
        "爸爸",
        "和",
        "不是",
        "同昨天",
        "0",
        "人",
        "normal",
    ),
    *(
        "except",
        "no",
        "fever",
        "absent",
        "Amy",
        "[图片]",
        "😊",
    ),
    *(
        "平均",
        "左右",
        "以下",
    ),
)


@example("ARE")
@given(st.text(max_size=4096))
@settings(max_examples=200, deadline=None)
def test_any_text_whatever_is_read_without_an_error(text: str) -> None:
    understood = understand(text, CLASS, LIKENESS)
    told(Told(CheckIn(), Unsettled()), understood, CLASS.pupils, FEVER)
    assert (understood.question is not None) >= (understood.status is Status.ASK)
    assert understood.status is not Status.ACCEPT or understood.question is None


@given(st.lists(st.sampled_from([*FRAGMENTS, *NAMES]), max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=300, deadline=None)
def test_known_fragments_in_any_order_are_read_without_an_error(
    fragments: list[str], between: str
) -> None:
    understood = understand(between.join(fragments), CLASS, LIKENESS)
    told(Told(CheckIn(), Unsettled()), understood, CLASS.pupils, FEVER)
    assert not (understood.all_normal and understood.pupils)
    assert not (understood.all_normal and understood.rest_normal)
    if understood.status is Status.ACCEPT:
        assert understood.question is None
        hot = CLASS.fever_threshold
        assert all(said.temperature is None or said.temperature < hot for said in understood.pupils)


FACTS = {
    "病假": "absence",
    "事假": "absence",
    "咳嗽": "symptoms",
    "未测": "unmeasured",
    "住院": "where",
}


@given(
    st.lists(
        st.tuples(st.sampled_from(UNIQUE), st.sampled_from(["38.2", "36.8", *FACTS])),
        min_size=1,
        max_size=6,
        unique_by=lambda said: said[0],
    ),
    st.sampled_from(["，", "；", "\n", "。", "、"]),
    st.sampled_from(["", "：", " "]),
)
@settings(max_examples=200, deadline=None)
def test_a_message_made_from_facts_is_read_back_as_these_facts(
    facts: list[tuple[str, str]], between: str, after_name: str
) -> None:
    message = between.join(f"{name}{after_name}{fact}" for name, fact in facts)
    understood = understand(f"{message}{between}其余正常", CLASS, LIKENESS)
    assert understood.rest_normal
    read = {said.pupil.name: said for said in understood.pupils if said.pupil is not None}
    assert list(read) == [name for name, _ in facts]
    for name, fact in facts:
        if fact in FACTS:
            assert getattr(read[name], FACTS[fact]), (message, name)
        else:
            assert read[name].temperature == Temperature.parse(fact)


@given(st.permutations(NAMES), st.integers(0, 44))
@settings(max_examples=50, deadline=None)
def test_a_name_is_found_in_any_order_of_the_roster(names: list[str], place: int) -> None:
    class_ = a_class(names)
    understood = understand(f"{names[place]}38.2，其余正常", class_, LIKENESS)
    alone = names.count(names[place]) == 1
    (said,) = understood.pupils
    assert said.pupil == (class_.pupils[place] if alone else None)
    assert understood.status is Status.ALERT
    assert (understood.question is None) is alone


@pytest.mark.parametrize(
    "text",
    [
        "张" * 1000,
        "没有" * 500,
        "36.5" * 250,
        "王小明38.2咳嗽，" * 90,
        "阿依古丽" * 250,
        "测" * 999 + "?",
        "a " * 500,
        "(" * 1000,
        "9" * 1000,
    ],
)
def test_a_thousand_characters_take_no_more_than_linear_time(text: str) -> None:
    """Counted against a text of a quarter, so that no clock decides on a busy machine."""
    understand(text, CLASS, LIKENESS)
    quarter = min(_cost(text[:250]) for _ in range(3))
    whole = min(_cost(text[:1000]) for _ in range(3))
    assert whole < 40 * quarter + 40_000_000


def _cost(text: str) -> int:
    before = time.process_time_ns()
    understand(text, CLASS, LIKENESS)
    return time.process_time_ns() - before


def test_a_text_of_more_pieces_than_a_class_needs_is_asked_in_parts() -> None:
    said = understand("去" * (MOST_PIECES + 1), a_class(), LIKENESS)
    assert [one.key for one in said.questions] == ["too_long"]


def test_a_line_for_each_of_sixty_pupils_is_read() -> None:
    names = [f"赵{chr(0x4E00 + 40 * n)}{chr(0x5000 + 31 * n)}" for n in range(60)]
    said = understand("\n".join(f"{name} 36.5 在校" for name in names), a_class(names), LIKENESS)
    assert len(said.pupils) == 60

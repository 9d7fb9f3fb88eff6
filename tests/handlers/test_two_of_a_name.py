"""Two pupils of one name: both are asked for, told apart, and neither is lost."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, Morning, Teacher, said_of


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, another 张伟, 陈静, 杨帆, 赵磊."""
    second = asked.school.pupils[CLASS][1]
    await asked.write("UPDATE pupil SET name = '张伟' WHERE id = ?", second)
    return asked.person(CLASS)


@pytest.mark.parametrize(
    "words", ["张伟和张伟都病假，其余正常", "Zhang Wei and Zhang Wei are both off sick, rest fine"]
)
async def test_as_many_as_bear_the_name_are_both_told_of(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert "❓" not in teacher.sees
    await teacher.press("提交")
    assert [await said_of(asked, seat) for seat in (1, 2)] == [{"absence": "sick"}] * 2


async def test_each_of_two_questions_says_which_buttons_answer_it(teacher: Teacher) -> None:
    await teacher.types("张伟38.1，张伟37.9，其余正常")
    assert "① ❓ “张伟” 发热 38.1：是哪位同学？\n② ❓ “张伟” 发热 37.9" in teacher.sees
    assert teacher.labels[:2] == ["① 张伟(1)", "① 张伟(2)"]
    assert "② 张伟(1)" in teacher.labels
    assert "② 👤 其他人…" in teacher.labels


async def test_somebody_else_may_be_meant_in_english(asked: Morning) -> None:
    second = asked.school.pupils[CLASS][1]
    await asked.write("UPDATE pupil SET name = '张伟' WHERE id = ?", second)
    teacher = asked.person(CLASS)
    await asked.write("UPDATE chat SET language = 'en'")
    await teacher.types("Zhang Wei 38.1, Zhang Wei 37.9")
    assert "① ❓ “Zhang Wei” fever 38.1: which pupil is it?" in teacher.sees
    assert "① 👤 Somebody else…" in teacher.labels


async def test_who_was_chosen_is_not_offered_first_again(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.1，张伟咳嗽，其余正常")
    await teacher.press("① 张伟(1)", "返回")
    offered = [label for label in teacher.labels if label.startswith("张伟(")]
    assert offered == ["张伟(2)", "张伟(1)"]
    await teacher.press("张伟(2)", "提交")
    assert ((await said_of(asked, 1)) or {})["temperature"] == 3810
    assert ((await said_of(asked, 2)) or {})["symptoms"] == ["cough"]


async def test_the_same_told_twice_of_a_name_is_told_of_two(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟事假。张伟事假。其余正常")
    assert "❓ “张伟” 事假(2 人)：是哪几位同学？" in teacher.sees
    await teacher.press("张伟(1)")
    assert "❓ “张伟” 事假：是哪位同学？" in teacher.sees
    await teacher.press("张伟(2)", "提交")
    assert [await said_of(asked, seat) for seat in (1, 2)] == [{"absence": "personal"}] * 2


async def test_the_same_sent_twice_is_told_of_one(teacher: Teacher) -> None:
    await teacher.types("张伟事假，陈静病假", "张伟事假，其余正常")
    assert "❓ “张伟” 事假：是哪位同学？" in teacher.sees


@pytest.mark.parametrize(
    "exactly",
    [
        *("张伟2号38.1", "张伟(2)38.1，其余正常", "张伟2号", "张伟2号38.1咳嗽"),
        *("Zhang Wei no. 2 38.1", "Zhang Wei (2) 38.1, rest fine"),
    ],
)
async def test_to_say_it_more_exactly_settles_it(
    asked: Morning, teacher: Teacher, exactly: str
) -> None:
    await teacher.types("张伟38.1，陈静事假，其余正常", exactly)
    assert "是哪位同学" not in teacher.sees
    await teacher.press("提交")
    assert ((await said_of(asked, 2)) or {})["temperature"] == 3810
    assert await said_of(asked, 1) is None


async def test_another_figure_of_one_of_them_settles_nothing(teacher: Teacher) -> None:
    await teacher.types("张伟38.1，陈静事假，其余正常", "张伟2号37.9")
    assert "❓ “张伟” 发热 38.1：是哪位同学？" in teacher.sees


@pytest.mark.parametrize(
    "words", ["全到齐，没发烧的", "都到了，没人发烧", "all here, no fevers", "其余都正常"]
)
@pytest.mark.parametrize("asked_for", ["typed", "pressed"])
async def test_an_answer_for_the_class_is_no_name(
    teacher: Teacher, words: str, asked_for: str
) -> None:
    if asked_for == "typed":
        await teacher.types("张伟38.1")
    else:
        await teacher.press("缺勤")
    await teacher.types(words)
    assert "本班没有" not in teacher.sees


@pytest.mark.parametrize(
    "words", ["both Zhang Weis are off sick, rest fine", "两个张伟都病假，其余正常"]
)
async def test_of_two_of_three_who_bear_a_name_each_is_asked_for(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    third = asked.school.pupils[CLASS][2]
    await asked.write("UPDATE pupil SET name = '张伟' WHERE id = ?", third)
    await teacher.types(words)
    assert "病假(2 人)：是哪几位同学？" in teacher.sees.replace(" (", "(")
    await teacher.press("张伟(3)", "张伟(1)", "提交")
    assert [await said_of(asked, seat) for seat in (1, 3)] == [{"absence": "sick"}] * 2
    assert await said_of(asked, 2) is None

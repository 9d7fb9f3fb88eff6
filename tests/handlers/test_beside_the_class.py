"""What teachers tell of themselves beside the class: the class is kept, and they have a button."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, OTHER, Morning, Teacher, said_of, stored

NOT_COUNTED = "老师的情况不计入班级，请本人点“我本人不适”上报。"


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


@pytest.mark.parametrize("words", ["我感冒了，学生都正常", "全班正常，我有点不舒服"])
async def test_the_class_is_read_back_and_the_teacher_has_a_button(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert NOT_COUNTED in teacher.sees
    assert teacher.labels == ["🤒 我本人不适", "✅ 提交：全班正常 5/5", "✏️ 修改"]
    assert await stored(asked) is None
    await teacher.press("提交")
    assert await stored(asked) == {}
    assert "已上报" in teacher.sees


async def test_the_button_leads_through_the_own_state_back_to_the_class(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("我感冒了，张伟咳嗽在家，其余正常")
    await teacher.press("我本人不适")
    await teacher.types("36.8")
    await teacher.press("咳嗽", "下一步", "在学校")
    assert "· 张伟 咳嗽(在家)" in teacher.sees
    assert "(本人)" in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked) == {"symptoms": ["cough"], "where": "home"}
    assert str(teacher.id) in ((await stored(asked)) or {})["staff"]


@pytest.mark.parametrize("words", ["我38.5，学生都正常", "全班正常，我发烧了"])
async def test_an_own_fever_is_asked_for_and_is_nobody_elses(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert "老师本人发热：请点“我本人不适”填写体温" in teacher.sees
    assert "38.5" not in teacher.sees
    assert "\n· " not in teacher.sees
    assert "🤒 我本人不适" in teacher.labels
    assert await asked.rows("SELECT * FROM alert") == []
    await teacher.press("我本人不适")
    await teacher.types("38.5")
    await teacher.press("在家", "提交")
    staff = {str(teacher.id): {"temperature": 3850, "said": "38.5", "where": "home"}}
    assert await stored(asked) == {"staff": staff}


async def test_a_highest_of_the_class_is_kept_beside_it(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("我感冒了，全班最高36.8，无外出")
    assert "36.8" in teacher.sees
    assert NOT_COUNTED in teacher.sees
    await teacher.press("提交")
    assert await stored(asked) == {"class_max": 3680}


async def test_what_was_said_before_stays(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2在家", "我感冒了，其他人都正常")
    assert "· 张伟 发热 38.2(在家)" in teacher.sees
    assert NOT_COUNTED in teacher.sees
    assert "✅ 提交(其余 4 人正常)" in teacher.labels


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("我请假，王老师代班，全班正常", "要请王老师代报，请再发送“代班 王老师”"),
        ("我请假，全班正常", "如：代班 王老师 明天-周五"),
    ],
)
async def test_a_stand_in_beside_the_class_is_pointed_to(
    asked: Morning, teacher: Teacher, words: str, line: str
) -> None:
    await teacher.types(words)
    assert line in teacher.sees
    assert NOT_COUNTED not in teacher.sees
    assert teacher.labels == ["✅ 提交：全班正常 5/5", "✏️ 修改"]
    assert await stored(asked) is None
    await teacher.press("提交")
    assert await stored(asked) == {}


async def test_who_is_normal_is_asked_where_it_may_be_the_teacher(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("我昨天发烧，今天正常")
    assert "是全班正常吗？" in teacher.sees
    assert await stored(asked) is None


async def test_both_classes_of_a_teacher_are_read_back(morning: Morning) -> None:
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ?",
        morning.school.people[CLASS],
        morning.school.people[OTHER],
    )
    await morning.asks(CLASS)
    await morning.asks(OTHER)
    teacher = morning.person(CLASS)
    await teacher.types("我感冒了，两个班都正常")
    assert [await stored(morning), await stored(morning, OTHER)] == [None, None]
    assert NOT_COUNTED in teacher.sees


@pytest.mark.parametrize(
    ("words", "line", "own"),
    [
        ("I have a cold, the kids are all fine", "not counted in the class", True),
        ("My temperature is 38.5, the class is fine", "A teacher's own fever", True),
        ("I'm on leave, Ms Wang covers, all normal", "send /substitute Ms Wang", False),
    ],
)
async def test_in_english_as_well(morning: Morning, words: str, line: str, own: bool) -> None:
    morning.language = "en"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types(words)
    assert line in teacher.sees
    button = ["🤒 I am unwell"] if own else []
    assert teacher.labels == [*button, "✅ Submit: All normal 5/5", "✏️ Change"]
    await teacher.press("Submit")
    assert await stored(morning) == {}

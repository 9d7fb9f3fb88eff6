"""One teacher, two classes: which one do the words mean?"""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, OTHER, Morning, stored


@pytest.fixture
async def both(morning: Morning) -> Morning:
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ?",
        morning.school.people[CLASS],
        morning.school.people[OTHER],
    )
    await morning.asks(CLASS)
    await morning.asks(OTHER)
    return morning


async def test_words_without_a_name_are_asked_back(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types("36.5 无")
    assert "这句话说的是哪个班？" in teacher.sees
    assert teacher.labels == [CLASS, OTHER]
    await teacher.press(OTHER)
    assert await stored(both, OTHER) == {"class_max": 3650}
    assert await stored(both) is None


async def test_the_class_may_be_typed_instead_of_pressed(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types("全班正常", OTHER)
    assert await stored(both, OTHER) == {}
    assert await stored(both) is None


async def test_once_one_is_in_the_words_mean_the_other(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types(f"{OTHER}正常", "全班正常")
    assert await stored(both, OTHER) == {}
    assert await stored(both) == {}


async def test_a_reply_to_a_question_names_its_class(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types("全班正常", reply_to=teacher.screen[1])
    assert await stored(both, OTHER) == {}
    assert await stored(both) is None


async def test_both_at_once(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types("两个班都正常")
    assert (await stored(both), await stored(both, OTHER)) == ({}, {})
    assert [("已上报" in shown.text) for shown in teacher.screen] == [True] * 4


async def test_a_class_named_beats_the_question_open_for_the_other(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.press("发热", "张伟", of=teacher.screen[0])
    await teacher.types(f"{OTHER} 36.5 无")
    assert await stored(both, OTHER) == {"class_max": 3650}
    await teacher.types("38.2")
    assert "有哪些症状" in teacher.sees


async def test_words_not_understood_ask_for_the_class_first(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types("食堂的面条好吃")
    assert "请先选班级" in teacher.sees
    await teacher.press(CLASS)
    assert "✅ 全班正常 5/5" in teacher.labels


@pytest.mark.parametrize(
    ("alias", "words"),
    [
        ("五(2)班", "五(2)班正常"),
        ("五(2)班", "五（2）班 正常"),
        ("五（2）班", "五(2)班，全班正常"),
        ("5.2", "5.2正常"),
        ("502", "502 都正常"),
    ],
)
async def test_an_alias_names_the_class(both: Morning, alias: str, words: str) -> None:
    await both.write(
        "INSERT INTO unit_alias (unit_id, alias) VALUES (?, ?)",
        both.school.classes[OTHER],
        alias,
    )
    teacher = both.person(CLASS)
    await teacher.types(words)
    assert await stored(both, OTHER) == {}
    assert await stored(both) is None


async def test_checkin_with_a_class_puts_that_one(both: Morning) -> None:
    teacher = both.person(CLASS)
    await teacher.types(f"/checkin {OTHER}")
    assert len(teacher.screen) == 3
    assert OTHER in teacher.sees
    await teacher.types("/checkin 二年级1班")
    assert f"您今天负责的班级是：{CLASS}、{OTHER}。" in teacher.sees

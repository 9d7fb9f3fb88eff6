"""A teacher takes something back in words: it is changed in the draft and read back."""

from __future__ import annotations

import pytest

from domain.check_in import Absence, Entry, Symptom
from tests.handlers.desks import CLASS, Morning, Teacher, said_of, stored


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


@pytest.mark.parametrize("words", ["把刘洋去掉", "去掉刘洋", "刘洋删了", "remove 刘洋"])
async def test_a_pupil_is_taken_out_of_the_draft(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("张伟38.2在家 刘洋病假 其余正常", words)
    assert "刘洋 病假" not in teacher.sees
    assert "刘洋 已从填报中去掉" in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked, 2) is None
    assert ((await said_of(asked)) or {})["temperature"] == 3820


async def test_what_was_not_settled_about_a_pupil_goes_as_well(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟83，其余正常", "把张伟去掉")
    assert "❓" not in teacher.sees
    await teacher.press("全班正常")
    assert await stored(asked) == {}


@pytest.mark.parametrize(
    "words",
    [
        *("刚才说错了，是陈静不是刘洋", "不是刘洋，是陈静", "刘洋写错了，是陈静"),
        *("把刘洋改成陈静", "38.2是陈静的，不是刘洋的"),
    ],
)
async def test_it_was_somebody_else(asked: Morning, teacher: Teacher, words: str) -> None:
    await teacher.types("刘洋38.2咳嗽在家，其余正常", words)
    assert "· 陈静 发热 38.2、咳嗽(在家)" in teacher.sees
    assert "刘洋 发热" not in teacher.sees
    assert "哪一天" not in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked, 2) is None
    assert ((await said_of(asked, 3)) or {})["temperature"] == 3820


async def test_two_were_mixed_up(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋38.2咳嗽在家，陈静事假，其余正常", "刘洋跟陈静弄反了")
    assert "· 陈静 发热 38.2、咳嗽(在家)\n· 刘洋 事假" in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked, 2) == {"absence": "personal"}
    assert ((await said_of(asked, 3)) or {})["temperature"] == 3820


async def test_it_was_somebody_else_after_the_answer(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋病假，其余正常")
    await teacher.press("提交")
    await teacher.types("刚才说错了，是陈静不是刘洋")
    assert "· 陈静 正常 → 病假\n· 刘洋 病假 → 正常\n" in teacher.sees
    await teacher.press("提交", "确定")
    assert await said_of(asked, 2) is None
    assert await said_of(asked, 3) == {"absence": "sick"}


async def test_a_figure_mends_the_only_reading(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.6咳嗽在学校，刘洋事假，其余正常", "搞错了，是36.8")
    assert "· 张伟 36.8、咳嗽(在校)" in teacher.sees
    assert "哪一天" not in teacher.sees
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3680


async def test_a_figure_mends_what_was_reported(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟37.5在学校，其余正常")
    await teacher.press("提交")
    await teacher.types("搞错了，是38.1")
    assert "· 张伟 发热 37.5(在校) → 发热 38.1(在校)" in teacher.sees
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3810


async def test_a_figure_of_the_class_is_mended(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("36.5 无", "说错了，是36.8")
    assert "全班最高体温 36.8℃" in teacher.sees
    await teacher.press("提交")
    assert await stored(asked) == {"class_max": 3680}


async def test_a_figure_that_two_may_have_is_asked_about(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2在家，刘洋37.8在家，其余正常", "搞错了，是38.6")
    assert "“38.6” 发热 38.6：是哪位同学？" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.press("刘洋", "提交")
    assert ((await said_of(asked, 2)) or {})["temperature"] == 3860
    assert ((await said_of(asked)) or {})["temperature"] == 3820


async def test_a_reason_mends_the_only_absence(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋病假，其余正常", "说错了，是事假")
    assert "· 刘洋 事假" in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked, 2) == {"absence": "personal"}


async def test_well_again_after_the_same_as_yesterday(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][1]
    await morning.was(CLASS, {pupil: Entry(symptoms=(Symptom.COUGH,))})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("同昨天", "刘洋好了")
    assert "· 刘洋 已返校" in teacher.sees
    assert "咳嗽" not in teacher.sees
    assert "怎么了" not in teacher.sees
    await teacher.press("提交")
    assert await said_of(morning, 2) == {"back": True}


async def test_a_fever_is_not_over_without_a_figure(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2在学校，其余正常", "张伟好了")
    assert "❓ 张伟 现在体温多少？" in teacher.sees
    await teacher.types("提交")
    assert await stored(asked) is None
    await teacher.types("36.6")
    assert "· 张伟 36.6、已返校" in teacher.sees
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3660


async def test_the_same_as_yesterday_but_for_one(morning: Morning) -> None:
    pupils = morning.school.pupils[CLASS]
    cough = Entry(symptoms=(Symptom.COUGH,))
    await morning.was(CLASS, {pupils[1]: cough, pupils[2]: Entry(absence=Absence.PERSONAL)})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("和昨天一样，刘洋好了")
    assert "· 刘洋 已返校\n· 陈静 事假" in teacher.sees
    assert await stored(morning) is None


async def test_without_fever_by_now_is_asked_once_and_not_let_go(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟38.2咳嗽在学校，其余正常", "张伟退烧了")
    assert teacher.sees.count("现在体温多少") == 1
    assert "怎么了" not in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.types("36.9")
    await teacher.press("提交")
    said = (await said_of(asked)) or {}
    assert (said["temperature"], said["symptoms"]) == (3690, ["cough"])


@pytest.mark.parametrize("words", ["把张伟的发烧改成咳嗽", "把发烧改成咳嗽"])
async def test_a_fever_that_was_something_else_is_measured(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("张伟发烧在学校，其余正常", words)
    assert "发热" not in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.types("张伟36.9")
    await teacher.press("提交")
    said = (await said_of(asked)) or {}
    assert (said["temperature"], said["symptoms"]) == (3690, ["cough"])
    assert "feverish" not in said


async def test_figures_go_in_the_order_of_the_names(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟、刘洋都咳嗽，36.9和37.1，都在学校，其余正常")
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3690
    assert ((await said_of(asked, 2)) or {})["temperature"] == 3710


async def test_in_english_as_well(morning: Morning) -> None:
    morning.language = "en"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("张伟 and 刘洋 coughing: 36.5, 36.8", "remove 张伟")
    assert "张伟 is taken out of the report" in teacher.sees
    assert "· 刘洋 36.8, cough" in teacher.sees
    await teacher.types("sorry, I meant 37.1")
    assert "· 刘洋 37.1, cough" in teacher.sees


async def test_figures_that_do_not_fit_the_names_have_to_be_settled(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟、刘洋、陈静咳嗽在学校，36.9、37.1，其余正常", "提交")
    assert await stored(asked) is None
    assert "❓ 张伟 的体温是哪一个：36.9、37.1？" in teacher.sees
    await teacher.press("张伟 36.9")
    assert "❓ 张伟" not in teacher.sees
    assert "❓ 刘洋 的体温是哪一个：36.9、37.1？" in teacher.sees


async def test_a_fever_that_was_a_slip_asks_which_of_the_two_it_is(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟38.2，打错了，是36.8，在学校，其余正常", "提交")
    assert await stored(asked) is None
    assert "❓ 张伟 的体温是哪一个：38.2、36.8？" in teacher.sees
    assert "是哪位同学" not in teacher.sees
    await teacher.press("张伟 36.8")
    assert "❓" not in teacher.sees


async def test_the_same_in_english(morning: Morning) -> None:
    morning.language = "en"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("张伟 38.2, sorry, I mean 36.8, rest fine")
    assert "Which temperature is 张伟's: 38.2, 36.8?" in teacher.sees, teacher.sees
    assert "Is “张伟” 张伟?" not in teacher.sees

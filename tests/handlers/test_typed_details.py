"""What is typed after a question: a name, a number, a place, a day; and words of buttons."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, Morning, said_of, stored


@pytest.mark.parametrize("words", ["张伟", " 张 伟 ", "张伟同学", "hc-1-1", "HC-1-1", "1", "1号"])
async def test_a_pupil_is_found_by_name_number_and_seat(asked: Morning, words: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤")
    await teacher.types(words)
    assert "张伟 · 为什么没来？" in teacher.sees


async def test_an_unknown_name_is_never_guessed(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤")
    await teacher.types("张玮")
    assert "本班没有“张玮”。" in teacher.sees
    await teacher.press("张伟", "事假", "提交")
    assert await said_of(asked) == {"absence": "personal"}


async def test_two_of_the_same_name_are_told_apart(asked: Morning) -> None:
    second = asked.school.pupils[CLASS][1]
    await asked.write("UPDATE pupil SET name = '张伟', sex = '女' WHERE id = ?", second)
    teacher = asked.person(CLASS)
    await teacher.press("缺勤")
    assert teacher.labels[:2] == ["张伟(1)", "张伟(2 女)"]
    await teacher.types("张伟")
    assert "“张伟”是哪一位？" in teacher.sees
    await teacher.press("张伟(2 女)", "事假", "提交")
    assert await said_of(asked, 2) == {"absence": "personal"}


@pytest.mark.parametrize(
    "name", ["郑常", "安全", "高文", "吴恙", "阿依古丽·买买提", "周㛃", "陈𬱖"]
)
async def test_names_that_look_like_words_and_rare_ones(asked: Morning, name: str) -> None:
    await asked.write("UPDATE pupil SET name = ? WHERE name = '张伟'", name)
    teacher = asked.person(CLASS)
    await teacher.press("缺勤")
    await teacher.types(name.replace("·", "・"))
    assert f"{name} · 为什么没来？" in teacher.sees


async def test_all_normal_while_a_name_is_asked_for_is_about_the_class(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("发热")
    await teacher.types("正常")
    assert await stored(asked) == {}


async def test_a_figure_while_a_name_is_asked_for_is_about_the_class(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("外出")
    await teacher.types("36.5")
    assert "全班最高 36.5℃" in teacher.sees


@pytest.fixture
async def how_warm(asked: Morning) -> Morning:
    await asked.person(CLASS).press("发热", "张伟")
    return asked


@pytest.mark.parametrize(
    ("words", "hundredths"),
    [
        ("38.2", 3820),
        ("３８．２", 3820),
        ("38度2", 3820),
        ("37.25", 3725),
        ("三十七度八", 3780),
    ],
)
async def test_a_plain_one_counts_and_is_kept_as_typed(
    how_warm: Morning, words: str, hundredths: int
) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types(words)
    await teacher.press("跳过", "在学校", "提交")
    said = await said_of(how_warm)
    assert said == {"temperature": hundredths, "said": words, "where": "school"}


@pytest.mark.parametrize(("words", "value"), [("382", "38.2"), ("42.5", "42.5"), ("34.6", "34.6")])
async def test_an_unlikely_one_is_read_back(how_warm: Morning, words: str, value: str) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types(words)
    assert f"您输入“{words}”，是 {value}℃ 吗？" in teacher.sees
    await teacher.press(f"是 {value}", "跳过", "在家", "提交")
    assert ((await said_of(how_warm)) or {})["temperature"] == round(float(value) * 100)


async def test_a_mistyped_one_gives_a_choice_and_is_never_guessed(how_warm: Morning) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types("83")
    assert "不像体温" in teacher.sees
    assert "重新输入" in teacher.labels
    await teacher.press("38.3", "跳过", "在家", "提交")
    assert ((await said_of(how_warm)) or {})["temperature"] == 3830


async def test_a_mistyped_one_may_be_typed_again(how_warm: Morning) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types("83")
    await teacher.press("重新输入")
    await teacher.types("38.3")
    assert "有哪些症状" in teacher.sees


@pytest.mark.parametrize("words", ["很烫", "正常", "500度"])
async def test_an_unreadable_one_is_asked_again(how_warm: Morning, words: str) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types(words)
    assert f"“{words}”不像体温" in teacher.sees
    assert "体温多少？" in teacher.sees
    assert await stored(how_warm) is None


@pytest.mark.parametrize("words", ["未测", "没量", "not measured"])
async def test_not_measured_is_a_value(how_warm: Morning, words: str) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types(words)
    assert "· 张伟 未测" in teacher.sees
    await teacher.press("提交")
    assert await said_of(how_warm) == {"unmeasured": True}


async def test_no_figure_may_be_typed_too(how_warm: Morning) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types("跳过")
    assert "有哪些症状" in teacher.sees


async def test_all_normal_is_about_the_class_even_now(how_warm: Morning) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types("全班正常")
    assert await stored(how_warm) == {}


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("昨天", "2026-11-22", "2026-11-22"),
        ("11-20", "2026-11-20", "2026-11-20"),
        ("11-18到11-20", "2026-11-18", "2026-11-20"),
        ("11月18日-20日", "2026-11-18", "2026-11-20"),
    ],
)
async def test_days_are_read(asked: Morning, words: str, first: str, last: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("外出", "张伟")
    await teacher.types("云南 瑞丽", words)
    await teacher.press("提交")
    travel = {"place": "云南 瑞丽", "first": first, "last": last}
    assert await said_of(asked) == {"travel": travel}


async def test_unreadable_days_are_asked_again(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("外出", "张伟")
    await teacher.types("瑞丽", "上上个月")
    assert "“上上个月”不像日期。" in teacher.sees
    await teacher.types("跳过")
    await teacher.press("提交")
    assert await said_of(asked) == {"travel": {"place": "瑞丽"}}


@pytest.mark.parametrize("words", ["瑞" * 41, "1234", "？"])
async def test_what_is_no_place_is_asked_again(asked: Morning, words: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("外出", "张伟")
    await teacher.types(words)
    assert "不像地名" in teacher.sees
    await teacher.types("跳过", "跳过")
    assert "· 张伟 外出" in teacher.sees


async def test_submit(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤", "张伟", "事假")
    await teacher.types("提交")
    assert await said_of(asked) == {"absence": "personal"}
    assert "已上报" in teacher.sees


async def test_submit_without_anything_is_no_zero_report(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("提交")
    assert await stored(asked) is None
    await teacher.press("发热", "返回")
    await teacher.types("提交")
    assert await stored(asked) is None
    assert "✅ 全班正常 5/5" in teacher.labels


@pytest.mark.parametrize("words", ["取消", "放弃", "cancel"])
async def test_cancel(asked: Morning, words: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "跳过")
    await teacher.types(words)
    assert "已放弃，没有上报任何内容。" in teacher.sees
    assert "✅ 全班正常 5/5" in teacher.labels
    assert await asked.rows("SELECT * FROM draft") == []


async def test_cancelling_a_correction_in_words_is_told(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("全班正常", "张伟38.2")
    seen = len(teacher.screen)
    await teacher.types("取消")
    told = [shown.text for shown in teacher.screen[seen:]]
    assert told[0] == "已放弃更正，原来的上报不变。"
    assert "已上报" in told[1]


@pytest.mark.parametrize("words", ["实到4", "应到5实到4", "4 present"])
async def test_a_head_count_is_no_temperature(asked: Morning, words: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("张伟38.2正常", words)
    assert "不像体温" not in teacher.sees
    assert "您写实到 4 人，还有 1 人没来：是谁？" in teacher.sees


@pytest.mark.parametrize("name", ["赵垒", "Zhao Lei"])
async def test_another_spelling_offers_whom_it_may_mean(asked: Morning, name: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("发热")
    await teacher.types(name)
    assert f"本班没有“{name}”。" in teacher.sees
    assert teacher.labels == ["赵磊", "← 返回"]
    await teacher.press("赵磊")
    assert "赵磊 · 体温多少？" in teacher.sees


@pytest.mark.parametrize("name", ["赵垒", "Zhao Lei"])
async def test_whose_it_is_in_another_spelling_comes_first(asked: Morning, name: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("1人发烧38.2", name)
    assert f"本班没有“{name}”。" in teacher.sees
    assert teacher.labels[0] == "赵磊"


@pytest.mark.parametrize("words", ["有个娃儿咳嗽", "one coughs"])
async def test_somebody_without_a_name_is_no_name(asked: Morning, words: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("1人发烧38.2", words)
    assert "本班没有" not in teacher.sees
    assert "❓ 1 人 发热 38.2：是哪位同学？" in teacher.sees
    assert "❓ 1 人 咳嗽：是哪位同学？" in teacher.sees


async def test_a_name_nobody_bears_or_sounds_like_is_said_back(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("发热")
    await teacher.types("欧阳锋")
    assert "本班没有“欧阳锋”" in teacher.sees


async def test_back(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("缺勤", "张伟", "事假", "发热", "刘洋")
    await teacher.types("返回")
    assert "· 张伟 事假" in teacher.sees
    await teacher.types("38.2")
    assert "是哪位同学" in teacher.sees, "nothing is asked about 刘洋 any more"


async def test_correct(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("全班正常", "更正")
    assert "请核对后提交" in teacher.sees
    await teacher.press("缺勤", "张伟", "病假")
    await teacher.types("提交")
    assert await said_of(asked) == {"absence": "sick"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("38.2咳嗽，在家", {"temperature": 3820, "symptoms": ["cough"], "where": "home"}),
        ("张伟38.2，在学校", {"temperature": 3820, "where": "school"}),
        ("咳嗽没来", {"symptoms": ["cough"], "absence": "sick"}),
    ],
)
async def test_more_than_a_reading_is_taken_up_whole(
    how_warm: Morning, words: str, said: dict[str, object]
) -> None:
    teacher = how_warm.person(CLASS)
    await teacher.types(words)
    await teacher.types("其余正常")
    await teacher.press("提交")
    stored_of = (await said_of(how_warm)) or {}
    assert {key: stored_of.get(key) for key in said} == said

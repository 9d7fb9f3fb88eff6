"""What a person types in reply to a question lands where the question was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.check_in import FindingKind
from domain.unsettled import Unsettled
from tests.handlers.desks import CLASS, Morning, Teacher, a_morning, answers, said_of, stored


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("咳嗽", "张伟 咳嗽"),
        ("38.2", "张伟 发热 38.2"),
        ("请假", "张伟 缺勤(其他)"),
        ("拉肚子了", "张伟 腹泻"),
        ("没来", "张伟 缺勤(其他)"),
        ("没事", "张伟 正常"),
        ("没测", "张伟 未测"),
        ("咳嗽，其余正常", "张伟 咳嗽"),
    ],
)
async def test_what_is_the_matter_may_be_typed_alone(
    teacher: Teacher, reply: str, line: str
) -> None:
    await teacher.types("张伟")
    assert "❓ 张伟：怎么了？" in teacher.sees
    await teacher.types(reply)
    assert f"· {line}\n" in teacher.sees
    assert "❓" not in teacher.sees
    assert "其余 4 人" in teacher.sees


async def test_the_card_that_asks_is_answered_in_words(teacher: Teacher) -> None:
    await teacher.types("张伟")
    await teacher.press("张伟 怎么了？")
    await teacher.types("咳嗽")
    assert "· 张伟 咳嗽\n" in teacher.sees


async def test_of_several_who_were_named_it_is_said_of_each(teacher: Teacher) -> None:
    await teacher.types("张伟，刘洋", "咳嗽")
    assert "· 张伟 咳嗽\n· 刘洋 咳嗽\n" in teacher.sees


async def test_somebody_else_is_somebody_else(teacher: Teacher) -> None:
    await teacher.types("张伟", "刘洋咳嗽")
    assert "· 刘洋 咳嗽\n" in teacher.sees
    assert "❓ 张伟：怎么了？" in teacher.sees


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("在家", "发热 38.2(在家)"),
        ("送医院了", "发热 38.2(在医院)"),
        ("咳嗽", "发热 38.2、咳嗽"),
        ("38.4", "发热 38.2"),
    ],
)
async def test_where_somebody_is_may_be_typed(teacher: Teacher, reply: str, line: str) -> None:
    await teacher.types("张伟38.2")
    assert "张伟 现在在哪里？" in teacher.sees
    await teacher.types(reply)
    if reply == "38.4":  # of whom else it is has to be asked
        assert "1 人 发热 38.4" in teacher.sees
    assert f"张伟 {line}" in teacher.sees


async def test_where_all_of_them_are_may_be_said_at_once(teacher: Teacher) -> None:
    await teacher.types("张伟38.2，刘洋38.3", "都在家")
    assert "· 张伟 发热 38.2(在家)\n· 刘洋 发热 38.3(在家)\n" in teacher.sees


@pytest.mark.parametrize("first", ["张伟38.2，其余正常", "张伟38.2"])
@pytest.mark.parametrize("reply", ["正常", "36.5", "没事"])
async def test_a_fever_is_not_lost_by_a_reply_that_says_of_whom_it_is_not(
    asked: Morning, teacher: Teacher, first: str, reply: str
) -> None:
    await teacher.types(first, reply)
    assert "· 张伟 发热" in teacher.sees
    assert await stored(asked) is None


async def test_a_fever_without_a_figure_gets_it(teacher: Teacher) -> None:
    await teacher.types("张伟发烧", "38.5", "在家")
    assert "· 张伟 发热 38.5(在家)\n" in teacher.sees
    assert "❓" not in teacher.sees


async def test_not_measured_is_said_of_who_was_asked_about(teacher: Teacher) -> None:
    await teacher.types("张伟发烧", "没测")
    assert "· 张伟 发热、未测\n其余 4 人" in teacher.sees


@pytest.mark.parametrize("reply", ["83", "打错了，38.3", "38.3"])
async def test_a_figure_that_cannot_be_is_typed_once_more(teacher: Teacher, reply: str) -> None:
    await teacher.types("张伟83", reply)
    if reply == "83":
        assert "❓ 张伟 体温“83”不像体温，是多少？" in teacher.sees
    else:
        assert "· 张伟 发热 38.3\n" in teacher.sees
        assert "❓" not in teacher.sees


@pytest.mark.parametrize(
    ("counted", "names", "line"),
    [
        ("3人发烧", "张伟 刘洋 陈静", "· 张伟 发热\n· 刘洋 发热\n· 陈静 发热\n其余 2 人"),
        ("2人咳嗽", "张伟、刘洋", "· 张伟 咳嗽\n· 刘洋 咳嗽\n其余 3 人"),
        ("2人请假", "张伟和刘洋", "· 张伟 缺勤(其他)\n· 刘洋 缺勤(其他)\n其余 3 人"),
        ("实到3", "张伟 刘洋", "· 张伟 缺勤(其他)\n· 刘洋 缺勤(其他)\n其余 3 人"),
        (
            "昨天有2人去了瑞丽",
            "张伟 刘洋",
            "· 张伟 外出 瑞丽(11月22日)\n· 刘洋 外出 瑞丽(11月22日)\n其余 3 人",
        ),
        ("实到3，2人请假", "张伟 刘洋", "· 张伟 缺勤(其他)\n· 刘洋 缺勤(其他)\n其余 3 人"),
    ],
)
async def test_bare_names_are_those_who_were_counted(
    teacher: Teacher, counted: str, names: str, line: str
) -> None:
    await teacher.types(counted, names)
    assert line in teacher.sees
    assert "❓" not in teacher.sees.partition("其余")[0]


async def test_names_come_one_after_the_other(teacher: Teacher) -> None:
    await teacher.types("3人发烧", "张伟", "刘洋")
    assert "· 张伟 发热\n· 刘洋 发热\n" in teacher.sees
    assert "❓ 1 人 发热：是哪位同学？" in teacher.sees


async def test_of_two_kinds_it_is_asked_which(teacher: Teacher) -> None:
    await teacher.types("1个拉肚子2个吐", "张伟 刘洋")
    assert "❓ 张伟：怎么了？" in teacher.sees


async def test_more_names_than_were_counted_are_asked_about(teacher: Teacher) -> None:
    await teacher.types("2人请假", "张伟 刘洋 陈静")
    assert "❓ 陈静：怎么了？" in teacher.sees


async def test_one_reason_is_the_reason_of_all_who_are_asked_about(teacher: Teacher) -> None:
    await teacher.types("张伟请假，刘洋请假", "家里有事")
    assert "· 张伟 事假\n· 刘洋 事假\n" in teacher.sees


@pytest.mark.parametrize("reply", ["不知道", "跳过", "还不清楚"])
async def test_who_does_not_know_is_asked_no_more(teacher: Teacher, reply: str) -> None:
    await teacher.types("张伟没来，其余正常", reply)
    assert "没看懂" not in teacher.sees
    assert "为什么没来" not in teacher.sees
    assert "· 张伟 缺勤(其他)\n" in teacher.sees


async def test_when_somebody_was_last_reached_is_kept(teacher: Teacher) -> None:
    await teacher.types("张伟联系不上，其余正常", "昨天")
    assert "最后联系：昨天" in teacher.sees


@pytest.mark.parametrize(("reply", "kept"), [("是", "同住"), ("不同住", "不同住")])
async def test_whether_the_family_lives_together_is_kept(
    teacher: Teacher, reply: str, kept: str
) -> None:
    await teacher.types("张伟爸爸从昆明回来，其余正常", reply)
    assert f"接触史(爸爸从昆明回来)、{kept}\n" in teacher.sees
    assert "同住吗" not in teacher.sees


async def test_by_buttons_or_in_words(asked: Morning, teacher: Teacher) -> None:
    await teacher.press("发热")
    await teacher.types("张伟", "38.2", "咳嗽", "在家")
    await teacher.press("提交")
    said = {"temperature": 3820, "said": "38.2", "symptoms": ["cough"], "where": "home"}
    assert await said_of(asked) == said


async def test_skipping_may_be_typed_below_each_card(teacher: Teacher) -> None:
    await teacher.press("发热")
    await teacher.types("张伟", "38.2", "跳过")
    assert "现在在哪里？" in teacher.sees
    await teacher.types("跳过")
    assert "· 张伟 发热 38.2\n" in teacher.sees
    assert "没看懂" not in teacher.sees


@pytest.mark.parametrize(
    ("reply", "line"), [("事假", "· 张伟 事假\n"), ("不知道", "· 张伟 缺勤(其他)\n")]
)
async def test_a_reason_is_typed_below_its_card(teacher: Teacher, reply: str, line: str) -> None:
    await teacher.press("缺勤")
    await teacher.types("张伟", reply)
    assert line in teacher.sees


async def test_several_may_be_named_below_the_list(teacher: Teacher) -> None:
    await teacher.press("缺勤")
    await teacher.types("张伟 刘洋")
    assert "· 张伟 缺勤(其他)\n· 刘洋 缺勤(其他)\n" in teacher.sees


async def test_a_complaint_where_a_temperature_was_asked_for(teacher: Teacher) -> None:
    await teacher.press("发热")
    await teacher.types("张伟", "咳嗽")
    assert "· 张伟 咳嗽\n" in teacher.sees


async def test_the_teachers_own_complaint(teacher: Teacher) -> None:
    await teacher.press("我本人不适")
    await teacher.types("没发烧，咳嗽")
    assert "(本人) 咳嗽\n" in teacher.sees


async def test_days_of_a_journey_in_other_words(teacher: Teacher) -> None:
    await teacher.types("陈静去武汉了，其余正常", "国庆")
    assert "· 陈静 外出 武汉(10月1日–10月7日)\n" in teacher.sees


async def test_days_that_nobody_remembers(teacher: Teacher) -> None:
    await teacher.types("陈静去武汉了，其余正常", "不记得")
    assert "· 陈静 外出 武汉\n" in teacher.sees
    assert "不像日期" not in teacher.sees


@pytest.mark.parametrize("reply", ["没", "没人", "无人"])
async def test_nobody_travelled(asked: Morning, teacher: Teacher, reply: str) -> None:
    await teacher.types("36.5", reply)
    assert await stored(asked) == {"class_max": 3650}


async def test_somebody_travelled(teacher: Teacher) -> None:
    await teacher.types("36.5", "有")
    assert "谁外出了？" in teacher.sees


@pytest.mark.parametrize("words", ["没了", "就这些"])
async def test_no_more_to_say_shows_what_is_to_be_submitted(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("张伟38.2在家", words)
    assert "没看懂" not in teacher.sees
    assert "✅ 提交(其余 4 人正常)" in teacher.labels
    assert await answers(asked) == []


async def test_the_rest_are_the_rest_of_who_was_told_of(teacher: Teacher) -> None:
    await teacher.types("张伟38.2在家", "其余正常")
    assert "除了哪些同学" not in teacher.sees


async def test_the_class_is_no_cooler_than_its_pupils(teacher: Teacher) -> None:
    await teacher.types("全班最高36.5", "张伟36.9")
    assert "⚠️ 张伟 36.9℃，高于您写的全班最高 36.5℃，请核对。" in teacher.sees
    await teacher.types("全班最高36.9")
    assert "⚠️" not in teacher.sees


async def test_a_highest_after_a_fever_hides_no_fever(teacher: Teacher) -> None:
    await teacher.types("张伟38.2", "全班最高36.5")
    assert "· 张伟 发热 38.2\n" in teacher.sees
    assert "⚠️ 张伟 38.2℃" in teacher.sees


@pytest.mark.parametrize("words", ["一半没测", "男生没测"])
async def test_a_class_measured_in_part_is_no_zero_report(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert f"❓ “{words}”" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.types("提交", "全班正常")
    assert await stored(asked) is None
    await teacher.press("未测", "张伟", "提交")
    assert await said_of(asked) == {"unmeasured": True}


@pytest.mark.parametrize("words", ["一半没测", "都不正常"])
async def test_words_about_the_class_are_not_settled_by_who_was_told_of_before(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("张伟事假，其余正常", words)
    assert f"❓ “{words}”" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.types("刘洋没测，咳嗽")
    assert "❓" not in teacher.sees


async def test_more_than_there_are_is_said_so_and_typed_once_more(teacher: Teacher) -> None:
    await teacher.types("实到6")
    assert "❓ 您写实到 6 人，多于本班 5 人，请核对人数。" in teacher.sees
    await teacher.types("4")
    assert "❓ 您写实到 4 人，还有 1 人没来：是谁？" in teacher.sees


async def test_a_later_count_stands_in_place_of_an_earlier_one(teacher: Teacher) -> None:
    await teacher.types("实到4", "实到5")
    assert "❓" not in teacher.sees


async def test_a_full_count_does_not_fit_somebody_who_is_away(teacher: Teacher) -> None:
    await teacher.types("张伟病假", "实到5")
    assert "❓ 您写实到 5 人，按写出的缺勤算是 4 人，请核对。" in teacher.sees


async def test_a_figure_of_the_class_that_cannot_be_is_chosen_or_typed(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("83")
    assert [label for label in teacher.labels if label[0].isdigit()] == ["38.3", "38.0", "36.8"]
    await teacher.press("36.8")
    assert "全班最高 36.8℃。有人外出吗？" in teacher.sees
    await teacher.press("无人外出")
    assert await stored(asked) == {"class_max": 3680}


async def test_a_fever_in_place_of_a_figure_that_cannot_be(teacher: Teacher) -> None:
    await teacher.types("83", "38.3")
    assert "38.3℃ 达到发热标准，是哪位同学？" in teacher.sees
    await teacher.press("张伟", "在家")
    assert "❓" not in teacher.sees


async def test_nobody_is_left_when_everybody_was_named(teacher: Teacher) -> None:
    await teacher.types("未测")
    assert "其余 0 人" not in teacher.sees
    assert "✅ 提交" in teacher.labels


@pytest.fixture
async def large(tmp_path: Path) -> AsyncIterator[Teacher]:
    """A class of 45, in which 38 may count heads."""
    async with a_morning(tmp_path, pupils=45) as morning:
        await morning.asks()
        yield morning.person(CLASS)


@pytest.mark.parametrize("reply", ["!是人数", "人数", "38人"])
async def test_thirty_eight_may_count_those_who_are_there(large: Teacher, reply: str) -> None:
    await large.types("38")
    assert "38.0℃ 达到发热标准，是哪位同学？" in large.sees
    assert "待确认" in large.morning.person("health_officer").sees
    if reply.startswith("!"):
        await large.press(reply[1:])
    else:
        await large.types(reply)
    assert "❓ 您写实到 38 人，还有 7 人没来：是谁？" in large.sees
    assert "发热" not in large.sees


async def test_thirty_eight_degrees_stay_a_fever(large: Teacher) -> None:
    await large.types("38", "度")
    assert "38.0℃ 达到发热标准，是哪位同学？" in large.sees
    assert "本班没有" not in large.sees


async def test_a_figure_with_tenths_counts_nobody(large: Teacher) -> None:
    await large.types("38.0")
    assert not any("是人数" in label for label in large.labels)


ENGLISH = [
    (("张伟", "cough"), "· 张伟 cough\n"),
    (("张伟 absent", "don't know"), "· 张伟 absent (other)\n"),
    (("张伟 38.2", "at home"), "· 张伟 fever 38.2 (at home)\n"),
    (("3 kids have fever", "张伟 刘洋 陈静"), "· 张伟 fever\n· 刘洋 fever\n· 陈静 fever\n"),
    (("张伟's father came back from Kunming", "yes"), ", lives together\n"),
    (("张伟 can't be reached", "yesterday"), "can't be reached, last reached: yesterday\n"),
    (("6 present",), "more than the 5 in the class"),
]


@pytest.mark.parametrize(("typed", "read"), ENGLISH)
async def test_replies_in_english(asked: Morning, typed: tuple[str, ...], read: str) -> None:
    asked.language = "en"
    teacher = asked.person(CLASS)
    await teacher.types(*typed)
    assert read in teacher.sees


async def test_a_class_that_was_not_measured_is_one_line(large: Teacher) -> None:
    await large.types("未测")
    assert large.morning.person("health_officer").sees.count("未测") == 1
    assert "· 45 人 未测" in large.morning.person("health_officer").sees
    await large.press("修改")
    assert "✖ 去掉 45 人 未测" in large.labels
    await large.press("去掉 45 人 未测", "全班正常 45/45")
    assert await stored(large.morning) == {}


async def test_who_is_away_is_told_of_where_nobody_is_left(asked: Morning) -> None:
    await asked.write(
        "INSERT INTO absence (pupil_id, kind, from_day, until_day) "
        "VALUES (?, 'isolation', '2026-11-20', '2026-12-01')",
        asked.school.pupils[CLASS][4],
    )
    teacher = asked.person(CLASS)
    await teacher.types("未测")
    assert "\n另有隔离 1，单独随访\n" in teacher.sees
    assert "其余" not in teacher.sees


@pytest.mark.parametrize("key", ["leader 一年级", "admin"])
async def test_who_files_from_above_is_not_asked_about_the_own_state(
    asked: Morning, key: str
) -> None:
    above = asked.person(key)
    await above.types(f"/checkin {CLASS}")
    assert "您代" in above.sees
    assert not any("本人不适" in label or "再问" in label for label in above.labels)
    await above.types("刘洋事假")
    await above.press("修改")
    assert not any("本人不适" in label for label in above.labels)


async def test_where_alone_stands_without_brackets(teacher: Teacher) -> None:
    await teacher.types("张伟在家，其余正常")
    assert "· 张伟 在家\n" in teacher.sees


async def test_nothing_was_typed_so_nothing_is_typed_again(teacher: Teacher) -> None:
    await teacher.types("张伟38.2在家", "张伟退烧了")
    assert "🌡 张伟 的体温" in teacher.labels


async def test_a_class_measured_in_part_is_told_as_not_measured(asked: Morning) -> None:
    await asked.person(CLASS).types("一半没测")
    told = asked.person("health_officer").sees
    assert "待确认" in told
    assert "“一半没测”，详情待确认" in told
    [(body,)] = await asked.rows("SELECT unsettled FROM draft")
    found = Unsettled.model_validate_json(body).findings(3730)
    assert [(one.kind, one.remark) for one in found] == [(FindingKind.UNMEASURED, "一半没测")]


async def test_what_is_to_be_confirmed_is_said_once_in_the_list(asked: Morning) -> None:
    await asked.person(CLASS).types("3人发烧")
    officer = asked.person("health_officer")
    await officer.types("预警")
    assert "3 人 发热，姓名待确认" in officer.sees
    assert "姓名待确认(待确认)" not in officer.sees


async def test_names_after_a_class_measured_in_part_have_not_been_measured(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("一半没测", "张伟 刘洋")
    assert "· 张伟 未测\n· 刘洋 未测\n" in teacher.sees
    assert "❓" not in teacher.sees
    await teacher.types("陈静")
    assert "❓ 陈静：怎么了？" in teacher.sees


async def test_the_count_stands_where_it_is_seen(large: Teacher) -> None:
    await large.types("38")
    assert large.labels[-2:] == ["👥 是人数：实到 38 人", "← 返回"]

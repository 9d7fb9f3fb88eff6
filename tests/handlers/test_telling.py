"""Whole sentences about a class: what is read back, what is asked, and who hears of it."""

from __future__ import annotations

import pytest

from domain.check_in import Absence, Entry
from domain.choice import Choice
from tests.handlers.desks import CLASS, OTHER, Morning, Teacher, answers, said_of, stored


@pytest.fixture
async def teacher(asked: Morning) -> Teacher:
    """The head teacher of 一年级1班: 张伟, 刘洋, 陈静, 杨帆, 赵磊."""
    return asked.person(CLASS)


async def test_a_sentence_is_read_back_before_it_counts(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2咳嗽在家 刘洋事假 其余正常")
    assert "· 张伟 发热 38.2、咳嗽(在家)\n· 刘洋 事假\n其余 3 人：正常在校，未外出" in teacher.sees
    assert teacher.labels == ["✅ 提交(其余 3 人正常)", "✏️ 修改"]
    assert await stored(asked) is None
    await teacher.press("提交")
    assert await said_of(asked) == {
        "temperature": 3820,
        "said": "38.2",
        "symptoms": ["cough"],
        "where": "home",
    }
    assert await said_of(asked, 2) == {"absence": "personal"}


async def test_the_buttons_that_change_it_stand_behind_one(teacher: Teacher) -> None:
    await teacher.types("刘洋事假 其余正常")
    await teacher.press("修改")
    assert "✖ 去掉 刘洋" in teacher.labels
    await teacher.press("去掉 刘洋")
    assert "✅ 全班正常 5/5" in teacher.labels


async def test_several_messages_extend_one_draft(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2咳嗽", "刘洋病假", "张伟在家", "其余正常")
    assert "· 张伟 发热 38.2、咳嗽(在家)\n· 刘洋 病假" in teacher.sees
    await teacher.press("提交")
    assert len(await answers(asked)) == 1


async def test_a_fever_is_heard_of_before_anybody_submits(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2")
    assert "待确认" in asked.person("health_officer").sees
    assert "张伟 发热 38.2" in asked.person("health_officer").sees


async def test_where_an_unwell_pupil_is_costs_one_press(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2，其余正常")
    assert "张伟 现在在哪里？" in teacher.sees
    await teacher.press("在家", "提交")
    assert ((await said_of(asked)) or {})["where"] == "home"


async def test_the_rest_is_asked_for_and_the_button_says_it(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋事假")
    assert "其余同学都正常吗？" in teacher.sees
    await teacher.press("提交(其余 4 人正常)")
    assert await said_of(asked, 2) == {"absence": "personal"}


@pytest.mark.parametrize("reply", ["病假", "感冒了", "请病假"])
async def test_a_reason_may_be_typed_alone(asked: Morning, teacher: Teacher, reply: str) -> None:
    await teacher.types("刘洋请假，其余正常")
    assert "刘洋 为什么没来？" in teacher.sees
    await teacher.types(reply)
    await teacher.press("提交")
    assert ((await said_of(asked, 2)) or {})["absence"] == "sick"


async def test_a_reason_may_be_pressed(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋请假，其余正常")
    await teacher.press("病假", "提交")
    assert await said_of(asked, 2) == {"absence": "sick"}


async def test_the_days_of_a_journey_are_asked_for(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("陈静去了武汉，其余正常")
    assert "陈静 什么时候去的武汉？" in teacher.sees
    await teacher.press("昨天", "提交")
    day = "2026-11-22"
    assert await said_of(asked, 3) == {"travel": {"place": "武汉", "first": day, "last": day}}


@pytest.mark.parametrize("words", ["陈静发烧38.5", "陈静38.9，不对，是38.7", "刘洋咳嗽"])
async def test_a_fever_is_never_taken_for_a_place(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("陈静出去了，其余正常")
    assert "陈静 去了哪里？" in teacher.sees
    await teacher.types(words)
    assert "什么时候" not in teacher.sees.split("填报")[0]
    assert "发热 38." in teacher.sees or "刘洋 咳嗽" in teacher.sees
    assert f"外出 {words}" not in teacher.sees


async def test_travel_denied_after_a_figure_completes_the_zero_report(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("36.5", "没有")
    assert await stored(asked) == {"class_max": 3650}


async def test_counted_pupils_are_heard_of_and_have_to_be_named(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("3人发烧")
    assert "3 人 发热，姓名待确认" in asked.person("health_officer").sees
    assert "❓ 3 人 发热：是哪几位？" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.types("提交", "全班正常")
    assert await stored(asked) is None
    await teacher.types("张伟38.2 刘洋37.9 陈静38.0 其余正常")
    assert "❓" not in teacher.sees
    await teacher.press("提交")
    assert len(((await stored(asked)) or {})["pupils"]) == 3


async def test_counted_pupils_may_be_taken_back(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("3人发烧")
    await teacher.press("去掉：发热")
    assert "✅ 全班正常 5/5" in teacher.labels
    assert "已撤下" in asked.person("health_officer").sees
    await teacher.press("全班正常")
    assert await stored(asked) == {}


async def test_a_name_nobody_bears_is_chosen_from_the_class(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("Tom 38.2, sent home")
    assert "“Tom”是谁？" in teacher.sees
    await teacher.press("杨帆")
    await teacher.press("提交")
    said = {"temperature": 3820, "said": "38.2", "where": "home"}
    assert await said_of(asked, 4) == said


async def test_a_name_that_sounds_the_same_is_read_back(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘阳事假，其余正常")
    assert await stored(asked) is None
    assert "· 刘洋 事假" in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked, 2) == {"absence": "personal"}


async def test_two_of_a_name_are_told_apart_by_a_press(asked: Morning, teacher: Teacher) -> None:
    second = asked.school.pupils[CLASS][1]
    await asked.write("UPDATE pupil SET name = '张伟', sex = '女' WHERE id = ?", second)
    await teacher.types("张伟发烧，杨帆事假，其余正常")
    assert "❓ “张伟” 发热：是哪位同学？" in teacher.sees
    await teacher.press("张伟(2 女)", "在家", "提交")
    assert await said_of(asked, 2) == {"feverish": True, "where": "home"}
    assert await said_of(asked, 1) is None


async def test_who_was_chosen_of_two_of_a_name_is_read_back(
    asked: Morning, teacher: Teacher
) -> None:
    second = asked.school.pupils[CLASS][1]
    await asked.write("UPDATE pupil SET name = '张伟' WHERE id = ?", second)
    await teacher.types("张伟382")
    await teacher.press("张伟(2)")
    assert "❓ 张伟(2) 体温“382”是 38.2 吗？" in teacher.sees
    await teacher.press("38.2", "返回")
    assert "· 张伟(2) 发热 38.2\n" in teacher.sees
    assert "张伟(2) 现在在哪里？" in teacher.sees
    await teacher.types("咳嗽在家")
    assert "· 张伟(2) 发热 38.2、咳嗽(在家)" in teacher.sees
    await teacher.press("提交")
    assert "· 张伟(2) 发热 38.2、咳嗽(在家)" in teacher.sees
    assert await said_of(asked, 2) is not None


async def test_only_a_name_is_asked_about(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("除了刘洋都正常")
    assert "❓ 刘洋：怎么了？" in teacher.sees
    await teacher.types("提交")
    assert await stored(asked) is None
    await teacher.press("刘洋 怎么了？", "缺勤", "事假", "提交")
    assert await said_of(asked, 2) == {"absence": "personal"}


async def test_only_a_name_and_then_well_after_all(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("除了刘洋都正常")
    await teacher.press("刘洋 怎么了？", "✅ 正常", "提交")
    assert await stored(asked) == {}


async def test_a_reading_that_cannot_be_is_never_submitted(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟83，其余正常", "提交")
    assert await stored(asked) is None
    assert "❓ 张伟 体温“83”不像体温，是多少？" in teacher.sees
    await teacher.press("38.3", "跳过", "在家", "提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3830


async def test_the_highest_of_the_others_is_that_of_the_class(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋事假，其余最高36.8")
    assert teacher.sees.count("36.8") == 1
    assert "全班最高体温 36.8℃" in teacher.sees
    await teacher.press("提交")
    assert ((await stored(asked)) or {})["class_max"] == 3680


async def test_one_figure_behind_two_names_is_asked_of_each(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟和刘洋36.5，其余正常")
    assert "❓ 36.5 是 张伟 的体温吗？\n❓ 36.5 是 刘洋 的体温吗？" in teacher.sees
    assert "不像体温" not in teacher.sees
    await teacher.press("张伟 36.5", "跳过", "跳过")
    assert "· 张伟 36.5" in teacher.sees
    await teacher.press("36.5", "跳过", "跳过")
    assert "❓" not in teacher.sees
    await teacher.press("提交")
    pupils = ((await stored(asked)) or {})["pupils"]
    assert [one["temperature"] for one in pupils.values()] == [3650, 3650]


async def test_one_figure_behind_two_names_is_asked_of_each_in_english(
    asked: Morning, teacher: Teacher
) -> None:
    asked.language = "en"
    await teacher.types("张伟 and 刘洋 36.5, the rest are fine")
    assert "❓ Is 36.5 张伟's temperature?" in teacher.sees


async def test_a_figure_of_the_others_is_not_held_against_who_is_warmer(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟38.2", "其余36.5")
    assert "36.5" not in teacher.sees
    assert "张伟 发热 38.2" in teacher.sees
    await teacher.press("提交")
    assert "class_max" not in ((await stored(asked)) or {})


@pytest.mark.parametrize(
    ("typed", "asked_", "label", "hundredths"),
    [
        ("张伟382", "❓ 张伟 体温“382”是 38.2 吗？", "38.2", 3820),
        ("张伟42.8", "❓ 张伟 体温 42.8，没有写错吧？", "42.8", 4280),
        ("张伟101.3", "❓ 张伟 体温“101.3”是 38.5 吗？", "38.5", 3850),
    ],
)
async def test_a_reading_that_hardly_can_be_is_one_press(
    asked: Morning, teacher: Teacher, typed: str, asked_: str, label: str, hundredths: int
) -> None:
    await teacher.types(f"{typed}，其余正常")
    assert asked_ in teacher.sees
    assert "不像体温" not in teacher.sees
    assert label in teacher.labels
    await teacher.press(label, "在家", "提交")
    assert ((await said_of(asked)) or {})["temperature"] == hundredths


async def test_a_highest_that_hardly_can_be_is_asked_about(teacher: Teacher) -> None:
    await teacher.types("张伟咳嗽在家", "34.2")
    assert "34.2 没有写错吧？" in teacher.sees


async def test_a_fever_that_was_called_normal_is_typed_again_or_submitted(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟38.2正常")
    assert "哪个对？" in teacher.sees
    await teacher.press("重新输入体温")
    await teacher.types("36.2")
    await teacher.press("跳过", "跳过")
    assert "· 张伟 36.2\n" in teacher.sees
    assert "哪个对" not in teacher.sees


async def test_a_figure_to_choose_says_whose_it_is_where_there_are_several(
    teacher: Teacher,
) -> None:
    await teacher.types("张伟83，刘洋382")
    assert {"张伟 38.3", "刘洋 38.2"} <= set(teacher.labels)


async def test_the_next_reading_that_cannot_be_takes_the_place_of_the_first(
    teacher: Teacher,
) -> None:
    await teacher.types("张伟83", "刘洋83", "张伟30.0")
    assert "张伟 体温“30.0”不像体温" in teacher.sees
    assert "张伟 体温“83”" not in teacher.sees
    assert "刘洋 体温“83”不像体温" in teacher.sees


@pytest.mark.parametrize("reply", ["张伟38.3", "张伟38.2"])
async def test_a_figure_that_cannot_be_is_asked_about_though_another_is_known(
    teacher: Teacher, reply: str
) -> None:
    await teacher.types("张伟38.2在家，其余正常", "张伟83")
    assert "❓ 张伟 体温“83”不像体温，是多少？" in teacher.sees
    await teacher.types("刘洋事假")
    assert "❓ 张伟 体温“83”" in teacher.sees
    await teacher.types(reply)
    assert "❓" not in teacher.sees


async def test_the_known_figure_may_be_the_one_that_was_meant(teacher: Teacher) -> None:
    await teacher.types("张伟38.2在家，其余正常", "张伟382")
    await teacher.press("38.2", "在家")
    assert "❓" not in teacher.sees


@pytest.mark.parametrize("words", ["张伟感冒在家", "张伟发烧了", "张伟38.5", "张伟在医院"])
async def test_who_was_missing_and_turns_out_to_be_ill_is_on_sick_leave(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types("张伟没来，其余正常", words)
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["absence"] == "sick"


async def test_a_fever_that_is_over_at_school_needs_only_the_figure(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟发烧，其余正常", "张伟退烧了，来了")
    await teacher.press("张伟 的体温")
    await teacher.types("36.6")
    assert "· 张伟 36.6(在校)" in teacher.sees


async def test_who_was_measured_or_is_away_is_not_missed_out_with_the_class(
    teacher: Teacher,
) -> None:
    await teacher.types("张伟38.2在学校，刘洋事假，赵磊咳嗽在校", "体温枪坏了")
    assert "· 张伟 发热 38.2(在校)" in teacher.sees
    assert "· 刘洋 事假" in teacher.sees
    assert "· 赵磊 未测、咳嗽(在校)" in teacher.sees
    assert "· 陈静 未测" in teacher.sees


async def test_a_leave_said_once_more_keeps_its_reason(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟事假，其余正常", "张伟还在请假")
    assert "· 张伟 事假" in teacher.sees
    assert "为什么没来" not in teacher.sees
    await teacher.press("提交")
    assert await said_of(asked) == {"absence": "personal"}


async def test_another_reading_of_the_class_that_cannot_be_takes_its_place(
    teacher: Teacher,
) -> None:
    await teacher.types("全班最高83", "全班最高30.0")
    assert "❓ “30.0”不像体温" in teacher.sees
    assert "“83”" not in teacher.sees


async def test_a_reading_of_the_class_that_cannot_be_is_typed_again(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("83", "提交")
    assert await stored(asked) is None
    assert "❓ “83”不像体温" in teacher.sees
    await teacher.types("36.8")
    await teacher.press("无人外出，提交")
    assert await stored(asked) == {"class_max": 3680}


async def test_a_reading_that_cannot_be_of_somebody_unknown_is_not_lost(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("Tom 83，其余正常")
    assert "“Tom” 体温“83”" in teacher.sees or "“Tom”是谁" in teacher.sees
    await teacher.press("杨帆")
    assert "❓ 杨帆 体温“83”不像体温，是多少？" in teacher.sees
    await teacher.types("提交")
    assert await stored(asked) is None
    await teacher.press("38.3", "在家", "提交")
    assert ((await said_of(asked, 4)) or {})["temperature"] == 3830


async def test_only_the_newest_card_bears_buttons(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟38.2在家", "刘洋事假", "其余正常")
    _, first, second, third = teacher.screen
    assert [first.text, second.text] == ["↓ 最新的填报在下面"] * 2
    assert first.buttons == second.buttons == {}
    await teacher.press("提交")
    assert "已上报" in third.text
    assert [first.text, second.text] == ["↓ 最新的填报在下面"] * 2


async def test_fewer_present_than_named_keeps_the_draft_open(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("应到5实到3")
    assert "❓ 您写实到 3 人，还有 2 人没来：是谁？" in teacher.sees
    assert "其余" not in teacher.sees.replace("其余同学", "")
    await teacher.types("刘洋病假", "提交")
    assert await stored(asked) is None
    assert "还有 1 人没来" in teacher.sees
    await teacher.types("陈静事假")
    await teacher.press("提交(其余 3 人正常)")
    assert await said_of(asked, 3) == {"absence": "personal"}


async def test_a_count_may_have_been_wrong(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("应到5实到3")
    await teacher.press("人数写错了", "全班正常")
    assert await stored(asked) == {}


async def test_not_normal_without_detail_is_an_alarm_and_no_zero_report(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("都不正常")
    assert "“都不正常”，详情待确认" in asked.person("health_officer").sees
    assert "❓ “都不正常”：是哪些同学，怎么了？" in teacher.sees
    await teacher.types("提交", "全班正常")
    assert await stored(asked) is None
    await teacher.types("张伟咳嗽，其余正常")
    await teacher.press("在学校", "提交")
    assert await said_of(asked) == {"symptoms": ["cough"], "where": "school"}


async def test_a_fever_beside_all_normal_is_somebodys(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("全班正常 38.2")
    assert await stored(asked) is None
    assert "38.2℃ 达到发热标准，是哪位同学？" in teacher.sees
    assert "1 人 发热 38.2，姓名待确认" in asked.person("health_officer").sees


async def test_a_disease_is_kept_in_the_teachers_words(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("赵磊确诊水痘在家，其余正常")
    officer = asked.person("health_officer")
    assert "赵磊 其他不适、确诊、水痘(在家)" in officer.sees
    await teacher.press("提交")
    rows = await asked.rows("SELECT kind, symptom, remark FROM finding")
    assert rows == [("symptom", "other", "确诊、水痘")]


async def test_a_relative_who_came_from_elsewhere_is_a_finding(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("杨帆爸爸从南京回来，其余正常")
    await teacher.press("提交")
    assert "杨帆 接触史(爸爸从南京回来)" in asked.person("health_officer").sees
    assert await asked.rows("SELECT travel, symptoms FROM answer") == [(1, 0)]


async def test_whoever_cannot_be_reached_is_heard_of(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("刘洋没来，联系不上")
    assert "刘洋 缺勤(其他)、联系不上" in asked.person("health_officer").sees


async def test_a_pupil_who_left_the_school_is_told_to_the_admin(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("刘洋转学了，其余正常")
    await teacher.press("提交")
    assert "刘洋" in asked.person("admin").sees
    assert ((await said_of(asked, 2)) or {})["gone"] is True


async def test_a_pupil_without_fever_by_now_is_measured(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("张伟退烧了，其余正常")
    assert "张伟 现在体温多少？" in teacher.sees
    await teacher.types("36.8")
    await teacher.press("在学校", "提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3680


async def test_words_behind_the_answer_start_a_correction(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("全班正常", "陈静吐了，其余正常")
    assert "· 陈静 正常 → 呕吐" in teacher.sees
    assert len(await answers(asked)) == 1
    await teacher.press("在学校", "提交")
    assert await said_of(asked, 3) == {"symptoms": ["vomiting"], "where": "school"}


async def test_what_is_not_understood_is_said_beside_what_is(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟38.2咕噜咕噜，其余正常")
    assert "这几个字没看懂：“咕噜咕噜”" in teacher.sees
    assert "· 张伟 发热 38.2" in teacher.sees


async def test_another_class_is_not_this_one(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("六(3)班正常")
    assert "这句话说的是哪个班？" in teacher.sees
    assert await stored(asked) is None


async def test_the_same_as_yesterday_is_shown_and_not_taken_for_an_answer(
    morning: Morning,
) -> None:
    pupil = morning.school.pupils[CLASS][1]
    await morning.was(CLASS, {pupil: Entry(absence=Absence.PERSONAL)})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("同昨天")
    assert "· 刘洋 事假" in teacher.sees
    assert await stored(morning) is None
    await teacher.press("提交")
    assert await said_of(morning, 2) == {"absence": "personal"}


async def test_the_same_as_a_normal_day_costs_one_press(morning: Morning) -> None:
    await morning.was(CLASS, {})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("和昨天一样")
    assert "上次是全班正常" in teacher.sees
    assert await stored(morning) is None
    await teacher.press("全班正常")
    assert await stored(morning) == {}


async def test_a_mistake_of_yesterday_changes_nothing_of_today(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("昨天报错了张伟是38.1")
    assert "以前的上报没有改动" in teacher.sees
    assert await asked.rows("SELECT * FROM draft") == []


async def test_a_mistake_of_today_is_a_correction(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("全班正常", "报错了，张伟38.1在家，其余正常")
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["temperature"] == 3810


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("等一下，还在测", "分钟后再问您"),
        ("不想报了天天报", "辛苦您了"),
        ("放假了吧？", "是上报日"),
        ("我请假，问王老师", "代班"),
        ("张伟明天能来吗", "请问校医"),
    ],
)
async def test_words_of_another_kind_get_a_fitting_reply(
    asked: Morning, teacher: Teacher, words: str, reply: str
) -> None:
    await teacher.types(words)
    assert reply in teacher.sees
    assert await stored(asked) is None


@pytest.mark.parametrize("words", ["我发烧38.5", "我今天有点不舒服", "I'm sick"])
async def test_a_teacher_who_is_ill_is_asked_about_that(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert "您本人的情况也要上报" in teacher.sees
    await teacher.types("38.5")
    await teacher.press("在家", "提交")
    staff = ((await stored(asked)) or {})["staff"]
    assert staff == {str(teacher.id): {"temperature": 3850, "said": "38.5", "where": "home"}}


async def test_more_heads_than_the_class_has_are_said_back(teacher: Teacher) -> None:
    await teacher.types("6人正常")
    assert "您写的是 6 人，花名册上是 5 人，请核对。" in teacher.sees


async def test_pupils_tell_which_class_is_meant(morning: Morning) -> None:
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ?",
        morning.school.people[CLASS],
        morning.school.people[OTHER],
    )
    await morning.write("UPDATE pupil SET name = '欧阳若曦' WHERE id = ?",
                        morning.school.pupils[OTHER][0])  # fmt: skip
    await morning.asks(CLASS)
    await morning.asks(OTHER)
    teacher = morning.person(CLASS)
    await teacher.types("欧阳若曦事假，其余正常")
    assert OTHER in teacher.sees
    await teacher.press("提交")
    assert await stored(morning) is None
    assert (await stored(morning, OTHER)) is not None


async def test_a_long_sentence_waits_for_its_class(morning: Morning) -> None:
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ?",
        morning.school.people[CLASS],
        morning.school.people[OTHER],
    )
    await morning.asks(CLASS)
    await morning.asks(OTHER)
    teacher = morning.person(CLASS)
    await teacher.types("今天全班同学体温都正常，最高三十六度八，没有人外出，大家都到齐了")
    assert teacher.labels == [CLASS, OTHER]
    await teacher.press(OTHER)
    assert await stored(morning, OTHER) == {"class_max": 3680}
    assert await stored(morning) is None
    assert await morning.rows("SELECT * FROM draft") == []


@pytest.mark.parametrize("forged", ["whose", "what", "drop"])
@pytest.mark.parametrize("argument", ["", "zzzzzz", "zzzzzz.1", "pzz.well", "mzzzzzz", "p-1"])
async def test_a_forged_press_settles_nothing(
    asked: Morning, teacher: Teacher, forged: str, argument: str
) -> None:
    await teacher.types("3人发烧")
    round_ = await asked.round()
    await teacher.forge(Choice(forged, round_.id, 0, argument).encode())
    assert teacher.alert
    assert "❓ 3 人 发热：是哪几位？" in teacher.sees


async def test_in_english_as_well(morning: Morning) -> None:
    morning.language = "en"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("张伟 38.2, sent home, the rest are fine")
    assert "· 张伟 fever 38.2 (at home)" in teacher.sees
    assert teacher.labels == ["✅ Submit (the other 4 normal)", "✏️ Change"]
    await teacher.types("2 kids vomiting")
    assert "❓ 2 pupils vomiting: who are they?" in teacher.sees


async def test_a_number_that_is_anothers_leaves_both_to_choose_from(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("3号刘洋咳嗽，其余正常")
    assert "“刘洋”是谁？" in teacher.sees
    assert [label.split()[-1] for label in teacher.labels[:2]] == ["刘洋", "陈静"]
    await teacher.press("陈静", "提交")
    assert await said_of(asked, 3) == {"symptoms": ["cough"]}


@pytest.mark.parametrize(
    ("words", "read_back"),
    [
        ("陈静上周五去武汉还没回来，其余正常", "陈静 缺勤(其他)、外出 武汉(11月20日起，未回)"),
        ("陈静人还在武汉，周五去的，其余正常", "陈静 缺勤(其他)、外出 武汉(11月20日起，未回)"),
    ],
)
async def test_who_is_still_on_a_journey_is_not_counted_as_present(
    asked: Morning, teacher: Teacher, words: str, read_back: str
) -> None:
    await teacher.types(words)
    assert read_back in teacher.sees
    await teacher.press("提交")
    assert "实到 4/5 · 缺勤 1(其他 1)" in teacher.sees
    principal = asked.person("principal")
    await principal.types("/report 今天 一年级1班")
    assert "缺勤 1" in principal.sees


async def test_who_is_back_from_a_journey_is_present(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("陈静上周五去武汉，昨天回来的，其余正常")
    await teacher.press("提交")
    assert "实到 5/5" in teacher.sees


async def test_the_day_of_leaving_does_not_end_a_journey(asked: Morning, teacher: Teacher) -> None:
    await teacher.types("陈静去武汉还没回来，其余正常")
    await teacher.press("昨天", "提交")
    assert "外出 武汉(11月22日起，未回)" in teacher.sees
    await teacher.types("更正：陈静去武汉还没回来，其余正常")
    await teacher.types("11-20")
    await teacher.press("提交")
    assert await said_of(asked, 3) == {
        "absence": "other",
        "travel": {"place": "武汉", "first": "2026-11-20"},
    }


async def test_who_is_still_away_is_read_back_in_english(morning: Morning) -> None:
    morning.language = "en"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("陈静 went to Wuhan on Friday and is not back yet, the rest are fine")
    assert "陈静 absent (other), travelled to Wuhan (since 11/20, not back)" in teacher.sees
    await teacher.press("Submit")
    assert "Present 4/5 · absent 1 (other 1)" in teacher.sees


async def test_who_called_the_others_well_is_not_asked_for_them_again(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟咳嗽在学校，其余正常", "刘洋事假")
    assert "其余同学都正常吗" not in teacher.sees
    await teacher.press("提交")
    assert ((await said_of(asked)) or {})["symptoms"] == ["cough"]


async def test_the_others_are_asked_for_until_they_were_told_of(
    asked: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟咳嗽在学校", "刘洋事假")
    assert "其余同学都正常吗" in teacher.sees
    assert await stored(asked) is None


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "张伟 的体温是哪一个：38.2、36.8"), ("en", "张伟's: 38.2, 36.8?")]
)
async def test_two_figures_are_joined_as_the_reader_joins_them(
    asked: Morning, teacher: Teacher, language: str, said: str
) -> None:
    await teacher.types(f"/language {language}", "张伟38.2，打错了，是36.8")
    assert said in teacher.sees
    joined = "38.2、36.8" if language == "zh" else "38.2, 36.8"
    assert any(joined in label for label in teacher.labels)


@pytest.mark.parametrize("words", ["5 here, one on personal leave", "实到5，1人请事假"])
async def test_a_count_stays_until_who_was_counted_has_a_name(
    asked: Morning, teacher: Teacher, words: str
) -> None:
    await teacher.types(words)
    assert "❓ 您写实到 5 人，按写出的缺勤算是 4 人，请核对。" in teacher.sees
    await teacher.press("👤 事假的是谁？", "杨帆")
    assert "❓ 您写实到 5 人，按写出的缺勤算是 4 人，请核对。" in teacher.sees
    await teacher.press("人数写错了", "提交")
    assert await said_of(asked, 4) == {"absence": "personal"}

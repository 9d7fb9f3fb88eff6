"""The check-in in typed words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.handlers.desks import CLASS, OTHER, Morning


async def stored(morning: Morning, name: str = CLASS) -> dict[str, Any] | None:
    """What the last answer of a class says; None while outstanding."""
    round_ = await morning.round(name)
    rows = await morning.rows(
        "SELECT body FROM answer WHERE round_id = ? ORDER BY revision DESC", round_.id
    )
    return json.loads(rows[0][0]) if rows else None


async def of_pupil(morning: Morning, seat: int = 1) -> dict[str, Any]:
    """What the last answer says of a pupil of 一年级1班."""
    said = await stored(morning)
    assert said is not None
    found: dict[str, Any] = said["pupils"][str(morning.school.pupils[CLASS][seat - 1])]
    return found


@pytest.fixture
async def asked(morning: Morning) -> Morning:
    """一年级1班 has been asked."""
    await morning.asks()
    return morning


@pytest.mark.parametrize(
    "words",
    [
        "全班正常",
        "正常",
        "都正常。",
        "晨检 全班正常",
        "All normal!",
        "没有不正常的",
        "体温正常，无外出",
        "一年级1班 全班正常",
        "一年级1班正常",
        "一年级１班：都正常",
    ],
)
async def test_all_normal_in_words_is_a_zero_report_with_a_receipt_below(
    asked: Morning, words: str
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types(words)
    assert await stored(asked) == {}
    question, receipt = teacher.screen
    assert "全班正常 5/5，零报告" in question.text
    assert "已上报" in receipt.text


@pytest.mark.parametrize("words", ["36.5 无", "36.5无", "３６．５，没有外出", "36度5 无", "98.6F 无"])
async def test_a_highest_temperature_without_travel_counts_at_once(
    asked: Morning, words: str
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types(words)
    expected = 3700 if "F" in words else 3650
    assert await stored(asked) == {"class_max": expected}
    assert f"全班最高体温 {expected / 100:.1f}℃" in teacher.sees


@pytest.mark.parametrize("words", ["36.5", "36。5", "365", "365 无", "三十六度五"])
async def test_travel_is_asked_where_it_was_not_mentioned_and_reads_the_figure_back(
    asked: Morning, words: str
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types(words)
    assert "全班最高 36.5℃。有人外出吗？" in teacher.sees
    assert await stored(asked) is None
    await teacher.press("无人外出，提交")
    assert await stored(asked) == {"class_max": 3650}


async def test_somebody_travelled_after_a_highest_temperature(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("36.5")
    await teacher.press("有人外出", "张伟")
    await teacher.types("瑞丽", "11-20")
    await teacher.press("提交")
    said = await stored(asked)
    assert said is not None
    assert said["class_max"] == 3650
    travel = {"place": "瑞丽", "first": "2026-11-20", "last": "2026-11-20"}
    assert await of_pupil(asked) == {"travel": travel}


async def test_a_feverish_figure_is_somebodys_and_is_not_asked_twice(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("37.8")
    assert "37.8℃ 达到发热标准，是哪位同学？" in teacher.sees
    await teacher.press("张伟", "跳过", "在家", "提交")
    assert await of_pupil(asked) == {"temperature": 3780, "where": "home"}


async def test_a_feverish_figure_and_then_the_name_in_words(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("38.2", "张伟")
    assert "有哪些症状" in teacher.sees
    await teacher.press("咳嗽", "在家", "提交")
    said = {"temperature": 3820, "symptoms": ["cough"], "where": "home"}
    assert await of_pupil(asked) == said


@pytest.mark.parametrize("words", ["83", "都不正常", "1", "明天放假吗", "46人正常", "没事儿吧"])
async def test_what_is_not_understood_asks_again_and_is_no_answer(
    asked: Morning, words: str
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types(words)
    assert "没看懂" in teacher.sees
    assert "✅ 全班正常 5/5" in teacher.labels
    assert await stored(asked) is None


@pytest.mark.parametrize("words", ["收到", "好的", "谢谢！", "ok"])
async def test_a_courtesy_is_no_answer(asked: Morning, words: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.types(words)
    assert "这还不算上报" in teacher.sees
    assert "✅ 全班正常 5/5" in teacher.labels
    await teacher.press("全班正常")
    await teacher.types(words)
    assert "今天已上报" in teacher.sees
    assert teacher.labels == ["✏️ 更正"]


async def test_chatter_after_the_answer_changes_nothing(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("全班正常")
    await teacher.types("下午有雨")
    assert "没看懂。一年级1班 今天已上报，如有变化请点“更正”。" in teacher.sees
    await teacher.press("更正")
    assert "请核对后提交" in teacher.sees


async def test_a_highest_temperature_stays_when_all_normal_is_said_again(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("36.5 无", "全班正常")
    assert await stored(asked) == {"class_max": 3650}
    assert await asked.rows("SELECT COUNT(*) FROM answer") == [(1,)]


async def test_all_normal_over_a_finding_asks_first(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "提交")
    await teacher.types("全班正常")
    assert "此前有异常" in teacher.sees
    assert "· 张伟 发热 38.2(在家)" in teacher.sees
    await teacher.press("确定：全班正常 5/5")
    assert await stored(asked) == {}


class TestNames:
    """A typed name, number or seat, after the question who it is about."""

    @pytest.mark.parametrize("words", ["张伟", " 张 伟 ", "张伟同学", "hc-1-1", "HC-1-1", "1", "1号"])
    async def test_a_pupil_is_found_by_name_number_and_seat(
        self, asked: Morning, words: str
    ) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("缺勤")
        await teacher.types(words)
        assert "张伟 · 为什么没来？" in teacher.sees

    async def test_an_unknown_name_is_never_guessed(self, asked: Morning) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("缺勤")
        await teacher.types("张玮")
        assert "本班没有“张玮”。" in teacher.sees
        await teacher.press("张伟", "事假", "提交")
        assert await of_pupil(asked) == {"absence": "personal"}

    async def test_two_of_the_same_name_are_told_apart(self, asked: Morning) -> None:
        second = asked.school.pupils[CLASS][1]
        await asked.write("UPDATE pupil SET name = '张伟', sex = '女' WHERE id = ?", second)
        teacher = asked.person(CLASS)
        await teacher.press("缺勤")
        assert teacher.labels[:2] == ["张伟(1)", "张伟(2 女)"]
        await teacher.types("张伟")
        assert "“张伟”是哪一位？" in teacher.sees
        await teacher.press("张伟(2 女)", "事假", "提交")
        assert await of_pupil(asked, 2) == {"absence": "personal"}

    @pytest.mark.parametrize("name", ["郑常", "安全", "高文", "吴恙", "阿依古丽·买买提", "周㛃", "陈𬱖"])
    async def test_names_that_look_like_words_and_rare_ones(
        self, asked: Morning, name: str
    ) -> None:
        await asked.write("UPDATE pupil SET name = ? WHERE name = '张伟'", name)
        teacher = asked.person(CLASS)
        await teacher.press("缺勤")
        await teacher.types(name.replace("·", "・"))
        assert f"{name} · 为什么没来？" in teacher.sees

    async def test_all_normal_while_a_name_is_asked_for_is_about_the_class(
        self, asked: Morning
    ) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("发热")
        await teacher.types("正常")
        assert await stored(asked) == {}

    async def test_a_figure_while_a_name_is_asked_for_is_about_the_class(
        self, asked: Morning
    ) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("外出")
        await teacher.types("36.5")
        assert "全班最高 36.5℃" in teacher.sees


class TestTemperatures:
    """A typed temperature, after the question how warm."""

    @pytest.fixture
    async def how_warm(self, asked: Morning) -> Morning:
        await asked.person(CLASS).press("发热", "张伟")
        return asked

    @pytest.mark.parametrize(
        ("words", "hundredths"),
        [("38.2", 3820), ("３８．２", 3820), ("38度2", 3820), ("37.25", 3725), ("三十七度八", 3780)],
    )
    async def test_a_plain_one_counts_and_is_kept_as_typed(
        self, how_warm: Morning, words: str, hundredths: int
    ) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types(words)
        await teacher.press("跳过", "在学校", "提交")
        said = await of_pupil(how_warm)
        assert said == {"temperature": hundredths, "said": words, "where": "school"}

    @pytest.mark.parametrize(("words", "value"), [("382", "38.2"), ("42.5", "42.5"), ("34.6", "34.6")])
    async def test_an_unlikely_one_is_read_back(
        self, how_warm: Morning, words: str, value: str
    ) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types(words)
        assert f"您输入“{words}”，是 {value}℃ 吗？" in teacher.sees
        await teacher.press(f"是 {value}", "跳过", "在家", "提交")
        assert (await of_pupil(how_warm))["temperature"] == round(float(value) * 100)

    async def test_a_mistyped_one_gives_a_choice_and_is_never_guessed(
        self, how_warm: Morning
    ) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types("83")
        assert "不像体温" in teacher.sees
        assert "重新输入" in teacher.labels
        await teacher.press("38.3", "跳过", "在家", "提交")
        assert (await of_pupil(how_warm))["temperature"] == 3830

    async def test_a_mistyped_one_may_be_typed_again(self, how_warm: Morning) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types("83")
        await teacher.press("重新输入")
        await teacher.types("38.3")
        assert "有哪些症状" in teacher.sees

    @pytest.mark.parametrize("words", ["很烫", "正常", "500度"])
    async def test_an_unreadable_one_is_asked_again(self, how_warm: Morning, words: str) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types(words)
        assert f"“{words}”不像体温" in teacher.sees
        assert "体温多少？" in teacher.sees
        assert await stored(how_warm) is None

    @pytest.mark.parametrize("words", ["未测", "没量", "not measured"])
    async def test_not_measured_is_a_value(self, how_warm: Morning, words: str) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types(words)
        assert "· 张伟 未测" in teacher.sees
        await teacher.press("提交")
        assert await of_pupil(how_warm) == {"unmeasured": True}

    async def test_no_figure_may_be_typed_too(self, how_warm: Morning) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types("跳过")
        assert "有哪些症状" in teacher.sees

    async def test_all_normal_is_about_the_class_even_now(self, how_warm: Morning) -> None:
        teacher = how_warm.person(CLASS)
        await teacher.types("全班正常")
        assert await stored(how_warm) == {}


class TestTravel:
    """A typed place and typed days."""

    @pytest.mark.parametrize(
        ("words", "first", "last"),
        [
            ("昨天", "2026-11-22", "2026-11-22"),
            ("11-20", "2026-11-20", "2026-11-20"),
            ("11-18到11-20", "2026-11-18", "2026-11-20"),
            ("11月18日-20日", "2026-11-18", "2026-11-20"),
        ],
    )
    async def test_days_are_read(self, asked: Morning, words: str, first: str, last: str) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("外出", "张伟")
        await teacher.types("云南 瑞丽", words)
        await teacher.press("提交")
        travel = {"place": "云南 瑞丽", "first": first, "last": last}
        assert await of_pupil(asked) == {"travel": travel}

    async def test_unreadable_days_are_asked_again(self, asked: Morning) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("外出", "张伟")
        await teacher.types("瑞丽", "上上个月")
        assert "“上上个月”不像日期。" in teacher.sees
        await teacher.types("跳过")
        await teacher.press("提交")
        assert await of_pupil(asked) == {"travel": {"place": "瑞丽"}}

    @pytest.mark.parametrize("words", ["瑞" * 41, "1234", "？"])
    async def test_what_is_no_place_is_asked_again(self, asked: Morning, words: str) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("外出", "张伟")
        await teacher.types(words)
        assert "不像地名" in teacher.sees
        await teacher.types("跳过", "跳过")
        assert "· 张伟 外出" in teacher.sees


class TestOrders:
    """A button's word, typed, works on what is in hand."""

    async def test_submit(self, asked: Morning) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("缺勤", "张伟", "事假")
        await teacher.types("提交")
        assert await of_pupil(asked) == {"absence": "personal"}
        assert "已上报" in teacher.sees

    async def test_submit_without_anything_is_no_zero_report(self, asked: Morning) -> None:
        teacher = asked.person(CLASS)
        await teacher.types("提交")
        assert await stored(asked) is None
        await teacher.press("发热", "返回")
        await teacher.types("提交")
        assert await stored(asked) is None
        assert "✅ 全班正常 5/5" in teacher.labels

    @pytest.mark.parametrize("words", ["取消", "放弃", "cancel"])
    async def test_cancel(self, asked: Morning, words: str) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("发热", "张伟", "38", "38.2", "跳过")
        await teacher.types(words)
        assert "已放弃，没有上报任何内容。" in teacher.sees
        assert "✅ 全班正常 5/5" in teacher.labels
        assert await asked.rows("SELECT * FROM draft") == []

    async def test_back(self, asked: Morning) -> None:
        teacher = asked.person(CLASS)
        await teacher.press("缺勤", "张伟", "事假", "发热", "刘洋")
        await teacher.types("返回")
        assert "· 张伟 事假" in teacher.sees
        await teacher.types("38.2")
        assert "是哪位同学" in teacher.sees, "nothing is asked about 刘洋 any more"

    async def test_correct(self, asked: Morning) -> None:
        teacher = asked.person(CLASS)
        await teacher.types("全班正常", "更正")
        assert "请核对后提交" in teacher.sees
        await teacher.press("缺勤", "张伟", "病假")
        await teacher.types("提交")
        assert await of_pupil(asked) == {"absence": "sick"}


class TestTwoClasses:
    """One teacher, two classes."""

    @pytest.fixture
    async def both(self, morning: Morning) -> Morning:
        await morning.write(
            "UPDATE membership SET person_id = ? WHERE person_id = ?",
            morning.school.people[CLASS],
            morning.school.people[OTHER],
        )
        await morning.asks(CLASS)
        await morning.asks(OTHER)
        return morning

    async def test_words_without_a_name_are_asked_back(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types("36.5 无")
        assert "这句话说的是哪个班？" in teacher.sees
        assert teacher.labels == [CLASS, OTHER]
        await teacher.press(OTHER)
        assert await stored(both, OTHER) == {"class_max": 3650}
        assert await stored(both) is None

    async def test_the_class_may_be_typed_instead_of_pressed(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types("全班正常", OTHER)
        assert f"{OTHER} · 11月23日(周一) 晨检" in teacher.sees
        await teacher.press("全班正常")
        assert await stored(both, OTHER) == {}

    async def test_once_one_is_in_the_words_mean_the_other(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types(f"{OTHER}正常", "全班正常")
        assert await stored(both, OTHER) == {}
        assert await stored(both) == {}

    async def test_a_reply_to_a_question_names_its_class(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types("全班正常", reply_to=teacher.screen[1])
        assert await stored(both, OTHER) == {}
        assert await stored(both) is None

    async def test_both_at_once(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types("两个班都正常")
        assert (await stored(both), await stored(both, OTHER)) == ({}, {})
        assert [("已上报" in shown.text) for shown in teacher.screen] == [True] * 4

    async def test_a_class_named_beats_the_question_open_for_the_other(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.press("发热", "张伟", of=teacher.screen[0])
        await teacher.types(f"{OTHER} 36.5 无")
        assert await stored(both, OTHER) == {"class_max": 3650}
        await teacher.types("38.2")
        assert "有哪些症状" in teacher.sees

    async def test_words_not_understood_ask_for_the_class_first(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types("今天有点事")
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
    async def test_an_alias_names_the_class(self, both: Morning, alias: str, words: str) -> None:
        await both.write(
            "INSERT INTO unit_alias (unit_id, alias) VALUES (?, ?)",
            both.school.classes[OTHER],
            alias,
        )
        teacher = both.person(CLASS)
        await teacher.types(words)
        assert await stored(both, OTHER) == {}
        assert await stored(both) is None

    async def test_checkin_with_a_class_puts_that_one(self, both: Morning) -> None:
        teacher = both.person(CLASS)
        await teacher.types(f"/checkin {OTHER}")
        assert len(teacher.screen) == 3
        assert OTHER in teacher.sees
        await teacher.types("/checkin 二年级1班")
        assert f"您今天负责的班级是：{CLASS}、{OTHER}。" in teacher.sees


async def test_checkin_shows_the_receipt_once_answered(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("全班正常", "晨检")
    assert "已上报" in teacher.sees
    await teacher.press("更正")
    assert "请核对后提交" in teacher.sees


async def test_nobody_s_words_are_nobody_s_answer(asked: Morning) -> None:
    principal = asked.person("principal")
    await principal.types("全班正常")
    assert principal.sees == "没看懂。发送“帮助”看您能做什么。"
    assert await stored(asked) is None


async def test_a_text_too_long_to_be_an_answer(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("正常" * 501)
    assert teacher.sees == "这段话太长了，请分成几句短的。"
    assert await stored(asked) is None


@pytest.mark.parametrize("kind", ["voice", "picture", "document", "other"])
async def test_what_cannot_be_read_brings_the_question_again(asked: Morning, kind: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.sends(kind)
    assert "暂时不能读取语音、图片或文件" in teacher.sees
    assert "✅ 全班正常 5/5" in teacher.labels
    await teacher.press("全班正常")
    await teacher.sends(kind)
    assert teacher.labels == []


async def test_after_the_lock_words_are_refused(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    asked.now = "18:00"
    await teacher.types("全班正常")
    assert "的上报已锁定" in teacher.sees
    assert await stored(asked) is None

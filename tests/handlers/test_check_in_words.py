"""The check-in in typed words."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, Morning, said_of, stored


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


@pytest.mark.parametrize(
    "words", ["36.5 无", "36.5无", "３６．５，没有外出", "36度5 无", "98.6F 无"]
)
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
    assert await said_of(asked) == {"travel": travel}


async def test_a_feverish_figure_is_somebodys_and_is_not_asked_twice(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("37.8")
    assert "37.8℃ 达到发热标准，是哪位同学？" in teacher.sees
    await teacher.press("张伟", "跳过", "在家", "提交")
    assert await said_of(asked) == {"temperature": 3780, "where": "home"}


async def test_a_feverish_figure_and_then_the_name_in_words(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("38.2", "张伟")
    assert "有哪些症状" in teacher.sees
    await teacher.press("咳嗽", "在家", "提交")
    said = {"temperature": 3820, "symptoms": ["cough"], "where": "home"}
    assert await said_of(asked) == said


@pytest.mark.parametrize("words", ["下午有雨", "食堂的面条好吃", "asdf"])
async def test_what_is_not_understood_asks_again_and_is_no_answer(
    asked: Morning, words: str
) -> None:
    teacher = asked.person(CLASS)
    await teacher.types(words)
    assert "没看懂" in teacher.sees
    assert "✅ 全班正常 5/5" in teacher.labels
    assert await stored(asked) is None


@pytest.mark.parametrize("words", ["收到", "好的", "谢谢！", "1", "[强]"])
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
    await teacher.types("正常" * 751)
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

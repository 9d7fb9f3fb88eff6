"""One notifiable disease has a clock: reported, taken back, told again the next day."""

from __future__ import annotations

from tests.clock import instant
from tests.handlers.desks import CLASS, OTHER, Morning


async def _says(morning: Morning, words: str, class_name: str = CLASS) -> None:
    teacher = morning.person(class_name)
    await teacher.types(words)
    await teacher.press("提交")


async def _clock(morning: Morning) -> list[tuple[str | None, int | None, str]]:
    rows = await morning.rows("SELECT rule, due_ms, state FROM alert ORDER BY id")
    return [(row[0], row[1], row[2]) for row in rows]


def _hours(count: int) -> int:
    return instant("2026-11-23 07:31") + count * 3_600_000


async def test_a_disease_of_class_b_is_due_within_a_day(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家，其余正常")
    assert await _clock(morning) == [("notifiable/measles", _hours(24), "open")]
    officer = morning.person("health_officer")
    assert "麻疹" in officer.sees
    assert "乙类传染病" in officer.sees
    assert "请立即报告疾控和教育局，最迟 11月24日" in officer.sees


async def test_a_disease_of_class_a_is_due_within_two_hours(morning: Morning) -> None:
    await _says(morning, "张伟疑似霍乱住院，其余正常")
    assert await _clock(morning) == [("notifiable/cholera", _hours(2), "open")]
    assert "最迟 09:31" in morning.person("principal").sees


async def test_it_is_reported_once_with_a_number(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家，其余正常")
    officer = morning.person("health_officer")
    card = officer.last
    await officer.press("我来处理", "已就医", of=card)
    assert await _clock(morning) == [("notifiable/measles", _hours(24), "open")]
    assert "已就医" in card.text
    await officer.press("已报疾控/教育局", of=card)
    await officer.types("YL-2026-17")
    assert (await _clock(morning))[0][2] == "closed"
    assert "已报疾控/教育局(编号 YL-2026-17)" in card.text
    assert "最迟" not in card.text
    principal = morning.person("principal")
    await principal.forge("1:filed:1:0:")
    assert "已报过了" in (principal.toast or "")


async def test_the_number_may_be_left_out(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家，其余正常")
    officer = morning.person("health_officer")
    await officer.press("我来处理", "已报疾控/教育局", of=officer.last)
    await officer.press("跳过")
    assert officer.toast == "好的，不填编号。"


async def test_the_words_of_the_report_bear_no_name(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家 刘洋咳嗽，其余正常")
    officer = morning.person("health_officer")
    await officer.press("报告稿")
    assert "1 名学生疑似或确诊麻疹" in officer.sees
    assert "张伟" not in officer.sees


async def test_a_correction_stops_the_clock(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家，其余正常")
    teacher = morning.person(CLASS)
    await teacher.press("更正", "去掉 张伟", "提交", "确定")
    assert await _clock(morning) == [(None, None, "closed")]


async def test_a_false_alarm_owes_no_report(morning: Morning) -> None:
    await _says(morning, "张伟疑似水痘，其余正常")
    officer = morning.person("health_officer")
    card = officer.last
    await officer.press("我来处理", "误报", of=card)
    assert (await _clock(morning))[0][2] == "closed"
    assert "最迟" not in card.text


async def test_a_teacher_s_word_about_somebody_at_home_has_no_clock(morning: Morning) -> None:
    await _says(morning, "张伟妈妈确诊甲流，其余正常")
    assert [rule for rule, _, _ in await _clock(morning)] == [None]


async def test_the_hours_are_a_setting_and_none_is_no_clock(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("设置 丙类报告时限 0", "设置 乙类报告时限 12")
    await _says(morning, "张伟确诊甲流在家，其余正常")
    await _says(morning, "刘洋确诊麻疹在家，其余正常", OTHER)
    assert [(rule, due) for rule, due, _ in await _clock(morning)] == [
        (None, None),
        ("notifiable/measles", _hours(12)),
    ]


async def test_who_is_told_of_a_second_day_is_reported_once(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家，其余正常")
    await morning.write("UPDATE round SET day = '2026-11-20' WHERE unit_id = ?",
                        morning.school.classes[CLASS])  # fmt: skip
    await morning.write("UPDATE alert SET day = '2026-11-20'")
    await morning.database.write(
        lambda tx: tx.rounds.open(
            morning.day,
            morning.school.classes[CLASS],
            morning.school.id,
            cut_off_ms=instant("2026-11-23 09:00"),
            lock_ms=instant("2026-11-23 18:00"),
            fever_threshold=3730,
        )
    )
    await _says(morning, "张伟麻疹还在家，其余正常")
    assert [rule for rule, _, _ in await _clock(morning)] == ["notifiable/measles", None]


async def test_nobody_without_a_right_reports_it(morning: Morning) -> None:
    await _says(morning, "张伟确诊麻疹在家，其余正常")
    for key in (OTHER, "district", "liaison"):
        person = morning.person(key)
        await person.forge("1:filed:1:0:")
        assert person.alert
    assert await morning.rows("SELECT filed_ms FROM alert") == [(None,)]


async def test_an_alert_without_a_disease_has_nothing_to_report(morning: Morning) -> None:
    await _says(morning, "张伟38.2在家，其余正常")
    officer = morning.person("health_officer")
    assert not any("已报" in label for label in officer.labels)
    await officer.forge("1:filed:1:0:")
    assert officer.alert
    assert await morning.rows("SELECT filed_ms FROM alert") == [(None,)]


async def test_it_speaks_english(morning: Morning) -> None:
    morning.language = "en"
    await morning.person(CLASS).types("张伟确诊麻疹在家，其余正常")
    assert "张伟, by the teacher's word: measles (class B)" in morning.person("health_officer").sees

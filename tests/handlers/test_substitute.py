"""/substitute (代班): asked, read back, made, moved, taken back; and who may."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.choice import Choice, base36
from domain.incoming import Press
from tests.handlers.desks import CLASS, OTHER, Morning, Teacher, a_morning
from tests.school import a_school

THIRD = "二年级1班"
TODAY, TOMORROW = "2026-11-23", "2026-11-24"
NAMED = {CLASS: "李丽", OTHER: "王芳", THIRD: "王磊", f"deputy {CLASS}": "赵婷"}


async def asked_at(morning: Morning) -> None:
    """The morning's question has gone out to everybody."""
    await morning.write(
        "INSERT INTO day_step (unit_id, day, step, due_ms, state) VALUES (?, ?, 'ask', 0, 'done')",
        morning.school.id,
        morning.day.isoformat(),
    )
    for name in (CLASS, OTHER, THIRD):
        await morning.asks(name)


@pytest.fixture
async def school(morning: Morning) -> Morning:
    """Teachers with names one can type."""
    for key, name in NAMED.items():
        await morning.write(
            "UPDATE person SET name = ? WHERE id = ?", name, morning.school.people[key]
        )
    return morning


async def substitutes(morning: Morning, name: str = CLASS) -> list[tuple[Any, ...]]:
    """Who stands in for a class: key of the person, first and last day."""
    keys = {person: key for key, person in morning.school.people.items()}
    rows = await morning.rows(
        "SELECT person_id, from_day, until_day FROM membership"
        " WHERE role = 'substitute' AND unit_id = ? ORDER BY from_day",
        morning.school.classes[name],
    )
    return [(keys[person], first, last) for person, first, last in rows]


def heard(teacher: Teacher, words: str) -> bool:
    """Whether somebody was told something with these words."""
    return any(words in shown.text for shown in teacher.screen)


async def test_it_is_read_back_before_it_counts(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("/substitute 王芳 明天-周五")
    for words in ("请核对", CLASS, "王芳", "李丽", "11月24日(周二)至11月27日(周五)", "11月28日"):
        assert words in teacher.sees
    assert await substitutes(school) == []
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, TOMORROW, "2026-11-27")]
    assert "代班已安排" in teacher.sees


@pytest.mark.parametrize(
    "typed",
    [
        "代班 王芳 11-24 到 11-27",
        "代班王芳明天到周五",
        f"代班 {CLASS} 王芳 明天到周五",
        "/substitute 明天到周五 王芳老师",
        "/代班 请王芳代班 明天到周五",
        "substitute wang fang tomorrow to Friday",
        "/substitute Wang Fang 11-24..11-27",
    ],
)
async def test_words_come_in_any_order(school: Morning, typed: str) -> None:
    teacher = school.person(CLASS)
    await teacher.types(typed)
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, TOMORROW, "2026-11-27")]


async def test_what_was_not_said_is_asked_with_buttons(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班")
    assert "由谁代班" in teacher.sees
    assert "李丽" not in teacher.labels, "nobody stands in for oneself"
    await teacher.press("王芳")
    assert "哪几天" in teacher.sees
    await teacher.press("明天到周五")
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, TOMORROW, "2026-11-27")]


async def test_those_near_the_class_stand_first(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班")
    deputy, *grade = teacher.labels
    assert deputy == "赵婷"
    assert grade.index("王芳") < grade.index("王磊")


async def test_the_cards_take_typed_words_too(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班", "王芳", "明天起", "周四")
    assert "请核对" in teacher.sees
    await teacher.types("到周三")
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, TODAY, "2026-11-25")]


async def test_a_check_in_typed_while_a_card_is_open_is_an_answer(school: Morning) -> None:
    teacher = school.person(CLASS)
    await school.asks()
    await teacher.types("代班", "全班正常")
    assert (await school.round()).revision == 1


@pytest.mark.parametrize("typed", ["张伟明天请假", "张伟 11-20 从上海回来", "张伟38.2咳嗽"])
async def test_what_is_said_of_a_pupil_is_never_taken_for_a_hand_over(
    school: Morning, typed: str
) -> None:
    teacher = school.person(CLASS)
    await school.asks()
    await teacher.types("代班 王芳")
    [(before,)] = await school.rows("SELECT body FROM roster_change")
    await teacher.types(typed)
    assert await school.rows("SELECT body FROM roster_change") == [(before,)]
    assert "代班" not in teacher.sees


async def test_two_of_a_surname_are_asked_back_and_told_apart(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王老师 明天")
    assert "请选一位" in teacher.sees
    assert [label for label in teacher.labels if "王" in label] == [
        f"王芳 · {OTHER} 班主任",
        f"王磊 · {THIRD} 班主任",
    ]
    await teacher.press("王磊")
    await teacher.press("确认")
    assert await substitutes(school) == [(THIRD, TOMORROW, TOMORROW)]


async def test_a_name_nobody_bears_is_never_guessed(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 司马光 明天")
    assert "没有“司马光”" in teacher.sees
    assert "王芳" in teacher.labels


@pytest.mark.parametrize("answered", [False, True])
async def test_a_name_nobody_bears_is_said_while_the_card_asks_for_one(
    school: Morning, answered: bool
) -> None:
    teacher = school.person(CLASS)
    await asked_at(school)
    if answered:
        await teacher.types("全班正常")
    await teacher.types("代班", "诸葛亮")
    assert "没有“诸葛亮”" in teacher.sees
    assert "王芳" in teacher.labels
    await teacher.types("王芳", "未定")
    assert "没看懂是哪几天" in teacher.sees
    await teacher.types("明天")
    assert "请核对代班安排" in teacher.sees
    assert await school.rows("SELECT * FROM draft") == []


async def test_a_card_left_alone_for_long_does_not_answer_for_the_check_in(
    school: Morning,
) -> None:
    teacher = school.person(CLASS)
    await asked_at(school)
    await teacher.types("代班")
    school.now = "08:10"
    await teacher.types("诸葛亮")
    assert "没看懂" in teacher.sees
    assert "诸葛亮" not in teacher.sees


async def test_a_day_that_is_gone_is_asked_again(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班", "王芳", "11-20")
    assert "已经过去" in teacher.sees
    assert "今天" in teacher.labels


async def test_both_sides_and_those_above_are_told_and_it_is_written_down(school: Morning) -> None:
    await school.person("admin").types("代班 一年级1班 王芳 明天到周五")
    await school.person("admin").press("确认")
    assert heard(school.person(OTHER), "请您代班")
    assert heard(school.person(CLASS), "您班已安排代班")
    assert heard(school.person("leader 一年级"), "代班安排")
    assert "李丽" in school.person(OTHER).sees
    for key in ("principal", "district", THIRD):
        assert school.person(key).screen == []
    rows = await school.rows("SELECT act, unit_id, detail FROM audit WHERE act = 'hand_over'")
    assert [(act, unit) for act, unit, _ in rows] == [("hand_over", school.school.classes[CLASS])]
    assert "王芳" not in rows[0][2]


@pytest.mark.parametrize("key", [CLASS, "leader 一年级", "principal", "admin"])
async def test_who_may_hand_a_class_over(school: Morning, key: str) -> None:
    person = school.person(key)
    await person.types(f"/substitute {CLASS} 王芳 明天")
    await person.press("确认")
    assert len(await substitutes(school)) == 1


@pytest.mark.parametrize("key", [f"deputy {CLASS}", "health_officer", "liaison", "district"])
async def test_others_may_not(school: Morning, key: str) -> None:
    person = school.person(key)
    await person.types(f"/substitute {CLASS} 王芳 明天")
    assert "不在您的任职范围" in person.sees


async def test_a_leader_hands_over_only_classes_of_the_own_grade(school: Morning) -> None:
    leader = school.person("leader 二年级")
    await leader.types(f"/substitute {CLASS} 王芳 明天")
    if "✅ 确认" in leader.labels:
        await leader.press("确认")
    assert await substitutes(school) == []


async def test_forged_presses_are_refused(school: Morning) -> None:
    teacher, other = school.person(CLASS), school.person(OTHER)
    await teacher.types("代班 王芳 明天")
    [(change, revision)] = await school.rows("SELECT id, revision FROM roster_change")
    await other.forge(Choice("change", change, revision, "o").encode())
    assert "不是您负责" in (other.toast or "")
    foreign = f"c{base36(school.school.classes[OTHER])}"
    await teacher.forge(Choice("change", change, revision, foreign).encode())
    assert "不是您负责" in (teacher.toast or "")
    for nonsense in ("p", "p!", "d", "dzzzzzzzz.zzzzzzzz", "q", "", "c"):
        await teacher.forge(Choice("change", change, revision, nonsense).encode())
        assert teacher.toast
    assert await substitutes(school) == []


async def test_nobody_of_another_school_can_be_chosen(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        far = await morning.database.write(
            lambda tx: a_school(tx, name="石桥小学", code="sq", classes=("三年级1班",))
        )
        stranger = far.people["三年级1班"]
        await morning.write("UPDATE person SET name = '孙悟' WHERE id = ?", stranger)
        teacher = morning.person(CLASS)
        await teacher.types("代班 孙悟 明天")
        assert "没有“孙悟”" in teacher.sees
        [(change, revision)] = await morning.rows("SELECT id, revision FROM roster_change")
        forged = Choice("change", change, revision, f"p{base36(stranger)}")
        await teacher.forge(forged.encode())
        assert "不是您负责" in (teacher.toast or "")


async def test_the_right_is_asked_again_when_it_is_confirmed(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天")
    await school.write(
        "UPDATE membership SET unit_id = ? WHERE person_id = ? AND role = 'head_teacher'",
        school.school.classes[THIRD],
        teacher.id,
    )
    await teacher.press("确认")
    assert teacher.alert
    assert await substitutes(school) == []


async def test_handed_over_after_the_question_the_substitute_is_asked_at_once(
    school: Morning,
) -> None:
    await asked_at(school)
    teacher, other = school.person(CLASS), school.person(OTHER)
    question = teacher.last
    await teacher.types("代班 王芳 今天")
    await teacher.press("确认")
    assert "改由 王芳 上报" in question.text
    assert question.buttons == {}
    assert f"{CLASS} · 11月23日" in other.sees
    assert "您代 李丽 上报" in other.sees
    await other.press("全班正常", of=other.last)
    assert "王芳 代 李丽 上报" in other.last.text
    assert "已上报" in question.text, "the old copy becomes the receipt"
    rows = await school.rows("SELECT by_person, for_person FROM answer")
    assert rows == [(other.id, teacher.id)]


async def test_a_question_that_still_waits_is_not_sent_to_who_has_handed_over(
    school: Morning,
) -> None:
    await asked_at(school)
    teacher = school.person(CLASS)
    await teacher.press("10 分钟后再问")
    await teacher.types("代班 王芳 今天")
    await teacher.press("确认")
    before = len(teacher.screen)
    school.now = "07:45"
    await school.deliver()
    assert len(teacher.screen) == before


async def test_a_deputy_who_stands_in_files_as_the_substitute(school: Morning) -> None:
    await school.person(CLASS).types("代班 赵婷 今天")
    await school.person(CLASS).press("确认")
    deputy = school.person(f"deputy {CLASS}")
    await deputy.types("全班正常")
    assert "赵婷 代 李丽 上报" in deputy.sees
    rows = await school.rows("SELECT for_person FROM answer")
    assert rows == [(school.school.people[CLASS],)]


async def test_rights_come_back_on_the_day_after(school: Morning) -> None:
    await school.person(CLASS).types("代班 王磊 今天")
    await school.person(CLASS).press("确认")
    substitute = school.person(THIRD)
    await substitute.types(f"/checkin {CLASS}")
    assert CLASS in substitute.sees
    round_ = await school.round()
    school.day = date(2026, 11, 24)
    school.now = "00:00"
    await substitute.forge(Choice("zero", round_.id, 0).encode())
    assert "不是您负责" in (substitute.toast or "")


async def test_a_later_hand_over_takes_its_days_from_an_earlier_one(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天到周五")
    await teacher.press("确认")
    await teacher.types(f"代班 {CLASS} 王磊 周三到周四")
    assert "原由 王芳 代班" in teacher.sees
    await teacher.press("确认")
    assert await substitutes(school) == [
        (OTHER, "2026-11-24", "2026-11-24"),
        (THIRD, "2026-11-25", "2026-11-26"),
        (OTHER, "2026-11-27", "2026-11-27"),
    ]
    assert heard(school.person(OTHER), "改由 王磊 负责")
    assert "11月25日(周三)至11月26日(周四)" in school.person(OTHER).sees


async def test_the_list_shows_what_runs_and_lengthens_shortens_or_ends_it(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 今天到周三")
    await teacher.press("确认")
    await teacher.types("/substitute")
    assert "现有代班安排" in teacher.sees
    await teacher.press("改期或结束", "到 11月26日(周四)", "确认")
    assert await substitutes(school) == [(OTHER, TODAY, "2026-11-26")]
    assert heard(school.person(OTHER), "您的代班日期有变")
    await teacher.types("/substitute")
    await teacher.press("改期或结束")
    await teacher.types("到明天")
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, TODAY, TOMORROW)]
    await teacher.types("/substitute")
    await teacher.press("改期或结束", "现在结束", "确认")
    assert await substitutes(school) == []
    assert "代班已结束" in teacher.sees


async def test_ended_before_the_answer_the_question_comes_back(school: Morning) -> None:
    await school.person(CLASS).types("代班 王芳 今天到周三")
    await school.person(CLASS).press("确认")
    await asked_at(school)
    copy = next(one for one in school.person(OTHER).screen if f"{CLASS} · 11月23日" in one.text)
    teacher = school.person(CLASS)
    await teacher.types("代班")
    await teacher.press("改期或结束", "现在结束", "确认")
    assert any("全班正常" in label for label in teacher.labels)
    assert "改由 李丽 上报" in copy.text


async def test_ended_after_the_answer_it_lasts_until_tonight(school: Morning) -> None:
    await school.person(CLASS).types("代班 王芳 今天到周三")
    await school.person(CLASS).press("确认")
    await school.person(OTHER).types(f"{CLASS} 全班正常")
    teacher = school.person(CLASS)
    await teacher.types("代班")
    await teacher.press("改期或结束", "到今天为止", "确认")
    assert await substitutes(school) == [(OTHER, TODAY, TODAY)]


async def test_it_can_be_undone_until_somebody_has_answered_by_it(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 今天")
    await teacher.press("确认", "撤销")
    assert await substitutes(school) == []
    assert "已撤销" in teacher.sees
    assert heard(school.person(OTHER), "代班安排已撤销")
    await teacher.types("代班 王芳 今天")
    await teacher.press("确认")
    await school.person(OTHER).types(f"{CLASS} 全班正常")
    await teacher.press("撤销")
    assert teacher.alert
    assert await substitutes(school) == [(OTHER, TODAY, TODAY)]


@pytest.mark.parametrize(
    ("language", "confirm", "undo", "words"),
    [("zh", "确认", "撤销", "不再执行"), ("en", "Confirm", "Undo", "does not happen")],
)
async def test_what_was_taken_back_is_not_told_as_if_it_held(
    school: Morning, language: str, confirm: str, undo: str, words: str
) -> None:
    teacher = school.person(CLASS)
    await teacher.types(f"/language {language}", "/substitute 王芳 明天")
    await teacher.press(confirm, undo)
    assert words in teacher.sees
    await teacher.types("/substitute 王芳 明天-周五")
    await teacher.press(confirm)
    await teacher.types("/substitute 王磊 明天")
    await teacher.press(confirm, undo)
    assert words in teacher.sees


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("到周五", "2026-11-27"),
        ("周五", "2026-11-27"),
        ("到下周二", "2026-12-01"),
        ("until next Tuesday", "2026-12-01"),
        ("周三", "2026-12-02"),
        ("三天", "2026-11-28"),
        ("下周", "2026-12-06"),
        ("12-1", "2026-12-01"),
    ],
)
async def test_until_when_is_answered_without_moving_the_beginning(
    school: Morning, typed: str, last: str
) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 从周四", typed)
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, "2026-11-26", last)]


async def test_an_end_before_the_beginning_is_asked_again(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 从周四", "到明天")
    assert "没看懂是哪几天" in teacher.sees
    assert "11月26日(周四) 起代班" in teacher.sees
    await teacher.types("周三到周五")
    assert "11月25日(周三)至11月27日(周五)" in teacher.sees, "both ends may be said anew"


async def test_days_without_school_are_offered_by_no_button(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 周四起")
    assert any("周四" in label for label in teacher.labels)
    assert not any("周六" in label or "周日" in label for label in teacher.labels)
    await teacher.types("到周六")
    assert "11月28日(周六)" in teacher.sees, "one may still type it"


async def test_two_classes_are_handed_over_at_once_or_one_alone(school: Morning) -> None:
    await school.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'head_teacher', ?)",
        school.school.people[CLASS],
        school.school.classes[THIRD],
    )
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天")
    assert CLASS in teacher.sees
    assert THIRD in teacher.sees
    await teacher.press(f"只交 {THIRD}", "2 个班一起交", "确认")
    assert len(await substitutes(school)) == len(await substitutes(school, THIRD)) == 1


async def test_a_substitute_with_an_own_class_is_said_to_have_two(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天")
    assert f"王芳 同时还负责 {OTHER}" in teacher.sees


async def test_a_substitute_whose_own_class_is_handed_over_is_doubted(school: Morning) -> None:
    await school.person(OTHER).types("代班 王磊 明天")
    await school.person(OTHER).press("确认")
    await school.person(CLASS).types("代班 王芳 明天")
    assert f"自己的 {OTHER} 这些天也由别人代班" in school.person(CLASS).sees


async def test_who_is_not_enrolled_is_said_to_hear_nothing_and_the_admin_may_invite(
    tmp_path: Path,
) -> None:
    async with a_morning(tmp_path, not_enrolled=(OTHER,)) as morning:
        await morning.write(
            "UPDATE person SET name = '王芳' WHERE id = ?", morning.school.people[OTHER]
        )
        teacher, admin = morning.person(CLASS), morning.person("admin")
        await teacher.types("代班 王芳 明天")
        assert "还没登记" in teacher.sees
        await teacher.press("确认")
        await admin.press("邀请 王芳")
        assert any("邀请码" in shown.text for shown in admin.screen)


async def test_an_admin_may_name_who_is_away_and_who_stands_in(school: Morning) -> None:
    admin = school.person("admin")
    await admin.types("代班 李丽 王芳 明天")
    await admin.press("确认")
    assert await substitutes(school) == [(OTHER, TOMORROW, TOMORROW)]


async def test_a_card_left_over_midnight_takes_no_day_that_is_over(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 今天到明天")
    school.day = date(2026, 11, 24)
    await teacher.press("确认")
    assert await substitutes(school) == [(OTHER, TOMORROW, TOMORROW)]
    await teacher.types("/substitute 王磊 今天")
    school.day = date(2026, 11, 25)
    await teacher.press("确认")
    assert "已经过去" in (teacher.toast or "")


async def test_a_press_on_an_older_card_shows_the_newest(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天")
    old = teacher.last
    await teacher.types("到周五")
    await teacher.press("确认", of=old)
    assert "最新" in (teacher.toast or "")
    assert await substitutes(school) == []


async def test_everybody_whose_duties_change_gets_another_menu(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天到周五")
    await teacher.press("确认")
    await teacher.types("代班 王磊 周四")
    payload = teacher.last.buttons["✅ 确认"]
    effects = await school.comes(
        str(school.school.address(CLASS)), Press("q", payload, teacher.last.reference)
    )
    chats = school.school.chats
    assert sorted(effects.menus) == sorted([chats[OTHER], chats[THIRD]])


@pytest.mark.parametrize("last", ["确认", "不改了"])
async def test_an_old_card_says_how_to_go_on(school: Morning, last: str) -> None:
    teacher = school.person(CLASS)
    await teacher.types("代班 王芳 明天")
    old = dict(teacher.last.buttons)
    await teacher.press(last)
    for label in ("✅ 确认", "👤 换人", "📅 改日期"):
        await teacher.forge(old[label])
        assert teacher.toast == "这次代班已经办完或已过时。要查看或另行安排，请发送“代班”。"
    await teacher.types("/language en")
    await teacher.forge(old["✅ 确认"])
    assert "send /substitute" in (teacher.toast or "").casefold()


async def test_in_english_as_well(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("/language en", "/substitute wangfang tomorrow - Friday")
    assert "Please check the hand-over" in teacher.sees
    await teacher.press("Confirm")
    assert "Handed over" in teacher.sees
    assert await substitutes(school) == [(OTHER, TOMORROW, "2026-11-27")]

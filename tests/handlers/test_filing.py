"""Who answers for a class, for whom, and when it counts."""

from __future__ import annotations

import pytest

from domain.choice import Choice
from tests.handlers.desks import CLASS, OTHER, Morning

DEPUTY = f"deputy {CLASS}"
LEADER = "leader 一年级"


async def filed(morning: Morning) -> list[tuple[int, int, int | None]]:
    """``(revision, by, for)`` of every answer."""
    return [
        (revision, by, for_)
        for revision, by, for_ in await morning.rows(
            "SELECT revision, by_person, for_person FROM answer ORDER BY revision"
        )
    ]


async def on_behalf(morning: Morning, who: str) -> None:
    """[代报] under an escalation, which this person may not have got."""
    round_ = await morning.round()
    await morning.person(who).forge(Choice("file", round_.id).encode())


@pytest.mark.parametrize("who", [DEPUTY, LEADER, "health_officer", "principal", "admin"])
async def test_inside_the_school_one_may_file_and_the_teacher_is_told(
    morning: Morning, who: str
) -> None:
    await morning.asks()
    teacher, other = morning.person(CLASS), morning.person(who)
    await on_behalf(morning, who)
    assert "应到 5 人" in other.sees
    await other.press("全班正常")
    assert await filed(morning) == [(1, other.id, teacher.id)]
    question, news = teacher.screen
    assert f"老师 hc-{who} 代 老师 hc-{CLASS} 上报" in question.text
    assert news.text == f"{CLASS} · 11月23日(周一) 已由 老师 hc-{who} 代您上报。"
    assert "代 老师" in other.sees


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "07:31 由 {} 代 {} 上报"), ("en", "07:31 reported by {} for {}")]
)
async def test_the_report_of_the_class_says_for_whom(
    morning: Morning, language: str, said: str
) -> None:
    await on_behalf(morning, LEADER)
    await morning.person(LEADER).press("全班正常")
    principal = morning.person("principal")
    await principal.types(f"/language {language}", f"/report {CLASS}")
    assert said.format(f"老师 hc-{LEADER}", f"老师 hc-{CLASS}") in principal.sees


async def test_whoever_files_from_above_sees_for_whom(morning: Morning) -> None:
    await on_behalf(morning, LEADER)
    assert f"您代 老师 hc-{CLASS} 上报。" in morning.person(LEADER).sees
    await on_behalf(morning, DEPUTY)
    assert "您代" not in morning.person(DEPUTY).sees


@pytest.mark.parametrize("who", ["liaison", "district", OTHER, "leader 二年级"])
async def test_from_outside_nobody_files(morning: Morning, who: str) -> None:
    await on_behalf(morning, who)
    assert morning.person(who).toast == "这不是您负责的班级或单位。"
    assert morning.person(who).screen == []


async def test_a_duty_that_is_over_files_no_longer_though_another_still_runs(
    morning: Morning,
) -> None:
    """Somebody of the school all the same, but no longer of this class."""
    await morning.asks()
    teacher = morning.person(CLASS)
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", teacher.id
    )
    await morning.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'head_teacher', ?)",
        teacher.id,
        morning.school.classes[OTHER],
    )
    await teacher.press("全班正常")
    assert teacher.toast == "这不是您负责的班级或单位。"
    assert await filed(morning) == []


async def test_of_several_duties_the_nearest_to_the_class_files(morning: Morning) -> None:
    """The head teacher is the grade leader as well: nobody is told that another has filed."""
    await morning.asks()
    teacher = morning.person(CLASS)
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE role IN ('grade_leader', 'principal')",
        teacher.id,
    )
    await teacher.press("全班正常")
    assert await filed(morning) == [(1, teacher.id, None)]


async def test_words_after_on_behalf_are_about_that_class(morning: Morning) -> None:
    await on_behalf(morning, LEADER)
    leader = morning.person(LEADER)
    await leader.types("全班正常")
    assert await filed(morning) == [(1, leader.id, morning.person(CLASS).id)]


async def test_words_after_on_behalf_ask_which_class_where_an_own_one_is_owed(
    morning: Morning,
) -> None:
    await morning.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'head_teacher', ?)",
        morning.school.people[LEADER],
        morning.school.classes[OTHER],
    )
    await on_behalf(morning, LEADER)
    leader = morning.person(LEADER)
    await leader.types("全班正常")
    assert set(leader.labels) == {CLASS, OTHER}


async def test_on_behalf_of_an_answered_class_shows_the_receipt(morning: Morning) -> None:
    await morning.asks()
    await morning.person(CLASS).press("全班正常")
    await on_behalf(morning, LEADER)
    assert "已上报" in morning.person(LEADER).sees


async def test_a_substitute_is_asked_and_the_record_names_both(morning: Morning) -> None:
    teacher, substitute = morning.person(CLASS), morning.person(OTHER)
    await morning.write(
        "INSERT INTO membership (person_id, role, unit_id, from_day, until_day)"
        " VALUES (?, 'substitute', ?, '2026-11-23', '2026-11-27')",
        substitute.id,
        morning.school.classes[CLASS],
    )
    await morning.asks()
    assert teacher.screen == []
    assert f"您代 老师 hc-{CLASS} 上报。" in substitute.sees
    await substitute.press("全班正常")
    assert await filed(morning) == [(1, substitute.id, teacher.id)]
    assert f"老师 hc-{OTHER} 代 老师 hc-{CLASS} 上报" in substitute.sees
    assert teacher.screen == [], "it was arranged beforehand"


async def test_a_deputy_alone_answers_for_nobody_else(morning: Morning) -> None:
    await morning.write("DELETE FROM membership WHERE person_id = ?", morning.school.people[CLASS])
    await morning.asks()
    deputy = morning.person(DEPUTY)
    await deputy.press("全班正常")
    assert await filed(morning) == [(1, deputy.id, None)]


async def test_the_same_from_two_people_is_one_answer(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    shown, payload = deputy.button("全班正常")
    await teacher.press("全班正常")
    await deputy.forge(payload, shown.reference)
    assert deputy.toast == "07:31 已上报过，无需重复。"
    assert len(await filed(morning)) == 1


async def test_what_another_answered_meanwhile_is_not_submitted_over(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await deputy.press("缺勤", "张伟", "事假")
    shown, payload = deputy.button("提交")
    await teacher.press("缺勤", "刘洋", "病假", "提交", "仍然提交")
    await deputy.forge(payload, shown.reference)
    assert deputy.alert
    assert deputy.toast is not None
    assert "已过时" in deputy.toast
    assert "刘洋 病假" in deputy.sees
    assert len(await filed(morning)) == 1


async def test_the_teacher_hears_what_another_has_corrected(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await teacher.press("全班正常")
    await deputy.types("张伟病假")
    await deputy.press("提交")
    assert teacher.sees.endswith("代您上报。\n更正：张伟 正常 → 病假")


async def test_all_normal_over_somebody_elses_abnormal_draft_asks_first(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await deputy.press("发热", "张伟", "38", "38.2", "在家")
    await teacher.press("全班正常")
    assert "其他老师填写了下面的内容，还没有提交" in teacher.sees
    assert "确定全班正常吗？" in teacher.sees
    assert "张伟 发热 38.2(在家)" in teacher.sees
    assert await filed(morning) == []
    await teacher.press("确定")
    assert len(await filed(morning)) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("王伟38.3咳嗽在家", "· “王伟” 发热 38.3、咳嗽(在家)"),
        ("2人发烧", "· 2 人 发热，姓名待确认"),
        ("张伟83", "· 张伟 体温“83”"),
        ("都不正常", "· “都不正常”，详情待确认"),
    ],
)
async def test_what_another_has_not_settled_is_not_lost_by_all_normal(
    morning: Morning, typed: str, shown: str
) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await deputy.types(typed)
    await teacher.press("全班正常")
    assert "其他老师填写了下面的内容，还没有提交" in teacher.sees
    assert "确定全班正常吗？" in teacher.sees
    assert shown in teacher.sees
    assert await filed(morning) == []
    await teacher.press("确定")
    assert len(await filed(morning)) == 1


async def test_what_another_has_not_settled_is_not_left_out_unasked(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await deputy.types("1人发烧")
    await teacher.press("缺勤", "刘洋", "事假", "提交")
    assert "其他老师填写了下面的内容" in teacher.sees
    assert "1 人 发热，姓名待确认" in teacher.sees
    await teacher.press("保留", "发热", "张伟", "38", "38.4", "在家", "提交")
    assert "已上报" in teacher.sees, "that is the pupil whom the deputy could not name"


async def test_all_that_others_have_said_is_shown_before_it_is_lost(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await deputy.types("张伟38.2在家，王伟咳嗽")
    await teacher.press("全班正常")
    assert "· 张伟 发热 38.2(在家)" in teacher.sees
    assert "· “王伟” 咳嗽" in teacher.sees


async def test_an_answer_that_leaves_out_somebody_elses_finding_asks_first(
    morning: Morning,
) -> None:
    await morning.asks()
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(DEPUTY)
    await deputy.press("发热", "张伟", "38", "38.2", "在家")
    await teacher.press("缺勤", "刘洋", "事假", "提交")
    assert "其他老师填写了下面的内容" in teacher.sees
    assert "刘洋" not in teacher.sees
    await teacher.press("保留")
    assert "· 刘洋 事假" in teacher.sees
    await teacher.press("发热", "张伟", "38", "38.4", "在家", "提交")
    assert "已上报" in teacher.sees
    assert await morning.rows("SELECT * FROM draft") == []


class TestTime:
    """A press counts from when it was stored, and in doubt as on time."""

    @pytest.mark.parametrize(
        ("at", "late"), [("08:59", 0), ("09:00", 1), ("09:01", 1), ("17:59", 1)]
    )
    async def test_nine_o_clock_is_late(self, morning: Morning, at: str, late: int) -> None:
        await morning.asks()
        morning.now = at
        await morning.person(CLASS).press("全班正常")
        rows = await morning.rows("SELECT late FROM round WHERE revision = 1")
        assert rows == [(late,)]

    async def test_a_press_from_an_outage_over_the_cut_off_is_on_time_and_says_so(
        self, morning: Morning
    ) -> None:
        await morning.asks()
        teacher = morning.person(CLASS)
        shown, payload = teacher.button("全班正常")
        morning.now = "09:05"
        await teacher.forge(payload, shown.reference, away_since="08:50")
        rows = await morning.rows(
            "SELECT r.late, a.time_uncertain FROM answer a JOIN round r ON r.id = a.round_id"
        )
        assert rows == [(0, 1)]
        assert "(收到时间不确定，按准时计)" in teacher.sees

    @pytest.mark.parametrize(("away_since", "at"), [("09:00", "09:05"), ("08:30", "08:59")])
    async def test_an_outage_on_one_side_of_the_cut_off_leaves_no_doubt(
        self, morning: Morning, away_since: str, at: str
    ) -> None:
        await morning.asks()
        teacher = morning.person(CLASS)
        shown, payload = teacher.button("全班正常")
        morning.now = at
        await teacher.forge(payload, shown.reference, away_since=away_since)
        rows = await morning.rows(
            "SELECT r.late, a.time_uncertain FROM answer a JOIN round r ON r.id = a.round_id"
        )
        assert rows == [(int(at >= "09:00"), 0)]


async def test_a_sent_reply_keeps_no_words(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "提交")
    await morning.person("admin").types("/invite")
    kinds = dict(
        await morning.rows("SELECT kind, GROUP_CONCAT(DISTINCT body) FROM outbox GROUP BY kind")
    )
    assert kinds["reply"] == "{}"
    assert "张伟" not in "".join(map(str, kinds.values()))

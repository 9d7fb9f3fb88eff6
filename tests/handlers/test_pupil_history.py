"""A pupil's history: three presses from the digest, by name, and for nobody outside the school."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.check_in import Absence, Entry, Symptom, Where
from domain.choice import Choice
from domain.incoming import Press, Words
from domain.note import Note, Wanted
from domain.pupil_history import ACTION, CLASS_ACTION
from storage.transaction import Transaction
from tests.handlers.desks import CLASS, FRIDAY, OTHER, Morning, a_morning
from tests.morning import DAY, absent, answer, open_rounds
from tests.school import a_school

THURSDAY = date(2026, 11, 19)
FEVER = Entry(temperature=3820, where=Where.HOME, symptoms=(Symptom.COUGH,))


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    """张伟 of 一年级1班 was away on Thursday, well on Friday and has a fever today."""
    async with a_morning(tmp_path) as morning:
        pupil = morning.school.pupils[CLASS][0]
        await morning.was(CLASS, {pupil: Entry(absence=Absence.PERSONAL)}, THURSDAY)
        await morning.was(CLASS, {}, FRIDAY)

        def today(tx: Transaction) -> None:
            answer(tx, morning.school.classes[CLASS], morning.school.people[CLASS], {pupil: FEVER})

        await morning.database.write(today)
        yield morning


async def digest(morning: Morning, key: str = "principal") -> None:
    """The digest has come to somebody's chat."""
    about = {"unit": morning.school.id, "day": DAY.isoformat()}
    note = Note("digest", "1", morning.school.chats[key], Wanted("digest", about), version=1)
    await morning.database.write(lambda tx: tx.outbox.put(note, morning.now_ms))
    await morning.deliver()


async def test_three_presses_lead_from_the_digest_to_a_pupil_s_history(morning: Morning) -> None:
    await digest(morning)
    principal = morning.person("principal")
    await principal.press("📋 详情", "👤 异常学生记录", "👤 张伟")
    assert "张伟 一年级1班 · 2026年秋季学期" in principal.sees
    assert "已报 3 天 · 无异常 1 天 · 发热 1 天 · 不适 1 天 · 缺勤 1 天" in principal.sees
    assert "11月23日(周一) 发热 38.2、咳嗽(在家) 07:41 老师 hc-一年级1班" in principal.sees
    assert "11月19日(周四) 事假" in principal.sees
    assert "11月20日" not in principal.sees
    assert principal.last.message.protect
    assert "晨检 ·" in principal.screen[0].text, "the digest stays"


async def test_two_presses_lead_from_a_figure_to_the_class_that_caused_it(morning: Morning) -> None:
    await digest(morning)
    principal = morning.person("principal")
    await principal.press("📋 详情", "一年级")
    assert "一年级1班 07:41 已报 · 实到 2/3" in principal.sees
    assert "一年级2班 未报" in principal.sees
    await principal.press("一年级1班", "👤 查看学生", "刘洋")
    assert "刘洋 一年级1班" in principal.sees
    assert "这段日子没有异常记录" in principal.sees


async def test_a_name_typed_after_report_opens_the_history(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types("/report 张伟")
    assert "张伟 一年级1班 · 2026年秋季学期" in principal.sees
    await principal.types("报表 上周 张伟")
    assert "张伟 一年级1班 · 11月16日–11月22日" in principal.sees
    assert "发热" not in principal.sees


async def test_who_looks_from_above_the_class_leaves_a_trace(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][0]
    await morning.person(CLASS).types("/report 张伟")
    assert await morning.rows("SELECT act FROM audit") == []
    await morning.person("principal").types("/report 张伟 上周")
    assert await morning.rows("SELECT act, person_id, detail FROM audit") == [
        (
            "pupil_history",
            morning.school.people["principal"],
            f"{pupil} 2026-11-16 2026-11-22",
        )
    ]


async def test_two_of_one_name_are_told_apart_by_their_class(morning: Morning) -> None:
    other = morning.school.pupils[OTHER][0]
    await morning.write("UPDATE pupil SET name = '张伟' WHERE id = ?", other)
    principal = morning.person("principal")
    await principal.types("/report 张伟")
    assert principal.labels == ["张伟 一年级1班", "张伟 一年级2班"]
    await principal.press("张伟 一年级2班")
    assert "张伟 一年级2班" in principal.sees
    teacher = morning.person(CLASS)
    await teacher.types("/report 张伟")
    assert "张伟 一年级1班" in teacher.sees, "the other one is not the own class's"


async def test_the_term_before_and_the_class_are_one_press_away(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await teacher.types("/report 张伟")
    await teacher.press("◀ 2026年春季学期")
    assert "这段日子该班还没有上报" in teacher.sees
    await teacher.press("2026年秋季学期 ▶", "⬆ 一年级1班")
    assert "一年级1班" in teacher.sees
    assert "👤 查看学生" in teacher.labels


async def test_a_case_is_opened_from_what_was_found_and_shown_once_it_is_open(
    morning: Morning,
) -> None:
    officer = morning.person("health_officer")
    await officer.types("/report 张伟")
    await officer.press("📁 个案", "病假随访", "✅ 建档")
    assert "张伟" in officer.sees
    assert await morning.rows("SELECT rule, state, pupil_id FROM case_file") == [
        ("illness", "open", morning.school.pupils[CLASS][0])
    ]
    await officer.types("/report 张伟")
    await officer.press("📁 个案")
    assert "已有" in officer.sees
    assert await morning.rows("SELECT COUNT(*) FROM case_file") == [(1,)]


async def test_who_may_open_no_case_is_offered_none(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await teacher.types("/report 张伟")
    assert "📁 个案" not in teacher.labels


async def test_isolation_and_leave_stand_above_the_days(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][0]
    await morning.database.write(
        lambda tx: absent(tx, pupil=pupil, first=date(2026, 11, 3), last=date(2026, 11, 17))
    )
    await morning.person(CLASS).types("/report 张伟")
    assert "隔离：11月3日–11月17日" in morning.person(CLASS).sees


async def test_a_pupil_who_moved_is_the_new_class_s_from_then_on(morning: Morning) -> None:
    pupil, new = morning.school.pupils[CLASS][0], morning.school.classes[OTHER]

    def move(tx: Transaction) -> None:
        tx.connection.execute(
            "UPDATE enrolment SET until_day = ? WHERE pupil_id = ?", (str(FRIDAY), pupil)
        )
        tx.connection.execute(
            "INSERT INTO enrolment (pupil_id, class_id, from_day) VALUES (?, ?, ?)",
            (pupil, new, str(DAY)),
        )

    await morning.database.write(move)
    teacher, principal = morning.person(OTHER), morning.person("principal")
    await teacher.types("/report 张伟")
    assert "事假" not in teacher.sees, "what the class before said is not theirs to see"
    await principal.types("/report 张伟")
    assert "11月19日(周四) 一年级1班 事假" in principal.sees
    former = morning.person(CLASS)
    await former.types("/report 张伟")
    assert "没有找到“张伟”" in former.sees
    await former.forge(Choice(ACTION, pupil).encode())
    assert former.alert
    assert "张伟" not in former.sees.replace("“张伟”", "")


@pytest.mark.parametrize("key", ["liaison", "district"])
async def test_above_and_outside_the_school_nobody_gets_a_name(morning: Morning, key: str) -> None:
    pupil, class_id = morning.school.pupils[CLASS][0], morning.school.classes[CLASS]
    reader = morning.person(key)
    await reader.types("/report 张伟")
    assert "没有找到“张伟”" in reader.sees
    for choice in (Choice(ACTION, pupil), Choice(CLASS_ACTION, class_id)):
        await reader.forge(choice.encode())
        assert reader.alert
    await reader.types("/report 一年级1班")
    assert not any("👤" in label for label in reader.labels)
    assert all("张伟" not in shown.text.replace("“张伟”", "") for shown in reader.screen)


async def test_another_school_s_principal_gets_nothing_by_name_or_by_press(
    morning: Morning,
) -> None:
    def piece(tx: Transaction) -> str:
        other = a_school(tx, name="柳坝村小", code="lb", classes=("三年级1班",))
        open_rounds(tx, other.id)
        return str(other.address("principal"))

    address = await morning.database.write(piece)
    pupil = morning.school.pupils[CLASS][0]
    await morning.write("UPDATE pupil SET name = '秘密' WHERE id = ?", pupil)
    await morning.comes(address, Words("/report 秘密", "5"))
    effects = await morning.comes(address, Press("q", Choice(ACTION, pupil).encode(), "1"))
    assert effects.toast is not None
    assert effects.toast.alert
    told = [shown.text for chat in morning.screens.values() for shown in chat]
    assert not any("秋季学期" in text for text in told)


@pytest.mark.parametrize(
    "argument", ["x", "20260901", "20261124-20261123:text", "20200101-20260101:text"]
)
async def test_a_forged_time_is_refused(morning: Morning, argument: str) -> None:
    teacher = morning.person(CLASS)
    payload = Choice(ACTION, morning.school.pupils[CLASS][0], argument=argument).encode()
    await teacher.forge(payload)
    assert teacher.alert


async def test_the_history_speaks_english_too(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await teacher.types("/language en")
    await teacher.types("/report 张伟")
    assert "张伟 一年级1班 · autumn term 2026" in teacher.sees
    assert "Days reported 3 · nothing abnormal 1 · fever on 1" in teacher.sees

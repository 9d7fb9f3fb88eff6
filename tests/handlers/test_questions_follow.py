"""An open question follows who should be there: cases are opened and ended while it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.calendar import Period
from domain.roster_difference import AbsenceChange, Difference, EnrolmentChange, in_chat
from scheduler.questions import follow_roster
from storage import roster_import
from storage.transaction import Transaction
from tests.handlers.desks import CLASS, OTHER, Morning, answers
from tests.handlers.following import OFFICER, opened
from tests.morning import DAY

YESTERDAY = DAY - timedelta(days=1)


async def questions(morning: Morning, name: str = CLASS) -> int:
    """How many questions the class's teacher sees, however often they were changed."""
    return sum("应到" in one.text for one in morning.person(name).screen)


async def test_a_case_that_takes_a_pupil_away_changes_the_question_in_place(
    asked: Morning,
) -> None:
    question = asked.person(CLASS).last
    assert "应到 5 人" in question.text
    await opened(asked, "hc-1-1 居家隔离")
    assert "应到 4 人(隔离 1" in question.text
    assert await questions(asked) == 1, "nothing new, so no sound"
    await asked.person(CLASS).press("其余正常 4/5", of=question)
    assert len(await answers(asked)) == 1


async def test_a_case_that_leaves_the_pupil_at_school_changes_nothing(asked: Morning) -> None:
    question = asked.person(CLASS).last
    before = question.message
    await opened(asked, "hc-1-1 旅居观察")
    assert question.message == before


async def test_the_questions_of_all_contacts_classes_follow(asked: Morning) -> None:
    await asked.asks(OTHER)
    theirs, far = asked.person(CLASS).last, asked.person(OTHER).last
    rider = asked.school.pupils[OTHER][1]
    for pupil in (asked.school.pupils[CLASS][0], rider):
        await asked.write("UPDATE pupil SET bus = '2号线' WHERE id = ?", pupil)
    await opened(asked)
    officer = asked.person(OFFICER)
    await officer.press("阳性", "确认阳性", "接触者排查", "为 5 人开个案", "开 5 个个案")
    assert "应到 0 人" in theirs.text
    assert "应到 4 人(隔离 1" in far.text
    assert await questions(asked, OTHER) == 1


async def test_who_is_away_with_a_case_no_longer_is_expected_again(asked: Morning) -> None:
    question = asked.person(CLASS).last
    await opened(asked, "hc-1-1 居家隔离")
    officer = asked.person(OFFICER)
    await officer.press("转为", "外出观察")
    assert "应到 5 人" in question.text
    await officer.press("转为", "居家隔离")
    assert "应到 4 人" in question.text
    await officer.press("转出", "确定转出")
    assert "应到 5 人" in question.text


async def test_who_is_released_today_is_expected_again(asked: Morning) -> None:
    question = asked.person(CLASS).last
    await opened(asked, "hc-1-1 未返校")
    assert "应到 4 人" in question.text
    await asked.person(OFFICER).press("解除")
    assert "应到 5 人" in question.text


@pytest.mark.parametrize("begun", ["🌡 发热/不适", "🚫 缺勤"])
async def test_whoever_is_choosing_a_pupil_keeps_the_card(asked: Morning, begun: str) -> None:
    teacher = asked.person(CLASS)
    await teacher.press(begun)
    card = teacher.last
    before = card.message
    await opened(asked, "hc-1-1 居家隔离")
    assert card.message == before


async def test_what_was_typed_and_not_submitted_stays_on_the_card(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.types("刘洋38.2 其余正常")
    card = teacher.last
    before = card.message
    await opened(asked, "hc-1-1 居家隔离")
    assert card.message == before


async def test_a_class_that_has_answered_keeps_its_receipt(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("全班正常 5/5")
    card = teacher.last
    before = card.message
    await opened(asked, "hc-1-1 居家隔离")
    assert card.message == before


async def imported(morning: Morning, change: Difference) -> None:
    """A roster file was imported on the command line."""

    def piece(tx: Transaction) -> None:
        now = replace(change, version=roster_import.version(tx))
        roster_import.apply(tx, now, morning.now_ms)
        follow_roster(tx, now, morning.now_ms)

    await morning.database.write(piece)
    await morning.deliver()


def a_leave(number: str) -> Difference:
    """Somebody is away all day, by a file."""
    period = Period(DAY, DAY)
    absence = AbsenceChange(number, "pupil", "isolation", (), (period,))
    return replace(in_chat(DAY, 0), absences=(absence,))


async def test_a_file_that_takes_a_pupil_away_changes_the_question_in_place(
    asked: Morning,
) -> None:
    question = asked.person(CLASS).last
    await imported(asked, a_leave("hc-1-1"))
    assert "应到 4 人(隔离 1" in question.text
    assert await questions(asked) == 1, "nothing new, so no sound"
    await asked.person(CLASS).press("其余正常 4/5", of=question)
    assert len(await answers(asked)) == 1


async def test_a_file_that_moves_a_pupil_changes_both_questions(asked: Morning) -> None:
    await asked.asks(OTHER)
    theirs, others = asked.person(CLASS).last, asked.person(OTHER).last
    codes = {
        name: (await asked.rows("SELECT code FROM unit WHERE id = ?", asked.school.classes[name]))[
            0
        ][0]
        for name in (CLASS, OTHER)
    }
    left = EnrolmentChange(
        "hc-1-1", codes[CLASS], (Period(date.min, date.max),), (Period(date.min, YESTERDAY),), 1
    )
    came = EnrolmentChange("hc-1-1", codes[OTHER], (), (Period(DAY, date.max),), 9)
    await imported(asked, in_chat(DAY, 0, enrolments=(left, came)))
    assert "应到 4 人" in theirs.text
    assert "应到 6 人" in others.text


async def test_a_file_leaves_answers_and_cards_in_hand_alone(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("🚫 缺勤")
    before = teacher.last.message
    await imported(asked, a_leave("hc-1-1"))
    assert teacher.last.message == before


async def test_a_file_changes_no_receipt(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("全班正常 5/5")
    before = teacher.last.message
    await imported(asked, a_leave("hc-1-1"))
    assert teacher.last.message == before


async def test_the_question_follows_in_english(asked: Morning) -> None:
    asked.language = "en"
    question = asked.person(CLASS).last
    await imported(asked, a_leave("hc-1-1"))
    assert "4 pupils expected (1 in isolation" in question.text

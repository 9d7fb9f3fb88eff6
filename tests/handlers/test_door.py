"""The door: who comes in, what is undone, what is refused in one sentence."""

from __future__ import annotations

import pytest

from domain.incoming import Contact, Ignored, Press, Reachable, Words
from tests.handlers.desks import CLASS, Morning


async def test_a_strangers_press_is_answered_on_the_button_and_changes_nothing(
    morning: Morning,
) -> None:
    await morning.asks()
    _, payload = morning.person(CLASS).button("全班正常")
    effects = await morning.comes("424242", Press("q", payload, "5"))
    assert effects.toast is not None
    assert effects.toast.alert
    assert effects.toast.text is not None
    assert "邀请码" in effects.toast.text
    assert await morning.rows("SELECT * FROM answer") == []


async def test_a_strangers_words_are_no_answer(morning: Morning) -> None:
    await morning.comes("424242", Words("全班正常", "5"))
    ((chat_id,),) = await morning.rows("SELECT id FROM chat WHERE address = '424242'")
    (shown,) = morning.screens[chat_id]
    assert "邀请码" in shown.text
    assert shown.buttons == {}
    assert await morning.rows("SELECT * FROM answer") == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET until_day = '2026-11-22' WHERE id = :teacher",
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = :teacher",
        "UPDATE membership SET from_day = '2026-11-24' WHERE person_id = :teacher",
        "UPDATE membership SET role = 'staff' WHERE person_id = :teacher",
        "UPDATE unit SET until_day = '2026-11-22' WHERE id = :class_id",
        "DELETE FROM membership WHERE person_id = :teacher",
        "UPDATE chat SET person_id = NULL WHERE person_id = :teacher",
    ],
)
async def test_whoever_holds_no_duty_today_is_a_stranger_at_the_door(
    morning: Morning, change: str
) -> None:
    """The question was put, then the roster changed: the press is that of a stranger."""
    await morning.asks()
    teacher = morning.person(CLASS)
    _, payload = teacher.button("全班正常")
    ids = {"teacher": teacher.id, "class_id": morning.school.classes[CLASS]}
    named = {key: value for key, value in ids.items() if f":{key}" in change}
    await morning.database.write(lambda tx: tx.connection.execute(change, named))
    effects = await morning.comes(str(morning.school.address(CLASS)), Press("q", payload, "5"))
    assert effects.toast is not None
    assert effects.toast.alert
    assert await morning.rows("SELECT * FROM answer") == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE membership SET until_day = '2026-11-23' WHERE person_id = ?",
        "UPDATE membership SET from_day = '2026-11-23' WHERE person_id = ?",
        "UPDATE person SET until_day = '2026-11-23' WHERE id = ?",
    ],
)
async def test_the_first_and_the_last_day_of_a_duty_belong_to_it(
    morning: Morning, change: str
) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await morning.write(change, teacher.id)
    await teacher.press("全班正常")
    assert await morning.rows("SELECT by_person FROM answer") == [(teacher.id,)]


async def test_a_group_is_not_talked_to(morning: Morning) -> None:
    address = str(morning.school.address(CLASS))
    await morning.comes(address, Words("全班正常", "5"), private=False)
    assert morning.person(CLASS).screen == []
    assert await morning.rows("SELECT * FROM answer") == []


async def test_a_press_in_a_group_is_acknowledged_all_the_same(morning: Morning) -> None:
    effects = await morning.comes("-1", Press("q", "1:zero:1:0:", "5"), private=False)
    assert effects.toast is not None
    assert effects.toast.text is None


async def test_what_asks_nothing_of_us_is_passed_over(morning: Morning) -> None:
    effects = await morning.comes("-5", Ignored("kind"))
    assert effects.toast is None
    assert morning.screens == {}


@pytest.mark.parametrize("payload", ["", "zero", "9:zero:1:0:", "1:no_such:1:0:", "1:ZERO:!:0:"])
async def test_a_button_this_program_never_made_says_how_to_go_on(
    morning: Morning, payload: str
) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.forge(payload)
    assert teacher.toast == "这个按钮已失效，请发送“晨检”重新开始。"
    assert teacher.alert
    await teacher.types("晨检")
    assert "应到 5 人" in teacher.sees


async def test_words_that_are_refused_get_the_sentence_as_a_message(morning: Morning) -> None:
    principal = morning.person("principal")
    await principal.types("/report 没有这个班")
    assert "没有找到“没有这个班”" in principal.sees


async def test_what_a_handler_wrote_before_it_refused_is_undone(morning: Morning) -> None:
    """/checkin puts one class after another; the second is locked, so nothing is put at all."""
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ?",
        morning.school.people[CLASS],
        morning.school.people["一年级2班"],
    )
    second = await morning.round("一年级2班")
    await morning.write("UPDATE round SET state = 'locked' WHERE id = ?", second.id)
    teacher = morning.person(CLASS)
    await teacher.types("晨检")
    (only,) = teacher.screen
    assert "的上报已锁定" in only.text
    assert await morning.rows("SELECT * FROM draft") == []


async def test_somebody_who_had_stopped_the_bot_and_speaks_is_reachable_again(
    morning: Morning,
) -> None:
    address = str(morning.school.address(CLASS))
    await morning.comes(address, Reachable(False))
    chat = morning.school.chats[CLASS]
    assert await morning.rows("SELECT reachable FROM chat WHERE id = ?", chat) == [(0,)]
    await morning.comes(address, Words("全班正常", "5"))
    assert await morning.rows("SELECT reachable FROM chat WHERE id = ?", chat) == [(1,)]
    assert "已上报" in morning.person(CLASS).sees


async def test_a_shared_contact_of_somebody_enrolled_is_not_needed(morning: Morning) -> None:
    address = str(morning.school.address(CLASS))
    await morning.comes(address, Contact("13800000000", own=True))
    assert "您已经登记好了" in morning.person(CLASS).sees

"""Stopped at a bad moment: nothing is lost, and nobody is asked twice."""

from __future__ import annotations

from domain.ports import RawUpdate
from tests.clock import instant
from tests.stories.morning import CLASSES, Morning

CLASS = "三年级2班"


async def test_a_start_at_ten_past_eight_asks_once(morning: Morning) -> None:
    await morning.stop()
    morning.set_clock("08:10")
    await morning.start()
    assert all(len(morning.teacher(name).heard) == 1 for name in CLASSES)
    await morning.restart()
    assert all(len(morning.teacher(name).heard) == 1 for name in CLASSES)


async def test_an_answer_given_while_nobody_listened_counts(morning: Morning) -> None:
    await morning.at("07:30")
    await morning.stop()
    await morning.teacher(CLASS).phone.press("全班正常")
    morning.set_clock("07:50")
    await morning.start()
    assert morning.revisions(CLASS) == 1
    assert await morning.teacher(CLASS).shows("已上报")
    await morning.at("08:00")
    assert morning.teacher(CLASS).heard == ["晨检", "已上报"]


async def test_killed_between_storing_and_handling(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    data, message = await teacher.button("全班正常")
    await morning.stop()
    # Stored by a process that died before it could look at it, and confirmed to the channel.
    raw = _press(teacher.user_id, message, data)
    morning.write(lambda tx: tx.inbox.store("telegram", [RawUpdate(5, raw)], instant("07:31")))
    await morning.restart()
    assert morning.revisions(CLASS) == 1
    assert teacher.heard == ["晨检", "已上报"]
    assert "07:31" in teacher.said[-1]["text"]


async def test_killed_between_the_commit_and_the_sending(morning: Morning) -> None:
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    fault = {"kind": "5xx", "method": "editMessageText", "count": 1}
    await morning.client.post(f"{morning.address}/control/faults", json=fault)
    await teacher.phone.press("全班正常")
    await morning.refused("editMessageText")
    await morning.stop()
    assert teacher.heard == ["晨检"]

    await morning.start()
    assert morning.revisions(CLASS) == 1
    assert teacher.heard == ["晨检", "已上报"]


async def test_a_press_before_the_cut_off_found_after_it_is_on_time_and_marked(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    await morning.stop()
    morning.set_clock("08:50")
    await morning.teacher(CLASS).phone.press("全班正常")
    morning.set_clock("09:20")
    await morning.start()
    assert morning.revisions(CLASS) == 1
    assert not morning.round(CLASS).late


async def test_steps_passed_by_a_jump_are_done_in_order(morning: Morning) -> None:
    await morning.at("09:15")
    assert morning.teacher(CLASS).heard == ["晨检", "还没有上报", "第二次提醒"]
    assert morning.leader("三年级").heard == ["尚未上报"]
    assert morning.principal.heard == ["版"]
    assert morning.someone("district").heard == ["汇总"]


async def test_what_cannot_be_read_is_told_to_an_admin_and_blocks_nobody(
    morning: Morning,
) -> None:
    await morning.at("07:30")
    broken = {"message": {"chat": "nobody knows", "text": 5}}
    answer = await morning.client.post(f"{morning.address}/control/updates", json=broken)
    answer.raise_for_status()
    await morning.teacher(CLASS).press("全班正常")
    assert morning.revisions(CLASS) == 1
    assert await morning.someone("district").shows("无法识别")


def _press(user_id: int, message_id: int, data: str) -> str:
    person = f'{{"id":{user_id},"is_bot":false,"first_name":"x"}}'
    return (
        f'{{"update_id":5,"callback_query":{{"id":"77","from":{person},"chat_instance":"1",'
        f'"message":{{"message_id":{message_id},"date":1,"chat":{{"id":{user_id},'
        f'"type":"private"}}}},"data":"{data}"}}}}'
    )

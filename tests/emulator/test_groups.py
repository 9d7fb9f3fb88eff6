"""Groups, supergroups, and the way from one to the other."""

import pytest
from telegram.error import ChatMigrated, Forbidden

from tests.emulator.conftest import Town


@pytest.fixture
async def group(town: Town) -> int:
    await town.control("groups", id=-5, title="教研组", members=[7])
    await town.result("getUpdates", offset=-1)
    return -5


async def test_the_bot_hears_that_it_was_added(town: Town, group: int) -> None:
    (update,) = await town.updates()
    assert update["my_chat_member"]["chat"] == {"id": -5, "type": "group", "title": "教研组"}
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(town: Town, group: int) -> None:
    sent = await town.bot.send_message(group, "谁未报?")
    for text in ("你好", "/report", "/report@other_bot", "@chenjian_bot 在吗"):
        await town.control("users/7/text", text=text, chat_id=group)
    await town.control("users/7/text", text="我", chat_id=group, reply_to=sent.message_id)
    heard = [u["message"]["text"] for u in await town.updates() if "message" in u]
    assert heard == ["/report", "@chenjian_bot 在吗", "我"]
    assert await town.complaint("users/8/text", text="x", chat_id=group)


async def test_a_group_that_moved_tells_its_new_id(town: Town, group: int) -> None:
    moved = await town.control(f"groups/{group}/migrate")
    with pytest.raises(ChatMigrated) as refused:
        await town.bot.send_message(group, "x")
    assert refused.value.new_chat_id == moved["id"]
    await town.bot.send_message(moved["id"], "x")
    told = [u["message"] for u in await town.updates() if "message" in u]
    assert told[0]["migrate_to_chat_id"] == moved["id"]
    assert told[1]["migrate_from_chat_id"] == group
    shown = await town.client.get(f"{town.address}/control/groups/{moved['id']}/screen")
    assert shown.json()["messages"][-1]["text"] == "x"
    assert await town.complaint(f"groups/{group}/migrate")


async def test_a_bot_that_was_put_out_is_forbidden_to_speak(town: Town, group: int) -> None:
    await town.control(f"groups/{group}/put_out")
    with pytest.raises(Forbidden, match="kicked from the group chat"):
        await town.bot.send_message(group, "x")


async def test_a_group_needs_a_new_negative_id_and_members(town: Town, group: int) -> None:
    for body in (
        {"id": 5, "members": [7]},
        {"id": group, "members": [7]},
        {"id": -6},
        {"id": -6, "members": [99]},
        {"id": -6, "members": [7], "type": "channel"},
    ):
        assert await town.complaint("groups", **body)
    assert await town.complaint("groups/x/migrate")

"""Commands by scope and language, menu button and descriptions."""

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from emulator.parameters import Json
from tests.emulator.conftest import Town


async def menu(town: Town) -> list[str]:
    return [command["command"] for command in (await town.wang.screen()).commands]


async def test_a_person_sees_the_nearest_scope(town: Town) -> None:
    await town.bot.set_my_commands([BotCommand("help", "帮助")])
    assert await menu(town) == ["help"]
    private = BotCommandScopeAllPrivateChats()
    await town.bot.set_my_commands([BotCommand("checkin", "晨检")], scope=private)
    assert await menu(town) == ["checkin"]
    await town.bot.set_my_commands([BotCommand("report", "报表")], scope=BotCommandScopeChat(7))
    assert await menu(town) == ["report"]
    assert [c.command for c in await town.bot.get_my_commands(scope=private)] == ["checkin"]
    await town.bot.delete_my_commands(scope=BotCommandScopeChat(7))
    assert await menu(town) == ["checkin"]


async def test_the_own_language_goes_first(town: Town) -> None:
    await town.control("users", id=7, language_code="en")
    await town.bot.set_my_commands([BotCommand("all", "x")])
    await town.bot.set_my_commands([BotCommand("english", "x")], language_code="en")
    assert await menu(town) == ["english"]


@pytest.mark.parametrize(
    ("command", "description"),
    [
        ({"command": "Help", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "报表", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x", "description": ""}, "command description must be non-empty"),
        ({"command": "x", "description": "王" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_command_outside_the_limits_is_refused(
    town: Town, command: Json, description: str
) -> None:
    refusal = await town.refusal("setMyCommands", commands=[command])
    assert refusal == (400, f"Bad Request: {description}")


async def test_a_hundred_commands_are_enough(town: Town) -> None:
    commands = [{"command": f"c{n}", "description": "x"} for n in range(101)]
    assert (await town.refusal("setMyCommands", commands=commands))[0] == 400
    await town.result("setMyCommands", commands=commands[:100])


async def test_the_scope_of_an_unknown_chat_is_refused(town: Town) -> None:
    for scope in ({"type": "chat", "chat_id": 99}, {"type": "moon"}):
        refusal = await town.refusal("setMyCommands", commands=[], scope=scope)
        assert refusal[0] == 400


async def test_the_bot_tells_about_itself(town: Town) -> None:
    me = await town.bot.get_me()
    assert (me.id, me.username) == (42, "chenjian_bot")
    await town.wang.block()
    chat = await town.bot.get_chat(7)
    assert (chat.first_name, chat.type) == ("丽", "private")
    assert await town.bot.set_chat_menu_button(7, MenuButtonCommands()) is True
    assert await town.bot.set_my_description("晨检" * 256) is True
    assert await town.bot.set_my_short_description("晨检") is True
    assert (await town.refusal("setMyDescription", description="x" * 513))[0] == 400
    assert (await town.refusal("setMyShortDescription", short_description="x" * 121))[0] == 400
    assert (await town.refusal("setChatMenuButton", menu_button={"type": "x"}))[0] == 400

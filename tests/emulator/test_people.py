"""What people do, and how the bot hears of it."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from tests.emulator.conftest import Town
from tests.emulator.test_sending import PNG


def asked(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def test_a_deep_link_sends_start_with_its_code(town: Town) -> None:
    await town.li.start("CODE-1_x")
    (update,) = await town.updates()
    message = update["message"]
    assert message["text"] == "/start CODE-1_x"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": 8, "is_bot": False, "first_name": "强", "last_name": "李"}
    assert message["chat"] == {"id": 8, "type": "private", "first_name": "强", "last_name": "李"}
    assert await town.complaint("users/8/start", payload="x" * 65)
    assert await town.complaint("users/8/start", payload="有")


async def test_blocking_is_told_once_and_start_unblocks(town: Town) -> None:
    await town.wang.block()
    assert (await town.wang.block())["update_id"] is None
    assert await town.complaint("users/7/text", text="x")
    await town.wang.start()
    kicked, back, start = await town.updates()
    assert kicked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["old_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["user"]["id"] == 42
    assert start["message"]["text"] == "/start"


async def test_a_press_bears_the_message_as_it_looks_now(town: Town) -> None:
    sent = await town.bot.send_message(7, "请上报", reply_markup=asked("正常", "a"))
    await sent.edit_text("改了", reply_markup=asked("正常", "b"))
    pressed = await town.wang.press("正常")
    (update,) = await town.updates()
    query = update["callback_query"]
    assert query["id"] == pressed["callback_query_id"]
    assert (query["data"], query["message"]["text"]) == ("b", "改了")
    assert query["message"]["reply_markup"] == asked("正常", "b").to_dict()
    assert query["chat_instance"]


async def test_the_newest_button_wins_and_the_whole_label_before_a_part(town: Town) -> None:
    await town.bot.send_message(7, "1", reply_markup=asked("更正", "old"))
    both = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("更正 2", callback_data="part")],
            asked("更正", "whole").inline_keyboard[0],
        ]
    )
    await town.bot.send_message(7, "2", reply_markup=both)
    await town.wang.press("更正")
    await town.wang.press("更正", message_id=2)
    assert [u["callback_query"]["data"] for u in await town.updates()] == ["whole", "old"]


async def test_a_double_press_makes_two_queries(town: Town) -> None:
    await town.bot.send_message(7, "1", reply_markup=asked("正常", "a"))
    first, second = await town.wang.press("正常"), await town.wang.press("正常")
    assert first["callback_query_id"] != second["callback_query_id"]


async def test_what_no_button_bears_is_pressed_by_force_only(town: Town) -> None:
    await town.bot.send_message(7, "1", reply_markup=asked("正常", "a"))
    assert await town.complaint("users/7/press", label="发热")
    assert await town.complaint("users/7/press", data="forged")
    assert await town.complaint("users/7/press")
    await town.wang.forge("forged", 2)
    await town.li.forge("forged", 2)
    mine, theirs = [u["callback_query"] for u in await town.updates()]
    assert mine["message"]["text"] == "1"
    assert theirs["message"]["date"] == 0
    assert theirs["from"]["id"] == 8


async def test_a_press_on_a_deleted_message_is_inaccessible(town: Town) -> None:
    sent = await town.bot.send_message(7, "1", reply_markup=asked("正常", "a"))
    await sent.delete()
    await town.wang.forge("a", sent.message_id)
    (update,) = await town.bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible


async def test_an_address_button_sends_nothing(town: Town) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("网页", url="https://e.org/x")]])
    await town.bot.send_message(7, "1", reply_markup=link)
    assert await town.complaint("users/7/press", label="网页")
    assert (await town.wang.screen()).newest["keyboard"][0][0]["url"] == "https://e.org/x"


async def test_the_reply_keyboard_shares_the_own_number(town: Town) -> None:
    share = KeyboardButton("分享手机号", request_contact=True)
    markup = ReplyKeyboardMarkup([[share], ["取消"]], one_time_keyboard=True)
    await town.bot.send_message(7, "请", reply_markup=markup)
    assert (await town.wang.press("手机号"))["callback_query_id"] is None
    (update,) = await town.updates()
    assert update["message"]["contact"] == {
        "phone_number": "+8619900000007",
        "first_name": "丽",
        "last_name": "王",
        "user_id": 7,
    }
    assert (await town.wang.screen()).buttons == ()


async def test_somebody_elses_contact_can_be_shared(town: Town) -> None:
    await town.wang.contact("+8619900000008", user_id=8)
    (update,) = await town.updates()
    assert update["message"]["contact"]["user_id"] == 8
    assert await town.complaint("users/8/contact")


@pytest.mark.parametrize(
    ("kind", "content"), [("voice", b"ogg"), ("photo", PNG), ("document", b"x")]
)
async def test_people_send_files_that_the_bot_can_fetch(
    town: Town, kind: str, content: bytes
) -> None:
    await town.wang.file(kind, "file.png", content)
    (update,) = await town.bot.get_updates()
    assert update.message is not None
    attached = update.message.effective_attachment
    shown = attached[-1] if isinstance(attached, tuple) else attached
    file = await town.bot.get_file(shown.file_id)  # type: ignore[union-attr]
    assert bytes(await file.download_as_bytearray()) == content


async def test_a_reply_holds_what_it_replies_to(town: Town) -> None:
    sent = await town.bot.send_message(7, "体温?")
    await town.wang.text("36.5", reply_to=sent.message_id)
    (update,) = await town.updates()
    assert update["message"]["reply_to_message"]["text"] == "体温?"
    assert await town.complaint("users/7/text", text="x", reply_to=99)


async def test_the_list_counts_what_was_not_read(town: Town) -> None:
    async def wang() -> dict[str, object]:
        listed = (await town.client.get(f"{town.address}/control/users")).json()
        assert listed["bot"]["username"] == "chenjian_bot"
        return next(user for user in listed["users"] if user["id"] == 7)

    await town.bot.send_message(7, "1")
    await town.bot.send_message(7, "2")
    about = {"title": "三年级2班 班主任 王丽", "pinned": True}
    await town.control("users", id=7, about=about)
    seen = await wang()
    assert (seen["unread"], seen["last"], seen["about"]) == (2, "2", about)
    assert (seen["started"], seen["blocked"], seen["first_name"]) == (True, False, "丽")
    await town.wang.read()
    assert (await wang())["unread"] == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("users", {"first_name": "x"}),
        ("users", {"id": 9}),
        ("users", {"id": 9, "first_name": 1}),
        ("users", {"id": 42, "first_name": "bot"}),
        ("users", {"id": 9, "first_name": "x", "about": "y"}),
        ("users/9/text", {"text": "x"}),
        ("users/7/text", {"text": " "}),
        ("users/7/text", {"text": "x" * 4097}),
        ("users/7/text", {"text": "x", "chat_id": -5}),
        ("users/7/press", {"label": 5}),
    ],
)
async def test_what_cannot_be_is_answered_with_one_sentence(
    town: Town, path: str, body: dict[str, object]
) -> None:
    sentence = await town.complaint(path, **body)
    assert sentence
    assert "\n" not in sentence

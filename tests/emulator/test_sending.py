"""Messages, files and albums as they arrive on a phone."""

import struct

import pytest
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    User,
)

from tests.emulator.conftest import MONDAY_0730_MS, Town

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 1280, 720) + b"rest"


async def test_a_message_arrives_with_its_spans_and_buttons(town: Town) -> None:
    sent = await town.bot.send_message(
        7,
        "😷 应到 42 人",
        entities=[MessageEntity(MessageEntity.BOLD, 3, 2)],
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("正常", callback_data="z")]]),
        protect_content=True,
        disable_notification=True,
    )
    assert sent.from_user is not None
    assert (sent.from_user.id, sent.from_user.is_bot, sent.chat.id) == (42, True, 7)
    assert sent.has_protected_content
    shown = (await town.wang.screen()).newest
    assert shown | {"from": "bot", "from_id": 42} == shown
    assert shown["text"] == "😷 应到 42 人"
    assert shown["entities"] == [{"type": "bold", "offset": 3, "length": 2}]
    assert shown["keyboard"] == [[{"text": "正常", "data": "z", "url": None}]]
    assert (shown["protected"], shown["silent"]) == (True, True)
    assert shown["date"] == MONDAY_0730_MS // 1000
    assert shown["edit_date"] is None


async def test_html_is_stored_parsed(town: Town) -> None:
    sent = await town.bot.send_message(7, "<b>日报</b> &lt;第1版&gt;", parse_mode="HTML")
    assert sent.text == "日报 <第1版>"
    assert [entity.to_dict() for entity in sent.entities] == [
        {"type": "bold", "offset": 0, "length": 2}
    ]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("王" * 4097, "message is too long"),
        ("😷" * 2049, "message is too long"),
    ],
)
async def test_a_text_has_1_to_4096_units(town: Town, text: str, description: str) -> None:
    refusal = await town.refusal("sendMessage", chat_id=7, text=text)
    assert refusal == (400, f"Bad Request: {description}")


async def test_4096_units_are_counted_after_parsing(town: Town) -> None:
    text = f"<b>{'王' * 4096}</b>"
    sent = await town.result("sendMessage", chat_id=7, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_markdown_is_not_spoken(town: Town) -> None:
    status, _ = await town.refusal("sendMessage", chat_id=7, text="x", parse_mode="MarkdownV2")
    assert status == 400


async def test_half_a_surrogate_pair_is_refused(town: Town) -> None:
    body = b'{"chat_id": 7, "text": "\\ud83d"}'
    answer = await town.client.post(
        f"{town.address}/bot42:tests/sendMessage",
        content=body,
        headers={"content-type": "application/json"},
    )
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_nobody_can_be_written_to_first(town: Town) -> None:
    assert await town.refusal("sendMessage", chat_id=8, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    await town.li.text("你好")
    await town.result("sendMessage", chat_id=8, text="x")


@pytest.mark.parametrize("chat_id", [999, "@nobody", -5])
async def test_an_unknown_chat_is_not_found(town: Town, chat_id: object) -> None:
    refusal = await town.refusal("sendMessage", chat_id=chat_id, text="x")
    assert refusal == (400, "Bad Request: chat not found")


async def test_who_blocked_the_bot_cannot_be_reached(town: Town) -> None:
    await town.wang.block()
    assert await town.refusal("sendMessage", chat_id=7, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    await town.wang.unblock()
    await town.result("sendMessage", chat_id=7, text="x")


async def test_a_mention_of_a_stranger_is_dropped(town: Town) -> None:
    for user_id, kept in ((7, 1), (8, 0)):
        user = User(user_id, "x", is_bot=False)
        sent = await town.bot.send_message(
            7, "王丽", entities=[MessageEntity("text_mention", 0, 2, user=user)]
        )
        assert len(sent.entities) == kept


async def test_a_reply_names_its_message(town: Town) -> None:
    asked = await town.wang.text("全班正常")
    await town.result(
        "sendMessage", chat_id=7, text="收到", reply_parameters={"message_id": asked["message_id"]}
    )
    assert (await town.wang.screen()).newest["reply_to"] == asked["message_id"]
    refusal = await town.refusal(
        "sendMessage", chat_id=7, text="x", reply_parameters={"message_id": 99}
    )
    assert refusal == (400, "Bad Request: message to be replied not found")


async def test_a_reply_keyboard_stays_until_it_is_removed(town: Town) -> None:
    share = KeyboardButton("分享手机号", request_contact=True)
    await town.bot.send_message(7, "请", reply_markup=ReplyKeyboardMarkup([[share]]))
    await town.bot.send_message(7, "在吗")
    shown = await town.wang.screen()
    assert shown.messages[-2]["reply_keyboard"] == [
        [{"text": "分享手机号", "request_contact": True}]
    ]
    assert shown.newest["reply_keyboard"] is None
    await town.bot.send_message(7, "谢谢", reply_markup=ReplyKeyboardRemove())
    assert (await town.wang.screen()).buttons == ()


async def test_a_forced_reply_shows_its_placeholder_until_answered(town: Town) -> None:
    await town.bot.send_message(7, "体温?", reply_markup=ForceReply(input_field_placeholder="36.5"))
    assert (await town.wang.screen()).placeholder == "36.5"
    await town.wang.text("36.5")
    assert (await town.wang.screen()).placeholder is None


async def test_a_document_arrives_and_can_be_downloaded(town: Town) -> None:
    sent = await town.bot.send_document(7, b"table", filename="晨检.xlsx", caption="明细")
    assert sent.document is not None
    shown = (await town.wang.screen()).newest
    assert (shown["caption"], shown["document"]["file_name"]) == ("明细", "晨检.xlsx")
    assert await town.wang.download(shown) == b"table"
    file = await town.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"table"
    again = await town.bot.send_document(7, sent.document.file_id)
    assert again.document == sent.document


async def test_a_photo_knows_its_sides(town: Town) -> None:
    sent = await town.bot.send_photo(7, PNG, caption="<i>班级墙</i>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (1280, 720)
    assert sent.caption == "班级墙"
    assert (await town.wang.screen()).newest["photo"]["width"] == 1280


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (PNG[:16] + struct.pack(">II", 9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + struct.pack(">II", 2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
        (PNG + bytes(10 * 1024 * 1024), "file is too big for a photo"),
    ],
)
async def test_what_is_no_fit_photo_is_refused(
    town: Town, content: bytes, description: str
) -> None:
    answer = await town.client.post(
        f"{town.address}/bot42:tests/sendPhoto",
        data={"chat_id": "7"},
        files={"photo": ("wall.png", content)},
    )
    assert answer.status_code == 400
    assert answer.json()["description"] == f"Bad Request: {description}"


async def test_a_caption_holds_1024_units(town: Town) -> None:
    sent = await town.bot.send_document(7, b"x", caption="王" * 1024)
    assert sent.document is not None
    refusal = await town.refusal(
        "sendDocument", chat_id=7, document=sent.document.file_id, caption="王" * 1025
    )
    assert refusal == (400, "Bad Request: message caption is too long")


@pytest.mark.parametrize("document", ["", "attach://x", "unknown", "https://e.org/x.pdf"])
async def test_a_file_that_is_not_there_is_refused(town: Town, document: str) -> None:
    status, _ = await town.refusal("sendDocument", chat_id=7, document=document)
    assert status == 400


async def test_an_album_of_documents_arrives_together(town: Town) -> None:
    sent = await town.bot.send_media_group(
        7, [InputMediaDocument(b"1", filename="a.txt"), InputMediaDocument(b"2", filename="b.txt")]
    )
    assert len({message.media_group_id for message in sent}) == 1
    assert (await town.wang.screen()).heard == ("📎 a.txt", "📎 b.txt")


@pytest.mark.parametrize("kinds", [["document"], ["document"] * 11, ["document", "photo"]])
async def test_an_album_has_2_to_10_items_of_a_kind(town: Town, kinds: list[str]) -> None:
    media = [{"type": kind, "media": "attach://x"} for kind in kinds]
    status, _ = await town.refusal("sendMediaGroup", chat_id=7, media=media)
    assert status == 400


async def test_typing_takes_known_actions_only(town: Town) -> None:
    assert await town.bot.send_chat_action(7, "typing") is True
    refusal = await town.refusal("sendChatAction", chat_id=7, action="sleeping")
    assert refusal == (400, "Bad Request: wrong parameter action in request")


async def test_a_file_above_20_mb_cannot_be_fetched_by_the_bot(town: Town) -> None:
    sent = await town.wang.file("document", "big.bin", bytes(20 * 1024 * 1024 + 1))
    update = next(u for u in await town.updates() if u["update_id"] == sent["update_id"])
    file_id = update["message"]["document"]["file_id"]
    refusal = await town.refusal("getFile", file_id=file_id)
    assert refusal == (400, "Bad Request: file is too big")


async def test_an_upload_above_50_mb_is_refused(town: Town) -> None:
    answer = await town.client.post(
        f"{town.address}/bot42:tests/sendDocument",
        data={"chat_id": "7"},
        files={"document": ("big.bin", bytes(50 * 1024 * 1024 + 1))},
    )
    assert (answer.status_code, answer.json()["error_code"]) == (413, 413)

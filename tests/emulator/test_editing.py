"""Edits, deletions and answers to presses."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from emulator.parameters import Parameters
from emulator.people import press, put_person
from emulator.server import Emulator
from tests.emulator.conftest import Town
from tests.emulator.test_sending import PNG

ASK = InlineKeyboardMarkup([[InlineKeyboardButton("全班正常 42/42", callback_data="zero")]])
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_an_edit_stands_in_place_and_takes_the_keyboard_away(town: Town) -> None:
    sent = await town.bot.send_message(7, "请上报", reply_markup=ASK)
    edited = await sent.edit_text("✅ 07:30 已上报")
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    shown = await town.wang.screen()
    assert shown.heard == ("✅ 07:30 已上报",)
    assert shown.buttons == ()


async def test_an_edit_that_changes_nothing_is_refused(town: Town) -> None:
    sent = await town.bot.send_message(7, "<b>请</b>上报", parse_mode="HTML", reply_markup=ASK)
    same = {"chat_id": 7, "message_id": sent.message_id, "text": "<b>请</b>上报 "}
    markup = ASK.to_dict()
    refusal = await town.refusal("editMessageText", parse_mode="HTML", reply_markup=markup, **same)
    assert refusal == (400, NOT_MODIFIED)
    await town.result("editMessageText", parse_mode="HTML", **same)
    refusal = await town.refusal("editMessageReplyMarkup", chat_id=7, message_id=sent.message_id)
    assert refusal == (400, NOT_MODIFIED)


async def test_a_change_of_the_keyboard_alone_is_no_edit_of_the_text(town: Town) -> None:
    sent = await town.bot.send_message(7, "请上报")
    await sent.edit_reply_markup(ASK)
    shown = (await town.wang.screen()).newest
    assert shown["keyboard"] is not None
    assert shown["edit_date"] is None


async def test_what_is_not_there_or_not_the_bots_cannot_be_edited(town: Town) -> None:
    typed = await town.wang.text("x")
    for message_id, description in (
        (99, "message to edit not found"),
        (typed["message_id"], "message can't be edited"),
        (None, "message identifier is not specified"),
    ):
        refusal = await town.refusal("editMessageText", chat_id=7, message_id=message_id, text="y")
        assert refusal == (400, f"Bad Request: {description}")


async def test_text_and_caption_are_edited_each_by_its_own_method(town: Town) -> None:
    text = await town.bot.send_message(7, "x")
    photo = await town.bot.send_photo(7, PNG, caption="x")
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await photo.edit_text("y")
    with pytest.raises(BadRequest, match="no caption in the message to edit"):
        await text.edit_caption("y")
    await photo.edit_caption("y")
    assert (await town.wang.screen()).newest["caption"] == "y"


async def test_a_picture_is_replaced_in_place(town: Town) -> None:
    photo = await town.bot.send_photo(7, PNG, caption="1")
    await photo.edit_media(InputMediaPhoto(PNG + b"2", caption="2"))
    shown = await town.wang.screen()
    assert shown.heard == ("2",)
    assert await town.wang.download(shown.newest) == PNG + b"2"


async def test_a_deleted_message_is_gone(town: Town) -> None:
    sent = await town.bot.send_message(7, "x")
    assert await sent.delete() is True
    assert (await town.wang.screen()).heard == ()
    for method, what in (("deleteMessage", "delete"), ("editMessageText", "edit")):
        refusal = await town.refusal(method, chat_id=7, message_id=sent.message_id, text="y")
        assert refusal == (400, f"Bad Request: message to {what} not found")


async def test_after_48_hours_a_message_stays(town: Town) -> None:
    sent = await town.bot.send_message(7, "x")
    await town.control("clock", step_s=48 * 3600)
    refusal = await town.refusal("deleteMessage", chat_id=7, message_id=sent.message_id)
    assert refusal == (400, "Bad Request: message can't be deleted for everyone")
    await sent.edit_text("y")


async def test_a_press_is_answered_once_with_a_notice(town: Town) -> None:
    await town.bot.send_message(7, "请上报", reply_markup=ASK)
    pressed = await town.wang.press("正常")
    query_id = pressed["callback_query_id"]
    assert await town.bot.answer_callback_query(query_id, "已上报", show_alert=True) is True
    (toast,) = (await town.wang.screen()).toasts
    assert toast | {"callback_query_id": query_id, "text": "已上报", "show_alert": True} == toast
    refusal = await town.refusal("answerCallbackQuery", callback_query_id=query_id)
    assert refusal == (400, TOO_OLD)


async def test_a_press_that_waited_too_long_cannot_be_answered() -> None:
    now = [0.0]
    emulator = Emulator(query_seconds=15, monotonic=lambda: now[0])
    person = put_person(emulator.world, {"id": 7, "first_name": "丽"})
    for waited, status in ((15, 200), (16, 400)):
        _, query_id = press(emulator.world, person, data="x", force=True)
        now[0] += waited
        answer = await emulator.answer(
            "answerCallbackQuery", Parameters({"callback_query_id": query_id})
        )
        assert answer.status == status


async def test_an_unknown_press_is_too_old_and_a_notice_holds_200(town: Town) -> None:
    refusal = await town.refusal("answerCallbackQuery", callback_query_id="1")
    assert refusal == (400, TOO_OLD)
    pressed = await town.wang.forge("x")
    refusal = await town.refusal(
        "answerCallbackQuery", callback_query_id=pressed["callback_query_id"], text="王" * 201
    )
    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")

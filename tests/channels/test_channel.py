"""The real channel against the emulator over HTTP: what a person sees, and what is refused."""

from __future__ import annotations

import logging
import struct
import traceback
import zlib
from typing import Any

import pytest

from channels.telegram.channel import telegram_channel
from domain.message import Button, File, Keyboard, Message, Span, Style, Text
from domain.ports import (
    ChannelError,
    MessageGone,
    Misconfigured,
    Moved,
    NotConnected,
    Refused,
    SlowDown,
    Unreachable,
    Unsure,
)
from tests.channels.exchange import TOKEN, WANG, Exchange, an_exchange

KEYS = Keyboard(
    (
        (Button("✅ 全班正常 42/42", payload="1:zero:1:0:"),),
        (Button("🌡 发热", payload="1:fever:1:0:"), Button("说明", url="https://example.org/")),
    )
)


def words(text: str) -> Message:
    return Message(Text.of(text))


def a_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_a_message_comes_as_it_was_meant(exchange: Exchange) -> None:
    text = Text.of("𬱖同学 ", Span("38.2", Style.BOLD), Span(" 在家", Style.QUIET))
    reference = await exchange.channel.send(str(WANG), Message(text, KEYS))
    shown = (await exchange.wang.screen()).newest
    assert shown["message_id"] == int(reference)
    assert shown["text"] == "𬱖同学 38.2 在家"
    assert shown["entities"] == [{"type": "bold", "offset": 5, "length": 4}]
    assert shown["keyboard"] == [
        [{"text": "✅ 全班正常 42/42", "data": "1:zero:1:0:", "url": None}],
        [
            {"text": "🌡 发热", "data": "1:fever:1:0:", "url": None},
            {"text": "说明", "data": None, "url": "https://example.org/"},
        ],
    ]
    assert (shown["protected"], shown["silent"]) == (False, False)


async def test_names_are_protected_and_what_matters_less_is_silent(exchange: Exchange) -> None:
    await exchange.channel.send(
        str(WANG), Message(Text.of("王小明 38.2"), protect=True, silent=True)
    )
    shown = (await exchange.wang.screen()).newest
    assert (shown["protected"], shown["silent"]) == (True, True)


async def test_the_key_for_the_own_number_appears_and_goes(exchange: Exchange) -> None:
    await exchange.channel.send(str(WANG), Message(Text.of("请"), contact_button="发送我的手机号"))
    asked = (await exchange.wang.screen()).newest
    assert asked["reply_keyboard"] == [[{"text": "发送我的手机号", "request_contact": True}]]
    await exchange.channel.send(str(WANG), Message(Text.of("谢谢"), drop_keys=True))
    assert "发送我的手机号" not in (await exchange.wang.screen()).buttons


async def test_a_text_that_is_too_long_is_cut_and_comes(exchange: Exchange) -> None:
    await exchange.channel.send(str(WANG), words("𬱖" * 5000))
    assert (await exchange.wang.screen()).newest["text"] == "𬱖" * 2047 + "…"


async def test_a_message_is_changed_in_place(exchange: Exchange) -> None:
    reference = await exchange.channel.send(str(WANG), Message(Text.of("请上报"), KEYS))
    await exchange.channel.edit(
        str(WANG), reference, Message(Text.of(Span("已上报", Style.BOLD), " 07:41"))
    )
    shown = (await exchange.wang.screen()).newest
    assert (shown["message_id"], shown["text"]) == (int(reference), "已上报 07:41")
    assert shown["keyboard"] is None
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


async def test_a_change_that_changes_nothing_is_a_success(exchange: Exchange) -> None:
    message = Message(Text.of("第1版"), KEYS)
    reference = await exchange.channel.send(str(WANG), message)
    await exchange.channel.edit(str(WANG), reference, message)
    (call,) = await exchange.recorded("editMessageText")
    assert (call["accepted"], call["status"]) == (False, 400)


async def test_a_message_that_was_taken_away_is_gone(exchange: Exchange) -> None:
    reference = await exchange.channel.send(str(WANG), words("一"))
    await exchange.channel.delete(str(WANG), reference)
    assert "一" not in await exchange.wang.screen()
    with pytest.raises(MessageGone):
        await exchange.channel.edit(str(WANG), reference, words("二"))
    with pytest.raises(MessageGone):
        await exchange.channel.delete(str(WANG), reference)


async def test_a_file_cannot_be_turned_into_words(exchange: Exchange) -> None:
    reference = await exchange.channel.send_file(str(WANG), File("表.csv", b"a,b"))
    with pytest.raises(MessageGone):
        await exchange.channel.edit(str(WANG), reference, words("二"))


async def test_a_document_comes_with_its_name_and_words(exchange: Exchange) -> None:
    caption = Text.of("和川镇中心小学 ", Span("11月23日", Style.BOLD))
    file = File("晨检 11月23日.xlsx", b"PK\x03\x04" * 9, caption, protect=True, keyboard=KEYS)
    reference = await exchange.channel.send_file(str(WANG), file)
    shown = (await exchange.wang.screen()).newest
    assert shown["message_id"] == int(reference)
    assert shown["document"]["file_name"] == "晨检 11月23日.xlsx"
    assert await exchange.wang.download(shown) == file.content
    assert shown["caption"] == "和川镇中心小学 11月23日"
    assert shown["entities"] == [{"type": "bold", "offset": 8, "length": 6}]
    assert shown["protected"]
    assert len(shown["keyboard"]) == 2


async def test_a_picture_is_shown_in_the_chat(exchange: Exchange) -> None:
    await exchange.channel.send_file(str(WANG), File("wall.png", a_png(), picture=True))
    shown = (await exchange.wang.screen()).newest
    assert shown["document"] is None
    assert await exchange.wang.download(shown) == a_png()
    assert (shown["caption"], shown["protected"]) == (None, False)


def a_wall(version: int, **more: Any) -> File:
    caption = Text.of("各班一览 ", Span(f"{version}", Style.BOLD))
    return File("wall.png", a_png() + bytes([version]), caption, picture=True, **more)


async def test_a_picture_may_come_without_a_sound(exchange: Exchange) -> None:
    await exchange.channel.send_file(str(WANG), a_wall(1, silent=True))
    assert (await exchange.wang.screen()).newest["silent"]


async def test_a_picture_gives_way_to_a_newer_one_in_place(exchange: Exchange) -> None:
    reference = await exchange.channel.send_file(str(WANG), a_wall(1))
    await exchange.channel.edit_file(str(WANG), reference, a_wall(2, keyboard=KEYS))
    (shown,) = [one for one in (await exchange.wang.screen()).messages if one["photo"]]
    assert shown["message_id"] == int(reference)
    assert await exchange.wang.download(shown) == a_wall(2).content
    assert (shown["caption"], len(shown["keyboard"])) == ("各班一览 2", 2)
    assert shown["entities"] == [{"type": "bold", "offset": 5, "length": 1}]


async def test_a_document_gives_way_to_a_newer_one_in_place(exchange: Exchange) -> None:
    reference = await exchange.channel.send_file(str(WANG), File("表.csv", b"a,b"))
    await exchange.channel.edit_file(str(WANG), reference, File("新表.csv", b"a,b,c"))
    shown = (await exchange.wang.screen()).newest
    assert shown["document"]["file_name"] == "新表.csv"
    assert await exchange.wang.download(shown) == b"a,b,c"


async def test_the_words_below_a_document_change_and_the_document_stays(
    exchange: Exchange,
) -> None:
    file = File("表.csv", b"a,b", Text.of("用不用？"), keyboard=KEYS)
    reference = await exchange.channel.send_file(str(WANG), file)
    chosen = Message(Text.of("✅ ", Span("已启用", Style.BOLD)))
    for _ in range(2):
        await exchange.channel.edit_caption(str(WANG), reference, chosen)
    shown = (await exchange.wang.screen()).newest
    assert (shown["message_id"], shown["caption"]) == (int(reference), "✅ 已启用")
    assert not shown["keyboard"]
    assert await exchange.wang.download(shown) == b"a,b"
    assert shown["entities"] == [{"type": "bold", "offset": 2, "length": 3}]


async def test_words_have_nothing_below_them_to_change(exchange: Exchange) -> None:
    reference = await exchange.channel.send(str(WANG), words("一"))
    with pytest.raises(MessageGone):
        await exchange.channel.edit_caption(str(WANG), reference, words("二"))


async def test_a_picture_that_is_there_already_is_a_success(exchange: Exchange) -> None:
    reference = await exchange.channel.send_file(str(WANG), a_wall(1))
    already = "Bad Request: message is not modified: specified new message content is the same"
    await exchange.control("faults", kind="refused", description=already)
    await exchange.channel.edit_file(str(WANG), reference, a_wall(1))
    (call,) = await exchange.recorded("editMessageMedia")
    assert call["status"] == 400


async def test_a_picture_that_was_taken_away_is_gone(exchange: Exchange) -> None:
    reference = await exchange.channel.send_file(str(WANG), a_wall(1))
    await exchange.channel.delete(str(WANG), reference)
    with pytest.raises(MessageGone):
        await exchange.channel.edit_file(str(WANG), reference, a_wall(2))


async def test_a_caption_that_is_too_long_is_cut_and_the_file_comes(exchange: Exchange) -> None:
    file = File("a.txt", b"x", Text.of("无" * 1100))
    await exchange.channel.send_file(str(WANG), file)
    assert (await exchange.wang.screen()).newest["caption"] == "无" * 1023 + "…"


async def test_a_picture_that_is_none_is_refused(exchange: Exchange) -> None:
    with pytest.raises(Refused):
        await exchange.channel.send_file(str(WANG), File("a.png", b"text", picture=True))


async def test_a_press_is_answered(exchange: Exchange) -> None:
    await exchange.channel.send(str(WANG), Message(Text.of("请上报"), KEYS))
    pressed = await exchange.wang.press("全班正常")
    await exchange.channel.acknowledge(pressed["callback_query_id"], "已上报" * 100, alert=True)
    (toast,) = (await exchange.wang.screen()).toasts
    assert toast["show_alert"]
    assert toast["text"] == ("已上报" * 100)[:199] + "…"


async def test_a_press_may_be_answered_without_words(exchange: Exchange) -> None:
    await exchange.channel.send(str(WANG), Message(Text.of("请上报"), KEYS))
    pressed = await exchange.wang.press("全班正常")
    await exchange.channel.acknowledge(pressed["callback_query_id"], None, alert=False)
    (toast,) = (await exchange.wang.screen()).toasts
    assert (toast["text"], toast["show_alert"]) == ("", False)


async def test_a_press_of_long_ago_needs_no_answer(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await exchange.channel.acknowledge("7000000001", "已上报", alert=False)
    (call,) = await exchange.recorded("answerCallbackQuery")
    assert "query is too old" in call["description"]
    assert caplog.messages == ["press 7000000001 was not acknowledged: Refused"]


@pytest.mark.parametrize("kind", ["429", "403", "5xx", "drop_answer"])
async def test_trouble_on_the_way_does_not_spoil_a_press(exchange: Exchange, kind: str) -> None:
    await exchange.control("faults", kind=kind, method="answerCallbackQuery")
    await exchange.channel.acknowledge("7000000001", "已上报", alert=False)
    (call,) = await exchange.recorded("answerCallbackQuery")
    assert call["fault"] == kind


async def test_a_menu_is_one_chats_own(exchange: Exchange) -> None:
    await exchange.li.start()
    await exchange.channel.set_menu(str(WANG), (("report", "看报表"), ("help", "帮助")))
    assert [command["command"] for command in (await exchange.wang.screen()).commands] == [
        "report",
        "help",
    ]
    assert (await exchange.li.screen()).commands == ()
    await exchange.channel.set_menu(str(WANG), ())
    assert (await exchange.wang.screen()).commands == ()


async def test_who_blocked_us_cannot_be_reached(exchange: Exchange) -> None:
    await exchange.wang.block()
    with pytest.raises(Unreachable):
        await exchange.channel.send(str(WANG), words("早"))


async def test_who_never_began_cannot_be_reached(exchange: Exchange) -> None:
    with pytest.raises(Unreachable):
        await exchange.channel.send("8", words("早"))


async def test_a_chat_that_does_not_exist_cannot_be_reached(exchange: Exchange) -> None:
    with pytest.raises(Unreachable):
        await exchange.channel.send("999", words("早"))


async def test_a_group_that_moved_tells_where(exchange: Exchange) -> None:
    await exchange.control("groups", id=-500, title="三年级", members=[WANG])
    await exchange.control("groups/-500/migrate")
    with pytest.raises(Moved) as moved:
        await exchange.channel.send("-500", words("早"))
    await exchange.channel.send(moved.value.address, words("早"))
    assert [call["accepted"] for call in await exchange.recorded("sendMessage")] == [False, True]


async def test_too_many_are_not_sent_and_say_for_how_long(exchange: Exchange) -> None:
    await exchange.control("faults", kind="429", retry_after=7)
    with pytest.raises(SlowDown) as slow:
        await exchange.channel.send(str(WANG), words("早"))
    assert slow.value.seconds == 7
    assert "早" not in await exchange.wang.screen()


async def test_an_answer_that_is_lost_leaves_us_unsure(exchange: Exchange) -> None:
    await exchange.control("faults", kind="drop_answer")
    with pytest.raises(Unsure):
        await exchange.channel.send(str(WANG), words("早"))
    assert "早" in await exchange.wang.screen()


async def test_a_server_in_trouble_leaves_us_unsure(exchange: Exchange) -> None:
    await exchange.control("faults", kind="5xx")
    with pytest.raises(Unsure):
        await exchange.channel.send(str(WANG), words("早"))


async def test_nothing_is_sent_twice_by_the_library(exchange: Exchange) -> None:
    await exchange.control("faults", kind="drop_answer", count=1)
    await exchange.control("faults", kind="5xx", count=1)
    for _ in range(2):
        with pytest.raises(Unsure):
            await exchange.channel.send(str(WANG), words("早"))
    assert len(await exchange.recorded("sendMessage")) == 2


async def test_a_ping_says_nothing_to_anybody(exchange: Exchange) -> None:
    asked = len(await exchange.recorded("getMe"))
    await exchange.channel.ping()
    assert len(await exchange.recorded("getMe")) == asked + 1
    await exchange.control("faults", kind="5xx", method="getMe")
    with pytest.raises(Unsure):
        await exchange.channel.ping()


async def test_a_server_that_went_down_got_nothing() -> None:
    async with an_exchange() as exchange:
        address = exchange.address
        async with telegram_channel(TOKEN, address) as channel:
            pass
    with pytest.raises(NotConnected):
        async with telegram_channel(TOKEN, address) as channel:
            await channel.send(str(WANG), words("早"))


@pytest.mark.parametrize("token", ["42:another-token", "no token at all"])
async def test_a_wrong_token_stops_with_a_sentence_that_does_not_hold_it(
    exchange: Exchange, token: str
) -> None:
    with pytest.raises(Misconfigured, match="refused the token") as refused:
        async with telegram_channel(token, exchange.address):
            pass
    assert token not in "".join(traceback.format_exception(refused.value))


async def test_the_channel_knows_its_own_name(exchange: Exchange) -> None:
    assert exchange.channel.username == "chenjian_bot"


async def test_neither_token_nor_words_come_into_the_log(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with telegram_channel(TOKEN, exchange.address) as channel:
            await channel.send(str(WANG), words("王小明 38.2"))
            for kind in ("429", "403", "5xx", "drop_answer"):
                await exchange.control("faults", kind=kind)
                with pytest.raises(ChannelError) as raised:
                    await channel.send(str(WANG), words("王小明 38.2"))
                assert TOKEN not in "".join(traceback.format_exception(raised.value))
                assert "王小明" not in str(raised.value)
    assert TOKEN not in caplog.text
    assert "王小明" not in caplog.text

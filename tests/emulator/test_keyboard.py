"""Keyboards and their limits."""

from typing import Any

import pytest

from emulator.keyboard import Markup, read_markup
from emulator.parameters import Parameters
from emulator.refusal import Refusal


def read(markup: Any, *, private: bool = True) -> Markup:
    return read_markup(Parameters({"reply_markup": markup}), private=private)


def button(**more: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **more}]]}


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (button(callback_data="王" * 22), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (
            button(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]},
            "inline keyboard button text must be non-empty",
        ),
        (
            button(url="http://localhost/x"),
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]},
            "reply markup is too long",
        ),
        ("[", "can't parse reply markup JSON object"),
        ([1], "object expected as reply markup"),
        ({"force_reply": True, "input_field_placeholder": "x" * 65}, None),
    ],
)
def test_what_telegram_does_not_take_is_refused(markup: Any, complaint: str | None) -> None:
    with pytest.raises(Refusal) as refused:
        read(markup)
    expected = complaint or "REPLY_MARKUP_PLACEHOLDER_INVALID"
    assert refused.value.description == f"Bad Request: {expected}"


def test_sixty_four_bytes_of_data_and_a_hundred_buttons_are_taken() -> None:
    row = [{"text": "x", "callback_data": "王" * 21 + "x"}]
    assert read({"inline_keyboard": [row] * 100}).inline == [row] * 100


@pytest.mark.parametrize(
    "markup",
    [
        button(web_app={"url": "https://e.org"}),
        {"keyboard": [[{"text": "手机号", "request_contact": True}]]},
    ],
)
def test_some_buttons_are_for_private_chats_only(markup: Any) -> None:
    assert read(markup) != Markup()
    with pytest.raises(Refusal):
        read(markup, private=False)


def test_markup_as_json_text_is_the_same_as_an_object() -> None:
    assert read('{"keyboard": [["a"]], "one_time_keyboard": true}') == Markup(
        reply=[[{"text": "a"}]], one_time=True
    )
    assert read('{"remove_keyboard": true}') == Markup(remove=True)
    assert read({"force_reply": True, "input_field_placeholder": "36.5"}).placeholder == "36.5"

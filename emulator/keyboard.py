"""Keyboards under messages and in place of the phone's own."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from emulator.parameters import Json, Parameters
from emulator.refusal import bad_request

MAX_BUTTONS = 100
MAX_IN_A_ROW = 8
MAX_DATA_BYTES = 64
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "pay",
)

Rows = list[list[Json]]


@dataclass(frozen=True, slots=True)
class Markup:
    """What a message does to the keyboards; at most one of the four is set."""

    inline: Rows | None = None
    reply: Rows | None = None
    one_time: bool = False
    remove: bool = False
    placeholder: str | None = None


def read_markup(parameters: Parameters, *, private: bool) -> Markup:
    """Read and check ``reply_markup``.

    Limits: callback data 1-64 bytes [S], 100 buttons and 8 a row [S, from PTB's constants],
    placeholder 1-64 [S], web_app and request_contact in private chats only [S]. Raises Refusal 400.
    """
    given = parameters.nested("reply_markup")
    if given is None:
        return Markup()
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    placeholder = given.get("input_field_placeholder")
    if placeholder is not None and not (
        isinstance(placeholder, str) and 1 <= len(placeholder) <= 64
    ):
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
    if "inline_keyboard" in given:
        rows = _rows(given["inline_keyboard"], "inline_keyboard")
        checked = [[_inline_button(button, private=private) for button in row] for row in rows]
        return Markup(inline=[row for row in checked if row] or None)
    if "keyboard" in given:
        rows = _rows(given["keyboard"], "keyboard")
        checked = [[_reply_button(button, private=private) for button in row] for row in rows]
        return Markup(
            reply=[row for row in checked if row],
            one_time=bool(given.get("one_time_keyboard")),
            placeholder=placeholder,
        )
    if given.get("remove_keyboard"):
        return Markup(remove=True)
    if given.get("force_reply"):
        return Markup(placeholder=placeholder or "")
    return Markup()


def _rows(given: Any, name: str) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if sum(map(len, given)) > MAX_BUTTONS or any(len(row) > MAX_IN_A_ROW for row in given):
        raise bad_request("reply markup is too long")
    return given


def _inline_button(given: Any, *, private: bool) -> Json:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise bad_request(
            'can\'t parse inline keyboard button: Field "text" must be of type String'
        )
    if not given["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if action in given]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in given:
        data = given["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in given:
        _check_url(str(given["url"]))
    if "web_app" in given:
        if not private or not isinstance(given["web_app"], dict):
            raise bad_request("BUTTON_TYPE_INVALID")
        _check_url(str(given["web_app"].get("url")))
    if "copy_text" in given:
        copied = given["copy_text"]
        if not isinstance(copied, dict) or not 1 <= len(str(copied.get("text", ""))) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return dict(given)


def _check_url(url: str) -> None:
    """http, https and tg addresses; a host without a dot is no address to Telegram [R]."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme == "tg":
        return
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(given: Any, *, private: bool) -> Json:
    button = {"text": given} if isinstance(given, str) else given
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if button.get("request_contact") and not private:
        raise bad_request("phone number can be requested in private chats only")
    return dict(button)

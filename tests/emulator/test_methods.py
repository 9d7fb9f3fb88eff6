"""Whatever a bot sends, it gets an answer or a refusal in Telegram's form."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.methods import METHODS
from emulator.parameters import Parameters
from emulator.people import put_person, start
from emulator.screen import screen
from emulator.server import Answer, Emulator

ODD = (
    st.none()
    | st.booleans()
    | st.integers(-2, 9)
    | st.sampled_from(["", "x", "7", "{", "[1]", "attach://x", "http://[", [], {}, [[]], 0.5])
)


def shape(**known: Any) -> st.SearchStrategy[dict[str, Any]]:
    """An object whose fields hold what belongs there, something odd, or are missing."""
    return st.fixed_dictionaries({}, optional={name: ODD | known[name] for name in known})


def some(item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A list of these, or something odd."""
    return ODD | st.lists(item | ODD, max_size=3)


WHO = shape(id=st.just(7))
ENTITY = shape(
    type=st.sampled_from(["bold", "text_mention"]),
    offset=st.integers(0, 3),
    length=st.integers(0, 3),
    user=WHO,
)
BUTTON = shape(
    text=st.just("x"),
    callback_data=st.just("x"),
    url=st.just("https://e.org"),
    web_app=shape(url=st.just("https://e.org")),
    copy_text=shape(text=st.just("x")),
    request_contact=st.booleans(),
)
MARKUP = shape(
    inline_keyboard=some(some(BUTTON)),
    keyboard=some(some(BUTTON)),
    input_field_placeholder=st.just("36.5"),
    force_reply=st.booleans(),
)
MEDIA = shape(type=st.sampled_from(["photo", "document"]), media=ODD, caption_entities=some(ENTITY))
SCOPE = shape(type=st.sampled_from(["chat", "default"]), chat_id=st.just(7), user_id=st.just(7))
PARAMETERS = {
    "text": st.text(max_size=4),
    "parse_mode": st.just("HTML"),
    "entities": some(ENTITY),
    "caption": st.text(max_size=4),
    "caption_entities": some(ENTITY),
    "reply_markup": MARKUP,
    "reply_parameters": shape(message_id=st.just(1)),
    "message_id": st.just(2),
    "media": some(MEDIA) | MEDIA,
    "action": st.just("typing"),
    "commands": some(shape(command=st.just("x"), description=st.just("x"))),
    "scope": SCOPE,
    "menu_button": shape(type=st.just("commands")),
    "url": ODD,
    "allowed_updates": some(st.just("message")),
    "max_connections": ODD,
    "offset": ODD,
    "limit": ODD,
    "file_id": ODD,
    "language_code": st.just("zh"),
}


async def answered(method: str, values: dict[str, Any]) -> Answer:
    emulator = Emulator(enforce_pace=False)
    person = put_person(emulator.world, {"id": 7, "first_name": "丽"})
    start(emulator.world, person, "")
    await emulator.answer("sendMessage", Parameters({"chat_id": 7, "text": "x"}))
    answer = await emulator.answer(method, Parameters(values))
    assert screen(emulator.world, emulator.world.chats[7])["messages"]
    return answer


@pytest.mark.parametrize("method", sorted(METHODS))
@given(shape(**PARAMETERS))
def test_any_parameters_are_taken_or_refused(method: str, values: dict[str, Any]) -> None:
    answer = asyncio.run(answered(method, {"chat_id": 7, "message_id": 2} | values))
    assert answer.body["ok"] is (answer.status == 200)
    assert answer.status in {200, 400, 409}


@given(MARKUP, some(ENTITY))
def test_odd_keyboards_and_entities_are_taken_or_refused(markup: Any, entities: Any) -> None:
    values = {"chat_id": 7, "text": "😷x王", "reply_markup": markup, "entities": entities}
    assert asyncio.run(answered("sendMessage", values)).status in {200, 400}

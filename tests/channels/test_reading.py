"""What an update says, and that nothing in one can be worse than unreadable."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.reading import LONGEST, read
from domain.incoming import (
    Contact,
    FileSent,
    Ignored,
    Press,
    Reachable,
    UnreadableUpdate,
    What,
    Words,
)

PERSON = {"id": 7, "is_bot": False, "first_name": "丽", "language_code": "zh-hans"}
CHAT = {"id": 7, "first_name": "丽", "type": "private"}
GROUP = {"id": -100, "title": "三年级", "type": "group"}
SENT = {"message_id": 5, "date": 1_795_390_200, "chat": CHAT, "from": PERSON}
PICTURE = {"file_unique_id": "u", "width": 90, "height": 90}


def message(**more: Any) -> dict[str, Any]:
    return {"update_id": 11, "message": SENT | more}


def press(**more: Any) -> dict[str, Any]:
    query = {"id": "99", "from": PERSON, "chat_instance": "1", "message": SENT, "data": "1:zero:1"}
    return {"update_id": 12, "callback_query": query | more}


def standing(status: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    told = {"chat": chat, "from": PERSON, "date": 1_795_390_200}
    return {"update_id": 13, "my_chat_member": told | {"new_chat_member": {"status": status}}}


def said(update: Any) -> What:
    return read(json.dumps(update, ensure_ascii=False)).what


SAYINGS = {
    "text": (message(text="全班正常"), Words("全班正常", "5")),
    "a reply": (
        message(text="无", reply_to_message={"message_id": 3, "chat": CHAT, "date": 0}),
        Words("无", "5", "3"),
    ),
    "a command": (
        message(text="/start ABC", entities=[{"type": "bot_command", "offset": 0, "length": 6}]),
        Words("/start ABC", "5"),
    ),
    "rare and astral characters": (message(text="𬱖 👍🏽"), Words("𬱖 👍🏽", "5")),
    "the own contact": (
        message(contact={"phone_number": "+86199", "first_name": "丽", "user_id": 7}),
        Contact("+86199", own=True),
    ),
    "somebody else's contact": (
        message(contact={"phone_number": "+86199", "first_name": "强", "user_id": 8}),
        Contact("+86199", own=False),
    ),
    "a contact of nobody known": (
        message(contact={"phone_number": "+86199", "first_name": "强"}),
        Contact("+86199", own=False),
    ),
    "a document": (
        message(document={"file_id": "D", "file_unique_id": "u", "file_name": "表.xlsx"}),
        FileSent("document", "D", "表.xlsx"),
    ),
    "a picture, the largest size": (
        message(photo=[PICTURE | {"file_id": "S"}, PICTURE | {"file_id": "L"}]),
        FileSent("picture", "L"),
    ),
    "a voice": (message(voice={"file_id": "V", "duration": 3}), FileSent("voice", "V")),
    "a sticker": (message(sticker={"file_id": "X"}), FileSent("other")),
    "a place": (message(location={"latitude": 1.5, "longitude": 2.5}), FileSent("other")),
    "a pinned message": (message(pinned_message=SENT), Ignored("service")),
    "a timer that was set": (
        message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
        Ignored("service"),
    ),
    "a message of nobody": (
        {"update_id": 1, "message": {key: SENT[key] for key in ("message_id", "date", "chat")}},
        Ignored("nobody"),
    ),
    "a press": (press(), Press("99", "1:zero:1", "5")),
    "a press on a message of long ago": (
        press(message={"chat": CHAT, "message_id": 4, "date": 0}),
        Press("99", "1:zero:1", "4"),
    ),
    "a press without data": (press(data=None), Press("99", "", "5")),
    "a press without a message": (press(message=None), Press("99", "1:zero:1", None)),
    "blocked": (standing("kicked"), Reachable(False)),
    "let in again": (standing("member"), Reachable(True)),
    "an edited message": ({"update_id": 1, "edited_message": SENT}, Ignored("kind")),
    "a channel's post": ({"update_id": 1, "channel_post": SENT}, Ignored("kind")),
    "a kind of tomorrow": ({"update_id": 1, "mind_reading": {"id": 1}}, Ignored("kind")),
    "nothing but an id": ({"update_id": 1}, Ignored("kind")),
}


@pytest.mark.parametrize("kind", SAYINGS)
def test_every_kind_of_update_is_read(kind: str) -> None:
    update, wanted = SAYINGS[kind]
    assert said(update) == wanted


def test_who_said_it_where_and_when_is_read() -> None:
    read_ = read(json.dumps(message(text="无")))
    assert (read_.channel, read_.update_id, read_.address) == ("telegram", 11, "7")
    assert (read_.private, read_.language) == (True, "zh-hans")
    assert read_.at_ms == 1_795_390_200_000


def test_a_press_bears_no_time_of_its_own() -> None:
    assert read(json.dumps(press())).at_ms is None


def test_a_press_without_a_message_is_where_the_person_is() -> None:
    read_ = read(json.dumps(press(message=None)))
    assert (read_.address, read_.private) == ("7", True)


@pytest.mark.parametrize(
    "update",
    [
        message(text="无", chat=GROUP),
        press(message=SENT | {"chat": GROUP}),
        standing("left", GROUP),
    ],
    ids=["text", "press", "membership"],
)
def test_a_group_is_not_private(update: dict[str, Any]) -> None:
    read_ = read(json.dumps(update))
    assert (read_.private, read_.address) == (False, "-100")


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ("", "truncated"),
        ("nonsense", "malformed"),
        ("[1]", "got `array`$"),
        ("null", "got `null`$"),
        ("{}", "missing required field `update_id`"),
        ('{"update_id":"1"}', "got `str` - at `[$].update_id`"),
        ('{"update_id":1.5}', "got `float` - at `[$].update_id`"),
        ('{"update_id":true}', "got `bool` - at `[$].update_id`"),
        ('{"update_id":99999999999999999999}', "update_id"),
        ('{"update_id":1,"message":7}', "got `int` - at `[$].message`"),
        ('{"update_id":1,"message":{}}', "`message_id` - at `[$].message`"),
        ('{"update_id":1,"callback_query":{"id":"9"}}', "`from` - at `[$].callback_query`"),
        (r'{"update_id":1,"message":{"text":"\ud83d"}}', "truncated"),
        ('{"update_id":1,"x":' + "[" * 9000 + "]" * 9000 + "}", "RecursionError"),
    ],
)
def test_what_cannot_be_read_says_where(raw: str, where: str) -> None:
    with pytest.raises(UnreadableUpdate, match=where):
        read(raw)


@pytest.mark.parametrize(
    "changed",
    [{"date": -1}, {"date": 2**40}, {"date": 1.5}, {"message_id": 2**80}, {"chat": {"id": 7}}],
    ids=str,
)
def test_an_update_that_no_table_could_hold_is_unreadable(changed: dict[str, Any]) -> None:
    with pytest.raises(UnreadableUpdate):
        said(message(text="无", **changed))


def test_an_unreadable_update_does_not_tell_what_stood_in_it() -> None:
    with pytest.raises(UnreadableUpdate) as refused:
        said(message(text=["张三 38.2"]))
    assert "张三" not in str(refused.value)
    assert "38.2" not in str(refused.value)


def test_half_a_surrogate_pair_in_the_text_itself_is_unreadable() -> None:
    with pytest.raises(UnreadableUpdate):
        read('{"update_id":1,"message":"\ud83d"}')


def test_a_surrogate_pair_in_escapes_is_one_character() -> None:
    assert said(json.loads(json.dumps(message(text="𬱖")))) == Words("𬱖", "5")
    assert read(json.dumps(message(text="𬱖"))).what == Words("𬱖", "5")


def test_a_text_of_ten_megabytes_is_cut() -> None:
    what = said(message(text="全" * 3_500_000))
    assert isinstance(what, Words)
    assert len(what.text) == LONGEST


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud83d", "private", 2**70, -1, 0]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
KINDS = ("message", "callback_query", "my_chat_member", "edited_message")


def read_or_refused(update: Any) -> None:
    try:
        incoming = read(json.dumps(update))
    except UnreadableUpdate:
        return
    assert incoming.update_id == update["update_id"]
    assert incoming.at_ms is None or 0 <= incoming.at_ms < 2**53
    repr(incoming).encode()  # nothing in it is half a character


@given(st.integers(), st.dictionaries(st.sampled_from(KINDS), ANY_JSON))
def test_any_object_with_an_id_is_read_or_unreadable(number: int, rest: dict[str, Any]) -> None:
    read_or_refused(rest | {"update_id": number})


@given(st.sampled_from(sorted(SAYINGS)), ANY_JSON, st.randoms(use_true_random=False))
def test_an_update_with_anything_in_one_place_is_read_or_unreadable(
    kind: str, anything: Any, chance: Any
) -> None:
    update = deepcopy(SAYINGS[kind][0])
    place: Any = update
    while True:
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.3:
            break
        place = inner
    if key != "update_id":
        place[key] = anything
    read_or_refused(update)

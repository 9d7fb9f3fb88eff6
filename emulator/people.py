"""What people do with their phones: write, press, share, block."""

from typing import Any

from emulator.chat import Chat, Message
from emulator.entities import with_commands
from emulator.files import picture_sides
from emulator.parameters import Json, Upload
from emulator.person import Person
from emulator.refusal import BadCall, Refusal
from emulator.world import Query, World

MAX_START_PAYLOAD = 64


def put_person(world: World, body: Json) -> Person:
    """Create a person with a phone and a private chat, or update one. Raises BadCall."""
    user_id = body.get("id")
    if not isinstance(user_id, int) or isinstance(user_id, bool) or not 0 < user_id < 2**52:
        raise BadCall("id must be a positive whole number below 2^52")
    if user_id == world.bot["id"]:
        raise BadCall("that id is the bot's own")
    known = world.people.get(user_id)
    person = known or Person(user_id, first_name="")
    person.update(body)
    if known is None:
        world.people[user_id] = person
        world.chats[user_id] = Chat(user_id, "private", person=person, members={user_id})
    world.events.publish("users")
    return person


def say(
    world: World,
    person: Person,
    content: Json,
    *,
    chat: Chat | None = None,
    reply_to: int | None = None,
) -> tuple[int | None, Message]:
    """Send a message as a person; it lets the bot write back [D].

    Returns the id of the update (None when the bot does not get it) and the message.
    Raises BadCall when the person has blocked the bot, is no member, or replies to nothing.
    """
    chat = chat or world.chats[person.user_id]
    if chat.private and person.blocked:
        raise BadCall(f"user {person.user_id} has blocked the bot; unblock first")
    if person.user_id not in chat.members:
        raise BadCall(f"user {person.user_id} is not in chat {chat.chat_id}")
    if reply_to is not None and reply_to not in chat.messages:
        raise BadCall(f"there is no message {reply_to} to reply to")
    if chat.private:
        person.started = True
    message = chat.add(
        person.user(), content, date=world.clock.now_s(), from_bot=False, reply_to=reply_to
    )
    person.unread = 0
    world.changed(chat)
    world.events.publish("users")
    update_id = None
    if chat.private or _reaches_the_bot(world, chat, message):
        update_id = world.updates.put("message", chat.render(message))
    return update_id, message


def _reaches_the_bot(world: World, chat: Chat, message: Message) -> bool:
    """In groups a bot gets commands, replies to itself and mentions only (privacy mode) [D]."""
    text = str(message.content.get("text") or message.content.get("caption") or "")
    name = f"@{world.bot['username']}"
    replied = chat.messages.get(message.reply_to or 0)
    if (replied is not None and replied.from_bot) or name in text:
        return True
    return text.startswith("/") and "@" not in text.split(maxsplit=1)[0]


def write(
    world: World,
    person: Person,
    text: Any,
    *,
    chat: Chat | None = None,
    reply_to: int | None = None,
) -> tuple[int | None, Message]:
    """Type a text of 1-4096 characters; the server marks the commands in it [D]."""
    if not isinstance(text, str) or not text.strip():
        raise BadCall("text must not be empty")
    if len(text) > 4096:
        raise BadCall("a person's text holds at most 4096 characters; the phone would split it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadCall("the text holds half a surrogate pair, which no phone can send") from None
    entities = with_commands(text, [])
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return say(world, person, content, chat=chat, reply_to=reply_to)


def start(world: World, person: Person, payload: str) -> tuple[int | None, Message]:
    """Press Start, or a deep link with a payload of up to 64 of ``[A-Za-z0-9_-]`` [S]."""
    allowed = all(c.isascii() and (c.isalnum() or c in "_-") for c in payload)
    if len(payload) > MAX_START_PAYLOAD or not allowed:
        raise BadCall("a start payload is up to 64 of A-Z a-z 0-9 _ -")
    if person.blocked:
        set_blocked(world, person, blocked=False)
    return write(world, person, f"/start {payload}".strip())


def set_blocked(world: World, person: Person, *, blocked: bool) -> int | None:
    """Block or unblock the bot; it hears of it as ``my_chat_member`` [D]."""
    if person.blocked == blocked:
        return None
    person.blocked = blocked
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    world.events.publish("users")
    world.changed(world.chats[person.user_id])
    return membership_changed(world, world.chats[person.user_id], person, before, after)


def membership_changed(world: World, chat: Chat, by: Person, before: str, after: str) -> int | None:
    """The ``my_chat_member`` update of the bot's own standing in a chat [D]."""

    def standing(status: str) -> Json:
        known: Json = {"user": world.bot, "status": status}
        return known | {"until_date": 0} if status == "kicked" else known

    return world.updates.put(
        "my_chat_member",
        {
            "chat": chat.as_api(),
            "from": by.user(),
            "date": world.clock.now_s(),
            "old_chat_member": standing(before),
            "new_chat_member": standing(after),
        },
    )


def share_contact(
    world: World, person: Person, *, phone: str | None, user_id: int | None
) -> tuple[int | None, Message]:
    """Share a contact: one's own by default; another's bears that person's id or none [D]."""
    number = phone or person.phone
    if not number:
        raise BadCall(f"user {person.user_id} has no phone number; give one")
    contact: Json = {"phone_number": number, "first_name": person.first_name}
    if person.last_name:
        contact["last_name"] = person.last_name
    contact["user_id"] = person.user_id if user_id is None else user_id
    return say(world, person, {"contact": contact})


def send_file(
    world: World, person: Person, kind: str, upload: Upload
) -> tuple[int | None, Message]:
    """Send a voice message, a photo or a document."""
    if kind not in {"voice", "photo", "document"}:
        raise BadCall("kind must be voice, photo or document")
    if kind == "photo" and picture_sides(upload.content) is None:
        raise BadCall("a photo must be PNG or JPEG")
    try:
        stored = world.files.keep(upload, kind)
    except Refusal as refusal:
        raise BadCall(refusal.description) from refusal
    return say(world, person, stored.as_content())


def press(
    world: World,
    person: Person,
    *,
    chat: Chat | None = None,
    message_id: int | None = None,
    label: str | None = None,
    data: str | None = None,
    force: bool = False,
) -> tuple[int | None, str | None]:
    """Press a button, found by label or data; the ids of the update and of the query.

    With ``force`` any data is sent, for any message: a forgery, a stale keyboard. A button of the
    reply keyboard writes its label or shares the own contact and makes no query.
    Raises BadCall when no such button can be seen.
    """
    chat = chat or world.chats[person.user_id]
    if force and data is not None:
        return _query(world, person, chat, message_id or chat.last_id, data)
    if label is None and data is None:
        raise BadCall("name a label or data to press")
    if person.blocked and chat.private:
        raise BadCall(f"user {person.user_id} has blocked the bot; unblock first")
    found = _find_button(chat, message_id, label, data)
    if found is None:
        pressed = _press_reply_keyboard(world, person, chat, label) if label else None
        if pressed is None:
            raise BadCall(f"no button bears {label if label is not None else data!r}")
        return pressed, None
    message, button = found
    if "callback_data" not in button:
        raise BadCall(f"the button {button['text']!r} opens something and sends nothing")
    return _query(world, person, chat, message.message_id, button["callback_data"])


def _find_button(
    chat: Chat, message_id: int | None, label: str | None, data: str | None
) -> tuple[Message, Json] | None:
    """The newest message's button; within one message the whole label goes before a part."""
    for message in reversed(chat.messages.values()):
        if message_id is not None and message.message_id != message_id:
            continue
        buttons = [button for row in message.markup.inline or [] for button in row]
        if data is not None:
            fitting = [button for button in buttons if button.get("callback_data") == data]
        else:
            fitting = [button for button in buttons if str(label) in button["text"]]
            fitting.sort(key=lambda button: button["text"] != label)
        if fitting:
            return message, fitting[0]
    return None


def _press_reply_keyboard(world: World, person: Person, chat: Chat, label: str) -> int | None:
    for row in chat.reply_keyboard() or []:
        for button in row:
            if label not in button["text"]:
                continue
            if button.get("request_contact"):
                return share_contact(world, person, phone=None, user_id=None)[0]
            return write(world, person, button["text"], chat=chat)[0]
    return None


def _query(
    world: World, person: Person, chat: Chat, message_id: int, data: str
) -> tuple[int | None, str]:
    """The callback query: the message as it looks now, inaccessible (date 0) when gone [D]."""
    query_id = f"{person.user_id}{len(world.queries) + 1:09d}"
    world.queries[query_id] = Query(query_id, person, chat, world.monotonic())
    message = chat.messages.get(message_id)
    shown: Json = {"chat": chat.as_api(), "message_id": message_id, "date": 0}
    if message is not None:
        shown = chat.render(message)
    person.unread = 0
    world.events.publish("users")
    update_id = world.updates.put(
        "callback_query",
        {
            "id": query_id,
            "from": person.user(),
            "message": shown,
            "chat_instance": str(chat.chat_id * 7919),
            "data": data,
        },
    )
    return update_id, query_id

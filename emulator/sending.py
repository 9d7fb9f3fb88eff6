"""The methods that put something into a chat."""

from typing import Any

from emulator.chat import Chat, Message
from emulator.entities import (
    HtmlReader,
    check_entities,
    trimmed,
    utf16_length,
    with_commands,
)
from emulator.keyboard import Markup, read_markup
from emulator.parameters import Json, Parameters
from emulator.refusal import Refusal, bad_request
from emulator.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def formatted(
    world: World, parameters: Parameters, name: str, entities_name: str
) -> tuple[str, list[Json]]:
    """A text and its entities: read as HTML, or given and checked; trimmed as Telegram does.

    ``parse_mode`` wins over given entities [D]. Only HTML is spoken; Markdown is refused, which is
    stricter than Telegram. A mention of somebody who never wrote to the bot is dropped [D].
    """
    text = parameters.text(name) or ""
    mode = (parameters.text("parse_mode") or "").lower()
    if mode == "html":
        text, entities = HtmlReader(text).read()
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        entities = check_entities(text, parameters.nested(entities_name) or [])
    kept: list[Json] = []
    for entity in entities:
        if entity["type"] == "text_mention":
            named = entity.get("user")
            user_id = Parameters(named).integer("id") if isinstance(named, dict) else None
            person = world.people.get(user_id or 0)
            if person is None or not person.started:
                continue
            kept.append(entity | {"user": person.user()})
        else:
            kept.append(entity)
    text, entities = trimmed(text, kept)
    return text, with_commands(text, entities)


def read_text(world: World, parameters: Parameters) -> Json:
    """The content of a text message, 1-4096 UTF-16 units after parsing [S]."""
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(world, parameters, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def read_caption(world: World, parameters: Parameters) -> Json:
    """The caption of a file, 0-1024 UTF-16 units after parsing [S]."""
    text, entities = formatted(world, parameters, "caption", "caption_entities")
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def send_message(world: World, parameters: Parameters) -> Json:
    """sendMessage."""
    content = read_text(world, parameters)
    chat = world.chat_for(parameters)
    markup = read_markup(parameters, private=chat.private)
    return chat.render(_say(world, chat, parameters, content, markup))


def send_document(world: World, parameters: Parameters) -> Json:
    """sendDocument."""
    return _send_file(world, parameters, "document")


def send_photo(world: World, parameters: Parameters) -> Json:
    """sendPhoto."""
    return _send_file(world, parameters, "photo")


def _send_file(world: World, parameters: Parameters, kind: str) -> Json:
    caption = read_caption(world, parameters)
    chat = world.chat_for(parameters)
    markup = read_markup(parameters, private=chat.private)
    stored = world.files.asked_for(parameters, kind, kind)
    return chat.render(_say(world, chat, parameters, stored.as_content() | caption, markup))


def send_media_group(world: World, parameters: Parameters) -> list[Json]:
    """sendMediaGroup: 2-10 items, documents only together with documents [S]."""
    media = parameters.nested("media")
    if not isinstance(media, list) or not all(isinstance(item, dict) for item in media):
        raise bad_request("expected an Array of InputMedia")
    if not 2 <= len(media) <= 10:
        raise bad_request("media group must include 2-10 items")
    kinds = {str(item.get("type")) for item in media}
    if not kinds <= {"photo", "document"}:
        raise bad_request(f"unsupported InputMedia type in an album: {sorted(kinds)}")
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [read_media(world, item, parameters) for item in media]
    chat = world.chat_for(parameters)
    album = f"{abs(chat.chat_id)}{chat.last_id + 1}"
    messages = [
        _say(world, chat, parameters, content | {"media_group_id": album}, Markup())
        for content in contents
    ]
    return [chat.render(message) for message in messages]


def read_media(world: World, item: Any, parameters: Parameters) -> Json:
    """One InputMedia: its file and caption."""
    if not isinstance(item, dict) or str(item.get("type")) not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: expected a photo or a document")
    stored = world.files.named(str(item.get("media") or ""), parameters, item["type"])
    return stored.as_content() | read_caption(world, Parameters(item))


def _say(
    world: World, chat: Chat, parameters: Parameters, content: Json, markup: Markup
) -> Message:
    message = chat.add(
        world.bot,
        content,
        date=world.clock.now_s(),
        from_bot=True,
        markup=markup,
        protected=parameters.flag("protect_content"),
        silent=parameters.flag("disable_notification"),
        reply_to=_replied(chat, parameters),
    )
    world.said(chat)
    return message


def _replied(chat: Chat, parameters: Parameters) -> int | None:
    """The message replied to. Raises Refusal 400 when it is gone and nothing else is allowed."""
    asked = parameters.nested("reply_parameters")
    if isinstance(asked, dict):
        message_id = Parameters(asked).integer("message_id")
        unless = bool(asked.get("allow_sending_without_reply"))
    else:
        message_id = parameters.integer("reply_to_message_id")
        unless = parameters.flag("allow_sending_without_reply")
    if message_id is None:
        return None
    if message_id not in chat.messages:
        if unless:
            return None
        raise bad_request("message to be replied not found")
    return message_id


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """sendChatAction: typing and the like."""
    if parameters.text("action") not in CHAT_ACTIONS:
        raise Refusal(400, "Bad Request: wrong parameter action in request")
    chat = world.chat_for(parameters)
    world.events.publish("typing", user=chat.chat_id)
    return True

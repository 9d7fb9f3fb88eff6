"""The methods that change what already stands in a chat, and the answer to a press."""

from emulator.chat import Chat, Message
from emulator.keyboard import Markup, read_markup
from emulator.parameters import Json, Parameters
from emulator.refusal import bad_request
from emulator.sending import read_caption, read_media, read_text
from emulator.world import World

DELETABLE_S = 48 * 3600
MAX_TOAST = 200
FILES = ("photo", "document", "voice")


def edit_message_text(world: World, parameters: Parameters) -> Json:
    """editMessageText; without reply_markup the keyboard goes away [D]."""
    content = read_text(world, parameters)
    chat, message = _own_message(world, parameters)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _change(world, parameters, chat, message, content)


def edit_message_caption(world: World, parameters: Parameters) -> Json:
    """editMessageCaption, of a photo or document."""
    caption = read_caption(world, parameters)
    chat, message = _own_message(world, parameters)
    kept = {k: v for k, v in message.content.items() if not k.startswith("caption")}
    if not any(kind in kept for kind in FILES):
        raise bad_request("there is no caption in the message to edit")
    return _change(world, parameters, chat, message, kept | caption)


def edit_message_media(world: World, parameters: Parameters) -> Json:
    """editMessageMedia: another file in place of the one shown; a text takes a file too [D]."""
    content = read_media(world, parameters.nested("media"), parameters)
    chat, message = _own_message(world, parameters)
    if album := message.content.get("media_group_id"):
        if set(content) & set(message.content) & set(FILES) == set():
            raise bad_request("message can't be edited")
        content["media_group_id"] = album
    return _change(world, parameters, chat, message, content)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    """editMessageReplyMarkup; without one the keyboard goes away [D]."""
    chat, message = _own_message(world, parameters)
    return _change(world, parameters, chat, message, message.content)


def _own_message(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    """The bot's message that a call names; there is no time limit on editing it [S]."""
    chat = world.chat_for(parameters)
    message_id = parameters.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _change(
    world: World, parameters: Parameters, chat: Chat, message: Message, content: Json
) -> Json:
    markup = read_markup(parameters, private=chat.private)
    if markup.reply is not None or markup.remove or markup.placeholder is not None:
        raise bad_request("inline keyboard expected")
    if content == message.content and markup.inline == message.markup.inline:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    # A change of the keyboard alone does not mark the message as edited [D: edit_hide].
    if content != message.content:
        message.edit_date = world.clock.now_s()
    message.content = content
    message.markup = Markup(inline=markup.inline)
    world.changed(chat)
    return chat.render(message)


def delete_message(world: World, parameters: Parameters) -> bool:
    """deleteMessage: below 48 h, in a group the bot's own only [S]."""
    chat = world.chat_for(parameters)
    message = chat.messages.get(parameters.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    if not message.from_bot and not chat.private:
        raise bad_request("message can't be deleted")
    if world.clock.now_s() - message.date >= DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.message_id]
    world.changed(chat)
    return True


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """answerCallbackQuery: once, soon, with at most 200 characters [S].

    The real time limit is unpublished [R: some 15 s]; a second answer is refused like a late
    one [K].
    """
    text = parameters.text("text") or ""
    if len(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(parameters.text("callback_query_id") or "")
    late = query is None or world.monotonic() - query.asked_at > world.query_seconds
    if query is None or late or query.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    query.person.notice(
        {
            "callback_query_id": query.query_id,
            "text": text,
            "show_alert": parameters.flag("show_alert"),
            "at": world.clock.now_ms(),
        }
    )
    # The notice is on the phone of whoever pressed, wherever the button stood.
    world.events.publish("screen", user=query.person.user_id)
    return True

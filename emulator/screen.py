"""A phone's screen as it looks now: edits, deletions and removed keyboards included."""

from urllib.parse import quote

from emulator.chat import Chat, Message
from emulator.files import StoredFile
from emulator.parameters import Json
from emulator.world import World


def screen(world: World, chat: Chat) -> Json:
    """What GET /control/users/{id}/screen answers, oldest message first."""
    person = chat.person
    language = person.language_code if person else None
    return {
        "messages": [_message(world, chat, message) for message in chat.messages.values()],
        "toasts": list(person.toasts) if person else [],
        "commands": world.menu.shown_to(chat.chat_id, private=chat.private, language=language),
        "placeholder": chat.placeholder,
    }


def _message(world: World, chat: Chat, message: Message) -> Json:
    content = message.content
    caption = content.get("caption")
    # What the page has no field for is shown in words.
    spoken = None if "document" in content or "photo" in content else message.words() or None
    return {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "user",
        "from_id": message.sender["id"],
        "text": content.get("text", spoken),
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "caption": caption,
        "keyboard": _inline(message),
        "reply_keyboard": _reply(chat) if chat.keyboard_of == message.message_id else None,
        "document": _file(world, content.get("document")),
        "photo": _file(world, content["photo"][-1]) if "photo" in content else None,
        "voice": _file(world, content.get("voice")),
        "date": message.date,
        "edit_date": message.edit_date,
        "protected": message.protected,
        "silent": message.silent,
        "reply_to": message.reply_to,
    }


def _inline(message: Message) -> list[list[Json]] | None:
    if message.markup.inline is None:
        return None
    return [
        [
            {
                "text": button["text"],
                "data": button.get("callback_data"),
                "url": button.get("url") or (button.get("web_app") or {}).get("url"),
            }
            for button in row
        ]
        for row in message.markup.inline
    ]


def _reply(chat: Chat) -> list[list[Json]] | None:
    rows = chat.reply_keyboard()
    if rows is None:
        return None
    return [
        [
            {"text": button["text"], "request_contact": bool(button.get("request_contact"))}
            for button in row
        ]
        for row in rows
    ]


def _file(world: World, shown: Json | None) -> Json | None:
    stored = world.files.by_id(shown["file_id"]) if shown else None
    return None if stored is None else file_on_screen(stored)


def file_on_screen(stored: StoredFile) -> Json:
    """A file with the address from which a browser can fetch it, without the bot's token."""
    name = stored.upload.file_name
    return {
        "file_id": stored.file_id,
        "file_name": name,
        "mime_type": stored.upload.mime_type,
        "size": len(stored.upload.content),
        "width": stored.width or None,
        "height": stored.height or None,
        "url": f"/control/files/{stored.file_id}/{quote(name, safe='')}",
    }

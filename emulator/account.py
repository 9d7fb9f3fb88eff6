"""The methods about the bot itself, its files, commands and webhook."""

from typing import Any

from emulator.files import MAX_DOWNLOAD_BYTES
from emulator.menu import Key, read_key
from emulator.parameters import Json, Parameters
from emulator.refusal import bad_request
from emulator.world import World

MENU_BUTTONS = frozenset({"commands", "web_app", "default"})


def get_me(world: World, parameters: Parameters) -> Json:
    """getMe."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, parameters: Parameters) -> Json:
    """getChat, with the fields that a ChatFullInfo always has [D]."""
    chat = world.known_chat(parameters)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False
    )
    return chat.as_api() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts | {"gifts_from_channels": False},
    }


def get_file(world: World, parameters: Parameters) -> Json:
    """getFile; 20 MB is the most a bot may download [S]."""
    stored = world.files.by_id(parameters.text("file_id") or "")
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.upload.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.as_file() | {"file_path": stored.path}


def _key(world: World, parameters: Parameters) -> Key:
    key = read_key(parameters.nested("scope"), parameters.text("language_code"))
    if key[0].startswith("chat"):
        world.known_chat(Parameters({"chat_id": key[1]}))
    return key


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """setMyCommands, by scope and language."""
    world.menu.put(_key(world, parameters), parameters.nested("commands"))
    _tell_screens(world)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """getMyCommands of exactly the scope and language asked for [D]."""
    return world.menu.get(_key(world, parameters))


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """deleteMyCommands; a wider scope shows through then [D]."""
    world.menu.clear(_key(world, parameters))
    _tell_screens(world)
    return True


def _tell_screens(world: World) -> None:
    for chat in world.chats.values():
        world.changed(chat)


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """setChatMenuButton of one private chat, or of all without chat_id."""
    button = parameters.nested("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in MENU_BUTTONS:
        raise bad_request("unsupported MenuButton")
    chat_id = None
    if parameters.text("chat_id"):
        chat_id = world.known_chat(parameters).chat_id
    world.menu.button[chat_id] = button
    return True


def set_my_description(world: World, parameters: Parameters) -> bool:
    """setMyDescription, up to 512 characters [D]."""
    return _describe(world, parameters, "description", 512)


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """setMyShortDescription, up to 120 characters [D]."""
    return _describe(world, parameters, "short_description", 120)


def _describe(world: World, parameters: Parameters, name: str, longest: int) -> bool:
    text = parameters.text(name) or ""
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    world.menu.descriptions[name, parameters.text("language_code") or ""] = text
    return True


def set_webhook(world: World, parameters: Parameters) -> str:
    """setWebhook; the answer is the sentence that goes with True."""
    description = world.webhook.put_up(
        parameters.text("url") or "",
        secret=parameters.text("secret_token"),
        connections=parameters.integer("max_connections"),
    )
    if (allowed := allowed_updates(parameters)) is not None:
        world.updates.allowed = allowed
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_all()
    return description


def delete_webhook(world: World, parameters: Parameters) -> str:
    """deleteWebhook; the answer is the sentence that goes with True."""
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_all()
    return world.webhook.put_up("", secret=None, connections=None)


def get_webhook_info(world: World, parameters: Parameters) -> Json:
    """getWebhookInfo."""
    return world.webhook.as_info()


def allowed_updates(parameters: Parameters) -> list[str] | None:
    """The kinds of updates a call asks for; None when it does not say."""
    given: Any = parameters.nested("allowed_updates")
    if given is None:
        return None
    if not isinstance(given, list):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    return [str(kind) for kind in given]

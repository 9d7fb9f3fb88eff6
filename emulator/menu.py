"""What the bot tells about itself: commands by scope and language, menu button, descriptions."""

import re
from typing import Any

from emulator.parameters import Json
from emulator.refusal import bad_request

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)

# Kind of scope, chat and user it speaks of, language ("" for all).
Key = tuple[str, int | None, int | None, str]


class Menu:
    """The commands the bot offers, by scope and language [S]."""

    def __init__(self) -> None:
        self._commands: dict[Key, list[Json]] = {}
        self.button: dict[int | None, Json] = {}
        self.descriptions: dict[tuple[str, str], str] = {}

    def put(self, key: Key, given: Any) -> None:
        """Set the commands of one scope and language.

        Limits: 100 commands, name 1-32 of ``[a-z0-9_]``, description 1-256 [S]. Raises
        Refusal 400.
        """
        if not isinstance(given, list):
            raise bad_request("expected an Array of BotCommand")
        if len(given) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        commands: list[Json] = []
        for command in given:
            if not isinstance(command, dict):
                raise bad_request("expected a BotCommand object")
            name = str(command.get("command", "")).removeprefix("/")
            description = str(command.get("description", "")).strip()
            if not COMMAND_NAME.fullmatch(name):
                raise bad_request("BOT_COMMAND_INVALID")
            if not description:
                raise bad_request("command description must be non-empty")
            if len(description) > 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
            commands.append({"command": name, "description": description})
        if commands:
            self._commands[key] = commands
        else:
            self._commands.pop(key, None)

    def get(self, key: Key) -> list[Json]:
        """The commands of exactly this scope and language."""
        return self._commands.get(key, [])

    def clear(self, key: Key) -> None:
        """Take the commands of one scope and language away."""
        self._commands.pop(key, None)

    def shown_to(self, chat_id: int, *, private: bool, language: str | None) -> list[Json]:
        """The commands a person sees in a chat: the nearest scope, own language first [D]."""
        kind = "all_private_chats" if private else "all_group_chats"
        for scope, chat in (("chat", chat_id), (kind, None), ("default", None)):
            for code in dict.fromkeys((language or "", "")):
                if commands := self._commands.get((scope, chat, None, code)):
                    return commands
        return []


def read_key(scope: Any, language: str | None) -> Key:
    """The scope and language a call names. Raises Refusal 400 for an unknown kind of scope."""
    scope = {"type": "default"} if scope is None else scope
    if not isinstance(scope, dict) or str(scope.get("type")) not in SCOPES:
        raise bad_request("unsupported BotCommandScope")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    ids: list[int | None] = []
    for name in ("chat_id", "user_id"):
        try:
            ids.append(int(scope[name]) if name in scope else None)
        except (TypeError, ValueError):
            raise bad_request("chat not found") from None
    return scope["type"], ids[0], ids[1], language or ""

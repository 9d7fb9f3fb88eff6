"""The commands with their handlers, and how a text is taken as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.message import Message
from handlers.command_rules import FOR_STRANGERS, RULES, CommandRule, Duties, listed_for
from handlers.visit import Visit
from storage.chats import Chat
from storage.transaction import Transaction
from views.menu import menu
from views.words import text

Handler = Callable[[Visit, str], None]
"""Takes a visit and what was typed after the command, trimmed."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command and what carries it out."""

    rule: CommandRule
    handler: Handler

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def words(self) -> tuple[str, ...]:
        return self.rule.words

    def may(self, duties: Duties) -> bool:
        """Whether somebody with these duties may use it at all."""
        return self.rule.may(duties)


class Commands:
    """The table of commands with their handlers."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.all = tuple(commands)
        self._by_word = {
            word: command for command in self.all for word in (command.name, *command.words)
        }
        self._glued = sorted(
            (word for word, command in self._by_word.items() if command.rule.glued),
            key=len,
            reverse=True,
        )

    def find(self, typed: str) -> tuple[Command, str] | None:
        """The command of a text and what follows it; None where the text is no command.

        ``/REPORT@some_bot 昨天``, a full-width slash, ``报表 昨天`` and ``报表昨天`` are all read.
        """
        typed = typed.strip()
        slashed = _SLASHED.match(typed)
        if slashed is not None:
            name = slashed["name"]
            found = self._named(name)
            if found is None and not name.isascii():
                return self._plain(typed[1:])
            return None if found is None else (found, typed[slashed.end() :].strip())
        return self._plain(typed)

    def run(self, visit: Visit, typed: str) -> bool:
        """Carry out a typed command; False where the text is none and may be an answer.

        A plain word with more behind it is an answer from whom the command is not for.
        """
        found = self.find(typed)
        if found is None:
            if not names_command(typed):
                return False
            visit.reply(Message(text(visit.language, "help.unknown")))
            return True
        command, argument = found
        if command.may(visit.tx.roster.duties_of(visit.person_id, visit.day)):
            command.handler(visit, argument)
        elif argument and not names_command(typed):
            return False
        else:
            visit.reply(Message(text(visit.language, "help.not_for_you")))
        return True

    def _named(self, name: str) -> Command | None:
        return self._by_word.get(unicodedata.normalize("NFKC", name).casefold())

    def _plain(self, typed: str) -> tuple[Command, str] | None:
        whole = self._named(typed)
        if whole is not None:
            return whole, ""
        head, _, rest = typed.partition(" ") if " " in typed else typed.partition("\u3000")
        command = self._named(head)
        if command is not None:
            return None if command.rule.alone else (command, rest.strip())
        for word in self._glued:
            if not word.isascii() and typed.startswith(word):
                return self._by_word[word], typed.removeprefix(word).lstrip(":： ")
        return None


def table(handlers: Mapping[str, Handler]) -> Commands:
    """The commands with their handlers, by name. Raises ValueError unless they are all there."""
    names = {rule.name for rule in RULES}
    if set(handlers) != names:
        raise ValueError(f"handlers and commands differ: {sorted(set(handlers) ^ names)}")
    return Commands([Command(rule, handlers[rule.name]) for rule in RULES])


_SLASHED = re.compile(
    r"[/／](?P<name>[A-Za-zＡ-Ｚａ-ｚ0-9_]+|[\u4e00-\u9fff]+)(?:[@＠]\w+)?", re.ASCII
)


def names_command(typed: str) -> bool:
    """Whether a text is meant as a command, known or not."""
    return _SLASHED.match(typed.strip()) is not None


@dataclass(frozen=True, slots=True)
class ChatMenu:
    """The command menu a chat should show: names with what they do."""

    channel: str
    address: str
    commands: tuple[tuple[str, str], ...]


def menu_of(tx: Transaction, chat_id: int, day: date, default_language: str) -> ChatMenu | None:
    """The menu of a chat: what its person may do on a day; None where there is no such chat."""
    chat = tx.chats.get(chat_id)
    if chat is None:
        return None
    shown = listed_for(_duties(tx, chat, day)) if serves(tx, chat, day) else FOR_STRANGERS
    return ChatMenu(chat.channel, chat.address, menu(chat.language or default_language, shown))


def serves(tx: Transaction, chat: Chat, day: date) -> bool:
    """Whether a chat is that of a person who holds a duty on the day."""
    return chat.person_id is not None and tx.people.serves(chat.person_id, day)


def _duties(tx: Transaction, chat: Chat, day: date) -> Duties:
    return [] if chat.person_id is None else tx.roster.duties_of(chat.person_id, day)

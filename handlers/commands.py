"""The commands: their names and plain words, who may use each, and how a text is taken as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.hand_over import may_hand_over
from domain.message import Message
from domain.roster import (
    FILES_FOR_CLASS,
    FILES_FROM_ABOVE,
    READS_REPORTS,
    Duty,
    Role,
    UnitKind,
)
from domain.viewer import reads_areas
from handlers.visit import Visit
from storage.chats import Chat
from storage.transaction import Transaction
from views.menu import menu
from views.words import text

Handler = Callable[[Visit, str], None]
"""Takes a visit and what was typed after the command, trimmed."""
Duties = Sequence[Duty]


@dataclass(frozen=True, slots=True)
class CommandRule:
    """A command without its handler.

    ``words`` work as plain text. ``alone`` words count only as the whole text, because what
    follows them may be an answer (晨检 全班正常); ``glued`` words may bear their argument without
    a space (报表昨天). ``listed`` commands stand in /help and in the menu.
    """

    name: str
    words: tuple[str, ...]
    may: Callable[[Duties], bool]
    alone: bool = False
    glued: bool = False
    listed: bool = True


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


def manages(duty: Duty) -> bool:
    """Whether a duty bears the settings of its unit: admins, and the principal of a school.

    Settings stand on schools and the units above them; a class has none of its own.
    """
    whole = duty.unit.kind is UnitKind.SCHOOL or duty.unit.kind.above_school
    own_school = duty.role is Role.PRINCIPAL and duty.unit.kind is UnitKind.SCHOOL
    return whole and (duty.role is Role.ADMIN or own_school)


def _files_from_above(duty: Duty) -> bool:
    return duty.role in FILES_FROM_ABOVE and not duty.unit.kind.above_school


def _keeps_or_reads_areas(duty: Duty) -> bool:
    return reads_areas([(duty.role, duty.unit.kind)])


def _hands_over(duty: Duty) -> bool:
    return may_hand_over([(duty.role, duty.unit.kind)])


READS_ROSTER = FILES_FOR_CLASS | {
    Role.GRADE_LEADER,
    Role.HEALTH_OFFICER,
    Role.PRINCIPAL,
    Role.ADMIN,
}
"""Who sees a roster: a class's own teachers, and who has classes below them."""


def _everybody(duties: Duties) -> bool:
    return True


def _who(*tests: Callable[[Duty], bool]) -> Callable[[Duties], bool]:
    return lambda duties: any(test(duty) for duty in duties for test in tests)


def _roles(roles: Iterable[Role]) -> Callable[[Duty], bool]:
    held = frozenset(roles)
    return lambda duty: duty.role in held


RULES: tuple[CommandRule, ...] = (
    CommandRule(
        "checkin",
        ("晨检", "上报", "填报", "代报", "checkin", "check in"),
        _who(_roles(FILES_FOR_CLASS), _files_from_above),
        alone=True,
    ),
    CommandRule(
        "report",
        ("报表", "日报", "report"),
        _who(_roles(READS_REPORTS | FILES_FOR_CLASS)),
        glued=True,
    ),
    CommandRule("status", ("状态", "进度", "status"), _who(_roles(READS_REPORTS))),
    CommandRule("alerts", ("预警", "alerts", "alert"), _who(_roles(READS_REPORTS)), glued=True),
    CommandRule(
        "areas", ("风险地区", "areas", "risk areas"), _who(_keeps_or_reads_areas), glued=True
    ),
    CommandRule(
        "cases",
        ("个案", "一人一案", "cases", "case"),
        _who(_roles(READS_REPORTS | FILES_FOR_CLASS)),
        glued=True,
    ),
    CommandRule("chase", ("催报", "chase"), _who(_roles(FILES_FROM_ABOVE)), glued=True),
    CommandRule(
        "substitute",
        ("代班", "交接", "substitute", "hand over"),
        _who(_hands_over),
        glued=True,
    ),
    CommandRule("calendar", ("日历", "校历", "calendar"), _everybody, glued=True),
    CommandRule("reopen", ("重开", "reopen"), _who(_roles({Role.ADMIN})), glued=True),
    CommandRule("roster", ("花名册", "名册", "roster"), _who(_roles(READS_ROSTER)), glued=True),
    CommandRule("invite", ("邀请", "邀请码", "invite"), _who(_roles({Role.ADMIN})), glued=True),
    CommandRule("settings", ("设置", "settings"), _who(manages), glued=True),
    CommandRule("language", ("语言", "language"), _everybody),
    CommandRule("help", ("帮助", "说明", "菜单", "help"), _everybody, alone=True),
    CommandRule("start", ("开始", "start"), _everybody, alone=True, listed=False),
    CommandRule("phone", ("手机号", "phone"), _everybody, alone=True, listed=False),
)
"""Every command of the product, in the order of /help and of the menu."""
FOR_STRANGERS = ("start", "phone")


def listed_for(duties: Duties) -> tuple[str, ...]:
    """The commands that somebody with these duties is shown."""
    return tuple(rule.name for rule in RULES if rule.listed and rule.may(duties))


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
    names = FOR_STRANGERS if not serves(tx, chat, day) else listed_for(_duties(tx, chat, day))
    return ChatMenu(chat.channel, chat.address, menu(chat.language or default_language, names))


def serves(tx: Transaction, chat: Chat, day: date) -> bool:
    """Whether a chat is that of a person who holds a duty on the day."""
    return chat.person_id is not None and tx.people.serves(chat.person_id, day)


def _duties(tx: Transaction, chat: Chat, day: date) -> Duties:
    return [] if chat.person_id is None else tx.roster.duties_of(chat.person_id, day)

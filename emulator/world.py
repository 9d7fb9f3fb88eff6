"""Everything there is: the bot, people, chats, files, and what is under way between them."""

from collections.abc import Callable
from dataclasses import dataclass

from emulator.chat import Chat
from emulator.clock import EmulatorClock
from emulator.events import Events
from emulator.files import Files
from emulator.menu import Menu
from emulator.parameters import Json, Parameters
from emulator.person import Person
from emulator.refusal import BadCall, Refusal, bad_request, forbidden
from emulator.updates import Updates
from emulator.webhook import Webhook


@dataclass(slots=True)
class Query:
    """A press that may still be answered; ``asked_at`` is monotonic seconds."""

    query_id: str
    person: Person
    chat: Chat
    asked_at: float
    answered: bool = False


@dataclass(slots=True)
class World:
    """The state of one emulator."""

    bot: Json
    clock: EmulatorClock
    monotonic: Callable[[], float]
    updates: Updates
    webhook: Webhook
    query_seconds: float
    people: dict[int, Person]
    chats: dict[int, Chat]
    queries: dict[str, Query]
    files: Files
    events: Events
    menu: Menu

    def person(self, user_id: int) -> Person:
        """A person by id. Raises BadCall when nobody has it."""
        person = self.people.get(user_id)
        if person is None:
            raise BadCall(f"there is no user {user_id}")
        return person

    def known_chat(self, parameters: Parameters) -> Chat:
        """The chat a call is about. A group that became a supergroup gives its new id [D].

        Raises Refusal 400.
        """
        if not parameters.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(parameters.chat_id() or 0)
        if chat is None:
            raise bad_request("chat not found")
        if chat.moved_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to,
            )
        return chat

    def chat_for(self, parameters: Parameters) -> Chat:
        """The chat a call speaks to, if the bot may speak there.

        A bot cannot write first: who has not pressed Start gives 403, as does who blocked it [D].
        Raises Refusal.
        """
        chat = self.known_chat(parameters)
        if not chat.bot_present:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.person is not None:
            if chat.person.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.person.started:
                raise forbidden("bot can't initiate conversation with a user")
        return chat

    def said(self, chat: Chat) -> None:
        """A message came from the bot: raise the unread count and tell the pages."""
        if chat.person is not None:
            chat.person.unread += 1
        self.changed(chat)
        self.events.publish("users")

    def changed(self, chat: Chat) -> None:
        """A screen looks different now."""
        self.events.publish("screen", user=chat.chat_id)

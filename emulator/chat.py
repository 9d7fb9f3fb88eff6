"""A chat and its messages, as they look now."""

from dataclasses import dataclass, field

from emulator.keyboard import Markup, Rows
from emulator.parameters import Json
from emulator.person import Person

NO_MARKUP = Markup()


@dataclass(slots=True)
class Message:
    """One message; ``content`` holds text, entities, document and so on in Bot API form."""

    message_id: int
    sender: Json
    from_bot: bool
    date: int
    content: Json
    markup: Markup = NO_MARKUP
    edit_date: int | None = None
    protected: bool = False
    silent: bool = False
    reply_to: int | None = None

    def words(self) -> str:
        """What a list of chats shows of it."""
        shown = self.content.get("text") or self.content.get("caption")
        if shown:
            return str(shown)
        if contact := self.content.get("contact"):
            return f"☎ {contact['phone_number']}"
        if document := self.content.get("document"):
            return f"📎 {document.get('file_name', '')}"
        if "voice" in self.content:
            return "🎤"
        return "🖼" if "photo" in self.content else ""


@dataclass(slots=True)
class Chat:
    """A private chat (id of the person), a group or a supergroup (negative ids [D])."""

    chat_id: int
    kind: str
    person: Person | None = None
    title: str = ""
    members: set[int] = field(default_factory=set)
    bot_present: bool = True
    moved_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    keyboard_of: int | None = None
    placeholder: str | None = None

    @property
    def private(self) -> bool:
        """Whether only one person is here with the bot."""
        return self.person is not None

    def as_api(self) -> Json:
        """The chat as a ``Chat`` of the Bot API [D]."""
        if self.person is None:
            return {"id": self.chat_id, "type": self.kind, "title": self.title}
        chat: Json = {"id": self.chat_id, "type": "private", "first_name": self.person.first_name}
        for name in ("last_name", "username"):
            if value := getattr(self.person, name):
                chat[name] = value
        return chat

    def add(
        self,
        sender: Json,
        content: Json,
        *,
        date: int,
        from_bot: bool,
        markup: Markup = NO_MARKUP,
        protected: bool = False,
        silent: bool = False,
        reply_to: int | None = None,
    ) -> Message:
        """Put a message at the end of the chat; ids rise in each chat by themselves [D]."""
        self.last_id += 1
        message = Message(
            message_id=self.last_id,
            sender=sender,
            from_bot=from_bot,
            date=date,
            content=content,
            markup=markup,
            protected=protected,
            silent=silent,
            reply_to=reply_to,
        )
        self.messages[message.message_id] = message
        self._mind_the_keyboard(message)
        return message

    def _mind_the_keyboard(self, message: Message) -> None:
        """A reply keyboard stays until replaced, removed or, if for one time, used [D]."""
        if message.from_bot:
            if message.markup.reply is not None:
                self.keyboard_of = message.message_id
                self.placeholder = message.markup.placeholder
            elif message.markup.remove:
                self.keyboard_of = self.placeholder = None
            elif message.markup.placeholder is not None:
                self.placeholder = message.markup.placeholder
            return
        shown = self.messages.get(self.keyboard_of or 0)
        if shown is None:
            self.placeholder = None
        elif shown.markup.one_time:
            self.keyboard_of = self.placeholder = None

    def reply_keyboard(self) -> Rows | None:
        """The keyboard that stands in place of the phone's own, if one does."""
        shown = self.messages.get(self.keyboard_of or 0)
        return shown.markup.reply if shown is not None else None

    def render(self, message: Message, *, with_reply: bool = True) -> Json:
        """The message as a ``Message`` of the Bot API, as it looks now [D]."""
        shown: Json = {
            "message_id": message.message_id,
            "from": message.sender,
            "chat": self.as_api(),
            "date": message.date,
        }
        if message.edit_date is not None:
            shown["edit_date"] = message.edit_date
        if message.protected:
            shown["has_protected_content"] = True
        replied = self.messages.get(message.reply_to or 0)
        if with_reply and replied is not None:
            shown["reply_to_message"] = self.render(replied, with_reply=False)
        shown |= message.content
        if message.markup.inline is not None:
            shown["reply_markup"] = {"inline_keyboard": message.markup.inline}
        return shown

    def newest(self) -> Message | None:
        """The last message that still stands."""
        return next(reversed(self.messages.values()), None)

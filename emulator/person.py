"""A person with a phone, as the emulator knows one."""

from dataclasses import dataclass, field
from typing import Any

from emulator.parameters import Json
from emulator.refusal import BadCall

# A phone shows only the newest notices; the record keeps every answer to a press.
KEPT_TOASTS = 50


@dataclass(slots=True)
class Person:
    """One Telegram user and what their phone remembers about the bot."""

    user_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    phone: str | None = None
    language_code: str | None = None
    about: Json | None = None
    started: bool = False
    blocked: bool = False
    unread: int = 0
    toasts: list[Json] = field(default_factory=list)

    def user(self) -> Json:
        """The person as a ``User`` of the Bot API [D]."""
        user: Json = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def on_list(self, last: str) -> Json:
        """The person as GET /control/users shows them; ``last`` is the text of the last message."""
        return {
            "id": self.user_id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "phone": self.phone,
            "language_code": self.language_code,
            "about": self.about,
            "blocked": self.blocked,
            "started": self.started,
            "unread": self.unread,
            "last": last,
        }

    def notice(self, toast: Json) -> None:
        """Show the answer to a press."""
        self.toasts.append(toast)
        del self.toasts[:-KEPT_TOASTS]

    def update(self, body: Json) -> None:
        """Take over the fields that POST /control/users names. Raises BadCall for a wrong type."""
        for name in ("first_name", "last_name", "username", "phone", "language_code"):
            if name in body:
                setattr(self, name, _text_or_none(body[name], name))
        if not self.first_name:
            raise BadCall("first_name must not be empty")
        if "about" in body:
            about = body["about"]
            if about is not None and not isinstance(about, dict):
                raise BadCall("about must be an object")
            self.about = about


def _text_or_none(value: Any, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadCall(f"{name} must be a text")
    return value or None

"""What the rules need from outside: a clock, an inbox, a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from domain.incoming import Incoming
from domain.message import File, Message


class Clock(Protocol):
    """Civil time, and time that only flows.

    ``now_ms`` is civil time in ms since the epoch, UTC; a rehearsal may scale or set it.
    ``monotonic`` (seconds) and ``sleep`` drive pacing, leases and back-off and are never scaled.
    """

    def now_ms(self) -> int: ...

    def monotonic(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as the channel gave it: its id there, and its JSON text untouched."""

    update_id: int
    raw: str


class Inbox(Protocol):
    """Where updates are kept before they are confirmed to the channel."""

    async def store(self, channel: str, updates: list[RawUpdate]) -> None:
        """Keep these updates; return only after they are safe on disk. Known ids change nothing."""
        ...


class Channel(Protocol):
    """How words reach a chat. An address and a message reference are opaque strings.

    Every method raises one of the errors below; anything else is a bug and loud.
    """

    name: str

    def read(self, raw: str) -> Incoming:
        """The raw update in our words. Raises UnreadableUpdate."""
        ...

    async def send(self, address: str, message: Message) -> str:
        """Say it; gives the reference of the message."""
        ...

    async def edit(self, address: str, reference: str, message: Message) -> None:
        """Change a message already said. "Not modified" is success. Raises MessageGone."""
        ...

    async def delete(self, address: str, reference: str) -> None: ...

    async def send_file(self, address: str, file: File) -> str: ...

    async def edit_file(self, address: str, reference: str, file: File) -> None:
        """Put a file in the place of the one a message shows. Raises MessageGone."""
        ...

    async def edit_caption(self, address: str, reference: str, message: Message) -> None:
        """Change the words and buttons below a file, which stays. Raises MessageGone."""
        ...

    async def acknowledge(self, query: str, text: str | None, alert: bool) -> None:
        """Answer a press. Best effort: a query that is too old is swallowed."""
        ...

    async def set_menu(self, address: str, commands: tuple[tuple[str, str], ...]) -> None:
        """The command menu of one chat: names with what they do."""
        ...

    async def ping(self) -> None:
        """Ask for something that nobody hears of: returns where the channel answers."""
        ...


class FileSource(Protocol):
    """Where the contents of a file that somebody sent are fetched."""

    async def fetch(self, file: str, most: int) -> bytes:
        """The file behind a channel's reference. One of more than ``most`` bytes comes cut to one
        byte more. Raises a ChannelError.
        """
        ...


class ChannelError(Exception):
    """Something that a channel said about a request."""


class SlowDown(ChannelError):
    """429: surely not sent; nothing may be sent for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = seconds


class NotConnected(ChannelError):
    """No connection was made: surely not sent, and nothing else will be for now."""


class Unreachable(ChannelError):
    """403, or a chat that is not there: the person stopped the bot or never began."""


class MessageGone(ChannelError):
    """The message to be edited or deleted is no longer there."""


class Moved(ChannelError):
    """A group became a supergroup; ``address`` is its new one."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class Refused(ChannelError):
    """Another 4xx: surely not sent, and sending it again would not help."""


class Unsure(ChannelError):
    """5xx, a time-out or a cut connection: it may or may not have been sent."""


class Misconfigured(ChannelError):
    """Wrong token or address, or somebody else polls with this token: stop with this sentence."""

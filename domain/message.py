"""What is said to a chat, before any channel is known: text with a few spans, buttons, files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class Style(StrEnum):
    """How a span looks. ``quiet`` is background detail; a channel may show it plainly."""

    PLAIN = "plain"
    BOLD = "bold"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style; ``mention`` is the channel address of a person named."""

    text: str
    style: Style = Style.PLAIN
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of spans. It holds no markup, so there is nothing to escape."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, *parts: str | Span | Text) -> Self:
        """Put strings, spans and texts together."""
        spans: list[Span] = []
        for part in parts:
            if isinstance(part, Text):
                spans.extend(part.spans)
            elif isinstance(part, Span):
                spans.append(part)
            elif part:
                spans.append(Span(part))
        return cls(tuple(spans))

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)

    def __add__(self, other: str | Text) -> Text:
        return Text.of(self, other)

    def __bool__(self) -> bool:
        return any(span.text for span in self.spans)


def joined(separator: str, parts: list[Text]) -> Text:
    """The parts with the separator between them; empty parts are left out."""
    result = Text()
    for part in parts:
        if part:
            result = result + separator + part if result else part
    return result


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: either a press (``payload``, see domain.choice) or a link."""

    label: str
    payload: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows of buttons under a message."""

    rows: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a person will see it.

    ``keyboard`` None leaves no buttons. ``protect`` forbids forwarding (names of minors);
    it can only be set at the first send. ``silent`` makes no sound. ``contact_button`` shows a
    key under the input field that shares one's own phone number; ``drop_keys`` takes it away.
    """

    text: Text
    keyboard: Keyboard | None = None
    protect: bool = False
    silent: bool = False
    contact_button: str | None = None
    drop_keys: bool = False

    def to_json(self) -> dict[str, Any]:
        """A compact form for the outbox."""
        body: dict[str, Any] = {"t": [_span_out(span) for span in self.text.spans]}
        if self.keyboard is not None:
            body["k"] = [[[b.label, b.payload, b.url] for b in row] for row in self.keyboard.rows]
        if self.protect:
            body["p"] = 1
        if self.silent:
            body["s"] = 1
        if self.contact_button is not None:
            body["c"] = self.contact_button
        if self.drop_keys:
            body["d"] = 1
        return body

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """The message that ``to_json`` wrote."""
        rows = body.get("k")
        keyboard = None
        if rows is not None:
            keyboard = Keyboard(
                tuple(tuple(Button(label, data, url) for label, data, url in row) for row in rows)
            )
        return cls(
            text=Text(tuple(_span_in(span) for span in body["t"])),
            keyboard=keyboard,
            protect=bool(body.get("p")),
            silent=bool(body.get("s")),
            contact_button=body.get("c"),
            drop_keys=bool(body.get("d")),
        )


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent to a chat.

    ``picture`` is shown in the chat instead of offered. ``silent`` makes no sound. ``reference`` is
    the channel's own of a file that somebody sent before; then there is no ``content``.
    """

    name: str
    content: bytes
    caption: Text = Text()
    picture: bool = False
    protect: bool = False
    silent: bool = False
    keyboard: Keyboard | None = None
    reference: str | None = None


def _span_out(span: Span) -> Any:
    if span.mention is not None:
        return [span.text, span.style.value, span.mention]
    return span.text if span.style is Style.PLAIN else [span.text, span.style.value]


def _span_in(raw: Any) -> Span:
    if isinstance(raw, str):
        return Span(raw)
    return Span(raw[0], Style(raw[1]), raw[2] if len(raw) > 2 else None)

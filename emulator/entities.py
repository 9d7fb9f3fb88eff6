"""Formatted text: entities counted in UTF-16 units, HTML as Telegram reads it.

Wording and tags of the HTML reader follow TDLib's MessageEntity.cpp [S].
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from emulator.parameters import Json
from emulator.refusal import Refusal, bad_request

MAX_ENTITIES = 100
KNOWN_TYPES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
# Only these four named references are known, besides numbers; others stay as typed [D].
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
USER_LINK = re.compile(r"tg://user\?id=(\d+)")


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it: an emoji outside the basic plane counts two."""
    return len(text.encode("utf-16-le")) // 2


def unreadable(reason: str) -> Refusal:
    """400, the markup cannot be read."""
    return bad_request(f"can't parse entities: {reason}")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    entity: Json | None
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


class HtmlReader:
    """Reads one text with parse_mode HTML; offsets in complaints are bytes of UTF-8 [S]."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.parts: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        """The plain text and its entities. Raises Refusal 400 for tags that do not fit."""
        at = 0
        while at < len(self.markup):
            character = self.markup[at]
            if character == "<":
                at = self._tag(at)
            elif character == "&" and (found := REFERENCE.match(self.markup, at)):
                self._say(html.unescape(found[0]))
                at = found.end()
            else:
                end = at + 1
                while end < len(self.markup) and self.markup[end] not in "<&":
                    end += 1
                self._say(self.markup[at:end])
                at = end
        if self.open:
            raise unreadable(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.parts), self.entities

    def _say(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16_length(text)

    def _byte(self, at: int) -> int:
        return len(self.markup[:at].encode())

    def _tag(self, begin: int) -> int:
        if self.markup.startswith("/", begin + 1):
            return self._end_tag(begin)
        at = begin + 1
        while at < len(self.markup) and not self.markup[at].isspace() and self.markup[at] != ">":
            at += 1
        if at >= len(self.markup):
            raise unreadable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = self.markup[begin + 1 : at].lower()
        if tag not in TAGS:
            raise unreadable(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes, at = self._attributes(tag, begin, at)
        self.open.append(_Open(tag, self._entity(tag, attributes, begin), self.length, attributes))
        return at

    def _attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while at < len(self.markup) and self.markup[at].isspace():
                at += 1
            if at >= len(self.markup):
                raise unreadable(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            if self.markup[at] == ">":
                return attributes, at + 1
            found = ATTRIBUTE.match(self.markup, at)
            if found is None or not found[1]:
                raise unreadable(
                    f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
                )
            value = found[2] or ""
            if value[:1] in {'"', "'"}:
                value = value[1:-1]
            attributes[found[1].lower()] = html.unescape(value)
            if self.markup.startswith("=", found.end()):
                raise unreadable(f"Unclosed start tag at byte offset {self._byte(begin)}")
            at = found.end()

    def _entity(self, tag: str, attributes: dict[str, str], begin: int) -> Json | None:
        kind = TAGS[tag]
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise unreadable(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        if tag == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        if tag == "tg-emoji":
            return {"type": kind, "custom_emoji_id": attributes.get("emoji-id", "")}
        if tag == "code" and self.open and self.open[-1].tag == "pre":
            language = attributes.get("class", "")
            if language.startswith("language-") and self.open[-1].entity is not None:
                self.open[-1].entity["language"] = language.removeprefix("language-")
            return None
        if tag == "a":
            link = attributes.get("href", "")
            if mention := USER_LINK.fullmatch(link):
                return {"type": "text_mention", "user": {"id": int(mention[1])}}
            # A link to what is no address is shown as plain text, not refused [S].
            return {"type": kind, "url": link} if "." in link or "://" in link else None
        return {"type": kind}

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            raise unreadable(f"Unexpected end tag at byte offset {self._byte(begin)}")
        end = self.markup.find(">", begin)
        if end < 0:
            raise unreadable(f"Unclosed end tag at byte offset {self._byte(begin)}")
        tag = self.markup[begin + 2 : end].strip().lower()
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise unreadable(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        if opened.entity is not None and self.length > opened.start:
            position = {"offset": opened.start, "length": self.length - opened.start}
            self.entities.append(opened.entity | position)
        return end + 1


def check_entities(text: str, given: Any) -> list[Json]:
    """Entities as the caller counted them, each inside the text and on whole characters.

    Telegram passes over an entity of unknown kind and refuses one that leaves the text [K]; the
    emulator refuses both, since a bot that sends either is wrong.
    """
    if not isinstance(given, list):
        raise unreadable("expected an Array of MessageEntity")
    length = utf16_length(text)
    starts = _character_starts(text)
    checked: list[Json] = []
    for entity in given:
        if not isinstance(entity, dict) or str(entity.get("type")) not in KNOWN_TYPES:
            raise unreadable(f"unsupported MessageEntity {entity!r}")
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or size < 0:
            raise unreadable("MessageEntity needs a whole offset and length")
        if offset + size > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {length}"
            )
        if offset not in starts or offset + size not in starts:
            raise bad_request(f"entity at UTF-16 offset {offset} cuts a UTF-16 symbol in half")
        if size:
            checked.append(dict(entity))
    return checked


def _character_starts(text: str) -> set[int]:
    starts, at = {0}, 0
    for character in text:
        at += 2 if ord(character) > 0xFFFF else 1
        starts.add(at)
    return starts


def with_commands(text: str, entities: list[Json]) -> list[Json]:
    """Add an entity for each /command, which the server does for everybody's texts [D]."""
    if "/" not in text:
        return entities
    found = [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in COMMAND.finditer(text)
    ]
    quoted = [e for e in entities if e["type"] in {"code", "pre", "text_link", "bot_command"}]
    added = [
        command
        for command in found
        if not any(_overlap(command, quotation) for quotation in quoted)
    ]
    return sorted(entities + added, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Json, other: Json) -> bool:
    first, second = sorted((one, other), key=lambda entity: int(entity["offset"]))
    return bool(second["offset"] < first["offset"] + first["length"])


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without white space at its ends, which Telegram takes away [S]."""
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    length = utf16_length(text)
    kept: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] - shift + entity["length"], length)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, kept[:MAX_ENTITIES]

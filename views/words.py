"""The catalogue: every sentence a person reads, in every language, by key.

``views/texts/LANGUAGE/SECTION.toml`` holds ``key = "sentence with {placeholders}"``; it is read as
``section.key``. ``**bold**`` and ``~~quiet~~`` mark spans; values are put in after the marks are
read, so that what people typed is never markup.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from domain.message import Span, Style, Text

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("zh", "en")

_MARKS = re.compile(r"(\*\*.+?\*\*|~~.+?~~)", re.DOTALL)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of a language by ``section.key``."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        section = tomllib.loads(path.read_text(encoding="utf-8"))
        found.update({f"{path.stem}.{key}": words for key, words in section.items()})
    return found


def say(language: str, key: str, **values: object) -> str:
    """The sentence in a language, marks taken away. An unknown key is a bug and loud."""
    return text(language, key, **values).plain if values else _said(language, key)


def text(language: str, key: str, **values: object) -> Text:
    """The sentence in a language, with its bold and quiet spans."""
    return _filled(language, key, values) if values else _plain(language, key)


@cache
def _said(language: str, key: str) -> str:
    return text(language, key).plain


@cache
def _plain(language: str, key: str) -> Text:
    return _filled(language, key, {})


def _filled(language: str, key: str, values: Mapping[str, object]) -> Text:
    return Text(
        tuple(
            Span(words.format_map(values) if "{" in words else words, style)
            for words, style in _parsed(language, key)
        )
    )


@cache
def _parsed(language: str, key: str) -> tuple[tuple[str, Style], ...]:
    spans = []
    for part in _MARKS.split(catalogue(language)[key]):
        if part.startswith("**") and part.endswith("**") and len(part) > 4:
            spans.append((part[2:-2], Style.BOLD))
        elif part.startswith("~~") and part.endswith("~~") and len(part) > 4:
            spans.append((part[2:-2], Style.QUIET))
        elif part:
            spans.append((part, Style.PLAIN))
    return tuple(spans)

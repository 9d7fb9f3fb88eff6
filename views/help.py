"""The help a person gets: a line for each command that person may use."""

from __future__ import annotations

from collections.abc import Iterable

from domain.message import Text, joined
from views.words import text


def help_text(language: str, names: Iterable[str], *, answers: bool) -> Text:
    """The page of /help; ``answers`` for somebody who answers for a class."""
    parts = [text(language, "help.title")]
    if answers:
        parts.append(text(language, "help.reporter"))
    parts.append(joined("\n", [text(language, f"help.about_{name}") for name in names]))
    parts.append(text(language, "help.footer"))
    return joined("\n\n", parts)

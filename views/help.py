"""The help a person gets: a line for each command that person may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.message import Text, joined
from views.words import say, text


def help_text(language: str, offered: Mapping[str, Sequence[str]], *, answers: bool) -> Text:
    """The page of /help; ``offered`` holds the extras of each command, by name, and ``answers`` is
    for somebody who answers for a class.
    """
    parts = [text(language, "help.title")]
    if answers:
        parts.append(text(language, "help.reporter"))
    parts.append(joined("\n", [_about(language, *one) for one in offered.items()]))
    parts.append(text(language, "help.footer"))
    return joined("\n\n", parts)


def _about(language: str, name: str, extras: Sequence[str]) -> Text:
    more = [text(language, f"help.more_{name}_{extra}") for extra in extras]
    return joined(say(language, "help.join"), [text(language, f"help.about_{name}"), *more])

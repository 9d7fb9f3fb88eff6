"""The menu of commands that a chat shows beside its input field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from views.words import catalogue, say


def menu(language: str, offered: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Each command with what it does for this person, in few words; ``offered`` holds the extras of
    each command, by name.
    """
    return tuple((name, _phrase(language, name, extras)) for name, extras in offered.items())


def _phrase(language: str, name: str, extras: Sequence[str]) -> str:
    """The phrase of the last extra that has one of its own, else the command's."""
    keys = [f"command.{name}", *(f"command.{name}_{extra}" for extra in extras)]
    return say(language, [key for key in keys if key in catalogue(language)][-1])

"""The menu of commands that a chat shows beside its input field."""

from __future__ import annotations

from collections.abc import Iterable

from views.words import say


def menu(language: str, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each command with what it does, in few words."""
    return tuple((name, say(language, f"command.{name}")) for name in names)

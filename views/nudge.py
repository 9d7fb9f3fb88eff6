"""A friendly nudge under a receipt: two pupils to be measured again, and the way to turn it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.choice import Choice
from domain.message import Button, Text
from domain.nudge import NudgeReason
from views.entry import reading
from views.words import say, text

AGAIN = "again"
"""What the button bears that turns hints on; an older copy of it may still stand above."""


@dataclass(frozen=True, slots=True)
class Nudged:
    """Who is suggested, and why. ``muted``: only the way back to such hints is shown."""

    reason: NudgeReason
    days: int
    names: Sequence[str]
    muted: bool


def nudge_lines(language: str, nudged: Nudged, class_max: int | None) -> list[Text]:
    """What is suggested, and that nobody else sees it."""
    if nudged.muted:
        return [text(language, "nudge.muted")]
    suggestion = text(
        language,
        f"nudge.{nudged.reason}",
        days=nudged.days,
        names=say(language, "entry.join").join(nudged.names),
        value="" if class_max is None else reading(class_max),
    )
    return [suggestion, text(language, "nudge.private")]


def nudge_button(language: str, nudged: Nudged, round_id: int) -> Button:
    """No more of them, or again."""
    key, argument = ("unmute", AGAIN) if nudged.muted else ("mute", "")
    payload = Choice("mute", round_id, argument=argument).encode()
    return Button(say(language, f"nudge.{key}"), payload)

"""The message that bears the link to a page (大屏)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.day_plan import school_day_of
from domain.message import Button, Keyboard, Message
from domain.roster import Unit
from views.days import clock_time, short_day
from views.words import say, text

ACTION = "page"
"""The verb of the button that asks for a link; its subject is the unit."""


def page_button(language: str, unit_id: int) -> Button:
    """打开大屏."""
    return Button(say(language, "page.open"), Choice(ACTION, unit_id).encode())


def page_card(language: str, unit: Unit, url: str, until_ms: int, zone: ZoneInfo) -> Message:
    """The link, until when it is good, and what it shows. Protected: whoever has it can look."""
    words = text(
        language,
        "page.card",
        unit=unit.name,
        day=short_day(language, school_day_of(until_ms, zone)),
        time=clock_time(until_ms, zone),
    )
    button = Button(say(language, "page.go"), url=url)
    return Message(words, Keyboard(((button,),)), protect=True)

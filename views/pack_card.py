"""How far an inspection pack is, with a button to cancel it; and the pack itself."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.calendar import Period
from domain.choice import Choice
from domain.message import Button, File, Keyboard, Message, Text
from domain.report_request import PACK_ACTION
from views.report_ways import period_words
from views.words import say, text

CANCEL = "cancel"
_AWKWARD = r'[\\/:*?"<>|\s]'


def pack_card(
    language: str, pack_id: int, state: str, unit: str, period: Period, done: int
) -> Message:
    """One message that changes as the work goes on."""
    key = {"open": "working" if done else "waiting", "made": "finished"}.get(state, state)
    words = text(
        language,
        f"ledger.{key}",
        unit=unit,
        period=period_words(language, period),
        done=done,
        whole=len(period),
    )
    if state != "open":
        return Message(words)
    cancel = Choice(PACK_ACTION, pack_id, argument=CANCEL).encode()
    return Message(words, Keyboard(((Button(say(language, "ledger.cancel"), cancel),),)))


def report_card(
    language: str, report_id: int, state: str, unit: str, period: Period, done: int
) -> Message:
    """The same of a report that takes long."""
    card = pack_card(language, report_id, state, unit, period, done)
    key = {"open": "working" if done else "waiting", "made": "finished"}.get(state, state)
    values = {"period": period_words(language, period), "done": done, "whole": len(period)}
    return replace(card, text=text(language, f"period.long_{key}", unit=unit, **values))


def pack_file(
    language: str,
    content: bytes,
    unit: str,
    period: Period,
    *,
    days: int,
    lines: int,
    zero: int,
    names: bool,
) -> File:
    """The zip. It names no pupil, so it may be passed on to whoever inspects."""
    first, last = period.first, period.last
    written = f"{first}" if period.is_day else f"{first}_{last}"
    name = say(language, "ledger.file_name", unit=unit, period=written)
    caption = text(
        language,
        "ledger.caption",
        unit=unit,
        period=period_words(language, period),
        days=days,
        lines=lines,
        zero=zero,
    )
    if not names:
        caption = Text.of(caption, "\n", text(language, "ledger.caption_no_names"))
    return File(f"{re.sub(_AWKWARD, '_', name)}.zip", content, caption)

"""Reopening a locked round: the request, the reasons, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.reopening import Reason, Reopening, ReopeningState
from views.days import clock_time, day_name
from views.words import say, text

OWN_WORDS = "own"
"""The reason is typed."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked round as the cards name it."""

    round_id: int
    revision: int
    class_name: str
    day: date


@dataclass(frozen=True, slots=True)
class Who:
    """What a card says of who asked and who decided, a name or a duty; ``names`` whether it may say
    names of the school.
    """

    asked_by: str | None
    by: str
    names: bool


def way_out(language: str, locked: Locked, words: Text, *, admin: bool) -> Message:
    """Below the refusal: the way to have the round reopened."""
    label = say(language, "reopening.do" if admin else "reopening.ask")
    return _card(words, ((_button(label, "ropen", locked),),))


def asked(language: str, locked: Locked) -> Message:
    """An admin has been asked."""
    return _card(_text(language, "asked", locked))


def not_kept(language: str, card: Message) -> Message:
    """The same below typed words, which nobody will find again."""
    lines = [card.text, text(language, "reopening.not_kept")]
    return replace(card, text=joined("\n", lines))


def nobody(language: str, locked: Locked) -> Message:
    """There is no admin to be asked."""
    return _card(_text(language, "nobody", locked))


def why(language: str, locked: Locked, until_ms: int, zone: ZoneInfo) -> Message:
    """An admin chooses the reason, or to type it."""
    rows = [
        (_button(say(language, f"reopening.why_{reason}"), "rwhy", locked, reason),)
        for reason in (*Reason, OWN_WORDS)
    ]
    return _card(_text(language, "why", locked, time=clock_time(until_ms, zone)), rows)


def type_reason(language: str, locked: Locked) -> Message:
    """The next words are the reason."""
    back = _button(say(language, "reopening.back"), "ropen", locked)
    return _card(_text(language, "type_reason", locked), ((back,),))


def request(
    language: str,
    locked: Locked,
    reopening: Reopening,
    who: Who,
    zone: ZoneInfo,
) -> Message:
    """An admin's card: who asks, and once decided what was decided."""
    match reopening.state:
        case ReopeningState.REOPENED:
            reason = reason_words(language, reopening.reason, names=who.names)
            time = clock_time(reopening.until_ms or 0, zone)
            said = {"name": who.by, "time": time, "reason": reason}
            return _card(_text(language, "reopened", locked, **said))
        case ReopeningState.REFUSED:
            return _card(_text(language, "refused", locked, name=who.by))
    masked = who.asked_by is None or not who.names
    key = "request_masked" if masked else "request"
    buttons = (
        _button(say(language, "reopening.do"), "ropen", locked),
        Button(say(language, "reopening.no"), Choice("rno", reopening.id).encode()),
    )
    return _card(_text(language, key, locked, name=who.asked_by), (buttons,))


def told(
    language: str, locked: Locked, reopening: Reopening, now_ms: int, zone: ZoneInfo
) -> Message:
    """What the class hears: until when it may correct, or that it may not."""
    if reopening.state is ReopeningState.REFUSED:
        return _card(_text(language, "told_refused", locked))
    if reopening.until_ms is None or now_ms >= reopening.until_ms:
        return _card(_text(language, "over", locked))
    key, action = ("fix", "fix") if locked.revision else ("fill_in", "review")
    button = _button(say(language, f"reopening.{key}"), action, locked)
    time = clock_time(reopening.until_ms, zone)
    reason = reason_words(language, reopening.reason)
    return _card(_text(language, "told", locked, time=time, reason=reason), ((button,),))


def reason_words(language: str, reason: str, *, names: bool = True) -> str:
    """A reason of the buttons in this language, or the admin's own words, which may hold a name."""
    if reason in set(Reason):
        return say(language, f"reopening.why_{reason}")
    return reason if names else say(language, "reopening.own_words")


def _text(language: str, key: str, locked: Locked, **values: object) -> Text:
    day = day_name(language, locked.day)
    return text(language, f"reopening.{key}", unit=locked.class_name, day=day, **values)


def _button(label: str, action: str, locked: Locked, argument: str = "") -> Button:
    return Button(label, Choice(action, locked.round_id, locked.revision, argument).encode())


def _card(words: Text, rows: Sequence[tuple[Button, ...]] = ()) -> Message:
    """Protected: it may be changed into a receipt, and a reason is in somebody's own words."""
    return Message(words, Keyboard(tuple(rows)) if rows else None, protect=True)

"""The cards of a change of the roster: their buttons, and what is typed while one is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from domain.choice import Choice
from domain.errors import NotYours
from domain.incoming import Words
from domain.message import Message, Text
from domain.roster_change import (
    Changed,
    ChangeKind,
    ChangeOvertaken,
    ChangeSettled,
    ChangeState,
    HandOverSettled,
)
from handlers import hand_over, pupil_change, pupil_move, staff_change
from handlers.arranging import Arranging, arranging, show
from handlers.owed import newest_draft
from handlers.visit import Visit
from views.change_cards import ACTION
from views.words import say

LASTS_MS = 30 * 60_000
"""How long typed words are still taken as meant for an open card. Ours."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What one kind of change does with a button, with typed words, and when it is taken back."""

    card: Callable[[Arranging], Message]
    press: Callable[[Arranging, str], Message]
    words: Callable[[Arranging, str], Message | None]
    unread: Callable[[Arranging, str], Message | None]
    take_back: Callable[[Arranging], Message]
    may: Callable[[Arranging], bool]


_PUPIL = Flow(
    pupil_change.card,
    pupil_change.press,
    pupil_change.words,
    pupil_change.unread,
    pupil_move.take_back,
    pupil_move.may,
)
_STAFF = Flow(
    staff_change.card,
    staff_change.press,
    staff_change.words,
    staff_change.unread,
    staff_change.take_back,
    staff_change.may,
)

FLOWS: Mapping[ChangeKind, Flow] = {
    ChangeKind.HAND_OVER: Flow(
        hand_over.card,
        hand_over.press,
        hand_over.words,
        hand_over.unread,
        hand_over.take_back,
        hand_over.may,
    ),
    **dict.fromkeys((ChangeKind.MOVE, ChangeKind.DEPARTURE, ChangeKind.ARRIVAL), _PUPIL),
    **dict.fromkeys((ChangeKind.APPOINTMENT, ChangeKind.RESIGNATION), _STAFF),
}


def change_pressed(visit: Visit, choice: Choice) -> None:
    """A button of a card. One of an older revision shows the newest card instead.

    Raises NotYours, ChangeSettled, ChangeOvertaken, and what the kind of change raises.
    """
    a = arranging(visit, choice.subject)
    flow = FLOWS[a.change.kind]
    if not flow.may(a):
        raise NotYours
    if choice.argument == "undo":
        if a.change.state is not ChangeState.MADE:
            raise ChangeOvertaken
        show(visit, flow.take_back(a))
        return
    if a.change.state is not ChangeState.OPEN:
        hand_over_ = a.change.kind is ChangeKind.HAND_OVER
        raise HandOverSettled if hand_over_ else ChangeSettled
    if choice.revision != a.change.revision:
        visit.toasted(say(visit.language, "hand_over.newer"), alert=True)
        show(visit, flow.card(a))
    elif choice.argument == "x":
        a.settle(ChangeState.DROPPED, Changed())
        words = say(visit.language, "hand_over.cancelled")
        visit.toasted(words)
        show(visit, Message(Text.of(words)))
    else:
        show(visit, flow.press(a, choice.argument))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {ACTION: change_pressed}


def typed_for_change(visit: Visit, words: Words) -> bool:
    """Whether typed words were meant for the card of a change that waits for them. Words that say
    nothing of the change are not taken.
    """
    a = _waiting(visit)
    return a is not None and _shown(visit, FLOWS[a.change.kind].words(a, words.text))


def asked_again(visit: Visit) -> bool:
    """Whether a card waited for words that nobody understood: it says what it could not read."""
    a, what = _waiting(visit), visit.incoming.what
    if a is None or not isinstance(what, Words):
        return False
    return _shown(visit, FLOWS[a.change.kind].unread(a, what.text))


def _waiting(visit: Visit) -> Arranging | None:
    """The change whose card waits for words, if there is one; a question of the check-in that was
    asked later goes first.
    """
    change = visit.tx.roster_changes.open_of(visit.person_id)
    if change is None or visit.now_ms - change.updated_ms > LASTS_MS:
        return None
    draft = newest_draft(visit)
    if draft is not None and draft.step and draft.updated_ms > change.updated_ms:
        return None
    a = Arranging(visit, change)
    return a if FLOWS[change.kind].may(a) else None


def _shown(visit: Visit, card: Message | None) -> bool:
    if card is not None:
        visit.reply(replace(card, protect=True))
    return card is not None

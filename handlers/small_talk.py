"""Words that are no answer get the reply that fits them, and what is owed is shown again."""

from __future__ import annotations

from domain.choice import Choice
from domain.message import Keyboard, Message
from domain.roster import Role
from domain.understanding import Chatter, Understood
from handlers.check_in import snooze
from handlers.desk import Desk
from handlers.substitute import start_hand_over
from views.days import day_name
from views.words import text


def small_talk(desk: Desk, said: Understood) -> None:
    """A thank you, a moment please, a groan, a question: no answer, and never a zero report."""
    language, unit = desk.visit.language, desk.round.unit.name
    match said.chatter:
        case Chatter.COURTESY:
            explain(desk, "courtesy")
        case Chatter.WAIT if not desk.round.revision:
            snooze(desk, Choice("snooze", desk.round.id))
            minutes = desk.settings.snooze_minutes
            desk.visit.reply(Message(text(language, "small_talk.wait", unit=unit, minutes=minutes)))
        case Chatter.CALENDAR:
            day = day_name(language, desk.round.day)
            desk.show(desk.so_far(text(language, "small_talk.calendar", unit=unit, day=day)))
        case Chatter.HAND_OVER if desk.filing.role is Role.HEAD_TEACHER:
            start_hand_over(desk.visit, said.teacher)
        case Chatter.COMPLAINT | Chatter.HAND_OVER | Chatter.ASKING:
            desk.show(desk.so_far(text(language, f"small_talk.{said.chatter}")))
        case _:
            explain(desk, "not_understood")


def explain(desk: Desk, why: str) -> None:
    """No answer: say so, with what stands now."""
    unit = desk.round.unit.name
    if desk.round.revision and desk.own_draft is None:
        words = text(desk.visit.language, f"check_in.{why}_answered", unit=unit)
        fix = Keyboard(((desk.cards.button("correct", "fix"),),))
        desk.show(Message(words, fix, protect=True))
    else:
        desk.show(desk.so_far(text(desk.visit.language, f"check_in.{why}", unit=unit)))

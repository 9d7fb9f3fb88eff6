"""Those on leave, on a desk: who they are, until when, and who is back before the end."""

from __future__ import annotations

from domain.check_in import Absence
from domain.choice import Choice, UnreadableChoice
from domain.message import Message
from domain.roster import Away
from handlers import steps
from handlers.desk import Desk
from storage.leaves import Leave
from views.leaves import OnLeave, leaves_card


def press_leaves(desk: Desk, choice: Choice) -> None:
    """Who is on leave; ``who.back`` says that one is back, ``who.until`` asks until when."""
    who, _, value = choice.argument.partition(".")
    desk.show(_of_one(desk, who, value) if who else _card(desk))


def press_until(desk: Desk, choice: Choice) -> None:
    """Until when is somebody on leave? ``who`` asks, ``who.3`` is three days from the round's."""
    who, dot, value = choice.argument.partition(".")
    desk.show(steps.until(desk, who, value) if dot else steps.ask_until(desk, who))


def _card(desk: Desk) -> Message:
    desk.asked("")
    running, names = _running(desk), desk.names
    on_leave = [
        OnLeave(who, names.get(who, one.name), one.kind, one.last)
        for one in running
        for who in [desk.cards.who(one.pupil_id)]
    ]
    return leaves_card(desk.cards, on_leave)


def _of_one(desk: Desk, who: str, value: str) -> Message:
    found = [one for one in _running(desk) if desk.cards.who(one.pupil_id) == who]
    if not found:
        raise UnreadableChoice
    if value == "back":
        desk.say_about(who, absence=None, where=None, until=None, back=True)
        return desk.review()
    if value == "until" and found[0].kind is not Away.LEAVING:
        sick = found[0].kind is Away.SICK
        desk.say_about(who, absence=Absence.SICK if sick else Absence.PERSONAL)
        return steps.ask_until(desk, who)
    raise UnreadableChoice


def _running(desk: Desk) -> list[Leave]:
    return desk.visit.tx.leaves.running(desk.round.unit.id, desk.round.day)

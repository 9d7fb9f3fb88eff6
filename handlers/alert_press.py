"""A button of an alert as it was pressed: whether it may count, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from domain.alert import Alert, NobodyOwns, may_own
from domain.alert_facts import AlertFacts
from domain.note import Wanted
from handlers.visit import Visit
from storage.alert_facts import alert_facts
from views.alert import how_it_ended
from views.alert_times import time_today
from views.words import say


@dataclass(frozen=True, slots=True)
class Press:
    """A button of an alert, pressed by somebody who may take it over now."""

    visit: Visit
    alert: Alert

    @property
    def mine(self) -> bool:
        """Whether the alert is this person's."""
        return self.alert.owner == self.visit.person_id

    def facts(self) -> AlertFacts:
        """The alert with its names."""
        return alert_facts(self.visit.tx, self.alert)


def owns_under(visit: Visit, unit_id: int) -> bool:
    """Whether this person may take over the alerts of a unit now."""
    return may_own(visit.roles_over(unit_id))


def may_act(press: Press) -> bool:
    """Whether the alert is this person's to say the outcome of; if not, why."""
    if press.mine and press.alert.standing:
        return True
    if not press.alert.standing:
        refuse(press, "toast_gone")
    elif press.alert.owner is not None:
        taken(press)
    elif not press.alert.is_open:
        ended(press)
    else:
        raise NobodyOwns
    return False


def taken(press: Press) -> None:
    """Somebody was quicker: say who, and show the card as it is."""
    visit = press.visit
    facts = press.facts()
    alert = facts.alert
    at = time_today(visit.language, alert.owned_ms or alert.said_ms, visit.day, visit.zone)
    words = say(visit.language, "alert.toast_taken", name=facts.owner, time=at)
    visit.toasted(words, alert=True)
    show_again(press)


def ended(press: Press) -> None:
    """It is over: say how, and show the card as it is."""
    visit = press.visit
    how = how_it_ended(visit.language, press.alert, visit.day, visit.zone)
    refuse(press, "toast_closed", how=how)


def refuse(press: Press, key: str, **values: object) -> None:
    """Say why not, and show the card as it is."""
    visit = press.visit
    visit.toasted(say(visit.language, f"alert.{key}", **values), alert=True)
    show_again(press)


def show_again(press: Press) -> None:
    """The card where the button was pressed, unless that is a list."""
    visit = press.visit
    if visit.message is not None and is_card(press):
        visit.edit(visit.message, Wanted("alert", {"alert": press.alert.id}))


def is_card(press: Press) -> bool:
    """Whether the button stood under the alert itself, and not under a list."""
    visit = press.visit
    known = visit.tx.outbox.note_of_message(visit.chat.id, visit.message or "")
    return known is not None and known["kind"] == "alert" and known["subject"].isdecimal()

"""打开大屏: a link to the live page of a unit, for whoever may ask for its state."""

from __future__ import annotations

from dataclasses import dataclass

from domain.choice import Choice
from domain.errors import NotYours
from domain.page_link import Pages, PagesClosed
from domain.viewer import watches
from handlers.visit import Visit
from views.page_card import page_card


@dataclass(frozen=True, slots=True)
class PageDoor:
    """Gives out links; ``pages`` is None where no page is served."""

    pages: Pages | None

    def pressed(self, visit: Visit, choice: Choice) -> None:
        """A fresh link in a message of its own. Raises NotYours, PagesClosed."""
        unit = visit.tx.roster.unit(choice.subject)
        roles = visit.roles_over(choice.subject)
        if unit is None or not watches(roles):
            raise NotYours
        if self.pages is None:
            raise PagesClosed
        enrolment = visit.tx.chats.enrolment(visit.person_id)
        if enrolment is None:
            raise NotYours
        until_ms = self.pages.until_ms(visit.now_ms)
        visit.tx.audit.add(visit.now_ms, visit.person_id, "page_link", unit.id, f"until {until_ms}")
        url = self.pages.link(visit.person_id, enrolment, unit.id, visit.now_ms)
        visit.reply(page_card(visit.language, unit, url, until_ms, visit.zone))

"""A confirmed case: who hears of it, and the tests that follow from it (一人隔离、全班检测)."""

from __future__ import annotations

from domain.case import CaseHappened
from handlers.case_desk import CaseDesk


def confirm(desk: CaseDesk) -> None:
    """A positive test: health officer and principal hear at once."""
    desk.happened(CaseHappened.CONFIRMED)
    desk.tell(desk.heads(), "confirmed")

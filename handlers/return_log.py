"""[刷新] under the evening list: the log before a return as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from domain.choice import Choice, UnreadableChoice
from domain.errors import NotYours
from domain.note import Wanted
from domain.viewer import sees_names
from handlers.visit import Visit
from views.return_log import REFRESH


def refresh_pressed(visit: Visit, choice: Choice) -> None:
    """The same message with the newest state. Raises NotYours, UnreadableChoice."""
    unit = visit.tx.roster.unit(choice.subject)
    roles = visit.roles_over(choice.subject)
    if unit is None or unit.school_id is None or not sees_names(roles):
        raise NotYours
    try:
        day = date.fromisoformat(choice.argument)
    except ValueError:
        raise UnreadableChoice from None
    wanted = Wanted("return_log", {"unit": unit.id, "day": day.isoformat()})
    if visit.message is not None:
        visit.edit(visit.message, wanted)


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {REFRESH: refresh_pressed}

"""The mode of a class's day: what is asked, where the pupils are, what "all normal" means."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from domain.check_in import CheckIn, Entry, Where


class Mode(StrEnum):
    """How a class spends a day. FIELD section 4 names them; in OFF nobody is asked."""

    TERM = "term"
    OFF = "off"
    VACATION = "vacation"
    CLOSURE = "closure"
    PRE_RETURN = "pre_return"

    @property
    def at_home(self) -> bool:
        """Whether the pupils are at home while they are asked about."""
        return self in (Mode.VACATION, Mode.CLOSURE, Mode.PRE_RETURN)

    @property
    def mark(self) -> str:
        """A letter that a button bears, so that a press means what its label said; none in term."""
        return "" if self is Mode.TERM else self.value[0]

    def settled(self, check_in: CheckIn) -> CheckIn:
        """What was said, as it counts in this mode: where everybody is at home, "at home" says
        nothing and makes nobody absent.
        """
        if not self.at_home:
            return check_in
        return check_in.model_copy(
            update={"pupils": _homely(check_in.pupils), "staff": _homely(check_in.staff)}
        )


def _homely(people: Mapping[int, Entry]) -> dict[int, Entry]:
    return {
        key: entry.model_copy(update={"where": None}) if entry.where is Where.HOME else entry
        for key, entry in people.items()
    }

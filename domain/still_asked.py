"""Questions beside a read-back: they stay until they are answered, or their pupil is taken out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from domain.check_in import Absence, CheckIn, Entry

STAYING = frozenset(
    {
        *("why_absent", "travel_where", "travel_place", "travel_when", "measure_now"),
        *("temperature_now", "household", "unreachable", "today", "where_now"),
    }
)
"""Keys of questions about one pupil that do not go with the next message."""


class StillAsked(BaseModel):
    """One question about one pupil; ``place`` is where a journey went.

    ``seen`` is what had been said of the pupil when it was asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    pupil_id: int
    place: str = ""
    seen: Entry = Entry()

    def same(self, other: StillAsked) -> bool:
        """Whether it asks the same of the same pupil."""
        return (self.key, self.pupil_id) == (other.key, other.pupil_id)

    def answered_by(self, check_in: CheckIn, threshold: int) -> bool:
        """Whether what is said by now answers it, or leaves nothing to ask about."""
        entry = check_in.pupils.get(self.pupil_id)
        if entry is None:
            return True
        match self.key:
            case "where_now":
                return not is_nowhere(entry, threshold)
            case "why_absent":
                ill = entry.has_fever(threshold) or bool(entry.symptoms)
                return entry.absence is not Absence.OTHER or ill
            case "travel_where":
                return entry.travel is None or bool(entry.travel.place)
            case "travel_when":
                return entry.travel is None or entry.travel.first is not None
            case "measure_now" | "temperature_now":
                return entry.temperature is not None or entry.absence is not None
            case "today":
                return not entry.says_nothing_of_today
        return entry != self.seen


def is_nowhere(entry: Entry, threshold: int) -> bool:
    """Whether it was not said where a pupil is who is feverish or unwell."""
    unwell = entry.has_fever(threshold) or bool(entry.symptoms)
    return unwell and entry.where is None and entry.absence is None

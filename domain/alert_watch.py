"""Which findings somebody has to hear of at once: settings of a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.area import JourneyRead
from domain.check_in import Absence, Finding, FindingKind, Symptom
from domain.temperature import Temperature
from domain.understanding.cutting.lexicon import LEXICON, Kind


class TravelAlerts(StrEnum):
    """Which journeys raise an alert: those into a risk area, all, or none. As long as nobody has
    ever kept a list, nobody can tell which are risky, and all do.
    """

    RISKY = "risky"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AlertWatch:
    """What raises an alert. A fever without a figure, a remark and whoever is away sick always do;
    a private leave never does.
    """

    fever: Temperature
    symptoms: frozenset[Symptom]
    travel: TravelAlerts

    def is_loud(self, finding: Finding, read: JourneyRead | None = None) -> bool:
        """Whether somebody has to hear of it. ``read`` is the journey held against the list, None
        where there is no list.
        """
        match finding.kind:
            case FindingKind.FEVER:
                return finding.temperature is None or bool(
                    finding.remark or finding.temperature >= self.fever.hundredths
                )
            case FindingKind.SYMPTOM:
                return bool(finding.remark) or finding.symptom in self.symptoms
            case FindingKind.ABSENCE:
                return finding.absence is not Absence.PERSONAL
            case FindingKind.TRAVEL:
                return self._is_loud_journey(finding, read)
            case FindingKind.UNMEASURED:
                return True

    def _is_loud_journey(self, finding: Finding, read: JourneyRead | None) -> bool:
        if finding.remark and _ILL.search(finding.remark):
            return True
        if self.travel is not TravelAlerts.RISKY:
            return self.travel is TravelAlerts.ALL
        if read is None:
            return True
        # What is said of somebody at home and names no place is about no journey.
        return bool(read.exposures) or bool(finding.remark and not read.is_read)


_WORDS = [
    word
    for word, (kind, _) in LEXICON.items()
    if kind in (Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE)
]
_ILL = re.compile(
    "|".join(
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in sorted(_WORDS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
"""Words that tell of an illness in what is said of somebody at home."""

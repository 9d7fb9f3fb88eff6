"""Which findings of a class raise an alert: by its settings, and by the risk areas of its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from domain.alert import Who
from domain.area import JourneyRead
from domain.check_in import Finding, FindingKind
from domain.unit_settings import UnitSettings
from handlers.visit import Visit
from storage.exposures import journeys_in
from storage.journeys import AreasOfDay, areas_of_day
from storage.rounds import Round


@dataclass(frozen=True)
class Watching:
    """What somebody has to hear of at once of what is said for a round."""

    visit: Visit
    round: Round
    settings: UnitSettings
    _read: dict[Finding, JourneyRead] = field(default_factory=dict)

    def loud(self, findings: Sequence[Finding]) -> list[Finding]:
        """What raises an alert in this class. A journey that an earlier day has told raises none
        once more.
        """
        reads, watch = self.reads(findings), self.settings.watch

        def is_loud(finding: Finding) -> bool:
            who = finding.pupil_id, finding.person_id
            if finding.kind is not FindingKind.TRAVEL or reads is None:
                return watch.is_loud(finding)
            return watch.is_loud(finding, reads[who]) and not self._told_before(who, reads[who])

        return [finding for finding in findings if is_loud(finding)]

    def was_there(self, findings: Sequence[Finding]) -> bool:
        """Whether any of these journeys surely led into a risk area."""
        return any(read.was_there for read in (self.reads(findings) or {}).values())

    def reads(self, findings: Sequence[Finding]) -> Mapping[Who, JourneyRead] | None:
        """The journeys among findings, held against the risk areas; None where no list is kept."""
        journeys = journeys_in(findings)
        if journeys and self._areas is None:
            return None
        return {who: self._read_one(finding) for who, finding in journeys.items()}

    @cached_property
    def _areas(self) -> AreasOfDay | None:
        day, back = self.round.day, self.settings.travel_days
        unit_id = self.round.unit.id
        return areas_of_day(self.visit.tx, unit_id, told=day, today=day, back=back)

    def _read_one(self, finding: Finding) -> JourneyRead:
        """A long list is gone through once for each journey, however often it is asked about."""
        read = self._read.get(finding)
        if read is None:
            assert self._areas is not None, "journeys are read where there is a list"  # noqa: S101
            read = self._read[finding] = self._areas.read(finding)
        return read

    def keep_exposures(self, now: Sequence[Finding], before: Sequence[Finding]) -> None:
        """Who was in a risk area by this answer; what the one before told of that has ended."""
        if journeys_in(now) or journeys_in(before):
            reads = self.reads(now)
            if reads is not None:
                self.visit.tx.exposures.keep(self.round.id, reads, self.visit.now_ms)
            if journeys_in(before):
                # A later day may still tell what this one takes back: the tick looks.
                self.visit.tx.areas.ask_anew(self.round.school_id)

    def _told_before(self, who: Who, read: JourneyRead) -> bool:
        told = self.visit.tx.exposures.told_before
        areas = [one.area.place for one in read.exposures]
        return bool(areas) and all(told(self.round.id, who, read.journey, one) for one in areas)

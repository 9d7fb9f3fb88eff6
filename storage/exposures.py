"""Who was in a risk area: journeys of answers held against the list that holds for the class."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

from domain.alert import Who
from domain.area import Journey, JourneyRead
from domain.area_facts import UNREAD, Exposed
from domain.check_in import Finding, FindingKind
from domain.gazetteer import Nearness
from storage.named import queries


class Exposures:
    """The table ``exposure``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("exposures")

    def journeys(self, school_id: int, since: date) -> dict[int, list[Finding]]:
        """What the answers of a school that count say of journeys since a day, by round."""
        found: dict[int, list[Finding]] = {}
        for row in self._q.journeys(self._c, school_id=school_id, since=since.isoformat()):
            found.setdefault(row["round_id"], []).append(_journey(row))
        return found

    def of_round(self, round_id: int) -> set[tuple[Who, str]]:
        """Who of a round was in which place of a list, or may have been."""
        rows = self._q.of_round(self._c, round_id=round_id)
        return {((row["pupil_id"], row["person_id"]), row["place"]) for row in rows}

    def keep(self, round_id: int, reads: Mapping[Who, JourneyRead], at_ms: int) -> None:
        """What the answer of a round tells now takes the place of what it told before. What an
        earlier day has told stands there, as long as that day tells it.
        """
        self._q.end_round(self._c, round_id=round_id, at_ms=at_ms)
        for who, read in reads.items():
            for exposure in read.exposures:
                if self.told_before(round_id, who, read.journey, exposure.area.place):
                    continue
                self._keep(round_id, who, read.journey, exposure.area.id, exposure.nearness, at_ms)
            if not read.is_read and read.journey.is_own:
                self._keep(round_id, who, read.journey, None, UNREAD, at_ms)

    def told_before(self, round_id: int, who: Who, journey: Journey, place: str) -> bool:
        """Whether an earlier day has told the same journey into the same place."""
        found = self._q.told_before(
            self._c,
            pupil_id=who[0],
            person_id=who[1],
            place=place,
            round_id=round_id,
            first_day=journey.first.isoformat(),
            last_day=journey.last.isoformat(),
        )
        return found is not None

    def under(self, unit_id: int, since: date) -> list[Exposed]:
        """Whose journeys led into an area since a day, or cannot be read; the newest first."""
        rows = self._q.under(self._c, unit_id=unit_id, since=since.isoformat())
        return [_exposed(row) for row in rows]

    def counts(self, unit_id: int, since: date) -> dict[str, dict[str, int]]:
        """How many people by school and nearness (been, perhaps, unread)."""
        found: dict[str, dict[str, int]] = {}
        for row in self._q.counts(self._c, unit_id=unit_id, since=since.isoformat()):
            found.setdefault(row["school"], {})[row["nearness"]] = row["people"]
        return found

    def counts_of_day(self, school_id: int, day: date) -> dict[str, int]:
        """How many people of a school by nearness, of the journeys that a day's answers tell."""
        rows = self._q.counts_of_day(self._c, school_id=school_id, day=day.isoformat())
        return {row["nearness"]: row["people"] for row in rows}

    def _keep(
        self,
        round_id: int,
        who: Who,
        journey: Journey,
        area_id: int | None,
        nearness: str,
        at_ms: int,
    ) -> None:
        self._q.keep(
            self._c,
            round_id=round_id,
            pupil_id=who[0],
            person_id=who[1],
            area_id=area_id,
            nearness=nearness,
            first_day=journey.first.isoformat(),
            last_day=journey.last.isoformat(),
            at_ms=at_ms,
        )


def journeys_in(findings: Iterable[Finding]) -> dict[Who, Finding]:
    """The journeys among findings, by whose they are."""
    return {
        (one.pupil_id, one.person_id): one for one in findings if one.kind is FindingKind.TRAVEL
    }


def _journey(row: sqlite3.Row) -> Finding:
    return Finding(
        kind=FindingKind.TRAVEL,
        pupil_id=row["pupil_id"],
        person_id=row["person_id"],
        place=row["place"],
        first=row["first_day"] and date.fromisoformat(row["first_day"]),
        last=row["last_day"] and date.fromisoformat(row["last_day"]),
        remark=row["remark"],
    )


def _exposed(row: sqlite3.Row) -> Exposed:
    nearness = row["nearness"]
    return Exposed(
        day=date.fromisoformat(row["day"]),
        unit=row["unit"],
        name=row["name"],
        is_staff=row["person_id"] is not None,
        nearness=None if nearness == UNREAD else Nearness(nearness),
        area=row["area"] or "",
        finding=_journey(row),
    )

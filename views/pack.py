"""The inspection pack (台账): a workbook, a document, a list of them and checksums, in a zip."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.case import CaseState
from domain.day_report import DayReport
from domain.figures import AlertFigures, Counts, DayFigures
from domain.ledger import LedgerCase, LedgerDay
from domain.paper import Filling, PaperFacts, Value
from domain.roster import Unit
from views.days import moment
from views.docx_filling import filled_docx
from views.ledger_book import LedgerBook
from views.material import built_in
from views.paper_values import filling, written_days
from views.words import say

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The same files make the same zip, whenever they are packed."""


@dataclass(slots=True)
class Tally:
    """What the days of a ledger come to."""

    days: list[DayReport] = field(default_factory=list)
    sums: Counts = field(default_factory=Counts)
    lines: int = 0
    asked: int = 0
    delivered: int = 0
    chased: int = 0
    escalated: int = 0
    corrected: int = 0

    def add(self, unit: Unit, day: LedgerDay) -> None:
        """Count a day; of its lines nothing is kept."""
        self.days.append(DayReport(DayFigures(unit, day.day, day.counts), ()))
        self.sums += day.counts
        for line in day.lines:
            self.lines += 1
            self.asked += line.asked_ms is not None
            self.delivered += line.delivered_ms is not None
            self.chased += line.chased
            self.escalated += line.escalated_ms is not None
            self.corrected += line.revision > 1


class Pack:
    """A pack in the making in a folder of its own: one day after another, then ``finish``."""

    def __init__(
        self,
        folder: Path,
        language: str,
        unit: Unit,
        unit_name: str,
        period: Period,
        *,
        zone: ZoneInfo,
        as_of_ms: int,
        names: bool,
    ) -> None:
        self._folder = folder
        self._language = language
        self._unit, self._unit_name, self._period = unit, unit_name, period
        self._zone, self._as_of_ms, self._names = zone, as_of_ms, names
        self.tally = Tally()
        self._book = LedgerBook(folder / self._called("book"), language, zone, names=names)

    def add(self, day: LedgerDay) -> None:
        """Write a day."""
        self._book.add(day)
        self.tally.add(self._unit, day)

    def finish(self, alerts: AlertFigures, cases: Sequence[LedgerCase]) -> bytes:
        """The zip. ``alerts`` are the sums of the days, ``cases`` those open on one of them."""
        self._book.close(self.tally.sums, cases)
        paper = self._folder / self._called("paper")
        paper.write_bytes(self._paper(alerts, cases))
        about = self._folder / self._called("read_me")
        about.write_text(self._about(), encoding="utf-8")
        files = [about, self._folder / self._called("book"), paper]
        manifest = self._folder / "manifest.json"
        manifest.write_text(self._manifest(files, alerts, cases), encoding="utf-8")
        checks = self._folder / "SHA256SUMS"
        lines = [f"{_checksum(one)}  {one.name}\n" for one in (*files, manifest)]
        checks.write_text("".join(lines), encoding="utf-8")
        return _zipped(self._folder / "pack.zip", [*files, manifest, checks])

    def drop(self) -> None:
        """Nobody wants it any more."""
        self._book.drop()

    def _called(self, key: str) -> str:
        return say(self._language, f"ledger.{key}")

    def _paper(self, alerts: AlertFigures, cases: Sequence[LedgerCase]) -> bytes:
        days = tuple(self.tally.days) or (
            DayReport(DayFigures(self._unit, self._period.first, Counts()), ()),
        )
        facts = PaperFacts(self._unit, self._unit_name, self._period, days, alerts)
        known = filling(
            self._language, facts, as_of_ms=self._as_of_ms, zone=self._zone, names=False
        )
        values: dict[str, Value] = {
            **known.values,
            "title": self._called("title"),
            "measures": f"{self._delivery()}{known.values['measures']}{self._cases(cases)}",
            "parts": None,
            "unconfirmed": None,
        }
        return filled_docx(built_in(self._language), Filling(values, known.rows))

    def _delivery(self) -> str:
        tally = self.tally
        words = [
            say(
                self._language,
                "ledger.delivery",
                asked=tally.asked,
                delivered=tally.delivered,
                chased=tally.chased,
                escalated=tally.escalated,
                corrected=tally.corrected,
            )
        ]
        if tally.sums.zero_reports:
            proof = "proof" if self._names else "proof_no_names"
            words.append(say(self._language, f"ledger.{proof}", zero=tally.sums.zero_reports))
        return "".join(one + say(self._language, "paper.join") for one in words)

    def _cases(self, cases: Sequence[LedgerCase]) -> str:
        if not cases:
            return ""
        told = say(self._language, "ledger.cases", **self._counted(cases))
        return say(self._language, "paper.join") + told

    def _counted(self, cases: Sequence[LedgerCase]) -> dict[str, int]:
        return {
            "count": len(cases),
            "opened": sum(one.opened_day in self._period for one in cases),
            "released": sum(one.state is CaseState.RELEASED for one in cases),
            "open": sum(one.state.goes_on for one in cases),
        }

    def _about(self) -> str:
        as_of = moment(self._as_of_ms, self._zone)
        source = say(self._language, "paper.source")
        files = [self._called(key) for key in ("book", "paper")]
        files += ["manifest.json", "SHA256SUMS"]
        words = say(
            self._language,
            "ledger.about",
            title=self._called("title"),
            unit=self._unit_name,
            code=self._unit.code,
            period=written_days(self._language, self._period),
            as_of=as_of,
            source=say(self._language, "paper.source_line", source=source, as_of=as_of),
            files="\n".join(f"- {name}" for name in files),
        )
        return words + "\n"

    def _manifest(
        self, files: list[Path], alerts: AlertFigures, cases: Sequence[LedgerCase]
    ) -> str:
        """For programs: what it is, what it counts, what the files' checksums are."""
        tally = self.tally
        body = {
            "what": "chenjian inspection pack",
            "unit": {"code": self._unit.code, "name": self._unit_name},
            "first": self._period.first.isoformat(),
            "last": self._period.last.isoformat(),
            "as_of": moment(self._as_of_ms, self._zone),
            "staff_named": self._names,
            "school_days": len(tally.days),
            "expected": tally.sums.expected,
            "answered": tally.sums.answered,
            "on_time": tally.sums.on_time,
            "late": tally.sums.late,
            "zero_reports": tally.sums.zero_reports,
            "asked": tally.asked,
            "delivered": tally.delivered,
            "reminders": tally.chased,
            "escalated": tally.escalated,
            "corrected": tally.corrected,
            "alerts": {
                "raised": alerts.raised, "owned": alerts.owned, "handled": alerts.done,
                "waiting": alerts.waiting,
            },
            "cases": self._counted(cases),
            "files": [
                {"name": one.name, "bytes": one.stat().st_size, "sha256": _checksum(one)}
                for one in files
            ],
        }  # fmt: skip
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _checksum(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _zipped(path: Path, files: list[Path]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            entry = zipfile.ZipInfo(one.name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, one.read_bytes())
    return path.read_bytes()

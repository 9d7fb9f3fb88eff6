"""What a headless morning leaves behind: digest.txt, report.json, report.xlsx and wall.png."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo_script import END_MS, MONDAY, ZONE
from bot.report_command import ReportCommand, run_report
from emulator.phone import Phone

SCHOOL, TOWNSHIP = "HCZX", "HC"
SETTLED_WITHIN_S = 30.0
"""Real seconds: a living digest changes at most every ten."""
LOOK_EVERY_S = 0.25
FILES = ("digest.txt", "report.json", "report.xlsx", "wall.png")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who holds the digest and the roll-up in hand, and the database behind them."""

    database: Path
    language: str
    principal: Phone
    township_admin: Phone

    async def write(self, out: Path) -> dict[str, Any] | None:
        """Write the files; gives the township's report, None where no digest had come."""
        digest = await self._living(self.principal, SCHOOL)
        roll_up = await self._living(self.township_admin, TOWNSHIP)
        if digest is None or roll_up is None:
            return None
        report = await self._report(TOWNSHIP, "json")
        contents = (
            f"{digest}\n\n{roll_up}\n".encode(),
            report,
            await self._report(TOWNSHIP, "xlsx"),
            await self._report(SCHOOL, "png"),
        )
        for name, content in zip(FILES, contents, strict=True):
            (out / name).write_bytes(content)
        found: dict[str, Any] = json.loads(report)
        return found

    async def _living(self, phone: Phone, unit: str) -> str | None:
        """The digest as it stands on a screen, once it is the version that stands in the report."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + SETTLED_WITHIN_S
        while loop.time() < deadline:
            # A roll-up has no version in the report; any is the one that was sent last.
            version = json.loads(await self._report(unit, "json"))["version"] or ""
            for shown in reversed((await phone.screen()).heard):
                first_line = shown.partition("\n")[0]
                if " 第" in first_line and first_line.endswith(f"{version}版"):
                    return shown
            await asyncio.sleep(LOOK_EVERY_S)
        return None

    async def _report(self, unit: str, form: str) -> bytes:
        command = ReportCommand(unit, MONDAY.isoformat(), form)
        return await asyncio.to_thread(
            run_report, self.database, command, now_ms=END_MS, zone=ZONE, language=self.language
        )

"""The program as a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TOKEN = "42:crash"  # noqa: S105 - the emulator's own, worth nothing elsewhere
EXIT_WITHIN_S = 12.0


@dataclass(slots=True)
class Bot:
    """``chenjian run`` against an emulator; what it logs goes to a file beside its database."""

    address: str
    database: Path
    _process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        """Where its log goes."""
        return self.database.with_suffix(".log")

    async def start(self) -> None:
        """Begin, as after a power cut."""
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": self.address,
            "CLOCK_URL": f"{self.address}/control/clock",
            "DATABASE_URL": f"sqlite:///{self.database.absolute()}",
        }
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run"),
                cwd=self.database.parent,
                env=environment,
                stdout=log,
                stderr=log,
            )

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.returncode is None

    async def kill(self) -> None:
        """SIGKILL. Raises AssertionError where it had ended by itself."""
        assert self._process is not None
        assert self.running, f"it ended by itself with {self._process.returncode}"
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM; gives the exit code. Raises TimeoutError where it does not end."""
        assert self._process is not None
        if self.running:
            self._process.terminate()
        async with asyncio.timeout(EXIT_WITHIN_S):
            return await self._process.wait()

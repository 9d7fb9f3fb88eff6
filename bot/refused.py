"""What a command refuses: the sentence it ends with on standard error, with exit code 2."""

from __future__ import annotations

from domain.errors import ChenjianError


class Refused(Exception):
    """A command cannot go on; ``cli.CODE`` holds the sentence, ``values`` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ReportTrouble(ChenjianError):
    """A report cannot be given as it was asked for; the message is the one line to print."""

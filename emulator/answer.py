"""The answer to one call, as it travels back."""

import json
from dataclasses import dataclass
from typing import Any

from emulator.fault import Fault, Where
from emulator.parameters import Json
from emulator.refusal import AnswerLost, Refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and content of an answer; half of the content comes after ``pause_s`` seconds."""

    status: int
    content: bytes
    pause_s: float = 0.0

    @property
    def body(self) -> Json:
        """The content read as JSON. Raises ValueError when a fault broke it off."""
        read: Json = json.loads(self.content)
        return read

    def halves(self) -> tuple[bytes, bytes]:
        """The content in two parts."""
        middle = len(self.content) // 2
        return self.content[:middle], self.content[middle:]

    def after(self, fault: Fault | None) -> "Answer":
        """The answer as it arrives when a fault strikes its way back. Raises AnswerLost."""
        if fault is None or fault.where is not Where.WAY_BACK:
            return self
        if fault.kind == "drop_answer":
            raise AnswerLost(fault.kind)
        if fault.kind == "invalid_json":
            return Answer(self.status, self.halves()[0])
        return Answer(self.status, self.content, pause_s=fault.seconds)


def accepted(body: Json) -> Answer:
    """The call was taken; ``body`` holds the result."""
    return _answer(200, {"ok": True} | body)


def refused(refusal: Refusal) -> Answer:
    """The call was not taken; the status is the ``error_code`` too [D]."""
    body: Json = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return _answer(refusal.status, body)


def _answer(status: int, body: dict[str, Any]) -> Answer:
    # In ASCII, as Telegram writes it; even half a surrogate pair travels so.
    return Answer(status, json.dumps(body).encode("ascii"))
